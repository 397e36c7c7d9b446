"""For the tests that walk the interface document: its operations, what they are asked with, and things of each kind to ask for."""
import itertools
import json
import re
import subprocess
import time
import urllib.parse

from program import PROGRAM, ServerCase, environment

DIGITS = "0123456789abcdefghjkmnpqrstvwxyz"
ADMIN = {"email": "head@example.com", "password": "violet kettle drums at noon"}
OTHER = {"email": "bob@example.com", "password": "a loud harbour at dusk"}
NO_LIMITS = {f"RATE_LIMIT_{name}": "6000000:600000" for name in ("DEFAULT", "AUTH", "UPLOAD", "ASK")}
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
BEGINNING = {"Tus-Resumable": "1.0.0", "Upload-Length": "50", "Upload-Metadata": "filename bm90ZS5odG0="}
# Kinds of things that belong to a user: the segment before their id in a path.
OWNED = ("documents", "answers", "analyses", "feedback", "sessions", "api-keys", "objects", "collections", "uploads")


class Operation:
    def __init__(self, spec, path, method, told):
        self.spec, self.path, self.method, self.told = spec, path, method.upper(), told
        self.id = told["operationId"]
        self.old = told.get("deprecated", False)  # of the old interface, which has ids and problems of its own
        bearer = [s["bearer"] for s in told["security"] if "bearer" in s]
        self.access = "all" if not bearer else "admin" if "admin" in bearer[0] else "user"
        self.scopes = [scope for s in told["security"] for scope in s.get("apiKey", [])]
        content = told.get("requestBody", {}).get("content", {})
        self.takes_json = "application/json" in content
        self.takes_form = "application/x-www-form-urlencoded" in content
        self.takes_file = "application/octet-stream" in content
        self.takes_piece = "application/offset+octet-stream" in content
        self.body = content.get("application/json", {}).get("schema")
        self.queries = [p for p in told["parameters"] if p["in"] == "query"]
        # (the segment before, the name) of each segment in braces
        self.segments = re.findall(r"([^/]*)/\{(\w+)\}", path)

    def __repr__(self):
        return f"{self.method} {self.path}"

    def at(self, values):
        """The path with its segments filled in, by name or by the segment before them."""
        path = self.path
        for before, name in self.segments:
            path = path.replace("{%s}" % name, values.get(before if name == "id" else name) or values[before], 1)
        return path

    @property
    def owned(self):
        """Whether it is about a thing that belongs to a user. Old downloads look at the token themselves."""
        return bool(self.segments) and self.segments[0][0] in OWNED and (self.access == "user" or self.old)


def operations(spec):
    return [Operation(spec, path, method, told) for path, item in spec["paths"].items() for method, told in item.items()]


def resolve(spec, schema):
    while isinstance(schema, dict) and "$ref" in schema:
        node = spec
        for key in schema["$ref"].removeprefix("#/").split("/"):
            node = node[key]
        schema = node
    return schema


TYPES = {"string": str, "array": list, "object": dict, "boolean": bool, "null": type(None)}


def has_type(value, name):
    if name in ("integer", "number"):
        return not isinstance(value, bool) and isinstance(value, int if name == "integer" else (int, float))
    return isinstance(value, TYPES[name])


def mismatch(spec, schema, value, where="$"):
    """Why a value does not fit a schema, or None. The keywords that the document uses; any other fails."""
    schema = resolve(spec, schema)
    known = {"type", "properties", "required", "items", "enum", "pattern", "minimum", "maximum", "minItems", "maxItems", "minLength",
             "anyOf", "allOf", "format", "description", "default", "additionalProperties", "contentMediaType"}
    if set(schema) - known:
        return f"{where}: unknown keywords {set(schema) - known}"
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(has_type(value, k) for k in kinds):
        return f"{where}: {value!r:.80} is no {kinds}"
    if "enum" in schema and value not in schema["enum"]:
        return f"{where}: {value!r:.80} is none of {schema['enum']}"
    if "pattern" in schema and isinstance(value, str) and not re.search(schema["pattern"], value):
        return f"{where}: {value!r:.80} does not match {schema['pattern']}"
    if has_type(value, "number") and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
        return f"{where}: {value} is out of range"
    if "anyOf" in schema and all(mismatch(spec, s, value, where) for s in schema["anyOf"]):
        return f"{where}: fits none of anyOf"
    parts = [(s, value, where) for s in schema.get("allOf", [])]
    if isinstance(value, dict):
        missing = [name for name in schema.get("required", []) if name not in value]
        if missing:
            return f"{where}: lacks {missing}"
        parts += [(s, value[name], f"{where}.{name}") for name, s in schema.get("properties", {}).items() if name in value]
    if isinstance(value, list):
        parts += [(schema.get("items", {}), item, f"{where}[{i}]") for i, item in enumerate(value)]
    return next((why for why in (mismatch(spec, *part) for part in parts) if why), None)


def unknown_id(like):
    """An id of the same form that nothing has."""
    return re.sub(r"[0-9a-hjkmnp-tv-z]{20}$", "z" * 20, like) if "_" in like else "z" * len(like)


