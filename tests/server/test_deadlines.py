"""Slow clients and many of them: deadlines are absolute, and nobody else waits."""
import socket
import threading
import time
import unittest

from program import ServerCase, read_all


class Deadlines(ServerCase):
    settings = {"FINANALYST_MAX_CONNECTIONS": "512"}

    def connect(self):
        s = socket.create_connection(("127.0.0.1", self.server.port))
        self.addCleanup(s.close)
        return s

    def drip(self, s, first, until, result):
        """Sends first, then a byte every half second until the server answers or closes; result gets (seconds, answer)."""
        start = time.monotonic()
        s.settimeout(0.5)
        got = b""
        try:
            s.sendall(first)
            while time.monotonic() - start < until:
                try:
                    piece = s.recv(65536)
                    got += piece
                    if not piece or b"\r\n\r\n" in got:
                        break
                except (TimeoutError, socket.timeout):
                    s.sendall(b"x")
        except OSError:
            pass
        result.append((time.monotonic() - start, got))

    def test_slow_clients_are_cut_at_their_deadline(self):
        """All at once, as each of them takes long: in the head 10 s, in a body 30 s and a second for each 32 KiB."""
        length = 3 * 32768
        cases = {"silent": (b"", 10, b""),
                 "head": (f"GET /health HTTP/1.1\r\nHost: {self.server.host}\r\nX-Slow: ".encode(), 10, b"HTTP/1.1 408 "),
                 "body": (self.server.head("POST /api/v1/documents?name=a HTTP/1.1", f"Content-Length: {length}"), 33, b"HTTP/1.1 408 "),
                 "second head": (self.server.head("GET /health HTTP/1.1") + b"GET /", 10, b"HTTP/1.1 200 ")}
        results, threads = {}, []
        for name, (first, _, _) in cases.items():
            results[name] = []
            s = self.connect()
            if name == "silent":
                def wait(s=s, out=results[name]):
                    start = time.monotonic()
                    s.settimeout(20)
                    got, _ = read_all(s)
                    out.append((time.monotonic() - start, got))
                threads.append(threading.Thread(target=wait))
            elif name == "second head":
                def drip_on(s=s, first=first, out=results[name]):
                    start = time.monotonic()
                    s.settimeout(20)
                    s.sendall(first)
                    got, _ = read_all(s)
                    out.append((time.monotonic() - start, got))
                threads.append(threading.Thread(target=drip_on))
            else:
                threads.append(threading.Thread(target=self.drip, args=(s, first, 45, results[name])))
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        for name, (_, seconds, begins) in cases.items():
            with self.subTest(client=name):
                took, got = results[name][0]
                self.assertGreater(took, seconds - 1)
                self.assertLess(took, seconds + 4)
                self.assertTrue(got.startswith(begins), got[:200])
        self.assertIn(b"HTTP/1.1 408 ", results["second head"][0][1])

    def test_slow_clients_make_nobody_wait(self):
        held = []
        for i in range(300):
            s = self.connect()
            s.sendall(b"GET /health HTTP/1.1\r\n" if i % 2 else
                      self.server.head("POST /api/v1/ask HTTP/1.1", "Content-Length: 1000") + b'{"question":')
            held.append(s)
        times = []
        for _ in range(100):
            start = time.monotonic()
            self.assertEqual(self.server.get("/health").status, 200)
            times.append(time.monotonic() - start)
        for s in held:
            s.close()
        self.assertLess(sorted(times)[98], 1.0)

    def test_one_connection_too_many_is_told_to_come_again(self):
        held = [self.connect() for _ in range(512)]
        end = time.monotonic() + 5
        while True:
            got, closed = self.server.raw(self.server.head("GET /health HTTP/1.1"), 5)
            if got.startswith(b"HTTP/1.1 503 ") or time.monotonic() > end:
                break
        self.assertTrue(closed)
        self.assertRegex(got, rb"^HTTP/1\.1 503 ")
        self.assertIn(b"\r\nRetry-After: ", got)
        self.assertIn(b"application/problem+json", got)
        for s in held:
            s.close()
        end = time.monotonic() + 10
        while self.server.get("/health").status != 200:
            self.assertLess(time.monotonic(), end)

    def test_a_client_that_goes_away_harms_nobody(self):
        for _ in range(50):
            s = self.connect()
            s.sendall(self.server.head("GET /api/v1/documents HTTP/1.1") * 20)
            s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")
            s.close()
        self.assertEqual(self.server.get("/health").status, 200)


if __name__ == "__main__":
    unittest.main()
