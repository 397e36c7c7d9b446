"""The old interface: storage (C-29 to C-32, C-47), analytics and feedback (C-33 to C-39), health, the queue, and what is not
served (C-40, C-44 to C-46)."""
import time
import unittest

from oldclient import MESSAGE, NUMBER, STORAGE, Moment, OldClientCase
from program import PDF

SIZE = {"count": int, "size_bytes": int, "size_formatted": str}


class Storage(OldClientCase):
    def test_c29_storage_overview_has_the_fields_of_both_old_services(self):
        self.upload("/documents", "one.PDF", PDF.read_bytes())
        seen = self.fits(self.send("GET", "/admin/storage/overview", token=self.admin), STORAGE)
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

    def test_what_old_clients_do_is_counted(self):
        def counted():
            seen = self.send("GET", "/admin/analytics/overview?days=1", token=self.admin).json
            return seen["documents"]["uploaded_in_period"], seen["questions"]["asked_in_period"]

        uploads, questions = counted()
        document = self.upload("/documents", "e.txt", f"Net sales were 19 million dollars. {time.monotonic_ns()}".encode()).json["id"]
        while self.send("GET", f"/documents/{document}/status").json["is_processing"]:
            time.sleep(0.05)
        self.send("POST", f"/documents/{document}/ask", {"question": "What were net sales?"})
        link = self.send("POST", f"/documents/{document}/download-link").json["download_url"]
        self.assertEqual(self.send("GET", link, token="").status, 200)
        end = time.monotonic() + 10
        while time.monotonic() < end and (counted()[0] <= uploads or counted()[1] <= questions):
            time.sleep(0.1)
        self.assertGreater(counted(), (uploads, questions))
        self.assertGreater(counted()[1], questions)

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


if __name__ == "__main__":
    unittest.main()
