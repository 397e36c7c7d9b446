"""The servers that ours is held against: nginx and HAProxy on free ports of the loopback address, from configurations of their own."""
import base64
import hashlib
import hmac
import json
import shutil
import socket
import subprocess
import time

import served

BODY = '{"id":"usr_01J00000000000000000000000","email":"ada@aldergate.example","role":"user","full_name":"Ada A."}'
NGINX = """daemon off; worker_processes 1; pid {folder}/{name}.pid; error_log {folder}/{name}.log;
events {{ worker_connections 1024; }}
http {{ access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; keepalive_requests 100000000; default_type application/json;
  client_max_body_size 0; {more} }}"""
BACK = "server {{ listen 127.0.0.1:{port} reuseport; location / {{ return 200 '{body}'; }} }}"
HOP = """upstream back {{ server 127.0.0.1:{back}; keepalive 64; keepalive_requests 100000000; }}
  server {{ listen 127.0.0.1:{port}; location / {{ proxy_pass http://back; proxy_http_version 1.1; proxy_set_header Connection "";
  proxy_request_buffering off; }} }}"""
SECRET = "asecretofthisrunaloneof32bytes00"
HAPROXY = """global
  nbthread 1
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  http-reuse always
frontend door
  bind 127.0.0.1:{port}
  http-request set-var(txn.token) http_auth_bearer
  http-request deny deny_status 401 unless {{ var(txn.token),jwt_header_query('$.alg') -m str HS256 }}
  http-request deny deny_status 401 unless {{ var(txn.token),jwt_verify(HS256,"{secret}") -m int 1 }}
  http-request set-header X-User %[var(txn.token),jwt_payload_query('$.sub')]
  http-request set-header X-Role %[var(txn.token),jwt_payload_query('$.role')]
  default_backend back
backend back
  server one 127.0.0.1:{back}
"""


def missing():
    """The peers that are not installed."""
    return [name for name in ("nginx", "haproxy") if shutil.which(name) is None]


def wait_for(port):
    for _ in range(500):
        try:
            socket.create_connection(("127.0.0.1", port)).close()
            return
        except OSError:
            time.sleep(.02)
    raise RuntimeError(f"nobody listens on {port}")


def token():
    """A JWT that HAProxy accepts: HS256, the cheapest to check."""
    parts = [json.dumps(part).encode() for part in ({"alg": "HS256", "typ": "JWT"},
                                                    {"sub": "usr_01J00000000000000000000000", "role": "user", "exp": 4102444800})]
    text = b".".join(base64.urlsafe_b64encode(part).rstrip(b"=") for part in parts)
    return (text + b"." + base64.urlsafe_b64encode(hmac.digest(SECRET.encode(), text, hashlib.sha256)).rstrip(b"=")).decode()


class Peer:
    def __init__(self, command, port):
        self.port = port
        self.child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        wait_for(port)

    def cpu_s(self):
        return served.cpu_s(self.child.pid)

    def close(self):
        self.child.terminate()
        self.child.wait()


def nginx(folder, name, more, **values):
    port, path = served.free_port(), folder / f"{name}.conf"
    path.write_text(NGINX.format(folder=folder, name=name, more=more.format(port=port, **values)))
    return Peer(["nginx", "-c", path], port)


def backend(folder):
    return nginx(folder, "back", BACK, body=BODY)


def hop(folder, back):
    return nginx(folder, "hop", HOP, back=back)


def haproxy(folder, back):
    port, path = served.free_port(), folder / "haproxy.conf"
    path.write_text(HAPROXY.format(port=port, back=back, secret=SECRET))
    return Peer(["haproxy", "-db", "-f", path], port)
