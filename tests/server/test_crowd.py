"""Many at once, and requests that are answered without a connection to the listener."""
import http.client
import selectors
import socket
import time
import unittest

from program import USER, ServerCase

ME = "/api/v1/users/me"
CROWD = 700
VARY = ("Date", "X-Request-ID", "RateLimit-Remaining")


class Crowd(ServerCase):
    settings = {"RATE_LIMIT_DEFAULT": "6000000:1000000"}

    def answered(self, clients, seconds):
        """How many have a reply of 200 within so many seconds."""
        watch, good, end = selectors.DefaultSelector(), 0, time.monotonic() + seconds
        for client in clients:
            watch.register(client, selectors.EVENT_READ)
        while watch.get_map() and time.monotonic() < end:
            for key, _ in watch.select(.2):
                good += key.fileobj.recv(4096).startswith(b"HTTP/1.1 200")
                watch.unregister(key.fileobj)
        return good

    def test_all_of_a_crowd_that_asks_at_once_are_answered(self):
        clients = [socket.create_connection(("127.0.0.1", self.server.port)) for _ in range(CROWD)]
        for client in clients:
            client.sendall(self.server.head("GET /live HTTP/1.1"))
        good = self.answered(clients, 40)
        for client in clients:
            client.close()
        self.assertEqual(good, CROWD)

    def told(self, path, method="GET"):
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=20)
        connection.request(method, path, headers=self.server.signed())
        reply = connection.getresponse()
        body = reply.read()
        connection.close()
        return reply.status, {k: v for k, v in reply.getheaders() if k not in VARY}, body

    def test_what_is_answered_at_once_is_what_the_listener_would_say(self):
        self.assertEqual(self.told(ME), self.told(ME + "?listener=asked"))

    def test_the_head_alone_is_that_of_the_whole(self):
        status, fields, body = self.told(ME)
        self.assertEqual(self.told(ME, "HEAD"), (status, fields, b""))
        self.assertEqual(fields["Content-Length"], str(len(body)))

    def test_who_is_not_signed_in_is_not_answered(self):
        self.is_problem(self.server.ask("GET", ME, token=""), 401)
        self.is_problem(self.server.ask("GET", ME, headers={"Authorization": "Bearer forged"}), 401)

    def test_other_methods_of_the_path_are_the_listeners(self):
        self.is_problem(self.server.ask("PUT", ME, b"{}"), 405)

    def test_requests_one_behind_the_other_are_answered_in_their_order(self):
        paths = [ME, "/live", ME, ME + "?x", ME]
        with socket.create_connection(("127.0.0.1", self.server.port)) as s:
            s.settimeout(20)
            for path in paths:
                s.sendall(self.server.head(f"GET {path} HTTP/1.1"))
            file, emails = s.makefile("rb"), []
            for _ in paths:
                length = 0
                self.assertIn(b" 200 ", file.readline())
                while line := file.readline().strip():
                    if line.lower().startswith(b"content-length:"):
                        length = int(line.split(b":")[1])
                emails.append(USER["email"].encode() in file.read(length))
        self.assertEqual(emails, [path.startswith(ME) for path in paths])


if __name__ == "__main__":
    unittest.main()
