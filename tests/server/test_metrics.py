"""Counters are for collectors on the same machine, and for administrators elsewhere."""
import http.client
import socket
import unittest

from user_case import UserCase


def own_address():
    """An address of this machine that is not a loopback one, though what is sent to it stays here; None where there is none."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as s:
        try:
            s.connect(("192.0.2.1", 9))  # nothing is sent
        except OSError:
            return None
        address = s.getsockname()[0]
    return None if address.startswith("127.") else address


class Metrics(UserCase):
    settings = {**UserCase.settings, "FINANALYST_BIND": "0.0.0.0"}

    def from_elsewhere(self, **headers):
        address = own_address()
        if address is None:
            self.skipTest("this machine has no address but loopback ones")
        connection = http.client.HTTPConnection(address, self.server.port, timeout=20)
        try:
            connection.request("GET", "/metrics", headers={k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            connection.close()

    def test_a_collector_on_this_machine_gets_them(self):
        reply = self.call("GET", "/metrics")
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "text/plain; version=0.0.4"))
        self.assertIn(b"finanalyst_gateway_requests_total", reply.body)

    def test_elsewhere_administrators_get_them_and_nobody_else(self):
        user = self.register()["access_token"]
        key, weak = (self.call("POST", "/api/v1/users/me/api-keys", {"name": "k", "scopes": scopes}, self.admin).json["secret"]
                     for scopes in (["admin"], ["profile"]))
        for headers in ({}, {"Authorization": "Bearer " + user}, {"X_API_Key": weak}, {"X_Forwarded_For": "127.0.0.1"}):
            status, body = self.from_elsewhere(**headers)
            self.assertEqual(status, 403, body)
            self.assertNotIn(b"requests_total", body)
        for headers in ({"Authorization": "Bearer " + self.admin}, {"X_API_Key": key}):
            status, body = self.from_elsewhere(**headers)
            self.assertEqual(status, 200, body)
            self.assertIn(b"requests_total", body)


if __name__ == "__main__":
    unittest.main()
