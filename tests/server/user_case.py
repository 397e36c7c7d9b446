"""For the tests of accounts: requests from any loopback address, accounts, administrators, mails and codes."""
import base64
import hashlib
import hmac
import http.client
import itertools
import json
import re
import struct
import subprocess
import time

from program import PROGRAM, Reply, Server, ServerCase, ServersCase, environment

PASSWORD = "seven quiet herons over water"
OTHER = "violet kettle drums at noon"
OPEN = {"RATE_LIMIT_AUTH": "60000:10000"}  # the limit at the door is for other tests
NUMBERS = itertools.count(1)


def call(server, method, path, value=None, token="", source=None, headers=None):
    """One request on a connection of its own, from an address of the loopback network."""
    headers = dict(headers or {})
    if token:
        headers["Authorization"] = "Bearer " + token
    body = None
    if value is not None:
        headers["Content-Type"] = "application/json"
        body = json.dumps(value)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60,
                                            source_address=(source, 0) if source else None)
    try:
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        return Reply(answer.status, answer.headers, answer.read())
    finally:
        connection.close()


def totp(secret, at=None, ahead=0):
    """The code of RFC 6238 (SHA-1, six digits, 30 s), `ahead` steps from now."""
    step = int((time.time() if at is None else at) // 30) + ahead
    mac = hmac.new(base64.b32decode(secret + "=" * (-len(secret) % 8)), struct.pack(">Q", step), hashlib.sha1).digest()
    start = mac[-1] & 15
    return f"{(int.from_bytes(mac[start:start + 4], 'big') & 0x7fffffff) % 1000000:06d}"


def part(token, index):
    """Head (0) or claims (1) of a signed token."""
    text = token.split(".")[index]
    return json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def make_admin(folder, email, password=PASSWORD):
    subprocess.run([PROGRAM, "admin", "create", email], input=password + "\n", env=environment(folder), text=True, timeout=60,
                   check=True, capture_output=True)


def wait_for(what, seconds=20):
    """What a call returns once it is something."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found = what()
        if found:
            return found
        time.sleep(0.05)
    raise AssertionError(f"it did not happen within {seconds} s")


class EmptyServer(Server):
    """A server that nobody has signed in to."""

    def sign_in(self, user):
        return None


class Accounts:
    """What tests do with accounts; `self.server` is the one that is asked."""

    def call(self, *arguments, **more):
        return call(self.server, *arguments, **more)

    def register(self, password=PASSWORD, **more):
        """A new account: the reply of its registration, with its address as `email`."""
        email = more.pop("email", f"user{next(NUMBERS)}@example.com")
        reply = self.call("POST", "/api/v1/auth/register", {"email": email, "password": password, **more})
        self.assertEqual(reply.status, 201, reply.body)
        return {**reply.json, "email": email}

    def login(self, email, password=PASSWORD, source=None, headers=None, **more):
        return self.call("POST", "/api/v1/auth/login", {"email": email, "password": password, **more}, source=source,
                         headers=headers)

    def refresh(self, tokens, **more):
        return self.call("POST", "/api/v1/auth/refresh",
                         {"refresh_token": tokens["refresh_token"], "device_token": tokens["device_token"]}, **more)

    def me(self, token, **more):
        return self.call("GET", "/api/v1/users/me", token=token, **more)

    def sign_in(self, email, password=PASSWORD):
        reply = self.login(email, password)
        self.assertEqual(reply.status, 200, reply.body)
        return reply.json

    def mails(self, to):
        """The mails to an address, oldest first."""
        found = [p.read_text() for p in sorted((self.folder / "mail").glob("*.eml"), key=lambda p: p.stat().st_mtime_ns)]
        return [m for m in found if f"\nTo: {to}\n" in m.replace("\r", "")]

    def mailed_code(self, to, kind, number=1):
        """The code of the latest mail of a kind ("reset", "verify"), once there are so many."""
        links = rf"#{kind}=(\S+)"
        found = wait_for(lambda: [c for m in self.mails(to) for c in re.findall(links, m)][number - 1:])
        return found[-1]


class UserCase(Accounts, ServerCase):
    """One server for all tests of a class, and its administrator."""

    settings = OPEN
    ADMIN = "head@example.com"

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        make_admin(cls.folder, cls.ADMIN)
        cls.admin = call(cls.server, "POST", "/api/v1/auth/login",
                         {"email": cls.ADMIN, "password": PASSWORD}).json["access_token"]


class UsersCase(Accounts, ServersCase):
    """Each test starts servers over a folder of its own."""

    def start(self, **settings):
        self.server = EmptyServer(self.folder, **{**OPEN, **settings})
        self.addCleanup(self.server.close)
        return self.server
