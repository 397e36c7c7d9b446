"""The hostile collections of $FA_SHARED/data/hostile, as text wherever a client may write text, as paths, headers, bodies and tokens.
Nothing of them fails inside, says what is inside, or changes on its way; what may not be stored is refused by name.
FA_HOSTILE=all: each string in each place, where it is otherwise in some of them. Ends with 77 without the collections."""
import http.client
import itertools
import json
import os
import pathlib
import re
import sys
import time
import unittest
import urllib.parse

from interface import NO_LIMITS, InterfaceCase, operations

SETS = pathlib.Path(os.environ.get("FA_SHARED", ""), "data", "hostile")
ALL = os.environ.get("FA_HOSTILE") == "all"
INSIDE = re.compile(r"sqlite|syntax error|constraint failed|no such (table|column)|root:[x*]:|/bin/(ba)?sh|libfinanalyst|\.c:\d+|0x[0-9a-f]{8}", re.I)


def lines(*folders):
    """Each line of each file, once, in an order that is always the same."""
    found = {}
    for folder in folders:
        for path in sorted((SETS / folder).rglob("*")):
            if path.is_file() and path.suffix != ".md" and path.suffix != ".json":
                found.update(dict.fromkeys(line.decode() for line in path.read_bytes().split(b"\n") if line))
    return list(found)


class Connection:
    """One connection for many requests; it is opened again where the server has closed it after a refusal."""

    def __init__(self, server):
        self.server, self.open = server, None

    def ask(self, method, path, body=None, token=None, **headers):
        headers = {"Authorization": "Bearer " + token, **headers} if token else headers
        if body is not None and not isinstance(body, bytes):
            body, headers["Content-Type"] = json.dumps(body).encode(), "application/json"
        for again in (True, False):
            if self.open is None:
                self.open = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
            try:
                self.open.request(method, path, body, headers)
                answer = self.open.getresponse()
                data = answer.read()
                if answer.getheader("Connection") == "close":
                    self.open = None
                return answer.status, answer.headers, data
            except (http.client.RemoteDisconnected, ConnectionError):
                self.open = None
                if not again:
                    raise


class SetCase(InterfaceCase):
    settings = {**NO_LIMITS, "ACCESS_TOKEN_SECONDS": "3600"}  # all of them take longer than a token usually holds

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.line = Connection(cls.server)

    def ask(self, method, path, body=None, token=None, **headers):
        return self.line.ask(method, path, body, self.user if token is None else token, **headers)

    def tells_nothing(self, status, headers, data, said=""):
        """A typed answer, and no word of what is inside in a problem."""
        self.assertLess(status, 500, data)
        if status >= 400:
            told = json.loads(data)
            self.assertEqual(told.pop("status"), status)
            del told["instance"]  # the path, as it was asked for
            text = json.dumps(told).replace(json.dumps(said)[1:-1], "")
            self.assertIsNone(INSIDE.search(text), text)
            self.assertNotIn(str(self.folder), text)


def last_of_path(text):
    return re.split(r"[/\\]", text)[-1]


def trimmed(text):
    return text.strip(" \t\r\n\v\f\xa0")


def trimmed_or_none(text):
    return trimmed(text) or None


