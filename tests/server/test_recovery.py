"""Being stopped or killed in the middle of a reading: what was acknowledged is kept, and read after the next start."""
import http.client
import signal
import time
import unittest

from program import HTML, PDF, SLOW_READER, ServersCase


class Recovery(ServersCase):
    def test_a_stop_ends_streams_and_leaves_a_long_reading_to_the_next_start(self):
        server = self.start(FINANALYST_READER=SLOW_READER)
        document = server.upload(PDF.read_bytes(), "a.pdf").json["id"]
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
        connection.request("GET", f"/api/v1/documents/{document}/events", headers=server.signed())
        answer = connection.getresponse()
        time.sleep(0.5)
        start = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        self.assertIn(b"event: status", answer.read())
        self.assertLess(time.monotonic() - start, 5)
        self.assertEqual(server.stop(), 0)
        self.assertLess(time.monotonic() - start, 20)
        connection.close()
        again = self.start()
        self.assertIn(again.get(f"/api/v1/documents/{document}").json["status"], ("reading", "ready"))
        self.assertEqual(again.stop(), 0)

    def test_what_was_acknowledged_survives_a_kill_and_is_read(self):
        server = self.start(FINANALYST_READER=SLOW_READER)
        read = server.upload(PDF.read_bytes(), "a.pdf").json["id"]
        waiting = server.upload(HTML.read_bytes(), "b.htm").json["id"]
        time.sleep(0.5)
        self.assertEqual(server.get(f"/api/v1/documents/{read}").json["status"], "reading")
        server.kill()
        again = self.start()
        self.assertEqual({d["id"] for d in again.get("/api/v1/documents").json["items"]}, {read, waiting})
        self.assertEqual(again.get(f"/api/v1/documents/{read}/content").body, PDF.read_bytes())
        self.assertEqual(again.ready(waiting, 30)["status"], "ready")
        self.assertEqual(again.ready(read, 60)["status"], "ready")
        self.assertEqual(again.stop(), 0)


if __name__ == "__main__":
    unittest.main()
