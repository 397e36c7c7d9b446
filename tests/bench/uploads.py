"""Uploads: 50 MB at a time through the door into the store, against nginx without buffers in front of a server that hashes; and
how much memory four at once take."""
import contextlib
import hashlib
import multiprocessing
import os
import socket
import statistics
import threading
import time

import peers
import processes
import served

BYTES, PIECE, ROUNDS, AT_ONCE = 50_000_000, 256 << 10, 7, 4


def take_bodies(listener):
    """The server behind nginx: the SHA-256 of each body is the reply."""
    def serve(connection):
        file = connection.makefile("rb", PIECE)
        while file.readline().strip():
            left = 0
            while line := file.readline().strip():
                name, _, value = line.partition(b":")
                left = int(value) if name.lower() == b"content-length" else left
            digest = hashlib.sha256()
            while left > 0:
                piece = file.read1(min(left, PIECE))
                digest.update(piece)
                left -= len(piece)
            text = digest.hexdigest().encode()
            connection.sendall(b"HTTP/1.1 201 Created\r\nContent-Length: %d\r\n\r\n%s" % (len(text), text))

    while True:
        threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()


class Sink:
    def __init__(self):
        listener = socket.create_server(("127.0.0.1", 0))
        self.port = listener.getsockname()[1]
        self.child = multiprocessing.Process(target=take_bodies, args=(listener,), daemon=True)
        self.child.start()
        listener.close()

    def cpu_s(self):
        return served.cpu_s(self.child.pid)

    def close(self):
        self.child.terminate()
        self.child.join()


def put(port, path, header, body):
    """Seconds until the reply to an upload is there."""
    with socket.create_connection(("127.0.0.1", port)) as s:
        began = time.perf_counter()
        s.sendall(f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n{header}Content-Length: {len(body)}\r\n\r\n".encode())
        s.sendall(body)
        reply = s.recv(65536)
        took = time.perf_counter() - began
    assert reply.startswith(b"HTTP/1.1 201"), reply
    return took


class Names:
    def __init__(self):
        self.count = 0

    def next(self):
        self.count += 1
        return f"/api/v1/objects/upload-{self.count}"


def measure(doors, port, path, header, body):
    before = sum(door.cpu_s() for door in doors)
    took = put(port, path, header, body)
    return {"mb_per_s": len(body) / took / 1e6, "cpu_ms_per_mb": (sum(d.cpu_s() for d in doors) - before) * 1e9 / len(body)}


def grown(program, names, header, body):
    """KiB that the process had more, at its most, while four came in at once."""
    before = processes.resident_now_kib(program.pid)
    processes.forget_peak(program.pid)
    threads = [threading.Thread(target=put, args=(program.port, names.next(), header, body)) for _ in range(AT_ONCE)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return processes.peak_kib(program.pid) - before


def uploads(bench):
    body, names, folder = os.urandom(BYTES), Names(), bench.folder / "upload-peers"
    folder.mkdir()
    folder.chmod(0o755)
    with contextlib.ExitStack() as stack:
        sink = Sink()
        stack.callback(sink.close)
        hop = peers.hop(folder, sink.port)
        stack.callback(hop.close)
        program = served.Program(bench.build, bench.folder / "uploads")
        stack.callback(program.close)
        header = program.signed() + "\r\n"
        put(program.port, names.next(), header, body[:1_000_000])
        rounds = [{"nginx": measure([hop, sink], hop.port, "/", "", body),
                   "own": measure([program], program.port, names.next(), header, body)} for _ in range(ROUNDS)]
        growth = [grown(program, names, header, body) for _ in range(3)]
    rate = statistics.median(r["own"]["mb_per_s"] / r["nginx"]["mb_per_s"] for r in rounds)
    cpu = statistics.median(r["nginx"]["cpu_ms_per_mb"] / r["own"]["cpu_ms_per_mb"] for r in rounds)
    middle = {name: {key: statistics.median(r[name][key] for r in rounds) for key in r[name]} for r in rounds[:1] for name in r}
    bench.figures["uploads"] = {"rate": rate, "cpu": cpu, "rounds": rounds, "grown_kib": growth}
    bench.row("50 MB upload / nginx and a sink, rate", f"{rate:.2f} ({middle['own']['mb_per_s']:.0f} MB/s of "
              f"{middle['nginx']['mb_per_s']:.0f})", "≥ 0.8", rate >= .8)
    bench.row("the same, MB per CPU second", f"{cpu:.2f} ({middle['own']['cpu_ms_per_mb']:.1f} ms/MB, "
              f"{middle['nginx']['cpu_ms_per_mb']:.1f})")
    bench.row("four at once, memory grown, MiB", f"{statistics.median(growth) / 1024:.1f}", "≤ 4",
              statistics.median(growth) <= 4096)
