"""For the tests that run the program from outside: where it is, servers on a free port, and what came of them."""
import http.client
import json
import os
import pathlib
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
import unittest

PROGRAM = os.environ["FINANALYST"]
SAMPLES = pathlib.Path(os.environ["FA_SAMPLES"])
PDF = SAMPLES / "aldergate-10k-2025.pdf"
HTML = SAMPLES / "aldergate-10k-2025.htm"
SLOW_READER = str(pathlib.Path(__file__).with_name("slow-reader"))  # says nothing for a long time
SANITIZER = re.compile(r"ERROR: (Address|Leak|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error:")


def environment(folder, **more):
    """The environment of a run: the tester's own settings for the program do not count."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("FINANALYST")}
    return {**kept, "FINANALYST_DATA_DIR": str(folder), "HOME": str(folder), **more}


def encrypt_pdf(source, target, user_password):
    """Writes an encrypted copy. Skips the test where qpdf is not installed."""
    try:
        subprocess.run(["qpdf", "--encrypt", user_password, "owner", "256", "--", str(source), str(target)], check=True)
    except FileNotFoundError:
        raise unittest.SkipTest("qpdf is not installed")


class Folder:
    """A folder of its own, gone at the end."""

    def __enter__(self):
        self._kept = tempfile.TemporaryDirectory(prefix="finanalyst-test-")
        return pathlib.Path(self._kept.name)

    def __exit__(self, *_):
        self._kept.cleanup()


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)


USER = {"email": "ann@example.com", "password": "a quiet harbour at dawn"}


class Server:
    """`finanalyst serve` on a free port over a folder, and a user who is signed in to it."""

    def __init__(self, folder, **settings):
        self.log_path = pathlib.Path(folder) / f"server-{time.monotonic_ns()}.log"
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen([PROGRAM, "serve", "--port", "0"], stdout=subprocess.PIPE, stderr=self.log,
                                        env=environment(folder, **settings), text=True)
        line = self.process.stdout.readline()
        found = re.search(r"http://(?:127\.0\.0\.1|0\.0\.0\.0):(\d+)", line)
        if not found:
            self.process.wait(10)
            raise AssertionError(f"the server did not start: {line!r} {self.log_path.read_text()}")
        self.port = int(found.group(1))
        self.host = f"127.0.0.1:{self.port}"
        self.token = None
        self.token = self.sign_in(USER)

    # ---- talking to it ----

    def sign_in(self, user):
        """The access token of a user, who is registered where that has not been done."""
        for path in ("/api/v1/auth/register", "/api/v1/auth/login"):
            reply = self.post(path, user)
            if reply.status in (200, 201):
                return reply.json["access_token"]
        raise AssertionError(f"{user['email']} cannot sign in: {reply.status} {reply.body}")

    def ask(self, method, path, body=None, headers=None, timeout=30, token=None):
        """One request on a connection of its own, by the user, or by whose token it is; token "": by nobody."""
        headers = dict(headers or {})
        token = self.token if token is None else token
        if token:
            headers.setdefault("Authorization", "Bearer " + token)
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def signed(self):
        """What a request of the user carries."""
        return {"Authorization": "Bearer " + self.token}

    def get(self, path, **headers):
        return self.ask("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})

    def post(self, path, value, token=None):
        return self.ask("POST", path, json.dumps(value), {"Content-Type": "application/json"}, token=token)

    def upload(self, data, name):
        return self.ask("POST", "/api/v1/documents?name=" + name, data)

    def ready(self, document, seconds=60):
        """Waits until the reading of a document has ended, and returns the document."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            now = self.get("/api/v1/documents/" + document).json
            if now["status"] in ("ready", "failed", "cancelled"):
                return now
            time.sleep(0.05)
        raise AssertionError(f"{document} was not read within {seconds} s: {now}")

    def raw(self, data, wait=5.0, shut=False):
        """Sends bytes as they are. Returns (what came back, whether the server closed within the wait)."""
        with socket.create_connection(("127.0.0.1", self.port)) as s:
            s.settimeout(wait)
            s.sendall(data)
            if shut:
                s.shutdown(socket.SHUT_WR)
            return read_all(s)

    def head(self, line, *fields):
        """A request's head with our Host, by the user."""
        who = f"Authorization: Bearer {self.token}"
        return "\r\n".join([line, f"Host: {self.host}", who, *fields, "", ""]).encode("latin-1")

    # ---- its end ----

    def stop(self, sign=signal.SIGTERM, seconds=40):
        """Stops it and returns its exit code; what the sanitizers found fails the test."""
        if self.process.poll() is None:
            self.process.send_signal(sign)
        code = self.process.wait(seconds)
        self.process.stdout.close()
        self.log.close()
        text = self.log_path.read_text(errors="replace")
        if SANITIZER.search(text):
            sys.stderr.write(text)
            raise AssertionError("a sanitizer found something")
        return code

    def kill(self):
        self.process.kill()
        self.process.wait()

    def close(self):
        """Leaves nothing behind, whatever a test did."""
        if self.process.poll() is None:
            self.kill()
        self.process.stdout.close()
        self.log.close()

    def lines(self):
        """The lines of the access log."""
        self.log.flush()
        return [json.loads(line) for line in self.log_path.read_text().splitlines()]


def read_all(s):
    """What comes until the other side closes or the socket's time-out passes."""
    got = b""
    try:
        while True:
            piece = s.recv(65536)
            if not piece:
                return got, True
            got += piece
    except (TimeoutError, socket.timeout):
        return got, False
    except ConnectionError:
        return got, True


class ServerCase(unittest.TestCase):
    """One server for all tests of a class."""

    settings = {}

    @classmethod
    def setUpClass(cls):
        folder = Folder()
        cls.folder = folder.__enter__()
        cls.addClassCleanup(folder.__exit__)
        cls.server = Server(cls.folder, **cls.settings)
        cls.addClassCleanup(cls.end_server)

    @classmethod
    def end_server(cls):
        code = cls.server.stop()
        if code != 0:
            sys.stderr.write(cls.server.log_path.read_text(errors="replace")[-4000:])
            raise AssertionError(f"the server ended with {code}")

    def is_problem(self, reply, status, code=None, field=None):
        """Whether the reply is a problem document (RFC 9457) as all of ours are."""
        self.assertEqual(reply.status, status, reply.body)
        self.assertEqual(reply.headers["Content-Type"], "application/problem+json")
        problem = reply.json
        self.assertEqual(set(problem), {"type", "status", "title", "detail", "instance", "code", "request_id", "errors"})
        self.assertEqual(problem["status"], status)
        self.assertEqual(problem["request_id"], reply.headers["X-Request-ID"])
        self.assertTrue(problem["title"] and problem["detail"])
        if code:
            self.assertEqual(problem["code"], code)
        if field:
            self.assertEqual([e["pointer"] for e in problem["errors"]], [field])
        return problem


class ServersCase(unittest.TestCase):
    """Each test starts servers over a folder of its own."""

    def setUp(self):
        folder = Folder()
        self.folder = folder.__enter__()
        self.addCleanup(folder.__exit__)

    def start(self, **settings):
        server = Server(self.folder, **settings)
        self.addCleanup(server.close)
        return server
