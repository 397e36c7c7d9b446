"""kill -9 under load, again and again: what was acknowledged is there, once, and the books are right. FA_KILL_ROUNDS says how often."""
import http.client
import json
import os
import random
import threading
import time
import unittest

from program import HTML, ServersCase

ROUNDS = int(os.environ.get("FA_KILL_ROUNDS", "4"))


class Kills(ServersCase):
    def load(self, server, over, kept, number):
        """Uploads, events, questions and accounts until the server is gone; what it acknowledged is kept."""
        pick = random.Random(number)

        def upload(i):
            name = f"n{number}-{i}.csv"
            text = f"Net sales,2025,2024\nUnit {number} {i},{pick.randrange(1000)},{pick.randrange(1000)}\n"
            reply = server.upload(text.encode(), name)
            if reply.status == 201:
                kept["documents"][reply.json["id"]] = len(text)

        def event(i):
            name = f"e-{number}-{i}"
            reply = server.post("/api/v1/events", {"event_id": name, "type": "DOCUMENT_VIEW", "session": "kills"})
            if reply.status == 202:
                kept["events"].add(name)

        def question(i):
            reply = server.post("/api/v1/ask", {"question": f"What was total revenue in fiscal {2000 + (number * 7 + i) % 90}?"})
            if reply.status == 200:
                kept["answers"].add(reply.json["id"])

        def account(i):
            email = f"u{number}-{i}@example.com"
            reply = server.post("/api/v1/admin/users", {"email": email}, token=self.admin)
            if reply.status == 201:
                kept["accounts"].add(email)

        def run(what):
            i = 0
            while not over.is_set():
                try:
                    what(i)
                except (OSError, http.client.HTTPException):
                    return
                i += 1

        return [threading.Thread(target=run, args=(what,)) for what in (upload, upload_again(upload), event, question, account)]

    def pages(self, server, path, token=None):
        cursor, items = "", []
        while cursor is not None:
            reply = server.ask("GET", f"{path}{'&' if '?' in path else '?'}limit=200{'&cursor=' + cursor if cursor else ''}", token=token).json
            items += reply["items"]
            cursor = reply["next_cursor"]
        return items

    def check(self, server, kept):
        documents = self.pages(server, "/api/v1/documents")
        ids = [d["id"] for d in documents]
        self.assertEqual(len(ids), len(set(ids)))
        self.assertEqual(len(ids), len({d["sha256"] for d in documents}))
        self.assertLessEqual(set(kept["documents"]), set(ids))
        usage = server.get("/api/v1/quota/me").json
        self.assertEqual((usage["size_bytes"], usage["objects"]), (sum(d["size_bytes"] for d in documents), len(documents)))
        for answer in kept["answers"]:
            self.assertEqual(server.get(f"/api/v1/answers/{answer}").status, 200)
        rows = server.ask("GET", "/api/v1/admin/analytics/export?table=events&format=ndjson", token=self.admin).body.decode()
        events = [e["event_id"] for e in map(json.loads, rows.splitlines()) if e["session"] == "kills"]
        self.assertEqual(len(events), len(set(events)))
        self.assertLessEqual(kept["events"], set(events))
        accounts = [u["email"] for u in self.pages(server, "/api/v1/admin/users", self.admin)]
        self.assertEqual(len(accounts), len(set(accounts)))
        self.assertLessEqual(kept["accounts"], set(accounts))

    def sign_in(self, server):
        self.admin = server.sign_in({"email": "admin@example.com", "password": "admin123"})

    def test_what_was_acknowledged_is_there_once_after_any_kill(self):
        kept = {"documents": {}, "events": set(), "answers": set(), "accounts": set()}
        settings = {"FINANALYST_DEMO": "true", "RATE_LIMIT_AUTH": "60000:1000", "RATE_LIMIT_UPLOAD": "60000:1000",
                    "RATE_LIMIT_ASK": "60000:1000", "RATE_LIMIT_DEFAULT": "60000:10000"}
        server = self.start(**settings)
        self.sign_in(server)
        read = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        kept["documents"][read] = len(HTML.read_bytes())
        server.ready(read)
        pick = random.Random(20251125)
        for number in range(ROUNDS):
            over = threading.Event()
            threads = self.load(server, over, kept, number)
            for t in threads:
                t.start()
            time.sleep(pick.uniform(0.2, 2.0))
            server.kill()
            over.set()
            for t in threads:
                t.join()
            server.close()
            server = self.start(**settings)
            self.sign_in(server)
            self.check(server, kept)
        for what in kept.values():
            self.assertTrue(what)
        self.assertEqual(server.stop(), 0)


def upload_again(upload):
    """The same as another client."""
    return lambda i: upload(-1 - i)


if __name__ == "__main__":
    unittest.main()
