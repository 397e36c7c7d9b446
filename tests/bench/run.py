#!/usr/bin/env python3
"""Measures speed and memory of the built system, writes the figures as JSON, and prints a table with the bars.

usage: run.py --build DIR --out FILE [DATA] [--rounds N] [--only NAME,…]

DATA has financebench/pdfs/*.pdf, financebench/questions.jsonl and edgar/*.htm*; where it is absent, the project's own sample files are
measured. Whole ingest is upload, hash, sandboxed reading, understanding and keeping in SQLite; what it is compared with runs on the
same file right before it, so that other load on the machine meets both."""
import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.parse
import urllib.request

import crowd
import events
import gateway
import login
import peers
import processes
import start
import uploads

SAMPLE_QUESTIONS = ["What was total revenue in fiscal 2025?", "What is the FY2025 current ratio?",
                    "What was net income in 2025?", "Which segment had the highest revenue in 2025?",
                    "What are the risks that the company faces?", "By how much did revenue grow in 2025?"]
PAGES_LIKE_150 = range(140, 166)
ASK_PASSES = 3
LARGEST = 6


def arguments():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("data", type=pathlib.Path, nargs="?", default=pathlib.Path("absent"))
    parser.add_argument("--build", type=pathlib.Path, required=True, help="a build folder, of the preset release")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="the file for the figures")
    parser.add_argument("--rounds", type=int, default=3, help="how often filings of about 150 pages are read")
    parser.add_argument("--only", default="", help="comma-separated names of parts: " + ", ".join(PARTS) + "; services: all that are about them")
    return parser.parse_args()


def percentile(values, share):
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


class Bench:
    """One measurement: what is measured, the folder that it happens in, the figures so far."""

    def __init__(self, options, folder):
        self.build, self.folder, self.rounds = options.build.resolve(), folder, options.rounds
        self.reader = self.build / "bin" / "finanalyst-reader"
        self.figures = {"machine": machine()}
        self.rows = []  # (what, figure, bar, whether it is met)
        self.documents, self.owners = {}, {}
        data = options.data
        self.pdfs = sorted((data / "financebench" / "pdfs").glob("*.pdf"))
        self.pages = sorted((data / "edgar").glob("*.htm*"))
        questions = data / "financebench" / "questions.jsonl"
        if self.pdfs and questions.is_file():
            lines = [json.loads(line) for line in questions.read_text(encoding="utf-8").splitlines() if line.strip()]
            self.questions = [(q["doc_name"], q["question"]) for q in lines]
        else:
            samples = self.build / "samples" / "files"
            print(f"{data}: no filings there, so the project's own sample files are measured", file=sys.stderr)
            self.pdfs, self.pages = sorted(samples.glob("*.pdf")), sorted(samples.glob("*.htm"))
            self.questions = [(self.pdfs[0].stem, text) for text in SAMPLE_QUESTIONS]

    def service(self, name):
        return processes.Service(self.build / "bin" / "bench_service", self.folder / name, self.reader, self.owner(name))

    def owner(self, name):
        """The user that the servers of a folder are asked by."""
        if name not in self.owners:
            server = Server(self, name)
            self.owners[name] = server.user
            server.close()
        return self.owners[name]

    def row(self, what, figure, bar="", met=None):
        self.rows.append((what, figure, bar, "" if met is None else "met" if met else "MISSED"))


def machine():
    with open("/proc/cpuinfo", encoding="utf-8") as file:
        names = [line.split(":", 1)[1].strip() for line in file if line.startswith("model name")]
    return {"cpu": names[0] if names else "unknown", "cores": os.cpu_count(), "load_before": os.getloadavg()[0]}


# ---- PDF ----

def read_pdf(service, path):
    """pdftotext alone and whole ingest, one right after the other."""
    alone = processes.run(["pdftotext", "-bbox", path, "/dev/null"])
    got = service.call("ingest", path)
    if "failed" in got:
        print(f"  {path.name}: {got['failed']}: {got['why']}", file=sys.stderr)
        return None
    got.update(name=path.stem, all_cpu_ms=got["cpu_ms"] + got["reader_ms"], pdftotext_ms=alone.cpu_ms,
               pdftotext_wall_ms=alone.wall_ms)
    return got


