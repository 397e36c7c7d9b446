"""What clients see when upstreams fail, hang, go and come back: as little as possible."""
import resource
import socket
import threading
import time
import unittest

from gateway_case import GatewayCase, free_port

ROOT = {"Authorization": "Bearer good-root-admin"}
OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi"


class Failures(GatewayCase):
    def upstream(self, g, name="svc"):
        return next(u for u in g.get("/api/v1/admin/gateway/upstreams", **ROOT).json["items"] if u["name"] == name)

    def before(self, *urls, **more):
        more["extra"] = (*more.get("extra", ()), "--route", "*", "/api/v1/admin/gateway", "none", "own", 9, 0)
        return super().before(*urls, **more)

    def test_two_instances_share_the_work(self):
        a, b = self.echo(name="a"), self.echo(name="b")
        g = self.before(a.url, b.url)
        for _ in range(200):
            self.assertEqual(g.get("/api/x").status, 200)
        self.assertGreater(min(len(a.seen), len(b.seen)), 60)

    def test_a_killed_instance_costs_no_repeatable_request_and_returns(self):
        a, b = self.echo(name="a"), self.echo(name="b")
        g = self.before(a.url, b.url, flags="h")
        statuses = []
        stop = threading.Event()

        def load():
            while not stop.is_set():
                statuses.append(g.get("/api/x").status)

        threads = [threading.Thread(target=load) for _ in range(4)]
        for t in threads:
            t.start()
        time.sleep(0.7)
        a.kill()
        time.sleep(2.5)
        again = self.echo(a.port, "again")
        time.sleep(3)
        stop.set()
        for t in threads:
            t.join()
        self.assertEqual(set(statuses), {200}, f"{len(statuses)} in all")
        self.assertGreater(len(again.seen), 0)

    def test_a_sole_instance_that_is_started_anew_costs_no_request(self):
        up = self.echo()
        g = self.before(up.url, flags="h")
        statuses = []

        def ask(method):
            statuses.append(g.ask(method, "/api/x").status)

        ask("GET")
        up.kill()
        threads = [threading.Thread(target=ask, args=(m,)) for m in ("GET", "POST", "PATCH") * 5]
        for t in threads:
            t.start()
        time.sleep(0.8)
        self.echo(up.port)
        for t in threads:
            t.join()
        self.assertEqual(set(statuses), {200})

    def test_a_request_is_never_sent_twice_where_that_could_do_harm(self):
        up = self.script(lambda *_: None)
        g = self.before(up.url)
        self.assertEqual(g.ask("POST", "/api/x", b"a").status, 502)
        self.assertEqual(g.ask("POST", "/api/x").status, 502)
        self.assertEqual(g.ask("PATCH", "/api/x").status, 502)
        self.assertEqual(len(up.requests), 3)
        self.assertEqual(g.ask("PUT", "/api/x", b"with a body that is gone").status, 502)
        self.assertEqual(len(up.requests), 4)

    def test_a_repeatable_request_is_tried_again_where_the_first_said_nothing(self):
        up = self.script(lambda number, _: None if number == 0 else OK)
        g = self.before(up.url)
        self.assertEqual(g.get("/api/x").status, 200)
        up = self.script(lambda number, _: None if number == 0 else OK)
        g = self.before(up.url)
        self.assertEqual(g.ask("POST", "/api/x", None, Idempotency_Key="1").status, 200)
        self.assertEqual(len(up.requests), 2)

    def test_a_kept_connection_that_the_upstream_closed_is_noticed(self):
        up = self.script(lambda number, request: OK)
        g = self.before(up.url)
        for _ in range(10):
            self.assertEqual(g.ask("POST", "/api/x", b"a").status, 200)
            time.sleep(0.02)

    def test_retries_stay_within_a_fifth(self):
        good = self.echo(name="good")
        bad = self.script(lambda *_: None)
        g = self.before(bad.url, good.url)
        before = [g.get("/api/x").status for _ in range(100)]
        self.assertLessEqual(self.upstream(g)["retries"], 22)
        self.assertGreater(before.count(200), 90)  # the breaker of the bad one is open

    def test_the_breaker_opens_fails_fast_probes_and_closes(self):
        up = self.echo()
        g = self.before(up.url)
        for _ in range(5):
            self.assertEqual(g.get("/api/status/500").status, 500)
        self.assertEqual(self.upstream(g)["instances"][0]["circuit"], "open")
        count = len(up.seen)
        began = time.monotonic()
        for _ in range(20):
            r = g.get("/api/x")
            self.assertEqual((r.status, r.json["code"]), (503, "unavailable"))
            self.assertIn(r.headers["Retry-After"], ("4", "5"))
        self.assertLess(time.monotonic() - began, 1)
        self.assertEqual(len(up.seen), count)
        self.assertIn('circuit_state{upstream="svc",instance="svc-0"} 1', g.get("/metrics").body.decode())
        time.sleep(5.1)
        self.assertEqual(g.get("/api/x").status, 200)
        self.assertEqual(self.upstream(g)["instances"][0]["circuit"], "closed")

    def test_a_breaker_can_be_closed_by_hand(self):
        up = self.echo()
        g = self.before(up.url)
        for _ in range(5):
            g.get("/api/status/502")
        self.assertEqual(g.get("/api/x").status, 503)
        self.assertEqual(g.ask("POST", "/api/v1/admin/gateway/upstreams/svc-0:reset-circuit", **ROOT).status, 202)
        self.assertEqual(g.get("/api/x").status, 200)
        self.assertEqual(g.ask("POST", "/api/v1/admin/gateway/upstreams/svc-7:reset-circuit", **ROOT).status, 404)

    def test_a_draining_instance_gets_nothing_new(self):
        a, b = self.echo(name="a"), self.echo(name="b")
        g = self.before(a.url, b.url)
        self.assertEqual(g.ask("POST", "/api/v1/admin/gateway/upstreams/svc-0:drain", **ROOT).status, 202)
        for _ in range(30):
            self.assertEqual(g.get("/api/x").json["server"], "b")
        g.ask("POST", "/api/v1/admin/gateway/upstreams/svc-0:resume", **ROOT)
        for _ in range(30):
            g.get("/api/x")
        self.assertGreater(len(a.seen), 0)

    def test_a_sick_service_does_not_slow_another(self):
        sick, well = self.echo(name="sick"), self.echo(name="well")
        g = self.gateway("--upstream", "own", "-", "local", "--upstream", "sick", "4", sick.url, "--upstream", "well", "-", well.url,
                         "--route", "*", "/sick", "none", "sick", 0, 0, "--route", "*", "/well", "none", "well", 0, 0)
        threads = [threading.Thread(target=g.get, args=("/sick/slow/2",)) for _ in range(4)]
        for t in threads:
            t.start()
        time.sleep(0.3)
        began = time.monotonic()
        r = g.get("/sick/x")
        self.assertEqual((r.status, r.headers["Retry-After"]), (503, "1"))
        for _ in range(20):
            self.assertEqual(g.get("/well/x").status, 200)
        self.assertLess(time.monotonic() - began, 1)
        for t in threads:
            t.join()
        self.assertEqual(g.get("/sick/x").status, 200)

    def test_a_budget_ends_what_takes_too_long(self):
        up = self.echo()
        g = self.gateway("--upstream", "svc", "-", up.url, "--route", "*", "/api", "none", "svc", 0, 600)
        began = time.monotonic()
        r = g.get("/api/slow/5")
        self.assertEqual((r.status, r.json["code"]), (504, "timeout"))
        self.assertLess(time.monotonic() - began, 1.2)
        self.assertEqual(int(
                             {k.lower(): v for k, v in up.asked("/api/slow/5")[0]["headers"]}["x-fa-budget-ms"]), 570)

    def test_nothing_that_listens_is_told_at_once(self):
        g = self.before(f"http://127.0.0.1:{free_port()}", flags="h")
        time.sleep(1)  # the checks have found out
        began = time.monotonic()
        r = g.get("/api/x")
        self.assertEqual((r.status, r.json["detail"]), (502, "it cannot be connected to"))
        self.assertLess(time.monotonic() - began, 0.5)

    def test_what_takes_connections_and_says_nothing_is_given_up(self):
        with socket.create_server(("127.0.0.1", 0)) as s:
            g = self.gateway("--upstream", "svc", "-", f"http://127.0.0.1:{s.getsockname()[1]}", "--route", "*", "/api", "none", "svc", 0,
                             400)
            self.assertEqual(g.get("/api/x").status, 504)

    def test_idle_connections_do_not_slow_honest_ones(self):
        resource.setrlimit(resource.RLIMIT_NOFILE, (resource.getrlimit(resource.RLIMIT_NOFILE)[1],) * 2)
        g = self.before(self.echo().url)
        idle = [socket.create_connection(("127.0.0.1", g.port)) for _ in range(1500)]
        self.addCleanup(lambda: [s.close() for s in idle])
        one = f"GET /nothing HTTP/1.1\r\nHost: {g.host}\r\n\r\n".encode()
        for s in idle[::2]:
            s.sendall(one)
            self.assertEqual(s.recv(4096)[:12], b"HTTP/1.1 404")
        for s in idle[1::2]:
            s.sendall(one[:20])
        time.sleep(1.5)
        times = []
        for _ in range(100):
            began = time.monotonic()
            self.assertEqual(g.get("/api/x").status, 200)
            times.append(time.monotonic() - began)
        self.assertLess(sorted(times)[95], 0.1)
        for s in idle[::2]:  # and those that rest are served again
            s.sendall(one)
            self.assertEqual(s.recv(4096)[:12], b"HTTP/1.1 404")

    def test_stopping_finishes_what_is_under_way(self):
        g = self.before(self.echo().url)
        got = []
        t = threading.Thread(target=lambda: got.append(g.get("/api/slow/1").status))
        t.start()
        time.sleep(0.3)
        self.assertEqual(g.stop(), 0)
        t.join()
        self.assertEqual(got, [200])
        self.addCleanup(setattr, g, "stop", lambda: 0)


if __name__ == "__main__":
    unittest.main()
