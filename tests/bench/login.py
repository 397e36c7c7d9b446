"""Logins: how many, against what the machine can hash; and what a flood of them does to who is in already.

Hashes alone are libsodium's argon2id with the parameters of the service, one process a core, each round right before its logins,
so that other load on the machine meets both."""
import ctypes
import ctypes.util
import http.client
import json
import multiprocessing
import os
import statistics
import time

import served

SECONDS = 6.0
FLOOD = 16  # logins at a time
HUMBLE = 5  # of the threads that hash, in servers/http/pool.c
ROUNDS = 5
ARGON2ID, PASSES, MEMORY = 2, 2, 64 << 20


def hashes(core, seconds, out):
    """How many hashes one core makes a second, and what one costs in seconds of CPU; as humble as the service's threads are."""
    os.sched_setaffinity(0, {core})
    os.nice(HUMBLE)
    sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
    sodium.sodium_init()
    text, salt, key, count = served.PASSWORD.encode(), bytes(16), ctypes.create_string_buffer(32), 0
    began, cpu = time.perf_counter(), time.process_time()
    while time.perf_counter() - began < seconds:
        failed = sodium.crypto_pwhash(key, ctypes.c_ulonglong(32), text, ctypes.c_ulonglong(len(text)), salt,
                                      ctypes.c_ulonglong(PASSES), ctypes.c_size_t(MEMORY), ARGON2ID)
        count += not failed
    out.put((count / (time.perf_counter() - began), (time.process_time() - cpu) / count))


def logins(port, who, until, out):
    """Logs in again and again over one connection: the moments in which it was in, and how often the answer was to try later."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    body = json.dumps({"email": f"bench{who}@example.com", "password": served.PASSWORD})
    done, later = [], 0
    while time.perf_counter() < until:
        connection.request("POST", "/api/v1/auth/login", body, {"Content-Type": "application/json"})
        reply = connection.getresponse()
        reply.read()
        if reply.status == 200:
            done.append(time.perf_counter())
        later += reply.status in (429, 503)
    out.put((done, later))


def together(target, arguments):
    """What processes that run at the same time put out, while the caller does something; call it for the results."""
    out = multiprocessing.Queue()
    children = [multiprocessing.Process(target=target, args=(*a, out)) for a in arguments]
    for child in children:
        child.start()

    def results():
        got = [out.get() for _ in children]
        for child in children:
            child.join()
        return got

    return results


def flood(port, seconds):
    until = time.perf_counter() + seconds
    return together(logins, [(port, who, until) for who in range(FLOOD)])


def login(bench):
    cores = sorted(os.sched_getaffinity(0))
    server = served.Program(bench.build, bench.folder / "logins", FLOOD)
    rounds = []
    try:
        for _ in range(ROUNDS):
            quiet = served.profiles(server.port, server.tokens[0], SECONDS)
            hashed = together(hashes, [(core, SECONDS) for core in cores])()
            before = server.cpu_s()
            results = flood(server.port, SECONDS)()
            spent, done = server.cpu_s() - before, sorted(moment for moments, _ in results for moment in moments)
            steady = done[1:1 - FLOOD]  # as long as there is always another that waits
            end = flood(server.port, SECONDS)
            flooded = served.profiles(server.port, server.tokens[0], SECONDS)
            end()
            rounds.append({"hashes_per_s": sum(h for h, _ in hashed), "hash_cpu_s": statistics.mean(c for _, c in hashed),
                           "logins_per_s": len(steady) / (steady[-1] - done[0]), "login_cpu_s": spent / len(done),
                           "later": sum(later for _, later in results), "quiet_p99_ms": served.p99(quiet), "flooded_p99_ms": served.p99(flooded),
                           "load": os.getloadavg()[0]})
    finally:
        server.close()
    share = statistics.median(r["logins_per_s"] / r["hashes_per_s"] for r in rounds)
    slower = statistics.median(r["flooded_p99_ms"] / r["quiet_p99_ms"] for r in rounds)
    bench.figures["login"] = {"cores": len(cores), "at_a_time": FLOOD, "share": share, "slower": slower, "rounds": rounds}
    middle = {key: statistics.median(r[key] for r in rounds) for key in rounds[0]}
    bench.row("logins / what the cores hash", f"{share:.0%} ({middle['logins_per_s']:.1f}/s of {middle['hashes_per_s']:.1f}/s)",
              "≥ 95 %", share >= .95)
    bench.row("CPU of a hash / of a login", f"{middle['hash_cpu_s'] / middle['login_cpu_s']:.0%} ({middle['hash_cpu_s']:.3f} s, "
              f"{middle['login_cpu_s']:.3f} s)")
    bench.row("profile p99, login flood / quiet", f"{slower:.1f} ({middle['flooded_p99_ms']:.1f} ms, quiet "
              f"{middle['quiet_p99_ms']:.1f} ms)", "≤ 2", slower <= 2)
