"""The six services as six processes: what each says of itself, whom it believes, and what is left when one of them dies."""
import http.client
import json
import os
import signal
import subprocess
import threading
import time
import unittest

from program import HTML, PDF, PROGRAM, SERVICES, Folder, Process, Server, ServersCase, environment, free_ports

KEY = "a key that all services of a test share"
# Together they ask as often as this a second: ASKERS / RATE_PAUSE.
ASKERS, RATE_PAUSE = 8, float(os.environ.get("FA_RATE_PAUSE", "0.2"))


class Alone(unittest.TestCase):
    """One service, and none of the others."""

    def setUp(self):
        folder = Folder()
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def ask(self, port, path, headers=None):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        try:
            connection.request("GET", path, headers=headers or {})
            answer = connection.getresponse()
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()

    def start(self, service):
        nobody = dict(zip(SERVICES, free_ports(len(SERVICES))))
        urls = {f"{name.upper()}_SERVICE_URL": f"http://127.0.0.1:{port}" for name, port in nobody.items() if name != "gateway"}
        process = Process(self.folder, [service, "--port", "0"], {"INTERNAL_API_KEY": KEY, **urls})
        self.addCleanup(process.close)
        return process, process.wait()

    def test_each_service_is_healthy_by_itself_and_says_who_is_missing(self):
        needed = {"user": ["document"], "document": ["user", "analysis", "storage"], "analysis": ["user", "document"],
                  "analytics": ["user"], "storage": ["user", "document"],
                  "gateway": ["user", "document", "analysis", "analytics", "storage"]}
        for service, missing in needed.items():
            with self.subTest(service=service):
                process, port = self.start(service)
                status, health = self.ask(port, "/health")
                self.assertEqual((status, health["service"]), (200, service))
                self.assertEqual(self.ask(port, "/live")[0], 200)
                status, ready = self.ask(port, "/ready")
                self.assertEqual((status, ready["status"], ready["missing"]), (503, "not_ready", missing))
                self.assertEqual(process.stop(signal.SIGTERM, 40), 0)

    def test_a_service_alone_needs_the_key_of_identities_and_names_it(self):
        for service in SERVICES:
            run = subprocess.run([PROGRAM, "serve", service, "--port", "0"], env=environment(self.folder), capture_output=True,
                                 text=True, timeout=60)
            self.assertNotEqual(run.returncode, 0, service)
            self.assertIn("INTERNAL_API_KEY", run.stderr)

    def test_a_service_that_there_is_not_is_named(self):
        run = subprocess.run([PROGRAM, "serve", "billing"], env=environment(self.folder), capture_output=True, text=True, timeout=60)
        self.assertEqual(run.returncode, 2)
        self.assertIn('"billing"', run.stderr)