def pdf(bench):
    service = bench.service("filings")
    read = [one for one in (read_pdf(service, path) for path in bench.pdfs) if one]
    whole = service.close()
    bench.documents = {one["name"]: one["id"] for one in read}
    pages, alone = sum(one["pages"] for one in read), sum(one["pdftotext_ms"] for one in read)
    ratios = [one["all_cpu_ms"] / one["pdftotext_ms"] for one in read]
    figures = {"files": len(read), "pages": pages, "cpu_s": whole / 1e3, "pages_per_cpu_s": pages / whole * 1e3,
               "pdftotext_cpu_s": alone / 1e3, "pdftotext_pages_per_cpu_s": pages / alone * 1e3, "ratio": whole / alone,
               "ratio_median": statistics.median(ratios), "reader_share": sum(one["reader_ms"] for one in read) / whole,
               "upload_mb_per_s": sum(one["bytes"] for one in read) / sum(one["upload_wall_ms"] for one in read) / 1e3,
               "upload_mb_per_cpu_s": sum(one["bytes"] for one in read) / sum(one["upload_cpu_ms"] for one in read) / 1e3,
               "each": read}
    bench.figures["pdf"] = figures
    bench.row("PDF, pages per CPU second", f"{figures['pages_per_cpu_s']:.0f} ({len(read)} files, {pages} pages)")
    bench.row("pdftotext -bbox alone", f"{figures['pdftotext_pages_per_cpu_s']:.0f}")
    bench.row("whole ingest / pdftotext, CPU", f"{figures['ratio']:.2f} (median of files {figures['ratio_median']:.2f})",
              "≤ 1.5", figures["ratio"] <= 1.5)
    bench.row("upload into the library, MB/s", f"{figures['upload_mb_per_s']:.0f} ({figures['upload_mb_per_cpu_s']:.0f} per CPU s)")
    ready(bench, [path for path in bench.pdfs for one in read if one["name"] == path.stem and one["pages"] in PAGES_LIKE_150])


def ready(bench, paths):
    """The time on the clock until questions can be asked, of filings of about 150 pages."""
    if not paths:
        bench.row("ready for questions", "not measured: no filing of about 150 pages")
        return
    each = {path.stem: [] for path in paths}
    for i in range(bench.rounds):
        service = bench.service(f"ready-{i}")
        for path in paths:
            one = read_pdf(service, path)
            if one:
                each[path.stem].append(one)
        service.close()
    medians = [statistics.median(one["wall_ms"] for one in runs) for runs in each.values()]
    best = [min(one["wall_ms"] for one in runs) for runs in each.values()]
    cpu = [statistics.median(one["all_cpu_ms"] for one in runs) for runs in each.values()]
    alone = [statistics.median(one["pdftotext_wall_ms"] for one in runs) for runs in each.values()]
    figures = {"files": len(paths), "rounds": bench.rounds, "median_s": statistics.median(medians) / 1e3,
               "slowest_s": max(medians) / 1e3, "best_median_s": statistics.median(best) / 1e3,
               "cpu_median_s": statistics.median(cpu) / 1e3, "pdftotext_wall_median_s": statistics.median(alone) / 1e3}
    bench.figures["ready"] = figures
    bench.row("about 150 pages ready, s", f"{figures['median_s']:.2f} (best runs {figures['best_median_s']:.2f}, CPU "
              f"{figures['cpu_median_s']:.2f}, pdftotext alone {figures['pdftotext_wall_median_s']:.2f})", "< 2",
              figures["median_s"] < 2)


# ---- HTML ----

