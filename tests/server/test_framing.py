"""Messages that can be read in two ways, on many routes and at any place of a head: none is answered as if it were well formed, and
each connection ends within its time, so that nothing behind it is parsed."""
import itertools
import re
import time
import unittest

from program import ServerCase

# Fields that make it doubtful where a message ends.
LENGTHS = ["Content-Length: 5\r\nContent-Length: 6", "Content-Length: 5\r\nContent-Length: 5", "Content-Length: 5, 5", "Content-Length: +5",
           "Content-Length: -5", "Content-Length: 5.0", "Content-Length: 0x5", "Content-Length: 5 5", "Content-Length: five", "Content-Length:",
           "Content-Length: 184467440737095516160", "Content-Length: 5;", "Content-Length: \"5\"", "Content-Length : 5", "Content_Length: 5",
           "Content-Length: 5\x00", "Content-Length: \x0b5", "Content-Length\x00: 5", "Content-Length: 5\r\n 6", "Content-Length: 5\rX: y",
           "Content-Length: 5\nX: y", "\tContent-Length: 5", " Content-Length: 5", "Content-Length: 5\r\nTransfer-Encoding: chunked"]
CODINGS = ["xchunked", "chunkedx", "chunked, chunked", "gzip, chunked", "chunked, gzip", "gzip", "identity", "identity, chunked", "chunked, identity",
           "chunked;q=1", "\"chunked\"", "", ",", ", chunked", "chunked,", "chun ked", "\x0bchunked", "chunked\x0b", "\x00chunked", "chunked\x00",
           "chunked\r\n x", "\r\n chunked", "\n chunked", "chunked\nX: y", "chunked\rX: y", "trailers", "chunked\r\nTransfer-Encoding: chunked",
           "chunked\r\nTransfer-Encoding: x", "x\r\nTransfer-Encoding: chunked", "chunked\r\nContent-Length: 5"]
NAMES = ["Transfer-Encoding : chunked", "Transfer_Encoding: chunked", " Transfer-Encoding: chunked", "\tTransfer-Encoding: chunked",
         "Transfer-Encoding\t: chunked", "Transfer-Encoding\x00: chunked", "Transfer-Encoding\r\n: chunked", "X: a\nTransfer-Encoding: chunked",
         "X: a\rTransfer-Encoding: chunked", "X: a\r\n Transfer-Encoding: chunked", "X\x00Y: a", "X Y: a", "X(Y): a", "X@Y: a", ": a", "X", "X\x7f: a",
         "X: \x00", "X: \x01", "X: \x7f", "X: \x08a", "Host: elsewhere.example.com", "Host:", "Host : x"]
ROUTES = ["GET /health", "GET /api/v1/users/me", "POST /api/v1/ask", "POST /api/v1/documents?name=a.csv", "PUT /api/v1/objects/a",
          "DELETE /api/v1/objects/a", "POST /token", "GET /api/v1/admin/users", "POST /documents", "GET /nothing"]
BODIES = ["5\r\nhello\r\n0\r\n\r\n", "hello"]
BEHIND = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n"


class Framing(ServerCase):
    settings = {f"RATE_LIMIT_{name}": "6000000:600000" for name in ("DEFAULT", "AUTH", "UPLOAD", "ASK")}

    def refused(self, data, seconds=15):
        began = time.monotonic()
        got, closed = self.server.raw(data.encode("latin-1"), seconds)
        self.assertTrue(closed, got)
        self.assertLess(time.monotonic() - began, seconds)
        self.assertRegex(got, rb"^HTTP/1\.1 [45]\d\d ")
        self.assertEqual(len(re.findall(rb"HTTP/1\.1 \d\d\d ", got)), 1, got)

    def test_fields_that_make_it_doubtful_where_a_message_ends(self):
        turns, sent = itertools.count(), 0
        for field in [*LENGTHS, *("Transfer-Encoding: " + coding for coding in CODINGS), *NAMES]:
            for route in ROUTES:
                known = [f"Host: {self.server.host}", f"Authorization: Bearer {self.server.token}", "Accept: */*"]
                turn = next(turns)
                known.insert(turn % 4, field)
                data = "\r\n".join([route + " HTTP/1.1", *known, "", ""]) + BODIES[turn % 2] + BEHIND
                with self.subTest(field=field, route=route, at=turn % 4):
                    self.refused(data)
                    sent += 1
        self.assertGreater(sent, 700)
        time.sleep(0.5)  # lines are written a few times a second
        self.assertNotIn("/smuggled", self.server.log_path.read_text())
        self.assertEqual(self.server.get("/api/v1/documents").json["items"], [])
        self.assertEqual(self.server.get("/api/v1/objects").json["items"], [])

    def test_a_message_that_follows_a_good_one(self):
        """What is doubtful is so behind any number of messages that are not."""
        good = f"GET /health HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n"
        for field in [*LENGTHS[::3], *NAMES[::3]]:
            with self.subTest(field=field):
                data = good * 3 + f"GET /health HTTP/1.1\r\nHost: {self.server.host}\r\n{field}\r\n\r\n{BEHIND}"
                got, closed = self.server.raw(data.encode("latin-1"), 15)
                self.assertTrue(closed)
                self.assertEqual(re.findall(rb"HTTP/1\.1 (\d)\d\d ", got), [b"2", b"2", b"2", b"4"], got)


if __name__ == "__main__":
    unittest.main()
