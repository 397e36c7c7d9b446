"""One's own account over HTTP: profile, passwords, the second factor, API keys, export and removal."""
import json
import time
import unittest
import urllib.parse

from user_case import OTHER, PASSWORD, UserCase, totp

ME = "/api/v1/users/me"
KEYS = ME + "/api-keys"


class Profile(UserCase):
    def test_a_profile_is_changed_member_by_member(self):
        made = self.register(full_name="Ada Holm")
        token = made["access_token"]
        first = self.call("PATCH", ME, {"preferences": {"theme": "dark"}, "avatar_url": "https://example.com/a.png"}, token)
        self.assertEqual(first.status, 200, first.body)
        self.assertEqual((first.json["full_name"], first.json["preferences"]), ("Ada Holm", {"theme": "dark"}))
        second = self.call("PATCH", ME, {"full_name": "Åda Hølm"}, token).json
        self.assertEqual((second["full_name"], second["avatar_url"]), ("Åda Hølm", "https://example.com/a.png"))
        self.assertEqual(self.me(token).json, second)

    def test_nobody_makes_himself_more_than_he_is(self):
        made = self.register()
        for change in ({"role": "admin"}, {"is_admin": True}, {"id": "usr_1"}, {"is_verified": True}, {"legacy_id": 1},
                       {"avatar_url": "javascript:alert(1)"}, {"preferences": []}, {"full_name": "x" * 5000},
                       {"full_name": "a\nb"}):
            with self.subTest(change=change):
                self.is_problem(self.call("PATCH", ME, change, made["access_token"]), 422, "invalid")
        self.assertEqual(self.me(made["access_token"]).json, made["user"])

    def test_a_new_address_needs_the_password_and_the_mail_of_that_address(self):
        made, taken = self.register(), self.register()
        token, fresh = made["access_token"], "fresh." + made["email"]
        self.is_problem(self.call("PATCH", ME, {"email": fresh}, token), 422, "invalid", "password")
        self.is_problem(self.call("PATCH", ME, {"email": fresh, "password": OTHER}, token), 401, None, "password")
        self.is_problem(self.call("PATCH", ME, {"email": taken["email"], "password": PASSWORD}, token), 409, None, "email")
        self.assertEqual(self.call("PATCH", ME, {"email": fresh, "password": PASSWORD}, token).json["email"], made["email"])
        self.is_problem(self.login(fresh), 401)
        self.assertEqual(self.call("POST", "/api/v1/auth/verify-email",
                                   {"token": self.mailed_code(fresh, "verify")}).status, 204)
        user = self.me(token).json
        self.assertEqual((user["email"], user["is_verified"]), (fresh, True))
        self.assertEqual((self.login(fresh).status, self.login(made["email"]).status), (200, 401))

    def test_a_password_is_changed_and_the_other_sessions_end(self):
        here = self.register()
        there = self.sign_in(here["email"])
        change = {"current_password": OTHER, "new_password": OTHER}
        path, token = "/api/v1/auth/password/change", here["access_token"]
        self.assertEqual(self.me(there["access_token"]).status, 200)
        self.is_problem(self.call("POST", path, change, token), 401, None, "current_password")
        self.is_problem(self.call("POST", path, {**change, "current_password": PASSWORD, "new_password": "short"}, token),
                        422, "invalid", "new_password")
        self.assertEqual(self.call("POST", path, {**change, "current_password": PASSWORD}, token).status, 204)
        self.assertEqual(self.me(token).status, 200)
        self.is_problem(self.me(there["access_token"]), 401)
        self.is_problem(self.refresh(there), 401)
        self.assertEqual((self.login(here["email"]).status, self.login(here["email"], OTHER).status), (401, 200))

    def test_all_that_is_kept_is_exported(self):
        made = self.register(full_name="Ada Holm")
        token = made["access_token"]
        key = self.call("POST", KEYS, {"name": "sheet", "scopes": ["ask"]}, token).json
        reply = self.call("GET", ME + "/export", token=token)
        self.assertIn("attachment", reply.headers["Content-Disposition"])
        self.assertEqual(reply.json["user"]["email"], made["email"])
        self.assertEqual([s["id"] for s in reply.json["sessions"]], [made["session_id"]])
        self.assertEqual([k["id"] for k in reply.json["api_keys"]], [key["key"]["id"]])
        self.assertIn("register", json.dumps(reply.json["activity"]))
        for secret in ("hash\":\"$", key["secret"], made["refresh_token"], PASSWORD, "argon2"):
            self.assertNotIn(secret, reply.body.decode())

    def test_ones_own_trail_is_read_page_by_page(self):
        made, stranger = self.register(), self.register()
        for _ in range(3):
            self.sign_in(made["email"])
        found, cursor = [], ""
        while cursor is not None:
            page = self.call("GET", f"{ME}/activity?limit=2" + (f"&cursor={cursor}" if cursor else ""),
                             token=made["access_token"]).json
            self.assertLessEqual(len(page["items"]), 2)
            found += page["items"]
            cursor = page["next_cursor"]
        self.assertEqual([e["action"] for e in found], ["login"] * 3 + ["register"])
        self.assertEqual([e["seq"] for e in found], sorted({e["seq"] for e in found}, reverse=True))
        self.assertEqual({e["actor"] for e in found}, {made["user"]["id"]})
        theirs = self.call("GET", ME + "/activity", token=stranger["access_token"]).json["items"]
        self.assertFalse({e["seq"] for e in found} & {e["seq"] for e in theirs})

    def test_an_account_is_removed_with_all_that_lets_in(self):
        made = self.register()
        token = made["access_token"]
        key = self.call("POST", KEYS, {"name": "k", "scopes": ["profile"]}, token).json["secret"]
        self.assertEqual(self.me(key).status, 200)
        self.is_problem(self.call("DELETE", ME, {"password": OTHER}, token), 401, None, "password")
        self.is_problem(self.call("DELETE", ME, {}, token), 422)
        self.assertEqual(self.call("DELETE", ME, {"password": PASSWORD}, token).status, 204)
        for credential in (token, key):
            self.is_problem(self.me(credential), 401)
        self.is_problem(self.refresh(made), 401)
        self.is_problem(self.login(made["email"]), 401)
        again = self.register(email=made["email"])
        self.assertNotEqual(again["user"]["id"], made["user"]["id"])


