"""The program on the command line, from outside: what it prints, where, and how it ends."""
import json
import os
import pathlib
import pty
import re
import select
import signal
import subprocess
import tempfile
import time
import unittest

from program import HTML, PDF, PROGRAM, SANITIZER, Folder, Server, encrypt_pdf, environment, slow_reader

DONE, REFUSED, USAGE, DOCUMENT, NOT_FOUND, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class Case(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def run_it(self, *arguments, data=None, timeout=60, **settings):
        done = subprocess.run([PROGRAM, *map(str, arguments)], env=environment(data or self.folder, **settings),
                              capture_output=True, timeout=timeout)
        self.assertIsNone(SANITIZER.search(done.stderr.decode(errors="replace")), done.stderr)
        done.out, done.err = done.stdout.decode(), done.stderr.decode()
        return done

    def file(self, name, data):
        path = self.folder / name
        path.write_bytes(data)
        return path

    def fits(self, text, columns=80):
        for line in text.splitlines():
            self.assertLessEqual(len(line), columns, line)
            self.assertEqual(line, line.rstrip(), "blanks at the end of a line")


class Usage(Case):
    def test_help_lists_every_command_and_fits_the_screen(self):
        for word in ("help", "--help", "-h"):
            done = self.run_it(word)
            self.assertEqual((done.returncode, done.err), (DONE, ""))
            for command in ("ask", "ingest", "documents", "facts", "statement", "remove", "serve", "version", "--help-env"):
                self.assertRegex(done.out, rf"(?m)^  .*{command}")
            self.fits(done.out)

    def test_version(self):
        for word in ("version", "--version"):
            done = self.run_it(word)
            self.assertEqual(done.returncode, DONE)
            self.assertRegex(done.out, r"^FinAnalyst \d+\.\d+\.\d+\n$")

    def test_help_env_lists_every_variable(self):
        done = self.run_it("--help-env")
        self.assertEqual(done.returncode, DONE)
        for name in ("DATA_DIR", "READER", "PORT", "MAX_UPLOAD_BYTES", "WORKERS"):
            self.assertIn(f"FINANALYST_{name}", done.out)
        self.fits(done.out)

    def test_help_needs_no_valid_environment(self):
        self.assertEqual(self.run_it("help", FINANALYST_PORT="x").returncode, DONE)

    def test_a_wrong_command_line_says_what_is_wrong(self):
        for arguments, word in (([], "usage"), (["fly"], '"fly"'), (["ingest"], "file"), (["ask"], "question"), (["facts"], "document"),
                                (["statement"], "kind"), (["statement", "income"], "document"), (["statement", "x", "y"], '"x"'),
                                (["remove"], "document"), (["documents", "x"], '"x"'), (["serve", "x"], '"x"'),
                                (["serve", "--port", "70000"], "70000"), (["serve", "--port", "-1"], "-1"), (["--data"], "--data"),
                                (["facts", "x", "--color", "y"], "--color"), (["facts", "x", "--label"], "--label"),
                                (["facts", "x", "--statement", "y"], '"y"'), (["ask", "q", "--doc"], "--doc"),
                                (["ask", "f", "q", "--doc", "d"], "--doc")):
            with self.subTest(arguments=arguments):
                done = self.run_it(*arguments)
                self.assertEqual((done.returncode, done.out), (USAGE, ""))
                self.assertIn(word, done.err)

    def test_a_wrong_variable_is_named(self):
        for name, value in (("PORT", "abc"), ("PORT", "70000"), ("MAX_UPLOAD_BYTES", "0"), ("WORKERS", "-1"), ("WORKERS", "1x"),
                            ("DATA_DIR", "x" * 5000)):
            with self.subTest(name=name, value=value[:10]):
                done = self.run_it("documents", **{"FINANALYST_" + name: value})
                self.assertEqual(done.returncode, USAGE)
                self.assertIn("FINANALYST_" + name, done.err)

    def test_two_dashes_end_the_options(self):
        self.assertIn("no such document", self.run_it("facts", "--", "--json").err)


class Files(Case):
    """What can be wrong with a file: each has an error that names it."""

    def fails(self, path, code, *words, **settings):
        for command in (["ingest", path], ["ask", path, "What was revenue?"]):
            with self.subTest(command=command[0]):
                done = self.run_it(*command, **settings)
                self.assertEqual(done.returncode, code, done.err)
                self.assertEqual(done.out, "")
                self.assertIn(str(path), done.err)
                for word in words:
                    self.assertIn(word, done.err)
                self.assertEqual(len(done.err.splitlines()), 1, done.err)

    def test_a_missing_file(self):
        self.fails(self.folder / "nothing.pdf", DOCUMENT, "No such file")

    def test_a_folder(self):
        self.fails(self.folder, DOCUMENT, "folder")

    def test_an_empty_file(self):
        self.fails(self.file("empty.pdf", b""), DOCUMENT, "empty")

    def test_a_damaged_pdf(self):
        self.fails(self.file("cut.pdf", PDF.read_bytes()[:4000]), DOCUMENT, "damaged")

    def test_a_file_of_another_kind(self):
        self.fails(self.file("noise.bin", bytes(range(256)) * 20), DOCUMENT, "PDF, HTML")
        self.fails(self.file("picture.png", b"\x89PNG\r\n\x1a\n" + bytes(200)), DOCUMENT, "PDF, HTML")

    def test_an_encrypted_pdf(self):
        path = self.folder / "locked.pdf"
        encrypt_pdf(PDF, path, "secret")
        self.fails(path, DOCUMENT, "password")

    def test_a_pdf_encrypted_without_a_password_is_read(self):
        path = self.folder / "open.pdf"
        encrypt_pdf(PDF, path, "")
        self.assertEqual(self.run_it("ingest", path).returncode, DONE)

    def test_a_scan(self):
        objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
                   b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R>>",
                   b"<</Length 14>>stream\n0 0 50 50 re f\nendstream"]
        data, offsets = b"%PDF-1.4\n", []
        for number, body in enumerate(objects, 1):
            offsets.append(len(data))
            data += b"%d 0 obj%s endobj\n" % (number, body)
        table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % at for at in offsets)
        end = b"trailer<</Size 5/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % len(data)
        self.fails(self.file("scan.pdf", data + table + end), DOCUMENT, "text")

    def test_a_file_over_the_limit(self):
        self.fails(PDF, DOCUMENT, "1000 bytes", FINANALYST_MAX_UPLOAD_BYTES="1000")

    def test_a_reading_program_that_is_missing(self):
        for command in (["ingest", PDF], ["ask", PDF, "What was revenue?"]):
            done = self.run_it(*command, FINANALYST_READER="/nowhere/reader")
            self.assertEqual(done.returncode, UNAVAILABLE)
            self.assertIn("/nowhere/reader", done.err)

    def test_a_name_with_escape_codes_does_not_reach_the_terminal(self):
        path = self.file("evil\x1b[31m.pdf", b"")
        done = self.run_it("ingest", path)
        self.assertEqual(done.returncode, DOCUMENT)
        self.assertNotIn("\x1b", done.err)

    def test_one_bad_file_does_not_stop_the_others(self):
        bad = self.file("bad.bin", bytes(range(256)))
        done = self.run_it("ingest", bad, PDF, self.folder / "missing", HTML)
        self.assertEqual(done.returncode, DOCUMENT)
        self.assertEqual(len(re.findall(r"(?m)^doc_\w+  ready", done.out)), 2)
        self.assertEqual(len(done.err.splitlines()), 2)


