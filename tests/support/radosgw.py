#!/usr/bin/env python3
"""Runs a command beside a real S3 server: a one-node Ceph (monitor, object store in memory, radosgw) on free ports of the
loopback address, with all its files in a folder that goes with it.

usage: radosgw.py COMMAND…   the command finds FA_TEST_S3_ENDPOINT, _REGION, _BUCKET, _ACCESS_KEY, _SECRET_KEY in its
environment; its exit status is passed on. 77: Ceph is not installed."""
import datetime
import hashlib
import hmac
import http.client
import os
import pathlib
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import uuid

NEEDED = ("ceph-mon", "ceph-osd", "radosgw", "radosgw-admin", "ceph", "ceph-authtool", "monmaptool")
REGION, BUCKET = "us-east-1", "fa-test"
ACCESS, SECRET = "FATESTACCESS", "fa/test+secret"


def free_ports(count):
    """Ports that are free now; they are held together so that they differ."""
    held = []
    for _ in range(count):
        s = socket.socket()
        s.bind(("127.0.0.1", 0))
        held.append(s)
    ports = [s.getsockname()[1] for s in held]
    for s in held:
        s.close()
    return ports


def configuration(folder, fsid, mon_port, gateway_port, first_port):
    # No authentication between the parts, which listen on the loopback address only; one copy of everything, in memory.
    return f"""[global]
fsid = {fsid}
mon host = [v2:127.0.0.1:{mon_port}/0]
mon initial members = a
public addr = 127.0.0.1
cluster addr = 127.0.0.1
ms bind ipv4 = true
ms bind msgr1 = false
ms bind port min = {first_port}
ms bind port max = {first_port + 60}
auth cluster required = none
auth service required = none
auth client required = none
run dir = {folder}
admin socket = {folder}/$name.asok
pid file = {folder}/$name.pid
log file = {folder}/$name.log
crash dir = {folder}
keyring = {folder}/keyring
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 8
osd pool default pgp num = 8
osd pool default pg autoscale mode = off
mon allow pool size one = true
mon max pg per osd = 2000
osd crush chooseleaf type = 0
mon data avail crit = 1
mon data avail warn = 2
[mon]
mon data = {folder}/mon
mon osd min down reporters = 1
paxos propose interval = 0.05
mon cluster log file = {folder}/cluster.log
[osd]
osd data = {folder}/osd
osd objectstore = memstore
memstore device bytes = 1073741824
osd class load list = *
osd class default list = *
osd op num shards = 2
osd op num threads per shard = 1
[client.rgw]
rgw frontends = beast endpoint=127.0.0.1:{gateway_port}
rgw data = {folder}/rgw
ms mon client mode = crc secure
rgw enable usage log = false
rgw enable quota threads = false
rgw dynamic resharding = false
rgw crypt require ssl = false
"""


