"""Help, and command lines and environments that are wrong."""
import unittest

from cli_case import DONE, USAGE, Case


class Usage(Case):
    def test_help_lists_every_command_and_fits_the_screen(self):
        for word in ("help", "--help", "-h"):
            done = self.run_it(word)
            self.assertEqual((done.returncode, done.err), (DONE, ""))
            for command in ("ask", "ingest", "documents", "facts", "statement", "remove", "serve", "admin", "backup", "restore",
                            "version", "--help-env"):
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


if __name__ == "__main__":
    unittest.main()
