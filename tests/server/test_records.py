"""Kept answers, analyses and exports over HTTP."""
import csv
import io
import os
import re
import subprocess
import time
import unittest
import zipfile

from program import HTML, PDF, ServerCase, ServersCase

BOB = {"email": "bob@example.com", "password": "a loud harbour at dusk"}
QUESTION = "What was total revenue in fiscal 2024?"


class Records(ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pdf = cls.server.upload(PDF.read_bytes(), "aldergate.pdf").json["id"]
        cls.html = cls.server.upload(HTML.read_bytes(), "aldergate.htm").json["id"]
        cls.server.ready(cls.pdf)
        cls.server.ready(cls.html)
        cls.bob = cls.server.sign_in(BOB)

    def question(self, text, document=None, **more):
        return self.server.post(f"/api/v1/documents/{document or self.pdf}/ask", {"question": text}, **more)

    def test_an_answer_is_kept_and_told_again_to_the_byte(self):
        first = self.question("What was net income in fiscal 2023?")
        again = self.question("What was net income in fiscal 2023?")
        self.assertEqual((first.status, again.status), (200, 200), first.body)
        self.assertEqual((first.headers["X-Cache"], again.headers["X-Cache"]), ("miss", "hit"))
        self.assertEqual(first.body, again.body)
        path = first.headers["Content-Location"]
        self.assertEqual(path, "/api/v1/answers/" + first.json["id"])
        kept = self.server.get(path).json
        self.assertEqual({k: kept[k] for k in first.json}, first.json)
        self.assertGreater(kept["legacy_id"], 0)
        self.assertRegex(kept["created_at"], r"^\d{4}-\d\d-\d\dT[\d:.]+Z$")

    def test_questions_are_listed_by_document_newest_first_page_by_page(self):
        asked = [f"What was net income in fiscal {year}?" for year in range(1990, 1997)]
        for text in asked:
            self.question(text, self.html)
        path, found, cursor = f"/api/v1/documents/{self.html}/questions?limit=3", [], ""
        while cursor is not None:
            page = self.server.get(path + (f"&cursor={cursor}" if cursor else "")).json
            self.assertLessEqual(len(page["items"]), 3)
            found += page["items"]
            cursor = page["next_cursor"]
        mine = [r for r in found if r["question"] in asked]
        self.assertEqual([r["question"] for r in mine], asked[::-1])
        self.assertEqual(mine[0]["documents"][0]["id"], self.html)
        self.assertEqual(mine[0]["answer"]["question"], asked[-1])
        self.assertEqual(mine[0]["outcome"], "refused")
        numbers = [r["legacy_id"] for r in found]
        self.assertEqual(numbers, sorted(set(numbers), reverse=True))
        every = self.server.get(f"/api/v1/answers?document_id={self.html}&limit=200").json["items"]
        self.assertEqual([r["id"] for r in every], [r["id"] for r in found])

    def test_an_answer_over_all_documents_is_listed_by_those_that_it_cites(self):
        reply = self.server.post("/api/v1/ask", {"question": "What was cost of revenue in fiscal 2024?"})
        cited = {c["document_id"] for c in reply.json["citations"]}
        self.assertEqual(len(cited), 1, reply.body)
        for document in (self.pdf, self.html):
            ids = [r["id"] for r in self.server.get(f"/api/v1/documents/{document}/questions?limit=200").json["items"]]
            self.assertEqual(reply.json["id"] in ids, document in cited)

    def test_an_answer_is_removed_once(self):
        path = self.question("What was total assets in fiscal 2025?").headers["Content-Location"]
        self.assertEqual(self.server.ask("DELETE", path).status, 204)
        self.is_problem(self.server.ask("DELETE", path), 404, "not_found")
        self.is_problem(self.server.get(path), 404, "not_found")
        self.assertEqual(self.question("What was total assets in fiscal 2025?").headers["X-Cache"], "miss")

    def test_nothing_of_another_user_is_there(self):
        answer = self.question(QUESTION).headers["Content-Location"]
        analysis = "/api/v1/analyses/" + self.server.get(f"/api/v1/documents/{self.pdf}/analysis").json["id"]
        for path in (answer, analysis, analysis + "/export"):
            with self.subTest(path=path):
                self.assertEqual(self.server.get(path).status, 200)
                self.is_problem(self.server.ask("GET", path, token=self.bob), 404, "not_found")
        for path in (answer, analysis):
            self.is_problem(self.server.ask("DELETE", path, token=self.bob), 404, "not_found")
        for path in ("/api/v1/answers", "/api/v1/analyses"):
            self.assertEqual(self.server.ask("GET", path, token=self.bob).json["items"], [])

    def test_every_route_needs_somebody_who_is_signed_in(self):
        document, answer, analysis = f"/api/v1/documents/{self.pdf}", "/api/v1/answers", "/api/v1/analyses"
        some = "/ans_00000000000000000000000000", "/ana_00000000000000000000000000"
        for method, path in (("POST", "/api/v1/ask"), ("POST", document + "/ask"), ("GET", document + "/questions"),
                             ("GET", answer), ("GET", answer + some[0]), ("DELETE", answer + some[0]), ("POST", analysis),
                             ("GET", analysis), ("GET", analysis + some[1]), ("DELETE", analysis + some[1]),
                             ("GET", analysis + some[1] + "/export"), ("GET", document + "/analysis"),
                             ("GET", document + "/summary"), ("GET", document + "/key-figures"), ("GET", document + "/export")):
            with self.subTest(method=method, path=path):
                body = b"{}" if method == "POST" else None
                self.is_problem(self.server.ask(method, path, body, token=""), 401)

    def test_an_analysis_is_made_once(self):
        body = {"document_ids": [self.html]}
        made = self.server.post("/api/v1/analyses", body)
        self.assertIn(made.status, (200, 201), made.body)
        again = self.server.post("/api/v1/analyses", {**body, "recipe": "full"})
        self.assertEqual((again.status, again.json["cached"]), (200, True))
        self.assertEqual(made.headers["Location"], "/api/v1/analyses/" + made.json["id"])
        for key in ("key_figures", "ratios", "statements", "checks", "sentences", "summary", "risk_factors"):
            self.assertEqual(made.json[key], again.json[key])
        self.assertEqual(self.server.get(made.headers["Location"]).json["key_figures"], made.json["key_figures"])
        listed = self.server.get(f"/api/v1/analyses?document_id={self.html}").json["items"]
        self.assertEqual([a["id"] for a in listed], [made.json["id"]])
        self.assertIsNone(listed[0]["analysis"])

    def test_an_analysis_has_the_figures_of_the_filing_with_their_pages(self):
        analysis = self.server.get(f"/api/v1/documents/{self.pdf}/analysis").json
        found = {f["name"]: (f["value"], f["unit"], f["scale"], f["source_page"]) for f in analysis["key_figures"]}
        self.assertEqual(found["revenue"], ("1842645", "USD", 3, 4))
        self.assertEqual(found["eps_diluted"], ("2.38", "USD/shares", 0, 4))
        self.assertEqual(found["total_assets"], ("2278890", "USD", 3, 5))
        self.assertEqual(found["gross_margin"], ("49.6", "%", 0, 4))
        self.assertEqual([s["statement"] for s in analysis["statements"]], ["income", "balance", "cashflow"])
        self.assertTrue(all(c["status"] == "holds" for c in analysis["checks"]))
        parts = self.server.get(f"/api/v1/documents/{self.pdf}/key-figures").json
        self.assertEqual(parts["key_figures"], analysis["key_figures"])
        summary = self.server.get(f"/api/v1/documents/{self.pdf}/summary").json
        self.assertEqual((summary["summary"], summary["sentences"]), (analysis["summary"], analysis["sentences"]))
        self.assertTrue(all(s["citations"][0]["page"] for s in summary["sentences"]))

    def test_every_quoted_sentence_stands_on_its_page(self):
        """Against the file itself, as it is shown by the answer's citation: its quotation and its page."""
        summary = self.server.get(f"/api/v1/documents/{self.pdf}/analysis").json
        quoted = [s for s in summary["sentences"] + summary["risk_factors"] if s["quoted"]]
        self.assertGreaterEqual(len(quoted), 3)
        for s in quoted:
            page = str(s["source_page"])
            text = subprocess.run(["pdftotext", "-f", page, "-l", page, str(PDF), "-"], check=True, capture_output=True, text=True)
            self.assertIn(" ".join(s["text"].split()), " ".join(text.stdout.split()))

    def test_a_wrong_order_is_refused(self):
        for body in ({}, {"document_ids": []}, {"document_ids": [self.pdf, self.html]}, {"document_ids": ["x"]},
                     {"document_ids": self.pdf}, {"document_ids": [self.pdf], "recipe": "other"},
                     {"document_ids": [self.pdf], "colour": 1}):
            with self.subTest(body=body):
                self.is_problem(self.server.post("/api/v1/analyses", body), 422, "invalid")
        self.is_problem(self.server.post("/api/v1/analyses", {"document_ids": ["doc_00000000000000000000000000"]}), 404)
        for query in ("cursor=x", "cursor=0", "limit=0", "document_id=x"):
            self.is_problem(self.server.get("/api/v1/answers?" + query), 422, "invalid")
        for path in ("questions", "analysis", "summary", "key-figures", "export"):
            self.is_problem(self.server.get("/api/v1/documents/doc_00000000000000000000000000/" + path), 404)

    def export(self, form):
        reply = self.server.get(f"/api/v1/documents/{self.pdf}/export" + (f"?format={form}" if form else ""))
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual(reply.headers["Content-Disposition"], f'attachment; filename="analysis_{self.pdf}.{form or "csv"}"')
        return reply

    def test_exports_hold_the_figures_and_the_questions(self):
        self.question(QUESTION)
        self.question('=HYPERLINK("http://example.test"), what was revenue in fiscal 2025?')
        sheet = self.export(None)
        self.assertTrue(sheet.headers["Content-Type"].startswith("text/csv"))
        self.assertEqual(sheet.body.count(b"\n"), sheet.body.count(b"\r\n") + sum(c.count("\n") for r in csv.reader(
            io.StringIO(sheet.body.decode(), newline="")) for c in r))
        rows = list(csv.reader(io.StringIO(sheet.body.decode(), newline="")))
        self.assertIn(["Key figures", "Revenue", "1842645000", "USD", "2025-01-01 to 2025-12-31"], [r[:5] for r in rows])
        self.assertIn(["Income statement", "Net income", "247092000", "196429000", "139376000", "USD", "4"], [r[:7] for r in rows])
        asked = [r for r in rows if r and r[0] == "Questions"]
        self.assertTrue(any(r[2] == QUESTION and r[5:7] == ["1677350000", "USD"] for r in asked), asked)
        for row in rows:
            for cell in row:
                self.assertFalse(re.match(r"[=+@\t\r]|-(?![\d.]+$)", cell), cell)
        whole = self.export("json").json
        self.assertEqual(whole["analysis"]["document_id"], self.pdf)
        self.assertIn(QUESTION, [a["question"] for a in whole["answers"]])
        text = self.export("md").body.decode()
        self.assertIn("\n## Key figures\n\n| Name | Value |", text)
        book = self.export("xlsx")
        with zipfile.ZipFile(io.BytesIO(book.body)) as z:
            self.assertIsNone(z.testzip())
            titles = re.findall(r'<sheet name="([^"]*)"', z.read("xl/workbook.xml").decode())
            self.assertEqual(titles, ["Document", "Summary", "Key figures", "Ratios", "Income statement", "Balance sheet",
                                      "Cash flow statement", "Checks", "Risk factors", "Questions"])
            sheets = [z.read(n).decode() for n in z.namelist() if n.startswith("xl/worksheets/sheet")]
            self.assertFalse([s for s in sheets if "<f>" in s])
            self.assertTrue([s for s in sheets if "<v>1842645000</v>" in s])
        self.is_problem(self.server.get(f"/api/v1/documents/{self.pdf}/export?format=doc"), 422, "invalid", "format")

    def test_all_of_a_document_goes_with_it(self):
        document = self.server.upload(PDF.read_bytes() + b"\n% other bytes\n", "other.pdf").json["id"]
        self.server.ready(document)
        answer = self.question(QUESTION, document)
        analysis = self.server.get(f"/api/v1/documents/{document}/analysis")
        self.assertEqual((answer.status, analysis.status), (200, 200), analysis.body)
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/documents/{document}?permanent=true").status, 204)
        self.is_problem(self.server.get(answer.headers["Content-Location"]), 404, "not_found")
        self.is_problem(self.server.get("/api/v1/analyses/" + analysis.json["id"]), 404, "not_found")


class Restart(ServersCase):
    def test_what_rests_on_a_document_that_another_program_removed_goes_at_the_next_start(self):
        server = self.start()
        document = server.upload(PDF.read_bytes(), "aldergate.pdf").json["id"]
        server.ready(document)
        answer = server.post("/api/v1/ask", {"question": QUESTION}).headers["Content-Location"]
        user = server.get("/api/v1/users/me").json["email"]
        server.close()
        done = subprocess.run([os.environ["FINANALYST"], "--data", str(self.folder), "--user", user, "remove", document],
                              capture_output=True, text=True, timeout=60)
        self.assertEqual(done.returncode, 0, done.stderr)
        server = self.start()
        end = time.monotonic() + 20
        while server.get(answer).status == 200 and time.monotonic() < end:
            time.sleep(0.1)
        self.assertEqual(server.get(answer).status, 404)

    def test_records_outlive_the_process(self):
        server = self.start()
        document = server.upload(PDF.read_bytes(), "aldergate.pdf").json["id"]
        server.ready(document)
        first = server.post("/api/v1/ask", {"question": QUESTION})
        analysis = server.get(f"/api/v1/documents/{document}/analysis").json
        server.close()
        server = self.start()
        again = server.post("/api/v1/ask", {"question": QUESTION})
        self.assertEqual((again.body, again.headers["X-Cache"]), (first.body, "hit"))
        kept = server.get(f"/api/v1/documents/{document}/analysis").json
        self.assertEqual({**analysis, "cached": True}, kept)


if __name__ == "__main__":
    unittest.main()
