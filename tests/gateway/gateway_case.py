"""For the tests of the gateway: servers that say what they are told to, and a gateway in front of them."""
import http.client
import http.server
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
import unittest

DRIVER = os.environ["GATEWAY"]
SANITIZER = re.compile(r"ERROR: (Address|Leak|Thread)Sanitizer|WARNING: ThreadSanitizer|runtime error:")


class Echo(http.server.ThreadingHTTPServer):
    """A server of HTTP/1.1 that tells what it was asked. Paths change what it does: /status/NNN, /slow/SECONDS, /stream/N,
    /bytes/N, /empty."""
    daemon_threads = True
    allow_reuse_address = True
    request_queue_size = 256

    def __init__(self, port=0, name="echo"):
        self.seen, self.name, self.well, self.connections, self.place = [], name, True, 0, None
        super().__init__(("127.0.0.1", port), EchoHandler)
        self.port = self.server_address[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.thread = threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True)
        self.live = set()
        self.thread.start()

    def process_request(self, request, address):
        self.connections += 1
        self.live.add(request)
        super().process_request(request, address)

    def handle_error(self, request, address):
        pass

    def asked(self, path):
        return [r for r in self.seen if r["path"] == path]

    def kill(self):
        """As a process that is killed: nobody listens, and every connection is gone."""
        self.shutdown()
        self.server_close()
        for s in list(self.live):
            try:
                s.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass
        self.thread.join(5)
        self.place = socket.socket()  # bound, so that nobody else gets the port; nobody listens at it
        self.place.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.place.bind(("127.0.0.1", self.port))


class EchoHandler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Echo"

    def setup(self):
        super().setup()
        self.connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def log_message(self, *_):
        pass

    def body(self):
        if self.headers.get("Transfer-Encoding") == "chunked":
            data = b""
            while True:
                size = int(self.rfile.readline(), 16)
                data += self.rfile.read(size)
                self.rfile.readline()
                if size == 0:
                    return data
        return self.rfile.read(int(self.headers.get("Content-Length", 0)))

    def reply(self, status, data, **headers):
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(data)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        if self.command != "HEAD" and status not in (204, 304):
            self.wfile.write(data)

    def chunk(self, data):
        self.wfile.write(b"%x\r\n%s\r\n" % (len(data), data))

    def anything(self):
        data = self.body()
        path, _, query = self.path.partition("?")
        words = path.strip("/").split("/")
        seen = {"method": self.command, "path": path, "query": query, "headers": self.headers.items(), "body": len(data),
                "server": self.server.name, "text": data[:200].decode("latin-1")}
        if path != "/health":
            self.server.seen.append(seen)
        if path == "/introspect":
            token = json.loads(data)["token"]
            self.reply(*((200, b'{"user":"%s"}' % token[4:].encode()) if token != "ask-nobody" else (404, b"{}")))
        elif path == "/health":
            self.reply(200 if self.server.well else 503, b'{"status":"x","version":"7.1"}')
        elif "status" in words:
            self.reply(int(words[-1]), json.dumps(seen).encode())
        elif "slow" in words:
            time.sleep(float(words[-1]))
            self.reply(200, json.dumps(seen).encode())
        elif "bytes" in words:
            self.reply(200, b"x" * int(words[-1]))
        elif "stream" in words:
            self.send_response(200)
            self.send_header("Content-Type", "text/event-stream")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for i in range(int(words[-1])):
                self.chunk(b"data: %d\n\n" % i)
                time.sleep(0.05)
            self.chunk(b"")
        else:
            self.reply(200, json.dumps(seen).encode(), X_Powered_By="echo", X_User_Id="7", Access_Control_Allow_Origin="*")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = do_OPTIONS = anything


