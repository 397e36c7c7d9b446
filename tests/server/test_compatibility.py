"""The old interface, C-01 to C-15: signing in, and documents with their analyses and questions. Each test replays a request of a
client that was written for it, and compares status and shape."""
import csv
import io
import time
import unittest
import urllib.parse

from oldclient import ANN, ANSWER, DOCUMENT, MESSAGE, MULTIPART, USER, Moment, OldClientCase, multipart
from program import PDF

QUESTION = "What was total revenue in fiscal 2024?"


class Entering(OldClientCase):
    def test_c01_token_signs_in_with_a_form(self):
        body = self.fits(self.form("/token", ANN), {"access_token": str, "token_type": str})
        self.assertEqual((set(body), body["token_type"]), ({"access_token", "token_type"}, "bearer"))
        me = self.fits(self.send("GET", "/users/me", token=body["access_token"]), USER)
        self.assertEqual(me["email"], ANN["username"])

    def test_c01_token_takes_a_multipart_form_and_more_fields_than_it_needs(self):
        fields = {"grant_type": b"password", "scope": b"", **{k: v.encode() for k, v in ANN.items()}}
        self.fits(self.server.ask("POST", "/token", multipart(**fields), MULTIPART, token=""), {"access_token": str})

    def test_c01_token_refuses_a_wrong_password_and_an_unknown_account_alike(self):
        wrong = self.form("/token", {**ANN, "password": "a quiet harbour at dusk"})
        unknown = self.form("/token", {**ANN, "username": "nobody@example.com"})
        none = self.form("/token", {**ANN, "username": "nobody"})
        for reply in (wrong, unknown, none):
            self.refuses(reply, 401)
            self.assertEqual(reply.headers["WWW-Authenticate"], "Bearer")
        self.assertEqual(wrong.body, unknown.body)

    def test_c01_token_without_a_password_is_422(self):
        self.refuses(self.form("/token", {"username": "ann@example.com"}), 422)
        self.refuses(self.server.ask("POST", "/token", "", {"Content-Type": "text/plain"}, token=""), 400)

    def test_c02_users_makes_an_account_once(self):
        new = {**self.fresh(), "nickname": "what the old interface passed over"}
        made = self.fits(self.send("POST", "/users", new, token=""), USER)
        self.assertEqual((made["email"], made["full_name"], made["is_active"], made["is_admin"]), (new["email"], "Cleo", True, False))
        self.refuses(self.send("POST", "/users", {**new, "email": new["email"].upper()}, token=""), 400)
        self.fits(self.form("/token", {"username": new["email"], "password": new["password"]}), {"access_token": str})

    def test_c02_users_holds_passwords_against_the_rules(self):
        self.assertIn("password", self.refuses(self.send("POST", "/users", {**self.fresh(), "password": "short"}, token=""), 400))
        self.refuses(self.send("POST", "/users", {"email": "dora@example.com"}, token=""), 422)
        self.refuses(self.send("POST", "/users", {**self.fresh(), "password": 7}, token=""), 422)

    def test_c03_users_me_tells_who_one_is(self):
        me = self.fits(self.send("GET", "/users/me"), {**USER, "avatar_url": (str, None)})
        self.assertEqual((me["email"], me["is_admin"]), ("ann@example.com", False))
        self.assertTrue(self.fits(self.send("GET", "/users/me", token=self.admin), USER)["is_admin"])
        for token in ("", "token_ann@example.com"):
            reply = self.send("GET", "/users/me", token=token)
            self.refuses(reply, 401, exactly=False)
            self.assertEqual(reply.headers["WWW-Authenticate"], "Bearer")


