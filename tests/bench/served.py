"""`finanalyst serve` as it is measured: started on a free port, with as many users as wanted and limits that nobody meets."""
import contextlib
import http.client
import json
import os
import pathlib
import socket
import subprocess
import time

PASSWORD = "a long way to measure"
LIMITS = {f"RATE_LIMIT_{name}": "6000000:1000000" for name in ("DEFAULT", "AUTH", "ASK", "UPLOAD")}


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def cpu_s(pid):
    """Seconds of a process and of its children that live."""
    total, tick = 0, os.sysconf("SC_CLK_TCK")
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
        except OSError:
            continue
        if int(stat.parent.name) == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / tick


class Program:
    """The program over a folder; more: further variables of its environment."""

    def __init__(self, build, folder, users=1, **more):
        environment = {**os.environ, "FINANALYST_DATA_DIR": str(folder), **LIMITS, **more}
        self.child = subprocess.Popen([build / "bin" / "finanalyst", "serve", "--port", "0"], env=environment,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.pid = self.child.pid
        self.port = int(self.child.stdout.readline().split()[-1].rsplit(":", 1)[1])
        self.tokens = [self.register(i) for i in range(users)]

    def register(self, who):
        account = {"email": f"bench{who}@example.com", "password": PASSWORD}
        return self.ask("POST", "/api/v1/auth/register", json.dumps(account), {"Content-Type": "application/json"})["access_token"]

    def ask(self, method, path, body=None, headers=None):
        with contextlib.closing(http.client.HTTPConnection("127.0.0.1", self.port, timeout=120)) as connection:
            connection.request(method, path, body, headers or {})
            return json.loads(connection.getresponse().read() or "null")

    def signed(self, who=0):
        return "Authorization: Bearer " + self.tokens[who]

    def cpu_s(self):
        return cpu_s(self.pid)

    def close(self):
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()


def profiles(port, token, seconds, pause_s=.004):
    """Milliseconds of each GET of one's own account, at an easy pace."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    took, end = [], time.perf_counter() + seconds
    while time.perf_counter() < end:
        began = time.perf_counter()
        connection.request("GET", "/api/v1/users/me", headers={"Authorization": "Bearer " + token})
        reply = connection.getresponse()
        reply.read()
        took.append((time.perf_counter() - began) * 1e3)
        assert reply.status == 200
        time.sleep(pause_s)
    connection.close()
    return took


def p99(values):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * .99))]


def load(build, port, path, connections, seconds, *header_and_json):
    """bench_hop: requests, how many a second, p50 and p99 in µs."""
    out = subprocess.run([build / "bin" / "bench_hop", str(port), path, str(connections), str(seconds), *header_and_json],
                         check=True, capture_output=True, text=True).stdout.split()
    assert out[1] == "0", f"{out[1]} of {out[0]} requests of {path} failed"
    return {"done": int(out[0]), "per_s": int(out[0]) / seconds, "p50_us": float(out[2]), "p99_us": float(out[3])}
