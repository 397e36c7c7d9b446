"""Clients that cost without asking for much: idle ones, and slow ones."""
import resource
import selectors
import socket
import time

import served

SLOW, SLOW_MAX_S, IDLE, BATCH, SECONDS = 2000, 20, 5000, 250, 6
SPARE = 200


def allow_files(count):
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(count + SPARE, hard), hard))


def connect(port, count):
    opened = []
    for _ in range(count):
        opened.append(socket.create_connection(("127.0.0.1", port), timeout=30))
    return opened


def be_served(clients, port):
    """Each has asked for something: from now on it is idle, and not about to be cut."""
    for client in clients:
        client.sendall(f"GET /live HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n".encode())
    for client in clients:
        reply = client.recv(4096)
        assert reply.startswith(b"HTTP/1.1 200"), reply


def cut_after(port):
    """Clients that send a byte of a head each second: when the first and the last of them was cut."""
    head, clients, gone = b"GET /live HTTP/1.1\r\nHost: x\r\nX: " + b"y" * 100, connect(port, SLOW), []
    watch = selectors.DefaultSelector()
    for client in clients:
        client.setblocking(False)
        watch.register(client, selectors.EVENT_READ)
    began, sent = time.perf_counter(), 0
    while watch.get_map() and time.perf_counter() < began + SLOW_MAX_S:
        if time.perf_counter() > began + sent:
            for key in list(watch.get_map().values()):
                try:
                    key.fileobj.send(head[sent:sent + 1])
                except OSError:
                    pass  # it was cut, which is read below
            sent += 1
        for key, _ in watch.select(.05):
            try:
                over = key.fileobj.recv(4096) == b""
            except OSError:
                over = True
            if over:
                watch.unregister(key.fileobj)
                gone.append(time.perf_counter() - began)
    for client in clients:
        client.close()
    return gone


def crowd(bench):
    allow_files(IDLE)
    program = served.Program(bench.build, bench.folder / "crowd")
    try:
        quiet = served.p99(served.profiles(program.port, program.tokens[0], SECONDS))
        idle = connect(program.port, IDLE)
        for at in range(0, IDLE, BATCH):
            be_served(idle[at:at + BATCH], program.port)
        crowded = served.p99(served.profiles(program.port, program.tokens[0], SECONDS))
        for client in idle:
            client.close()
        gone = cut_after(program.port)
    finally:
        program.close()
    all_cut = len(gone) == SLOW
    bench.figures["crowd"] = {"quiet_p99_ms": quiet, "crowded_p99_ms": crowded, "cut": len(gone), "last_cut_s": max(gone, default=0)}
    bench.row(f"profile p99 beside {IDLE:,} idle, ms", f"{crowded:.1f} (alone {quiet:.1f})", "≤ 50", crowded <= 50)
    bench.row(f"{SLOW:,} slow clients all cut within, s", f"{max(gone, default=0):.1f} ({len(gone):,} cut)", "≤ 15",
              all_cut and max(gone) <= 15)