class Documents(OldClientCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.made = cls.upload("/documents", "aldergate.pdf", PDF.read_bytes())
        cls.id = cls.made.json["id"]
        cls.path = f"/documents/{cls.id}"
        cls.finish(cls.path)

    @classmethod
    def finish(cls, path):
        """Asks as the old pages do, until the document is no longer worked on."""
        end = time.monotonic() + 60
        while time.monotonic() < end:
            document = cls.send("GET", path).json
            if document["status"] not in ("UPLOADED", "PROCESSING"):
                return document
            time.sleep(0.05)
        raise AssertionError(f"{path} was not read: {document}")

    def other(self):
        """A document that nobody has yet."""
        return self.upload("/documents", "note.txt", f"Net sales were 12 million dollars. {time.monotonic_ns()}".encode()).json

    def test_c04_documents_stores_a_file_and_starts_its_reading(self):
        document = self.fits(self.made, DOCUMENT)
        self.assertEqual((document["filename"], document["file_size"], document["mime_type"]),
                         ("aldergate.pdf", PDF.stat().st_size, "application/pdf"))
        self.assertIn(document["status"], ("UPLOADED", "PROCESSING", "COMPLETED"))
        self.assertEqual(self.finish(self.path)["status"], "COMPLETED")

    def test_c04_documents_refuses_no_file_and_an_empty_one(self):
        self.refuses(self.server.ask("POST", "/documents", multipart(other=b"x"), MULTIPART), 400)
        self.refuses(self.upload("/documents", "empty.pdf", b""), 400)
        self.refuses(self.server.ask("POST", "/documents", multipart(file=("a.txt", b"x")), MULTIPART, token=""), 401, exactly=False)

    def test_c05_documents_lists_ones_own_with_and_without_the_slash(self):
        for path in ("/documents", "/documents/"):
            documents = self.fits(self.send("GET", path), [DOCUMENT])
            self.assertIn(self.id, [d["id"] for d in documents])
            self.assertNotIn(self.id, [d["id"] for d in self.fits(self.send("GET", path, token=self.bob), [DOCUMENT])])
        mine = [self.other()["id"] for _ in range(3)]
        listed = [d["id"] for d in self.send("GET", "/documents").json]
        self.assertEqual([i for i in listed if i in mine], mine[::-1])

    def test_c06_document_is_its_owners(self):
        document = self.fits(self.send("GET", self.path), DOCUMENT)
        self.assertEqual((document["id"], document["status"]), (self.id, "COMPLETED"))
        for path, token in ((self.path, self.bob), ("/documents/999999", None), ("/documents/0", None), ("/documents/x", None)):
            self.refuses(self.send("GET", path, token=token), 404)

    def test_c07_document_goes_with_all_that_was_read_from_it(self):
        path = f"/documents/{self.other()['id']}"
        self.refuses(self.send("DELETE", path, token=self.bob), 404)
        self.fits(self.send("DELETE", path), MESSAGE)
        for method, rest in (("GET", ""), ("DELETE", ""), ("GET", "/status"), ("GET", "/analysis"), ("GET", "/questions")):
            self.refuses(self.send(method, path + rest), 404)

    def test_c08_download_sends_the_bytes_with_name_and_type(self):
        reply = self.send("GET", self.path + "/download")
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "application/pdf"))
        self.assertEqual(reply.body, PDF.read_bytes())
        self.assertIn("aldergate.pdf", reply.headers["Content-Disposition"])
        self.refuses(self.send("GET", self.path + "/download", token=self.bob), 404)
        self.refuses(self.send("GET", "/documents/999999/download"), 404)
        self.refuses(self.send("GET", self.path + "/download", token=""), 401)

    def test_c08_download_works_by_a_link_for_that_document_only(self):
        link = self.fits(self.send("POST", self.path + "/download-link"), {"download_url": str, "token": str, "expires_at": Moment})
        self.assertEqual(self.send("GET", link["download_url"], token="").body, PDF.read_bytes())
        other = f"/documents/{self.other()['id']}/download?token={link['token']}"
        self.refuses(self.send("GET", other, token=""), 401)
        self.refuses(self.send("GET", link["download_url"][:-2], token=""), 401)
        self.refuses(self.send("POST", self.path + "/download-link", token=self.bob), 404)
        for use in ({"token": link["token"]}, {"token": ""}):
            self.refuses(self.send("GET", "/users/me", **use), 401, exactly=False)

    def test_c08_an_access_token_in_the_query_counts_only_where_it_is_allowed(self):
        self.refuses(self.send("GET", f"{self.path}/download?token={self.server.token}", token=""), 401)

    def test_c09_analysis_has_a_summary_and_key_figures(self):
        analysis = self.fits(self.send("GET", self.path + "/analysis"),
                             {"id": int, "summary": str, "created_at": Moment,
                              "key_figures": [{"name": str, "value": str, "source_page": (int, None)}]})
        self.assertTrue(analysis["summary"] and analysis["key_figures"])
        self.assertTrue(all(f["name"] and f["value"] for f in analysis["key_figures"]))
        self.refuses(self.send("GET", self.path + "/analysis", token=self.bob), 404)
        self.refuses(self.send("GET", "/documents/999999/analysis"), 404)

    def test_c10_ask_answers_with_sources(self):
        answer = self.fits(self.send("POST", self.path + "/ask", {"question": QUESTION, "mode": "fast"}), ANSWER)
        self.assertEqual(answer["question_text"], QUESTION)
        self.assertTrue(answer["answer_text"] and answer["sources"][0]["snippet"])
        self.assertGreater(answer["sources"][0]["page"], 0)
        self.refuses(self.send("POST", "/documents/999999/ask", {"question": QUESTION}), 404)
        self.refuses(self.send("POST", self.path + "/ask", {"question": QUESTION}, token=self.bob), 404)
        self.refuses(self.send("POST", self.path + "/ask", {}), 422)
        self.refuses(self.server.ask("POST", self.path + "/ask", '{"question": ', {"Content-Type": "application/json"}), 422)
        self.refuses(self.send("POST", self.path + "/ask", {"question": ""}), 400)

    def test_c11_questions_are_listed_as_they_were_answered(self):
        asked = self.send("POST", self.path + "/ask", {"question": "What was net income in fiscal 2023?"}).json
        listed = self.fits(self.send("GET", self.path + "/questions"), [ANSWER])
        self.assertIn(asked, listed)
        self.refuses(self.send("GET", self.path + "/questions", token=self.bob), 404)

    def test_c12_export_is_a_csv_file(self):
        self.send("POST", self.path + "/ask", {"question": QUESTION})
        reply = self.send("GET", self.path + "/export")
        self.assertEqual((reply.status, reply.headers["Content-Type"].split(";")[0]), (200, "text/csv"))
        self.assertIn(f'filename="analysis_{self.id}.csv"', reply.headers["Content-Disposition"])
        rows = list(csv.reader(io.StringIO(reply.body.decode())))
        self.assertIn(QUESTION, [cell for row in rows for cell in row])
        self.refuses(self.send("GET", self.path + "/export", token=self.bob), 404)
        self.refuses(self.send("GET", self.path + "/export?format=pdf"), 400)

    def test_export_url_opens_without_a_header(self):
        for wish, kind in (({"format": "txt"}, "text/plain"), ({"format": "csv"}, "text/csv")):
            made = self.fits(self.send("POST", self.path + "/export", wish), {"export_url": str, "expires_at": Moment})
            url = urllib.parse.urlsplit(made["export_url"])
            self.assertEqual((url.scheme, url.netloc), ("http", self.server.host))
            reply = self.send("GET", f"{url.path}?{url.query}", token="")
            self.assertEqual((reply.status, reply.headers["Content-Type"].split(";")[0]), (200, kind), reply.body)
        self.refuses(self.send("POST", self.path + "/export", {"format": "exe"}), 400)

    def test_c13_cancel_says_when_there_is_nothing_to_cancel(self):
        self.assertIn("No active", self.fits(self.send("POST", self.path + "/cancel"), MESSAGE)["message"])
        self.fits(self.send("POST", self.path + "/cancel", {}), MESSAGE)
        self.refuses(self.send("POST", self.path + "/cancel", token=self.bob), 404)

    def test_c14_status_tells_whether_it_is_worked_on(self):
        status = self.fits(self.send("GET", self.path + "/status"),
                           {"document_id": int, "status": str, "is_processing": bool, "can_cancel": bool})
        self.assertEqual(status, {"document_id": self.id, "status": "COMPLETED", "is_processing": False, "can_cancel": False})
        self.refuses(self.send("GET", self.path + "/status", token=self.bob), 404)

    def test_c15_clear_cache_makes_the_analysis_anew_and_keeps_the_questions(self):
        path = f"/documents/{self.other()['id']}"
        self.assertEqual(self.finish(path)["status"], "COMPLETED")
        asked = self.send("POST", path + "/ask", {"question": QUESTION}).json
        before = self.send("GET", path + "/analysis").json
        self.fits(self.send("POST", path + "/clear-cache"), MESSAGE)
        after = self.send("GET", path + "/analysis").json
        self.assertNotEqual(before["id"], after["id"])
        self.assertEqual((before["summary"], before["key_figures"]), (after["summary"], after["key_figures"]))
        self.assertEqual(self.send("GET", path + "/questions").json, [asked])
        self.refuses(self.send("POST", path + "/clear-cache", token=self.bob), 404)


if __name__ == "__main__":
    unittest.main()
