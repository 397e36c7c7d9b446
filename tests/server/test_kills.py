"""kill -9 of everything under load, again and again: what was acknowledged is there, once, and the books are right. FA_KILL_ROUNDS
says how often."""
import hashlib
import http.client
import json
import os
import pathlib
import random
import signal
import sqlite3
import threading
import time
import unittest

from program import HTML, ServersCase

ROUNDS = int(os.environ.get("FA_KILL_ROUNDS", "4"))
LOOKED_AT = 40  # of what earlier rounds left, one by one, in each round


def kill_all(server):
    """The server and the readers that it started, at once."""
    children = pathlib.Path("/proc", str(server.process.pid), "task", str(server.process.pid), "children")
    for pid in (children.read_text() if children.exists() else "").split():
        try:
            os.kill(int(pid), signal.SIGKILL)
        except ProcessLookupError:
            pass
    server.kill()


class Kept:
    """What a server acknowledged. Each client adds to its own kind; between the rounds nobody does."""

    def __init__(self):
        self.documents = {}  # id → SHA-256
        self.removed, self.leaving = set(), set()  # acknowledged; asked for, and perhaps done
        self.events, self.answers, self.accounts = set(), set(), set()

    def counts(self):
        return {name: len(kept) for name, kept in vars(self).items()}


class Clients:
    """Uploads, removals, events, questions and accounts until the server is gone."""

    def __init__(self, server, admin, filing, kept, number):
        self.server, self.admin, self.filing, self.kept, self.number = server, admin, filing, kept, number
        self.over, self.pick = threading.Event(), random.Random(number)
        self.fresh = []  # of this round, in the order of their uploads
        work = (self.upload, lambda i: self.upload(-1 - i), self.remove, self.event, self.question, self.account)
        self.threads = [threading.Thread(target=self.run, args=(what,)) for what in work]

    def run(self, what):
        i = 0
        while not self.over.is_set():
            try:
                what(i)
            except (OSError, http.client.HTTPException):
                return
            i += 1

    def upload(self, i):
        text = f"Net sales,2025,2024\nUnit {self.number} {i},{self.pick.randrange(1000)},{self.pick.randrange(1000)}\n".encode()
        reply = self.server.upload(text, f"n{self.number}-{i}.csv")
        if reply.status == 201:
            self.kept.documents[reply.json["id"]] = hashlib.sha256(text).hexdigest()
            self.fresh.append(reply.json["id"])

    def remove(self, _):
        """Every third of what was uploaded goes again."""
        if len(self.fresh) < 3:
            time.sleep(0.01)
            return
        document = self.fresh.pop(0)
        del self.fresh[:2]
        del self.kept.documents[document]
        self.kept.leaving.add(document)
        if self.server.ask("DELETE", f"/api/v1/documents/{document}?permanent=true").status == 204:
            self.kept.leaving.discard(document)
            self.kept.removed.add(document)

    def event(self, i):
        name = f"e-{self.number}-{i}"
        if self.server.post("/api/v1/events", {"event_id": name, "type": "DOCUMENT_VIEW", "session": "kills"}).status == 202:
            self.kept.events.add(name)

    def question(self, i):
        reply = self.server.post("/api/v1/ask", {"question": f"What was total revenue in fiscal {2000 + i % 90}, no. {self.number} {i}?",
                                                 "document_ids": [self.filing]})
        if reply.status == 200:
            self.kept.answers.add(reply.json["id"])

    def account(self, i):
        email = f"u{self.number}-{i}@example.com"
        if self.server.post("/api/v1/admin/users", {"email": email}, token=self.admin).status == 201:
            self.kept.accounts.add(email)


