"""Administrators from the console: what is made, with which password, and what is refused."""
import json
import os
import pty
import select
import signal
import sqlite3
import subprocess
import time
import unittest

from cli_case import DONE, INTERRUPTED, NOT_FOUND, UNAVAILABLE, USAGE, Case
from program import PROGRAM, Server, environment

EMAIL = "head@aldergate.example"
GOOD, OTHER = "violet kettle drums at noon", "seven quiet herons over Lisbon"


class Admin(Case):
    def admin(self, *arguments, password=None, json_lines=False, **settings):
        done = subprocess.run([PROGRAM, *(["--json"] if json_lines else []), "admin", *map(str, arguments)], timeout=60,
                              capture_output=True, text=True, env=environment(self.folder, **settings),
                              input="" if password is None else password + "\n")
        for secret in (GOOD, OTHER):
            self.assertNotIn(secret, done.stdout + done.stderr)
        return done

    def create(self, email=EMAIL, password=GOOD, *more, **settings):
        done = self.admin("create", email, *more, password=password, **settings)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        return done

    def hash(self, email=EMAIL):
        db = sqlite3.connect(self.folder / "user.db")
        try:
            tables = [t for (t,) in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            table = next(t for t in tables if "password_hash" in [c[1] for c in db.execute(f"PRAGMA table_info({t})")])
            return db.execute(f"SELECT password_hash FROM {table} WHERE email = ?", (email,)).fetchone()[0]
        finally:
            db.close()

    def test_there_is_nobody_at_first(self):
        done = self.admin("list")
        self.assertEqual((done.returncode, done.stdout, done.stderr), (DONE, "", ""))

    def test_an_administrator_is_made_and_listed(self):
        made = self.create(EMAIL.upper(), GOOD, "--name", "Ada Holm")
        self.assertRegex(made.stdout, rf"^usr_\w+  20\d\d-\d\d-\d\d  {EMAIL}  Ada Holm\n$")
        self.assertEqual(self.admin("list").stdout, made.stdout)
        user = json.loads(self.admin("list", json_lines=True).stdout)
        self.assertEqual((user["email"], user["role"]), (EMAIL, "admin"))
        self.assertTrue(self.hash().startswith("$argon2id$"))
        self.assertNotIn("argon2", json.dumps(user))

    def test_the_password_may_come_from_a_file(self):
        self.create(EMAIL, None, "--password-file", self.file("password", GOOD.encode() + b"\r\n"))
        done = self.admin("create", "b@aldergate.example", "--password-file", self.folder / "none")
        self.assertEqual(done.returncode, UNAVAILABLE)
        self.assertIn("No such file", done.stderr)

    def test_another_password_replaces_the_first(self):
        self.create()
        before = self.hash()
        done = self.admin("password", EMAIL.upper(), password=OTHER)
        self.assertEqual((done.returncode, done.stderr), (DONE, ""))
        self.assertNotEqual(self.hash(), before)

    def test_an_address_that_is_taken_or_not_there_is_told(self):
        self.create()
        done = self.admin("create", EMAIL, password=OTHER)
        self.assertEqual(done.returncode, USAGE)
        self.assertIn("there is an account with that e-mail address", done.stderr)
        for email in ("nobody@aldergate.example", "ad@aldergate.example", "head"):
            done = self.admin("password", email, password=OTHER)
            self.assertEqual(done.returncode, NOT_FOUND, done.stderr)

    def test_what_is_no_good_password_or_address_is_refused_and_nothing_is_made(self):
        for password, word in (("short", "15 characters"), ("", "no password"), ("x" * 600, "128 characters"),
                               ("passwordpassword", "common"), ("head@aldergate.example", "address")):
            done = self.admin("create", EMAIL, password=password)
            self.assertEqual(done.returncode, USAGE, done.stderr)
            self.assertIn(word, done.stderr)
        self.assertEqual(self.admin("create", "no address", password=GOOD).returncode, USAGE)
        self.assertEqual(self.admin("list").stdout, "")

    def test_a_wrong_command_line_is_told_before_anything_is_opened(self):
        for arguments in ((), ("create",), ("password",), ("list", EMAIL), ("fly", EMAIL), ("create", EMAIL, "x"),
                          ("create", EMAIL, "--password-file"), ("create", "--force", EMAIL), ("password", EMAIL, "--name", "x")):
            with self.subTest(arguments=arguments):
                self.assertEqual(self.admin(*arguments, password=GOOD).returncode, USAGE)
        self.assertFalse((self.folder / "user.db").exists())

    def test_who_was_made_at_the_console_signs_in_and_a_new_password_ends_that(self):
        self.create()
        server = Server(self.folder)
        self.addCleanup(server.close)

        def sign_in(password):
            return server.ask("POST", "/api/v1/auth/login", json.dumps({"email": EMAIL, "password": password}),
                              {"Content-Type": "application/json"}, token="")

        session = sign_in(GOOD).json
        self.assertEqual(server.ask("GET", "/api/v1/admin/users", token=session["access_token"]).status, 200)
        self.assertEqual(self.admin("password", EMAIL, password=OTHER).returncode, DONE)
        self.assertEqual(sign_in(GOOD).status, 401)
        self.assertEqual(sign_in(OTHER).status, 200)
        again = server.ask("POST", "/api/v1/auth/refresh", json.dumps({"refresh_token": session["refresh_token"]}),
                           {"Content-Type": "application/json"}, token="")
        self.assertEqual(again.status, 401)
        self.assertEqual(server.stop(), 0)

    # ---- at a terminal ----

    def at_terminal(self, *arguments):
        master, slave = pty.openpty()
        process = subprocess.Popen([PROGRAM, "admin", *arguments], stdin=slave, stdout=slave, stderr=slave,
                                   env=environment(self.folder), start_new_session=True,
                                   preexec_fn=lambda: __import__("fcntl").ioctl(0, __import__("termios").TIOCSCTTY, 0))
        self.addCleanup(os.close, master)
        self.addCleanup(os.close, slave)
        self.addCleanup(process.wait)
        self.addCleanup(process.kill)
        return master, slave, process

    def until(self, master, text, seconds=20):
        got, end = b"", time.monotonic() + seconds
        while text.encode() not in got and time.monotonic() < end:
            if select.select([master], [], [], 0.1)[0]:
                got += os.read(master, 4096)
        self.assertIn(text.encode(), got)
        return got.decode()

    def echoes(self, terminal):
        import termios
        return bool(termios.tcgetattr(terminal)[3] & termios.ECHO)

    def test_a_terminal_shows_nothing_of_the_password_and_asks_twice(self):
        master, slave, process = self.at_terminal("create", EMAIL)
        shown = self.until(master, "Password: ")
        self.assertFalse(self.echoes(slave))
        os.write(master, GOOD.encode() + b"\n")
        shown += self.until(master, "Once more: ")
        os.write(master, GOOD.encode() + b"\n")
        shown += self.until(master, EMAIL)
        self.assertEqual(process.wait(20), DONE)
        self.assertNotIn(GOOD, shown)
        self.assertTrue(self.echoes(slave))

    def test_two_passwords_that_differ_are_refused(self):
        master, slave, process = self.at_terminal("create", EMAIL)
        self.until(master, "Password: ")
        os.write(master, GOOD.encode() + b"\n")
        self.until(master, "Once more: ")
        os.write(master, OTHER.encode() + b"\n")
        self.until(master, "differ")
        self.assertEqual(process.wait(20), USAGE)

    def test_a_terminal_is_as_it_was_after_an_interruption(self):
        for interrupt in (lambda master, process: os.write(master, b"\x03"),
                          lambda master, process: process.send_signal(signal.SIGTERM)):
            master, slave, process = self.at_terminal("create", EMAIL)
            self.until(master, "Password: ")
            interrupt(master, process)
            self.assertEqual(process.wait(20), INTERRUPTED)
            self.assertTrue(self.echoes(slave))
        self.assertEqual(self.admin("list").stdout, "")


if __name__ == "__main__":
    unittest.main()
