"""All services in one process: how soon they are ready, and what they take when nobody asks."""
import http.client
import os
import statistics
import subprocess
import time

import processes
import served

STARTS, SETTLE_S = 9, 3


def start(build, folder):
    """The process, and milliseconds from its start to the first 200 of /ready."""
    port, environment = served.free_port(), {**os.environ, "FINANALYST_DATA_DIR": str(folder)}
    began = time.perf_counter()
    child = subprocess.Popen([build / "bin" / "finanalyst", "serve", "--port", str(port)], env=environment,
                             stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while time.perf_counter() < began + 30:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/ready")
            if connection.getresponse().status == 200:
                return child, (time.perf_counter() - began) * 1e3
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(.001)
    raise RuntimeError("it does not become ready")


def stop(child):
    child.terminate()
    child.wait()


def begin(bench):
    first, again = [], []
    for i in range(STARTS):
        folder = bench.folder / f"start-{i}"
        for took in (first, again):
            child, ms = start(bench.build, folder)
            took.append(ms)
            if i == STARTS - 1 and took is again:
                time.sleep(SETTLE_S)
                idle = processes.resident_kib(child.pid)
            stop(child)
    bench.figures["start"] = {"first_ms": first, "again_ms": again, "idle_pss_mib": idle / 1024}
    bench.row("ready after its start, ms", f"{statistics.median(again):.0f} (in a new folder {statistics.median(first):.0f})", "≤ 100",
              statistics.median(again) <= 100)
    bench.row("all services, idle, MiB", f"{idle / 1024:.1f} (PSS)", "≤ 32", idle <= 32 * 1024)
