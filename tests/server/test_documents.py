"""Documents over HTTP: upload, list, read back, watch, cancel, remove."""
import hashlib
import http.client
import json
import time
import unittest

from program import HTML, PDF, SLOW_READER, ServerCase


def form(*parts):
    """A multipart body of (name, file name or None, bytes), and its content type."""
    mark = "a-boundary-of-the-tests"
    body = b""
    for name, filename, data in parts:
        file = "" if filename is None else f'; filename="{filename}"'
        body += (f'--{mark}\r\nContent-Disposition: form-data; name="{name}"{file}\r\n'
                 f"Content-Type: application/octet-stream\r\n\r\n").encode() + data + b"\r\n"
    return body + f"--{mark}--\r\n".encode(), f"multipart/form-data; boundary={mark}"


def events_of(text):
    """(id, event, data) of each event in a stream."""
    found = []
    for block in text.split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n") if line and not line.startswith(":"))
        if fields:
            found.append((fields.get("id"), fields["event"], json.loads(fields["data"])))
    return found


class Documents(ServerCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.pdf = cls.server.upload(PDF.read_bytes(), "aldergate.pdf").json["id"]
        cls.html = cls.server.upload(HTML.read_bytes(), "aldergate.htm").json["id"]
        cls.ready = {i: cls.server.ready(i) for i in (cls.pdf, cls.html)}

    def path(self, document, rest=""):
        return f"/api/v1/documents/{document}{rest}"

    def test_an_upload_as_a_form_is_stored_and_read(self):
        body, kind = form(("file", "small.htm", b"<html><body><p>Revenue was $5 million in 2024.</p></body></html>"))
        reply = self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind})
        self.assertEqual(reply.status, 201, reply.body)
        self.assertEqual(reply.headers["Location"], self.path(reply.json["id"]))
        self.assertEqual((reply.json["name"], reply.json["status"]), ("small.htm", "stored"))
        self.assertEqual(self.server.ready(reply.json["id"])["status"], "ready")

    def test_other_fields_of_a_form_do_not_matter(self):
        body, kind = form(("note", None, b"hello"), ("file", "note.htm", b"<html><p>Costs were $3 million.</p></html>"))
        reply = self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind})
        self.assertEqual((reply.status, reply.json["name"]), (201, "note.htm"))

    def test_the_bare_bytes_with_a_name_are_an_upload(self):
        self.assertEqual(self.ready[self.pdf]["name"], "aldergate.pdf")
        self.assertEqual(self.ready[self.pdf]["status"], "ready")
        self.assertEqual(self.ready[self.pdf]["media_type"], "application/pdf")
        self.assertEqual(self.ready[self.pdf]["sha256"], hashlib.sha256(PDF.read_bytes()).hexdigest())
        self.assertGreater(self.ready[self.pdf]["fact_count"], 100)

    def test_the_bare_bytes_can_be_put(self):
        data = HTML.read_bytes() + b"<!-- put -->"
        reply = self.server.ask("PUT", "/api/v1/documents?name=put.htm", data)
        self.assertEqual((reply.status, reply.json["name"]), (201, "put.htm"))
        self.assertEqual(reply.json["sha256"], hashlib.sha256(data).hexdigest())
        self.assertEqual(self.server.get(reply.headers["Location"] + "/content").body, data)
        self.is_problem(self.server.ask("PUT", "/api/v1/documents", data), 422, "invalid", "name")

    def test_a_change_that_rests_on_an_old_version_is_refused(self):
        document = self.server.upload(HTML.read_bytes() + b"<!-- versions -->", "versions.htm").json["id"]
        self.server.ready(document)

        def patch(name, **headers):
            headers = {"Content-Type": "application/json", **{k.replace("_", "-"): v for k, v in headers.items()}}
            return self.server.ask("PATCH", self.path(document), json.dumps({"name": name}), headers)

        tag = self.server.get(self.path(document)).headers["ETag"]
        self.assertRegex(tag, r'^"\d+"$')
        self.assertEqual(self.server.ask("HEAD", self.path(document)).headers["ETag"], tag)
        changed = patch("one.htm", If_Match=tag)
        self.assertEqual((changed.status, changed.json["name"]), (200, "one.htm"))
        self.assertEqual(changed.headers["ETag"], f'"{changed.json["version"]}"')
        for stale in (tag, '"0"', '"x"', "7", "W/" + changed.headers["ETag"], '"99999999999999999999"'):
            with self.subTest(tag=stale):
                self.is_problem(patch("two.htm", If_Match=stale), 412, "conflict", "If-Match")
                for query in ("", "?permanent=true"):
                    reply = self.server.ask("DELETE", self.path(document) + query, headers={"If-Match": stale})
                    self.is_problem(reply, 412, "conflict", "If-Match")
        self.assertEqual(patch("two.htm", If_Match="*").status, 200)
        now = self.server.get(self.path(document))
        self.assertEqual(now.json["name"], "two.htm")
        self.assertEqual(self.server.ask("DELETE", self.path(document), headers={"If-Match": now.headers["ETag"]}).status, 204)

    def test_a_chunked_upload_is_an_upload(self):
        def pieces():
            for at in range(0, len(data), 1000):
                yield data[at:at + 1000]

        data = HTML.read_bytes() + b"<!-- in chunks -->"
        reply = self.server.ask("POST", "/api/v1/documents?name=chunks.htm", pieces())
        self.assertEqual((reply.status, reply.json["size_bytes"]), (201, len(data)))

    def test_the_same_bytes_again_are_the_document_that_is_there(self):
        reply = self.server.upload(PDF.read_bytes(), "another-name.pdf")
        self.assertEqual((reply.status, reply.json["id"], reply.json["name"]), (200, self.pdf, "aldergate.pdf"))

    def test_folders_are_cut_off_a_name(self):
        reply = self.server.upload(b"<html><p>Net income was $1.</p></html>", "..%2F..%2Fetc%2Fpasswd.htm")
        self.assertEqual((reply.status, reply.json["name"]), (201, "passwd.htm"))

    def test_an_upload_without_a_file_names_the_part_that_is_missing(self):
        self.is_problem(self.server.ask("POST", "/api/v1/documents", b"abc"), 422, "invalid", "file")
        body, kind = form(("other", "x.htm", b"abc"))
        self.is_problem(self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind}), 422, "invalid", "file")

    def test_an_empty_file_is_refused(self):
        self.is_problem(self.server.upload(b"", "empty.pdf"), 422, "invalid")

    def test_two_files_in_a_form_are_refused(self):
        body, kind = form(("file", "a.htm", b"a"), ("file", "b.htm", b"b"))
        self.is_problem(self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind}), 422, "invalid")

    def test_a_malformed_form_is_refused(self):
        for body, kind in ((b"no boundary", "multipart/form-data"), (b"--x\r\nnonsense", "multipart/form-data; boundary=x"),
                           (form(("file", "a.htm", b"a"))[0][:-20], form()[1])):
            with self.subTest(kind=kind, body=body[-20:]):
                self.is_problem(self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind}), 422, "invalid")

    def test_a_name_with_a_control_character_is_refused(self):
        body, kind = form(("file", "a\x01b.htm", b"abc"))
        self.is_problem(self.server.ask("POST", "/api/v1/documents", body, {"Content-Type": kind}), 422, "invalid", "name")

    def test_a_file_that_is_not_read_says_why(self):
        for data, name, code in ((bytes(range(256)) * 8, "noise.bin", "unsupported"),
                                 (PDF.read_bytes()[:3000], "cut.pdf", "corrupt")):
            with self.subTest(name=name):
                document = self.server.ready(self.server.upload(data, name).json["id"])
                self.assertEqual((document["status"], document["error"]["code"]), ("failed", code))
                self.assertTrue(document["error"]["message"])

    def test_documents_are_listed_newest_first_page_by_page(self):
        whole = self.server.get("/api/v1/documents?limit=200").json
        self.assertIsNone(whole["next_cursor"])
        ids = [d["id"] for d in whole["items"]]
        self.assertEqual(ids, sorted(ids, reverse=True))
        self.assertIn(self.pdf, ids)
        paged, cursor = [], ""
        while cursor is not None:
            page = self.server.get("/api/v1/documents?limit=1" + (f"&cursor={cursor}" if cursor else "")).json
            self.assertEqual(len(page["items"]), 1)
            paged += [d["id"] for d in page["items"]]
            cursor = page["next_cursor"]
        self.assertEqual(paged, ids)

    def test_a_wrong_page_is_refused_and_named(self):
        for query, field in (("limit=0", "limit"), ("limit=201", "limit"), ("limit=x", "limit"), ("limit=-1", "limit"),
                             ("cursor=doc_nonsense", "cursor")):
            with self.subTest(query=query):
                self.is_problem(self.server.get("/api/v1/documents?" + query), 422, "invalid", field)

    def test_an_unknown_document_is_not_found_on_every_path(self):
        for document in ("doc_00000000000000000000000000", "doc_x", "nonsense", "job_00000000000000000000000000"):
            for method, rest in (("GET", ""), ("DELETE", ""), ("GET", "/content"), ("GET", "/status"), ("GET", "/events"),
                                 ("POST", ":cancel"), ("GET", "/statements/income"), ("GET", "/identity")):
                with self.subTest(document=document, path=method + rest):
                    self.is_problem(self.server.ask(method, self.path(document, rest)), 404, "not_found")

    def test_the_content_is_what_was_uploaded(self):
        reply = self.server.get(self.path(self.pdf, "/content"))
        self.assertEqual((reply.status, reply.body), (200, PDF.read_bytes()))
        self.assertEqual(reply.headers["Content-Type"], "application/pdf")
        self.assertEqual(reply.headers["X-Checksum-SHA256"], hashlib.sha256(reply.body).hexdigest())
        self.assertIn('attachment; filename="aldergate.pdf"', reply.headers["Content-Disposition"])
        self.assertEqual(reply.headers["X-Content-Type-Options"], "nosniff")

    def test_a_range_of_the_content(self):
        whole = PDF.read_bytes()
        size = len(whole)
        for given, first, last in (("bytes=0-9", 0, 9), ("bytes=5-", 5, size - 1), ("bytes=-7", size - 7, size - 1),
                                   (f"bytes=10-{size * 2}", 10, size - 1)):
            with self.subTest(range=given):
                reply = self.server.get(self.path(self.pdf, "/content"), Range=given)
                self.assertEqual(reply.status, 206)
                self.assertEqual(reply.body, whole[first:last + 1])
                self.assertEqual(reply.headers["Content-Range"], f"bytes {first}-{last}/{size}")
        for given in ("lines=1-2", "bytes=a-b", "bytes=9-5", "bytes=0-1,4-5"):
            with self.subTest(range=given):
                reply = self.server.get(self.path(self.pdf, "/content"), Range=given)
                self.assertEqual((reply.status, len(reply.body)), (200, size))
        reply = self.server.get(self.path(self.pdf, "/content"), Range=f"bytes={size}-")
        self.is_problem(reply, 416)
        self.assertEqual(reply.headers["Content-Range"], f"bytes */{size}")

    def test_head_is_get_without_the_body(self):
        reply = self.server.ask("HEAD", self.path(self.pdf, "/content"))
        self.assertEqual((reply.status, reply.body), (200, b""))
        self.assertEqual(int(reply.headers["Content-Length"]), PDF.stat().st_size)
        self.assertEqual(self.server.ask("HEAD", self.path(self.pdf)).status, 200)

    def test_the_status_of_a_reading_that_is_done(self):
        status = self.server.get(self.path(self.pdf, "/status")).json
        self.assertEqual((status["status"], status["pct"], status["document_id"]), ("done", 100, self.pdf))

    def test_events_end_with_the_reading(self):
        document = self.server.upload(PDF.read_bytes() + b"% watched\n", "watched.pdf").json["id"]
        reply = self.server.get(self.path(document, "/events"))
        self.assertEqual((reply.status, reply.headers["Content-Type"]), (200, "text/event-stream"))
        found = events_of(reply.body.decode())
        self.assertEqual(found[-1][1], "done")
        self.assertTrue(all(name == "status" for _, name, _ in found[:-1]), found)
        ids = [int(i) for i, _, _ in found]
        self.assertEqual(ids, sorted(set(ids)))
        self.assertEqual(found[-1][2]["document_id"], document)

    def test_events_resume_behind_the_last_one_seen(self):
        path = self.path(self.pdf, "/events")
        (last, name, _), = events_of(self.server.get(path).body.decode())
        self.assertEqual(name, "done")
        self.assertEqual(len(events_of(self.server.get(path, Last_Event_ID=str(int(last) - 1)).body.decode())), 1)
        reply = self.server.get(path, Last_Event_ID=last)
        self.assertEqual((reply.status, reply.body), (204, b""))

    def test_events_of_a_failed_reading_end_with_an_error(self):
        document = self.server.upload(bytes(range(256)) * 9, "noise").json["id"]
        _, name, data = events_of(self.server.get(self.path(document, "/events")).body.decode())[-1]
        self.assertEqual((name, data["error"]["code"]), ("error", "unsupported"))

    def test_a_finished_reading_cannot_be_cancelled(self):
        self.is_problem(self.server.ask("POST", self.path(self.pdf, ":cancel")), 409, "conflict")

    def test_a_removed_document_is_gone_with_all_that_was_read_from_it(self):
        document = self.server.upload(HTML.read_bytes() + b"<!-- to remove -->", "gone.htm").json["id"]
        self.server.ready(document)
        self.assertEqual(self.server.ask("DELETE", self.path(document)).status, 204)
        for rest in ("", "/content", "/statements/income", "/identity"):
            self.is_problem(self.server.get(self.path(document, rest)), 404, "not_found")
        self.is_problem(self.server.ask("DELETE", self.path(document)), 404, "not_found")
        self.is_problem(self.server.get("/api/v1/facts?document_id=" + document), 404, "not_found")
        self.assertNotIn(document, [d["id"] for d in self.server.get("/api/v1/documents?limit=200").json["items"]])


    # ---- what people do with their documents ----

    def send(self, method, path, **members):
        return self.server.ask(method, path, json.dumps(members).encode(), {"Content-Type": "application/json"})

    def ids(self, query=""):
        return [d["id"] for d in self.server.get("/api/v1/documents?limit=200" + query).json["items"]]

    def test_a_discarded_document_can_be_taken_out_of_the_bin(self):
        document = self.server.upload(HTML.read_bytes() + b"<!-- bin -->", "bin.htm").json["id"]
        self.server.ready(document)
        self.is_problem(self.server.ask("POST", self.path(document, ":restore")), 409, "conflict")
        self.assertEqual(self.server.ask("DELETE", self.path(document)).status, 204)
        self.assertIn(document, self.ids("&deleted=true"))
        restored = self.server.ask("POST", self.path(document, ":restore"))
        self.assertEqual((restored.status, restored.json["deleted_at"]), (200, None))
        self.assertEqual(self.server.get(self.path(document, "/identity")).status, 200)
        self.assertEqual(self.server.ask("DELETE", self.path(document, "?permanent=true")).status, 204)
        self.assertNotIn(document, self.ids("&deleted=true"))

    def test_a_correction_is_kept_when_the_document_is_read_anew(self):
        document = self.server.upload(HTML.read_bytes() + b"<!-- wrong -->", "wrong.htm").json["id"]
        found = self.server.ready(document)
        changed = self.send("PATCH", self.path(document), company="Corrected Company", tags=["x", "a"], name="right.htm")
        self.assertEqual(changed.status, 200, changed.body)
        again = self.server.ask("POST", self.path(document, ":process"))
        self.assertEqual(again.status, 202, again.body)
        end = time.monotonic() + 20
        while self.server.get(self.path(document, "/status")).json["status"] != "done":
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        now = self.server.ready(document)
        self.assertEqual((now["company"], now["detected"]["company"], now["corrected"], now["tags"], now["name"]),
                         ("Corrected Company", found["company"], ["company"], ["a", "x"], "right.htm"))
        self.assertEqual(self.ids("&company=corrected%20company&tag=x&q=RIGHT"), [document])
        self.assertEqual(self.ids("&company=corrected%20company&tag=nothing"), [])
        back = self.send("PATCH", self.path(document), company=None)
        self.assertEqual((back.json["company"], back.json["corrected"]), (found["company"], []))
        for members, field in (({"company": 1}, "/company"), ({"owner_id": "usr_1"}, "/owner_id"), ({"fiscal": "Q9"}, "/fiscal"),
                               ({"period_end": "2024-02-30"}, "/period_end"), ({"name": None}, "/name")):
            self.is_problem(self.send("PATCH", self.path(document), **members), 422, "invalid", field)
        self.is_problem(self.send("PATCH", self.path(document), version=1, name="b"), 409, "conflict")

    def test_collections_hold_documents(self):
        made = self.send("POST", "/api/v1/collections", name="Paper")
        self.assertEqual(made.status, 201, made.body)
        collection = "/api/v1/collections/" + made.json["id"]
        self.is_problem(self.send("POST", "/api/v1/collections", name="Paper"), 409, "conflict")
        self.assertEqual(self.server.ask("PUT", f"{collection}/documents/{self.pdf}").status, 204)
        self.assertEqual(self.ids("&collection=" + made.json["id"]), [self.pdf])
        self.assertEqual(self.send("PATCH", collection, name="Pulp").json["name"], "Pulp")
        self.assertEqual([c["document_count"] for c in self.server.get("/api/v1/collections").json["items"]], [1])
        self.assertEqual(self.server.ask("DELETE", f"{collection}/documents/{self.pdf}").status, 204)
        self.assertEqual(self.server.get(collection).json["document_count"], 0)
        self.assertEqual(self.server.ask("DELETE", collection).status, 204)
        self.is_problem(self.server.get(collection), 404, "not_found")

    def test_a_document_is_shared_with_whom_its_owner_names(self):
        shares, user = self.path(self.pdf, "/shares"), "usr_00000000000000000000000001"
        self.assertEqual(self.server.ask("PUT", f"{shares}/{user}").status, 204)
        self.assertEqual([s["user_id"] for s in self.server.get(shares).json["items"]], [user])
        self.assertEqual(self.server.ask("DELETE", f"{shares}/{user}").status, 204)
        self.assertEqual(self.server.get(shares).json["items"], [])
        self.assertEqual(self.ids("&shared=true"), [])
        self.is_problem(self.server.ask("PUT", shares + "/nobody"), 404, "not_found")

    def test_wrong_filters_are_refused_and_named(self):
        for query, field in (("status=lost", "status"), ("fiscal_year=x", "fiscal_year"), ("shared=1", "shared"),
                             ("collection=doc_1", "collection")):
            self.is_problem(self.server.get("/api/v1/documents?" + query), 422, "invalid", field)


