"""The Python binding, against the built libraries."""
import ast
import ctypes
import datetime
import hashlib
import io
import json
import os
import pathlib
import tempfile
import threading
import time
import unittest
from decimal import Decimal

import finanalyst
from finanalyst import _ffi, _library, errors

SAMPLES = pathlib.Path(os.environ["FA_SAMPLES"])
PDF, HTML = SAMPLES / "aldergate-10k-2025.pdf", SAMPLES / "aldergate-10k-2025.htm"
PACKAGE = pathlib.Path(finanalyst.__file__).parent


class Reading(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.analyst = finanalyst.open()
        cls.addClassCleanup(cls.analyst.close)
        cls.pdf = cls.analyst.ingest(PDF)
        cls.html = cls.analyst.ingest(str(HTML), name="filing.htm")

    def test_the_version_is_that_of_the_headers(self):
        self.assertEqual(finanalyst.version(), f"{_ffi.FA_VERSION_MAJOR}.{_ffi.FA_VERSION_MINOR}.{_ffi.FA_VERSION_PATCH}")

    def test_a_document_says_what_was_read(self):
        d = self.pdf
        self.assertEqual((d.name, d.status, d.form, d.fiscal_year, d.media_type), ("aldergate-10k-2025.pdf", "ready", "10-K", 2025,
                                                                                  "application/pdf"))
        self.assertEqual(d.period_end, datetime.date(2025, 12, 31))
        self.assertEqual(d.sha256, hashlib.sha256(PDF.read_bytes()).hexdigest())
        self.assertEqual(self.html.name, "filing.htm")
        self.assertGreater(d.page_count, 3)
        self.assertIn(d.id, repr(d))

    def test_bytes_and_files_are_ingested_and_the_same_bytes_are_one_document(self):
        self.assertEqual(self.analyst.ingest(PDF.read_bytes(), "other.pdf").id, self.pdf.id)
        self.assertEqual(self.analyst.ingest(io.BytesIO(PDF.read_bytes()), "other.pdf"), self.pdf)
        with open(PDF, "rb") as file:
            self.assertEqual(self.analyst.ingest(file, "other.pdf").id, self.pdf.id)

    def test_documents_are_listed_newest_first(self):
        ids = [d.id for d in self.analyst.documents()]
        self.assertEqual(ids, sorted(ids, reverse=True))
        self.assertLessEqual({self.pdf.id, self.html.id}, set(ids))
        self.assertEqual(self.analyst.document(self.pdf.id), self.pdf)

    def test_the_content_is_what_was_ingested(self):
        self.assertEqual(self.analyst.content(self.pdf), PDF.read_bytes())

    def test_an_answer_has_its_figures_formula_and_citations(self):
        answer = self.analyst.ask("What was the current ratio at the end of fiscal 2025?", [self.pdf])
        self.assertEqual((answer.kind, answer.value, answer.refused), ("value", Decimal("2.06"), False))
        calculation, = answer.calculations
        values = [answer.figures[i].value for i in calculation.inputs]
        self.assertEqual(values, [Decimal(1040365000), Decimal(506215000)])
        self.assertAlmostEqual(calculation.result, values[0] / values[1], 15)
        for figure in answer.figures:
            self.assertEqual((figure.citation.page, figure.citation.document_id, figure.unit), (5, self.pdf.id, "USD"))
            self.assertEqual(figure.period.end, datetime.date(2025, 12, 31))
            self.assertEqual(len(figure.citation.box), 4)
            self.assertTrue(figure.citation.quote and figure.citation.row_label and figure.citation.column_label)
        self.assertTrue(0 < answer.confidence <= 1)

    def test_a_refusal_says_what_is_missing(self):
        answer = self.analyst.ask("What was the current ratio in fiscal 2012?", [self.html.id])
        self.assertTrue(answer.refused and answer.missing and answer.refusal)
        self.assertIsNone(answer.value)

    def test_facts_by_label_concept_and_statement(self):
        facts = list(self.analyst.facts(self.html, label="total assets"))
        self.assertEqual([f.value for f in facts], [Decimal(2278890000), Decimal(2157342000)])
        self.assertEqual([f.period.end for f in facts], [datetime.date(2025, 12, 31), datetime.date(2024, 12, 31)])
        self.assertEqual([f.raw for f in self.analyst.facts(self.html, concept="us-gaap:Assets")], [f.raw for f in facts])
        self.assertEqual({f.statement for f in self.analyst.facts(self.html, statement="cashflow")}, {"cashflow"})
        eps = next(self.analyst.facts(self.html, concept="us-gaap:EarningsPerShareDiluted"))
        self.assertEqual((eps.value, eps.unit, eps.path), (Decimal("2.38"), "USD/shares", ["Earnings per share"]))
        with self.assertRaises(ValueError):
            self.analyst.facts(self.html, statement="other")

    def test_a_statement_has_its_rows(self):
        statement = self.analyst.statement(self.html, "income")
        self.assertEqual((statement.statement, statement.unit, statement.scale, len(statement.heads)), ("income", "USD", 3, 3))
        rows = dict(statement.rows)
        self.assertEqual(rows["Net income"], [Decimal(247092000), Decimal(196429000), Decimal(139376000)])
        with self.assertRaises(errors.NotFoundError):
            self.analyst.statement(self.html, "equity")
        with self.assertRaises(ValueError):
            self.analyst.statement(self.html, "x")

    def test_the_identity(self):
        identity = self.analyst.identity(self.pdf)
        self.assertEqual((identity.form, identity.fiscal_year, identity.period_end), ("10-K", 2025, datetime.date(2025, 12, 31)))
        self.assertEqual(identity.company.upper(), self.pdf.company.upper())

    def test_a_search_finds_the_page(self):
        hits = self.analyst.search("total current assets", [self.pdf], limit=2)
        self.assertLessEqual(len(hits), 2)
        self.assertEqual((hits[0].page, hits[0].document_id), (5, self.pdf.id))

    def test_amounts_are_never_floats(self):
        answer = self.analyst.ask("What was total revenue in fiscal 2025?", [self.pdf])

        def no_float(value):
            self.assertNotIsInstance(value, float)
            for item in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
                no_float(item)
        no_float(answer.raw)

    def test_views_are_equal_when_they_say_the_same(self):
        one, two = (self.analyst.ask("What was net income in fiscal 2024?", [self.pdf]) for _ in range(2))
        self.assertEqual(one, two)
        self.assertEqual(hash(one), hash(two))
        self.assertNotEqual(one, self.pdf)


class Errors(unittest.TestCase):
    def setUp(self):
        self.analyst = finanalyst.open()
        self.addCleanup(self.analyst.close)

    def test_every_status_has_a_class_of_its_own(self):
        codes = {v for k, v in vars(_ffi).items() if k.startswith("FA_E") and v < 0}
        self.assertEqual({kind.code for kind in errors.Error.__subclasses__()}, codes)
        for code in codes:
            self.assertEqual(errors.from_status(code, _ffi.fa_error(code=code, message=b"why", field=b"f", retry_ms=5)).code, code)

    def test_files_that_are_not_read(self):
        for data, name, kind in ((b"", "empty.pdf", errors.InvalidError), (bytes(range(256)) * 20, "noise", errors.UnsupportedError),
                                 (PDF.read_bytes()[:3000], "cut.pdf", errors.CorruptError)):
            with self.subTest(name=name):
                with self.assertRaises(kind) as caught:
                    self.analyst.ingest(data, name)
                self.assertTrue(str(caught.exception))

    def test_what_is_missing_is_not_found(self):
        nothing = "doc_00000000000000000000000000"
        for use in (self.analyst.document, self.analyst.remove, self.analyst.content, self.analyst.identity,
                    lambda d: self.analyst.facts(d), lambda d: self.analyst.statement(d, "income"),
                    lambda d: self.analyst.ask("a?", [d])):
            with self.assertRaises(errors.NotFoundError):
                use(nothing)
            with self.assertRaises(LookupError):
                use(nothing)

    def test_wrong_input_is_invalid(self):
        with self.assertRaises(errors.InvalidError):
            self.analyst.ask("")
        with self.assertRaises(errors.InvalidError):
            self.analyst.document("nonsense")
        for use in (lambda: self.analyst.ask("a\0b"), lambda: self.analyst.ingest(b"x", "a\0b"), lambda: self.analyst.ask("a", [])):
            with self.assertRaises(ValueError):
                use()
        with self.assertRaises(errors.InvalidError) as caught:
            self.analyst.ingest(b"x", "a" * 300)
        self.assertEqual(caught.exception.field, "name")

    def test_a_missing_file_is_the_systems_own_error(self):
        with self.assertRaises(FileNotFoundError):
            self.analyst.ingest("/nowhere/x.pdf")

    def test_an_exception_in_a_callback_comes_out_as_it_was(self):
        class Broken(io.RawIOBase):
            def __init__(self, what):
                self.what = what

            def read(self, size=-1):
                if isinstance(self.what, BaseException):
                    raise self.what
                return self.what

        mine = RuntimeError("mine")
        with self.assertRaises(RuntimeError) as caught:
            self.analyst.ingest(Broken(mine), "x.pdf")
        self.assertIs(caught.exception, mine)
        for what, kind in ((KeyboardInterrupt(), KeyboardInterrupt), ("text", TypeError), (None, TypeError), (b"x" * (2 << 20), ValueError)):
            with self.subTest(what=type(what)):
                with self.assertRaises(kind):
                    self.analyst.ingest(Broken(what), "x.pdf")
        self.assertEqual(self.analyst.documents(), [])

    def test_an_exception_while_visiting_comes_out_too(self):
        document = self.analyst.ingest(HTML)
        real = _library.core.fa_fact_to_json
        calls = []
        try:
            from finanalyst import app

            def broken(*arguments):
                calls.append(1)
                raise ZeroDivisionError("in the visit")
            kept, app._parse = app._parse, broken
            with self.assertRaises(ZeroDivisionError):
                self.analyst.facts(document)
        finally:
            app._parse = kept
        self.assertEqual(len(calls), 1, "the visit went on behind the exception")
        self.assertIs(_library.core.fa_fact_to_json, real)

    def test_a_removed_document_is_gone(self):
        document = self.analyst.ingest(HTML)
        self.analyst.remove(document)
        self.assertEqual(self.analyst.documents(), [])
        with self.assertRaises(errors.NotFoundError):
            self.analyst.remove(document)


class Keeping(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="finanalyst-test-")
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name) / "new" / "store"

    def test_a_folder_keeps_documents(self):
        with finanalyst.open(self.folder) as analyst:
            document = analyst.ingest(HTML)
        with finanalyst.FinAnalyst(str(self.folder)) as analyst:
            self.assertEqual(analyst.documents(), [document])
            self.assertEqual(analyst.ask("What was total revenue in fiscal 2025?").figures[0].value, Decimal(1842645000))

    def test_bytes_that_changed_at_rest_are_corrupt(self):
        with finanalyst.open(self.folder) as analyst:
            document = analyst.ingest(PDF)
            blob = max((p for p in (self.folder / "blobs").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
            data = bytearray(blob.read_bytes())
            data[100] ^= 1
            blob.chmod(0o600)
            blob.write_bytes(data)
            with self.assertRaises(errors.CorruptError):
                analyst.content(document)

    def test_a_store_that_cannot_be_opened_names_it(self):
        self.folder.mkdir(parents=True)
        (self.folder / "document.db").write_bytes(b"no database" * 500)
        with self.assertRaises(errors.CorruptError) as caught:
            finanalyst.open(self.folder)
        self.assertEqual(caught.exception.field, "document_db")

    def test_a_reader_that_is_missing(self):
        with self.assertRaises(errors.UnavailableError) as caught:
            finanalyst.open(reader="/nowhere/reader")
        self.assertIn("/nowhere/reader", str(caught.exception))

    def test_closed_is_closed(self):
        with finanalyst.open() as analyst:
            self.assertEqual(analyst.documents(), [])
        analyst.close()
        for use in (analyst.documents, lambda: analyst.ask("a"), lambda: analyst.ingest(PDF)):
            with self.assertRaises(ValueError):
                use()


class Threads(unittest.TestCase):
    def test_two_ingests_overlap(self):
        """Each thread waits, in its file's read, for the other to be in its own call: that comes to pass only when the calls
        run at the same time."""
        meeting = threading.Barrier(2, timeout=20)

        class Meeting(io.BytesIO):
            def read(self, size=-1):
                if not self.tell():
                    meeting.wait()
                return super().read(size)

        found, failed = [], []

        def run(data, name):
            try:
                found.append(analyst.ingest(Meeting(data), name))
            except BaseException as reason:
                failed.append(reason)

        with finanalyst.open() as analyst:
            threads = [threading.Thread(target=run, args=(path.read_bytes(), path.name)) for path in (PDF, HTML)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
        self.assertEqual(failed, [])
        self.assertEqual({d.status for d in found}, {"ready"})

    def test_python_runs_while_a_file_is_read(self):
        ticks, done = [], threading.Event()

        def tick():
            while not done.is_set():
                ticks.append(time.monotonic())
                time.sleep(0.001)

        with finanalyst.open() as analyst:
            clock = threading.Thread(target=tick)
            clock.start()
            start = time.monotonic()
            analyst.ingest(PDF)
            end = time.monotonic()
            done.set()
            clock.join()
        # A call that held the GIL would let the other thread run before and behind it only.
        self.assertGreater(len([t for t in ticks if start < t < end]), 20)

    def test_questions_from_many_threads(self):
        with finanalyst.open() as analyst:
            document = analyst.ingest(HTML)
            expected = {2025: "247092000", 2024: "196429000", 2023: "139376000"}
            found = {}

            def run(i):
                year = 2023 + i % 3
                found[i] = (year, str(analyst.ask(f"What was net income in fiscal {year}?", [document]).figures[0].value))

            threads = [threading.Thread(target=run, args=(i,)) for i in range(12)]
            for t in threads:
                t.start()
            for t in threads:
                t.join()
        self.assertEqual(len(found), 12)
        for year, value in found.values():
            self.assertEqual(value, expected[year])

    def test_close_waits_for_calls_under_way(self):
        analyst = finanalyst.open()
        reading, results = threading.Event(), []

        class Slow(io.BytesIO):
            def read(self, size=-1):
                reading.set()
                time.sleep(0.2)
                return super().read(size)

        t = threading.Thread(target=lambda: results.append(analyst.ingest(Slow(HTML.read_bytes()), "a.htm")))
        t.start()
        reading.wait(10)
        analyst.close()
        t.join()
        self.assertEqual([d.status for d in results], ["ready"])


class Package(unittest.TestCase):
    def test_the_sources_are_python_3_9(self):
        for path in sorted(PACKAGE.glob("*.py")) + [PACKAGE.parent / "generate_ffi.py", PACKAGE.parent / "build_backend.py"]:
            with self.subTest(path=path.name):
                ast.parse(path.read_text(encoding="utf-8"), feature_version=(3, 9))

    def test_everything_public_has_type_hints_and_a_docstring(self):
        import inspect
        for name in ("ingest", "document", "documents", "content", "remove", "ask", "search", "facts", "statement", "identity", "close"):
            method = getattr(finanalyst.FinAnalyst, name)
            self.assertTrue(method.__doc__, name)
            signature = inspect.signature(method)
            self.assertIsNot(signature.return_annotation, inspect.Signature.empty, name)
            for parameter in list(signature.parameters.values())[1:]:
                self.assertIsNot(parameter.annotation, inspect.Parameter.empty, f"{name}({parameter.name})")
        for name in finanalyst.__all__:
            self.assertTrue(hasattr(finanalyst, name), name)

    def test_every_function_is_declared(self):
        for name in dir(_library.core):
            if name.startswith("fa_"):
                self.assertIsNotNone(getattr(_library.core, name).argtypes, name)


if __name__ == "__main__":
    unittest.main()
