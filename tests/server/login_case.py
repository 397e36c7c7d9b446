"""For the tests of logins: what a stranger sees of an answer, and an address of its own for each question."""
import re

from user_case import OTHER, UsersCase, make_admin


def shape(reply):
    """All that a stranger sees of an answer, without what is new in each: id and moment."""
    headers = {k: v for k, v in reply.headers.items() if k not in ("X-Request-ID", "Date", "traceparent", "Retry-After")}
    body = re.sub(rb'"request_id":"[^"]*"', b'"request_id":"-"', reply.body)
    return reply.status, sorted(headers.items()), re.sub(rb"in \d+ s", b"in - s", body), len(reply.headers["X-Request-ID"])


class LoginCase(UsersCase):
    """Each question comes from an address of its own, so that only accounts are counted."""

    def setUp(self):
        super().setUp()
        make_admin(self.folder, "head@example.com")
        self.start()
        self.admin = self.sign_in("head@example.com")["access_token"]
        self.addresses = (f"127.7.{i >> 8}.{i & 255}" for i in range(1, 60000))

    def wrong(self, email, password=OTHER, **more):
        return self.login(email, password, source=next(self.addresses), **more)

    def admin_does(self, made, verb):
        self.assertEqual(self.call("POST", f"/api/v1/admin/users/{made['user']['id']}:{verb}", token=self.admin).status, 204)
