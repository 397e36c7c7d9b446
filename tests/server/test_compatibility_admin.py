"""The old interface: accounts in the hands of administrators and of their owners (C-19 to C-23, C-41 to C-43, C-48), and the
language model (C-16 to C-18, C-24 to C-28)."""
import unittest

from oldclient import ADMIN_USER, MESSAGE, NUMBER, USER, OldClientCase

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
MODEL = {"status": str, "mode": str, "model": (str, None), "error": (str, None), "base_url": (str, None), "provider": str,
         "api_key_status": str}


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


if __name__ == "__main__":
    unittest.main()
