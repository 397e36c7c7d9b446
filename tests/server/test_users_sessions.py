"""From an account to a session and out of it again, over HTTP: tokens, their successors, cookies, keys that sign."""
import base64
import concurrent.futures
import hashlib
import hmac
import http.client
import json
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from program import USER, Reply, ServersCase
from user_case import OPEN, OTHER, PASSWORD, UserCase, UsersCase, call, make_admin, part


def cookies(reply):
    """Set-Cookie by name: (value, its attributes)."""
    found = {}
    for line in reply.headers.get_all("Set-Cookie") or []:
        pair, *attributes = line.split("; ")
        name, _, value = pair.partition("=")
        found[name] = (value, attributes)
    return found


class Sessions(UserCase):
    def test_an_account_is_registered_and_in(self):
        made = self.register(full_name="Ada Holm")
        self.assertEqual(made["token_type"], "bearer")
        self.assertIn(made["expires_in"], (598, 599, 600))
        user = made["user"]
        self.assertEqual((user["email"], user["full_name"], user["role"], user["is_verified"]),
                         (made["email"], "Ada Holm", "user", False))
        self.assertEqual(self.me(made["access_token"]).json, user)
        self.assertNotIn("hash", json.dumps(made))

    def test_what_is_registered_is_checked(self):
        taken = self.register()["email"]
        self.is_problem(self.call("POST", "/api/v1/auth/register", {"email": taken.upper(), "password": PASSWORD}), 409,
                        "conflict", "email")
        for email in ("", "nobody", "a@", "@b.example", "a b@example.com", "a@example.com\r\nBcc: b@example.com"):
            with self.subTest(email=email):
                self.is_problem(self.call("POST", "/api/v1/auth/register", {"email": email, "password": PASSWORD}), 422,
                                "invalid", "email")
        for password in ("short", "passwordpassword", "aaaaaaaaaaaaaaaaaaaa", "x@example.com and more of it", "x" * 200):
            with self.subTest(password=password):
                self.is_problem(self.call("POST", "/api/v1/auth/register", {"email": "x@example.com", "password": password}),
                                422, "invalid", "password")
        for more in ({"role": "admin"}, {"is_admin": True}, {"full_name": 3}):
            with self.subTest(more=more):
                self.is_problem(self.call("POST", "/api/v1/auth/register",
                                          {"email": "x@example.com", "password": PASSWORD, **more}), 422, "invalid")
        self.assertEqual(self.login("x@example.com").status, 401)

    def test_one_address_is_registered_once_however_many_try(self):
        body = {"email": "crowd@example.com", "password": PASSWORD}
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            replies = list(pool.map(lambda _: self.call("POST", "/api/v1/auth/register", body), range(8)))
        self.assertEqual(sorted(r.status for r in replies), [201] + [409] * 7)

    def test_a_refresh_token_is_good_once_and_its_reuse_ends_the_family_at_once(self):
        first = self.register()
        second = self.refresh(first)
        self.assertEqual(second.status, 200, second.body)
        third = self.refresh(second.json)
        self.assertEqual(third.status, 200)
        self.assertEqual(third.json["session_id"], first["session_id"])
        self.assertEqual(len({t["refresh_token"] for t in (first, second.json, third.json)}), 3)
        for tokens in (first, second.json, third.json):  # the door has seen them all
            self.assertEqual(self.me(tokens["access_token"]).status, 200)
        self.is_problem(self.refresh(first), 401, "unauthenticated")
        for tokens in (first, second.json, third.json):
            self.is_problem(self.me(tokens["access_token"]), 401, "unauthenticated")
        self.is_problem(self.refresh(third.json), 401, "unauthenticated")

    def test_a_client_that_missed_the_answer_is_told_it_again(self):
        first = self.register()
        one, again = self.refresh(first).json, self.refresh(first).json
        self.assertEqual(one["refresh_token"], again["refresh_token"])
        self.assertEqual(self.refresh(one).status, 200)

    def test_the_answer_is_not_told_again_to_another_device(self):
        first = self.register()
        one = self.refresh(first).json
        thief = {**first, "device_token": self.register()["device_token"]}
        self.is_problem(self.refresh(thief), 401)
        self.is_problem(self.me(one["access_token"]), 401)

    def test_twenty_refreshes_at_once_give_one_successor(self):
        first = self.register()
        with concurrent.futures.ThreadPoolExecutor(20) as pool:
            replies = list(pool.map(lambda _: self.refresh(first), range(20)))
        self.assertEqual({r.status for r in replies}, {200}, [r.body for r in replies if r.status != 200][:1])
        self.assertEqual(len({r.json["refresh_token"] for r in replies}), 1)
        self.assertEqual(self.refresh(replies[0].json).status, 200)

    def test_what_is_no_refresh_token_is_refused(self):
        tokens = self.register()
        for value in ("", "x", "x" * 5000, tokens["access_token"], tokens["device_token"]):
            with self.subTest(value=value[:20]):
                reply = self.call("POST", "/api/v1/auth/refresh", {"refresh_token": value})
                self.is_problem(reply, 401, "unauthenticated")
        self.is_problem(self.call("POST", "/api/v1/auth/refresh", {}), 401)
        self.is_problem(self.me(tokens["refresh_token"]), 401)
        self.assertEqual(self.me(tokens["access_token"]).status, 200)

    def test_logout_ends_this_session_at_once(self):
        here = self.register()
        there = self.sign_in(here["email"])
        self.assertEqual((self.me(here["access_token"]).status, self.me(there["access_token"]).status), (200, 200))
        self.assertEqual(self.call("POST", "/api/v1/auth/logout", token=here["access_token"]).status, 204)
        self.is_problem(self.me(here["access_token"]), 401)
        self.is_problem(self.refresh(here), 401)
        self.assertEqual(self.me(there["access_token"]).status, 200)
        self.is_problem(self.call("POST", "/api/v1/auth/logout", token=here["access_token"]), 401)

    def test_logout_everywhere_ends_all_of_ones_own_sessions(self):
        here, other = self.register(), self.register()
        more = [self.sign_in(here["email"]) for _ in range(3)]
        for tokens in [here, *more]:
            self.assertEqual(self.me(tokens["access_token"]).status, 200)
        self.assertEqual(self.call("POST", "/api/v1/auth/logout-all", token=more[1]["access_token"]).status, 204)
        for tokens in [here, *more]:
            self.is_problem(self.me(tokens["access_token"]), 401)
            self.is_problem(self.refresh(tokens), 401)
        self.assertEqual(self.me(other["access_token"]).status, 200)
        self.assertEqual(self.login(here["email"]).status, 200)

    def test_sessions_are_listed_and_ended_one_by_one(self):
        here = self.register()
        there = self.login(here["email"], headers={"User-Agent": "Aldergate/1.0"}).json
        listed = self.call("GET", "/api/v1/auth/sessions", token=here["access_token"]).json
        self.assertEqual(listed["current"], here["session_id"])
        self.assertEqual([s["id"] for s in listed["items"]], [there["session_id"], here["session_id"]])
        self.assertEqual((listed["items"][0]["device"], listed["items"][0]["ip"]), ("Aldergate/1.0", "127.0.0.1"))
        path = "/api/v1/auth/sessions/" + there["session_id"]
        stranger = self.register()
        self.is_problem(self.call("DELETE", path, token=stranger["access_token"]), 404)
        self.assertEqual(self.me(there["access_token"]).status, 200)
        self.assertEqual(self.call("DELETE", path, token=here["access_token"]).status, 204)
        self.is_problem(self.me(there["access_token"]), 401)
        self.assertEqual(self.call("DELETE", path, token=here["access_token"]).status, 204)  # as often as one likes
        self.is_problem(self.call("DELETE", "/api/v1/auth/sessions/x", token=here["access_token"]), 404)

    def test_routes_for_services_are_closed_to_everybody_else(self):
        tokens = self.register()
        for token in ("", tokens["access_token"], self.admin):
            for method, path, value in (("POST", "/api/v1/auth/introspect", {"token": tokens["access_token"]}),
                                        ("GET", "/api/v1/auth/revocations", None)):
                with self.subTest(path=path, token=token[:4]):
                    self.assertIn(self.call(method, path, value, token=token).status, (401, 403, 404))