class Script:
    """A server that answers each connection with bytes as they are, after it has read a request's head, and then closes or not.
    answers: a function of (number of the connection, number of the request on it) to bytes; None closes without a word."""

    def __init__(self, answer, hold=False):
        self.answer, self.hold = answer, hold
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port = self.listener.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self.count, self.requests = 0, []
        threading.Thread(target=self.accept, daemon=True).start()

    def accept(self):
        while True:
            try:
                s, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(s, self.count), daemon=True).start()
            self.count += 1

    def serve(self, s, number):
        try:
            data, request = b"", 0
            while True:
                while b"\r\n\r\n" not in data:
                    got = s.recv(65536)
                    if not got:
                        return
                    data += got
                head, _, data = data.partition(b"\r\n\r\n")
                self.requests.append(head)
                said = self.answer(number, request)
                request += 1
                if said is None:
                    return
                s.sendall(said)
                if not self.hold:
                    return
        except OSError:
            pass
        finally:
            s.close()

    def close(self):
        self.listener.close()


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Reply:
    def __init__(self, status, headers, body):
        self.status, self.headers, self.body = status, headers, body

    @property
    def json(self):
        return json.loads(self.body)

    @property
    def seen(self):
        """The headers that the upstream saw, by lower-case name."""
        return {k.lower(): v for k, v in self.json["headers"]}


class Gateway:
    def __init__(self, *arguments):
        self.log_file = tempfile.TemporaryFile("w+b")
        self.process = subprocess.Popen([DRIVER, *map(str, arguments)], stdout=subprocess.PIPE, stderr=self.log_file, text=True)
        line = self.process.stdout.readline()
        if not line:
            raise AssertionError(f"it did not start: {self.log()}")
        self.port = int(line)
        self.host = f"127.0.0.1:{self.port}"

    def log(self):
        self.log_file.seek(0)
        return self.log_file.read().decode(errors="replace")

    def lines(self):
        time.sleep(0.5)  # they are written a few times a second
        return [json.loads(line) for line in self.log().splitlines() if line.startswith("{")]

    def ask(self, method, path, body=None, timeout=20, **headers):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request(method, path, body, {k.replace("_", "-"): v for k, v in headers.items()})
            answer = connection.getresponse()
            return Reply(answer.status, answer.headers, answer.read())
        finally:
            connection.close()

    def get(self, path, **headers):
        return self.ask("GET", path, **headers)

    def raw(self, data, wait=3.0, until=None):
        """Sends bytes as they are; returns what came back until the end, or for as long as it says."""
        got = b""
        with socket.create_connection(("127.0.0.1", self.port)) as s:
            s.settimeout(wait)
            s.sendall(data)
            try:
                while piece := s.recv(65536):
                    got += piece
                    if until is not None and until in got:
                        break
            except TimeoutError:
                pass
            except ConnectionResetError:
                pass
        return got

    def stop(self):
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        code = self.process.wait(40)
        self.process.stdout.close()
        text = self.log()
        self.log_file.close()
        if SANITIZER.search(text):
            sys.stderr.write(text)
            raise AssertionError("a sanitizer found something")
        return code


class GatewayCase(unittest.TestCase):
    def setUp(self):
        self.ends = []

    def gateway(self, *arguments):
        g = Gateway(*arguments)
        self.addCleanup(self.end_of, g)
        return g

    def end_of(self, g):
        self.assertEqual(g.stop(), 0)

    def echo(self, port=0, name="echo"):
        e = Echo(port, name)
        self.addCleanup(self.end_echo, e)
        return e

    @staticmethod
    def end_echo(e):
        if e.place is None:
            e.kill()
        e.place.close()

    def script(self, answer, hold=False):
        s = Script(answer, hold)
        self.addCleanup(s.close)
        return s

    def before(self, *urls, flags="-", access="none", extra=()):
        """A gateway with everything below /api going to these."""
        return self.gateway("--upstream", "own", "-", "local", "--upstream", "svc", flags, ",".join(urls), "--route", "*", "/api",
                            access, "svc", 0, 0, "--route", "*", "/", "none", "own", 9, 0, *extra)
