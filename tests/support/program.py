"""For the tests that run the program from outside: where it is, servers on a free port, and what came of them."""
import http.client
import json
import os
import pathlib
import random
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


SERVICES = ("user", "document", "analysis", "analytics", "storage", "gateway")
APART = os.environ.get("FA_APART") == "1"  # each service in a process of its own, instead of all in one


def free_ports(count):
    """Ports that nobody listens on now, and that the system gives to nobody by itself."""
    found = []
    while len(found) < count:
        port = random.randrange(10000, 30000)
        try:
            socket.create_server(("127.0.0.1", port)).close()
        except OSError:
            continue
        if port not in found:
            found.append(port)
    return found


class Process:
    """`finanalyst serve …`, which has said where it listens."""

    def __init__(self, folder, arguments, settings):
        self.log_path = pathlib.Path(folder) / f"server-{time.monotonic_ns()}.log"
        self.log = open(self.log_path, "wb")
        self.process = subprocess.Popen([PROGRAM, "serve", *arguments], stdout=subprocess.PIPE, stderr=self.log,
                                        env=environment(folder, **settings), text=True)

    def wait(self):
        """The port."""
        line = self.process.stdout.readline()
        found = re.search(r"http://(?:127\.0\.0\.1|0\.0\.0\.0):(\d+)", line)
        if not found:
            self.process.wait(10)
            raise AssertionError(f"the server did not start: {line!r} {self.log_path.read_text()}")
        return int(found.group(1))

    def stop(self, sign, seconds):
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
        if self.process.poll() is None:
            self.kill()
        self.process.stdout.close()
        self.log.close()


class Server:
    """`finanalyst serve` on a free port over a folder, and a user who is signed in to it. With FA_APART each service is a process,
    and the gateway is what is talked to."""

    def __init__(self, folder, apart=APART, **settings):
        self.folder, self.settings = folder, settings
        self.services = {}
        if apart:
            self.start_apart()
        else:
            self.gateway = Process(folder, ["--port", "0"], settings)
        self.process, self.log, self.log_path = self.gateway.process, self.gateway.log, self.gateway.log_path
        self.port = self.gateway.wait()
        self.host = f"127.0.0.1:{self.port}"
        self.token = None
        if apart:
            self.wait_ready()
        self.token = self.sign_in(USER)

    # ---- services apart ----

    def start_apart(self):
        self.ports = dict(zip(SERVICES, free_ports(len(SERVICES))))
        self.settings = {"INTERNAL_API_KEY": "a key that all services of a test share", **self.settings}
        for name in SERVICES[:-1]:
            self.settings.setdefault(name.upper() + "_SERVICE_URL", f"http://127.0.0.1:{self.ports[name]}")
        for name in SERVICES:
            self.start_service(name)
        self.gateway = self.services["gateway"]
        for name in SERVICES[:-1]:
            self.services[name].wait()

    def start_service(self, name):
        self.services[name] = Process(self.folder, [name, "--port", str(self.ports[name])], self.settings)
        return self.services[name]

    def wait_ready(self, seconds=30):
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            reply = self.get("/ready")
            if reply.status == 200:
                return
            time.sleep(0.1)
        raise AssertionError(f"the services are not ready within {seconds} s: {reply.body}")

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

    def all(self):
        """Its processes, the gateway first."""
        return [self.gateway] + [p for p in self.services.values() if p is not self.gateway]

    def stop(self, sign=signal.SIGTERM, seconds=40):
        """Stops it and returns its exit code, or the first of several that is not 0."""
        codes = [process.stop(sign, seconds) for process in self.all()]
        return next((code for code in codes if code != 0), 0)

    def kill(self):
        for process in self.all():
            process.process.kill()
        for process in self.all():
            process.process.wait()

    def close(self):
        """Leaves nothing behind, whatever a test did."""
        for process in self.all():
            process.close()

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