class InterfaceCase(ServerCase):
    """A server with a user, another one, and an administrator; the operations of its interface document."""

    settings = NO_LIMITS
    counter = itertools.count(1)

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.spec = cls.server.ask("GET", "/api/v1/openapi.json", token="").json
        cls.operations = operations(cls.spec)
        made = subprocess.run([PROGRAM, "admin", "create", ADMIN["email"]], input=ADMIN["password"] + "\n", text=True, timeout=60,
                              capture_output=True, env=environment(cls.folder, **cls.settings))
        if made.returncode != 0:
            raise AssertionError(made.stderr)
        cls.user, cls.other, cls.admin = cls.server.token, cls.server.sign_in(OTHER), cls.server.sign_in(ADMIN)
        cls.tokens = {"all": "", "user": cls.user, "admin": cls.admin}

    # ---- things to ask for ----

    @classmethod
    def new_user(cls):
        """Somebody new, made by the administrator as nobody may register as often, and signed in."""
        who = {"email": f"user{next(cls.counter)}@example.com", "password": "eleven grey pelicans at sea"}
        cls.server.post("/api/v1/admin/users", who, token=cls.admin)
        return cls.sign_in(who)

    @classmethod
    def sign_in(cls, who):
        """Who that is with a token, a refresh token, and ids."""
        reply = cls.server.post("/api/v1/auth/login", {"email": who["email"], "password": who["password"]}, token="")
        if reply.status != 200:
            raise AssertionError(f"{who['email']} cannot sign in: {reply.status} {reply.body}")
        return {**who, "token": reply.json["access_token"], "refresh": reply.json["refresh_token"],
                "session": reply.json["session_id"], "id": reply.json["user"]["id"]}

    @classmethod
    def new_admin(cls):
        who = cls.new_user()
        cls.server.ask("PATCH", f"/api/v1/admin/users/{who['id']}", '{"role":"admin"}', token=cls.admin)
        return cls.sign_in(who)

    @classmethod
    def new_document(cls, token, page=None):
        """The id of a document that has been read: a filing, or a short note that is like no other."""
        page = page or f"<html><body><p>Note {next(cls.counter)}: revenue was $5 million in 2024.</p></body></html>"
        reply = cls.server.ask("POST", "/api/v1/documents?name=note.htm", page, token=token)
        document = reply.json["id"]
        while cls.server.ask("GET", "/api/v1/documents/" + document, token=token).json["status"] in ("stored", "reading"):
            time.sleep(0.02)
        return document

    @classmethod
    def new_thing(cls, kind, token):
        """Makes something of that kind for a user, and returns its id."""
        def post(path, body):
            return cls.server.post("/api/v1/" + path, body, token=token).json

        n = next(cls.counter)
        if kind == "documents":
            return cls.new_document(token)
        if kind == "answers":
            return post("ask", {"question": f"What was revenue in {1900 + n}?", "document_ids": [cls.new_document(token)]})["id"]
        if kind == "analyses":
            return post("analyses", {"document_ids": [cls.new_document(token)]})["id"]
        if kind == "feedback":
            return post("feedback", {"target": {"type": "answer", "id": f"ans_{n:026d}"}, "thumbs": "up"})["id"]
        if kind == "api-keys":
            return post("users/me/api-keys", {"name": f"key {n}", "scopes": ["profile"]})["key"]["id"]
        if kind == "objects":
            cls.server.ask("PUT", f"/api/v1/objects/object-{n}", b"bytes", token=token)
            return f"object-{n}"
        if kind == "uploads":
            return cls.server.ask("POST", "/api/v1/uploads", headers=BEGINNING, token=token).json["id"]
        if kind == "collections":
            return post("collections", {"name": f"collection {n}"})["id"]
        if kind == "sessions":
            return cls.server.ask("GET", "/api/v1/auth/sessions", token=token).json["current"]
        if kind in ("users", "user"):
            return cls.new_user()["id"]
        if kind == "upstreams":
            return cls.server.ask("GET", "/api/v1/admin/gateway/upstreams", token=cls.admin).json["items"][0]["instances"][0]["id"]
        raise AssertionError(f"nobody knows how to make one of {kind}")

    def send(self, operation, path, token, body=None, query="", headers=None):
        headers = dict(headers or {})
        if path.startswith("/api/v1/uploads"):
            headers = {**(BEGINNING if operation.method == "POST" else {"Tus-Resumable": "1.0.0"}), **headers}
        if operation.takes_piece:
            headers = {"Upload-Offset": "0", "Content-Type": "application/offset+octet-stream", **headers}
        if operation.takes_json and body is not None:
            headers.setdefault("Content-Type", "application/json")
            body = body if isinstance(body, (bytes, str)) else json.dumps(body)
        elif operation.takes_form and body is not None:
            headers.setdefault("Content-Type", "application/x-www-form-urlencoded")
            body = urllib.parse.urlencode(body)
        return self.server.ask(operation.method, path + (f"?{query}" if query else ""), body, headers, token=token)
