"""A client of the old interface: what it sends, and what it expects of what comes back."""
import json
import re
import urllib.parse
import uuid

from program import ServerCase

ADMIN = {"username": "admin@example.com", "password": "admin123"}
BOB = {"email": "bob@example.com", "password": "a loud harbour at dusk"}
ANN = {"username": "ann@example.com", "password": "a quiet harbour at dawn"}
MOMENT = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?$")  # ISO, without a zone
MULTIPART = {"Content-Type": "multipart/form-data; boundary=line"}


class Moment:
    """For shapes: a time as the old interface wrote it."""


NUMBER = (int, float)
USER = {"id": int, "email": str, "full_name": (str, None), "is_active": bool, "is_admin": bool, "last_login": (Moment, None),
        "created_at": Moment, "updated_at": Moment}
ADMIN_USER = {**USER, "document_count": int}
DOCUMENT = {"id": int, "filename": str, "file_size": int, "mime_type": str, "status": str, "created_at": Moment, "updated_at": Moment}
ANSWER = {"id": int, "question_text": str, "answer_text": str, "sources": [{"page": (int, None), "snippet": str}], "created_at": Moment}
STORAGE = {"total_size": int, "total_size_formatted": str, "total_files": int, "directories": dict, "last_updated": Moment,
           "used_size_bytes": int, "free_size_bytes": int, "total_size_bytes": int,
           "minio_stats": {"size_bytes": int, "file_count": int}, "file_types": dict}
MESSAGE = {"message": str}
DETAIL = {"detail": str}


def misfit(value, shape, at="$"):
    """Why a value has not the shape: at least these members, of these types; None when it has."""
    if isinstance(shape, dict):
        if not isinstance(value, dict):
            return f"{at} is no object: {value!r}"
        return next((why for key, inner in shape.items()
                     for why in [f"{at}.{key} is missing" if key not in value else misfit(value[key], inner, f"{at}.{key}")] if why),
                    None)
    if isinstance(shape, list):
        if not isinstance(value, list):
            return f"{at} is no list: {value!r}"
        return next((why for i, item in enumerate(value) for why in [misfit(item, shape[0], f"{at}[{i}]")] if why), None)
    if isinstance(shape, tuple):
        return None if any(misfit(value, one, at) is None for one in shape) else f"{at} is {value!r}"
    if shape is None:
        return None if value is None else f"{at} is not null"
    if shape is Moment:
        return None if isinstance(value, str) and MOMENT.match(value) else f"{at} is no time: {value!r}"
    if shape is int and isinstance(value, bool):
        return f"{at} is {value!r}"
    return None if isinstance(value, shape) else f"{at} is {value!r}"


def multipart(**parts):
    """A form with a file or fields: name=bytes, or name=(file name, bytes)."""
    out = b""
    for name, value in parts.items():
        filename, data = value if isinstance(value, tuple) else (None, value)
        out += b"--line\r\nContent-Disposition: form-data; name=\"" + name.encode() + b'"'
        out += (b'; filename="' + filename.encode() + b'"' if filename else b"") + b"\r\n\r\n" + data + b"\r\n"
    return out + b"--line--\r\n"


class OldClientCase(ServerCase):
    """One server, with an administrator and two users, and a client of the old interface."""

    settings = {"FINANALYST_DEMO": "1", "RATE_LIMIT_AUTH": "6000:1000"}

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.bob = cls.server.sign_in(BOB)
        cls.admin = cls.form("/token", ADMIN).json["access_token"]

    @classmethod
    def form(cls, path, fields):
        return cls.server.ask("POST", path, urllib.parse.urlencode(fields),
                              {"Content-Type": "application/x-www-form-urlencoded"}, token="")

    @classmethod
    def send(cls, method, path, value=None, token=None):
        body = None if value is None else json.dumps(value)
        return cls.server.ask(method, path, body, {"Content-Type": "application/json"} if body else {}, token=token)

    @classmethod
    def upload(cls, path, name, data, token=None):
        return cls.server.ask("POST", path, multipart(file=(name, data)), MULTIPART, token=token)

    def fits(self, reply, shape, status=200):
        """The body of a reply that has this status and this shape."""
        self.assertEqual(reply.status, status, reply.body)
        self.assertIsNone(misfit(reply.json, shape), reply.body)
        return reply.json

    def refuses(self, reply, status, exactly=True):
        """The detail, a text, of a reply that says what failed, and nothing else where the old interface's own handlers say it."""
        detail = self.fits(reply, DETAIL, status)["detail"]
        self.assertTrue(detail)
        if exactly:
            self.assertEqual(set(reply.json), {"detail"}, reply.body)
        return detail

    @staticmethod
    def fresh():
        """An account that nobody has yet."""
        return {"email": f"{uuid.uuid4().hex[:12]}@example.com", "password": "a slow river under snow", "full_name": "Cleo"}