class Server:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.running = []
        mon, self.port = free_ports(2)
        self.fsid = str(uuid.uuid4())
        self.mon = mon
        first = 20000 + os.getpid() % 400 * 70
        for name in ("mon", "osd", "rgw"):
            (self.folder / name).mkdir()
        (self.folder / "ceph.conf").write_text(configuration(folder, self.fsid, mon, self.port, first))
        self.env = dict(os.environ, CEPH_CONF=str(self.folder / "ceph.conf"))

    def do(self, *command):
        run = subprocess.run(command, env=self.env, capture_output=True, text=True, timeout=120, check=False)
        if run.returncode != 0:
            raise RuntimeError(f"{command[0]} failed: {run.stderr[-2000:]}")
        return run.stdout

    def keep(self, *command):
        log = open(self.folder / f"{command[0]}.out", "wb")
        self.running.append(subprocess.Popen(command, env=self.env, stdout=log, stderr=log))

    def start(self):
        keyring, monmap = str(self.folder / "keyring"), str(self.folder / "monmap")
        self.do("ceph-authtool", "--create-keyring", keyring, "--gen-key", "-n", "mon.", "--cap", "mon", "allow *")
        self.do("ceph-authtool", keyring, "--gen-key", "-n", "client.admin", "--cap", "mon", "allow *", "--cap", "osd",
                "allow *")
        self.do("monmaptool", "--create", "--fsid", self.fsid, "--addv", "a", f"[v2:127.0.0.1:{self.mon}/0]", monmap)
        self.do("ceph-mon", "-i", "a", "--mkfs", "--monmap", monmap, "--keyring", keyring)
        self.keep("ceph-mon", "-i", "a", "-f")
        osd = str(uuid.uuid4())
        self.do("ceph", "osd", "new", osd, "0")
        self.do("ceph-osd", "-i", "0", "--mkfs", "--osd-uuid", osd)
        self.keep("ceph-osd", "-i", "0", "-f")
        self.wait(lambda: "1 up" in self.do("ceph", "osd", "stat"))
        self.do("radosgw-admin", "-n", "client.rgw", "user", "create", "--uid=fa", "--display-name=fa",
                f"--access-key={ACCESS}", f"--secret-key={SECRET}")
        self.keep("radosgw", "-n", "client.rgw", "-f")
        self.wait(lambda: self.request("GET", "/") == 200)
        if self.request("PUT", f"/{BUCKET}") != 200:
            raise RuntimeError("the bucket cannot be made")

    def wait(self, ready):
        end = time.monotonic() + 60
        while time.monotonic() < end:
            if any(p.poll() is not None for p in self.running):
                break
            try:
                if ready():
                    return
            except OSError:
                pass
            time.sleep(0.1)
        logs = "".join(p.read_text(errors="replace")[-1500:] for p in self.folder.glob("*.out"))
        raise RuntimeError(f"the server does not come up:\n{logs}")

    def request(self, method, path):
        """A signed request without a body; its status."""
        now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y%m%dT%H%M%SZ")
        host, empty = f"127.0.0.1:{self.port}", hashlib.sha256(b"").hexdigest()
        scope = f"{now[:8]}/{REGION}/s3/aws4_request"
        names = "host;x-amz-content-sha256;x-amz-date"
        canonical = f"{method}\n{path}\n\nhost:{host}\nx-amz-content-sha256:{empty}\nx-amz-date:{now}\n\n{names}\n{empty}"
        text = f"AWS4-HMAC-SHA256\n{now}\n{scope}\n{hashlib.sha256(canonical.encode()).hexdigest()}"
        key = ("AWS4" + SECRET).encode()
        for part in scope.split("/"):
            key = hmac.digest(key, part.encode(), "sha256")
        signature = hmac.new(key, text.encode(), "sha256").hexdigest()
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, path, headers={
                "Host": host, "x-amz-date": now, "x-amz-content-sha256": empty, "Authorization":
                f"AWS4-HMAC-SHA256 Credential={ACCESS}/{scope}, SignedHeaders={names}, Signature={signature}"})
            return connection.getresponse().status
        finally:
            connection.close()

    def stop(self):
        for process in reversed(self.running):
            process.terminate()
        for process in reversed(self.running):
            try:
                process.wait(timeout=2)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if missing:
        print(f"skipped: {', '.join(missing)} not installed (Debian: ceph-mon ceph-osd radosgw ceph-common)")
        return 77
    with tempfile.TemporaryDirectory(prefix="finanalyst-s3-") as folder:
        server = Server(folder)
        try:
            server.start()
            environment = dict(os.environ, FA_TEST_S3_ENDPOINT=f"http://127.0.0.1:{server.port}", FA_TEST_S3_REGION=REGION,
                               FA_TEST_S3_BUCKET=BUCKET, FA_TEST_S3_ACCESS_KEY=ACCESS, FA_TEST_S3_SECRET_KEY=SECRET)
            return subprocess.run(sys.argv[1:], env=environment, check=False).returncode
        finally:
            server.stop()


if __name__ == "__main__":
    sys.exit(main())
