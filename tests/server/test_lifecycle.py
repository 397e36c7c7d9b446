"""Starting and stopping: what is under way finishes, and bytes are what they were."""
import http.client
import os
import signal
import socket
import subprocess
import time
import unittest

from program import HTML, PDF, PROGRAM, ServersCase, environment, read_all


class Lifecycle(ServersCase):
    def test_a_request_under_way_finishes_when_the_server_stops(self):
        server = self.start()
        data = HTML.read_bytes()
        s = socket.create_connection(("127.0.0.1", server.port))
        idle = http.client.HTTPConnection("127.0.0.1", server.port)
        idle.request("GET", "/health")
        idle.getresponse().read()
        s.settimeout(20)
        s.sendall(server.head("POST /api/v1/documents?name=a.htm HTTP/1.1", f"Content-Length: {len(data)}") + data[:1000])
        time.sleep(0.2)
        server.process.send_signal(signal.SIGTERM)
        time.sleep(0.5)
        with self.assertRaises(OSError):
            socket.create_connection(("127.0.0.1", server.port), timeout=1).close()
        s.sendall(data[1000:])
        got, closed = read_all(s)
        self.assertTrue(closed)
        self.assertRegex(got, rb"^HTTP/1\.1 201 ")
        self.assertIn(b"Connection: close", got)
        self.assertEqual(server.stop(), 0)
        s.close()
        idle.close()
        again = self.start()
        self.assertEqual(len(again.get("/api/v1/documents").json["items"]), 1)
        self.assertEqual(again.stop(signal.SIGINT), 0)

    def test_bytes_that_changed_at_rest_are_never_sent(self):
        server = self.start()
        document = server.upload(PDF.read_bytes(), "a.pdf").json["id"]
        server.ready(document)
        largest = max((p for p in (self.folder / "blobs").rglob("*") if p.is_file()), key=lambda p: p.stat().st_size)
        data = bytearray(largest.read_bytes())
        data[len(data) // 2] ^= 1
        os.chmod(largest, 0o600)
        largest.write_bytes(data)
        reply = server.get(f"/api/v1/documents/{document}/content")
        self.assertEqual((reply.status, reply.json["code"]), (500, "corrupt"))
        self.assertEqual(server.stop(), 0)

    def test_a_port_that_is_taken_is_named(self):
        server = self.start()
        second = subprocess.run([PROGRAM, "serve", "--port", str(server.port)], env=environment(self.folder / "other"),
                                capture_output=True, text=True, timeout=30)
        self.assertEqual((second.returncode, second.stdout), (5, ""))
        self.assertIn(str(server.port), second.stderr)
        self.assertIn("in use", second.stderr)
        self.assertEqual(server.stop(), 0)

    def test_only_the_loopback_address_is_served(self):
        server = self.start()
        for address in {info[4][0] for info in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}:
            if not address.startswith("127."):
                with self.assertRaises(OSError):
                    socket.create_connection((address, server.port), timeout=1)
        with open("/proc/net/tcp") as table:
            local = [line.split()[1] for line in table.readlines()[1:] if line.split()[3] == "0A"]
        self.assertEqual([a for a in local if a.endswith(f":{server.port:04X}")], [f"0100007F:{server.port:04X}"])
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