class SlowReading(ServerCase):
    """The reading program is replaced by one that says nothing."""

    settings = {"FINANALYST_READER": SLOW_READER, "FINANALYST_WORKERS": "2"}

    def start(self, mark):
        document = self.server.upload(PDF.read_bytes() + mark, "slow.pdf").json["id"]
        end = time.monotonic() + 20
        while self.server.get(f"/api/v1/documents/{document}/status").json["step"] != "reading":
            self.assertLess(time.monotonic(), end)
            time.sleep(0.05)
        return document

    def test_a_reading_under_way_can_be_cancelled(self):
        document = self.start(b"% 1\n")
        reply = self.server.ask("POST", f"/api/v1/documents/{document}:cancel")
        self.assertEqual(reply.status, 202, reply.body)
        self.assertTrue(reply.json["cancel_requested"])
        self.assertEqual(self.server.ready(document, 15)["status"], "cancelled")
        self.assertEqual(events_of(self.server.get(f"/api/v1/documents/{document}/events").body.decode())[-1][1], "error")

    def test_a_quiet_stream_beats(self):
        document = self.start(b"% 2\n")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/v1/documents/{document}/events", headers=self.server.signed())
        answer, got, start = connection.getresponse(), b"", time.monotonic()
        while b"\n\n: " not in got and b": \n" not in got:
            got += answer.read1(65536)
            self.assertLess(time.monotonic() - start, 25)
        self.server.ask("POST", f"/api/v1/documents/{document}:cancel")
        while b"event: error" not in got:
            got += answer.read1(65536)
        connection.close()

    def test_events_of_a_document_that_is_removed_meanwhile_end(self):
        document = self.start(b"% 3\n")
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        connection.request("GET", f"/api/v1/documents/{document}/events", headers=self.server.signed())
        answer = connection.getresponse()
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/documents/{document}").status, 204)
        self.server.ask("POST", f"/api/v1/documents/{document}:cancel")
        text = answer.read().decode()
        connection.close()
        self.assertEqual(events_of(text)[-1][1], "error")


if __name__ == "__main__":
    unittest.main()
