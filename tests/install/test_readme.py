"""The examples of the README are taken from it and run as they stand, in a folder with the sample filing: against an installed tree,
a package that pip installed without a network, and a server."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from installed import BUILD, SAMPLES, SOURCE, compile_c, environment, install

README = (SOURCE / "README.md").read_text(encoding="utf-8")


def block(language, holds):
    """The code block of that language that holds a text."""
    found = [text for text in re.findall(rf"```{language}\n(.*?)```", README, re.S) if holds in text]
    if len(found) != 1:
        raise AssertionError(f"README.md has {len(found)} blocks of {language} with {holds!r}")
    return found[0]


class Readme(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory(prefix="finanalyst-test-")
        cls.addClassCleanup(folder.cleanup)
        cls.work = pathlib.Path(folder.name)
        cls.prefix = install(cls.work / "prefix")
        for sample in SAMPLES.iterdir():
            shutil.copy(sample, cls.work)
        cls.settings = environment(cls.prefix, FINANALYST_DATA_DIR=str(cls.work / "data"))
        cls.settings["PATH"] = f"{cls.prefix / 'bin'}:{cls.settings['PATH']}"

    def run_it(self, *command, **more):
        done = subprocess.run([str(c) for c in command], env={**self.settings, **more}, cwd=self.work, capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
        return done.stdout

    def test_the_two_commands_come_first(self):
        self.assertRegex(README[:1500], r"\./dev run[^\n]*\n[^\n]*\./dev test")

    def test_the_command_line(self):
        out = self.run_it("sh", "-ec", block("sh", "finanalyst ingest"))
        self.assertIn("2.06", out)
        self.assertIn("page 5", out)

    def test_the_c_example(self):
        source = self.work / "readme.c"
        source.write_text(block("c", "fa_ask("), encoding="utf-8")
        compile_c(self.prefix, source, self.work / "readme")
        self.assertIn("2.06", self.run_it(self.work / "readme"))

    def test_the_python_example_from_a_fresh_pip_install_without_a_network(self):
        subprocess.run([sys.executable, "-m", "venv", str(self.work / "venv")], check=True)
        python = self.work / "venv" / "bin" / "python"
        nowhere = "http://127.0.0.1:9"
        self.run_it(python, "-m", "pip", "install", "--quiet", SOURCE / "bindings" / "python", PIP_NO_INDEX="1",
                    FINANALYST_BUILD=str(BUILD), http_proxy=nowhere, https_proxy=nowhere, PIP_DISABLE_PIP_VERSION_CHECK="1")
        (self.work / "readme.py").write_text(block("python", "import finanalyst"), encoding="utf-8")
        plain = {"LD_LIBRARY_PATH": "", "PYTHONPATH": ""}
        out = self.run_it(python, "readme.py", **plain, **({"LD_PRELOAD": os.environ["FA_PRELOAD"], "ASAN_OPTIONS": "detect_leaks=0"}
                                                          if os.environ.get("FA_PRELOAD") else {}))
        self.assertIn("2.06", out)

    def test_the_curl_example(self):
        server = subprocess.Popen([str(self.prefix / "bin" / "finanalyst"), "serve", "--demo", "--port", "0"], env=self.settings, cwd=self.work,
                                  stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        try:
            port = re.search(r":(\d+)$", server.stdout.readline().strip()).group(1)
            text = block("sh", "curl")
            self.assertIn(":8000/", text)
            out = self.run_it("sh", "-ec", text.replace(":8000/", f":{port}/"))
            self.assertIn('"value":"2.06"', out)
        finally:
            server.terminate()
            server.wait(60)
            server.stdout.close()


if __name__ == "__main__":
    unittest.main()
