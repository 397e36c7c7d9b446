"""CPU per request through the door: the own account of who is signed in, against a plain hop of nginx and HAProxy's with a token.

Rounds of all of them, one after the other, so that other load on the machine meets each; what counts is the median of the ratios
within a round. `own` is the program with all services in it; `separate` the gateway alone, in front of the same backend as the
peers. What the load and the backend cost is not counted."""
import contextlib
import statistics
import subprocess

import peers
import served

CONNECTIONS, SECONDS, ROUNDS = 32, 3, 5
ME = "/api/v1/users/me"


class Separate(peers.Peer):
    """The gateway as a process of its own, its token known and its services told who asks."""

    def __init__(self, build, back):
        self.child = subprocess.Popen([build / "bin" / "gateway_driver", "--upstream", "user", "-", f"http://127.0.0.1:{back}",
                                       "--route", "*", "/api/v1/users", "user", "user", "0", "0", "--rate", "0", "1", "--reuse", "10000"],
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.port = int(self.child.stdout.readline())


def measure(build, door, header):
    before = door.cpu_s()
    got = served.load(build, door.port, ME, CONNECTIONS, SECONDS, *header)
    return {**got, "cpu_us": (door.cpu_s() - before) / got["done"] * 1e6}


def doors(bench, stack, folder):
    """Name, door, header of each; the first is what the others are held against."""
    def opened(thing):
        stack.callback(thing.close)
        return thing

    back = opened(peers.backend(folder))
    program = opened(served.Program(bench.build, bench.folder / "door"))
    return [("nginx", opened(peers.hop(folder, back.port)), []),
            ("haproxy", opened(peers.haproxy(folder, back.port)), ["Authorization: Bearer " + peers.token()]),
            ("own", program, [program.signed()]),
            ("separate", opened(Separate(bench.build, back.port)), ["Authorization: Bearer good-ada-user"])]


def gateway(bench):
    folder = bench.folder / "peers"
    folder.mkdir()
    folder.chmod(0o755)
    with contextlib.ExitStack() as stack:
        all_doors = doors(bench, stack, folder)
        rounds = [{name: measure(bench.build, door, header) for name, door, header in all_doors} for _ in range(ROUNDS)]
    middle = {name: statistics.median(r[name]["cpu_us"] for r in rounds) for name in rounds[0]}
    ratio = {name: statistics.median(r[name]["cpu_us"] / r["nginx"]["cpu_us"] for r in rounds) for name in rounds[0]}
    bench.figures["gateway"] = {"cpu_us": middle, "ratio": ratio, "rounds": rounds}
    bench.row("nginx, plain hop, CPU µs", f"{middle['nginx']:.1f}")
    bench.row("HAProxy with JWT / that", f"{ratio['haproxy']:.2f} ({middle['haproxy']:.1f} µs)")
    bench.row("profile GET, one process / that", f"{ratio['own']:.2f} ({middle['own']:.1f} µs)", "≤ 0.9", ratio["own"] <= .9)
    bench.row("gateway alone / that", f"{ratio['separate']:.2f} ({middle['separate']:.1f} µs)", "≤ 1.1", ratio["separate"] <= 1.1)
