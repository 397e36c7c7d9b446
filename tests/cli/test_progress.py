"""How a reading is shown, interrupted and taken over."""
import fcntl
import json
import os
import pty
import re
import select
import signal
import struct
import subprocess
import termios
import time
import unittest

from cli_case import DONE, INTERRUPTED, Case
from program import HTML, PDF, PROGRAM, SLOW_READER, environment


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
        code, text = self.on_terminal("ingest", PDF, stop=b"] reading", FINANALYST_READER=SLOW_READER)
        self.assertEqual(code, INTERRUPTED, text)
        self.assertIn("interrupted", text)
        self.assertEqual(self.run_it("ingest", PDF).returncode, DONE)

    def test_a_reading_that_another_process_died_of_is_taken_over(self):
        first = subprocess.Popen([PROGRAM, "ingest", PDF], stderr=subprocess.DEVNULL,
                                 env=environment(self.folder, FINANALYST_READER=SLOW_READER))
        end = time.monotonic() + 20
        while "reading" not in self.run_it("documents").out:
            self.assertLess(time.monotonic(), end)
        first.send_signal(signal.SIGKILL)
        first.wait()
        self.assertEqual(self.run_it("ingest", PDF, timeout=60).returncode, DONE)


if __name__ == "__main__":
    unittest.main()
