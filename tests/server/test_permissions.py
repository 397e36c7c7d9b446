"""Who may: every operation of the interface document by role, by owner, by the scope of a key, and with credentials that are none.
Nothing of another can be told from what is not there, and nothing that a client says of itself is believed."""
import base64
import hashlib
import hmac
import json
import re
import subprocess
import tempfile
import time
import unittest

from interface import NO_LIMITS, OWNED, InterfaceCase, resolve, unknown_id
from program import PROGRAM, environment

# Who may, told apart from the tables: a route that none of these expects fails here, until somebody has said who may.
PUBLIC = {
    "get_root", "get_openapi_json", "get_docs", "get_docs_docs_css", "get_docs_docs_js", "get_health", "get_health_service", "get_live", "get_ready",
    "get_metrics", "get_auth_jwks_json", "get_well_known_jwks_json", "post_auth_register", "post_auth_verify_email", "post_auth_verify_email_resend",
    "post_auth_login", "post_auth_token", "post_auth_refresh", "post_auth_password_forgot", "post_auth_password_reset",
    "old_post_token", "old_post_auth_token", "old_post_api_auth_token", "old_post_users", "old_post_register", "old_post_auth_users",
    "old_post_api_auth_users", "old_post_api_auth_register", "old_get_storage_avatars_name", "old_get_api_storage_avatars_name",
    "options_uploads",  # what the protocol is
    # these look at a token in their query themselves
    "old_get_documents_id_download", "old_get_api_documents_id_download", "old_get_documents_id_export", "old_get_api_documents_id_export",
}
OLD_ADMIN = {f"{method} {path}" for method, path in (
    ("GET", "/api/llm/config"), ("POST", "/api/llm/config"), ("POST", "/llm/config"), ("GET", "/api/llm/vendors"), ("GET", "/api/llm/models/{vendor}"),
    ("POST", "/llm/test"), ("POST", "/api/llm/test"), ("GET", "/storage/stats"), ("GET", "/api/storage/overview"), ("GET", "/api/storage/stats"),
    ("GET", "/api/storage/users"), ("POST", "/api/storage/cleanup/user/{id}"), ("POST", "/api/storage/cleanup/orphaned"), ("POST", "/api/storage/sync"),
    ("GET", "/api/analytics/overview"), ("GET", "/api/analytics/usage-patterns"), ("GET", "/api/analytics/tokens"),
    ("GET", "/api/analytics/performance"), ("GET", "/api/analytics/satisfaction"))}
OLD_FOR_USERS = {"POST /admin/clear-all-cache"}  # of one's own documents
# The word that the scope of a key needs, by service: (to look, to do).
PROFILE, READ, ASK, ANALYTICS = ("profile",) * 2, ("documents:read", "documents:write"), ("documents:read", "ask"), ("analytics",) * 2
WORDS = {"user": PROFILE, "document": READ, "reading": READ, "analysis": ASK, "record": ASK, "analytics": ANALYTICS, "storage": READ,
         "compat-users": PROFILE, "compat-pictures": PROFILE, "compat-documents": READ, "compat-readings": READ, "compat-ask": ASK,
         "compat-model": ANALYTICS, "compat-storage": ANALYTICS, "compat-analytics": ANALYTICS}
# Segments that name no thing of a user's, where users may ask.
NOBODYS = {"get_health_service", "old_get_storage_avatars_name", "old_get_api_storage_avatars_name"}
# Members and queries that name things of a user's: test_ids_in_bodies_and_queries_are_hidden_too asks with each of them.
NAMED_IN_BODIES = {"post_ask": "document_ids", "post_search": "document_ids", "post_analyses": "document_ids"}
NAMED_IN_QUERIES = {"get_answers": "document_id", "get_analyses": "document_id", "get_facts": "document_id"}
# … and those that name one without looking at it: a note of what was done keeps the id that it was given.
NOTED = {"post_events", "post_feedback", "old_post_feedback", "old_post_api_analytics_feedback"}
SCOPES = ("profile", "documents:read", "documents:write", "ask", "analytics", "admin")
SECRET = "a secret of the tests, 32 bytes at least"


