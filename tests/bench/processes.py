"""Processes and what they took: CPU time by the kernel's account, memory by looking at /proc."""
import json
import os
import pathlib
import subprocess
import threading
import time


class Ended:
    """A process that has ended: CPU milliseconds of it and its children, the time on the clock, its output."""

    def __init__(self, cpu_ms, wall_ms, code, output):
        self.cpu_ms, self.wall_ms, self.code, self.output = cpu_ms, wall_ms, code, output


def run(arguments):
    """Runs a program to its end. Its output is kept only as far as it fits into a pipe or is read by nobody."""
    start = time.perf_counter()
    child = subprocess.Popen([str(a) for a in arguments], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
    output = child.stdout.read()
    _, status, used = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    child.stdout.close()
    return Ended((used.ru_utime + used.ru_stime) * 1e3, (time.perf_counter() - start) * 1e3, child.returncode, output)


class Service:
    """bench_service over a folder."""

    def __init__(self, program, folder, reader, owner):
        self.child = subprocess.Popen([program, folder, reader, owner], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def call(self, *words):
        self.child.stdin.write("\t".join(" ".join(str(w).split()) for w in words) + "\n")
        self.child.stdin.flush()
        return json.loads(self.child.stdout.readline())

    def close(self):
        """Ends the service; returns its CPU milliseconds and those of the readers that it started."""
        self.child.stdin.close()
        _, status, used = os.wait4(self.child.pid, 0)
        self.child.returncode = os.waitstatus_to_exitcode(status)
        self.child.stdout.close()
        return (used.ru_utime + used.ru_stime) * 1e3


# ---- memory ----

def children(pid):
    """The processes below a process."""
    found = []
    for task in pathlib.Path(f"/proc/{pid}/task").glob("*/children"):
        try:
            below = task.read_text().split()
        except OSError:
            continue
        for child in below:
            found += [int(child), *children(int(child))]
    return found


def resident_kib(pid):
    """Memory of a process, where pages that it shares with others count by its share; 0 when it has ended."""
    try:
        for line in pathlib.Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except OSError:
        pass
    return 0


def status_kib(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    return 0


def peak_kib(pid):
    """The most memory that a process has had at a time."""
    return status_kib(pid, "VmHWM")


def resident_now_kib(pid):
    """Memory of a process, shared pages counted in full, as its peak counts them."""
    return status_kib(pid, "VmRSS")


def forget_peak(pid):
    """From now on the peak is that of what comes."""
    pathlib.Path(f"/proc/{pid}/clear_refs").write_text("5")


class Watch:
    """Looks every few milliseconds at the processes below one, and keeps the most that they had together."""

    def __init__(self, pid, pause=0.004):
        self.pid, self.pause, self.peak, self.looks, self.ending = pid, pause, 0, 0, False
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.ending:
            below = children(self.pid)
            if below:
                self.looks += 1
                self.peak = max(self.peak, sum(resident_kib(pid) for pid in below))
            time.sleep(self.pause)

    def close(self):
        self.ending = True
        self.thread.join()
