"""The interface document, and what it says of every route, held against a server: each operation is called as it should be, with
bodies and queries that are none, and with other methods."""
import json
import re
import subprocess
import unittest
import urllib.parse

from interface import ADMIN, METHODS, InterfaceCase, Operation, mismatch, resolve
from program import HTML, PROGRAM, Folder, environment

PASSWORD = "eleven grey pelicans at sea"


def walk(node):
    """Every object in a JSON value."""
    if isinstance(node, dict):
        yield node
    for child in (node.values() if isinstance(node, dict) else node if isinstance(node, list) else ()):
        yield from walk(child)


def run(*arguments):
    with Folder() as folder:
        return subprocess.run([PROGRAM, *arguments], capture_output=True, text=True, timeout=60, check=True,
                              env=environment(folder)).stdout


class Document(InterfaceCase):
    def test_it_is_what_the_program_prints_and_what_the_reference_lists(self):
        self.assertEqual(json.loads(run("serve", "--openapi")), self.spec)
        listed = re.findall(r"^### `(\w+) (\S+)`\n\n.*?^- for (.*?)$", run("serve", "--routes"), re.M | re.S)
        self.assertGreater(len(listed), 80)
        told = {"anybody": "all", "who is signed in": "user", "administrators": "admin"}
        self.assertEqual(sorted((m, p, told[who]) for m, p, who in listed if who != "other services"),
                         sorted((o.method, o.path, o.access) for o in self.operations))
        self.assertGreater(sum(o.old for o in self.operations), 60)

    def test_it_is_openapi_3_1(self):
        """The rules of the standard that a generator can break."""
        spec = self.spec
        self.assertRegex(spec["openapi"], r"^3\.1\.\d+$")
        self.assertTrue(spec["info"]["title"] and spec["info"]["version"])
        self.assertLessEqual(set(spec), {"openapi", "info", "jsonSchemaDialect", "servers", "paths", "components", "tags"})
        plain = [re.sub(r"\{\w+\}", "{}", path) for path in spec["paths"]]
        self.assertEqual(len(plain), len(set(plain)), "two paths differ in the names of their parameters only")
        tags = [tag["name"] for tag in spec["tags"]]
        self.assertEqual(len(tags), len(set(tags)))
        ids = [o.id for o in self.operations]
        self.assertEqual(len(ids), len(set(ids)))
        for node in walk(spec):
            if isinstance(node.get("$ref"), str):
                self.assertIsNotNone(resolve(spec, node))
        for o in self.operations:
            with self.subTest(operation=o):
                self.assertRegex(o.path, r"^/")
                self.assertRegex(o.id, r"^[a-z]+(_\w+)+$")
                self.assertLessEqual(set(o.told["tags"]), set(tags))
                self.assertTrue(o.told["summary"])
                self.parameters_are_well_formed(o)
                self.responses_are_well_formed(o)
                for needed in o.told["security"]:
                    self.assertLessEqual(set(needed), set(spec["components"]["securitySchemes"]))
                if o.method in ("GET", "DELETE"):
                    self.assertFalse(o.method == "GET" and o.body)

    def parameters_are_well_formed(self, o):
        places = [(p["in"], p["name"]) for p in o.told["parameters"]]
        self.assertEqual(len(places), len(set(places)))
        self.assertEqual([name for where, name in places if where == "path"], re.findall(r"\{(\w+)\}", o.path))
        for p in o.told["parameters"]:
            self.assertIn(p["in"], ("path", "query", "header"))
            self.assertEqual(p.get("required", False), p["in"] == "path")
            self.assertIsInstance(p["schema"], dict)

    def responses_are_well_formed(self, o):
        statuses = set(o.told["responses"])
        self.assertTrue(o.old or any(s[0] == "2" for s in statuses), statuses)
        self.assertLessEqual({"400", "429", "500", "503", "default"}, statuses)
        if o.access != "all":
            self.assertLessEqual({"401", "403"}, statuses)
        if o.segments:
            self.assertIn("404", statuses)
        for status, response in o.told["responses"].items():
            response = resolve(self.spec, response)
            self.assertRegex(status, r"^([2-5]\d\d|default)$")
            self.assertTrue(response["description"])
            for kind in response.get("content", {}):
                self.assertRegex(kind, r"^[a-z]+/[a-z0-9.+-]+$")
            if status >= "4":
                self.assertIn("application/json" if o.old else "application/problem+json", response["content"])

    def test_a_validator_finds_nothing(self):
        try:
            from openapi_spec_validator import validate
        except ImportError:
            self.skipTest("openapi-spec-validator is not installed")
        validate(self.spec)

    def test_the_page_has_nothing_from_elsewhere_and_nothing_inline(self):
        page = self.server.ask("GET", "/docs", token="")
        self.assertEqual((page.status, page.headers["Content-Type"]), (200, "text/html; charset=utf-8"))
        policy = dict(part.strip().split(" ", 1) for part in page.headers["Content-Security-Policy"].split(";"))
        self.assertEqual((policy["default-src"], policy["script-src"], policy["frame-ancestors"]), ("'none'", "'self'", "'none'"))
        self.assertNotIn("unsafe", page.headers["Content-Security-Policy"])
        text = page.body.decode()
        links = re.findall(r"""(?:href|src|action)\s*=\s*"([^"]*)\"""", text)
        self.assertEqual(sorted(set(links)), ["/api/v1/openapi.json", "/docs/docs.css", "/docs/docs.js"])
        self.assertIsNone(re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", text))
        for link, kind in (("/docs/docs.css", "text/css; charset=utf-8"), ("/docs/docs.js", "text/javascript; charset=utf-8")):
            part = self.server.ask("GET", link, token="")
            self.assertEqual((part.status, part.headers["Content-Type"]), (200, kind))
            self.assertNotRegex(part.body.decode(), r"https?://|innerHTML|insertAdjacentHTML|document\.write|eval\(|localStorage")
        ids = re.findall(r'byId\("(\w+)"\)', self.server.ask("GET", "/docs/docs.js", token="").body.decode())
        self.assertLessEqual(set(ids), set(re.findall(r'id="(\w+)"', text)))


# What an operation is asked with where it takes a body or needs a query: (body, query, statuses that it may give). A body may hold
# {email}, {token}, … of a new user.
NEW_USER = {"email": "{new}", "password": PASSWORD}
ASKED_WITH = {
    "post_auth_register": ({**NEW_USER, "full_name": "Cora Vale"}, "", {201}),
    "post_auth_login": ({"email": "{email}", "password": PASSWORD, "remember": True}, "", {200}),
    "post_auth_token": ({"grant_type": "password", "username": "{email}", "password": PASSWORD}, "", {200}),
    "post_auth_refresh": ({"refresh_token": "{refresh}"}, "", {200}),
    "post_auth_verify_email": ({"token": "a code that nobody was mailed"}, "", {410}),
    "post_auth_verify_email_resend": ({"email": "{email}"}, "", {204}),
    "post_auth_password_forgot": ({"email": "{email}"}, "", {202}),
    "post_auth_password_reset": ({"token": "a code that nobody was mailed", "new_password": PASSWORD}, "", {410}),
    "post_auth_password_change": ({"current_password": PASSWORD, "new_password": PASSWORD + " again"}, "", {204}),
    "post_auth_mfa_totp_confirm": ({"code": "123456"}, "", {409}),
    "delete_auth_mfa_totp": ({"password": PASSWORD}, "", {204, 404}),
    "patch_users_me": ({"full_name": "Cora Vale", "preferences": {"theme": "dark"}}, "", {200}),
    "delete_users_me": ({"password": PASSWORD}, "", {204}),
    "post_users_me_api_keys": ({"name": "mine", "scopes": ["ask", "profile"]}, "", {201}),
    "patch_users_me_api_keys_id": ({"name": "renamed"}, "", {200}),
    "get_admin_users": (None, "role=user&is_active=true&sort=email&limit=2", {200}),
    "post_admin_users": ({**NEW_USER, "role": "user"}, "", {201}),
    "patch_admin_users_id": ({"full_name": "Cora Vale"}, "", {200}),
    "get_admin_audit": (None, "limit=3", {200}),
    "put_admin_logs_levels": ({"service": "analytics", "level": "warn"}, "", {200}),
    "post_events": ({"type": "DOCUMENT_VIEW", "data": {"from": "list"}}, "", {202}),
    "post_feedback": ({"target": {"type": "answer", "id": "ans_00000000000000000000000000"}, "rating": 4}, "", {201}),
    "patch_feedback_id": ({"rating": 2, "thumbs": None}, "", {200}),
    "get_admin_analytics_export": (None, "table=events&format=csv", {200}),
    "post_ask": ({"question": "What was revenue in fiscal 2024?", "document_ids": ["{document}"]}, "", {200}),
    "post_documents_id_ask": ({"question": "What was revenue in fiscal 2024?"}, "", {200}),
    "post_analyses": ({"document_ids": ["{document}"]}, "", {201}),
    "post_search": ({"question": "revenue", "document_ids": ["{document}"]}, "", {200}),
    "put_admin_storage_quotas_user": ({"max_bytes": 1000000, "max_objects": None}, "", {200}),
    "post_admin_storage_cleanup_orphaned": (None, "dry_run=true", {200}),
    "post_admin_storage_cleanup_user_user": (None, "dry_run=true", {200}),
    "post_admin_storage_retention": (None, "older_than_days=3650&dry_run=true", {200}),
    "post_admin_storage_scrub": (None, "unchecked_days=30&dry_run=true", {200}),
    "put_admin_gateway_routes": (None, "prefix=/api/v1/objects&upstream=storage", {200}),
    "put_admin_gateway_rate_limits": (None, "class=0&per_minute=6000000&burst=600000", {200}),
    "post_documents": (b"<html><body><p>Costs were $2 million in 2024.</p></body></html>", "name=costs.htm", {201}),
    "put_documents": (b"<html><body><p>Costs were $3 million in 2024.</p></body></html>", "name=put.htm", {201}),
    "post_documents_presign": ({"filename": "a.htm", "size": 5}, "", {501}),  # files have no addresses: test_presign.py
    "post_documents_id_presign": (None, "", {501}),
    "post_documents_id_complete": ({"sha256": "0" * 64}, "", {404}),
    "patch_uploads_id": (b"a first piece", "", {204}),
    "put_objects_name": (b"some bytes", "", {201}),
    "patch_documents_id": ({"name": "renamed.htm", "tags": ["first"]}, "", {200}),
    "post_documents_id_restore": (None, "", {409}),
    "delete_documents_id_shares_user": (None, "", {204, 404}),
    "post_collections": ({"name": "Annual reports"}, "", {201}),
    "patch_collections_id": ({"name": "Quarterly reports"}, "", {200}),
    "delete_collections_id_documents_document": (None, "", {204, 404}),
    "post_documents_id_cancel": (None, "", {202, 409}),
    "get_facts": (None, "document_id={document}&limit=2", {200}),
}


class Walk(InterfaceCase):
    """Each operation is asked by somebody who may, for things of its own."""

    def values_for(self, o, who):
        """A thing of each kind that the path names."""
        values = {}
        for before, name in o.segments:
            schema = next(p["schema"] for p in o.told["parameters"] if p["in"] == "path" and p["name"] == name)
            if "enum" in schema:
                values[name] = schema["enum"][0]
            elif "{kind}" in o.path:  # statements: a note has none
                values[before] = self.new_document(who, HTML.read_bytes())
            elif o.id == "put_objects_name":
                values[name] = "a-new-one"
            else:
                values[before if name == "id" else name] = self.thing(o, name if name == "user" else before, who)
        return values

    def thing(self, o, kind, who):
        """What is only looked at may be looked at again; what is changed is made for that."""
        if o.method != "GET":
            return self.new_thing(kind, who)
        if (kind, who) not in self.looked_at:
            self.looked_at[kind, who] = self.new_thing(kind, who)
        return self.looked_at[kind, who]

    def filled(self, body, who):
        """Puts in what a body asks for of its sender."""
        if not isinstance(body, dict):
            return body
        text = json.dumps(body)
        for name in ("email", "refresh"):
            text = text.replace("{%s}" % name, who[name])
        text = text.replace("{new}", f"new{next(self.counter)}@example.com")
        return json.loads(text.replace("{document}", self.new_document(who["token"])) if "{document}" in text else text)

    def test_every_operation_does_what_it_says_for_who_may(self):
        head, somebody, self.looked_at = self.sign_in(ADMIN), self.new_user(), {}
        for o in self.operations:
            if o.old or (o.path.endswith("/events") and o.method == "GET"):
                continue  # test_compatibility.py; a stream: test_documents.py
            # what changes its user gets one of its own
            who = head if o.access == "admin" else self.new_user() if o.told["tags"] == ["user"] and o.method != "GET" else somebody
            body, query, may = ASKED_WITH.get(o.id, (None, "", None))
            with self.subTest(operation=o):
                path = o.at(self.values_for(o, who["token"]))
                query = query.replace("{document}", self.new_document(who["token"]) if "{" in query else "")
                reply = self.send(o, path, "" if o.access == "all" else who["token"], self.filled(body, who), query)
                self.assertIn(reply.status, may or range(200, 300), reply.body)
                self.fits(o, reply)

    def fits(self, o, reply):
        """Whether the document tells of a reply: its status, its media type, its members."""
        told = o.told["responses"].get(str(reply.status))
        self.assertIsNotNone(told, f"{reply.status} is not told of: {reply.body!r:.200}")
        told = resolve(self.spec, told)
        for name in told.get("headers", {}):
            self.assertIn(name, reply.headers)
        kind = (reply.headers["Content-Type"] or "").split(";")[0]
        if not told.get("content"):
            self.assertEqual(reply.body, b"")
            return
        self.assertIn(kind, told["content"]) if "application/octet-stream" not in told["content"] else None
        if kind in ("application/json", "application/problem+json"):
            self.assertIsNone(mismatch(self.spec, told["content"][kind].get("schema", {}), reply.json))


class Malformed(InterfaceCase):
    """What is no request of an operation is refused, and told where."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.things = {}

    def thing(self, kind):
        if kind not in self.things:
            self.things[kind] = self.new_thing(kind, self.user)
        return self.things[kind]

    def path(self, o):
        """A path of that operation to something that is there."""
        for before, name in o.segments:
            kind = name if name == "user" else before
            schema = next(p["schema"] for p in o.told["parameters"] if p["in"] == "path" and p["name"] == name)
            if "enum" in schema:
                self.things[name] = schema["enum"][0]
            else:
                self.thing(kind)
        return o.at(self.things)

    def refused(self, o, body=None, query="", statuses=(400, 422), member=None, **more):
        reply = self.send(o, self.path(o), self.tokens[o.access], body, query, **more)
        self.assertIn(reply.status, statuses, reply.body)
        problem = self.is_problem(reply, reply.status)
        if member is not None:
            self.assertEqual([e["pointer"].lstrip("/").split("/")[0] for e in problem["errors"]], [member], problem)

    def each(self, wanted):
        for o in self.operations:
            if wanted(o) and not o.old:
                with self.subTest(operation=o):
                    yield o

    def test_bodies_that_are_no_json(self):
        for o in self.each(lambda o: o.takes_json):
            for body in (b"{", b"[1,]", b'{"a":1,"a":2}', b"\xff\xfe", b'{"\xc3\x28":1}', b"nul", b"{} {}", b"{\"a\":\x00}", b"[" * 200):
                with self.subTest(operation=o, body=body[:20]):
                    self.refused(o, body)

    def test_bodies_of_another_kind(self):
        for o in self.each(lambda o: o.takes_json):
            for body in (7, "text", None, True) + (() if "anyOf" in o.body else ([], [{}])):
                with self.subTest(operation=o, body=body):
                    self.refused(o, json.dumps(body))

    def members(self, o):
        schema = o.body.get("anyOf", [o.body])[0]
        return schema.get("properties", {}), schema.get("required", []), schema.get("additionalProperties", True)

    def test_members_that_are_missing_are_named(self):
        for o in self.each(lambda o: o.takes_json):
            properties, required, _ = self.members(o)
            for name in required:
                with self.subTest(operation=o, member=name):
                    self.refused(o, {n: self.sample(properties[n]) for n in required if n != name}, member=name, statuses=(422,))

    def sample(self, schema):
        schema = resolve(self.spec, schema)
        schema = schema.get("allOf", [schema])[0]
        kind = schema.get("type", "string")
        kind = kind if isinstance(kind, str) else kind[0]
        if "enum" in schema:
            return schema["enum"][0]
        if kind == "object":
            return {n: self.sample(s) for n, s in schema.get("properties", {}).items() if n in schema.get("required", [])}
        if kind == "array":
            return [self.thing("documents") if "doc_" in json.dumps(schema) else "profile"]
        return {"integer": 1, "boolean": True}.get(kind, "something")

    def test_members_of_another_type_are_named(self):
        for o in self.each(lambda o: o.takes_json):
            properties, required, _ = self.members(o)
            for name, schema in properties.items():
                kinds = resolve(self.spec, schema).get("type", "string")
                wrong = 7.5 if "string" in kinds else "some text"
                with self.subTest(operation=o, member=name):
                    rest = {n: self.sample(properties[n]) for n in required if n != name}
                    self.refused(o, {**rest, name: wrong}, member=name, statuses=(422,))

    def test_members_that_are_not_known_are_named(self):
        for o in self.each(lambda o: o.takes_json):
            properties, required, more = self.members(o)
            with self.subTest(operation=o):
                rest = {n: self.sample(properties[n]) for n in required}
                self.refused(o, {**rest, "is_superuser": True}, member="is_superuser", statuses=(422,))

    def test_queries_that_are_none_are_named(self):
        for o in self.each(lambda o: o.queries):
            for p in o.queries:
                schema, wrong = p["schema"], []
                if schema.get("type") == "integer":
                    wrong = ["x", "1.5", "-1", "", " 1", "1e3", "99999999999999999999"] + [str(schema.get("maximum", 2**32 - 1) + 1)]
                elif schema.get("type") == "boolean":
                    wrong = ["maybe", "1", ""]
                elif "enum" in schema:
                    wrong = ["nonsense", ""]
                elif schema.get("format") == "date":
                    wrong = ["yesterday", "2026-02-30", ""]
                elif p["name"] == "cursor":
                    wrong = ["no cursor", "%22"]
                for value in wrong:
                    with self.subTest(operation=o, query=p["name"], value=value):
                        rest = {"facts": "document_id=" + self.thing("documents"), "export": "table=events"}.get(o.path.split("/")[-1], "")
                        rest = "" if rest.startswith(p["name"]) else rest + "&"
                        self.refused(o, None, rest + f"{p['name']}={urllib.parse.quote(value)}", statuses=(422,), member=p["name"])

    def test_other_methods_are_told_which_there_are(self):
        for path in self.spec["paths"]:
            there = [o for o in self.operations if o.path == path and not o.old]
            for method in METHODS:
                if not there or any(o.method == method for o in there):
                    continue
                other = Operation(self.spec, path, method, there[0].told)
                with self.subTest(path=path, method=method):
                    reply = self.server.ask(method, self.path(other), token=self.admin)
                    self.is_problem(reply, 405, "method_not_allowed")
                    allowed = reply.headers["Allow"].split(", ")
                    self.assertEqual(sorted(allowed), sorted({o.method for o in there} | ({"HEAD"} if any(o.method == "GET" for o in there) else set())))


if __name__ == "__main__":
    unittest.main()