class SecondFactor(UserCase):
    def begin(self):
        made = self.register()
        begun = self.call("POST", "/api/v1/auth/mfa/totp", token=made["access_token"])
        self.assertEqual(begun.status, 200, begun.body)
        return made, begun.json

    def on(self):
        made, begun = self.begin()
        reply = self.call("POST", "/api/v1/auth/mfa/totp:confirm", {"code": totp(begun["secret"])}, made["access_token"])
        self.assertEqual(reply.status, 200, reply.body)
        return made, begun["secret"], reply.json["recovery_codes"]

    def test_the_address_for_an_authenticator_holds_the_secret(self):
        made, begun = self.begin()
        uri = urllib.parse.urlsplit(begun["uri"])
        self.assertEqual((uri.scheme, uri.netloc), ("otpauth", "totp"))
        self.assertEqual(urllib.parse.parse_qs(uri.query)["secret"], [begun["secret"]])
        self.assertIn(made["email"], urllib.parse.unquote(uri.path))

    def test_nothing_changes_until_a_code_confirms_it(self):
        made, begun = self.begin()
        self.is_problem(self.call("POST", "/api/v1/auth/mfa/totp:confirm", {"code": totp(begun["secret"], ahead=20)},
                                  made["access_token"]), 422, "invalid", "code")
        self.assertFalse(self.me(made["access_token"]).json["has_totp"])
        self.assertEqual(self.login(made["email"]).status, 200)
        stranger = self.register()["access_token"]
        self.is_problem(self.call("POST", "/api/v1/auth/mfa/totp:confirm", {"code": "000000"}, stranger), 409, "conflict")

    def test_a_code_is_needed_and_good_once(self):
        made, secret, _ = self.on()
        email = made["email"]
        self.assertTrue(self.me(made["access_token"]).json["has_totp"])
        self.is_problem(self.login(email), 428, None, "otp")
        self.is_problem(self.login(email, OTHER), 401)  # nobody learns of it without the password
        self.is_problem(self.login(email, otp=totp(secret, ahead=20)), 401)
        code = totp(secret, ahead=1)  # the present one confirmed
        self.assertEqual(self.login(email, otp=code).status, 200)
        self.is_problem(self.login(email, otp=code), 401)
        self.is_problem(self.call("POST", "/api/v1/auth/mfa/totp", token=made["access_token"]), 409, "conflict")

    def test_a_recovery_code_is_good_once(self):
        made, _, recovery = self.on()
        self.assertEqual(len(set(recovery)), len(recovery))
        self.assertGreaterEqual(len(recovery), 8)
        self.assertEqual(self.login(made["email"], otp=recovery[0].lower()).status, 200)
        self.is_problem(self.login(made["email"], otp=recovery[0]), 401)
        self.assertEqual(self.login(made["email"], otp=recovery[1]).status, 200)

    def test_it_is_turned_off_with_the_password(self):
        made, _, _ = self.on()
        token = made["access_token"]
        self.is_problem(self.call("DELETE", "/api/v1/auth/mfa/totp", {"password": OTHER}, token), 401, None, "password")
        self.assertEqual(self.call("DELETE", "/api/v1/auth/mfa/totp", {"password": PASSWORD}, token).status, 204)
        self.assertEqual(self.login(made["email"]).status, 200)


