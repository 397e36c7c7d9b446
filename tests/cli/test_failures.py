"""Files that cannot be read and stores that cannot be opened: each has an error that names it."""
import os
import re
import subprocess
import unittest

from cli_case import DOCUMENT, DONE, UNAVAILABLE, Case
from program import HTML, PDF, PROGRAM, encrypt_pdf, environment


class Files(Case):
    """What can be wrong with a file: each has an error that names it."""

    def complaints(self, done):
        """Lines of ours: built with a sanitizer, the reading program and its tools may say something too."""
        return len([line for line in done.err.splitlines() if line.startswith("finanalyst: ")])

    def fails(self, path, code, *words, **settings):
        for command in (["ingest", path], ["ask", path, "What was revenue?"]):
            with self.subTest(command=command[0]):
                done = self.run_it(*command, **settings)
                self.assertEqual(done.returncode, code, done.err)
                self.assertEqual(done.out, "")
                self.assertIn(str(path), done.err)
                for word in words:
                    self.assertIn(word, done.err)
                self.assertEqual(self.complaints(done), 1, done.err)

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
        self.assertEqual(self.complaints(done), 2)


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


if __name__ == "__main__":
    unittest.main()
