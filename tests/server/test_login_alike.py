"""What can be learned from the answers to a login: nothing."""
import time
import unittest

from login_case import LoginCase, shape
from user_case import PASSWORD


class Alike(LoginCase):
    def test_unknown_known_locked_and_inactive_are_told_alike(self):
        known, locked, inactive = self.register(), self.register(), self.register()
        self.admin_does(locked, "lock")
        self.call("PATCH", f"/api/v1/admin/users/{inactive['user']['id']}", {"is_active": False}, self.admin)
        seen = {str(shape(r)) for r in (self.wrong(known["email"]), self.wrong("nobody1@example.com"),
                                        self.wrong(locked["email"]), self.wrong(locked["email"], PASSWORD),
                                        self.wrong(inactive["email"]), self.wrong(inactive["email"], PASSWORD),
                                        self.wrong("no address at all"), self.wrong(""))}
        self.assertEqual(len(seen), 1, seen)
        self.assertEqual(self.wrong(known["email"]).status, 401)

    def test_a_known_and_an_unknown_account_take_as_long(self):
        """Both verify one hash: the medians of turns that alternate are within a third of each other."""
        known = self.register()["email"]
        times = {known: [], "nobody2@example.com": []}
        for _ in range(5):
            for email in times:
                began = time.monotonic()
                self.wrong(email)
                times[email].append(time.monotonic() - began)
        one, other = (sorted(t)[len(t) // 2] for t in times.values())
        self.assertLess(max(one, other) / min(one, other), 1.5, times)


if __name__ == "__main__":
    unittest.main()