class Keys(UserCase):
    def setUp(self):
        self.owner = self.register()
        self.token = self.owner["access_token"]

    def make(self, scopes=("profile",), status=201, token=None, **more):
        reply = self.call("POST", KEYS, {"name": "sheet", "scopes": list(scopes), **more}, token or self.token)
        self.assertEqual(reply.status, status, reply.body)
        return reply.json

    def listed(self):
        return self.call("GET", KEYS, token=self.token)

    def test_a_key_lets_in_and_is_told_once(self):
        made = self.make()
        self.assertEqual(self.me(made["secret"]).json["email"], self.owner["email"])
        self.assertTrue(made["secret"].startswith(made["key"]["prefix"]))
        listed = self.listed()
        self.assertNotIn(made["secret"], listed.body.decode())
        self.assertEqual([k["id"] for k in listed.json["items"]], [made["key"]["id"]])
        self.assertEqual(self.call("GET", "/api/v1/users/me", headers={"X-API-Key": made["secret"]}).status, 200)

    def test_a_key_does_what_its_scopes_say_and_nothing_else(self):
        calls = {"profile": ("GET", ME, None), "documents:read": ("GET", "/api/v1/documents", None),
                 "documents:write": ("DELETE", "/api/v1/documents/doc_00000000000000000000000000", None),
                 "ask": ("POST", "/api/v1/ask", {"question": "What was revenue in fiscal 2025?"}),
                 "analytics": ("POST", "/api/v1/feedback", {"target": {"type": "answer", "id": "x"}, "rating": 5}),
                 "admin": ("GET", "/api/v1/admin/users", None)}
        for scope in calls:
            secret = self.make([scope], token=self.admin)["secret"]
            for needed, (method, path, value) in calls.items():
                with self.subTest(key=scope, call=needed):
                    status = self.call(method, path, value, token=secret).status
                    (self.assertNotIn if scope == needed else self.assertIn)(status, (401, 403))

    def test_the_scope_admin_makes_no_administrator(self):
        self.is_problem(self.call("POST", KEYS, {"name": "x", "scopes": ["admin", "profile"]}, self.token), 422, "invalid",
                        "scopes")
        head = self.register()
        path = "/api/v1/admin/users/" + head["user"]["id"]
        self.assertEqual(self.call("PATCH", path, {"role": "admin"}, self.admin).status, 200)
        secret = self.make(["admin"], token=self.sign_in(head["email"])["access_token"])["secret"]
        self.assertEqual(self.call("GET", "/api/v1/admin/users", token=secret).status, 200)
        self.assertEqual(self.call("PATCH", path, {"role": "user"}, self.admin).status, 200)
        self.assertIn(self.call("GET", "/api/v1/admin/users", token=secret).status, (401, 403))

    def test_a_key_does_not_change_how_its_owner_enters(self):
        secret = self.make(["profile", "documents:read", "documents:write", "ask", "analytics"])["secret"]
        for method, path, value in (("POST", KEYS, {"name": "x", "scopes": ["profile"]}), ("GET", KEYS, None),
                                    ("POST", "/api/v1/auth/password/change",
                                     {"current_password": PASSWORD, "new_password": OTHER}),
                                    ("POST", "/api/v1/auth/mfa/totp", None), ("POST", "/api/v1/auth/logout-all", None),
                                    ("DELETE", ME, {"password": PASSWORD}),
                                    ("PATCH", ME, {"email": "z@example.com", "password": PASSWORD})):
            with self.subTest(method=method, path=path):
                self.is_problem(self.call(method, path, value, token=secret), 403, "forbidden")
        self.assertEqual(self.login(self.owner["email"]).status, 200)

    def test_a_key_that_is_removed_or_rotated_is_dead_at_once(self):
        made = self.make()
        path = KEYS + "/" + made["key"]["id"]
        stranger = self.register()["access_token"]
        self.assertEqual(self.me(made["secret"]).status, 200)
        self.is_problem(self.call("POST", path + ":rotate", token=stranger), 404)
        rotated = self.call("POST", path + ":rotate", token=self.token)
        self.assertEqual((rotated.status, rotated.json["key"]["id"]), (200, made["key"]["id"]))
        self.is_problem(self.me(made["secret"]), 401)
        self.assertEqual(self.me(rotated.json["secret"]).status, 200)
        self.is_problem(self.call("DELETE", path, token=stranger), 404)
        self.assertEqual(self.call("DELETE", path, token=self.token).status, 204)
        self.is_problem(self.me(rotated.json["secret"]), 401)
        self.is_problem(self.call("DELETE", path, token=self.token), 404)

    def test_a_key_expires(self):
        def moment(seconds):
            return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + seconds))

        self.assertEqual(self.call("POST", KEYS, {"name": "x", "scopes": ["profile"], "expires_at": moment(-60)},
                                   self.token).status, 422)
        made = self.make(expires_at=moment(3))
        self.assertEqual(self.me(made["secret"]).status, 200)
        time.sleep(4)
        self.is_problem(self.me(made["secret"]), 401)
        self.assertIsNotNone(self.listed().json["items"][0]["expires_at"])

    def test_a_key_holds_from_its_addresses_only(self):
        made = self.make(ip_allow=["127.0.0.2", "127.1.0.0/16"])
        for source, allowed in (("127.0.0.2", True), ("127.1.9.9", True), ("127.0.0.1", False), ("127.2.0.1", False),
                                ("127.0.0.2", True)):
            with self.subTest(source=source):
                reply = self.me(made["secret"], source=source)
                self.assertEqual(reply.status == 200, allowed, reply.body)
        self.is_problem(self.me(made["secret"], source="127.0.0.1", headers={"X-Forwarded-For": "127.0.0.2"}), 401)

    def test_a_changed_key_counts_at_once(self):
        made = self.make()
        path = KEYS + "/" + made["key"]["id"]
        self.assertEqual(self.me(made["secret"]).status, 200)
        changed = self.call("PATCH", path, {"scopes": ["ask"]}, self.token)
        self.assertEqual((changed.status, changed.json["scopes"], changed.json["name"]), (200, ["ask"], "sheet"), changed.body)
        self.is_problem(self.me(made["secret"]), 403)
        self.call("PATCH", path, {"scopes": ["profile"], "ip_allow": ["10.0.0.0/8"]}, self.token)
        self.is_problem(self.me(made["secret"]), 401)

    def test_what_is_wrong_with_a_key_is_named(self):
        for body, field in (({"scopes": ["profile"]}, "name"), ({"name": "x"}, "scopes"), ({"name": "", "scopes": ["ask"]}, "name"),
                            ({"name": "x", "scopes": ["everything"]}, "scopes"), ({"name": "x", "scopes": []}, "scopes"),
                            ({"name": "x", "scopes": ["ask"], "ip_allow": ["1.2.3"]}, "ip_allow"),
                            ({"name": "x", "scopes": ["ask"], "ip_allow": ["1.2.3.4/33"]}, "ip_allow"),
                            ({"name": "x", "scopes": ["ask"], "expires_at": "soon"}, "expires_at")):
            with self.subTest(body=body):
                problem = self.is_problem(self.call("POST", KEYS, body, self.token), 422, "invalid")
                self.assertEqual([e["pointer"].lstrip("/") for e in problem["errors"]], [field])
        for i in range(50):
            self.make()
        self.is_problem(self.call("POST", KEYS, {"name": "x", "scopes": ["ask"]}, self.token), 409, "conflict")


if __name__ == "__main__":
    unittest.main()
