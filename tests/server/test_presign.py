"""Addresses at which the object store itself takes and gives files, on a real S3 server; where none is installed, skipped."""
import hashlib
import http.client
import os
import pathlib
import subprocess
import sys
import unittest
import urllib.parse

from program import HTML, ServersCase

GATEWAY = pathlib.Path(__file__).parent.parent / "support" / "radosgw.py"
OTHER = {"email": "bob@example.com", "password": "a loud harbour at dusk"}


def store(**more):
    """The settings of a server whose files are in S3."""
    endpoint = urllib.parse.urlsplit(os.environ["FA_TEST_S3_ENDPOINT"])
    return {"MINIO_ENDPOINT": endpoint.netloc, "MINIO_ACCESS_KEY": os.environ["FA_TEST_S3_ACCESS_KEY"],
            "MINIO_SECRET_KEY": os.environ["FA_TEST_S3_SECRET_KEY"], "MINIO_BUCKET": os.environ["FA_TEST_S3_BUCKET"],
            "MINIO_REGION": os.environ["FA_TEST_S3_REGION"], **more}


def use(url, method, body=None, headers=None):
    """One request to the store, by whoever has the address."""
    at = urllib.parse.urlsplit(url)
    connection = http.client.HTTPConnection(at.hostname, at.port, timeout=30)
    try:
        connection.request(method, at.path + "?" + at.query, body, headers or {})
        reply = connection.getresponse()
        return reply.status, reply.read()
    finally:
        connection.close()


def sha256(data):
    return hashlib.sha256(data).hexdigest()


class Presign(ServersCase):
    def begin(self, server, data, name="direct.htm", token=None):
        reply = server.post("/api/v1/documents:presign", {"filename": name, "size": len(data)}, token=token)
        self.assertEqual(reply.status, 201, reply.body)
        self.assertEqual(set(reply.json), {"document_id", "upload_url", "method", "headers", "expires_at"})
        return reply.json

    def put(self, told, data, headers=None):
        return use(told["upload_url"], told["method"], data, told["headers"] if headers is None else headers)[0]

    def complete(self, server, told, digest, token=None):
        return server.post(f"/api/v1/documents/{told['document_id']}:complete", {"sha256": digest}, token=token)

    def is_refused(self, reply, status, field):
        self.assertEqual((reply.status, [e["pointer"] for e in reply.json["errors"]]), (status, [field]), reply.body)

    def test_a_file_that_went_to_the_store_becomes_a_document(self):
        server, data = self.start(**store()), HTML.read_bytes()
        told = self.begin(server, data)
        self.is_refused(self.complete(server, told, sha256(data)), 409, "upload")
        self.assertEqual(self.put(told, data), 200)
        self.assertNotEqual(self.put(told, data + b"."), 200, "an address takes bytes once")
        made = self.complete(server, told, sha256(data))
        self.assertEqual((made.status, made.json["id"]), (201, told["document_id"]), made.body)
        self.assertEqual((made.json["name"], made.json["sha256"], made.json["size_bytes"]), ("direct.htm", sha256(data), len(data)))
        self.assertEqual(server.ready(told["document_id"])["status"], "ready")
        again = self.complete(server, told, sha256(data))
        self.assertEqual((again.status, again.json["id"]), (200, told["document_id"]))
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], len(data))
        server.kill()
        server = self.start(**store())
        self.assertEqual(server.get(f"/api/v1/documents/{told['document_id']}/content").body, data)
        down = server.ask("POST", f"/api/v1/documents/{told['document_id']}:presign").json
        self.assertEqual(use(down["download_url"], down["method"]), (200, data))
        self.assertEqual(use(down["download_url"], "PUT", b"other bytes", {"If-None-Match": "*"})[0] // 100, 4)
        self.assertEqual(use(down["download_url"].replace(told["document_id"], "doc_" + "0" * 26), "GET")[0] // 100, 4)
        self.assertEqual(server.stop(), 0)

    def test_other_bytes_than_were_told_of_are_no_document_and_are_gone(self):
        server, data = self.start(**store()), HTML.read_bytes() + b"<!-- other -->"
        for sent, digest, field in ((data, sha256(data + b"."), "sha256"), (data[:-1], sha256(data[:-1]), "size"),
                                    (data + b".", sha256(data + b"."), "size")):
            with self.subTest(field=field, sent=len(sent)):
                told = self.begin(server, data)
                self.assertEqual(self.put(told, sent), 200)
                self.is_refused(self.complete(server, told, digest), 422, field)
                self.assertEqual(self.complete(server, told, sha256(data)).status, 410)
                self.assertEqual(server.get(f"/api/v1/documents/{told['document_id']}").status, 404)
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], 0)
        told = self.begin(server, data)
        self.is_refused(self.complete(server, told, "no digest"), 422, "sha256")
        self.assertEqual(server.stop(), 0)

    def test_it_is_its_owners_and_within_the_quota(self):
        server, data = self.start(**store(QUOTA_MAX_BYTES="100000")), HTML.read_bytes()
        bob = server.sign_in(OTHER)
        told = self.begin(server, data)
        self.assertEqual(self.put(told, data), 200)
        self.assertEqual(self.complete(server, told, sha256(data), token=bob).status, 404)
        self.is_refused(server.post("/api/v1/documents:presign", {"filename": "b.htm", "size": 90000}), 507, "quota")
        self.assertEqual(self.complete(server, told, sha256(data)).status, 201)
        self.assertEqual(server.ask("POST", f"/api/v1/documents/{told['document_id']}:presign", token=bob).status, 404)
        self.assertEqual(server.stop(), 0)

    def test_the_same_bytes_again_are_the_document_that_is_there(self):
        server, data = self.start(**store()), HTML.read_bytes() + b"<!-- again -->"
        first = server.upload(data, "a.htm").json["id"]
        told = self.begin(server, data)
        self.assertEqual(self.put(told, data), 200)
        made = self.complete(server, told, sha256(data))
        self.assertEqual((made.status, made.json["id"]), (200, first), made.body)
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], len(data))
        self.assertEqual(server.stop(), 0)

    def test_where_files_are_local_it_says_so(self):
        server = self.start()
        refused = server.post("/api/v1/documents:presign", {"filename": "a.htm", "size": 5})
        self.is_refused(refused, 501, "presign")
        self.assertIn("signs no addresses", refused.json["detail"])
        document = server.upload(HTML.read_bytes(), "a.htm").json["id"]
        self.is_refused(server.ask("POST", f"/api/v1/documents/{document}:presign"), 501, "presign")
        self.assertEqual(server.get("/api/v1/quota/me").json["size_bytes"], len(HTML.read_bytes()))
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    if "FA_TEST_S3_ENDPOINT" not in os.environ:
        sys.exit(subprocess.call([sys.executable, str(GATEWAY), sys.executable, __file__]))
    unittest.main()
