#!/usr/bin/env python3
"""CPU per request through the gateway, against nginx as a plain proxy in the same run, with the same server behind both.

usage: gateway.py BUILD [--seconds N] [--rounds N]      BUILD: a build folder, of the preset release; nginx has to be installed"""
import argparse
import os
import pathlib
import socket
import statistics
import subprocess
import tempfile
import time

BODY = '{"id":"usr_01J00000000000000000000000","email":"ada@aldergate.example","role":"user","full_name":"Ada A."}'
NGINX = """daemon off; worker_processes 1; pid {folder}/{name}.pid; error_log {folder}/{name}.log;
events {{ worker_connections 1024; }}
http {{ access_log {log}; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; keepalive_requests 100000000; default_type application/json;
  {more} }}"""
BACK = "server {{ listen 127.0.0.1:{port} reuseport; location / {{ return 200 '{body}'; }} }}"
HOP = """upstream back {{ server 127.0.0.1:{back}; keepalive 64; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://back; proxy_http_version 1.1; proxy_set_header Connection ""; }} }}"""


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(0.02)
    raise SystemExit(f"nobody listens on {port}")


def start_nginx(folder, name, port, log, more):
    path = folder / f"{name}.conf"
    path.write_text(NGINX.format(folder=folder, name=name, more=more, log=log))
    process = subprocess.Popen(["nginx", "-c", str(path)], stderr=subprocess.DEVNULL)
    wait_for(port)
    return process


def cpu_of(pid):
    """Seconds of a process and its children that live."""
    total, tick = 0, os.sysconf("SC_CLK_TCK")
    for stat in pathlib.Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(") ")[2].split()
            number = int(stat.parent.name)
        except OSError:
            continue
        if number == pid or int(fields[1]) == pid:
            total += int(fields[11]) + int(fields[12])
    return total / tick


def measure(build, pid, port, connections, seconds, header):
    before = cpu_of(pid)
    out = subprocess.run([build / "bin/bench_hop", str(port), "/api/v1/users/me", str(connections), str(seconds), *header], check=True,
                         capture_output=True, text=True).stdout.split()
    done, bad, p50, p99 = int(out[0]), int(out[1]), float(out[2]), float(out[3])
    assert bad == 0, f"{bad} of {done} failed"
    return (cpu_of(pid) - before) / done * 1e6, done / seconds, p50, p99


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("build", type=pathlib.Path)
    parser.add_argument("--seconds", type=int, default=4)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--connections", type=int, default=32)
    a = parser.parse_args()
    ports = [free_port() for _ in range(3)]
    with tempfile.TemporaryDirectory(prefix="finanalyst-bench-") as name, open(os.devnull, "w") as null:
        folder = pathlib.Path(name)
        folder.chmod(0o755)
        processes = [start_nginx(folder, "back", ports[0], "off", BACK.format(port=ports[0], body=BODY)),
                     start_nginx(folder, "hop", ports[1], "off", HOP.format(port=ports[1], back=ports[0]))]
        gateway = subprocess.Popen([a.build / "bin/gateway_driver", "--upstream", "user", "-", f"http://127.0.0.1:{ports[0]}", "--route", "*",
                                    "/api/v1/users", "user", "user", "0", "0", "--rate", "0", "1", "--reuse", "10000"],
                                   stdout=subprocess.PIPE, stderr=null, text=True)
        processes.append(gateway)
        own = int(gateway.stdout.readline())
        try:
            rows = {"nginx, plain": [], "gateway, token, identity, log": []}
            for _ in range(a.rounds):
                rows["nginx, plain"].append(measure(a.build, processes[1].pid, ports[1], a.connections, a.seconds, []))
                rows["gateway, token, identity, log"].append(
                    measure(a.build, gateway.pid, own, a.connections, a.seconds, ["Authorization: Bearer good-ada-user"]))
        finally:
            for p in processes:
                p.terminate()
                p.wait()
    base = statistics.median(r[0] for r in rows["nginx, plain"])
    for label, row in rows.items():
        micros = statistics.median(r[0] for r in row)
        print(f"{label:32} {micros:6.1f} µs CPU  {micros / base:5.2f} x nginx  {statistics.median(r[1] for r in row):8.0f}/s  "
              f"p50 {statistics.median(r[2] for r in row):5.0f}  p99 {statistics.median(r[3] for r in row):6.0f} µs")


if __name__ == "__main__":
    main()
