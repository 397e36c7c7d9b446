"""Facts, statements, identity, questions and searches over HTTP."""
import json
import unittest
from decimal import Decimal

from program import HTML, PDF, ServerCase


class Answers(ServerCase):
    settings = {"RATE_LIMIT_ASK": "60000:10000"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pdf = cls.server.upload(PDF.read_bytes(), "aldergate.pdf").json["id"]
        cls.html = cls.server.upload(HTML.read_bytes(), "aldergate.htm").json["id"]
        cls.server.ready(cls.pdf)
        cls.server.ready(cls.html)

    def question(self, text, **more):
        return self.server.post("/api/v1/ask", {"question": text, **more})

    def test_an_answer_has_its_figure_formula_and_citations(self):
        reply = self.question("What was the current ratio at the end of fiscal 2025?", document_ids=[self.pdf])
        self.assertEqual(reply.status, 200, reply.body)
        answer = reply.json
        self.assertEqual((answer["kind"], answer["value"], answer["refused"]), ("value", "2.06", False))
        calc, = answer["calcs"]
        self.assertEqual([i["figure"] for i in calc["inputs"]], [0, 1])
        values = [Decimal(f["value"]) for f in answer["figures"]]
        self.assertAlmostEqual(values[0] / values[1], Decimal("2.06"), 1)
        for figure in answer["figures"]:
            citation = answer["citations"][figure["citation"]]
            self.assertEqual((citation["document_id"], citation["page"]), (self.pdf, 5))
            self.assertEqual(len(citation["bbox"]), 4)
            self.assertTrue(citation["quote"])

    def test_the_same_question_has_the_same_bytes(self):
        first = self.question("What was total revenue in fiscal 2024?", document_ids=[self.html]).body
        self.assertEqual(self.question("What was total revenue in fiscal 2024?", document_ids=[self.html]).body, first)

    def test_a_question_to_one_document(self):
        reply = self.server.post(f"/api/v1/documents/{self.html}/ask", {"question": "What was net income in 2025?"})
        self.assertEqual(reply.status, 200, reply.body)
        self.assertEqual({c["document_id"] for c in reply.json["citations"]}, {self.html})

    def test_what_is_not_in_the_documents_is_refused_in_an_answer(self):
        reply = self.question("What was the current ratio at the end of fiscal 2019?", document_ids=[self.pdf])
        self.assertEqual(reply.status, 200)
        self.assertTrue(reply.json["refused"])
        self.assertTrue(reply.json["unanswerable"]["missing"])

    def test_a_wrong_body_is_refused(self):
        for body in (b"", b"{", b"[]", b"null", b'"text"', b'{"question":"a"} x', b'{"question":"a","question":"b"}', b"\xff",
                     b'{"question":"\xff"}', b'{"questio":"a"}', b'{"question":1}', b'{"question":""}', b'{"question":"a","x":1}',
                     b'{"question":"a","document_ids":"doc"}', b'{"question":"a","document_ids":[1]}',
                     b'{"question":"a","document_ids":[]}', b'{"question":"' + b"a" * 9000 + b'"}', b"[" * 10000):
            with self.subTest(body=body[:60]):
                for path in ("/api/v1/ask", "/api/v1/search"):
                    self.is_problem(self.server.ask("POST", path, body), 422, "invalid")

    def test_the_wrong_part_of_a_body_is_named(self):
        for body, field in (({"question": 1}, "question"), ({"question": ""}, "question"),
                            ({"question": "a", "colour": 1}, "/colour"), ({"question": "a", "document_ids": ["x"]}, "document_ids")):
            with self.subTest(body=body):
                problem = self.is_problem(self.server.post("/api/v1/ask", body), 422, "invalid")
                self.assertIn(field, problem["errors"][0]["pointer"])

    def test_a_question_to_a_document_that_is_not_there(self):
        self.is_problem(self.question("a?", document_ids=["doc_00000000000000000000000000"]), 404, "not_found")
        self.is_problem(self.server.post("/api/v1/documents/doc_00000000000000000000000000/ask", {"question": "a?"}), 404)
        self.is_problem(self.server.post(f"/api/v1/documents/{self.pdf}/ask",
                                         {"question": "a?", "document_ids": [self.html]}), 422, "invalid")

    def test_facts_page_by_page(self):
        path = f"/api/v1/facts?document_id={self.html}&statement=balance"
        whole = self.server.get(path + "&limit=1000").json
        self.assertIsNone(whole["next_cursor"])
        paged, cursor = [], ""
        while cursor is not None:
            page = self.server.get(path + "&limit=7" + (f"&cursor={cursor}" if cursor else "")).json
            self.assertLessEqual(len(page["items"]), 7)
            paged += page["items"]
            cursor = page["next_cursor"]
        self.assertEqual(paged, whole["items"])
        self.assertGreater(len(paged), 40)

    def test_facts_by_concept_and_by_label(self):
        for query in ("concept=us-gaap:Assets", "label=TOTAL%20assets"):
            with self.subTest(query=query):
                items = self.server.get(f"/api/v1/facts?document_id={self.html}&{query}").json["items"]
                self.assertEqual([i["value"] for i in items], ["2278890000", "2157342000"])
                self.assertEqual([i["period"]["end"] for i in items], ["2025-12-31", "2024-12-31"])
        self.assertEqual(self.server.get(f"/api/v1/facts?document_id={self.html}&concept=us-gaap:Nothing").json["items"], [])

    def test_wrong_facts_queries_are_named(self):
        for query, status, field in (("", 422, "document_id"), ("?document_id=x", 422, "document_id"),
                                     (f"?document_id={self.pdf}&statement=x", 422, "statement"),
                                     (f"?document_id={self.pdf}&limit=0", 422, "limit"),
                                     (f"?document_id={self.pdf}&cursor=x", 422, "cursor"),
                                     ("?document_id=doc_00000000000000000000000000", 404, None)):
            with self.subTest(query=query):
                self.is_problem(self.server.get("/api/v1/facts" + query), status, field=field)

    def test_a_statement_is_a_table_as_reported(self):
        statement = self.server.get(f"/api/v1/documents/{self.html}/statements/income").json
        self.assertEqual((statement["statement"], statement["unit"], statement["scale"]), ("income", "USD", 3))
        self.assertEqual(len(statement["columns"]), 3)
        row = next(r for r in statement["rows"] if r["label"] == "Net income")
        self.assertEqual([c["value"] for c in row["cells"]], ["247092000", "196429000", "139376000"])
        self.is_problem(self.server.get(f"/api/v1/documents/{self.html}/statements/equity"), 404, "not_found")
        self.is_problem(self.server.get(f"/api/v1/documents/{self.html}/statements/x"), 422, "invalid", "statement")

    def test_the_identity_says_where_it_was_read(self):
        identity = self.server.get(f"/api/v1/documents/{self.pdf}/identity").json
        self.assertEqual((identity["form"]["text"], identity["fiscal_year"], identity["period_end"]), ("10-K", 2025, "2025-12-31"))
        self.assertEqual(identity["company"]["place"]["page"], 1)

    def test_a_search_finds_the_page(self):
        items = self.server.post("/api/v1/search?limit=3", {"question": "total current assets", "document_ids": [self.pdf]}).json
        self.assertLessEqual(len(items["items"]), 3)
        self.assertEqual((items["items"][0]["document_id"], items["items"][0]["page"]), (self.pdf, 5))
        self.is_problem(self.server.post("/api/v1/search?limit=51", {"question": "a"}), 422, "invalid", "limit")

    def test_questions_at_the_same_time_get_their_own_answers(self):
        import threading
        years = [2023, 2024, 2025] * 4
        found = [None] * len(years)

        def run(i):
            found[i] = self.question(f"What was total revenue in fiscal {years[i]}?", document_ids=[self.html]).json["value"]

        threads = [threading.Thread(target=run, args=(i,)) for i in range(len(years))]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(found, [{2023: "1548095", 2024: "1677350", 2025: "1842645"}[y] for y in years])


if __name__ == "__main__":
    unittest.main()
