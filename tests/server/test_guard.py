"""What is refused before any handler sees it: framing that could be read in two ways, other sites, hostile paths. After a refusal
the connection is closed, so that nothing behind it is ever parsed."""
import json
import random
import re
import time
import unittest

from program import ServerCase

SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"


class Guard(ServerCase):
    def status(self, data, wait=5.0):
        got, closed = self.server.raw(data, wait)
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", got)
        return int(found.group(1)) if found else None, got, closed

    def is_refused(self, data, status=None):
        """Refused with a problem document, and the connection is closed; what stands behind it is not parsed."""
        got_status, got, closed = self.status(data + SMUGGLED)
        self.assertTrue(closed, got)
        self.assertIsNotNone(got_status, got)
        self.assertTrue(400 <= got_status < 600, got)
        if status is not None:
            self.assertEqual(got_status, status, got)
        head, _, body = got.partition(b"\r\n\r\n")
        self.assertIn(b"connection: close", head.lower())
        self.assertEqual(json.loads(body)["status"], got_status)
        self.assertNotIn("/smuggled", [line.get("path") for line in self.server.lines()[-2:]])

    def head(self, *fields, line="GET /health HTTP/1.1", host=True):
        own = [f"Host: {self.server.host}"] if host else []
        own.append(f"Authorization: Bearer {self.server.token}")
        return "\r\n".join([line, *own, *fields, "", ""]).encode("latin-1")

    def test_what_is_well_formed_is_served(self):
        for data in (self.head(), self.head(line="GET /health HTTP/1.0"), self.head(line="GET /health HTTP/1.0", host=False),
                     self.head(line=f"GET http://{self.server.host}/health HTTP/1.1"), b"\r\n" + self.head(),
                     self.head("Content-Length: 0"), self.head("X-Empty:"), self.head("X-Spaced: \t a b\t "),
                     self.head(f"Origin: http://{self.server.host}"), self.head("Sec-Fetch-Site: same-origin"),
                     self.head("Accept: a", "Accept: b"), self.head("X-A: " + "a" * 8000), self.head(line="GET /%68ealth HTTP/1.1"),
                     self.head(line="HEAD /health HTTP/1.1"), self.head("Connection: close"), self.head("Upgrade: h2c")):
            with self.subTest(data=data[:100]):
                status, got, _ = self.status(data, 0.3)
                self.assertEqual(status, 200, got)
        for name in ("localhost", "LOCALHOST", f"localhost:{self.server.port}", "127.0.0.1", f"[::1]:{self.server.port}"):
            with self.subTest(host=name):
                self.assertEqual(self.status(self.head(f"Host: {name}", host=False), 0.3)[0], 200)

    def test_framing_that_can_be_read_in_two_ways(self):
        post = "POST /api/v1/ask HTTP/1.1"
        for fields in (["Content-Length: 5", "Content-Length: 6"], ["Content-Length: 5", "Content-Length: 5"],
                       ["Content-Length: 5, 5"], ["Content-Length: +5"], ["Content-Length: -5"], ["Content-Length: 0x5"],
                       ["Content-Length: 5 5"], ["Content-Length: "], ["Content-Length: 99999999999999999999"],
                       ["Content-Length: 5", "Transfer-Encoding: chunked"], ["Transfer-Encoding: chunked", "Content-Length: 5"],
                       ["Transfer-Encoding: xchunked"], ["Transfer-Encoding: chunked, chunked"], ["Transfer-Encoding: gzip, chunked"],
                       ["Transfer-Encoding: chunked", "Transfer-Encoding: chunked"], ["Transfer-Encoding: identity"],
                       ["Transfer-Encoding: chunked;q=1"], ["Transfer-Encoding: \"chunked\""], ["Transfer-Encoding:"],
                       ["Transfer-Encoding : chunked"], [" Transfer-Encoding: chunked"], ["Transfer_Encoding: chunked"],
                       ["Transfer-Encoding: chunked\x0b"], ["Transfer-Encoding\t: chunked"], ["X: a\r\n Transfer-Encoding: chunked"],
                       ["Content-Length: 5\r\n\t6"], ["Content_Length: 5"]):
            with self.subTest(fields=fields):
                self.is_refused(self.head(*fields, line=post) + b"0\r\n\r\n", 400)
        self.is_refused(self.head("Transfer-Encoding: chunked", line="POST /api/v1/ask HTTP/1.0") + b"0\r\n\r\n", 400)

    def test_chunks_that_are_malformed(self):
        head = self.head("Transfer-Encoding: chunked", line="POST /api/v1/ask HTTP/1.1")
        for body in (b"5;x=y\r\nhello\r\n0\r\n\r\n", b"5\nhello\n0\n\n", b"0x5\r\nhello\r\n0\r\n\r\n", b" 5\r\nhello\r\n0\r\n\r\n",
                     b"5 \r\nhello\r\n0\r\n\r\n", b"5\r\nhelloX\r\n0\r\n\r\n", b"5\r\nhello0\r\n\r\n", b"\r\nhello\r\n0\r\n\r\n",
                     b"ffffffffffffffffff\r\nhello", b"-5\r\nhello\r\n0\r\n\r\n", b"g\r\n", b"5\r\nhello\r\r\n0\r\n\r\n",
                     b"0\r\nX: a\nY: b\r\n\r\n", b"0\r\nX: \x00\r\n\r\n", b"0\r\n" + b"X: " + b"a" * 9000 + b"\r\n\r\n"):
            with self.subTest(body=body[:40]):
                self.is_refused(head + body, 400)

    def test_chunks_in_any_pieces_are_one_body(self):
        text = b'{"question":"What was revenue?"}'
        head = self.head("Transfer-Encoding: chunked", line="POST /api/v1/ask HTTP/1.1")
        for size in (1, 2, 7, 100):
            body = b"".join(b"%X\r\n%s\r\n" % (len(text[i:i + size]), text[i:i + size]) for i in range(0, len(text), size))
            with self.subTest(size=size):
                self.assertEqual(self.status(head + body + b"0\r\nTrailer: dropped\r\n\r\n", 0.5)[0], 200)
        self.assertEqual(self.status(head + b"000\r\n\r\n", 0.5)[0], 422)

    def test_hosts_that_are_not_this_machine(self):
        for host, status in (("example.com", 421), ("127.0.0.1.example.com", 421), (f"example.com:{self.server.port}", 421), ("", 421),
                             (f"127.0.0.1:{self.server.port + 1}", 421), ("127.0.0.1:", 421), ("localhost:http", 421), ("127.1", 421),
                             (f"user@127.0.0.1:{self.server.port}", 421), (f"{self.server.host}/x", 421), ("0.0.0.0", 421),
                             (f"{self.server.host}, example.com", 421), (f"{self.server.host} x", 421)):
            with self.subTest(host=host):
                self.is_refused(self.head(f"Host: {host}", host=False), status)
        self.is_refused(self.head(host=False), 400)
        self.is_refused(self.head(f"Host: {self.server.host}"), 400)
        self.is_refused(self.head("Host: example.com"), 400)
        self.is_refused(self.head(line="GET http://example.com/health HTTP/1.1"), 421)

    def test_requests_from_other_sites(self):
        for field in ("Origin: https://example.com", "Origin: null", "Origin: http://127.0.0.1:1", f"Origin: https://{self.server.host}",
                      f"Origin: http://{self.server.host}.example.com", "Origin: ", "Sec-Fetch-Site: cross-site"):
            with self.subTest(field=field):
                self.is_refused(self.head(field), 403)

    def test_request_lines_that_are_none(self):
        for line in ("GET /health", "GET  /health HTTP/1.1", "GET /health  HTTP/1.1", " GET /health HTTP/1.1", "GET /health HTTP/1.1 ",
                     "GET\t/health\tHTTP/1.1", "/health HTTP/1.1", "GET HTTP/1.1", "GET /health http/1.1", "GET /health HTTP/1.2",
                     "GET /health HTTP/1", "GET /health HTTP/11", "GET /health HTTP/ 1.1", "GET /health XTTP/1.1", "G(T /health HTTP/1.1",
                     "!refuse / HTTP/1.1", "GET health HTTP/1.1", "GET * HTTP/1.1", "OPTIONS * HTTP/1.1", "GET ftp://x/ HTTP/1.1"):
            with self.subTest(line=line):
                self.is_refused(self.head(line=line), 400)
        self.is_refused(self.head(line="GET /health HTTP/2.0"), 505)
        self.is_refused(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", 505)
        self.is_refused(b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 400)

    def test_methods(self):
        for method in ("TRACE", "CONNECT", "A" * 40):
            with self.subTest(method=method):
                self.is_refused(self.head(line=f"{method} /health HTTP/1.1"), 501)
        for method in ("POST", "PUT", "DELETE", "PATCH", "OPTIONS", "BREW", "get"):
            reply = self.server.ask(method, "/health")
            with self.subTest(method=method):
                self.is_problem(reply, 405, "method_not_allowed")
                self.assertEqual(reply.headers["Allow"], "GET, HEAD")
        self.assertEqual(self.server.ask("DELETE", "/api/v1/documents").headers["Allow"], "POST, PUT, GET, HEAD")
        self.is_problem(self.server.get("/api/v1/nothing"), 404, "not_found")

    def test_paths_that_are_not_in_their_simplest_form(self):
        for path in ("/../health", "/a/../health", "/./health", "/a/.", "/a/..", "//health", "/a//b", "/%2e%2e/health", "/a/%2E./b",
                     "/health%00", "/%00", "/a\\b", "/a%5cb", "/a%2fb", "/%c0%ae%c0%ae/health", "/%ff", "/%e0%80%af", "/%ed%a0%80",
                     "/%", "/%4", "/%zz", "/%u002e", "/a b", "/a\tb", "/caf\xe9", "/a#b", "/a\"b", "/<b>", "/{b}", "/a|b", "/a^b",
                     "/a%0d%0aX:%20y", "/a%7fb", "/..;/health", "/.;x/health", "/a?x=%00", "/a?x=%0a", "/a?x=%ff", "/a?x=%",
                     "/a?x=a b", "/a?x=1&x=2", "/a?x&x", "/a?x=1&y=2&%78=3", "/a?=1&=2"):
            with self.subTest(path=path):
                self.is_refused(self.head(line=f"GET {path} HTTP/1.1"), 400)
        for path in ("/a%2525", "/%252e%252e/health", "/...", "/a/..b", "/~a;b=c,d", "/caf%C3%A9", "/a?x=/../%5C&y=..%2F", "/a?&&x=1&"):
            with self.subTest(path=path):
                self.assertEqual(self.status(self.head(line=f"GET {path} HTTP/1.1"))[0], 404)

    def test_headers_that_are_malformed(self):
        for field in ("No colon", ": no name", "Na me: x", "Name : x", "Näme: x", "Na(me: x", "Name: a\x00b", "Name: a\x01b",
                      "Name: a\x7fb", "Name: caf\xe9", "Under_score: x", "_x: y", "!status: 200", "!length: 1", "Name: a\r\n folded"):
            with self.subTest(field=field):
                self.is_refused(self.head(field), 400)
        for data in (b"GET /health HTTP/1.1\nHost: x\n\n", b"GET /health HTTP/1.1\r\nHost: x\n\r\n", b"GET /health HTTP/1.1\r\nA: b\rc\r\n\r\n",
                     b"GET /health HTTP/1.1\r\n\x00\r\n\r\n"):
            with self.subTest(data=data):
                self.is_refused(data, 400)
        for name in ("Content-Type", "Range", "Authorization", "Last-Event-ID", "Origin", "X-Request-ID", "Expect"):
            with self.subTest(twice=name):
                self.is_refused(self.head(f"{name}: a", f"{name}: a"), 400)
        self.is_refused(self.head("Expect: a-miracle"), 417)

    def test_heads_that_are_too_long(self):
        self.is_refused(self.head(line="GET /" + "a" * 9000 + " HTTP/1.1"), 414)
        self.is_refused(b"GET /" + b"a" * 40000, 414)
        self.is_refused(self.head("X: " + "a" * 40000), 431)
        self.is_refused(self.head(*[f"X-{i}: a" for i in range(70)]), 431)

    def test_bodies_that_are_too_long_are_refused_before_they_come(self):
        post = "POST /api/v1/ask HTTP/1.1"
        self.is_refused(self.head("Content-Length: 2000000", line=post), 413)
        self.is_refused(self.head("Content-Length: 999999999999", line="POST /api/v1/documents?name=x HTTP/1.1"), 413)
        chunk = b"10000\r\n" + b" " * 65536 + b"\r\n"
        status, got, closed = self.status(self.head("Transfer-Encoding: chunked", line=post) + chunk * 17 + b"0\r\n\r\n", 10)
        self.assertEqual((status, closed), (413, True), got)
        self.is_refused(self.head("Content-Length: 3") + b"abc", 422)

    def test_a_body_that_breaks_off_is_no_request(self):
        before = len(self.server.get("/api/v1/documents").json["items"])
        for fields, body in ((["Content-Length: 1000"], b"%PDF-1.4 half"), (["Transfer-Encoding: chunked"], b"ff\r\n%PDF-1.4 half")):
            got, closed = self.server.raw(self.head(*fields, line="POST /api/v1/documents?name=half.pdf HTTP/1.1") + body, 5, shut=True)
            self.assertTrue(closed)
            self.assertRegex(got, rb"^HTTP/1\.1 400 ")
        self.assertEqual(len(self.server.get("/api/v1/documents").json["items"]), before)

    def test_many_requests_on_one_connection(self):
        got, closed = self.server.raw(self.head() * 50 + self.head("Connection: close"), 10)
        self.assertTrue(closed)
        self.assertEqual(got.count(b"HTTP/1.1 200 "), 51)
        got, closed = self.server.raw(self.head() * 3 + b"junk\r\n\r\n" + self.head() * 3, 10)
        self.assertTrue(closed)
        self.assertEqual((got.count(b"HTTP/1.1 200 "), got.count(b"HTTP/1.1 400 ")), (3, 1))

    def test_half_a_connection_still_gets_its_reply(self):
        got, closed = self.server.raw(self.head(), 5, shut=True)
        self.assertTrue(closed)
        self.assertRegex(got, rb"^HTTP/1\.1 200 ")

    def test_an_expected_continue(self):
        got, _ = self.server.raw(self.head("Expect: 100-continue", "Content-Length: 2", line="POST /api/v1/ask HTTP/1.1"), 1)
        self.assertEqual(got, b"HTTP/1.1 100 Continue\r\n\r\n")
        got, _ = self.server.raw(self.head("Expect: 100-continue", "Content-Length: 9999999", line="POST /api/v1/ask HTTP/1.1"), 2)
        self.assertRegex(got, rb"^HTTP/1\.1 413 ")

    def test_random_bytes_never_stop_the_server(self):
        pick = random.Random(20251231)
        seeds = [self.head(), self.head("Transfer-Encoding: chunked", line="POST /api/v1/ask HTTP/1.1") + b"5\r\nhello\r\n0\r\n\r\n",
                 self.head("Content-Length: 5", line="POST /api/v1/documents?name=a HTTP/1.1") + b"hello"]
        for _ in range(400):
            data = bytearray(pick.choice(seeds))
            for _ in range(pick.randint(1, 6)):
                at = pick.randrange(len(data))
                pick.choice((lambda: data.__setitem__(at, pick.randrange(256)), lambda: data.insert(at, pick.choice(b"\r\n \t\x00:;%")),
                             lambda: data.__delitem__(slice(at, at + pick.randint(1, 8)))))()
                if not data:
                    data = bytearray(b"\r\n")
            self.server.raw(bytes(data), 2, shut=True)
        self.assertEqual(self.server.get("/health").status, 200)

    def test_every_reply_has_an_id_and_the_log_one_line_each(self):
        reply = self.server.get("/health?token=secret", X_Request_ID="my-id_1", X_API_Key="hidden")
        self.assertEqual(reply.headers["X-Request-ID"], "my-id_1")
        for strange in ("a b", "x" * 50, "<script>", "a\"b"):
            self.assertNotEqual(self.server.get("/health", X_Request_ID=strange).headers["X-Request-ID"], strange)
        time.sleep(0.5)  # lines are written a few times a second
        mine = [line for line in self.server.lines() if line["request_id"] == "my-id_1"]
        self.assertEqual(len(mine), 1)
        self.assertEqual(set(mine[0]), {"time", "level", "service", "event", "request_id", "trace_id", "user", "address", "method", "path", "route", "upstream", "instance", "attempts",
                                        "status", "bytes", "micros"})
        self.assertEqual((mine[0]["method"], mine[0]["path"], mine[0]["route"], mine[0]["status"]), ("GET", "/health", "/health", 200))
        text = self.server.log_path.read_text()
        self.assertNotIn("secret", text)
        self.assertNotIn("hidden", text)


if __name__ == "__main__":
    unittest.main()
