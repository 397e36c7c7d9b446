"""For the tests of the command line: running the program, and its exit codes."""
import subprocess
import unittest

from program import PROGRAM, SANITIZER, Folder, environment

DONE, REFUSED, USAGE, DOCUMENT, NOT_FOUND, UNAVAILABLE, INTERRUPTED = 0, 1, 2, 3, 4, 5, 130


class Case(unittest.TestCase):
    """Each test has a folder of its own."""

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