class Stores(Case):
    """What can be wrong with the folder of the store."""

    def test_a_folder_that_cannot_be_made(self):
        self.file("file", b"x")
        done = self.run_it("--data", self.folder / "file" / "x", "documents")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn(str(self.folder / "file" / "x"), done.err)
        self.assertIn("Not a directory", done.err)

    def test_a_folder_that_cannot_be_written(self):
        if os.geteuid() == 0:
            self.skipTest("root may write everywhere")
        folder = self.folder / "closed"
        folder.mkdir(mode=0o500)
        done = self.run_it("--data", folder, "documents")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn(str(folder), done.err)

    def test_a_folder_where_nothing_can_be_made(self):
        done = self.run_it("--data", "/proc/finanalyst", "documents")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn("/proc/finanalyst", done.err)

    def test_a_damaged_database_is_named(self):
        for name in ("document.db", "analysis.db"):
            folder = self.folder / name[:3]
            folder.mkdir()
            (folder / name).write_bytes(b"this is no database " * 300)
            done = self.run_it("--data", folder, "documents")
            self.assertEqual(done.returncode, UNAVAILABLE)
            self.assertIn(str(folder), done.err)
            self.assertIn(name, done.err)

    def test_a_folder_is_made_where_it_is_missing(self):
        folder = self.folder / "a" / "b"
        self.assertEqual(self.run_it("--data", folder, "documents").returncode, DONE)
        self.assertEqual(folder.stat().st_mode & 0o777, 0o700)

    def test_output_that_cannot_be_written_is_a_failure(self):
        with open("/dev/full", "wb") as full:
            done = subprocess.run([PROGRAM, "ask", PDF, "What was revenue in 2025?"], env=environment(self.folder), stdout=full,
                                  stderr=subprocess.PIPE)
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn(b"output", done.stderr)


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
        self.assertEqual((self.ingested.returncode, self.ingested.stderr), (DONE, ""))
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


