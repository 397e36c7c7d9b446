"""Ingesting, asking, listing facts and statements, removing."""
import json
import pathlib
import re
import subprocess
import tempfile
import unittest

from cli_case import DONE, NOT_FOUND, REFUSED, USAGE, Case
from program import HTML, PDF, PROGRAM, USER, Server, environment


class Answering(Case):
    """With a store that holds the sample in two formats."""

    @classmethod
    def setUpClass(cls):
        cls.kept = tempfile.TemporaryDirectory(prefix="finanalyst-test-")
        cls.data = pathlib.Path(cls.kept.name)
        cls.ingested = subprocess.run([PROGRAM, "ingest", PDF, HTML], env=environment(cls.data), capture_output=True, text=True)

    @classmethod
    def tearDownClass(cls):
        cls.kept.cleanup()

    def run_it(self, *arguments, **more):
        return super().run_it(*arguments, data=self.data, **more)

    def test_ingest_says_what_was_read(self):
        self.assertEqual(self.ingested.returncode, DONE)
        self.assertNotIn("finanalyst:", self.ingested.stderr)
        self.assertRegex(self.ingested.stdout, r"(?m)^doc_\w+  ready +aldergate-10k-2025.pdf$")
        self.assertRegex(self.ingested.stdout, r"10-K, period end 2025-12-31, \d+ pages, \d+\s+facts")
        self.fits(self.ingested.stdout)

    def test_the_same_file_again_is_the_same_document(self):
        first = re.findall(r"doc_\w+", self.ingested.stdout)
        again = self.run_it("ingest", PDF)
        self.assertEqual(re.findall(r"doc_\w+", again.out), first[:1])

    def test_documents_lists_them(self):
        done = self.run_it("documents")
        self.assertEqual(done.returncode, DONE)
        self.assertEqual(len(re.findall(r"(?m)^doc_\w+  ready", done.out)), 2)
        self.fits(done.out)

    def test_an_answer_has_its_figure_formula_period_page_and_box(self):
        done = self.run_it("ask", "What was the current ratio at the end of fiscal 2025?", "--doc", "aldergate-10k-2025.pdf")
        self.assertEqual((done.returncode, done.err), (DONE, ""))
        self.assertIn("2.06", done.out)
        self.assertRegex(done.out, r"= total current assets / total current liabilities")
        self.assertIn("= 1,040,365 / 506,215", done.out)
        self.assertRegex(done.out, r"\[1\] aldergate-10k-2025.pdf, page 5, box \d+,\d+ to \d+,\d+")
        self.assertIn("= 1,040,365,000 USD, 2025-12-31", done.out)
        self.fits(done.out)

    def test_an_answer_as_json_is_one_line(self):
        done = self.run_it("ask", "What was total revenue in fiscal 2025?", "--doc", "aldergate-10k-2025.htm", "--json")
        self.assertEqual((done.returncode, done.out.count("\n")), (DONE, 1))
        self.assertEqual(json.loads(done.out)["figures"][0]["value"], "1842645000")

    def test_a_question_that_cannot_be_answered_is_refused(self):
        done = self.run_it("ask", "What was the current ratio at the end of fiscal 2012?")
        self.assertEqual(done.returncode, REFUSED)
        self.assertTrue(done.out)

    def test_a_question_that_is_none_is_wrong_usage(self):
        self.assertEqual(self.run_it("ask", "").returncode, USAGE)
        self.assertEqual(self.run_it("ask", "x" * 9000).returncode, USAGE)

    def test_a_file_is_answered_from_without_a_store(self):
        data = self.folder / "unused"
        done = Case.run_it(self, "ask", HTML, "What was net income in fiscal 2024?", data=data)
        self.assertEqual(done.returncode, DONE)
        self.assertIn("196,429", done.out)
        self.assertFalse(data.exists())

    def test_a_file_behind_the_question_is_explained(self):
        done = self.run_it("ask", "What was revenue?", PDF)
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("behind the files", done.err)

    def test_a_document_is_named_by_id_name_or_beginning(self):
        document = re.findall(r"doc_\w+", self.ingested.stdout)[0]
        for name in (document, document[:26], "aldergate-10k-2025.pdf", "aldergate-10k-2025.p"):
            with self.subTest(name=name):
                self.assertEqual(self.run_it("facts", name, "--label", "goodwill").returncode, DONE)
        done = self.run_it("facts", "aldergate")
        self.assertEqual(done.returncode, NOT_FOUND)
        self.assertIn("several", done.err)
        for arguments in (["facts", "other"], ["statement", "income", "other"], ["ask", "q", "--doc", "other"], ["remove", "other"]):
            done = self.run_it(*arguments)
            self.assertEqual(done.returncode, NOT_FOUND)
            self.assertIn("other", done.err)

    def test_facts_are_listed_under_their_rows(self):
        done = self.run_it("facts", "aldergate-10k-2025.htm", "--label", "total assets")
        self.assertEqual(done.returncode, DONE)
        self.assertRegex(done.out, r"Total assets, page 5  us-gaap:Assets\n +2025-12-31 +2,278,890,000  USD\n +2024-12-31 +2,157,342,000  USD\n")
        self.fits(self.run_it("facts", "aldergate-10k-2025.htm").out)
        lines = self.run_it("facts", "aldergate-10k-2025.htm", "--statement", "balance", "--json").out.splitlines()
        self.assertGreater(len(lines), 40)
        self.assertEqual({json.loads(line)["statement"] for line in lines}, {"balance"})
        self.assertEqual(self.run_it("facts", "aldergate-10k-2025.htm", "--concept", "us-gaap:Nothing").out, "")

    def test_a_statement_is_shown_in_columns(self):
        done = self.run_it("statement", "income", "aldergate-10k-2025.htm")
        self.assertEqual(done.returncode, DONE)
        self.assertRegex(done.out, r"(?m)^Net income +247,092 +196,429 +139,376$")
        self.assertIn("in thousands", done.out)
        self.fits(done.out)
        table = json.loads(self.run_it("statement", "balance", "aldergate-10k-2025.htm", "--json").out)
        self.assertEqual(table["statement"], "balance")
        done = self.run_it("statement", "equity", "aldergate-10k-2025.htm")
        self.assertEqual(done.returncode, NOT_FOUND)
        self.assertIn("no equity statement", done.err)

    def test_errors_as_json(self):
        done = self.run_it("--json", "facts", "other")
        self.assertEqual((done.returncode, done.out), (NOT_FOUND, ""))
        self.assertEqual(set(json.loads(done.err)["error"]), {"code", "input", "message"})


class Removing(Case):
    def test_a_removed_document_is_gone(self):
        self.run_it("ingest", HTML)
        done = self.run_it("remove", "aldergate")
        self.assertRegex(done.out, r"^doc_\w+ removed\n$")
        self.assertEqual(self.run_it("documents").out, "")
        self.assertEqual(self.run_it("ask", "What was revenue in 2025?").returncode, REFUSED)
        self.assertEqual(self.run_it("remove", "aldergate").returncode, NOT_FOUND)


class Together(Case):
    def test_the_program_works_on_the_documents_of_an_account(self):
        server = Server(self.folder)
        try:
            server.ready(server.upload(HTML.read_bytes(), "served.htm").json["id"])
            self.assertEqual(self.run_it("documents").out, "")
            done = self.run_it("--user", USER["email"], "ask", "What was total revenue in fiscal 2025?")
            self.assertEqual(done.returncode, DONE)
            self.assertIn("served.htm", done.out)
            self.assertEqual(self.run_it("--user", USER["email"], "ingest", PDF).returncode, DONE)
            self.assertEqual(len(server.get("/api/v1/documents").json["items"]), 2)
            self.assertEqual(server.stop(), 0)
        finally:
            server.close()


if __name__ == "__main__":
    unittest.main()
