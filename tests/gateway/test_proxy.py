"""What the gateway does with requests and replies that are as they should be."""
import json
import socket
import threading
import time
import unittest

from gateway_case import GatewayCase


class Proxy(GatewayCase):
    def test_a_request_goes_up_and_its_reply_comes_down(self):
        up = self.echo()
        g = self.before(up.url)
        r = g.ask("POST", "/api/thing?a=1&b=2", b"hello", Content_Type="text/plain", X_Mine="7")
        self.assertEqual(r.status, 200)
        self.assertEqual((r.json["method"], r.json["path"], r.json["query"], r.json["text"]), ("POST", "/api/thing", "a=1&b=2", "hello"))
        self.assertEqual(r.seen["host"], f"127.0.0.1:{up.port}")
        self.assertEqual((r.seen["x-mine"], r.seen["content-type"]), ("7", "text/plain"))
        self.assertEqual(r.headers["X-Request-ID"], r.seen["x-request-id"])
        self.assertLessEqual(int(r.seen["x-fa-budget-ms"]), 120000)

    def test_what_the_upstream_says_about_itself_stays_inside(self):
        r = self.before(self.echo().url).get("/api/x")
        for name in ("Server", "X-Powered-By", "X-User-Id", "Access-Control-Allow-Origin"):
            self.assertNotIn(name, r.headers)

    def test_claims_from_outside_are_stripped(self):
        g = self.before(self.echo().url)
        r = g.ask("GET", "/api/x", None, X_User_Id="1", X_FA_Identity="me", X_Forwarded_For="1.2.3.4", Forwarded="for=1", X_Real_IP="1",
                  X_HTTP_Method_Override="DELETE", X_Auth_User="1", Authorization="Bearer good-ada-user", X_Fine="yes")
        self.assertEqual(r.status, 200)
        for name in ("x-user-id", "x-forwarded-for", "forwarded", "x-real-ip", "x-http-method-override", "x-auth-user", "authorization"):
            self.assertNotIn(name, r.seen)
        self.assertEqual(r.seen["x-fine"], "yes")
        self.assertEqual(r.seen["x-fa-identity"], "svc/ada/user/127.0.0.1/1")

    def test_headers_that_connection_names_are_not_handed_on(self):
        g = self.before(self.echo().url)
        got = g.raw(f"GET /api/x HTTP/1.1\r\nHost: {g.host}\r\nConnection: close, X-Hop\r\nX-Hop: 1\r\nX-Fine: 2\r\n\r\n".encode())
        seen = {k.lower(): v for k, v in json.loads(got.partition(b"\r\n\r\n")[2])["headers"]}
        self.assertNotIn("x-hop", seen)
        self.assertEqual(seen["x-fine"], "2")
        got = g.raw(f"GET /api/x HTTP/1.1\r\nHost: {g.host}\r\nConnection: Authorization\r\nAuthorization: Bearer x\r\n\r\n".encode())
        self.assertIn(b" 400 ", got.splitlines()[0])

    def test_connections_are_kept_on_both_sides(self):
        up = self.echo()
        g = self.before(up.url)
        one = f"GET /api/x HTTP/1.1\r\nHost: {g.host}\r\n\r\n".encode()
        with socket.create_connection(("127.0.0.1", g.port)) as s:
            s.settimeout(5)
            for _ in range(20):
                s.sendall(one)
                got = b""
                while not got.endswith(b"}"):
                    got += s.recv(65536)
                self.assertTrue(got.startswith(b"HTTP/1.1 200 OK\r\n"), got)
        self.assertEqual(up.connections, 1)

    def test_requests_in_one_piece_are_answered_in_order(self):
        g = self.before(self.echo().url)
        heads = [f"GET /api/{i} HTTP/1.1\r\nHost: {g.host}\r\n\r\n" for i in range(8)]
        heads[3] = f"GET /nothing/here HTTP/1.1\r\nHost: {g.host}\r\n\r\n"
        heads[5] = f"POST /api/5 HTTP/1.1\r\nHost: {g.host}\r\nContent-Length: 5\r\n\r\nabcde"
        heads[7] = heads[7].replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
        got = g.raw("".join(heads).encode())
        places = [got.index(b'"/api/%d"' % i if i != 3 else b"/nothing/here") for i in range(8)]
        self.assertEqual(places, sorted(places))
        self.assertEqual(got.count(b"HTTP/1.1 200"), 7)

    def test_bodies_of_any_framing_arrive_whole(self):
        up = self.echo()
        g = self.before(up.url)
        for size in (0, 1, 16384, 100000, 3000000):
            with self.subTest(size=size):
                self.assertEqual(g.ask("PUT", "/api/x", b"a" * size).json["body"], size)
                self.assertEqual(g.ask("PUT", "/api/x", iter([b"b" * 1000] * (size // 1000) + [b"c" * (size % 1000)] * (size % 1000 > 0))).json["body"],
                                 size)
                r = g.get(f"/api/bytes/{size}")
                self.assertEqual((len(r.body), r.headers["Content-Length"]), (size, str(size)))
        r = g.ask("PUT", "/api/x", b"a" * 5)
        self.assertEqual(r.seen["content-length"], "5")
        self.assertEqual(g.ask("POST", "/api/x").seen["content-length"], "0")

    def test_a_client_that_asks_before_it_sends_is_told_to(self):
        g = self.before(self.echo().url)
        head = f"POST /api/x HTTP/1.1\r\nHost: {g.host}\r\nContent-Length: 3\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
        with socket.create_connection(("127.0.0.1", g.port)) as s:
            s.settimeout(5)
            s.sendall(head.encode())
            self.assertEqual(s.recv(100), b"HTTP/1.1 100 Continue\r\n\r\n")
            s.sendall(b"abc")
            got = b""
            while piece := s.recv(65536):
                got += piece
        self.assertIn(b'"body": 3', got)
        self.assertNotIn(b'"expect"', got.lower())

    def test_heads_and_replies_without_a_body(self):
        g = self.before(self.echo().url)
        r = g.ask("HEAD", "/api/bytes/1234")
        self.assertEqual((r.status, r.headers["Content-Length"], r.body), (200, "1234", b""))
        for status in (204, 304):
            self.assertEqual(g.get(f"/api/status/{status}").status, status)
        self.assertEqual(g.get("/api/status/418").status, 418)

    def test_a_client_of_http_1_0_gets_a_reply_that_ends_with_the_connection(self):
        g = self.before(self.echo().url)
        got = g.raw(b"GET /api/stream/3 HTTP/1.0\r\n\r\n")
        head, _, body = got.partition(b"\r\n\r\n")
        self.assertNotIn(b"chunked", head)
        self.assertEqual(body, b"data: 0\n\ndata: 1\n\ndata: 2\n\n")

    def test_events_come_through_one_by_one(self):
        g = self.before(self.echo().url)
        with socket.create_connection(("127.0.0.1", g.port)) as s:
            s.settimeout(5)
            begun = time.monotonic()
            s.sendall(f"GET /api/stream/20 HTTP/1.1\r\nHost: {g.host}\r\n\r\n".encode())
            got = b""
            while b"data: 0\n" not in got:
                got += s.recv(65536)
            self.assertLess(time.monotonic() - begun, 0.5)
            while b"0\r\n\r\n" not in got:
                got += s.recv(65536)
        self.assertEqual(got.count(b"data: "), 20)

    def test_a_slow_reader_holds_back_its_upstream(self):
        up = self.echo()
        g = self.before(up.url)
        with socket.socket() as s:
            s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 8192)
            s.connect(("127.0.0.1", g.port))
            s.sendall(f"GET /api/bytes/40000000 HTTP/1.1\r\nHost: {g.host}\r\nConnection: close\r\n\r\n".encode())
            time.sleep(1)
            with open(f"/proc/{g.process.pid}/statm") as f:
                held = int(f.read().split()[1])
            self.assertEqual(g.get("/api/other").status, 200)
            s.settimeout(10)
            count = 0
            while piece := s.recv(1 << 20):
                count += len(piece)
            with open(f"/proc/{g.process.pid}/statm") as f:
                self.assertLess(int(f.read().split()[1]) - held, 4000)
        self.assertGreater(count, 40000000)

    def test_a_reply_before_the_body_is_through_ends_the_connection(self):
        up = self.script(lambda *_: b"HTTP/1.1 413 Too Large\r\nContent-Length: 4\r\n\r\nfull", hold=True)
        g = self.before(up.url)
        got = g.raw(f"POST /api/x HTTP/1.1\r\nHost: {g.host}\r\nContent-Length: 10000000\r\n\r\n".encode() + b"a" * 200000)
        self.assertTrue(got.startswith(b"HTTP/1.1 413 "), got[:100])
        self.assertIn(b"connection: close", got.lower())
        self.assertTrue(got.endswith(b"full"))

    def test_a_client_that_breaks_off_leaves_nothing_behind(self):
        up = self.echo()
        g = self.before(up.url)
        for _ in range(10):
            with socket.create_connection(("127.0.0.1", g.port)) as s:
                s.sendall(f"POST /api/x HTTP/1.1\r\nHost: {g.host}\r\nContent-Length: 1000\r\n\r\nabc".encode())
                time.sleep(0.02)
        self.assertEqual(g.get("/api/x").status, 200)
        time.sleep(0.3)
        self.assertEqual(up.asked("/api/x")[-1]["method"], "GET")
        counts = [line for line in g.get("/metrics").body.decode().splitlines() if 'instance_in_flight{upstream="svc"' in line]
        self.assertEqual([line.split()[-1] for line in counts], ["0"])

    def test_many_at_once(self):
        g = self.before(self.echo().url)
        failed = []

        def work(n):
            for i in range(20):
                r = g.ask("POST", f"/api/{n}/{i}", b"x" * n * 100)
                if r.status != 200 or r.json["path"] != f"/api/{n}/{i}" or r.json["body"] != n * 100:
                    failed.append((n, i, r.status))

        threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(failed, [])

    def test_traces_go_on_or_begin(self):
        g = self.before(self.echo().url)
        given = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        seen = g.get("/api/x", traceparent=given, tracestate="a=1").seen
        self.assertEqual(seen["traceparent"][:36], given[:36])
        self.assertNotEqual(seen["traceparent"], given)
        self.assertEqual(seen["tracestate"], "a=1")
        seen = g.get("/api/x", traceparent="00-zz", tracestate="a=1").seen
        self.assertRegex(seen["traceparent"], "^00-[0-9a-f]{32}-[0-9a-f]{16}-0[01]$")
        self.assertNotIn("tracestate", seen)

    def test_request_ids_are_kept_when_harmless_and_logged(self):
        g = self.before(self.echo().url)
        self.assertEqual(g.get("/api/x?secret=1", X_Request_ID="mine-1").seen["x-request-id"], "mine-1")
        evil = g.get("/api/x", X_Request_ID='a" b').seen["x-request-id"]
        self.assertRegex(evil, "^[0-9a-f]{16}$")
        g.get("/api/status/404", Authorization="Bearer good-ada-user")
        lines = g.lines()
        self.assertEqual([(line["request_id"], line["status"], line["path"], line["upstream"], line["route"]) for line in lines[:1]],
                         [("mine-1", 200, "/api/x", "svc", "/api")])
        self.assertEqual((lines[2]["user"], lines[2]["status"]), ("ada", 404))
        self.assertNotIn("secret", g.log())
        self.assertNotIn("good-ada", g.log())


if __name__ == "__main__":
    unittest.main()