class Grants(UserCase):
    """Clients of OAuth 2.0, which send forms."""

    def grant(self, **fields):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=60)
        self.addCleanup(connection.close)
        connection.request("POST", "/api/v1/auth/token", urllib.parse.urlencode(fields),
                           {"Content-Type": "application/x-www-form-urlencoded"})
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())

    def test_a_password_and_then_a_refresh_token_are_traded_for_tokens(self):
        email = self.register()["email"]
        first = self.grant(grant_type="password", username=email, password=PASSWORD)
        self.assertEqual(first.status, 200, first.body)
        self.assertEqual((first.json["token_type"], first.headers["Cache-Control"]), ("bearer", "no-store"))
        second = self.grant(grant_type="refresh_token", refresh_token=first.json["refresh_token"],
                            device_token=first.json["device_token"])
        self.assertEqual(second.status, 200, second.body)
        self.assertEqual(second.json["session_id"], first.json["session_id"])
        self.assertEqual(self.me(second.json["access_token"]).status, 200)
        third = self.grant(grant_type="refresh_token", refresh_token=second.json["refresh_token"],
                           device_token=second.json["device_token"])
        self.assertEqual(third.status, 200)
        self.is_problem(self.grant(grant_type="refresh_token", refresh_token=first.json["refresh_token"]), 401)
        self.is_problem(self.me(third.json["access_token"]), 401)

    def test_what_is_wrong_is_told_as_it_is_at_the_login(self):
        email = self.register()["email"]
        wrong = self.grant(grant_type="password", username=email, password=OTHER)
        self.is_problem(wrong, 401, "unauthenticated")
        self.assertEqual(wrong.json["detail"], self.login(email, OTHER).json["detail"])
        for fields, field in (({}, "grant_type"), ({"grant_type": "client_credentials"}, "grant_type"),
                              ({"grant_type": "password", "username": email}, "password"),
                              ({"grant_type": "password", "password": PASSWORD}, "username"),
                              ({"grant_type": "refresh_token"}, "refresh_token")):
            with self.subTest(fields=fields):
                self.is_problem(self.grant(**fields), 422, "invalid", field)


