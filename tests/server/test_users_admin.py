"""Accounts in the hands of administrators, and the trail, over HTTP."""
import csv
import io
import sqlite3
import unittest

from user_case import OTHER, PASSWORD, UserCase, UsersCase, make_admin

USERS, AUDIT = "/api/v1/admin/users", "/api/v1/admin/audit"


class Admin(UserCase):
    def ask(self, method, path, value=None):
        return self.call(method, path, value, self.admin)

    def path(self, made, verb=""):
        return f"{USERS}/{made['user']['id']}{verb}"

    def test_accounts_are_made_read_changed_and_removed(self):
        made = self.ask("POST", USERS, {"email": "Made@example.com", "password": PASSWORD, "full_name": "M", "role": "user"})
        self.assertEqual(made.status, 201, made.body)
        path = made.headers["Location"]
        self.assertEqual(self.ask("GET", path).json, made.json)
        tokens = self.sign_in("made@example.com")
        self.is_problem(self.ask("POST", USERS, {"email": "made@example.com", "password": PASSWORD}), 409, None, "email")
        changed = self.ask("PATCH", path, {"full_name": "N", "email": "other@example.com"})
        self.assertEqual((changed.json["full_name"], changed.json["email"]), ("N", "other@example.com"))
        self.is_problem(self.ask("PATCH", path, {"full_name": "O", "version": made.json["version"]}), 409, "conflict")
        self.assertEqual(self.ask("DELETE", path).status, 204)
        self.is_problem(self.ask("GET", path), 404, "not_found")
        self.is_problem(self.me(tokens["access_token"]), 401)
        self.is_problem(self.ask("DELETE", path), 404)

    def test_an_owner_is_invited_by_mail(self):
        made = self.ask("POST", USERS, {"email": "guest@example.com"})
        self.assertEqual((made.status, made.json["has_password"]), (201, False))
        self.is_problem(self.login("guest@example.com"), 401)
        code = self.mailed_code("guest@example.com", "reset")
        self.assertEqual(self.call("POST", "/api/v1/auth/password/reset", {"token": code, "new_password": PASSWORD}).status, 204)
        self.assertEqual(self.login("guest@example.com").status, 200)

    def test_accounts_are_listed_page_by_page_filtered_and_sorted(self):
        made = [self.register(email=f"list{i}@example.org", full_name=f"Person {i}") for i in range(5)]
        self.ask("PATCH", self.path(made[1]), {"is_active": False})

        def listed(query):
            found, cursor = [], ""
            while cursor is not None:
                page = self.ask("GET", f"{USERS}?limit=2&{query}" + (f"&cursor={cursor}" if cursor else ""))
                self.assertEqual(page.status, 200, page.body)
                self.assertLessEqual(len(page.json["items"]), 2)
                found += page.json["items"]
                cursor = page.json["next_cursor"]
                total = page.json["total"]
            self.assertEqual(total, len(found))
            return [u["email"] for u in found]

        emails = [m["email"] for m in made]
        self.assertEqual(listed("q=EXAMPLE.ORG"), emails[::-1])
        self.assertEqual(listed("q=example.org&sort=created_at"), emails)
        self.assertEqual(listed("q=example.org&sort=email"), emails)
        self.assertEqual(listed("q=person%203"), [emails[3]])
        self.assertEqual(listed("q=example.org&is_active=false"), [emails[1]])
        self.assertIn(self.ADMIN, listed("role=admin"))
        self.assertEqual(listed("q=100%25"), [])
        for query in ("sort=role", "role=boss", "is_active=1", "limit=0", "limit=x"):
            self.is_problem(self.ask("GET", f"{USERS}?{query}"), 422, "invalid")

    def test_what_keeps_an_account_out_acts_at_once(self):
        for off, on in ((("POST", ":lock", None), ("POST", ":unlock", None)),
                        (("PATCH", "", {"is_active": False}), ("PATCH", "", {"is_active": True}))):
            made = self.register()
            key = self.call("POST", "/api/v1/users/me/api-keys", {"name": "k", "scopes": ["profile"]},
                            made["access_token"]).json["secret"]
            self.assertEqual((self.me(made["access_token"]).status, self.me(key).status), (200, 200))
            self.assertIn(self.ask(off[0], self.path(made, off[1]), off[2]).status, (200, 204))
            with self.subTest(off):
                self.is_problem(self.me(made["access_token"]), 401)
                self.is_problem(self.me(key), 401)
                self.is_problem(self.refresh(made), 401)
                self.is_problem(self.login(made["email"]), 401)
            self.assertIn(self.ask(on[0], self.path(made, on[1]), on[2]).status, (200, 204))
            self.assertEqual(self.login(made["email"]).status, 200)

    def test_a_role_acts_at_once_both_ways(self):
        made = self.register()
        self.is_problem(self.call("GET", USERS, token=made["access_token"]), 403, "forbidden")
        self.assertEqual(self.ask("PATCH", self.path(made), {"role": "admin"}).json["is_admin"], True)
        token = self.sign_in(made["email"])["access_token"]
        self.assertEqual(self.call("GET", USERS, token=token).status, 200)
        self.ask("PATCH", self.path(made), {"role": "user"})
        self.assertIn(self.call("GET", USERS, token=token).status, (401, 403))

    def test_sessions_are_ended_and_a_password_is_voided(self):
        made = self.register()
        self.assertEqual(self.me(made["access_token"]).status, 200)
        self.assertEqual(self.ask("POST", self.path(made, ":revoke-sessions")).status, 204)
        self.is_problem(self.me(made["access_token"]), 401)
        again = self.sign_in(made["email"])
        self.assertEqual(self.ask("POST", self.path(made, ":reset-password")).status, 204)
        self.is_problem(self.me(again["access_token"]), 401)
        self.is_problem(self.login(made["email"]), 401)
        code = self.mailed_code(made["email"], "reset")
        self.assertEqual(self.call("POST", "/api/v1/auth/password/reset", {"token": code, "new_password": OTHER}).status, 204)
        self.assertEqual(self.login(made["email"], OTHER).status, 200)

    def test_nobody_else_gets_at_any_of_it(self):
        made = self.register()
        for method, path, value in (("GET", USERS, None), ("POST", USERS, {"email": "x@example.com"}),
                                    ("GET", self.path(made), None), ("PATCH", self.path(made), {"role": "admin"}),
                                    ("DELETE", self.path(made), None), ("POST", self.path(made, ":lock"), None),
                                    ("POST", self.path(made, ":unlock"), None),
                                    ("POST", self.path(made, ":reset-password"), None),
                                    ("POST", self.path(made, ":revoke-sessions"), None), ("GET", AUDIT, None),
                                    ("GET", AUDIT + ":verify", None), ("POST", "/api/v1/admin/auth/keys:rotate", None)):
            with self.subTest(method=method, path=path):
                self.is_problem(self.call(method, path, value, made["access_token"]), 403, "forbidden")
                self.is_problem(self.call(method, path, value), 401, "unauthenticated")
        self.assertEqual(self.me(made["access_token"]).json, made["user"])

    def test_the_trail_tells_who_did_what(self):
        made = self.register()
        self.login(made["email"], OTHER)
        self.ask("POST", self.path(made, ":lock"))
        entries = self.ask("GET", f"{AUDIT}?target={made['user']['id']}").json["items"]
        self.assertEqual([e["action"] for e in entries][-2:], ["login.failed", "register"])
        head = self.me(self.admin).json["id"]
        self.assertEqual(entries[0]["actor"], head)
        self.assertEqual({e["ip"] for e in entries}, {"127.0.0.1"})
        by_head = self.ask("GET", f"{AUDIT}?actor={head}&limit=200").json["items"]
        self.assertEqual({e["actor"] for e in by_head}, {head})
        only = self.ask("GET", f"{AUDIT}?action=login.failed").json["items"]
        self.assertEqual({e["action"] for e in only}, {"login.failed"})
        self.assertEqual(self.ask("GET", f"{AUDIT}?from=2000-01-01&to=2000-01-02").json["items"], [])
        for secret in (PASSWORD, OTHER, made["access_token"], made["refresh_token"]):
            self.assertNotIn(secret, self.ask("GET", f"{AUDIT}?limit=200").body.decode())
        whole = self.ask("GET", AUDIT + ":verify").json
        self.assertTrue(whole["ok"])
        self.assertGreater(whole["entries"], 3)


    def test_the_trail_is_a_file_too(self):
        made = self.register()
        for i in range(3):
            self.login(made["email"], OTHER)
        whole = self.ask("GET", AUDIT + "?format=csv")
        self.assertEqual((whole.status, whole.headers["Content-Type"]), (200, "text/csv; charset=utf-8"))
        rows = list(csv.DictReader(io.StringIO(whole.body.decode(), newline="")))
        count = self.ask("GET", AUDIT + ":verify").json["entries"]
        self.assertEqual([int(r["seq"]) for r in rows], list(range(count, 0, -1)))
        self.assertTrue(all(newer["previous_hash"] == older["hash"] for newer, older in zip(rows, rows[1:])))
        some = self.ask("GET", f"{AUDIT}?format=csv&action=login.failed&target={made['user']['id']}&limit=1").body.decode()
        self.assertEqual([r["action"] for r in csv.DictReader(io.StringIO(some, newline=""))], ["login.failed"] * 3)
        self.is_problem(self.ask("GET", AUDIT + "?format=xml"), 422, field="format")
        self.is_problem(self.ask("GET", AUDIT + "?actor=nobody"), 422, field="actor")

    def test_usage_and_quota_are_told_beside_the_account(self):
        made = self.register()
        for own, other in (("quota", "/api/v1/quota/me"), ("usage", "/api/v1/analytics/me")):
            mine = self.call("GET", f"/api/v1/users/me/{own}", token=made["access_token"])
            self.assertEqual(mine.status, 200, mine.body)
            self.assertEqual(mine.json, self.call("GET", other, token=made["access_token"]).json)
            self.is_problem(self.call("GET", f"/api/v1/users/me/{own}"), 401)