class Kills(ServersCase):
    def pages(self, server, path, token=None):
        cursor, items = "", []
        while cursor is not None:
            reply = server.ask("GET", f"{path}?limit=200{'&cursor=' + cursor if cursor else ''}", token=token)
            self.assertEqual(reply.status, 200, reply.body)
            items += reply.json["items"]
            cursor = reply.json["next_cursor"]
        return items

    def all_once(self, kept, found):
        self.assertEqual(len(found), len(set(found)))
        self.assertLessEqual(set(kept), set(found))

    def check_documents(self, server, kept, pick):
        documents = self.pages(server, "/api/v1/documents")
        ids = {d["id"] for d in documents}
        self.all_once(kept.documents, [d["id"] for d in documents])
        self.all_once((), [d["sha256"] for d in documents])
        self.assertFalse(kept.removed & ids)
        usage = server.get("/api/v1/quota/me").json
        self.assertEqual((usage["size_bytes"], usage["objects"]), (sum(d["size_bytes"] for d in documents), len(documents)))
        for document in pick.sample(sorted(kept.documents), min(LOOKED_AT, len(kept.documents))):
            content = server.get(f"/api/v1/documents/{document}/content")
            self.assertEqual((content.status, hashlib.sha256(content.body).hexdigest()), (200, kept.documents[document]))

    def check(self, server, admin, kept, pick):
        self.check_documents(server, kept, pick)
        self.all_once(kept.answers, [a["id"] for a in self.pages(server, "/api/v1/answers")])
        for answer in pick.sample(sorted(kept.answers), min(LOOKED_AT, len(kept.answers))):
            self.assertEqual(server.get(f"/api/v1/answers/{answer}").status, 200)
        rows = server.ask("GET", "/api/v1/admin/analytics/export?table=events&format=ndjson", token=admin).body.decode()
        self.all_once(kept.events, [e["event_id"] for e in map(json.loads, rows.splitlines()) if e["session"] == "kills"])
        self.all_once(kept.accounts, [u["email"] for u in self.pages(server, "/api/v1/admin/users", admin)])
        self.assertTrue(server.ask("GET", "/api/v1/admin/audit:verify", token=admin).json["ok"])

    def check_files(self):
        found = sorted(self.folder.glob("*.db"))
        self.assertGreaterEqual(len(found), 5)
        for path in found:
            with sqlite3.connect(path) as db:
                self.assertEqual(db.execute("PRAGMA integrity_check").fetchall(), [("ok",)], path.name)
                self.assertEqual(db.execute("PRAGMA foreign_key_check").fetchall(), [], path.name)

    def sign_in(self, server):
        return server.sign_in({"email": "admin@example.com", "password": "admin123"})

    def test_what_was_acknowledged_is_there_once_after_any_kill(self):
        kept, pick, began = Kept(), random.Random(20251125), time.monotonic()
        settings = {"FINANALYST_DEMO": "true", "RATE_LIMIT_AUTH": "60000:1000", "RATE_LIMIT_UPLOAD": "60000:1000",
                    "RATE_LIMIT_ASK": "60000:1000", "RATE_LIMIT_DEFAULT": "60000:10000"}
        server = self.start(**settings)
        admin = self.sign_in(server)
        read = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        kept.documents[read] = hashlib.sha256(HTML.read_bytes()).hexdigest()
        server.ready(read)
        for number in range(ROUNDS):
            clients = Clients(server, admin, read, kept, number)
            for t in clients.threads:
                t.start()
            time.sleep(pick.uniform(0.2, 2.0))
            kill_all(server)
            clients.over.set()
            for t in clients.threads:
                t.join()
            server.close()
            server = self.start(**settings)
            admin = self.sign_in(server)
            with self.subTest(round=number):
                self.check(server, admin, kept, pick)
        counts = kept.counts()
        print(f"{ROUNDS} kills in {time.monotonic() - began:.0f} s, acknowledged: {counts}", flush=True)
        self.assertTrue(all(count for name, count in counts.items() if name != "leaving"), counts)
        swept = server.ask("POST", "/api/v1/admin/storage/cleanup/orphaned", token=admin)
        self.assertEqual(swept.status, 200, swept.body)
        self.check(server, admin, kept, pick)
        self.assertEqual(server.stop(), 0)
        self.check_files()


if __name__ == "__main__":
    unittest.main()