class Cookies(UserCase):
    """A browser that keeps its refresh token where no script reads it."""

    def setUp(self):
        account = self.register()
        self.reply = self.login(account["email"], cookie=True, remember=True)
        self.kept = {name: value for name, (value, _) in cookies(self.reply).items()}
        self.field = "; ".join(f"{n}={v}" for n, v in self.kept.items())

    def with_cookies(self, **headers):
        return self.call("POST", "/api/v1/auth/refresh", headers={"Cookie": self.field, "Content-Length": "0", **headers})

    def test_tokens_are_in_cookies_that_scripts_and_other_sites_do_not_get(self):
        self.assertNotIn("refresh_token", self.reply.json)
        self.assertNotIn("device_token", self.reply.json)
        found = cookies(self.reply)
        self.assertEqual(set(found), {"__Host-fa_refresh", "__Host-fa_device"})
        for value, attributes in found.values():
            self.assertTrue(value)
            self.assertTrue({"Path=/", "HttpOnly", "Secure", "SameSite=Strict"} <= set(attributes), attributes)
            self.assertFalse([a for a in attributes if a.startswith("Domain")])
            self.assertTrue([a for a in attributes if a.startswith("Max-Age=")])
        self.assertEqual(self.reply.headers["Cache-Control"], "no-store")

    def test_a_session_that_is_not_to_be_remembered_ends_with_the_browser(self):
        found = cookies(self.login(self.register()["email"], cookie=True))
        self.assertFalse([a for a in found["__Host-fa_refresh"][1] if a.startswith(("Max-Age", "Expires"))])

    def test_the_next_token_goes_into_the_cookie_again(self):
        reply = self.with_cookies(Origin=f"http://127.0.0.1:{self.server.port}")
        self.assertEqual(reply.status, 200, reply.body)
        self.assertNotIn("refresh_token", reply.json)
        self.assertNotEqual(cookies(reply)["__Host-fa_refresh"][0], self.kept["__Host-fa_refresh"])
        self.assertEqual(self.me(reply.json["access_token"]).status, 200)

    def test_a_page_of_another_site_may_not_use_it(self):
        for origin in ("https://evil.example", "null", f"http://127.0.0.1:{self.server.port}.evil.example",
                       f"http://127.0.0.1:{self.server.port + 1}"):
            with self.subTest(origin=origin):
                reply = self.with_cookies(Origin=origin)
                self.is_problem(reply, 403, "forbidden")
                self.assertIsNone(reply.headers["Access-Control-Allow-Origin"])
        self.assertEqual(self.with_cookies().status, 200)

    def test_logout_takes_the_cookies_away(self):
        reply = self.call("POST", "/api/v1/auth/logout", token=self.reply.json["access_token"])
        value, attributes = cookies(reply)["__Host-fa_refresh"]
        self.assertEqual(value, "")
        self.assertIn("Max-Age=0", attributes)
        self.is_problem(self.with_cookies(), 401)


