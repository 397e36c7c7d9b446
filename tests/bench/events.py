"""Events: durable ones a second at the store and through the door, and what a report costs before and after many of them."""
import json
import statistics
import subprocess

import served

PRODUCERS, CONNECTIONS, SECONDS, ROUNDS = 64, 256, 4, 3
FEW, MANY = 10_000, 1_000_000
EVENT = '{"type":"DOCUMENT_VIEW","session":"bench"}'


def bench_events(bench, name, *words):
    folder = bench.folder / name
    folder.mkdir()
    out = subprocess.run([bench.build / "bin" / "bench_events", folder, *map(str, words)], check=True, capture_output=True, text=True)
    return [json.loads(line) for line in out.stdout.splitlines()]


def middle(rounds, key):
    return statistics.median(r[key] for r in rounds)


def events(bench):
    store = [bench_events(bench, f"events-{i}", "add", PRODUCERS, SECONDS)[0] for i in range(ROUNDS)]
    program = served.Program(bench.build, bench.folder / "events")
    door = []
    try:
        for _ in range(ROUNDS):
            before = program.cpu_s()
            got = served.load(bench.build, program.port, "/api/v1/events", CONNECTIONS, SECONDS, program.signed(), EVENT)
            door.append({**got, "cpu_us": (program.cpu_s() - before) / got["done"] * 1e6})
    finally:
        program.close()
    bench.figures["events"] = {"store": store, "door": door}
    bench.row("durable events a second, store", f"{middle(store, 'per_second'):.0f} ({middle(store, 'cpu_us_per_event'):.0f} µs CPU)",
              "≥ 20,000", middle(store, "per_second") >= 20000)
    bench.row("durable events a second, gateway", f"{middle(door, 'per_s'):.0f} ({middle(door, 'cpu_us'):.0f} µs CPU, p99 "
              f"{middle(door, 'p99_us') / 1e3:.0f} ms)", "≥ 5,000", middle(door, "per_s") >= 5000)


def reports(bench):
    each = [line for line in bench_events(bench, "reports", "report", FEW, MANY) if "report" in line]
    together = sum(line["many_cpu_ms"] for line in each) / sum(line["few_cpu_ms"] for line in each)
    worst = max(each, key=lambda line: line["ratio"])
    bench.figures["reports"] = {"each": each, "together": together}
    bench.row("reports, 1 M events / 10 k, CPU", f"{together:.2f} (worst: {worst['report']} {worst['ratio']:.2f})", "≤ 1.5",
              worst["ratio"] <= 1.5)