class LastAdministrator(UsersCase):
    is_problem = UserCase.is_problem

    def setUp(self):
        super().setUp()
        make_admin(self.folder, "head@example.com")
        self.start()
        self.head = self.sign_in("head@example.com")

    def ask(self, method, path, value=None):
        return self.call(method, path, value, self.head["access_token"])

    def test_the_last_administrator_stays(self):
        path = f"{USERS}/{self.head['user']['id']}"
        for method, where, value in (("PATCH", path, {"role": "user"}), ("PATCH", path, {"is_active": False}),
                                     ("PATCH", path, {"is_locked": True}), ("POST", path + ":lock", None),
                                     ("DELETE", path, None), ("DELETE", "/api/v1/users/me", {"password": PASSWORD})):
            with self.subTest(method=method, value=value):
                self.is_problem(self.ask(method, where, value), 409, "conflict")
        self.assertEqual(self.me(self.head["access_token"]).json["role"], "admin")
        second = self.ask("POST", USERS, {"email": "second@example.com", "password": PASSWORD, "role": "admin"}).json
        self.assertEqual(self.ask("PATCH", path, {"role": "user"}).json["role"], "user")
        token = self.sign_in("second@example.com")["access_token"]
        self.is_problem(self.call("PATCH", f"{USERS}/{second['id']}", {"role": "user"}, token), 409)

    def test_a_trail_that_was_touched_is_known_by_it(self):
        for i in range(3):
            self.register()
        self.assertEqual(self.server.stop(), 0)
        db = sqlite3.connect(self.folder / "user.db")
        change = "UPDATE trail SET address = '10.0.0.1' WHERE seq = 2"
        for refused in (change, "DELETE FROM trail WHERE seq = 2"):
            with self.assertRaisesRegex(sqlite3.Error, "only appended to"):
                db.execute(refused)
        db.execute("DROP TRIGGER trail_is_not_changed")
        db.execute(change)
        db.commit()
        db.close()
        self.start()
        verdict = self.ask("GET", AUDIT + ":verify").json
        self.assertEqual((verdict["ok"], verdict["first_bad"]), (False, 2))


if __name__ == "__main__":
    unittest.main()