class SigningKeys(UserCase):
    def verify(self, token, keys):
        """With openssl, by the key that the token's head names."""
        head, claims, signature = token.split(".")
        key = next(k for k in keys if k["kid"] == part(token, 0)["kid"])
        self.assertEqual((key["kty"], key["crv"], key["alg"], key["use"]), ("OKP", "Ed25519", "EdDSA", "sig"))
        raw = base64.urlsafe_b64decode(key["x"] + "=")
        with tempfile.TemporaryDirectory() as folder:
            for name, data in (("key", bytes.fromhex("302a300506032b6570032100") + raw),
                               ("text", f"{head}.{claims}".encode()), ("sig", base64.urlsafe_b64decode(signature + "=="))):
                with open(f"{folder}/{name}", "wb") as f:
                    f.write(data)
            done = subprocess.run(["openssl", "pkeyutl", "-verify", "-pubin", "-keyform", "DER", "-inkey", folder + "/key",
                                   "-rawin", "-in", folder + "/text", "-sigfile", folder + "/sig"], capture_output=True)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)

    def keys(self):
        reply = self.call("GET", "/.well-known/jwks.json")
        self.assertEqual(reply.body, self.call("GET", "/api/v1/auth/jwks.json").body)
        for key in reply.json["keys"]:
            self.assertNotIn("d", key)
        return reply.json["keys"]

    def test_a_new_key_signs_and_the_old_one_still_holds(self):
        old = self.register()
        self.verify(old["access_token"], self.keys())
        rotated = self.call("POST", "/api/v1/admin/auth/keys:rotate", token=self.admin)
        self.assertEqual(rotated.status, 200, rotated.body)
        new = self.sign_in(old["email"])
        self.assertEqual(part(new["access_token"], 0)["kid"], rotated.json["kid"])
        self.assertNotEqual(part(old["access_token"], 0)["kid"], rotated.json["kid"])
        for tokens in (old, new):
            self.verify(tokens["access_token"], self.keys())
            self.assertEqual(self.me(tokens["access_token"]).status, 200)
        self.is_problem(self.call("POST", "/api/v1/admin/auth/keys:rotate", token=new["access_token"]), 403)

    def test_the_head_and_the_claims_say_what_they_must(self):
        token = self.register()["access_token"]
        head, claims = part(token, 0), part(token, 1)
        self.assertEqual((head["alg"], head["typ"]), ("EdDSA", "at+jwt"))
        self.assertTrue({"iss", "aud", "sub", "sid", "jti", "iat", "exp"} <= set(claims), claims)
        self.assertEqual(claims["exp"] - claims["iat"], 600)

    def test_tokens_that_are_not_ours_are_refused(self):
        token = self.register()["access_token"]
        head, claims, signature = token.split(".")

        def text(value):
            return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")

        public = json.dumps(self.keys()[0]).encode()
        hs = text({"alg": "HS256", "typ": "at+jwt", "kid": part(token, 0)["kid"]})
        mac = base64.urlsafe_b64encode(hmac.digest(public, f"{hs}.{claims}".encode(), hashlib.sha256)).decode().rstrip("=")
        admin = text({**part(token, 1), "role": "admin"})
        for name, forged in (("none", f"{text({'alg': 'none', 'typ': 'at+jwt'})}.{claims}."), ("hs256", f"{hs}.{claims}.{mac}"),
                             ("claims", f"{head}.{admin}.{signature}"), ("cut", f"{head}.{claims}.{signature[:-4]}"),
                             ("padded", token + "="), ("empty", ".."), ("unsigned", f"{head}.{claims}."),
                             ("other kid", f"{text({**part(token, 0), 'kid': 'other'})}.{claims}.{signature}")):
            with self.subTest(name):
                self.is_problem(self.me(forged), 401, "unauthenticated")
        self.assertEqual(self.me(token).status, 200)


