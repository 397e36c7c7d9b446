"""Who may pass, how often, from where; and what services are told."""
import json
import os
import signal
import time
import unittest

from gateway_case import GatewayCase

ADA, ROOT = {"Authorization": "Bearer good-ada-user"}, {"Authorization": "Bearer good-root-admin"}


class Policy(GatewayCase):
    def setUp(self):
        super().setUp()
        self.up, self.other = self.echo(name="svc"), self.echo(name="other")

    def routed(self, *more):
        return self.gateway("--upstream", "own", "-", "local", "--upstream", "svc", "-", self.up.url, "--upstream", "other", "-",
                            self.other.url, "--route", "*", "/public", "none", "svc", 0, 0, "--route", "*", "/mine", "user", "svc", 0, 0,
                            "--route", "*", "/mine/{id}/shared", "signed", "other", 0, 0, "--route", "*", "/admin", "admin", "svc", 0, 0,
                            "--route", "*", "/inside", "internal", "svc", 0, 0, "--route", "POST", "/public", "user", "other", 0, 0,
                            "--route", "GET", "/metrics", "none", "own", 9, 0, "--route", "GET", "/health", "none", "own", 9, 0,
                            "--route", "*", "/api/v1/admin/gateway", "admin", "own", 9, 0, *more)

    def test_each_route_goes_to_its_service_and_an_unknown_path_nowhere(self):
        g = self.routed()
        self.assertEqual(g.get("/public/x").json["server"], "svc")
        self.assertEqual(g.ask("POST", "/public/x", None, **ADA).json["server"], "other")
        self.assertEqual(g.ask("GET", "/mine/7/shared").json["server"], "other")
        for path in ("/", "/publicx", "/nothing", "/api/v1", "/min"):
            r = g.get(path)
            self.assertEqual((r.status, r.json["status"], r.headers["Content-Type"]), (404, 404, "application/problem+json"))

    def test_who_passes(self):
        g = self.routed()
        for path, nobody, ada, root in (("/public/x", 200, 200, 200), ("/mine/x", 401, 200, 200), ("/admin/x", 401, 403, 200),
                                        ("/%61dmin/x", 401, 403, 200), ("/inside/x", 404, 404, 404), ("/mine/7/shared", 200, 200, 200)):
            with self.subTest(path=path):
                self.assertEqual(g.get(path).status, nobody)
                self.assertEqual(g.ask("GET", path, None, **ADA).status, ada)
                self.assertEqual(g.ask("GET", path, None, **ROOT).status, root)
        self.assertEqual(self.up.asked("/inside/x"), [])
        self.assertEqual(len(self.up.asked("/admin/x")), 1)

    def test_a_token_that_is_none_is_refused_even_where_none_is_needed(self):
        g = self.routed()
        for token in ("bad", "", "good-", "good-ada", "x" * 5000):
            r = g.ask("GET", "/public/x", None, Authorization="Bearer " + token)
            self.assertEqual((r.status, r.headers["WWW-Authenticate"]), (401, "Bearer"))
        self.assertEqual(g.ask("GET", "/public/x", None, Authorization="Basic x").status, 200)
        r = g.ask("GET", "/public/x", None, Authorization="Bearer busy")
        self.assertEqual((r.status, r.headers["Retry-After"]), (503, "1"))
        self.assertEqual(g.ask("GET", "/mine/x", None, X_API_Key="good-ada-user").status, 200)

    def test_a_token_is_verified_once_and_anew_after_a_revocation(self):
        g = self.routed()
        for _ in range(5):
            g.ask("GET", "/mine/x", None, **ADA)
        os.kill(g.process.pid, signal.SIGUSR1)
        time.sleep(0.2)
        g.ask("GET", "/mine/x", None, **ADA)
        self.end_of_log(g, "verified", 2)

    def end_of_log(self, g, name, value):
        g.process.send_signal(signal.SIGTERM)
        g.process.wait(10)
        self.assertEqual([json.loads(line)[name] for line in g.log().splitlines() if '"end"' in line], [value])

    def test_services_are_told_who_asks_and_never_see_the_token(self):
        g = self.routed()
        seen = g.ask("GET", "/mine/x", None, X_API_Key="good-ada-user").seen
        self.assertEqual(seen["x-fa-identity"], "svc/ada/user/127.0.0.1/1")
        self.assertNotIn("x-api-key", seen)
        self.assertEqual(g.get("/public/x").seen["x-fa-identity"], "svc///127.0.0.1/2")

    def test_identities_are_sent_again_to_the_same_service_for_the_same_user_only(self):
        g = self.routed("--reuse", 60000)
        self.assertEqual([g.ask("GET", "/mine/x", None, **ADA).seen["x-fa-identity"] for _ in range(3)],
                         ["svc/ada/user/127.0.0.1/1"] * 3)
        self.assertEqual(g.ask("GET", "/mine/x", None, **ROOT).seen["x-fa-identity"], "svc/root/admin/127.0.0.1/2")
        self.assertEqual(g.ask("GET", "/mine/7/shared", None, **ADA).seen["x-fa-identity"], "other/ada/user/127.0.0.1/3")
        os.kill(g.process.pid, signal.SIGUSR1)
        time.sleep(0.2)
        self.assertEqual(g.ask("GET", "/mine/x", None, **ADA).seen["x-fa-identity"], "svc/ada/user/127.0.0.1/4")

    def test_a_service_is_asked_whose_a_credential_is(self):
        g = self.routed("--introspect", "other")
        key = {"X-API-Key": "ask-kay"}
        for _ in range(3):
            r = g.ask("POST", "/mine/x", b"abc", Expect="100-continue", **key)
            self.assertEqual((r.status, r.seen["x-fa-identity"].split("/")[:3], r.json["body"]), (200, ["svc", "kay", "user"], 3))
        asked = self.other.asked("/introspect")
        self.assertEqual([(a["method"], a["text"]) for a in asked], [("POST", '{"token":"ask-kay","address":"127.0.0.1"}')])
        self.assertTrue(dict(asked[0]["headers"])["X-FA-Identity"].startswith("other///"))
        self.assertEqual(g.ask("GET", "/admin/x", None, **key).status, 403)
        r = g.ask("GET", "/mine/x", None, X_API_Key="ask-nobody")
        self.assertEqual((r.status, r.headers["WWW-Authenticate"]), (401, "Bearer"))
        self.other.kill()
        self.assertEqual(g.ask("GET", "/mine/x", None, **key).status, 200)
        r = g.ask("GET", "/mine/x", None, X_API_Key="ask-another")
        self.assertEqual((r.status, r.headers["Retry-After"]), (503, "1"))
        self.assertEqual(self.routed().ask("GET", "/mine/x", None, **key).status, 401)

    def test_a_feed_is_asked_for_again_and_again(self):
        g = self.routed("--feed", "other", "/revocations", 100)
        time.sleep(1.3)
        self.assertEqual(g.ask("GET", "/mine/x", None, **ADA).status, 200)
        self.assertGreater(len(self.other.asked("/revocations")), 3)
        g.process.send_signal(signal.SIGTERM)
        g.process.wait(10)
        self.assertEqual([json.loads(line)["fed"] for line in g.log().splitlines() if '"end"' in line],
                         [len(self.other.asked("/revocations"))])

    def test_limits_count_by_user_and_say_when_to_come_again(self):
        g = self.routed("--rate", 60, 3)
        for left in (2, 1, 0):
            r = g.ask("GET", "/mine/x", None, **ADA)
            self.assertEqual((r.status, r.headers["RateLimit-Limit"], r.headers["RateLimit-Remaining"]), (200, "3", str(left)))
        r = g.ask("GET", "/mine/x", None, **ADA)
        self.assertEqual((r.status, r.headers["Retry-After"], r.json["code"]), (429, "1", "too_many_requests"))
        self.assertEqual(g.ask("GET", "/mine/x", None, **ROOT).status, 200)
        self.assertEqual(len(self.up.asked("/mine/x")), 4)
        r = g.ask("PUT", "/api/v1/admin/gateway/rate-limits?class=0&per_minute=0&burst=1", None, **ROOT)
        self.assertEqual((r.status, r.json["items"]), (200, [{"class": 0, "per_minute": 0, "burst": 1}]))
        self.assertEqual(g.ask("GET", "/mine/x", None, **ADA).status, 200)

    def test_pages_of_named_origins_may_ask_and_no_others(self):
        g = self.routed("--origin", "http://app.aldergate.example")
        good = {"Origin": "http://app.aldergate.example", "Sec-Fetch-Site": "cross-site"}
        r = g.ask("GET", "/public/x", None, **good)
        self.assertEqual((r.status, r.headers["Access-Control-Allow-Origin"], r.headers["Access-Control-Allow-Credentials"],
                          r.headers["Vary"]), (200, good["Origin"], "true", "Origin"))
        self.assertNotIn("origin", r.seen)
        self.assertIn("X-Request-ID", r.headers["Access-Control-Expose-Headers"])
        r = g.ask("OPTIONS", "/mine/x", None, Access_Control_Request_Method="PATCH", Access_Control_Request_Headers="authorization", **good)
        self.assertEqual((r.status, r.headers["Access-Control-Allow-Origin"]), (204, good["Origin"]))
        self.assertIn("PATCH", r.headers["Access-Control-Allow-Methods"])
        self.assertEqual(g.ask("GET", "/mine/x", None, **good).headers["Access-Control-Allow-Origin"], good["Origin"])
        for origin in ("http://evil.example", "null", "http://app.aldergate.example.evil.example"):
            for method in ("GET", "OPTIONS"):
                r = g.ask(method, "/public/x", None, Origin=origin, Access_Control_Request_Method="GET")
                self.assertNotIn("Access-Control-Allow-Origin", r.headers)
                self.assertEqual(r.status, 403)
        self.assertEqual(g.get("/public/x").headers["Vary"], "Origin")

    def test_a_prefix_can_be_turned_to_the_old_monolith_and_back(self):
        old = self.echo(name="old")
        g = self.routed("--upstream", "legacy", "f", old.url)
        self.assertEqual(g.get("/public/x").json["server"], "svc")
        path = "/api/v1/admin/gateway/routes"
        self.assertEqual(g.ask("PUT", f"{path}?prefix=/public&upstream=legacy", None, **ADA).status, 403)
        r = g.ask("PUT", f"{path}?prefix=/public&upstream=legacy", None, **ROOT)
        self.assertIn({"prefix": "/public", "method": "*", "access": "none", "upstream": "legacy", "budget_ms": 120000, "rate_class": 0},
                      r.json["items"])
        r = g.ask("GET", "/public/x", None, Authorization="Bearer of-the-old-one", X_Forwarded_For="6.6.6.6")
        self.assertEqual((r.json["server"], r.seen["authorization"], r.seen["x-forwarded-for"]), ("old", "Bearer of-the-old-one", "127.0.0.1"))
        self.assertNotIn("x-fa-identity", r.seen)
        g.ask("PUT", f"{path}?prefix=/public&upstream=svc", None, **ROOT)
        self.assertEqual(g.get("/public/x").json["server"], "svc")
        self.assertEqual(g.ask("PUT", f"{path}?prefix=/none&upstream=svc", None, **ROOT).status, 404)
        self.assertEqual(g.ask("PUT", f"{path}?prefix=/public&upstream=none", None, **ROOT).status, 422)

    def test_health_names_who_is_missing(self):
        g = self.gateway("--upstream", "own", "-", "local", "--upstream", "svc", "rh", self.up.url, "--upstream", "other", "h",
                         self.other.url, "--route", "*", "/", "none", "own", 9, 0)
        time.sleep(1)
        r = g.get("/health")
        self.assertEqual((r.json["status"], r.json["unhealthy_services"]), ("healthy", []))
        self.assertEqual((r.json["services"]["svc"]["status"], r.json["services"]["svc"]["version"]), ("healthy", "7.1"))
        self.assertEqual(g.get("/ready").status, 200)
        self.other.well = False
        time.sleep(3)
        self.assertEqual((g.get("/health").status, g.get("/health").json["unhealthy_services"]), (200, ["other"]))
        self.assertEqual((g.get("/ready").status, g.get("/ready").json["missing"]), (200, ["other"]))
        self.up.kill()
        time.sleep(3)
        self.assertEqual((g.get("/ready").status, g.get("/live").status, g.get("/health").json["status"]), (503, 200, "degraded"))


if __name__ == "__main__":
    unittest.main()
