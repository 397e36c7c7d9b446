#!/usr/bin/env python3
"""Runs a command beside an HTTP server that misbehaves as the bucket's name says, to see what an S3 client makes of it.

usage: misbehaving_s3.py COMMAND…   the command finds FA_TEST_MISBEHAVING, http://127.0.0.1:port, in its environment."""
import http.server
import os
import socketserver
import subprocess
import sys
import threading
import urllib.parse

BODY = b"0123456789" * 10
seen = {}  # bucket -> requests so far
stored = {}  # bucket -> headers of the PUT that was stored
lock = threading.Lock()


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        if "Content_Length" not in headers and "Transfer_Encoding" not in headers:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            try:
                self.wfile.write(body)
            except ConnectionError:  # the client had enough
                self.close_connection = True

    def hang_up(self):
        self.close_connection = True
        self.wfile.flush()

    def handle_any(self):
        url = urllib.parse.urlsplit(self.path)
        bucket = url.path.split("/")[1]
        length = int(self.headers.get("Content-Length") or 0)
        if self.headers.get("Expect"):
            self.send_response_only(100)
            self.end_headers()
        self.rfile.read(length)
        with lock:
            seen[bucket] = seen.get(bucket, 0) + 1
            count = seen[bucket]
        self.query = urllib.parse.parse_qs(url.query, keep_blank_values=True)
        if url.path.endswith("/count"):
            with lock:
                seen[bucket] -= 1
                self.answer(200, str(seen[bucket]).encode())
            return
        getattr(self, bucket.replace("-", "_"))(count)

    do_GET = do_HEAD = do_PUT = do_POST = do_DELETE = handle_any

    def fails_twice(self, count):
        self.answer(200, BODY) if count > 2 else self.answer(503)

    def fails_always(self, _):
        self.answer(503)

    def asks_to_wait(self, count):
        self.answer(200, BODY) if count > 1 else self.answer(503, Retry_After="1")

    def asks_to_wait_long(self, _):
        self.answer(503, Retry_After="3600")

    def hangs_up(self, _):
        self.hang_up()

    def cut_short(self, _):
        self.answer(200, BODY[:50], Content_Length="100")
        self.hang_up()

    def redirects(self, _):
        self.answer(307, Location=f"http://{self.headers['Host']}/fails-twice/x")

    def flips(self, _):
        self.answer(200, BODY, **{"x_amz_meta_fa_sums": "20-0123456789abcdef"})

    def odd_sums(self, _):
        self.answer(200, BODY, **{"x_amz_meta_fa_sums": "99-01"})

    def no_length(self, _):
        self.answer(200, b"64\r\n" + BODY + b"\r\n0\r\n\r\n", Transfer_Encoding="chunked")

    def huge_error(self, _):
        self.answer(403, b"x" * (8 << 20))

    def bad_list(self, _):
        self.answer(200, b"<?xml version='1.0'?><!DOCTYPE l [<!ENTITY a 'b'>]><ListBucketResult/>")

    def endless_list(self, _):
        self.answer(200, b"<ListBucketResult><IsTruncated>true</IsTruncated></ListBucketResult>")

    def no_range(self, _):
        self.answer(200, BODY)

    def loses_answers(self, count):
        """The first PUT is stored, and its answer lost."""
        if self.command == "PUT" and count == 1:
            stored["put"] = self.headers.get("x-amz-meta-fa-put")
            self.hang_up()
        elif self.command == "PUT":
            self.answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
        else:
            self.answer(200, b"12345", **{"x_amz_meta_fa_put": stored["put"]})

    def anothers(self, _):
        if self.command == "PUT":
            self.answer(412, b"<Error><Code>PreconditionFailed</Code></Error>")
        else:
            self.answer(200, b"12345", **{"x_amz_meta_fa_put": "00"})

    def cannot_complete(self, _):
        """Parts go well, and then the store fails in the body of an answer of 200."""
        if "uploads" in self.query:
            self.answer(200, b"<InitiateMultipartUploadResult><UploadId>u&amp;1</UploadId></InitiateMultipartUploadResult>")
        elif "uploadId" in self.query and self.command == "POST":
            self.answer(200, b"<Error><Code>InternalError</Code></Error>")
        elif "uploadId" in self.query and self.command == "DELETE":
            stored["abandoned"] = self.query["uploadId"][0]
            self.answer(204)
        elif self.command == "HEAD":
            self.answer(404)
        elif self.path.endswith("/abandoned"):
            self.answer(200, stored.get("abandoned", "").encode())
        else:
            self.answer(200, ETag='"e"')


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    daemon_threads = True
    request_queue_size = 64


def main():
    server = Server(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    environment = dict(os.environ, FA_TEST_MISBEHAVING=f"http://127.0.0.1:{server.server_port}")
    status = subprocess.run(sys.argv[1:], env=environment, check=False).returncode
    server.shutdown()
    return status


if __name__ == "__main__":
    sys.exit(main())
