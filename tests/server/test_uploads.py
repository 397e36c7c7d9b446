"""Uploads that come in pieces (tus 1.0.0): creation, pieces, what breaks off, checksums, expiry, and what survives a kill."""
import base64
import hashlib
import random
import socket
import subprocess
import threading
import time
import unittest

from program import APART, HTML, PROGRAM, Folder, ServerCase, ServersCase, environment

PIECE = "application/offset+octet-stream"
OTHER = {"email": "bob@example.com", "password": "a loud harbour at dusk"}
QUICK = {f"RATE_LIMIT_{name}": "6000000:600000" for name in ("DEFAULT", "AUTH", "UPLOAD", "ASK")}


def b64(data):
    return base64.b64encode(data).decode()


class Client:
    """The protocol, by one user of a server."""

    def __init__(self, server, token=None):
        self.server, self.token = server, token

    def ask(self, method, path, body=None, **headers):
        named = {k.replace("_", "-"): v for k, v in headers.items() if v is not None}
        named.setdefault("Tus-Resumable", "1.0.0")
        return self.server.ask(method, path, body, {k: v for k, v in named.items() if v != ""}, token=self.token)

    def begin(self, size, name="aldergate.htm", **headers):
        return self.ask("POST", "/api/v1/uploads", Upload_Length=str(size),
                        Upload_Metadata=f"filename {b64(name.encode())},filetype {b64(b'text/html')}", **headers)

    def piece(self, path, offset, data, **headers):
        headers.setdefault("Content_Type", PIECE)
        return self.ask("PATCH", path, data, Upload_Offset=str(offset), **headers)

    def offset(self, path):
        reply = self.ask("HEAD", path)
        if reply.status != 200:
            raise AssertionError(f"{reply.status} {dict(reply.headers)}")
        return int(reply.headers["Upload-Offset"])

    def whole(self, data, name, step):
        path = self.begin(len(data), name).headers["Location"]
        for at in range(0, len(data), step):
            reply = self.piece(path, at, data[at:at + step])
        return path, reply

    def cut(self, path, offset, data, sent, *fields):
        """Sends the head of a piece and a part of its bytes, and goes away."""
        with socket.create_connection(("127.0.0.1", self.server.port)) as s:
            s.sendall(self.server.head(f"PATCH {path} HTTP/1.1", "Tus-Resumable: 1.0.0", f"Upload-Offset: {offset}",
                                       f"Content-Type: {PIECE}", f"Content-Length: {len(data)}", *fields))
            s.sendall(data[:sent])
            s.shutdown(socket.SHUT_WR)
            s.settimeout(10)
            while s.recv(4096):
                pass

    def grows_beyond(self, path, offset):
        """What broke off is kept once the server has seen that it did. Returns how far it has come."""
        end = time.monotonic() + 10
        while self.offset(path) == offset and time.monotonic() < end:
            time.sleep(0.05)
        return self.offset(path)


def variant(text):
    """A file of its own, so that it is no duplicate."""
    return HTML.read_bytes() + f"<!-- {text} -->".encode()