def html(bench):
    rates, alones, ratios = [], [], []
    read = []
    for i in range(bench.rounds):
        service = bench.service(f"html-{i}")
        size = cpu = alone = 0.0
        for path in bench.pages:
            sax = float(processes.run([bench.build / "bin" / "bench_sax", path]).output.split()[1])
            got = service.call("ingest", path)
            if "failed" in got:
                print(f"  {path.name}: {got['failed']}: {got['why']}", file=sys.stderr)
                continue
            size, cpu, alone = size + got["bytes"], cpu + got["cpu_ms"] + got["reader_ms"], alone + sax
            read.append({**got, "name": path.stem, "sax_ms": sax})
        service.close()
        rates.append(size / cpu / 1e3)
        alones.append(size / alone / 1e3)
        ratios.append(cpu / alone)
    figures = {"files": len(bench.pages), "rounds": bench.rounds, "mb_per_cpu_s": statistics.median(rates),
               "sax_mb_per_cpu_s": statistics.median(alones), "ratio": statistics.median(ratios), "each": read}
    bench.figures["html"] = figures
    bench.row("inline XBRL, MB per CPU second", f"{figures['mb_per_cpu_s']:.1f} ({len(bench.pages)} files)", "≥ 20",
              figures["mb_per_cpu_s"] >= 20)
    bench.row("libxml2 SAX alone, MB per CPU second", f"{figures['sax_mb_per_cpu_s']:.1f} (ratio {figures['ratio']:.2f})")


# ---- questions ----

def ask(bench):
    """Each question of one filing and of all, by a service that has just been started."""
    if not bench.documents:
        return
    bench.figures["ask"] = {"filings": len(bench.documents), "questions": len(bench.questions), "passes": ASK_PASSES}
    for scope in ("single", "shared"):
        service = bench.service("filings")
        took, cpu, first = [], [], []
        for i in range(ASK_PASSES):
            for name, text in bench.questions:
                if scope == "single" and name not in bench.documents:
                    continue
                got = service.call("ask", bench.documents[name] if scope == "single" else "-", text)
                took.append(got["wall_ms"])
                cpu.append(got["cpu_ms"])
                if i == 0:
                    first.append(got["wall_ms"])
        service.close()
        figures = {"p50_ms": percentile(took, .5), "p95_ms": percentile(took, .95), "max_ms": max(took),
                   "first_p95_ms": percentile(first, .95), "cpu_p50_ms": percentile(cpu, .5),
                   "cpu_p95_ms": percentile(cpu, .95)}
        bench.figures["ask"][scope] = figures
        bench.row(f"ask, {scope}: p95 ms", f"{figures['p95_ms']:.1f} (p50 {figures['p50_ms']:.1f}, CPU p95 "
                  f"{figures['cpu_p95_ms']:.1f}, first pass {figures['first_p95_ms']:.1f})", "< 30", figures["p95_ms"] < 30)


# ---- the program that serves ----

