"""The environment: what is taken, what is refused and in which words, and that no secret is printed."""
import os
import re
import subprocess
import unittest

from program import PROGRAM, SANITIZER, Folder

OK, USAGE = 0, 2
SECRETS = ("INTERNAL_API_KEY", "JWT_SECRET_KEY", "SMTP_PASSWORD", "MINIO_ACCESS_KEY", "MINIO_SECRET_KEY")
LONG = "correct-horse-battery-staple-0123456789"
S3 = {"MINIO_ENDPOINT": "127.0.0.1:9000", "MINIO_ACCESS_KEY": "a", "MINIO_SECRET_KEY": "b"}
MAIL = {"SMTP_URL": "smtp://127.0.0.1:25", "MAIL_FROM": "reports@aldergate.example"}


class Environment(unittest.TestCase):
    def setUp(self):
        folder = Folder()
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def read(self, *arguments, **settings):
        """A run that reads the whole environment and then does nothing."""
        kept = {k: v for k, v in os.environ.items() if k in ("PATH", "LD_LIBRARY_PATH", "ASAN_OPTIONS")}
        done = subprocess.run([PROGRAM, *(arguments or ("serve", "--routes"))], text=True, capture_output=True, timeout=60,
                              env={**kept, "HOME": str(self.folder), **settings})
        self.assertIsNone(SANITIZER.search(done.stderr), done.stderr)
        return done

    def taken(self, **settings):
        with self.subTest(**settings):
            done = self.read(**settings)
            self.assertEqual((done.returncode, done.stderr), (OK, ""))

    def refused(self, name, *words, **settings):
        with self.subTest(**settings):
            done = self.read(**settings)
            self.assertEqual((done.returncode, done.stdout), (USAGE, ""), done.stderr)
            self.assertTrue(done.stderr.startswith(f"finanalyst: {name}"), done.stderr)
            self.assertEqual(done.stderr.count("\n"), 1)
            for word in words:
                self.assertIn(word, done.stderr)
            return done.stderr

    def secret_file(self, text, name="secret"):
        path = self.folder / name
        path.write_bytes(text.encode())
        return str(path)

    def test_nothing_needs_to_be_set(self):
        self.taken()

    def test_an_empty_variable_is_not_set(self):
        self.taken(FINANALYST_PORT="", LOG_LEVEL="", JWT_SECRET_KEY="", JWT_SECRET_KEY_FILE="", MINIO_ENDPOINT="")

    def test_values_of_every_kind_are_taken(self):
        self.taken(FINANALYST_PORT="0", FINANALYST_BIND="0.0.0.0", DATABASE_URL="sqlite:users.db")
        self.taken(DATABASE_URL="sqlite:////var/lib/finanalyst/users.db", FINANALYST_BIND="::1")
        self.taken(LOG_LEVEL="INFO", LOG_LEVEL_USER="debug", REGISTRATION="closed", VERIFY_EMAIL="yes", FINANALYST_DEMO="1")
        self.taken(USER_SERVICE_URL="http://user-service:8001, http://10.0.0.7:8001/", LEGACY_BACKEND_URL="http://[::1]:9000")
        self.taken(ALLOWED_ORIGINS="https://reports.example,http://localhost:3000", PUBLIC_URL="https://reports.example/app/")
        self.taken(RATE_LIMIT_DEFAULT="600:60", RATE_LIMIT_AUTH="0", RATE_LIMIT_ASK="30")
        self.taken(JWT_SECRET_KEY=LONG, INTERNAL_API_KEY=LONG)
        self.taken(MINIO_SECURE="true", MINIO_BUCKET="filings", **S3)
        self.taken(SMTP_USERNAME="mailer", SMTP_PASSWORD="x", **MAIL)

    def test_other_names_of_a_variable_mean_the_same(self):
        self.taken(JWT_SECRET=LONG)
        self.taken(MAX_UPLOAD_BYTES="1000", DOCUMENTS_BUCKET="filings")
        self.refused("MAX_UPLOAD_BYTES", "0", MAX_UPLOAD_BYTES="0")
        self.refused("JWT_SECRET ", "32", JWT_SECRET="short")
        self.refused("FINANALYST_MAX_UPLOAD_BYTES", "MAX_UPLOAD_BYTES", "both", FINANALYST_MAX_UPLOAD_BYTES="1", MAX_UPLOAD_BYTES="1")

    def test_a_wrong_value_is_refused_with_the_name_and_what_is_allowed(self):
        for name, value, *words in (
                ("FINANALYST_PORT", "70000", '"70000"', "65535"), ("FINANALYST_PORT", "-1", "whole number"),
                ("FINANALYST_PORT", "0x10", "whole number"), ("FINANALYST_PORT", " 80", "whole number"),
                ("FINANALYST_WORKERS", "18446744073709551617", "from 1 to 64"),
                ("FINANALYST_BIND", "localhost", "IP address"), ("FINANALYST_BIND", "127.0.0.1:8000", "IP address"),
                ("FINANALYST_DEMO", "maybe", "true or false"), ("FINANALYST_DATA_DIR", "x" * 5000, "3071 bytes"),
                ("FINANALYST_READER", "a\nb", "control"),
                ("LOG_LEVEL", "loud", "error, warn, info or debug"), ("LOG_LEVEL_STORAGE", "2", "error, warn, info or debug"),
                ("REGISTRATION", "shut", "open or closed"), ("VERIFY_EMAIL", "2", "true or false"),
                ("DATABASE_URL", "postgresql://analyst:hunter2@db:5432/users", "postgresql is not built"),
                ("DATABASE_URL", "users.db", "sqlite:<path>"), ("DATABASE_URL", "sqlite:", "missing"),
                ("DATABASE_URL", "sqlite://host", "without a host"),
                ("USER_SERVICE_URL", "user-service:8001", "http://host:port"), ("USER_SERVICE_URL", "https://u:8001", "http://host:port"),
                ("DOCUMENT_SERVICE_URL", "http://d", "http://host:port"), ("ANALYSIS_SERVICE_URL", "http://a:0", "http://host:port"),
                ("ANALYTICS_SERVICE_URL", "http://a:1/x", "http://host:port"), ("STORAGE_SERVICE_URL", "http://u:p@h:1", "http://host:port"),
                ("STORAGE_SERVICE_URL", ",".join(["http://h:1"] * 17), "at most 16"), ("LEGACY_BACKEND_URL", "ftp://x:1", "http://host:port"),
                ("ALLOWED_ORIGINS", "*", "scheme://host"), ("ALLOWED_ORIGINS", "https://a.example,https://b.example/", "scheme://host"),
                ("RATE_LIMIT_UPLOAD", "10:", "burst"), ("RATE_LIMIT_UPLOAD", "10:0", "burst"), ("RATE_LIMIT_UPLOAD", "fast", "burst"),
                ("PUBLIC_URL", "reports.example", "https://"), ("PUBLIC_URL", "https://a/?q", "https://"),
                ("SMTP_URL", "smtp://me:hunter2@mail:25", "smtp://host:port"), ("MINIO_ENDPOINT", "http://minio:9000", "host:port"),
                ("QUOTA_MAX_BYTES", "10G", "whole number"), ("SESSION_SECONDS", "1", "from 60"),
                ("EVENT_RETENTION_DAYS", "-1", "whole number"), ("ACCESS_TOKEN_SECONDS", "999999", "86400"),
                ("MINIO_BUCKET", "x" * 64, "63 bytes"), ("MINIO_BUCKET", "Filings", "a-z"), ("MINIO_REGION", "a&b", "a-z")):
            self.refused(name, *words, **{name: value})

    def test_what_belongs_together_is_asked_for_together(self):
        self.refused("FINANALYST_DEMO", "loopback", FINANALYST_DEMO="true", FINANALYST_BIND="0.0.0.0")
        self.refused("MINIO_ENDPOINT", "MINIO_SECRET_KEY", MINIO_ENDPOINT="minio:9000", MINIO_ACCESS_KEY="a")
        self.refused("MINIO_ENDPOINT", "MINIO_SECRET_KEY", MINIO_ACCESS_KEY="a", MINIO_SECRET_KEY="b")
        self.refused("SMTP_USERNAME", "SMTP_PASSWORD", SMTP_USERNAME="a", **MAIL)
        self.refused("SMTP_URL", "SMTP_USERNAME", SMTP_USERNAME="a", SMTP_PASSWORD="b")
        self.refused("MAIL_FROM", "SMTP_URL", SMTP_URL="smtp://127.0.0.1")
        self.refused("MAIL_FROM", "e-mail", SMTP_URL="smtp://127.0.0.1", MAIL_FROM="reports")
        self.refused("SESSION_IDLE_SECONDS", "SESSION_SECONDS", SESSION_SECONDS="600")
        self.refused("BLOB_KEY_FILE", "colon", BLOB_KEY_FILE="a:b")

    def test_every_secret_may_come_from_a_file(self):
        for secret in SECRETS:
            more = {k: v for k, v in {**S3, **MAIL, "SMTP_USERNAME": "mailer", "SMTP_PASSWORD": "x"}.items() if k != secret}
            for ending in ("", "\n", "\r\n"):
                self.taken(**more, **{secret + "_FILE": self.secret_file(LONG + ending)})
            self.refused(secret, secret + "_FILE", "both", **more, **{secret: LONG, secret + "_FILE": self.secret_file(LONG)})
            self.refused(secret + "_FILE", "No such file", **more, **{secret + "_FILE": str(self.folder / "none")})
            self.refused(secret + "_FILE", "one line", **more, **{secret + "_FILE": self.secret_file(LONG + "\n\n")})
            self.refused(secret + "_FILE", "one line", **more, **{secret + "_FILE": self.secret_file(LONG + "\0")})
            self.refused(secret + "_FILE", "bytes", **more, **{secret + "_FILE": self.secret_file("")})
            self.refused(secret + "_FILE", "bytes", **more, **{secret + "_FILE": self.secret_file("s" * 1025)})

    def test_the_line_end_of_a_file_does_not_count_as_part_of_the_secret(self):
        self.refused("JWT_SECRET_KEY_FILE", "32", JWT_SECRET_KEY_FILE=self.secret_file("s" * 31 + "\n"))
        self.taken(JWT_SECRET_KEY_FILE=self.secret_file("s" * 32 + "\n"))

    def test_a_refused_secret_is_not_printed(self):
        for name in ("JWT_SECRET_KEY", "INTERNAL_API_KEY"):
            self.assertNotIn("hunter2", self.refused(name, "32", **{name: "hunter2"}))
            self.assertNotIn("hunter2", self.refused(name, "control", **{name: "hunter2\n" * 6}))
            self.assertNotIn("hunter2", self.refused(name, "32", **{name + "_FILE": self.secret_file("hunter2\n")}))
        for name in ("DATABASE_URL", "USER_SERVICE_URL", "SMTP_URL", "MINIO_ENDPOINT", "PUBLIC_URL"):
            self.assertNotIn("hunter2", self.refused(name, **{name: "postgresql://analyst:hunter2@db"}))

    def test_control_characters_of_a_value_do_not_reach_the_terminal(self):
        self.assertNotIn("\x1b", self.refused("FINANALYST_PORT", FINANALYST_PORT="\x1b[2J"))

    def test_an_unknown_name_of_ours_is_refused_with_the_nearest_one(self):
        for name, nearest in (("FINANALYST_PROT", "FINANALYST_PORT"), ("FINANALYST_DATADIR", "FINANALYST_DATA_DIR"),
                              ("FINANALYST_MAX_UPLOAD", "FINANALYST_MAX_UPLOAD_BYTES"), ("FINANALYST_WORKER", "FINANALYST_WORKERS")):
            done = self.read(**{name: "1"})
            self.assertEqual(done.returncode, USAGE)
            self.assertIn(f"no variable {name};", done.stderr)
            self.assertIn(f"nearest name is {nearest} ", done.stderr)
        self.taken(FINANALYST_LIBDIR="/usr/lib")

    def test_variables_of_servers_do_not_stop_other_commands(self):
        for settings in ({"DATABASE_URL": "postgresql://db"}, {"LOG_LEVEL": "trace"}, {"PUBLIC_URL": "x"}):
            self.assertEqual(self.read("documents", **settings).returncode, OK)
            self.assertEqual(self.read("serve", "--routes", **settings).returncode, USAGE)
        self.assertEqual(self.read("documents", FINANALYST_PORT="x").returncode, USAGE)
        self.assertEqual(self.read("documents", MINIO_ENDPOINT="http://x").returncode, USAGE)

    def test_the_list_of_variables_fits_the_screen_and_marks_the_secrets(self):
        text = self.read("--help-env").stdout
        for line in text.splitlines():
            self.assertLessEqual(len(line), 80, line)
        marked = re.findall(r"(?m)^  ([A-Z_]+)(?: or [A-Z_]+)? \(secret\)$", text)
        self.assertEqual(sorted(marked), sorted(SECRETS))
        for service in ("every service", "gateway", "user", "document", "analysis", "analytics", "storage"):
            self.assertRegex(text, rf"(?m)^{service}$")
        for line in ("FINANALYST_PORT (number, by default 8000)", "REGISTRATION (open|closed, by default open)",
                     "LOG_LEVEL_ANALYTICS (error|warn|info|debug)", "RATE_LIMIT_AUTH (per_minute:burst, by default 60:20)"):
            self.assertIn("  " + line + "\n", text)

    def test_every_variable_of_the_list_is_read(self):
        """What no value of its kind may be is refused for each of them, so none is listed only."""
        for name in re.findall(r"(?m)^  ([A-Z_]+)", self.read("--help-env").stdout):
            done = self.read(**{name: "\x01" * 5000})
            self.assertEqual(done.returncode, USAGE, name)
            self.assertTrue(done.stderr.startswith(f"finanalyst: {name} "), (name, done.stderr))


if __name__ == "__main__":
    unittest.main()
