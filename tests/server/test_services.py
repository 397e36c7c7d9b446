"""All services of one process together: what one does shows in the others, what is one user's is nobody else's, and who leaves takes
all along."""
import json
import subprocess
import time
import unittest

from program import HTML, PDF, PROGRAM, USER, ServersCase, environment

BOB = {"email": "bob@example.com", "password": "another harbour at dusk"}
ADMIN = {"email": "root@example.com", "password": "whoever holds the keys"}


class Services(ServersCase):
    def start(self, **settings):
        subprocess.run([PROGRAM, "admin", "create", ADMIN["email"]], input=ADMIN["password"] + "\n", text=True, check=True,
                       env=environment(self.folder), capture_output=True, timeout=60)
        server = super().start(**settings)
        self.admin = server.sign_in(ADMIN)
        return server

    def until(self, what, seconds=20):
        """What it returns once that is not false."""
        end = time.monotonic() + seconds
        while not (got := what()):
            self.assertLess(time.monotonic(), end)
            time.sleep(0.2)
        return got

    def report(self, server, name="overview"):
        return server.ask("GET", f"/api/v1/admin/analytics/{name}", token=self.admin).json

    def test_what_users_do_shows_in_the_reports(self):
        server = self.start()
        document = server.upload(PDF.read_bytes(), "a.pdf").json["id"]
        server.ready(document)
        for question in ("What was total revenue in fiscal 2025?", "What was the number of moons in 1801?"):
            self.assertEqual(server.post("/api/v1/ask", {"question": question}).status, 200)
        self.assertEqual(server.post("/api/v1/feedback", {"target": {"type": "document", "id": document}, "rating": 4}).status, 201)
        asked = self.until(lambda: (r := self.report(server))["questions"]["asked_in_period"] == 2 and r)
        self.assertEqual((asked["documents"]["uploaded_in_period"], asked["users"]["total"]), (1, 2))
        self.assertEqual(asked["feedback"]["average_rating"], 4)
        self.assertGreater(asked["performance"]["avg_question_time_seconds"], 0)
        quality = json.dumps(self.report(server, "quality"))
        self.assertIn("verified", quality)
        self.assertEqual(server.stop(), 0)

    def events(self, server, kind=None):
        """Those of the user, as (type, document, whether it has a duration), in the order in which they came."""
        rows = server.ask("GET", "/api/v1/admin/analytics/export?table=events&format=ndjson", token=self.admin)
        self.assertEqual(rows.status, 200)
        found = [(e["type"], e["document_id"] or "", e.get("duration_us") is not None) for e in map(json.loads, rows.body.decode().splitlines())]
        return [e for e in found if kind in (None, e[0])]

    def test_each_documented_event_arises(self):
        server = self.start()
        document = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        server.ready(document)
        # the analysis of an uploaded document has ended once it has been read: nobody asked for one
        self.until(lambda: self.events(server, "ANALYSIS_COMPLETE"))
        self.assertEqual(self.events(server, "DOCUMENT_UPLOAD"), [("DOCUMENT_UPLOAD", document, True)])
        self.assertEqual(self.events(server, "ANALYSIS_START"), [("ANALYSIS_START", document, False)])
        self.assertEqual(self.events(server, "ANALYSIS_COMPLETE"), [("ANALYSIS_COMPLETE", document, True)])
        answer = server.post(f"/api/v1/documents/{document}/ask", {"question": "What was total revenue in fiscal 2025?"}).json["id"]
        for method, path, body in (("GET", f"/api/v1/documents/{document}/content", None), ("GET", f"/api/v1/answers/{answer}", None),
                                   ("GET", f"/api/v1/documents/{document}/export", None),
                                   ("POST", "/api/v1/feedback", '{"target":{"type":"answer","id":"%s"},"thumbs":"up"}' % answer),
                                   ("PATCH", "/api/v1/users/me", '{"full_name":"Ann Vale"}'), ("POST", "/api/v1/auth/login", json.dumps(USER)),
                                   ("POST", "/api/v1/auth/logout", None)):
            self.assertLess(server.ask(method, path, body, {"Content-Type": "application/json"} if body else None).status, 300, path)
        self.until(lambda: self.events(server, "LOGOUT"))
        self.assertEqual({e[0] for e in self.events(server)} - {"MEASURE"},
                         {"LOGIN", "LOGOUT", "DOCUMENT_UPLOAD", "DOCUMENT_VIEW", "ANALYSIS_START", "ANALYSIS_COMPLETE", "QUESTION_ASK",
                          "QUESTION_VIEW", "FEEDBACK_SUBMIT", "ADMIN_ACCESS", "SETTINGS_UPDATE", "ANALYSIS_EXPORT"})
        for kind in ("DOCUMENT_VIEW", "QUESTION_ASK"):
            self.assertEqual([e[1] for e in self.events(server, kind)], [document], kind)
        steps = {row["step"]: row["users"] for row in self.report(server, "funnel")["steps"]}
        self.assertEqual(steps, {"uploaded": 1, "analysed": 1, "asked": 1, "exported": 1})
        self.assertEqual(server.stop(), 0)

    def test_feedback_is_resolved_until_its_user_changes_it(self):
        server = self.start()
        mine = server.post("/api/v1/feedback", {"target": {"type": "answer", "id": "ans_" + "0" * 26}, "comment": "wrong year"}).json
        self.assertIsNone(mine["resolved_at"])
        path, resolve = f"/api/v1/feedback/{mine['id']}", f"/api/v1/admin/feedback/{mine['id']}:resolve"
        self.assertEqual(server.ask("POST", resolve).status, 403)
        done = server.ask("POST", resolve, token=self.admin)
        self.assertEqual(done.status, 200, done.body)
        self.assertTrue(done.json["resolved_at"])
        self.assertEqual(server.get(path).json, done.json)
        self.assertEqual(server.ask("GET", "/api/v1/admin/feedback", token=self.admin).json["items"], [done.json])
        self.assertIsNone(server.ask("POST", resolve + "?reopen=true", token=self.admin).json["resolved_at"])
        self.assertTrue(server.ask("POST", resolve, token=self.admin).json["resolved_at"])
        changed = server.ask("PATCH", path, '{"comment":"still wrong"}', {"Content-Type": "application/json"})
        self.assertIsNone(changed.json["resolved_at"])
        missing = server.ask("POST", "/api/v1/admin/feedback/fbk_" + "0" * 26 + ":resolve", token=self.admin)
        self.assertEqual(missing.status, 404)
        self.assertEqual(server.stop(), 0)

    def test_a_document_that_cannot_be_read_was_not_analysed(self):
        server = self.start()
        server.ready(server.upload(b"%PDF-1.4\nnothing of it", "a.pdf").json["id"])
        self.until(lambda: self.events(server, "MEASURE"))
        self.assertEqual(self.events(server, "ANALYSIS_COMPLETE"), [])
        self.assertEqual(len(self.events(server, "ANALYSIS_START")), 1)
        self.assertEqual(server.stop(), 0)

    def test_what_is_one_users_is_not_there_for_another(self):
        server = self.start()
        bob = server.sign_in(BOB)
        document = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        server.ready(document)
        missing = "doc_" + "0" * 26
        for path in ("", "/content", "/status", "/statements/income", "/identity", "/questions", "/analysis"):
            with self.subTest(path=path):
                theirs = server.ask("GET", f"/api/v1/documents/{document}{path}", token=bob)
                none = server.ask("GET", f"/api/v1/documents/{missing}{path}", token=bob)
                self.assertEqual((theirs.status, theirs.json["detail"]), (404, none.json["detail"]))
                self.assertEqual(len(theirs.body), len(none.body))
        self.assertEqual(server.ask("GET", "/api/v1/documents", token=bob).json["items"], [])
        self.assertEqual(server.ask("DELETE", f"/api/v1/documents/{document}", token=bob).status, 404)
        answer = server.post("/api/v1/ask", {"question": "What was total revenue in fiscal 2025?"}, token=bob)
        self.assertTrue(answer.json["refused"], answer.json)
        self.assertEqual(server.post(f"/api/v1/documents/{document}/ask", {"question": "What was revenue?"}, token=bob).status, 404)
        self.assertEqual(server.ask("GET", f"/api/v1/documents/{document}", token=self.admin).status, 404)
        # The same bytes are another document for another user.
        again = server.ask("POST", "/api/v1/documents?name=b.htm", HTML.read_bytes(), token=bob)
        self.assertEqual(again.status, 201)
        self.assertNotEqual(again.json["id"], document)
        self.assertEqual(server.stop(), 0)

    def test_the_bytes_of_documents_are_no_objects_of_their_owner(self):
        server = self.start()
        document = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        self.assertEqual(server.ask("PUT", "/api/v1/objects/mine", b"12345").status, 201)
        self.assertEqual([o["name"] for o in server.get("/api/v1/objects").json["items"]], ["mine"])
        for method in ("GET", "DELETE"):
            self.assertEqual(server.ask(method, f"/api/v1/objects/{document}").status, 404)
        self.assertEqual(server.ask("PUT", "/api/v1/objects/doc_x", b"12345").status, 422)
        self.assertEqual(server.get(f"/api/v1/documents/{document}/content").body, HTML.read_bytes())
        self.assertEqual(server.stop(), 0)

    def test_a_quota_is_of_all_that_a_user_has(self):
        size = len(HTML.read_bytes())
        server = self.start(QUOTA_MAX_BYTES=str(size + 1000))
        first = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], size)
        refused = server.upload(PDF.read_bytes(), "b.pdf")
        self.assertEqual((refused.status, refused.json["errors"][0]["pointer"]), (507, "quota"), refused.body)
        self.assertEqual(len(server.get("/api/v1/documents").json["items"]), 1)
        server.ready(first)
        self.assertEqual(server.ask("DELETE", f"/api/v1/documents/{first}?permanent=true").status, 204)
        self.assertEqual(server.upload(PDF.read_bytes(), "b.pdf").status, 201)
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], len(PDF.read_bytes()))
        self.assertEqual(server.stop(), 0)

    def test_a_user_who_is_removed_takes_all_along_also_after_a_kill(self):
        server = self.start()
        bob = server.sign_in(BOB)
        document = server.ask("POST", "/api/v1/documents?name=b.htm", HTML.read_bytes(), token=bob).json["id"]
        self.assertTrue(document)
        reply = server.ask("DELETE", "/api/v1/users/me", json.dumps({"password": BOB["password"]}),
                           {"Content-Type": "application/json"}, token=bob)
        self.assertEqual(reply.status, 204, reply.body)
        self.until(lambda: server.ask("GET", "/api/v1/users/me", token=bob).status == 401)
        server.kill()
        again = self.start_again()
        usage = self.until(lambda: (u := again.ask("GET", "/api/v1/admin/storage/overview", token=self.admin).json)["objects"] == 0 and u)
        self.assertEqual(usage["size_bytes"], 0)
        self.assertEqual([p for p in (self.folder / "blobs").rglob("*") if p.is_file()], [])
        self.assertEqual(again.stop(), 0)

    def start_again(self):
        server = super().start()
        self.admin = server.sign_in(ADMIN)
        return server


if __name__ == "__main__":
    unittest.main()