class Uploads(ServerCase):
    settings = QUICK

    def setUp(self):
        self.client = Client(self.server)

    def test_options_tell_what_is_spoken(self):
        reply = self.server.ask("OPTIONS", "/api/v1/uploads", token="")
        self.assertEqual(reply.status, 204)
        self.assertEqual((reply.headers["Tus-Resumable"], reply.headers["Tus-Version"]), ("1.0.0", "1.0.0"))
        self.assertEqual(set(reply.headers["Tus-Extension"].split(",")), {"creation", "expiration", "checksum", "termination"})
        self.assertEqual(set(reply.headers["Tus-Checksum-Algorithm"].split(",")), {"sha1", "sha256"})
        self.assertEqual(reply.headers["Tus-Max-Size"], str(100 << 20))

    def test_a_file_in_pieces_is_the_document_that_it_would_be_whole(self):
        data = variant("in pieces")
        made = self.client.begin(len(data), "größe.htm")
        self.assertEqual(made.status, 201, made.body)
        path = made.headers["Location"]
        self.assertRegex(path, r"^/api/v1/uploads/upl_[0-9a-z]{26}$")
        self.assertRegex(made.headers["Upload-Expires"], r"^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT$")
        self.assertEqual(self.client.offset(path), 0)
        first = self.client.piece(path, 0, data[:1000])
        self.assertEqual((first.status, first.headers["Upload-Offset"], first.body), (204, "1000", b""))
        self.assertIsNone(first.headers["Location"])
        seen = self.client.ask("HEAD", path)
        self.assertEqual((seen.status, seen.headers["Upload-Offset"], seen.headers["Upload-Length"]), (200, "1000", str(len(data))))
        self.assertEqual(seen.headers["Upload-Metadata"], "filename " + b64("größe.htm".encode()))
        self.assertEqual(seen.headers["Cache-Control"], "no-store")
        last = self.client.piece(path, 1000, data[1000:])
        self.assertEqual((last.status, last.headers["Upload-Offset"]), (204, str(len(data))))
        document = self.server.get(last.headers["Location"]).json
        self.assertEqual((document["name"], document["size_bytes"], document["sha256"]),
                         ("größe.htm", len(data), hashlib.sha256(data).hexdigest()))
        self.assertEqual(self.server.get(last.headers["Location"] + "/content").body, data)
        self.assertEqual(self.server.ready(document["id"])["status"], "ready")
        ended = self.client.ask("HEAD", path)
        self.assertEqual((ended.status, ended.headers["Upload-Offset"], ended.headers["Location"]),
                         (200, str(len(data)), last.headers["Location"]))
        self.assertEqual(self.server.get(path).json["document_id"], document["id"])
        self.is_problem(self.client.piece(path, len(data), b""), 410, "expired")

    def test_every_reply_names_the_version_and_another_one_is_refused(self):
        path = self.client.begin(10).headers["Location"]
        for method, where, more in (("POST", "/api/v1/uploads", {"Upload_Length": "5"}), ("HEAD", path, {}), ("DELETE", path, {}),
                                    ("PATCH", path, {"Upload_Offset": "0", "Content_Type": PIECE})):
            for version in ("0.2.2", ""):
                with self.subTest(method=method, version=version):
                    reply = self.client.ask(method, where, Tus_Resumable=version, **more)
                    self.assertEqual((reply.status, reply.headers["Tus-Version"], reply.headers["Tus-Resumable"]), (412, "1.0.0", "1.0.0"))
        self.assertEqual(self.client.offset(path), 0)
        missing = self.client.ask("HEAD", "/api/v1/uploads/upl_00000000000000000000000000")
        self.assertEqual((missing.status, missing.headers["Tus-Resumable"]), (404, "1.0.0"))

    def test_what_cannot_begin_says_why(self):
        for headers, status, field in (({"Upload_Length": "x"}, 422, "Upload-Length"), ({"Upload_Length": None}, 422, "Upload-Length"),
                                       ({"Upload_Length": "-5"}, 422, "Upload-Length"), ({"Upload_Length": "0"}, 422, "size"),
                                       ({"Upload_Length": str((100 << 20) + 1)}, 413, "size"),
                                       ({"Upload_Length": "9" * 30}, 422, "Upload-Length"),
                                       ({"Upload_Metadata": "filetype " + b64(b"x")}, 422, "Upload-Metadata"),
                                       ({"Upload_Metadata": "filename not*base64"}, 422, "Upload-Metadata"),
                                       ({"Upload_Metadata": "filename " + b64(b"a\x01b")}, 422, "name"),
                                       ({"Upload_Metadata": None}, 422, "Upload-Metadata")):
            with self.subTest(headers=headers):
                sent = {"Upload_Length": "5", "Upload_Metadata": "filename " + b64(b"a.htm"), **headers}
                self.is_problem(self.client.ask("POST", "/api/v1/uploads", **sent), status, None, field)

    def test_a_piece_that_does_not_fit_is_refused_and_changes_nothing(self):
        path = self.client.begin(100).headers["Location"]
        self.assertEqual(self.client.piece(path, 0, b"x" * 40).status, 204)
        self.is_problem(self.client.piece(path, 0, b"x" * 40), 409, "conflict", "offset")
        self.is_problem(self.client.piece(path, 41, b"x"), 409, "conflict", "offset")
        self.is_problem(self.client.piece(path, 40, b"x" * 61), 413, "too_large", "size")
        self.is_problem(self.client.piece(path, 40, b"x", Content_Type="application/octet-stream"), 415, "unsupported", "Content-Type")
        self.is_problem(self.client.ask("PATCH", path, b"x", Content_Type=PIECE), 422, "invalid", "Upload-Offset")
        self.assertEqual(self.client.offset(path), 40)

    def test_a_piece_with_other_bytes_than_its_checksum_tells_of_is_refused(self):
        data = variant("with checksums")
        path = self.client.begin(len(data)).headers["Location"]
        at = 0
        for name, part in (("sha1", data[:5000]), ("sha256", data[5000:9000]), ("sha256", data[9000:])):
            good = f"{name} {b64(hashlib.new(name, part).digest())}"
            wrong = f"{name} {b64(hashlib.new(name, part + b'.').digest())}"
            self.is_problem(self.client.piece(path, at, part, Upload_Checksum=wrong), 460, "corrupt", "checksum")
            self.assertEqual(self.client.offset(path), at)
            reply = self.client.piece(path, at, part, Upload_Checksum=good)
            self.assertEqual(reply.status, 204, reply.body)
            at += len(part)
        self.assertEqual(self.server.get(reply.headers["Location"]).json["sha256"], hashlib.sha256(data).hexdigest())

    def test_a_checksum_that_is_none_is_refused(self):
        path = self.client.begin(100).headers["Location"]
        for checksum in ("md5 " + b64(b"x" * 16), "sha1", "sha1 " + b64(b"x" * 19), "sha256 " + b64(b"x" * 20), "sha1 ****"):
            with self.subTest(checksum=checksum):
                self.is_problem(self.client.piece(path, 0, b"x", Upload_Checksum=checksum), 400, "invalid", "Upload-Checksum")

    def test_what_came_before_the_connection_broke_is_kept(self):
        data = variant("cut at forty per cent") + random.Random(7).randbytes(1 << 20)
        path = self.client.begin(len(data), "cut.htm").headers["Location"]
        at = 0
        for part in (4, 6, 8):
            self.client.cut(path, at, data[at:], len(data) * part // 10 - at)
            kept = self.client.grows_beyond(path, at)
            self.assertGreater(kept, at)
            self.assertLessEqual(kept, len(data) * part // 10)
            at = kept
        last = self.client.piece(path, at, data[at:])
        self.assertEqual(last.status, 204, last.body)
        self.assertEqual(self.server.get(last.headers["Location"]).json["sha256"], hashlib.sha256(data).hexdigest())

    def test_what_broke_off_before_its_checksum_could_be_told_is_not_kept(self):
        data = variant("cut with a checksum") + random.Random(9).randbytes(1 << 20)
        path = self.client.begin(len(data), "cut.htm").headers["Location"]
        self.client.cut(path, 0, data, len(data) // 2, "Upload-Checksum: sha1 " + b64(hashlib.sha1(data).digest()))
        time.sleep(0.5)
        self.assertEqual(self.client.offset(path), 0)

    def test_one_that_is_ended_is_gone(self):
        path = self.client.begin(100).headers["Location"]
        self.assertEqual(self.client.piece(path, 0, b"x" * 40).status, 204)
        self.assertEqual(self.client.ask("DELETE", path).status, 204)
        for method in ("HEAD", "DELETE"):
            self.assertEqual(self.client.ask(method, path).status, 404)
        self.assertEqual(self.client.piece(path, 40, b"x").status, 404)
        self.assertEqual([f for f in (self.folder / ".uploads").iterdir() if f.name == path.rsplit("/", 1)[1]], [])

    def test_another_user_does_not_see_it(self):
        other = Client(self.server, self.server.sign_in(OTHER))
        path = self.client.begin(100).headers["Location"]
        none = path[:-20] + "z" * 20
        for where in (path, none):
            self.assertEqual(other.ask("HEAD", where).status, 404)
            self.assertEqual(other.piece(where, 0, b"x").status, 404)
            self.assertEqual(other.ask("DELETE", where).status, 404)
            self.is_problem(other.ask("GET", where), 404, "not_found")
        self.assertEqual(self.client.offset(path), 0)
        self.is_problem(Client(self.server, "").begin(5), 401)

    def test_the_same_bytes_again_are_the_document_that_is_there(self):
        data = variant("twice")
        first = self.client.whole(data, "a.htm", 50000)[1].headers["Location"]
        self.assertEqual(self.client.whole(data, "b.htm", 70000)[1].headers["Location"], first)

    def test_one_user_has_a_hundred_under_way_at_most(self):
        client = Client(self.server, self.server.sign_in({"email": "cora@example.com", "password": "a very quiet harbour"}))
        paths = [client.begin(5).headers["Location"] for _ in range(100)]
        self.is_problem(client.begin(5), 429, "throttled")
        self.assertEqual(client.ask("DELETE", paths[0]).status, 204)
        self.assertEqual(client.begin(5).status, 201)

    def test_uploads_at_once_do_not_mix(self):
        found = {}

        def one(i):
            data = variant(f"at once {i}") + random.Random(i).randbytes(200000)
            path, reply = self.client.whole(data, f"{i}.htm", 60000 + i)
            found[i] = self.server.get(reply.headers["Location"]).json["sha256"] == hashlib.sha256(data).hexdigest()

        threads = [threading.Thread(target=one, args=(i,)) for i in range(6)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        self.assertEqual(found, {i: True for i in range(6)})


class Restarts(ServersCase):
    def test_what_was_acknowledged_is_there_after_a_kill_and_goes_on(self):
        data = variant("killed") + random.Random(3).randbytes(3 << 20)
        server = self.start(**QUICK)
        client = Client(server)
        path = client.begin(len(data)).headers["Location"]
        at, generator = 0, random.Random(5)
        for _ in range(4):
            step = generator.randrange(1, 600000)
            reply = client.piece(path, at, data[at:at + step])
            self.assertEqual(reply.status, 204)
            at += step
            # One that is on its way when the process dies was not acknowledged.
            with socket.create_connection(("127.0.0.1", server.port)) as s:
                s.sendall(server.head(f"PATCH {path} HTTP/1.1", "Tus-Resumable: 1.0.0", f"Upload-Offset: {at}",
                                      f"Content-Type: {PIECE}", "Content-Length: 400000") + data[at:at + 100000])
                time.sleep(generator.random() / 20)
                server.kill()
            server = self.start(**QUICK)
            client = Client(server)
            self.assertEqual(client.offset(path), at)
        last = client.piece(path, at, data[at:])
        self.assertEqual(last.status, 204, last.body)
        self.assertEqual(server.get(last.headers["Location"]).json["sha256"], hashlib.sha256(data).hexdigest())
        self.assertEqual(server.stop(), 0)

    def test_a_last_piece_that_nobody_heard_of_can_be_sent_again(self):
        """Killed at any moment around the last piece: one document comes of it."""
        server = self.start(**QUICK)
        generator = random.Random(11)
        for i in range(4):
            data = variant(f"last {i}")
            client = Client(server)
            path = client.begin(len(data)).headers["Location"]
            self.assertEqual(client.piece(path, 0, data[:20000]).status, 204)
            with socket.create_connection(("127.0.0.1", server.port)) as s:
                s.sendall(server.head(f"PATCH {path} HTTP/1.1", "Tus-Resumable: 1.0.0", "Upload-Offset: 20000",
                                      f"Content-Type: {PIECE}", f"Content-Length: {len(data) - 20000}") + data[20000:])
                time.sleep(generator.random() / 25)
                server.kill()
            server = self.start(**QUICK)
            client = Client(server)
            at = client.offset(path)
            self.assertIn(at, (20000, len(data)))
            if at == 20000:
                reply = client.piece(path, at, data[at:])
                self.assertEqual(reply.status, 204, reply.body)
            place = client.ask("HEAD", path).headers["Location"]
            self.assertEqual(server.get(place).json["sha256"], hashlib.sha256(data).hexdigest())
        self.assertEqual(len(server.get("/api/v1/documents").json["items"]), 4)
        self.assertEqual(server.stop(), 0)

    def test_a_backup_passes_over_what_is_under_way(self):
        server = self.start(**QUICK)
        client = Client(server)
        path = client.begin(100).headers["Location"]
        self.assertEqual(client.piece(path, 0, b"x" * 40).status, 204)
        server.upload(HTML.read_bytes(), "a.htm")
        with Folder() as target:
            subprocess.run([PROGRAM, "backup", str(target / "copy")], check=True, capture_output=True, timeout=60,
                           env=environment(self.folder))
            names = [p.name for p in (target / "copy").rglob("*")]
        self.assertIn("document.db", names)
        self.assertNotIn(path.rsplit("/", 1)[1], names)
        self.assertEqual(client.offset(path), 40)
        self.assertEqual(server.stop(), 0)

    @unittest.skipIf(APART, "apart from the storage service, the quota is looked at when the file is whole")
    def test_what_is_under_way_counts_against_the_quota(self):
        server = self.start(QUOTA_MAX_BYTES="1000", **QUICK)
        client = Client(server)
        self.assertEqual(client.begin(600).status, 201)
        refused = client.begin(600)
        self.assertEqual((refused.status, refused.json["errors"][0]["pointer"]), (507, "quota"), refused.body)
        self.assertEqual(client.begin(400).status, 201)
        whole = server.upload(b"x" * 1001, "a.txt")
        self.assertEqual((whole.status, whole.json["errors"][0]["pointer"]), (507, "quota"), whole.body)
        self.assertEqual(server.stop(), 0)

    def test_a_page_of_a_named_origin_reads_and_sends_its_headers(self):
        origin = "http://app.aldergate.example"
        server = self.start(ALLOWED_ORIGINS=origin, **QUICK)
        asked = {"Origin": origin, "Access-Control-Request-Method": "PATCH",
                 "Access-Control-Request-Headers": "tus-resumable, upload-offset, upload-checksum, content-type, authorization"}
        preflight = server.ask("OPTIONS", "/api/v1/uploads", headers=asked, token="")
        self.assertEqual((preflight.status, preflight.headers["Access-Control-Allow-Origin"]), (204, origin))
        self.assertIsNone(preflight.headers["Tus-Version"])
        reply = Client(server).begin(5, Origin=origin)
        exposed = {name.strip().lower() for name in reply.headers["Access-Control-Expose-Headers"].split(",")}
        self.assertLessEqual({"tus-resumable", "upload-offset", "upload-length", "upload-expires", "location", "tus-version",
                              "tus-extension", "tus-max-size"}, exposed)
        self.assertEqual(server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