class Apart(ServersCase):
    def start(self, **settings):
        server = Server(self.folder, apart=True, **settings)
        self.addCleanup(server.close)
        return server

    def until(self, question, seconds=30):
        end = time.monotonic() + seconds
        while not (found := question()):
            self.assertLess(time.monotonic(), end, "it did not come to be")
            time.sleep(0.1)
        return found

    def direct(self, server, service, path, headers=None, method="GET", body=None):
        connection = http.client.HTTPConnection("127.0.0.1", server.ports[service], timeout=30)
        try:
            connection.request(method, path, body, headers or {})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def test_services_believe_signed_identities_only_and_the_gateway_passes_none_on(self):
        server = self.start()
        forged = {"X-FA-Identity": "eyJhbGciOiJub25lIn0.eyJzdWIiOiJ1c3JfMSJ9.", "!user": "usr_1"}
        protected = {"user": "/api/v1/users/me", "document": "/api/v1/documents", "analysis": "/api/v1/facts",
                     "analytics": "/api/v1/analytics/me", "storage": "/api/v1/quota/me"}
        inner = {"user": "/internal/v1/users", "document": "/internal/v1/documents", "analysis": "/internal/v1/readings",
                 "storage": "/internal/v1/blobs"}
        for service, path in protected.items():
            with self.subTest(service=service):
                self.assertEqual(self.direct(server, service, path)[0], 401)
                self.assertEqual(self.direct(server, service, path, {"X-FA-Identity": forged["X-FA-Identity"]})[0], 401)
                self.assertEqual(self.direct(server, service, path, server.signed())[0], 401)
                self.assertIn(self.direct(server, service, path, {"!user": "usr_1"})[0], (400, 401))
        for service, path in inner.items():
            with self.subTest(path=path):
                self.assertIn(self.direct(server, service, path)[0], (401, 404, 405))
                self.assertEqual(server.get(path).status, 404)
                self.assertEqual(server.get(path, X_FA_Identity=forged["X-FA-Identity"]).status, 404)
        me = server.get("/api/v1/users/me", X_FA_Identity=forged["X-FA-Identity"])
        self.assertIn(me.status, (200, 400))
        self.assertEqual(server.stop(), 0)

    def journey(self, server, data, name):
        """upload, read, ask, remove: as far as it comes; returns the document's id and whether it was removed (None: that was asked for,
        and nobody has said that it is)."""
        document, removed = None, False
        try:
            reply = server.upload(data, name)
            if reply.status in (200, 201):
                document = reply.json["id"]
                end = time.monotonic() + 5
                while time.monotonic() < end and server.get(f"/api/v1/documents/{document}").json.get("status") != "ready":
                    time.sleep(0.05)
                server.post(f"/api/v1/documents/{document}/ask", {"question": "What was total revenue in fiscal 2025?"})
                removed = None
                removed = server.ask("DELETE", f"/api/v1/documents/{document}?permanent=true").status == 204 or None
        except (OSError, http.client.HTTPException):
            pass
        return document, removed

    def dissent(self, server, kept, gone):
        """What one service says otherwise than another of the documents; "" = they agree."""
        there = {d["id"]: d for d in server.get("/api/v1/documents?limit=200").json["items"]}
        if not set(kept) <= set(there) or set(gone) & set(there):
            return f"there are {sorted(there)}"
        if unread := [d for d in there.values() if d["status"] != "ready"]:
            return f"not read: {unread}"
        usage = server.get("/api/v1/quota/me").json
        if usage["size_bytes"] != sum(d["size_bytes"] for d in there.values()):
            return f"{usage} is stored for {[d['size_bytes'] for d in there.values()]}"
        for document in there:
            if (reply := server.get(f"/api/v1/documents/{document}/identity")).status != 200:
                return f"{document} has no identity: {reply.body}"
            if len(server.get(f"/api/v1/documents/{document}/content").body) != there[document]["size_bytes"]:
                return f"{document} has no bytes"
        for document in gone:
            if (reply := server.get(f"/api/v1/answers?document_id={document}")).status != 404:
                return f"there are answers on {document}: {reply.body}"
        return ""

    def agree(self, server, kept, gone):
        """Whether all services come to see the same documents."""
        end = time.monotonic() + 30
        while why := self.dissent(server, kept, gone):
            self.assertLess(time.monotonic(), end, why)
            time.sleep(0.1)

    def test_whoever_is_killed_when_all_agree_within_30_seconds_of_its_restart(self):
        server = self.start()
        kept, gone = [], []
        for n, name in enumerate(("storage", "document", "analysis", "user", "analytics")):
            with self.subTest(killed=name):
                text = HTML.read_bytes() + f"<!-- {n} -->".encode()
                came = []
                thread = threading.Thread(target=lambda: came.append(self.journey(server, text, f"{name}.htm")))
                thread.start()
                time.sleep(0.15 + 0.25 * n)
                server.services[name].kill()
                thread.join(60)
                server.services[name].close()
                server.start_service(name).wait()
                document, removed = came[0]
                if document is not None and removed is not None:
                    (gone if removed else kept).append(document)
                self.until(lambda: server.get("/ready").status == 200)
                self.agree(server, kept, gone)
        self.assertEqual(server.stop(), 0)

    def test_what_is_uploaded_while_the_analysis_is_away_is_read_when_it_is_back(self):
        server = self.start()
        server.services["analysis"].kill()
        reply = server.upload(PDF.read_bytes(), "a.pdf")
        self.assertEqual((reply.status, reply.json["status"]), (201, "stored"))
        self.assertIn(server.get("/api/v1/documents/" + reply.json["id"] + "/status").status, (502, 503))
        server.services["analysis"].close()
        server.start_service("analysis").wait()
        self.assertEqual(server.ready(reply.json["id"], 30)["status"], "ready")
        self.assertEqual(server.stop(), 0)

    def test_a_restart_of_each_service_in_turn_fails_no_request(self):
        server = self.start(RATE_LIMIT_DEFAULT="0")
        document = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        server.ready(document)
        paths = ("/api/v1/users/me", f"/api/v1/documents/{document}", f"/api/v1/documents/{document}/identity", "/api/v1/quota/me")
        seen, over = [], threading.Event()

        def keep_asking(n):
            while not over.is_set():
                started = time.monotonic()
                try:
                    reply = server.ask("GET", paths[n % len(paths)], timeout=20)
                    seen.append((paths[n % len(paths)], reply.status, reply.body[:200]))
                except (OSError, http.client.HTTPException) as error:
                    seen.append((paths[n % len(paths)], 0, repr(error)))
                n += 1
                time.sleep(max(0, RATE_PAUSE - (time.monotonic() - started)))

        threads = [threading.Thread(target=keep_asking, args=(n,)) for n in range(ASKERS)]
        for thread in threads:
            thread.start()
        for name in SERVICES[:-1]:
            time.sleep(0.5)
            self.assertEqual(server.services[name].stop(signal.SIGTERM, 40), 0, name)
            server.start_service(name).wait()
        time.sleep(1)
        over.set()
        for thread in threads:
            thread.join()
        self.assertEqual([s for s in seen if s[1] != 200], [])
        self.assertGreater(len(seen), 50)
        self.assertEqual(server.stop(), 0)

    def test_no_user_waits_for_the_analytics(self):
        server = self.start()
        gone = server.services.pop("analytics")
        gone.close()
        document = server.upload(PDF.read_bytes(), "a.pdf").json["id"]
        self.assertEqual(server.ready(document)["status"], "ready")
        answer = server.post("/api/v1/ask", {"question": "What was total revenue in fiscal 2025?"})
        self.assertEqual((answer.status, answer.json["refused"]), (200, False))
        self.assertEqual(server.get("/ready").status, 200)
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
