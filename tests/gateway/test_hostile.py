"""Replies that no client may get to see as they are: framing that can be read in two ways, heads that are none, ends that come too
early. And requests that must not reach any upstream."""
import json
import socket
import time
import unittest

from gateway_case import GatewayCase

OK = b"HTTP/1.1 200 OK\r\n"


class Hostile(GatewayCase):
    def answer_to(self, said, **more):
        """What a client gets where the upstream says this."""
        up = self.script(lambda *_: said, **more)
        g = self.before(up.url)
        return g.raw(f"GET /api/x HTTP/1.1\r\nHost: {g.host}\r\nConnection: close\r\n\r\n".encode(), 5)

    def test_replies_that_are_none_are_told_as_a_bad_gateway(self):
        for said in (b"", b"HTTP/1.1 200", b"hello\r\n\r\n", b"HTTP/2 200 OK\r\n\r\n", b"HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n",
                     b"HTTP/1.1 099 OK\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 600 OK\r\nContent-Length: 0\r\n\r\n",
                     b"HTTP/1.1 200OK\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1  200 OK\r\nContent-Length: 0\r\n\r\n",
                     b"HTTP/1.1 101 Switching\r\nUpgrade: x\r\n\r\n", b"ICY 200 OK\r\nContent-Length: 0\r\n\r\n",
                     b"HTTP/1.12 200 OK\r\nContent-Length: 0\r\n\r\n", b" HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
                     b"\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", b"HTTP/1.1 200 O\x01K\r\nContent-Length: 0\r\n\r\n",
                     b"HTTP/1.1 100 Continue\r\n\r\n"):
            with self.subTest(said=said):
                self.is_bad_gateway(self.answer_to(said))

    def is_bad_gateway(self, got):
        head, _, body = got.partition(b"\r\n\r\n")
        self.assertTrue(head.startswith(b"HTTP/1.1 502 Bad Gateway\r\n"), got[:200])
        self.assertEqual(json.loads(body)["code"], "bad_upstream")
        self.assertIn(b"retry-after", head.lower())

    def test_framing_that_can_be_read_in_two_ways(self):
        body = b"\r\n\r\nabcde"
        for fields in (b"Content-Length: 5\r\nContent-Length: 5", b"Content-Length: 5\r\nContent-Length: 3", b"Content-Length: +5",
                       b"Content-Length: 5, 5", b"Content-Length: 0x5", b"Content-Length: -1", b"Content-Length: ",
                       b"Content-Length: 99999999999999999999", b"Content-Length: 5\r\nTransfer-Encoding: chunked",
                       b"Transfer-Encoding: gzip, chunked", b"Transfer-Encoding: identity", b"Transfer-Encoding: xchunked",
                       b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked", b"Content-Length : 5", b" Content-Length: 5",
                       b"X: a\r\n Content-Length: 5", b"Content-Length: 5\nX: y", b"Content-Length: 5\rX: y", b"Content-Length: 5\0",
                       b"X-A: b\0c\r\nContent-Length: 5", b"X-A: b\x0bc\r\nContent-Length: 5", b"No colon\r\nContent-Length: 5",
                       b"X(y): z\r\nContent-Length: 5", b": z\r\nContent-Length: 5", b"X-Nothing: here"):
            with self.subTest(fields=fields):
                self.is_bad_gateway(self.answer_to(OK + fields + body))

    def test_heads_that_are_too_long(self):
        self.is_bad_gateway(self.answer_to(OK + b"X: " + b"a" * 40000 + b"\r\nContent-Length: 0\r\n\r\n"))
        self.is_bad_gateway(self.answer_to(OK + b"X: a\r\n" * 101 + b"Content-Length: 0\r\n\r\n"))
        self.is_bad_gateway(self.answer_to(b"HTTP/1.1 100 Continue\r\n\r\n" * 5000 + b"HTTP/1.1 200", hold=False))

    def test_interim_replies_are_passed_over(self):
        got = self.answer_to(b"HTTP/1.1 103 Early\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n" + OK + b"Content-Length: 2\r\n\r\nhi")
        self.assertTrue(got.startswith(b"HTTP/1.1 200 OK\r\n"), got)
        self.assertTrue(got.endswith(b"\r\n\r\nhi"))
        self.assertNotIn(b"Link", got)

    def test_bodies_that_break_off_do_not_look_whole(self):
        got = self.answer_to(OK + b"Content-Length: 10\r\n\r\nabc")
        self.assertIn(b"Content-Length: 10", got)
        self.assertTrue(got.endswith(b"\r\n\r\nabc"))
        for said in (b"3\r\nabc\r\n", b"3\r\nabc\r\n0\r\n", b"3\r\nabcX", b"3;x=y\r\nabc\r\n0\r\n\r\n", b"zz\r\n", b"3\nabc\n0\n\n",
                     b"ffffffffffffffffff\r\nabc", b"3\r\nabc\r\n-1\r\n\r\n"):
            with self.subTest(said=said):
                got = self.answer_to(OK + b"Transfer-Encoding: chunked\r\n\r\n" + said)
                self.assertTrue(got.startswith(OK), got)
                self.assertFalse(got.endswith(b"0\r\n\r\n"), got)

    def test_chunks_are_written_anew(self):
        got = self.answer_to(OK + b"Transfer-Encoding: chunked\r\n\r\n003\r\nabc\r\n0\r\nX-Trailer: 1\r\n\r\n")
        self.assertTrue(got.endswith(b"\r\n\r\n3\r\nabc\r\n0\r\n\r\n"), got)

    def test_what_comes_behind_a_reply_is_never_taken_for_the_next(self):
        poisoned = OK + b"Content-Length: 2\r\n\r\nhi" + OK + b"Content-Length: 6\r\n\r\npoison"
        up = self.script(lambda *_: poisoned, hold=True)
        g = self.before(up.url)
        for _ in range(10):
            self.assertEqual(g.get("/api/x").body, b"hi")
        self.assertEqual(up.count, 10)
        for first in (b"HTTP/1.1 204 No Content\r\n\r\n", b"HTTP/1.1 304 Not Modified\r\nContent-Length: 0\r\n\r\n"):
            up = self.script(lambda *_, f=first: f + b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\npoison", hold=True)
            g = self.before(up.url)
            for _ in range(5):
                self.assertNotIn(b"poison", g.get("/api/x").body)

    def test_a_head_reply_with_a_body_poisons_nothing(self):
        up = self.script(lambda *_: OK + b"Content-Length: 6\r\n\r\npoison", hold=True)
        g = self.before(up.url)
        for _ in range(5):
            self.assertEqual(g.ask("HEAD", "/api/x").body, b"")
            self.assertEqual(g.get("/api/x").body, b"poison")

    def test_an_upstream_cannot_set_what_is_the_gateways(self):
        got = self.answer_to(OK + b"X-Request-ID: theirs\r\nAccess-Control-Allow-Origin: *\r\nConnection: keep-alive, X-Hop\r\n"
                             b"Keep-Alive: timeout=5\r\nContent-Length: 0\r\nX-FA-Identity: 1\r\n\r\n")
        for word in (b"theirs", b"Access-Control", b"Keep-Alive", b"X-FA-Identity"):
            self.assertNotIn(word, got)

    def test_malformed_requests_reach_no_upstream(self):
        up = self.echo()
        g = self.before(up.url)
        host = f"Host: {g.host}\r\n"
        for data in ("GET /api/x HTTP/1.1\r\n\r\n", f"GET /api/x HTTP/1.1\r\n{host}{host}\r\n", f"GET /api/../x HTTP/1.1\r\n{host}\r\n",
                     f"GET /api//x HTTP/1.1\r\n{host}\r\n", f"GET /api/%2e%2e/x HTTP/1.1\r\n{host}\r\n",
                     f"POST /api/x HTTP/1.1\r\n{host}Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                     f"POST /api/x HTTP/1.1\r\n{host}Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                     f"POST /api/x HTTP/1.1\r\n{host}Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
                     f"GET /api/x HTTP/1.1\r\n{host}X_User_Id: 1\r\n\r\n", f"GET /api/x HTTP/1.1\r\n{host}!user: root\r\n\r\n",
                     "GET /api/x HTTP/1.1\r\nHost: evil.example\r\n\r\n", f"CONNECT {g.host} HTTP/1.1\r\n{host}\r\n",
                     f"TRACE /api/x HTTP/1.1\r\n{host}\r\n", f"GET /api/x HTTP/1.1\r\n{host}Expect: the-worst\r\n\r\n", "\0\0\0\0\r\n\r\n"):
            with self.subTest(data=data):
                got = g.raw(data.encode() + f"GET /api/smuggled HTTP/1.1\r\n{host}\r\n".encode())
                status = int(got.split(b" ")[1])
                self.assertTrue(400 <= status < 600, got)
                self.assertEqual(got.count(b"HTTP/1.1 "), 1)
                self.assertEqual(json.loads(got.partition(b"\r\n\r\n")[2])["status"], status)
                self.assertIn(b"connection: close", got.lower())
        self.assertEqual(up.asked("/api/smuggled"), [])
        self.assertEqual([r for r in up.seen if r["path"] != "/api/x"], [])

    def test_a_body_that_breaks_off_is_not_whole_upstream(self):
        up = self.script(lambda *_: None)
        g = self.before(up.url)
        with socket.create_connection(("127.0.0.1", g.port)) as s:
            s.sendall(f"POST /api/x HTTP/1.1\r\nHost: {g.host}\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n".encode())
            time.sleep(0.2)
            s.shutdown(socket.SHUT_WR)
            s.settimeout(3)
            self.assertTrue(s.recv(1000).split(b" ")[1] in (b"400", b"502"))


if __name__ == "__main__":
    unittest.main()