class Secret(ServersCase):
    KEY = "an old secret that is shared, of 40 bytes"

    def test_tokens_are_signed_with_the_shared_secret_where_there_is_one(self):
        server = self.start(JWT_SECRET_KEY=self.KEY, **OPEN)
        self.addCleanup(server.close)
        self.assertEqual(part(server.token, 0)["alg"], "HS256")
        head, claims, signature = server.token.split(".")
        mac = hmac.digest(self.KEY.encode(), f"{head}.{claims}".encode(), hashlib.sha256)
        self.assertEqual(base64.urlsafe_b64encode(mac).decode().rstrip("="), signature)
        self.assertEqual(server.get("/api/v1/users/me").status, 200)
        self.assertEqual(server.get("/.well-known/jwks.json").json, {"keys": []})
        make_admin(self.folder, "head@example.com")
        admin = server.sign_in({"email": "head@example.com", "password": PASSWORD})
        self.assertEqual(call(server, "POST", "/api/v1/admin/auth/keys:rotate", token=admin).status, 409)
        self.assertEqual(server.stop(), 0)
        again = self.start(**OPEN)  # without the secret its tokens are worth nothing
        self.assertEqual(part(again.token, 0)["alg"], "EdDSA")
        self.assertEqual(call(again, "GET", "/api/v1/users/me", token=server.token).status, 401)


class Crash(UsersCase):
    def test_what_was_acknowledged_outlives_a_kill(self):
        server = self.start()
        one, two, gone = self.register(), self.register(), self.register()
        next_one = self.refresh(self.refresh(one).json).json
        self.assertEqual(self.call("POST", "/api/v1/auth/logout", token=two["access_token"]).status, 204)
        self.assertEqual(self.call("POST", "/api/v1/auth/password/change",
                                   {"current_password": PASSWORD, "new_password": OTHER}, next_one["access_token"]).status, 204)
        self.assertEqual(self.call("DELETE", "/api/v1/users/me", {"password": PASSWORD}, gone["access_token"]).status, 204)
        key = self.call("POST", "/api/v1/users/me/api-keys", {"name": "k", "scopes": ["profile"]}, next_one["access_token"]).json
        changed = self.call("PATCH", "/api/v1/users/me", {"full_name": "Ada Holm"}, next_one["access_token"])
        self.assertEqual(changed.status, 200)
        server.kill()
        self.start()
        self.assertEqual(self.me(next_one["access_token"]).json, changed.json)
        self.assertEqual(self.me(key["secret"]).status, 200)
        self.is_problem(self.me(two["access_token"]), 401)
        self.is_problem(self.login(one["email"]), 401)
        self.assertEqual(self.login(one["email"], OTHER).status, 200)
        self.is_problem(self.login(gone["email"]), 401)
        self.is_problem(self.refresh(one), 401)
        self.is_problem(self.me(next_one["access_token"]), 401)

    is_problem = UserCase.is_problem

    def test_every_account_that_was_acknowledged_under_a_kill_is_there(self):
        server = self.start()
        made = []

        def register(i):
            email = f"kill{i}@example.com"
            try:
                if self.call("POST", "/api/v1/auth/register", {"email": email, "password": PASSWORD}).status == 201:
                    made.append(email)
            except OSError:
                pass

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            for i in range(40):
                pool.submit(register, i)
            while len(made) < 6:
                time.sleep(0.01)
            server.kill()
        self.assertGreaterEqual(len(made), 6)
        self.start()
        self.assertEqual([e for e in made if self.login(e).status != 200], [])


class Closed(ServersCase):
    def test_nobody_registers_where_that_is_closed(self):
        server = self.start(**OPEN)
        server.stop()
        server = self.start(REGISTRATION="closed", **OPEN)
        self.assertEqual(call(server, "POST", "/api/v1/auth/register", {"email": "x@example.com", "password": PASSWORD}).status,
                         403)

    def test_the_accounts_of_a_demonstration_are_of_a_demonstration_only(self):
        server = self.start(**OPEN)
        for email, password in (("demo@example.com", "demo123"), ("admin@example.com", "admin123")):
            reply = call(server, "POST", "/api/v1/auth/login", {"email": email, "password": password})
            wrong = call(server, "POST", "/api/v1/auth/login", {**USER, "password": password})
            self.assertEqual((reply.status, wrong.status), (401, 401))
            self.assertEqual(reply.json["detail"], wrong.json["detail"])


if __name__ == "__main__":
    unittest.main()