class Progress(Case):
    def test_progress_as_json_ends_with_the_document(self):
        lines = [json.loads(line) for line in self.run_it("ingest", PDF, "--json").out.splitlines()]
        self.assertTrue(lines[-1]["id"].startswith("doc_"))
        self.assertEqual(lines[-1]["status"], "ready")
        self.assertTrue(all(line["id"].startswith("job_") for line in lines[:-1]))
        self.assertEqual(lines[-2]["status"], "done")

    def on_terminal(self, *arguments, columns=80, stop=None, **settings):
        """Runs it with a terminal for its output. stop: a text; when it shows, Ctrl-C is sent."""
        pid, fd = pty.fork()
        if pid == 0:
            os.execve(PROGRAM, [PROGRAM, *map(str, arguments)], environment(self.folder, COLUMNS=str(columns), **settings))
        import fcntl
        import struct
        import termios
        fcntl.ioctl(fd, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        got, end, sent = b"", time.monotonic() + 60, False
        while time.monotonic() < end:
            if select.select([fd], [], [], 0.2)[0]:
                try:
                    piece = os.read(fd, 65536)
                except OSError:
                    break
                got += piece
            if stop and not sent and stop in got:
                os.write(fd, b"\x03")
                sent = True
        _, status = os.waitpid(pid, 0)
        os.close(fd)
        return os.waitstatus_to_exitcode(status), got.decode()

    def test_a_bar_is_drawn_on_a_terminal_and_wiped(self):
        code, text = self.on_terminal("ingest", PDF)
        self.assertEqual(code, DONE)
        self.assertRegex(text, r"\r\x1b\[Kaldergate-10k-2025.pdf +\[[#.]{20}\] \w+")
        for line in re.split(r"[\r\n]+", text.replace("\x1b[K", "")):
            if "] " in line:
                self.assertLess(len(line), 80)
        self.assertRegex(text.split("\x1b[K")[-1], r"^doc_\w+  ready")

    def test_text_is_laid_out_for_the_width_of_the_terminal(self):
        self.run_it("ingest", HTML)
        for columns in (60, 110):
            _, text = self.on_terminal("ask", "What was the current ratio at the end of fiscal 2025?", columns=columns)
            longest = max(len(line) for line in text.splitlines())
            self.assertLessEqual(longest, columns)
        self.assertGreater(longest, 80)

    def test_ctrl_c_cancels_the_reading_and_the_next_ingest_reads_it(self):
        code, text = self.on_terminal("ingest", PDF, stop=b"] reading", FINANALYST_READER=slow_reader(self.folder))
        self.assertEqual(code, INTERRUPTED, text)
        self.assertIn("interrupted", text)
        self.assertEqual(self.run_it("ingest", PDF).returncode, DONE)

    def test_a_reading_that_another_process_died_of_is_taken_over(self):
        first = subprocess.Popen([PROGRAM, "ingest", PDF], stderr=subprocess.DEVNULL,
                                 env=environment(self.folder, FINANALYST_READER=slow_reader(self.folder)))
        end = time.monotonic() + 20
        while "reading" not in self.run_it("documents").out:
            self.assertLess(time.monotonic(), end)
        first.send_signal(signal.SIGKILL)
        first.wait()
        self.assertEqual(self.run_it("ingest", PDF, timeout=60).returncode, DONE)


class Together(Case):
    def test_the_program_sees_what_a_server_stored(self):
        server = Server(self.folder)
        try:
            server.ready(server.upload(HTML.read_bytes(), "served.htm").json["id"])
            done = self.run_it("ask", "What was total revenue in fiscal 2025?")
            self.assertEqual(done.returncode, DONE)
            self.assertIn("served.htm", done.out)
            self.assertEqual(self.run_it("ingest", PDF).returncode, DONE)
            self.assertEqual(len(server.get("/api/v1/documents").json["items"]), 2)
            self.assertEqual(server.stop(), 0)
        finally:
            server.close()


if __name__ == "__main__":
    unittest.main()
