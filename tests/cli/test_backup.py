"""Backups: made while the server works, whole or refused, and on an empty machine what they were made of."""
import json
import os
import shutil
import sqlite3
import subprocess
import threading
import unittest

from cli_case import DOCUMENT, DONE, NOT_FOUND, UNAVAILABLE, USAGE, Case
from program import HTML, PDF, PROGRAM, Server


class Backup(Case):
    def setUp(self):
        super().setUp()
        self.data, self.copy, self.other = self.folder / "data", self.folder / "copy", self.folder / "other"

    def fill(self):
        self.assertEqual(self.run_it("ingest", PDF, data=self.data).returncode, DONE)

    def backup(self, **settings):
        done = self.run_it("backup", self.copy, data=self.data, **settings)
        self.assertEqual(done.returncode, DONE, done.err)
        return done

    def restore(self, **settings):
        return self.run_it("restore", self.copy, data=self.other, **settings)

    def listed(self, data):
        return self.run_it("--json", "documents", data=data).out

    def tree(self, folder):
        return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}

    def no_drafts(self):
        self.assertEqual([p.name for p in self.folder.iterdir() if ".part-" in p.name or ".restore-" in p.name], [])

    def test_a_restored_folder_is_what_was_backed_up(self):
        self.fill()
        self.assertRegex(self.backup().out, r"copy: \d+ files, \d+ bytes\n$")
        done = self.restore()
        self.assertEqual((done.returncode, done.err), (DONE, ""))
        self.assertRegex(done.out, r"other: \d+ files, \d+ bytes, as of 20\d\d-\d\d-\d\dT[0-9:.]{12}Z\n$")
        self.assertEqual(self.listed(self.other), self.listed(self.data))
        self.assertEqual(self.run_it("statement", "income", PDF.name, data=self.other).out,
                         self.run_it("statement", "income", PDF.name, data=self.data).out)
        self.no_drafts()

    def test_files_and_folders_are_for_their_owner_only(self):
        self.fill()
        self.backup()
        self.restore()
        for folder in (self.copy, self.other):
            for path in (folder, *folder.rglob("*")):
                self.assertEqual(path.stat().st_mode & 0o077, 0, path)

    def test_json_tells_how_much_it_was(self):
        self.fill()
        made = json.loads(self.run_it("--json", "backup", self.copy, data=self.data).out)
        back = json.loads(self.run_it("--json", "restore", self.copy, data=self.other).out)
        files = [p for p in self.copy.rglob("*") if p.is_file() and p.name != "manifest"]
        self.assertEqual((made["files"], made["bytes"]), (len(files), sum(p.stat().st_size for p in files)))
        self.assertEqual({k: back[k] for k in ("files", "bytes", "created")}, {k: made[k] for k in ("files", "bytes", "created")})

    def test_mails_and_other_files_of_the_folder_are_in_it_and_drafts_are_not(self):
        self.fill()
        (self.data / "mail").mkdir()
        (self.data / "mail" / "mai_1.eml").write_bytes(b"Subject: x\n")
        (self.data / "a name with blanks").write_bytes(b"")
        (self.data / "blobs" / ".put-1").write_bytes(b"half")
        self.backup()
        self.assertEqual(self.restore().returncode, DONE)
        self.assertEqual((self.other / "mail" / "mai_1.eml").read_bytes(), b"Subject: x\n")
        self.assertTrue((self.other / "a name with blanks").is_file())
        self.assertEqual(list(self.other.rglob(".put-*")), [])

    def test_every_database_of_the_folder_is_in_it(self):
        self.fill()
        for name in ("user.db", "analytics.db", "storage.db"):
            db = sqlite3.connect(self.data / name)
            db.execute("PRAGMA journal_mode = WAL")
            db.execute("CREATE TABLE t (x)")
            db.execute("INSERT INTO t VALUES (?)", (name,))
            db.commit()
            self.addCleanup(db.close)
        self.backup()
        self.assertEqual(self.restore().returncode, DONE)
        for name in ("user.db", "analytics.db", "storage.db"):
            db = sqlite3.connect(self.other / name)
            self.assertEqual(db.execute("SELECT x FROM t").fetchall(), [(name,)])
            db.close()

    def test_a_backup_replaces_nothing(self):
        self.fill()
        self.copy.mkdir()
        self.backup()
        before = self.tree(self.copy)
        again = self.run_it("backup", self.copy, data=self.data)
        self.assertEqual((again.returncode, again.out), (UNAVAILABLE, ""))
        self.assertIn("not empty", again.err)
        self.assertEqual(self.tree(self.copy), before)
        file = self.file("file", b"x")
        self.assertIn("a file", self.run_it("backup", file, data=self.data).err)
        self.no_drafts()

    def test_a_backup_needs_something_to_be_of_and_a_place_of_its_own(self):
        self.assertEqual(self.run_it("backup", self.copy, data=self.data).returncode, NOT_FOUND)
        self.data.mkdir()
        self.assertEqual(self.run_it("backup", self.copy, data=self.data).returncode, NOT_FOUND)
        self.fill()
        for inside in (self.data / "copy", self.data / "blobs" / "copy"):
            done = self.run_it("backup", inside, data=self.data)
            self.assertIn("within", done.err)
            self.assertFalse(inside.exists())
        done = self.run_it("backup", self.copy, data=self.data, DATABASE_URL="sqlite:/elsewhere/user.db")
        self.assertIn("DATABASE_URL", done.err)
        self.assertFalse(self.copy.exists())
        for command in ("backup", "restore"):
            self.assertEqual(self.run_it(command).returncode, USAGE)
            self.assertEqual(self.run_it(command, "a", "b").returncode, USAGE)

    def test_what_is_elsewhere_is_told(self):
        self.fill()
        done = self.backup(MINIO_ENDPOINT="127.0.0.1:9", MINIO_ACCESS_KEY="a", MINIO_SECRET_KEY="b", BLOB_KEY_FILE="keys")
        self.assertIn("S3", done.err)
        self.assertIn("BLOB_KEY_FILE", done.err)

    def test_a_damaged_backup_is_refused_and_nothing_is_made(self):
        self.fill()
        self.backup()
        kept = self.folder / "kept"
        self.copy.rename(kept)
        blob = next(p.relative_to(kept) for p in (kept / "blobs").iterdir())

        def flip(path):
            data = bytearray(path.read_bytes())
            data[len(data) // 2] ^= 1
            path.write_bytes(data)

        def cut(path):
            path.write_bytes(path.read_bytes()[:-1])

        def lines(change):
            def edit(path):
                path.write_text("".join(change(path.read_text().splitlines(keepends=True))))
            return edit

        for name, damage in ((blob, flip), (blob, cut), (blob, os.unlink), ("document.db", flip), ("analysis.db", os.unlink),
                             ("manifest", flip), ("manifest", cut), ("manifest", os.unlink), ("manifest", lines(lambda t: t[:-1])),
                             ("manifest", lines(lambda t: t[:3] + t[4:])), ("manifest", lines(lambda t: t + t[-1:])),
                             ("manifest", lines(lambda t: [t[0].replace("1", "2"), *t[1:]])), ("manifest", lines(lambda t: [])),
                             ("manifest", lines(lambda t: [line.replace(" blobs/", " ../blobs/") for line in t]))):
            with self.subTest(name=str(name)):
                shutil.rmtree(self.copy, ignore_errors=True)
                shutil.copytree(kept, self.copy)
                damage(self.copy / name)
                done = self.restore()
                self.assertIn(done.returncode, (DOCUMENT, NOT_FOUND), done.err)
                self.assertEqual(done.out, "")
                self.assertFalse(self.other.exists())
                self.no_drafts()
        self.assertEqual(self.run_it("restore", self.folder / "none", data=self.other).returncode, NOT_FOUND)
        shutil.rmtree(self.copy)
        shutil.copytree(kept, self.copy)
        self.other.mkdir()
        self.assertEqual(self.restore().returncode, DONE)

    def test_a_path_that_leaves_the_folder_is_refused_even_with_the_right_digest(self):
        import hashlib
        self.fill()
        self.backup()
        sha = hashlib.sha256(b"x").hexdigest()
        for path in ("../evil", "/evil", "blobs/../../evil", ".", "a//b", "", "a/./b", "blobs/.."):
            text = f"finanalyst-backup 1\nversion 1\ncreated now\nfile {sha} 1 {path}\n"
            text += f"end 1 {hashlib.sha256(text.encode()).hexdigest()}\n"
            (self.copy / "manifest").write_text(text)
            (self.folder / "evil").write_bytes(b"x")
            done = self.restore()
            self.assertEqual(done.returncode, DOCUMENT, (path, done.err))
            self.assertFalse(self.other.exists())

    def test_a_folder_that_is_not_empty_is_left_as_it_is(self):
        self.fill()
        self.backup()
        before = self.tree(self.data)
        done = self.run_it("restore", self.copy, data=self.data)
        self.assertEqual((done.returncode, done.out), (UNAVAILABLE, ""))
        self.assertIn("not empty", done.err)
        self.assertEqual(self.tree(self.data), before)
        self.no_drafts()

    def test_a_restore_that_dies_half_way_leaves_no_folder_of_that_name(self):
        self.fill()
        self.backup()
        limited = subprocess.run(["sh", "-c", 'ulimit -f 20; exec "$0" restore "$1"', PROGRAM, str(self.copy)], capture_output=True,
                                 env={**os.environ, "FINANALYST_DATA_DIR": str(self.other), "HOME": str(self.folder)}, timeout=60)
        self.assertNotEqual(limited.returncode, 0)
        self.assertFalse(self.other.exists())


class UnderLoad(Case):
    """The server stores, reads and removes documents while it is backed up."""

    def work(self, server, number, stop, acknowledged, removed):
        n = 0
        while not stop.is_set():
            n += 1
            data = HTML.read_bytes() + f"<!-- {number} {n} -->".encode()
            reply = server.upload(data, f"{number}-{n}.htm")
            if reply.status != 201:
                raise AssertionError(reply.body)
            document = reply.json["id"]
            if n % 3 == 0:
                removed.append(document)
                server.ask("DELETE", f"/api/v1/documents/{document}")
            else:
                acknowledged.append((document, data))

    def test_every_document_acknowledged_before_a_backup_is_in_it_whole(self):
        data = self.folder / "data"
        server = Server(data_folder(data))
        self.addCleanup(server.close)
        stop, acknowledged, removed = threading.Event(), [], []
        workers = [threading.Thread(target=self.work, args=(server, i, stop, acknowledged, removed)) for i in range(3)]
        for worker in workers:
            worker.start()
        backups = []
        try:
            for i in range(3):
                threading.Event().wait(0.7)
                gone = list(removed)[:-len(workers)]  # the last of each worker may be on its way
                before = list(acknowledged)
                copy = self.folder / f"copy-{i}"
                done = self.run_it("backup", copy, data=data, timeout=120)
                self.assertEqual(done.returncode, DONE, done.err)
                backups.append((copy, before, gone))
        finally:
            stop.set()
            for worker in workers:
                worker.join()
        self.assertEqual(server.stop(), 0)
        for i, (copy, before, gone) in enumerate(backups):
            self.assertGreater(len(before), 0)
            other = self.folder / f"other-{i}"
            self.assertEqual(self.run_it("restore", copy, data=other).returncode, DONE)
            again = Server(other)
            self.addCleanup(again.close)
            there = {}
            cursor = ""
            while cursor is not None:
                page = again.get("/api/v1/documents?limit=200" + (f"&cursor={cursor}" if cursor else "")).json
                there.update((d["id"], d) for d in page["items"])
                cursor = page["next_cursor"]
            for document, content in before:
                self.assertIn(document, there)
                self.assertEqual(again.get(f"/api/v1/documents/{document}/content").body, content)
            for document in there:
                self.assertEqual(again.get(f"/api/v1/documents/{document}/content").status, 200)
            for document in gone:
                self.assertNotIn(document, there)
            self.assertEqual(again.stop(), 0)


def data_folder(path):
    path.mkdir()
    return path


if __name__ == "__main__":
    unittest.main()