class Texts(SetCase):
    """Text is kept as it came, byte for byte, or refused; nobody else gets to see it. Of a file's name the folders before it do not
    count, and of other names no blanks around them."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.document = cls.new_document(cls.user)
        cls.collection = cls.new_thing("collections", cls.user)
        cls.feedback = cls.new_thing("feedback", cls.user)
        cls.key = cls.new_thing("api-keys", cls.user)
        cls.somebody = cls.new_user()["id"]

    def patched(self, path, name, text, token=None, wrap=lambda t: t, as_kept=lambda t: t):
        """What is kept of the text, or None where it was refused."""
        status, headers, data = self.ask("PATCH", path, {name: wrap(text)}, token)
        self.tells_nothing(status, headers, data, text)
        if status != 200:
            self.assertEqual(status, 422, data)
            return None
        self.assertEqual(json.loads(data)[name], wrap(as_kept(text)))
        status, headers, data = self.ask("GET", path, None, token)
        self.assertEqual((status, json.loads(data)[name]), (200, wrap(as_kept(text))))
        return as_kept(text)

    def of_document(self, text):
        name = self.patched(f"/api/v1/documents/{self.document}", "name", text, as_kept=last_of_path)
        if name is None:
            return False
        status, headers, _ = self.ask("GET", f"/api/v1/documents/{self.document}/content")
        self.assertEqual((status, headers["X-Content-Type-Options"]), (200, "nosniff"))
        if headers["Content-Disposition"] != "attachment":  # so where the name is long
            self.assertRegex(headers["Content-Disposition"], r'^attachment; filename="[ !#-\[\]-~]*"; filename\*=UTF-8\'\'[A-Za-z0-9.%-]+$')
            self.assertEqual(urllib.parse.unquote(headers["Content-Disposition"].rpartition("''")[2]), name)
        return True

    def of_upload(self, text):
        status, headers, data = self.ask("POST", "/api/v1/documents?name=" + urllib.parse.quote(text, safe=""),
                                         f"Net sales,2025\nUnit {next(self.counter)},7\n".encode())
        self.tells_nothing(status, headers, data, text)
        if status == 201:
            self.assertEqual(json.loads(data)["name"], last_of_path(text))
            self.ask("DELETE", f"/api/v1/documents/{json.loads(data)['id']}?permanent=true")
        return status == 201

    def of_tag(self, text):
        return self.patched(f"/api/v1/documents/{self.document}", "tags", text, wrap=lambda t: [t], as_kept=trimmed) is not None

    def of_company(self, text):
        return self.patched(f"/api/v1/documents/{self.document}", "company", text) is not None

    def of_collection(self, text):
        return self.patched(f"/api/v1/collections/{self.collection}", "name", text) is not None

    def of_person(self, text):
        return self.patched("/api/v1/users/me", "full_name", text, as_kept=trimmed_or_none) is not None

    def of_account(self, text):
        return self.patched(f"/api/v1/admin/users/{self.somebody}", "full_name", text, self.admin, as_kept=trimmed_or_none) is not None

    def of_preference(self, text):
        return self.patched("/api/v1/users/me", "preferences", text, wrap=lambda t: {"theme": t}) is not None

    def of_comment(self, text):
        return self.patched(f"/api/v1/feedback/{self.feedback}", "comment", text) is not None

    def of_key(self, text):
        status, headers, data = self.ask("PATCH", f"/api/v1/users/me/api-keys/{self.key}", {"name": text})
        self.tells_nothing(status, headers, data, text)
        if status == 200:
            items = json.loads(self.ask("GET", "/api/v1/users/me/api-keys")[2])["items"]
            self.assertEqual([k["name"] for k in items if k["id"] == self.key], [trimmed(text)])
        return status == 200

    def of_question(self, text):
        status, headers, data = self.ask("POST", "/api/v1/ask", {"question": text, "document_ids": [self.document]})
        self.tells_nothing(status, headers, data, text)
        if status == 200:
            told = json.loads(data)
            self.assertEqual(told["question"], text)
            status, _, again = self.ask("GET", f"/api/v1/answers/{told['id']}")
            self.assertEqual((status, json.loads(again)["question"]), (200, text))
        return status == 200

    def of_event(self, text):
        status, headers, data = self.ask("POST", "/api/v1/events", {"type": "DOCUMENT_VIEW", "session": text, "data": {"x": text}})
        self.tells_nothing(status, headers, data, text)
        return status == 202

    def of_object(self, text):
        path = "/api/v1/objects/" + urllib.parse.quote(text, safe="")
        status, headers, data = self.ask("PUT", path, text.encode())
        self.tells_nothing(status, headers, data, text)
        if status == 201:
            status, headers, data = self.ask("GET", path)
            self.assertEqual((status, data.decode()), (200, text))
            self.assertEqual(self.ask("DELETE", path)[0], 204)
        return status in (200, 201)

    def test_text_is_kept_as_it_is_or_refused(self):
        places = [self.of_document, self.of_tag, self.of_company, self.of_collection, self.of_person, self.of_account, self.of_preference,
                  self.of_comment, self.of_key, self.of_question, self.of_event, self.of_object]
        awkward, kept = lines("strings"), {}
        turns = itertools.count()
        for text in [*awkward, *lines("sqli", "xss", "traversal")]:
            here = places if ALL or text in awkward[:50] else [places[next(turns) % len(places)]]
            for place in [*here, *([self.of_upload] if next(turns) % 40 == 0 else [])]:
                with self.subTest(place=place.__name__, text=text):
                    kept.setdefault(place.__name__, []).append(place(text))
        for place, results in kept.items():
            self.assertGreater(sum(results), 10 if place == "of_object" else len(results) // 3, place)
        self.assertEqual(json.loads(self.ask("GET", "/api/v1/documents", token=self.other)[2])["items"], [])
        self.assertEqual(json.loads(self.ask("GET", "/api/v1/objects")[2])["items"], [])

    def test_text_that_is_no_utf_8_is_refused(self):
        for text in (b"\xff", b"\xc0\xaf", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2\x82", b"a\x00b"):
            with self.subTest(text=text):
                status, headers, data = self.ask("PATCH", "/api/v1/users/me", b'{"full_name":"' + text + b'"}', Content_Type="application/json")
                self.assertIn(status, (400, 415, 422), data)


class Searches(SetCase):
    """What is asked for is only ever compared: it finds what has it, and opens no door."""

    def test_filters_find_what_they_say_and_nothing_else(self):
        self.new_document(self.user)
        for text in [*lines("sqli"), *lines("strings")[::4]]:
            q = urllib.parse.quote(text, safe="")
            with self.subTest(text=text):
                for path, token in (("/api/v1/documents?q=" + q, self.user), ("/api/v1/documents?tag=" + q, self.user),
                                    ("/api/v1/documents?company=" + q, self.user), ("/api/v1/admin/users?q=" + q, self.admin),
                                    ("/api/v1/admin/audit?action=" + q, self.admin), ("/api/v1/documents?cursor=" + q, self.user)):
                    status, headers, data = self.ask("GET", path, token=token)
                    self.tells_nothing(status, headers, data, text)
                    if status == 200 and ("tag=" in path or "action=" in path):
                        self.assertEqual(json.loads(data)["items"], [], path)
                status, headers, data = self.ask("POST", "/api/v1/search", {"question": text})
                self.tells_nothing(status, headers, data, text)

    def test_nobody_gets_in_by_what_they_write(self):
        for text in lines("sqli")[::25]:
            with self.subTest(text=text):
                for who in ({"email": text, "password": text}, {"email": "ann@example.com", "password": text}):
                    status, headers, data = self.ask("POST", "/api/v1/auth/login", who, token="")
                    self.assertIn(status, (401, 422, 429), data)
                    self.tells_nothing(status, headers, data, text)


class Paths(SetCase):
    def test_no_path_leads_out(self):
        """As it is written, and as one segment of a path."""
        for text in lines("traversal"):
            with self.subTest(path=text):
                for path in ("/api/v1/objects/" + urllib.parse.quote(text, safe=""), "/api/v1/documents/" + urllib.parse.quote(text, safe=""),
                             "/storage/avatars/" + urllib.parse.quote(text, safe=""), "/docs/" + urllib.parse.quote(text, safe="")):
                    status, headers, data = self.ask("GET", path)
                    self.assertIn(status, (400, 401, 404, 414), path)
                    self.assertNotRegex(data, rb"root:|\[boot loader\]")
                for before in (b"/", b"/docs/", b"/api/v1/objects/"):
                    got, _ = self.server.raw(b"GET " + before + text.encode() + b" HTTP/1.1\r\nHost: " + self.server.host.encode() +
                                             b"\r\nConnection: close\r\n\r\n", 10)
                    self.assertRegex(got, rb"^HTTP/1\.1 4\d\d ")
                    self.assertNotRegex(got, rb"root:|\[boot loader\]")


class Messages(SetCase):
    """The framing set. What must be refused is, within its time, and nothing behind it is parsed."""

    def message(self, data, seconds=15):
        began = time.monotonic()
        got, closed = self.server.raw(data, seconds)
        found = re.match(rb"HTTP/1\.1 (\d{3}) ", got)
        return int(found.group(1)) if found else None, got, closed, time.monotonic() - began

    def refused(self, data):
        status, got, closed, seconds = self.message(data)
        self.assertTrue(closed, got)
        self.assertLess(seconds, 15)
        self.assertIsNotNone(status, got)
        self.assertTrue(400 <= status < 600, got)
        self.assertEqual(got.count(b"HTTP/1.1 "), 1, got)
        return got

    def test_smuggled_requests(self):
        text = (SETS / "http" / "payloads" / "request-smuggling.md").read_text()
        blocks = [b for b in re.findall(r"```\w*\n(.*?)```", text, re.S) if re.match(r"[A-Z]+ /\S* HTTP/1\.1\n", b)]
        self.assertGreaterEqual(len(blocks), 5)
        for path in ("/", "/health", "/api/v1/ask", "/api/v1/documents?name=a", "/token", "/api/v1/objects/a"):
            for block in blocks:
                for ending in ("\r\n", "\n"):
                    data = re.sub(r"^(\w+) \S+", rf"\1 {path}", re.sub(r"Host: .*", f"Host: {self.server.host}", block, count=1)).replace("\n", ending)
                    with self.subTest(path=path, block=block[:60], ending=ending):
                        if "chunked" in data or ending == "\n":
                            self.refused(data.encode())
                        else:  # one request with a body, where no body is awaited: it is not two
                            status, got, _, _ = self.message(data.encode(), 2)
                            self.assertEqual(got.count(b"HTTP/1.1 "), 1, got)
                            self.assertFalse(status is not None and status < 300 and path != "/", got)

    def test_fields_that_hide_how_long_a_body_is(self):
        text = (SETS / "http" / "payloads" / "request-smuggling.md").read_text()
        block = re.search(r"```\w*\n(Transfer-Encoding: xchunked\n.*?)```", text, re.S).group(1)
        fields = [f.replace("[tab]", "\t").replace("[space]", " ").replace("[\\n]", "\n") for f in block.strip("\n").split("\n")]
        fields.append("Transfer-Encoding\n: chunked")
        for field, length in itertools.product(fields, ("Content-Length: 4\r\n", "")):
            if length or not re.fullmatch(r"Transfer-Encoding:[ \t]*chunked", field):  # which is no trick when it stands alone
                data = f"POST /api/v1/ask HTTP/1.1\r\nHost: {self.server.host}\r\nAuthorization: Bearer {self.user}\r\n{length}{field}\r\n\r\n" \
                       "5c\r\nGPOST / HTTP/1.1\r\n\r\n0\r\n\r\n"
                with self.subTest(field=field, length=length):
                    self.refused(data.encode())

    def test_lines_that_end_early(self):
        """Carriage returns and line feeds in targets and headers, encoded or not, make no header of ours."""
        sets = [*lines("http/payloads"), *(SETS / "http" / "fuzzdb" / "crlf-injection.txt").read_text().split("\n"),
                *(SETS / "http" / "fuzzdb" / "http-header-cache-poison.txt").read_text().split("\n")]
        for text in filter(None, sets):
            if text.startswith("#"):
                continue
            target = text if text.startswith(("/", "GET ")) else "/" + text
            line = target if target.startswith("GET ") else f"GET {target} HTTP/1.1"
            inside = urllib.parse.unquote_to_bytes(text)
            for data in (f"{line}\r\nHost: {self.server.host}\r\nConnection: close\r\n\r\n".encode(),
                         f"GET /api/v1/documents?q={text} HTTP/1.1\r\nHost: {self.server.host}\r\nConnection: close\r\n\r\n".encode(),
                         b"GET /nothing HTTP/1.1\r\nHost: " + self.server.host.encode() + b"\r\nConnection: close\r\nX-Request-ID: " + inside + b"\r\n\r\n"):
                with self.subTest(text=text, data=data[:60]):
                    status, got, closed, _ = self.message(data)
                    self.assertTrue(closed)
                    self.assertTrue(400 <= status < 500, got)
                    self.assertEqual(got.count(b"HTTP/1.1 "), 1, got)
                    self.assertNotRegex(got.partition(b"\r\n\r\n")[0], rb"(?i)\n(set-cookie|x-injection|location|x-xss)")

    def test_methods_hosts_and_targets(self):
        fuzzdb = SETS / "http" / "fuzzdb"
        known = {"GET", "HEAD"}
        for method in filter(None, (fuzzdb / "http-protocol-methods.txt").read_text().split("\n")):
            with self.subTest(method=method):
                status, got, _, _ = self.message(f"{method} /health HTTP/1.1\r\nHost: {self.server.host}\r\nConnection: close\r\n\r\n".encode())
                self.assertTrue(status == 200 if method in known else 400 <= status < 600, got[:100])
        own = ("127.0.0.1", "localhost", "[::1]")  # so a client of this machine may call it
        for host in filter(None, (fuzzdb / "localhost.txt").read_text().split("\n")):
            bare = re.sub(r"^\w+://", "", host).rstrip("/").lower()
            with self.subTest(host=host):
                status, got, _, _ = self.message(f"GET /health HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n".encode())
                self.assertTrue(status in (400, 421) or bare.rpartition(":")[0] in own or bare in own, got[:100])
        for uri in filter(None, (fuzzdb / "known-uri-types.txt").read_text().split("\n")):
            if uri.strip().lower() == "http:":
                continue
            with self.subTest(uri=uri):
                self.refused(f"GET {uri.strip()}//{self.server.host}/health HTTP/1.1\r\nHost: {self.server.host}\r\n\r\n".encode())
        for query in filter(lambda q: q and not q.startswith("#"), (fuzzdb / "hpp.txt").read_text().split("\n")):
            with self.subTest(query=query):
                status, got, _, _ = self.message(self.server.head(f"GET /api/v1/documents{query if query[0] == '?' else '?x=1' + query} HTTP/1.1", "Connection: close"))
                self.assertTrue(status is not None and status < 500, got[:100])

    def test_every_field_that_a_head_can_have(self):
        names = [n for n in (SETS / "http" / "fuzzdb" / "http-request-header-field-names.txt").read_text().split("\n") if n]
        self.assertGreater(len(names), 30)
        for name in names:
            for value in ("", "admin", "usr_" + "0" * 26, "chunked", "0", "-1", "a" * 8000, "127.0.0.1", "*", "text/html", "bytes=0-", "%0d%0aX: y", "{}"):
                with self.subTest(name=name, value=value[:20]):
                    data = f"GET /api/v1/users/me HTTP/1.1\r\nHost: {self.server.host}\r\n{name}: {value}\r\nConnection: close\r\n\r\n"
                    if name.lower() in ("connection", "host"):
                        continue
                    status, got, closed, seconds = self.message(data.encode())
                    self.assertTrue(closed)
                    self.assertTrue(400 <= status < 500, got[:200])  # nobody is signed in, whatever the field says

    def test_bodies(self):
        texts = [t for t in (SETS / "http" / "fuzzdb" / "JSON_Fuzzing.txt").read_text().split("\n") if t]
        for o in [o for o in operations(self.spec) if o.takes_json and not o.old][::3]:
            for text in texts:
                with self.subTest(operation=o, text=text):
                    path = re.sub(r"\{\w+\}", "x", o.path)
                    status, headers, data = self.ask(o.method, path, text.encode(), self.tokens[o.access], **{"Content-Type": "application/json"})
                    self.tells_nothing(status, headers, data, text)
                    self.assertTrue(status >= 400 or text == "{}", (status, data))


class Tokens(SetCase):
    """The published tokens, through the front door: none of them is anybody's."""

    def test_no_published_token_is_accepted(self):
        found = {}
        for path in sorted((SETS / "jws").glob("*signature*.json")):
            for group in json.loads(path.read_text())["testGroups"]:
                found.update((t["jws"], None) for t in group["tests"] if isinstance(t["jws"], str))
        for path in sorted((SETS / "jwt-attacks").rglob("*.md")):
            found.update((t, None) for t in re.findall(r"eyJ[\w-]+\.[\w-]*\.[\w-]*", path.read_text()))
        self.assertGreater(len(found), 100)
        for token in found:
            if not re.fullmatch(r"[ -~]{1,7000}", token):
                continue
            for path in ("/api/v1/users/me", "/api/v1/admin/users", "/documents", "/api/v1/auth/introspect"):
                with self.subTest(token=token[:60], path=path):
                    status, headers, data = self.ask("GET", path, token=token)
                    self.assertIn(status, (401,) if "introspect" not in path else (401, 404, 405), data)
                    if status == 401:
                        self.assertEqual(headers["WWW-Authenticate"], "Bearer")


class Log(SetCase):
    def test_every_line_of_the_log_is_one_whatever_was_asked(self):
        secret = "eyJhbGciOiJub25lIn0.c2VjcmV0.x"
        for text in [*lines("strings")[::10], *lines("http/payloads")]:
            self.ask("GET", "/" + urllib.parse.quote(text, safe="/") + "?secret=" + urllib.parse.quote(text, safe=""))
        self.ask("GET", "/api/v1/users/me", token=secret)
        self.ask("POST", "/api/v1/auth/login", {"email": "nobody@example.com", "password": "hush hush hush hush"}, token="")
        time.sleep(0.6)
        for line in self.server.lines():
            self.assertLessEqual({"time", "level", "service", "event"}, set(line))
        raw = self.server.log_path.read_bytes()
        self.assertNotRegex(raw, rb"[\x00-\x09\x0b-\x1f\x7f]")
        for hidden in (secret, "hush", self.user, self.admin, "nobody@example.com", "secret="):
            self.assertNotIn(hidden.encode(), raw)


if __name__ == "__main__":
    if not (SETS / "strings").is_dir():
        print("skipped: there is no $FA_SHARED/data/hostile")
        sys.exit(77)
    unittest.main()