class Server:
    """`finanalyst serve` on a port of its own choice, and a user of it. What that one's password costs is not counted."""

    USER = {"email": "bench@example.com", "password": "a long way to measure"}

    def __init__(self, bench, name):
        folder = bench.folder / name
        environment = {**os.environ, "FINANALYST_DATA_DIR": str(folder), "FINANALYST_READER": str(bench.reader),
                       "RATE_LIMIT_ASK": "60000:10000", "RATE_LIMIT_UPLOAD": "60000:10000", "RATE_LIMIT_DEFAULT": "60000:10000"}
        self.child = subprocess.Popen([bench.build / "bin" / "finanalyst", "serve", "--port", "0"], env=environment,
                                      stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.base = self.child.stdout.readline().split()[-1] + "/api/v1"
        self.opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        self.token = ""
        self.token, self.user = self.sign_in()
        processes.forget_peak(self.child.pid)

    def sign_in(self):
        for path in ("/auth/register", "/auth/login"):
            try:
                got = self.call(path, json.dumps(self.USER).encode())
                return got["access_token"], got["user"]["id"]
            except urllib.error.HTTPError:
                continue  # registered by an earlier start
        raise RuntimeError("the server lets nobody in")

    def call(self, path, body=None, kind="application/json"):
        headers = {} if body is None else {"Content-Type": kind}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        with self.opener.open(urllib.request.Request(self.base + path, body, headers), timeout=120) as reply:
            return json.load(reply)

    def upload(self, path):
        """Uploads a file, waits until it was read, and returns how long the upload took."""
        body = path.read_bytes()
        start = time.perf_counter()
        stored = self.call("/documents?name=" + urllib.parse.quote(path.name), body, "application/octet-stream")
        took = time.perf_counter() - start
        while self.call(f"/documents/{stored['id']}")["status"] in ("stored", "reading"):
            time.sleep(.02)
        return took

    def close(self):
        peak = processes.peak_kib(self.child.pid)
        self.child.terminate()
        self.child.wait()
        self.child.stdout.close()
        return peak


def service(bench):
    """Memory: of the largest files while they are read, and of questions over all filings."""
    by_size = sorted(bench.pdfs, key=lambda p: p.stat().st_size)[-LARGEST:]
    by_pages = sorted(bench.figures.get("pdf", {}).get("each", []), key=lambda one: one["pages"])[-LARGEST:]
    names = {one["name"] for one in by_pages}
    files = sorted({*by_size, *(p for p in bench.pdfs if p.stem in names),
                    *sorted(bench.pages, key=lambda p: p.stat().st_size)[-LARGEST:]})
    server = Server(bench, "served")
    watch = processes.Watch(server.child.pid)
    seconds = sum(server.upload(path) for path in files)
    watch.close()
    peaks = [server.close()]
    if bench.documents:
        server = Server(bench, "filings")
        for _, text in bench.questions:
            server.call("/ask", json.dumps({"question": text}).encode())
        peaks.append(server.close())
    figures = {"files": len(files), "reader_peak_mib": watch.peak / 1024, "looks": watch.looks,
               "ingesting_peak_mib": peaks[0] / 1024, "asking_peak_mib": peaks[-1] / 1024,
               "http_upload_mb_per_s": sum(p.stat().st_size for p in files) / seconds / 1e6}
    bench.figures["service"] = figures
    bench.row("reader, peak MiB", f"{figures['reader_peak_mib']:.0f} (all reading processes together)", "≤ 256",
              figures["reader_peak_mib"] <= 256)
    bench.row("service, peak MiB", f"{max(peaks) / 1024:.0f} (ingesting {figures['ingesting_peak_mib']:.0f}, asking "
              f"{figures['asking_peak_mib']:.0f})", "≤ 64", max(peaks) <= 64 * 1024)
    bench.row("upload over HTTP, MB/s", f"{figures['http_upload_mb_per_s']:.0f}")


def size(bench):
    library = (bench.build / "lib" / "libfinanalyst.so").resolve()
    stripped = bench.folder / "stripped.so"
    subprocess.run(["strip", "-o", stripped, library], check=True)
    figures = {"stripped_mb": stripped.stat().st_size / 1e6}
    bench.figures["size"] = figures
    bench.row("core library, stripped MB", f"{figures['stripped_mb']:.2f}", "< 2", figures["stripped_mb"] < 2)


SERVICES = {"gateway": gateway.gateway, "login": login.login, "events": events.events, "reports": events.reports,
            "uploads": uploads.uploads, "crowd": crowd.crowd, "start": start.begin}
PARTS = {"pdf": pdf, "html": html, "ask": ask, "service": service, **SERVICES, "size": size}
WITH_PEERS = ("gateway", "uploads")


def table(rows):
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    return "\n".join("  ".join([*(row[i].ljust(widths[i]) for i in range(3)), row[3]]).rstrip() for row in rows)


def main():
    options = arguments()
    only = [name for name in options.only.split(",") if name]
    if "services" in only:
        only += SERVICES
    folder = pathlib.Path(tempfile.mkdtemp(prefix="finanalyst-bench-"))
    try:
        bench = Bench(options, folder)
        for name, part in PARTS.items():
            if only and name not in only:
                continue
            if name in WITH_PEERS and peers.missing():
                bench.row(name, f"not measured: {', '.join(peers.missing())} not installed")
            else:
                part(bench)
        bench.figures["machine"]["load_after"] = os.getloadavg()[0]
        options.out.parent.mkdir(parents=True, exist_ok=True)
        options.out.write_text(json.dumps(bench.figures, indent=1) + "\n", encoding="utf-8")
        print(table([("what", "measured", "bar", ""), *bench.rows]))
        print(f"load of the machine {bench.figures['machine']['load_before']:.1f} before, "
              f"{bench.figures['machine']['load_after']:.1f} after, on {bench.figures['machine']['cores']} cores; figures in {options.out}")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
