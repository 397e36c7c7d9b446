"""The log for administrators: its last lines, found by service, level and request; and how much is written, changed while running."""
import json
import time
import unittest

from user_case import PASSWORD, UserCase

LOGS = "/api/v1/admin/logs"
SERVICES = ["gateway", "user", "document", "analysis", "analytics", "storage"]


class Log(UserCase):
    def lines(self, query=""):
        time.sleep(0.5)  # they are written a few times a second
        reply = self.call("GET", LOGS + query, token=self.admin)
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "application/x-ndjson"), reply.body)
        return [json.loads(line) for line in reply.body.decode().splitlines()]

    def level(self, service, level):
        """Changes one, and returns the levels of all."""
        reply = self.call("PUT", LOGS + "/levels", {"service": service, "level": level}, token=self.admin)
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual(self.call("GET", LOGS + "/levels", token=self.admin).json, reply.json)
        return {item["service"]: item["level"] for item in reply.json["items"]}

    def tearDown(self):
        self.level("all", "info")

    def test_a_request_is_found_by_its_id(self):
        for name in ("find-me", "find-me-2"):
            self.server.get("/api/v1/users/me?secret=hush", X_Request_ID=name)
        found = self.lines("?request_id=find-me")
        self.assertEqual([(line["request_id"], line["path"], line["status"]) for line in found], [("find-me", "/api/v1/users/me", 200)])
        self.assertEqual(self.lines("?request_id=nobody-asked"), [])

    def test_lines_are_those_that_were_written_and_hold_no_secret(self):
        self.call("POST", "/api/v1/auth/login", {"email": "ann@example.com", "password": "hush hush hush hush"})
        self.server.get("/health?secret=hush")
        kept = self.lines("?limit=5000")
        written = self.server.lines()
        self.assertEqual(kept, written[:len(kept)])
        for hidden in ("hush", PASSWORD, self.admin, self.server.token):
            self.assertNotIn(hidden, json.dumps(kept))

    def test_lines_are_found_by_service_and_level(self):
        self.assertEqual(len(self.lines("?limit=2")), 2)
        self.assertEqual({line["service"] for line in self.lines("?service=gateway")}, {"gateway"})
        self.assertEqual({line["level"] for line in self.lines("?level=error")} - {"error"}, set())
        for query, field in (("service=nobody", "service"), ("level=loud", "level"), ("limit=0", "limit"), ("limit=5001", "limit"),
                             ("request_id=a%20b", "request_id"), ("request_id=", "request_id")):
            self.is_problem(self.call("GET", f"{LOGS}?{query}", token=self.admin), 422, field=field)

    def test_levels_change_at_once_and_the_trail_says_by_whom(self):
        self.assertEqual(self.level("gateway", "error"), {name: "error" if name == "gateway" else "info" for name in SERVICES})
        self.server.get("/health", X_Request_ID="not-written")
        self.assertEqual(self.lines("?request_id=not-written"), [])
        self.assertEqual(self.level("all", "warn"), dict.fromkeys(SERVICES, "warn"))
        self.level("gateway", "debug")
        self.server.get("/health", X_Request_ID="written")
        self.assertEqual(len(self.lines("?request_id=written")), 1)
        trail = self.call("GET", "/api/v1/admin/audit?action=log.level", token=self.admin).json["items"]
        self.assertEqual([(line["target"], line["detail"]) for line in trail[:3]], [("gateway", "debug"), ("all", "warn"), ("gateway", "error")])
        self.assertEqual(trail[0]["actor"], self.me(self.admin).json["id"])

    def test_levels_that_are_none_change_nothing(self):
        before = self.call("GET", LOGS + "/levels", token=self.admin).json
        for body in ({}, {"service": "user"}, {"level": "info"}, {"service": "user", "level": "loud"}, {"service": "nobody", "level": "info"},
                     {"service": "user", "level": 7}, {"service": "user", "level": "debug", "more": 1}):
            self.assertEqual(self.call("PUT", LOGS + "/levels", body, token=self.admin).status, 422, body)
        self.assertEqual(self.call("GET", LOGS + "/levels", token=self.admin).json, before)

    def test_the_log_is_for_administrators(self):
        for method, path, body in (("GET", LOGS, None), ("GET", LOGS + "/levels", None), ("PUT", LOGS + "/levels", {"service": "all", "level": "error"})):
            self.assertEqual(self.call(method, path, body, token=self.server.token).status, 403)
            self.assertEqual(self.call(method, path, body).status, 401)


if __name__ == "__main__":
    unittest.main()
