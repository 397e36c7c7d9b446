"""The old interface, C-16 to C-49: what administrators do, the language model, storage, analytics, and the paths below /api."""
import time
import unittest

from oldclient import ADMIN_USER, ANN, ANSWER, BOB, DOCUMENT, MESSAGE, MULTIPART, NUMBER, USER, Anything, Moment, OldClientCase, multipart
from program import PDF

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
MODEL = {"status": str, "mode": str, "model": (str, None), "error": (str, None), "base_url": (str, None), "provider": str,
         "api_key_status": str}
SIZE = {"count": int, "size_bytes": int, "size_formatted": str}


class Administration(OldClientCase):
    def make(self):
        """A new account, made by an administrator, and what it signs in with."""
        new = {**self.fresh(), "is_active": True, "is_admin": False}
        return self.fits(self.send("POST", "/admin/users", new, token=self.admin), ADMIN_USER), new

    def signs_in(self, new, password=None):
        return self.form("/token", {"username": new["email"], "password": password or new["password"]}).status == 200

    def test_c19_admin_users_are_listed_page_by_page(self):
        made = [self.make()[0]["id"] for _ in range(3)]
        page = self.fits(self.send("GET", "/admin/users?page=1&per_page=2", token=self.admin),
                         {"users": [ADMIN_USER], "total": int, "page": int, "per_page": int, "total_pages": int})
        self.assertEqual((len(page["users"]), page["page"], page["per_page"]), (2, 1, 2))
        self.assertEqual(page["total_pages"], (page["total"] + 1) // 2)
        found = []
        for number in range(1, page["total_pages"] + 2):
            found += [u["id"] for u in self.send("GET", f"/admin/users?page={number}&per_page=2", token=self.admin).json["users"]]
        self.assertEqual((len(found), len(set(found))), (page["total"], page["total"]))
        self.assertLessEqual(set(made), set(found))
        self.assertEqual(self.send("GET", "/admin/users", token=self.admin).json["per_page"], 20)
        self.refuses(self.send("GET", "/admin/users?page=0", token=self.admin), 400)
        self.refuses(self.send("GET", "/admin/users"), 403, exactly=False)
        self.refuses(self.send("GET", "/admin/users", token=""), 401, exactly=False)

    def test_c20_admin_makes_an_account(self):
        made, new = self.make()
        self.assertEqual((made["email"], made["is_active"], made["is_admin"], made["document_count"]), (new["email"], True, False, 0))
        self.assertTrue(self.signs_in(new))
        self.refuses(self.send("POST", "/admin/users", new, token=self.admin), 400)
        self.refuses(self.send("POST", "/admin/users", {**self.fresh(), "password": "short"}, token=self.admin), 400)
        self.refuses(self.send("POST", "/admin/users", {"email": "x@example.com"}, token=self.admin), 422)
        self.refuses(self.send("POST", "/admin/users", self.fresh()), 403, exactly=False)

    def test_c21_admin_sees_one_account(self):
        made, _ = self.make()
        self.assertEqual(self.fits(self.send("GET", f"/admin/users/{made['id']}", token=self.admin), ADMIN_USER), made)
        for path in ("/admin/users/999999", "/admin/users/x"):
            self.refuses(self.send("GET", path, token=self.admin), 404)
        self.refuses(self.send("GET", f"/admin/users/{made['id']}"), 403, exactly=False)

    def test_c22_admin_changes_what_is_given_and_nothing_else(self):
        made, new = self.make()
        path = f"/admin/users/{made['id']}"
        token = self.form("/token", {"username": new["email"], "password": new["password"]}).json["access_token"]
        same = {k: made[k] for k in ("email", "full_name", "is_active", "is_admin")}
        changed = self.fits(self.send("PUT", path, {**same, "full_name": "Cleo Vane"}, token=self.admin), ADMIN_USER)
        self.assertEqual({**made, "full_name": "Cleo Vane"}, {**changed, "updated_at": made["updated_at"], "last_login": made["last_login"]})
        self.assertEqual(self.send("GET", "/users/me", token=token).status, 200)
        self.fits(self.send("PUT", path, {"password": "a wide field of barley"}, token=self.admin), ADMIN_USER)
        self.assertEqual((self.signs_in(new), self.signs_in(new, "a wide field of barley")), (False, True))
        self.assertFalse(self.fits(self.send("PUT", path, {"is_active": False}, token=self.admin), ADMIN_USER)["is_active"])
        self.assertFalse(self.signs_in(new, "a wide field of barley"))
        self.refuses(self.send("PUT", path, {"email": "bob@example.com"}, token=self.admin), 400)
        self.refuses(self.send("PUT", path, {"password": "short"}, token=self.admin), 400)
        self.refuses(self.send("PUT", "/admin/users/999999", {"full_name": "x"}, token=self.admin), 404)
        self.refuses(self.send("PUT", path, {"full_name": "x"}), 403, exactly=False)

    def test_c23_admin_removes_an_account_but_not_the_own_one(self):
        made, new = self.make()
        path = f"/admin/users/{made['id']}"
        self.refuses(self.send("DELETE", path), 403, exactly=False)
        self.fits(self.send("DELETE", path, token=self.admin), MESSAGE)
        self.refuses(self.send("DELETE", path, token=self.admin), 404)
        self.assertFalse(self.signs_in(new))
        me = self.send("GET", "/users/me", token=self.admin).json["id"]
        self.refuses(self.send("DELETE", f"/admin/users/{me}", token=self.admin), 400)

    def test_c41_register_makes_an_account(self):
        new = self.fresh()
        self.fits(self.send("POST", "/register", new, token=""), USER)
        self.refuses(self.send("POST", "/register", new, token=""), 400)
        self.assertTrue(self.signs_in(new))

    def test_c42_verify_token_tells_whose_it_is(self):
        shape = {"id": int, "email": str, "full_name": (str, None), "is_admin": bool, "is_active": bool}
        self.assertEqual(self.fits(self.send("GET", "/verify-token"), shape)["email"], "ann@example.com")
        self.refuses(self.send("GET", "/verify-token", token="x"), 401, exactly=False)

    def test_c43_users_me_changes_the_profile(self):
        _, new = self.make()
        token = self.form("/token", {"username": new["email"], "password": new["password"]}).json["access_token"]
        sent = {"full_name": "Cleo Vane", "email": new["email"], "avatar_url": None}
        me = self.fits(self.send("PUT", "/users/me", sent, token=token), {**USER, "avatar_url": (str, None)})
        self.assertEqual((me["full_name"], me["email"], me["avatar_url"]), ("Cleo Vane", new["email"], None))
        fresh = {"full_name": "Cleo Stone", "password": "a wide field of barley"}
        self.assertIn("current_password", self.refuses(self.send("PUT", "/users/me", fresh, token=token), 400))
        self.refuses(self.send("PUT", "/users/me", {**fresh, "current_password": "another"}, token=token), 400)
        self.assertEqual(self.send("GET", "/users/me", token=token).json["full_name"], "Cleo Vane")
        self.fits(self.send("PUT", "/users/me", {**fresh, "current_password": new["password"]}, token=token), USER)
        self.assertEqual((self.signs_in(new), self.signs_in(new, fresh["password"])), (False, True))
        self.refuses(self.send("PUT", "/users/me", {"full_name": 7}, token=token), 422)

    def test_c48_an_avatar_is_kept_and_seen_without_a_token(self):
        kept = self.fits(self.upload("/storage/avatars/upload", "me.png", PNG), {"url": str, "filename": str})
        shown = self.send("GET", kept["url"], token="")
        self.assertEqual((shown.status, shown.headers["Content-Type"], shown.body), (200, "image/png", PNG))
        self.fits(self.send("PUT", "/users/me", {"avatar_url": kept["url"]}), USER)
        self.assertEqual(self.send("GET", "/users/me").json["avatar_url"], kept["url"])
        newer = self.upload("/storage/avatars/upload", "me.gif", b"GIF89a" + bytes(20)).json
        self.assertEqual([self.send("GET", k["url"], token="").status for k in (kept, newer)], [200, 200])
        self.refuses(self.upload("/storage/avatars/upload", "me.png", b"<script>"), 400)
        self.refuses(self.upload("/storage/avatars/upload", "me.png", PNG + bytes(1 << 20)), 413)
        self.refuses(self.send("GET", "/storage/avatars/1-avatar-0.png", token=""), 404)
        self.refuses(self.send("GET", "/storage/avatars/..png", token=""), 404)


class Model(OldClientCase):
    """There is no language model, and every route says so in the shape that it always had."""

    def test_c16_llm_status_says_that_answers_are_computed(self):
        status = self.fits(self.send("GET", "/llm/status"), MODEL)
        self.assertEqual((set(status), status["mode"], status["provider"]), (set(MODEL), "deterministic", "none"))
        self.refuses(self.send("GET", "/llm/status", token=""), 401, exactly=False)

    def test_c17_llm_mode_that_cannot_be_had_changes_nothing(self):
        before = self.send("GET", "/llm/status").json
        for wish in ({"mode": "openai", "api_key": "k", "model": "m"}, {"mode": "mock"}, {"mode": "x", "apiKey": "k"}):
            self.assertEqual(self.fits(self.send("POST", "/llm/mode", wish), MODEL), before)
        self.assertEqual(self.send("GET", "/llm/status").json, before)

    def test_c18_llm_modes_are_those_that_can_be_had(self):
        self.assertEqual(self.fits(self.send("GET", "/llm/modes"), [str]), ["deterministic"])

    def test_c24_llm_config_holds_no_key(self):
        config = self.fits(self.send("GET", "/admin/llm/config", token=self.admin),
                           {"current_vendor": str, "current_model": (str, None), "available_vendors": [str], "vendor_models": dict,
                            "status": str, "error": (str, None),
                            "current_config": {"vendor": str, "api_key": None, "base_url": (str, None), "model": (str, None),
                                               "temperature": NUMBER, "max_tokens": int, "timeout": int}})
        self.assertEqual(set(config["vendor_models"]), set(config["available_vendors"]))
        self.refuses(self.send("GET", "/admin/llm/config"), 403, exactly=False)

    def test_c25_llm_config_takes_what_it_gave_and_refuses_vendors_that_cannot_be_had(self):
        config = self.send("GET", "/admin/llm/config", token=self.admin).json["current_config"]
        self.assertEqual(self.fits(self.send("POST", "/admin/llm/config", config, token=self.admin),
                                   {"message": str, "config": dict})["config"], config)
        detail = self.refuses(self.send("POST", "/admin/llm/config", {"vendor": "openai", "api_key": "secret-7"}, token=self.admin), 400)
        self.assertNotIn("secret-7", detail)
        self.assertEqual(self.send("GET", "/admin/llm/config", token=self.admin).json["current_config"], config)
        self.refuses(self.send("POST", "/admin/llm/config", {}, token=self.admin), 422)
        self.refuses(self.send("POST", "/admin/llm/config", config), 403, exactly=False)

    def test_c26_llm_vendors_are_those_that_can_be_had(self):
        vendors = self.fits(self.send("GET", "/admin/llm/vendors", token=self.admin), {"vendors": dict})["vendors"]
        for vendor in vendors.values():
            self.assertEqual(set(vendor), {"name", "description", "requires_api_key", "default_base_url", "default_models",
                                           "langchain_class"})
        self.refuses(self.send("GET", "/admin/llm/vendors"), 403, exactly=False)

    def test_c27_llm_models_of_a_vendor(self):
        self.fits(self.send("GET", "/admin/llm/models/none?base_url=&api_key=", token=self.admin),
                  {"vendor": str, "models": [str], "error": (str, None)})
        self.refuses(self.send("GET", "/admin/llm/models/openai", token=self.admin), 400)
        self.refuses(self.send("GET", "/admin/llm/models/none"), 403, exactly=False)

    def test_c28_llm_test_does_not_succeed_and_says_why(self):
        tried = self.fits(self.send("POST", "/admin/llm/test", {"vendor": "openai", "api_key": "k"}, token=self.admin),
                          {"success": bool, "error": str})
        self.assertFalse(tried["success"])
        self.refuses(self.send("POST", "/admin/llm/test", {}), 403, exactly=False)


class Storage(OldClientCase):
    OVERVIEW = {"total_size": int, "total_size_formatted": str, "total_files": int, "directories": dict, "last_updated": Moment,
                "used_size_bytes": int, "free_size_bytes": int, "total_size_bytes": int,
                "minio_stats": {"size_bytes": int, "file_count": int}, "file_types": dict}

    def test_c29_storage_overview_has_the_fields_of_both_old_services(self):
        self.upload("/documents", "one.PDF", PDF.read_bytes())
        seen = self.fits(self.send("GET", "/admin/storage/overview", token=self.admin), self.OVERVIEW)
        for folder in seen["directories"].values():
            self.assertEqual(set(folder), {"path", "size_bytes", "size_formatted", "file_count", "exists"})
        self.assertGreaterEqual(seen["directories"]["documents"]["size_bytes"], PDF.stat().st_size)
        self.assertEqual(seen["used_size_bytes"], sum(f["size_bytes"] for f in seen["directories"].values()))
        self.assertGreaterEqual(seen["file_types"]["pdf"], 1)
        self.assertGreater(seen["free_size_bytes"], 0)
        self.refuses(self.send("GET", "/admin/storage/overview"), 403, exactly=False)

    def test_c30_storage_users_tells_what_each_has(self):
        person = {"user_id": int, "email": str, "full_name": (str, None), "is_active": bool, "created_at": Moment,
                  "storage": {"documents": SIZE, "cache": SIZE, "vector_db": SIZE, "analysis_results": int, "qa_sessions": int,
                              "questions": int}, "total_size_bytes": int, "file_count": int}
        self.upload("/documents", "two.pdf", PDF.read_bytes() + b"\n")
        users = self.fits(self.send("GET", "/admin/storage/users", token=self.admin), {"users": [person]})["users"]
        total = self.send("GET", "/admin/users", token=self.admin).json["total"]
        self.assertEqual(len(users), total)
        ann = next(u for u in users if u["email"] == "ann@example.com")
        self.assertGreater(ann["total_size_bytes"], PDF.stat().st_size)
        one = self.send("GET", f"/admin/storage/users?user_id={ann['user_id']}", token=self.admin).json["users"]
        self.assertEqual([u["email"] for u in one], ["ann@example.com"])
        self.assertEqual(self.send("GET", "/admin/storage/users?user_id=999999", token=self.admin).json, {"users": []})
        self.refuses(self.send("GET", "/admin/storage/users"), 403, exactly=False)

    def test_c31_cleanup_of_a_user_leaves_nothing_and_touches_nobody_else(self):
        new = self.fresh()
        who = self.send("POST", "/register", new, token="").json["id"]
        token = self.form("/token", {"username": new["email"], "password": new["password"]}).json["access_token"]
        self.upload("/documents", "a.txt", b"Net sales were 12 million dollars.", token=token)
        mine = self.upload("/documents", "b.txt", b"Net sales were 13 million dollars.").json["id"]
        done = self.fits(self.send("POST", f"/admin/storage/cleanup/user/{who}", token=self.admin),
                         {"success": bool, "message": str, "errors": [str], "cleaned_files_count": int, "freed_size_bytes": int,
                          "cleaned": {"documents": int, "cache_files": int, "vector_dbs": int, "minio_objects": int}})
        self.assertEqual((done["success"], done["cleaned"]["documents"], done["freed_size_bytes"]), (True, 1, 34))
        self.assertEqual(self.send("GET", "/documents", token=token).json, [])
        self.assertEqual(self.send("GET", f"/documents/{mine}").status, 200)
        self.refuses(self.send("POST", "/admin/storage/cleanup/user/999999", token=self.admin), 404)
        self.refuses(self.send("POST", f"/admin/storage/cleanup/user/{who}"), 403, exactly=False)

    def test_c32_cleanup_of_orphans_leaves_what_belongs_to_somebody(self):
        mine = self.upload("/documents", "c.txt", b"Net sales were 14 million dollars.").json["id"]
        done = self.fits(self.send("POST", "/admin/storage/cleanup/orphaned", token=self.admin),
                         {"success": bool, "message": str, "errors": [str], "cleaned_files_count": int, "freed_size_bytes": int,
                          "cleaned": {"cache_files": int, "vector_dbs": int, "temp_files": int}})
        self.assertTrue(done["success"])
        self.assertEqual(self.send("GET", f"/documents/{mine}/download").status, 200)
        self.refuses(self.send("POST", "/admin/storage/cleanup/orphaned"), 403, exactly=False)

    def test_c47_storage_sync_succeeds(self):
        self.assertTrue(self.fits(self.send("POST", "/admin/storage/sync", token=self.admin), {"success": bool, "message": str})["success"])
        self.refuses(self.send("POST", "/admin/storage/sync"), 403, exactly=False)


class Analytics(OldClientCase):
    def report(self, name, shape):
        seen = self.fits(self.send("GET", f"/admin/analytics/{name}?days=7", token=self.admin), {**shape, "period_days": int})
        self.assertEqual(seen["period_days"], 7)
        self.assertEqual(self.send("GET", f"/admin/analytics/{name}", token=self.admin).json["period_days"], 30)
        self.refuses(self.send("GET", f"/admin/analytics/{name}?days=0", token=self.admin), 400)
        self.refuses(self.send("GET", f"/admin/analytics/{name}"), 403, exactly=False)
        return seen

    def test_c33_overview(self):
        n = NUMBER
        seen = self.report("overview", {
            "users": {"total": int, "active_in_period": int, "activity_rate": n}, "documents": {"total": int, "uploaded_in_period": int},
            "questions": {"total": int, "asked_in_period": int},
            "tokens": {"total_tokens": int, "input_tokens": int, "output_tokens": int, "estimated_cost": n},
            "performance": {"avg_analysis_time_seconds": n, "avg_question_time_seconds": n},
            "feedback": {"average_rating": n, "total_feedback": int, "helpful_responses": int, "unhelpful_responses": int,
                         "satisfaction_rate": n}})
        self.assertEqual(seen["users"]["total"], self.send("GET", "/admin/users", token=self.admin).json["total"])

    def test_c34_usage_patterns(self):
        seen = self.report("usage-patterns", {
            "hourly_usage": [{"hour": int, "events": int}], "daily_usage": [{"date": str, "events": int}],
            "top_users": [{"email": str, "name": str, "activity_count": int}], "operation_stats": [{"operation": str, "count": int}]})
        self.assertTrue(seen["hourly_usage"] and seen["daily_usage"])

    def test_c35_tokens(self):
        self.report("tokens", {
            "vendor_usage": [{"vendor": str, "total_tokens": int}],
            "operation_usage": [{"operation": str, "total_tokens": int, "avg_tokens": NUMBER, "total_cost": NUMBER}],
            "daily_trend": [{"date": str, "tokens": int, "cost": NUMBER}], "top_users": [dict]})

    def test_c36_performance(self):
        self.report("performance", {
            "operation_performance": [{"operation": str, "avg_duration": NUMBER, "min_duration": NUMBER, "max_duration": NUMBER,
                                       "operation_count": int, "success_rate": NUMBER}],
            "daily_performance": [{"date": str, "avg_duration": NUMBER, "operation_count": int}],
            "file_size_correlation": [{"file_size_mb": NUMBER, "duration_seconds": NUMBER}], "error_rates": [dict]})

    def test_c37_satisfaction(self):
        said = f"clear and quick {time.monotonic_ns()}"
        self.fits(self.send("POST", "/feedback", {"feedback_type": "COMMENT", "comment": said, "rating": 4}, token=self.bob), MESSAGE)
        seen = self.report("satisfaction", {
            "overall_satisfaction": {"average_rating": NUMBER, "total_feedback": int, "positive_rate": NUMBER, "negative_rate": NUMBER,
                                     "helpful_rate": NUMBER},
            "feedback_by_type": [dict], "daily_satisfaction": [{"date": str, "avg_rating": NUMBER}],
            "recent_comments": [{"comment": str, "rating": (int, None), "user_email": str, "timestamp": Moment}]})
        self.assertIn((said, 4, "bob@example.com"), [(c["comment"], c["rating"], c["user_email"]) for c in seen["recent_comments"]])

    def test_c38_feedback_is_taken_in_every_kind(self):
        document = self.upload("/documents", "d.txt", f"Net sales were 12 million dollars. {time.monotonic_ns()}".encode()).json["id"]
        path = f"/documents/{document}"
        while self.send("GET", path + "/status").json["is_processing"]:
            time.sleep(0.05)
        question = self.send("POST", path + "/ask", {"question": "What were net sales?"}).json["id"]
        for said in ({"feedback_type": "RATING", "rating": 5}, {"feedback_type": "COMMENT", "comment": "good", "document_id": document},
                     {"feedback_type": "THUMBS_UP", "question_id": question}, {"feedback_type": "THUMBS_DOWN", "question_id": question},
                     {"feedback_type": "RATING", "rating": 2, "helpful": False, "question_id": question, "document_id": document}):
            self.fits(self.send("POST", "/feedback", said), MESSAGE)
        for said in ({"feedback_type": "APPLAUSE"}, {"feedback_type": "RATING", "rating": 6}, {}):
            self.refuses(self.send("POST", "/feedback", said), 422)
        for said in ({"feedback_type": "THUMBS_UP", "question_id": 999999}, {"feedback_type": "THUMBS_UP", "document_id": 999999}):
            self.refuses(self.send("POST", "/feedback", said), 404)
        self.refuses(self.send("POST", "/feedback", {"feedback_type": "THUMBS_UP", "question_id": question}, token=self.bob), 404)
        self.refuses(self.send("POST", "/feedback", {"feedback_type": "THUMBS_UP"}, token=""), 401, exactly=False)

    def test_c39_clear_all_cache_is_for_everybody_and_for_ones_own(self):
        self.fits(self.send("POST", "/admin/clear-all-cache"), MESSAGE)
        self.fits(self.send("POST", "/admin/clear-all-cache", token=self.admin), MESSAGE)
        self.refuses(self.send("POST", "/admin/clear-all-cache", token=""), 401, exactly=False)

    def test_c40_health_tells_of_the_components(self):
        health = self.fits(self.send("GET", "/health", token=""),
                           {"status": str, "timestamp": Moment, "version": str,
                            "components": {"database": str, "minio": str, "llm": str, "filesystem": str}})
        self.assertEqual((health["components"]["database"], health["components"]["llm"]), ("healthy", "not configured"))

    def test_c44_upload_url_says_that_nothing_is_fetched(self):
        detail = self.refuses(self.send("POST", "/documents/upload-url", {"url": "http://127.0.0.1:1/a.pdf", "owner_id": 1}), 415)
        self.assertIn("upload the file", detail)
        self.assertEqual([d for d in self.send("GET", "/documents").json if d["filename"] == "a.pdf"], [])

    def test_c45_queue_status_counts_ones_own_documents(self):
        name = f"q{time.monotonic_ns()}.txt"
        document = self.upload("/documents", name, f"Net sales were 15 million dollars. {name}".encode()).json["id"]
        while self.send("GET", f"/documents/{document}/status").json["is_processing"]:
            time.sleep(0.05)
        shape = {"queued": int, "processing": int, "completed_24h": int,
                 "recent_documents": [{"id": int, "filename": str, "status": str, "updated_at": Moment}]}
        seen = self.fits(self.send("GET", "/documents/queue-status"), shape)
        self.assertIn(name, [d["filename"] for d in seen["recent_documents"]])
        self.assertGreaterEqual(seen["completed_24h"], 1)
        for token in (self.bob, self.admin):
            others = self.fits(self.send("GET", "/documents/queue-status", token=token), shape)
            self.assertNotIn(name, [d["filename"] for d in others["recent_documents"]])

    def test_c46_steps_and_states_are_set_by_nobody_from_outside(self):
        document = self.upload("/documents", "s.txt", f"Net sales were 16 million. {time.monotonic_ns()}".encode()).json["id"]
        for rest, sent in (("/step", {"step": "done"}), ("/status", {"status": "COMPLETED"})):
            reply = self.send("PATCH", f"/documents/{document}{rest}", sent)
            self.assertIn(reply.status, (404, 405), reply.body)
            self.assertIsInstance(reply.json["detail"], str)


class Aliases(OldClientCase):
    """C-49: what the prefixed paths answer is what the plain ones do."""

    def same(self, plain, prefixed, token=None, method="GET", value=None):
        a, b = (self.send(method, path, value, token=token) for path in (plain, prefixed))
        self.assertEqual((a.status, a.json), (b.status, b.json))
        self.assertEqual(a.status, 200, a.body)

    def test_c49_auth(self):
        for path in ("/api/auth/token", "/auth/token"):
            self.fits(self.send("POST", path, ANN, token=""), {"access_token": str, "token_type": str})
            self.fits(self.form(path, ANN), {"access_token": str, "token_type": str})
            self.refuses(self.send("POST", path, {**ANN, "password": "x"}, token=""), 401)
        for path in ("/api/auth/users", "/api/auth/register", "/auth/users"):
            self.fits(self.send("POST", path, self.fresh(), token=""), USER)
        for path in ("/api/auth/users/me", "/api/auth/verify-token", "/auth/users/me"):
            self.same("/users/me", path)

    def test_c49_documents(self):
        for path in ("/api/documents", "/api/documents/upload"):
            made = self.fits(self.upload(path, "alias.txt", b"Net sales were 17 million dollars. " + path.encode()), DOCUMENT)
        while self.send("GET", f"/documents/{made['id']}/status").json["is_processing"]:
            time.sleep(0.05)
        self.same("/documents", "/api/documents")
        for rest in ("", "/status", "/analysis", "/questions"):
            self.same(f"/documents/{made['id']}{rest}", f"/api/documents/{made['id']}{rest}")
        for rest in ("/cancel", "/clear-cache"):
            self.same(f"/documents/{made['id']}{rest}", f"/api/documents/{made['id']}{rest}", method="POST")
        asked = self.fits(self.send("POST", f"/api/documents/{made['id']}/ask", {"question": "What were net sales?"}), ANSWER)
        self.assertIn(asked, self.send("GET", f"/documents/{made['id']}/questions").json)
        self.assertEqual(self.send("GET", f"/api/documents/{made['id']}/export").status, 200)
        self.assertEqual(self.send("GET", f"/api/documents/{made['id']}/download").status, 200)
        self.fits(self.send("DELETE", f"/api/documents/{made['id']}"), MESSAGE)

    def test_c49_llm_analytics_and_storage(self):
        for name in ("status", "modes"):
            self.same(f"/llm/{name}", f"/api/llm/{name}")
        self.same("/admin/llm/vendors", "/api/llm/vendors", token=self.admin)
        for name in ("overview", "usage-patterns", "tokens", "performance", "satisfaction"):
            self.same(f"/admin/analytics/{name}?days=3", f"/api/analytics/{name}?days=3", token=self.admin)
        self.same("/admin/storage/users", "/api/storage/users", token=self.admin)
        self.fits(self.send("GET", "/api/storage/overview", token=self.admin), Storage.OVERVIEW)
        self.same("/admin/storage/cleanup/orphaned", "/api/storage/cleanup/orphaned", token=self.admin, method="POST")
        self.same("/admin/storage/sync", "/api/storage/sync", token=self.admin, method="POST")
        for path in ("/api/analytics/overview", "/api/storage/overview", "/api/llm/vendors"):
            self.refuses(self.send("GET", path), 403, exactly=False)

    def test_a_key_may_here_what_it_may_elsewhere(self):
        made = self.send("POST", "/api/v1/users/me/api-keys", {"name": "reader", "scopes": ["documents:read"]}).json["secret"]
        self.assertEqual(self.send("GET", "/documents", token=made).status, 200)
        for method, path, value in (("GET", "/users/me", None), ("POST", "/feedback", {"feedback_type": "THUMBS_UP"}),
                                    ("POST", "/admin/clear-all-cache", None), ("DELETE", "/documents/1", None)):
            self.refuses(self.send(method, path, value, token=made), 403)
        other = self.send("POST", "/api/v1/users/me/api-keys", {"name": "asker", "scopes": ["ask"]}).json["secret"]
        document = self.upload("/documents", "key.txt", b"Net sales were 18 million dollars.").json["id"]
        self.refuses(self.send("GET", f"/documents/{document}/download", token=other), 403)


class OldPages(OldClientCase):
    """Pages of another origin that send their token in the query of a download."""

    PAGE = "http://localhost:3000"
    settings = {"FINANALYST_DEMO": "1", "ALLOW_QUERY_TOKEN": "true", "ALLOWED_ORIGINS": PAGE}

    def test_preflight_and_reply_name_the_origin(self):
        for method, path in (("GET", "/documents/"), ("POST", "/token"), ("PUT", "/users/me"), ("PATCH", "/documents/1/status"),
                             ("DELETE", "/documents/1")):
            asked = self.server.ask("OPTIONS", path, None, {"Origin": self.PAGE, "Access-Control-Request-Method": method,
                                                            "Access-Control-Request-Headers": "authorization,content-type"}, token="")
            self.assertIn(asked.status, (200, 204))
            self.assertEqual(asked.headers["Access-Control-Allow-Origin"], self.PAGE)
            self.assertIn(method, asked.headers["Access-Control-Allow-Methods"])
            for name in ("authorization", "content-type"):
                self.assertIn(name, asked.headers["Access-Control-Allow-Headers"].lower())
        reply = self.server.ask("GET", "/documents/", headers={"Origin": self.PAGE})
        self.assertEqual((reply.status, reply.headers["Access-Control-Allow-Origin"]), (200, self.PAGE))

    def test_an_access_token_in_the_query_downloads_ones_own(self):
        document = self.upload("/documents", "query.pdf", PDF.read_bytes()).json["id"]
        path = f"/documents/{document}/download?token="
        self.assertEqual(self.send("GET", path + self.server.token, token="").body, PDF.read_bytes())
        self.refuses(self.send("GET", path + self.bob, token=""), 404)
        self.refuses(self.send("GET", path + "token_ann@example.com", token=""), 401)
        self.refuses(self.send("GET", f"/users/me?token={self.server.token}", token=""), 401, exactly=False)
        self.assertNotIn(self.server.token.encode(), self.server.log_path.read_bytes())


if __name__ == "__main__":
    unittest.main()