def b64(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def unb64(text):
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def parts(token):
    """Header and claims of a token."""
    return [json.loads(unb64(part)) for part in token.split(".")[:2]]


def unsigned(header, claims):
    return b64(json.dumps(header).encode()) + "." + b64(json.dumps(claims).encode())


def with_secret(header, claims, secret, digest=hashlib.sha256):
    text = unsigned(header, claims)
    return text + "." + b64(hmac.new(secret if isinstance(secret, bytes) else secret.encode(), text.encode(), digest).digest())


def with_own_key(header, claims):
    """Signed with an Ed25519 key that the server has never seen; and its public key."""
    text = unsigned(header, claims)
    with tempfile.TemporaryDirectory() as folder:
        def openssl(*arguments):
            return subprocess.run(["openssl", *arguments], check=True, capture_output=True, cwd=folder).stdout

        with open(f"{folder}/text", "w") as out:
            out.write(text)
        openssl("genpkey", "-algorithm", "ed25519", "-out", "key")
        public = openssl("pkey", "-in", "key", "-pubout", "-outform", "DER")[-32:]
        return text + "." + b64(openssl("pkeyutl", "-sign", "-rawin", "-inkey", "key", "-in", "text")), public


class PermissionCase(InterfaceCase):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.closed = [o for o in cls.operations if o.access != "all"]

    def nowhere(self, o):
        """A path of that operation to something that is not there."""
        path = o.path
        for before, name in o.segments:
            schema = next(p["schema"] for p in o.told["parameters"] if p["in"] == "path" and p["name"] == name)
            prefix = re.match(r"\^(\w+_)", schema.get("pattern", ""))
            value = "999999" if schema.get("type") == "integer" else schema["enum"][0] if "enum" in schema else prefix.group(1) + "0" * 6 + "z" * 20 if prefix else "no-such-thing"
            path = path.replace("{%s}" % name, value)
        return path

    def is_refusal(self, o, reply, status, code):
        """A problem document; clients of the old interface read its detail, or get nothing but that."""
        if not o.old or set(reply.json) != {"detail"}:
            self.is_problem(reply, status, code)
        self.assertEqual(reply.status, status, reply.body)

    def answer(self, o, token, headers=None):
        return self.send(o, self.nowhere(o), token, {} if o.takes_json else b"" if o.takes_file else None, headers=headers)


    def few(self):
        """One operation of each service and role."""
        found = {}
        for o in self.closed:
            found.setdefault((o.told["tags"][0], o.access, o.method), o)
        return list(found.values())


def members(spec, schema):
    """The names of all members that a schema tells of, at any depth."""
    schema = resolve(spec, schema or {})
    for name, inner in schema.get("properties", {}).items():
        yield name
        yield from members(spec, inner)
    for inner in [*schema.get("anyOf", []), *schema.get("allOf", []), schema.get("items", {})]:
        if inner:
            yield from members(spec, inner)


class Expectations(PermissionCase):
    """Every route of the tables has somebody who said who may. A new one fails here first."""

    def test_who_may_is_what_was_said(self):
        self.assertLessEqual(PUBLIC, {o.id for o in self.operations})
        self.assertLessEqual(OLD_ADMIN | OLD_FOR_USERS, {repr(o) for o in self.operations})
        for o in self.operations:
            with self.subTest(operation=o):
                admin = "/admin/" in o.path and repr(o) not in OLD_FOR_USERS or repr(o) in OLD_ADMIN
                self.assertEqual(o.access, "all" if o.id in PUBLIC else "admin" if admin else "user")

    def test_what_a_key_needs_is_what_was_said(self):
        for o in self.closed:
            with self.subTest(operation=o):
                word = "admin" if o.access == "admin" else WORDS[o.told["tags"][0]][o.method != "GET"]
                self.assertEqual(o.scopes, [word])

    def test_whose_a_thing_is_was_said(self):
        for o in self.operations:
            if o.segments and o.access != "admin":
                with self.subTest(operation=o):
                    self.assertTrue(o.owned != (o.id in NOBODYS), "a path that names a thing, and nobody said whose it is")

    def test_ids_that_are_told_otherwise_are_known(self):
        for o in self.operations:
            if o.access == "user":
                inside = {name for name in members(self.spec, o.body) if re.search(r"(^|_)ids?$", name)}
                asked = {p["name"] for p in o.queries if re.search(r"(^|_)ids?$", p["name"])}
                with self.subTest(operation=o):
                    self.assertTrue(o.id in NOTED or inside == ({NAMED_IN_BODIES[o.id]} if o.id in NAMED_IN_BODIES else set()), inside)
                    self.assertEqual(asked, {NAMED_IN_QUERIES[o.id]} if o.id in NAMED_IN_QUERIES else set())


class Roles(PermissionCase):
    def test_nobody_passes_without_a_token(self):
        for o in self.operations:
            with self.subTest(operation=o):
                reply = self.answer(o, "")
                if o.access == "all":
                    self.assertNotEqual(reply.status, 403)
                    self.assertTrue(reply.status != 401 or "401" in o.told["responses"])
                else:
                    self.is_refusal(o, reply, 401, "unauthenticated")
                    self.assertEqual(reply.headers["WWW-Authenticate"], "Bearer")

    def test_a_user_is_no_administrator(self):
        admin = [o for o in self.operations if o.access == "admin"]
        self.assertGreater(len(admin), 20)
        for o in admin:
            with self.subTest(operation=o):
                self.is_refusal(o, self.answer(o, self.user), 403, "forbidden")

    def test_who_has_the_role_is_let_in(self):
        for o in self.closed:
            if o.told["tags"] == ["user"] and o.access == "user" and o.method != "GET":
                continue  # they end sessions: test_interface.py
            with self.subTest(operation=o):
                self.assertNotIn(self.answer(o, self.tokens[o.access]).status, (401, 403))

    def test_the_path_of_another_service_is_not_there(self):
        listed = subprocess.run([PROGRAM, "serve", "--routes"], capture_output=True, text=True, timeout=60, check=True,
                                env=environment(self.folder)).stdout
        hidden = re.findall(r"^### `(\w+) (\S+)`\n\n(?:(?!^### ).)*?^- for other services$", listed, re.M | re.S)
        self.assertGreaterEqual(len(hidden), 3)
        for method, path in hidden:
            self.assertNotIn((method, path), {(o.method, o.path) for o in self.operations})
        claims = {"iss": "gateway", "aud": "document", "sub": "nobody", "role": "service", "exp": int(time.time()) + 60}
        unsigned = ".".join(b64(json.dumps(part).encode()) for part in ({"alg": "none", "typ": "fa-int+jwt"}, claims)) + "."
        forged = [{}, {"X-FA-Identity": unsigned}, {"X-FA-Identity": self.admin}, {"X-FA-Service": "gateway"}, {"X-Internal-Service": "user"}]
        for method, path in (*hidden, ("GET", "/internal/v1/documents"), ("GET", "/internal/v1/document-scan"),
                             ("DELETE", "/internal/v1/documents"), ("GET", "/internal/v1/users"), ("POST", "/internal/v1/authenticate"),
                             ("PUT", "/internal/v1/events"), ("DELETE", "/internal/v1/readings"), ("GET", "/internal/v1/blobs"),
                             ("GET", "/internal/v1/blob?key=a")):
            for token in ("", self.user, self.admin):
                for headers in forged:
                    with self.subTest(path=path, token=bool(token), headers=headers):
                        body = "{}" if method in ("POST", "PUT") else None
                        self.assertIn(self.server.ask(method, path, body, token=token, headers=headers).status, (401, 404))


class Owners(PermissionCase):
    """What is another's cannot be told from what is not there: not by status, headers or length."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.things = {kind: cls.new_thing(kind, cls.user) for kind in OWNED if kind != "sessions"}
        cls.number, cls.no_number = cls.numbers()
        cls.things["sessions"] = cls.server.ask("GET", "/api/v1/auth/sessions", token=cls.user).json["current"]

    @classmethod
    def numbers(cls):
        """Two ids of the old interface that are as long as each other: of a document of the user's, and of none any more."""
        found = [""]
        while len(found) < 2 or len(found[-1]) != len(found[-2]):
            document = cls.new_document(cls.user)
            found.append(str(cls.server.ask("GET", "/api/v1/documents/" + document, token=cls.user).json["legacy_id"]))
        gone = cls.server.ask("DELETE", f"/api/v1/documents/{document}?permanent=true", token=cls.user)
        if gone.status != 204:
            raise AssertionError(gone.body)
        return found[-2:]

    def seen(self, reply, path):
        """All that a client can see, but for what differs by every request: its id, the time, and what is left of an allowance that
        fills up again with time."""
        headers = sorted((k, v) for k, v in reply.headers.items() if k not in ("X-Request-ID", "Date", "RateLimit-Remaining"))
        text = re.sub(r'"request_id":"[^"]*"', "", reply.body.decode()).replace(path, "")
        return reply.status, headers, len(reply.body), text

    def is_hidden(self, ask, mine, none):
        theirs, nothing = self.seen(ask(mine), mine), self.seen(ask(none), none)
        self.assertEqual(theirs[0], 404, theirs)
        self.assertEqual(theirs, nothing)

    def test_what_is_anothers_looks_as_if_it_were_not_there(self):
        asked = {"post_documents_id_complete": {"sha256": "0" * 64}, "post_documents_id_ask": {"question": "What was revenue?"}, "patch_feedback_id": {"rating": 1},
                 "patch_users_me_api_keys_id": {"name": "mine now"}, "patch_documents_id": {"name": "mine.htm"},
                 "patch_collections_id": {"name": "mine now"}, "old_post_documents_id_ask": {"question": "What was revenue?"},
                 "old_post_api_documents_id_ask": {"question": "What was revenue?"}}
        others = {"user": json.loads(unb64(self.other.split(".")[1]))["sub"], "document": self.things["documents"]}
        owned = [o for o in self.operations if o.owned and o.id != "put_objects_name"]
        self.assertGreater(len(owned), 50)
        for o in owned:
            for who in ("other", "admin"):
                with self.subTest(operation=o, who=who):
                    at = {**others} | {name: s["enum"][0] for name, s in ((p["name"], p["schema"]) for p in o.told["parameters"]) if "enum" in s}
                    kind = o.segments[0][0]
                    mine = self.number if o.old else self.things[kind]
                    paths = [o.at({**at, kind: thing, o.segments[0][1]: thing})
                             for thing in (mine, self.no_number if o.old else unknown_id(mine))]
                    self.assertEqual(len(paths[0]), len(paths[1]))
                    body = asked.get(o.id, {} if o.takes_json else None)
                    self.is_hidden(lambda path: self.send(o, path, getattr(self, who), body), *paths)
        for kind, path in (("documents", "documents"), ("answers", "answers"), ("analyses", "analyses"), ("feedback", "feedback"),
                           ("objects", "objects"), ("collections", "collections")):
            self.assertEqual(self.server.get(f"/api/v1/{path}/{self.things[kind]}").status, 200, kind)
        self.assertEqual(self.server.get("/api/v1/users/me/api-keys").json["items"][0]["name"][:3], "key")

    def test_ids_in_bodies_and_queries_are_hidden_too(self):
        document = self.things["documents"]
        for o in self.operations:
            body = {"post_ask": {"question": "What was revenue?"}, "post_search": {"question": "revenue"}}.get(o.id, {})
            for who in ("other", "admin"):
                with self.subTest(operation=o, who=who):
                    if o.id in NAMED_IN_BODIES:
                        self.is_hidden(lambda i: self.server.post(o.path, {**body, NAMED_IN_BODIES[o.id]: [i]}, token=getattr(self, who)),
                                       document, unknown_id(document))
                    if o.id in NAMED_IN_QUERIES:
                        self.is_hidden(lambda i: self.server.ask("GET", f"{o.path}?{NAMED_IN_QUERIES[o.id]}={i}", token=getattr(self, who)),
                                       document, unknown_id(document))

    def test_anothers_document_fits_into_no_collection(self):
        own, document = self.new_thing("collections", self.other), self.new_document(self.other)
        self.is_hidden(lambda i: self.server.ask("PUT", f"/api/v1/collections/{own}/documents/{i}", token=self.other),
                       self.things["documents"], unknown_id(self.things["documents"]))
        self.is_hidden(lambda i: self.server.ask("PUT", f"/api/v1/collections/{i}/documents/{document}", token=self.other),
                       self.things["collections"], unknown_id(self.things["collections"]))

    def test_lists_hold_what_is_ones_own(self):
        stranger = self.new_user()["token"]
        for path in ("documents", "answers", "analyses", "feedback", "objects", "collections", "users/me/api-keys"):
            with self.subTest(path=path):
                self.assertTrue(self.server.get("/api/v1/" + path).json["items"])
                self.assertEqual(self.server.ask("GET", "/api/v1/" + path, token=stranger).json["items"], [])

    def test_a_name_that_another_has_is_free(self):
        name = self.things["objects"]
        self.assertEqual(self.server.ask("PUT", f"/api/v1/objects/{name}", b"others", token=self.other).status, 201)
        self.assertEqual(self.server.get(f"/api/v1/objects/{name}").body, b"bytes")
        self.assertEqual(self.server.ask("DELETE", f"/api/v1/objects/{name}", token=self.other).status, 204)
        self.assertEqual(self.server.get(f"/api/v1/objects/{name}").body, b"bytes")


class Tokens(PermissionCase):
    """Credentials that are none, on every operation that needs one."""

    def are_refused(self, tokens, operations=None):
        for name, token in tokens.items():
            for o in operations or self.closed:
                with self.subTest(token=name, operation=o):
                    self.is_refusal(o, self.answer(o, "", {"Authorization": "Bearer " + token}), 401, "unauthenticated")

    def test_tokens_that_nobody_signed_are_refused_everywhere(self):
        header, claims = parts(self.admin)
        self.assertEqual(header["alg"], "EdDSA")
        head, body, signature = self.admin.split(".")
        jwks = self.server.ask("GET", "/api/v1/auth/jwks.json", token="").json["keys"]
        public = unb64(next(k for k in jwks if k["kid"] == header["kid"])["x"])
        forged, own = with_own_key(header, claims)
        self.are_refused({
            "alg none": unsigned({**header, "alg": "none"}, claims) + ".",
            "another user's claims": head + "." + b64(json.dumps({**claims, "role": "admin", "exp": claims["exp"] + 9}).encode()) + "." + signature,
            "a key that is not ours": forged,
            "the public key as a secret": with_secret({**header, "alg": "HS256"}, claims, public),
        })

    def test_tokens_that_are_malformed_are_refused(self):
        header, claims = parts(self.user)
        head, body, signature = self.user.split(".")
        flipped = signature[:-3] + ("AAA" if signature[-3:] != "AAA" else "BBB")
        forged, own = with_own_key({**header, "jwk": {}}, claims)
        jwk = {"kty": "OKP", "crv": "Ed25519", "x": b64(own)}
        jwks = self.server.ask("GET", "/api/v1/auth/jwks.json", token="").json["keys"]
        self.are_refused({
            "no signature": f"{head}.{body}.", "two parts": f"{head}.{body}", "four parts": f"{self.user}.x", "a changed signature":
            f"{head}.{body}.{flipped}", "a null signature": f"{head}.{body}." + b64(bytes(64)), "None": unsigned({**header, "alg": "None"}, claims) + ".",
            "nOnE": unsigned({**header, "alg": "nOnE"}, claims) + f".{signature}", "no alg": unsigned({"kid": header["kid"]}, claims) + f".{signature}",
            "HS256 with an empty secret": with_secret({**header, "alg": "HS256"}, claims, ""),
            "HS256 with the key set": with_secret({**header, "alg": "HS256"}, claims, json.dumps(jwks)),
            "HS512": with_secret({**header, "alg": "HS512"}, claims, "secret", hashlib.sha512),
            "its own key": with_own_key({**header, "jwk": jwk}, claims)[0],
            "a kid that is a path": with_secret({**header, "alg": "HS256", "kid": "../../../../dev/null"}, claims, ""),
            "a kid that is SQL": with_secret({**header, "alg": "HS256", "kid": "x' UNION SELECT 'a"}, claims, "a"),
            "a key from elsewhere": with_own_key({**header, "jku": "http://127.0.0.1:9/jwks.json", "kid": "x"}, claims)[0],
            "padded": self.user + "=", "a space": self.user.replace(".", ". ", 1), "an empty key": "fa_", "a key of nobody": "fa_" + "a" * 43,
            "no token": "x", "dots": "..", "long": "a" * 7000, "critical": unsigned({**header, "crit": ["exp"]}, claims) + f".{signature}",
        }, self.few())

    def test_credentials_in_other_forms_are_refused(self):
        basic = base64.b64encode(b"ann@example.com:a quiet harbour at dawn").decode()
        for headers in ({"Authorization": "Basic " + basic}, {"Authorization": self.user}, {"Authorization": "Bearer"}, {"Authorization": ""},
                        {"Authorization": "Token " + self.user}, {"X-API-Key": "nothing"}, {"X-API-Key": ""}, {"Cookie": "access_token=" + self.user},
                        {"X-Access-Token": self.user}):
            for o in self.few():
                with self.subTest(headers=list(headers), operation=o):
                    self.is_refusal(o, self.answer(o, "", headers), 401, "unauthenticated")
        for o in self.few():
            reply = self.server.ask(o.method, self.nowhere(o) + "?access_token=" + self.user + "&token=" + self.user, token="")
            self.assertEqual(reply.status, 401, o)

    def test_who_a_client_says_that_it_is_does_not_matter(self):
        somebody = json.loads(unb64(self.admin.split(".")[1]))["sub"]
        forged, _ = with_own_key({"alg": "EdDSA", "typ": "JWT"}, {"sub": somebody, "role": "admin", "iss": "gateway", "aud": "user", "exp": 4102444800})
        said = [{name: value} for name in ("X-FA-Identity", "X-User-Id", "X-User", "X-User-Role", "X-Role", "X-Forwarded-User", "X-Remote-User",
                                           "Remote-User", "X-Auth-Request-User", "X-Service", "X-Internal", "Forwarded", "X-Original-User")
                for value in (somebody, forged, "admin")]
        said.append({"X-User-Id": somebody, "X-User-Role": "admin", "X-User-Scope": "admin", "X-FA-Identity": forged})
        own = self.server.get("/api/v1/users/me").json
        for headers in said:
            with self.subTest(headers=headers):
                for o in self.few():
                    self.is_refusal(o, self.answer(o, "", headers), 401, "unauthenticated")
                self.assertEqual(self.server.ask("GET", "/api/v1/users/me", headers=headers).json["id"], own["id"])
                self.assertEqual(self.server.ask("GET", "/api/v1/admin/users", headers=headers).status, 403)

    def test_headers_of_the_gateways_own_are_refused_from_outside(self):
        somebody = json.loads(unb64(self.admin.split(".")[1]))["sub"]
        for name in ("!user", "!role", "!session", "!key", "!scope", "!service", "!address", "!USER", "!anything"):
            for path in ("/api/v1/users/me", "/api/v1/admin/users", "/api/v1/auth/revocations", "/health"):
                with self.subTest(name=name, path=path):
                    got, closed = self.server.raw(f"GET {path} HTTP/1.1\r\nHost: {self.server.host}\r\n{name}: {somebody}\r\n!role: admin\r\n\r\n".encode(), 3)
                    self.assertRegex(got, rb"^HTTP/1\.1 400 ")
                    self.assertTrue(closed)

    def test_what_has_ended_is_refused_everywhere(self):
        gone, out, locked, everywhere = (self.new_user() for _ in range(4))
        demoted, head = self.new_admin(), self.admin
        self.assertEqual(self.server.ask("GET", "/api/v1/admin/users", token=demoted["token"]).status, 200)
        for who in (gone, out, locked, everywhere):
            self.assertEqual(self.server.ask("GET", "/api/v1/users/me", token=who["token"]).status, 200)
        for method, path, body, token, status in (
                ("DELETE", f"/api/v1/admin/users/{gone['id']}", None, head, 204),
                ("POST", "/api/v1/auth/logout", None, out["token"], 204),
                ("POST", f"/api/v1/admin/users/{locked['id']}:lock", None, head, 204),
                ("POST", "/api/v1/auth/logout-all", None, everywhere["token"], 204),
                ("PATCH", f"/api/v1/admin/users/{demoted['id']}", '{"role":"user"}', head, 200)):
            self.assertEqual(self.server.ask(method, path, body, token=token).status, status, path)
        self.are_refused({"removed": gone["token"], "logged out": out["token"], "locked": locked["token"], "everywhere": everywhere["token"]})
        for o in self.operations:
            if o.access == "admin":
                with self.subTest(operation=o):
                    self.assertIn(self.answer(o, demoted["token"]).status, (401, 403))


class SharedSecret(PermissionCase):
    """Where a secret signs, tests can sign what no server of ours would."""

    settings = {**NO_LIMITS, "JWT_SECRET_KEY": SECRET}

    def test_only_what_holds_now_and_for_us_is_accepted(self):
        header, claims = parts(self.user)
        self.assertEqual(header["alg"], "HS256")
        now = int(time.time())

        def token(header=header, secret=SECRET, digest=hashlib.sha256, **more):
            return with_secret(header, {k: v for k, v in {**claims, **more}.items() if v is not None}, secret, digest)

        me = "/api/v1/users/me"
        self.assertEqual(self.server.ask("GET", me, token=token()).status, 200, "the tests sign as the server does")
        bad = {
            "expired": token(exp=now - 120, iat=now - 720), "expired long ago": token(exp=1), "no end": token(exp=None), "text as end": token(exp="4102444800"),
            "not yet": token(nbf=now + 600), "another audience": token(aud="somebody else"), "no audience": token(aud=None),
            "several audiences": token(aud=["somebody else"]), "another issuer": token(iss="https://example.com"), "no issuer": token(iss=None),
            "another session": token(sid="ses_" + "0" * 26), "no session": token(sid=None), "another's session": token(sub="usr_" + "0" * 26),
            "no subject": token(sub=None), "another secret": token(secret=SECRET + "x"), "a prefix of the secret": token(secret=SECRET[:-1]),
            "HS384": token(header={**header, "alg": "HS384"}, digest=hashlib.sha384), "HS512": token(header={**header, "alg": "HS512"}, digest=hashlib.sha512),
            "none": unsigned({**header, "alg": "none"}, claims) + ".", "EdDSA": with_own_key({**header, "alg": "EdDSA"}, claims)[0],
            "another type": token(header={**header, "typ": "fa-identity+jwt"}),
        }
        for name, credential in bad.items():
            for o in self.closed if name in ("expired", "another audience", "none") else self.few():
                with self.subTest(token=name, operation=o):
                    self.is_refusal(o, self.answer(o, "", {"Authorization": "Bearer " + credential}), 401, "unauthenticated")

    def test_a_role_that_a_token_claims_is_not_believed(self):
        header, claims = parts(self.user)
        claimed = with_secret(header, {**claims, "role": "admin", "scope": "admin"}, SECRET)
        for o in self.operations:
            if o.access == "admin":
                with self.subTest(operation=o):
                    self.is_refusal(o, self.answer(o, claimed), 403, "forbidden")


class Keys(PermissionCase):
    def key(self, token, scopes, **more):
        reply = self.server.post("/api/v1/users/me/api-keys", {"name": "a key", "scopes": list(scopes), **more}, token=token)
        self.assertEqual(reply.status, 201, reply.body)
        return reply.json["secret"], reply.json["key"]["id"]

    def walk(self, role, scopes, token):
        """Every operation with a key: what its scopes do not allow is 403, what they allow is not."""
        secret, _ = self.key(token, scopes)
        for o in self.closed:
            with self.subTest(role=role, scopes=scopes, operation=o):
                headers = {"X-API-Key": secret} if o.method == "GET" else {"Authorization": "Bearer " + secret}
                reply = self.answer(o, "", headers)
                if set(o.scopes) <= set(scopes) and (o.access == "user" or role == "admin"):
                    self.assertNotEqual(reply.status, 401)
                    if reply.status == 403:  # some things need the password, whatever a key may
                        self.assertIn("a key may not do that", reply.json["detail"])
                        self.assertIn(o.told["tags"][0], ("user", "compat"))
                else:
                    self.is_refusal(o, reply, 403, "forbidden")

    def test_a_key_may_what_its_scopes_say(self):
        for scope in SCOPES:
            if scope != "admin":
                self.walk("user", [scope], self.new_user()["token"])
        self.walk("user", [s for s in SCOPES if s != "admin"], self.new_user()["token"])

    def test_a_key_of_an_administrator_needs_the_scope(self):
        for scopes in (["admin"], [s for s in SCOPES if s != "admin"]):
            self.walk("admin", scopes, self.new_admin()["token"])

    def test_a_users_key_cannot_have_the_scope_of_administrators(self):
        reply = self.server.post("/api/v1/users/me/api-keys", {"name": "a key", "scopes": ["admin"]})
        self.is_problem(reply, 422)

    def test_keys_that_have_ended_are_refused(self):
        who = self.new_user()
        me = "/api/v1/users/me"
        removed, removed_id = self.key(who["token"], ["profile"])
        rotated, rotated_id = self.key(who["token"], ["profile"])
        elsewhere, _ = self.key(who["token"], ["profile"], ip_allow=["192.0.2.0/24"])
        soon, _ = self.key(who["token"], ["profile"], expires_at=time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 3)))
        for secret in (removed, rotated, soon):
            self.assertEqual(self.server.ask("GET", me, token=secret).status, 200)
        self.assertIn(self.server.ask("GET", me, token=elsewhere).status, (401, 403))
        self.assertEqual(self.server.ask("DELETE", f"{me}/api-keys/{removed_id}", token=who["token"]).status, 204)
        fresh = self.server.ask("POST", f"{me}/api-keys/{rotated_id}:rotate", token=who["token"]).json["secret"]
        self.assertEqual(self.server.ask("GET", me, token=fresh).status, 200)
        for secret in (removed, rotated):
            self.is_problem(self.server.ask("GET", me, token=secret), 401, "unauthenticated")
        end = time.monotonic() + 10
        while self.server.ask("GET", me, token=soon).status == 200 and time.monotonic() < end:
            time.sleep(0.2)
        self.is_problem(self.server.ask("GET", me, token=soon), 401, "unauthenticated")


if __name__ == "__main__":
    unittest.main()
