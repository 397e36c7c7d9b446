"""What guessing costs."""
import concurrent.futures
import unittest

from login_case import LoginCase, shape
from user_case import OPEN, OTHER, PASSWORD, UserCase


class Throttle(LoginCase):
    def test_after_ten_failures_an_account_waits_whether_it_exists_or_not(self):
        known, rows = self.register(), []
        for email in (known["email"], "nobody3@example.com"):
            replies = [self.wrong(email) for _ in range(11)]
            replies.append(self.wrong(email, PASSWORD))  # who guesses it now does not learn it
            self.assertEqual([r.status for r in replies], [401] * 10 + [429] * 2)
            for reply in replies[10:]:
                self.assertIn(int(reply.headers["Retry-After"]), range(1, 31))
            rows.append([shape(r) for r in replies])
            if email == known["email"]:
                mine = self.wrong(email, PASSWORD, device_token=known["device_token"])  # a device of the owner's is let in
                self.assertEqual(mine.status, 200, mine.body)
                self.assertEqual(self.me(known["access_token"]).status, 200)
        self.assertEqual(*rows)

    def test_an_administrator_lets_an_account_in_again(self):
        known = self.register()
        for _ in range(10):
            self.wrong(known["email"])
        self.assertEqual(self.wrong(known["email"], PASSWORD).status, 429)
        self.admin_does(known, "unlock")
        self.assertEqual(self.wrong(known["email"], PASSWORD).status, 200)

    def test_many_at_once_do_not_slip_through_together(self):
        email = self.register()["email"]
        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            statuses = sorted(pool.map(lambda a: self.login(email, OTHER, source=a).status, [next(self.addresses) for _ in range(30)]))
        self.assertEqual(statuses.count(401), 10, statuses)
        self.assertEqual(set(statuses), {401, 429})

    def test_the_wait_outlives_the_server(self):
        email = self.register()["email"]
        for _ in range(10):
            self.wrong(email)
        self.server.kill()
        self.start()
        self.assertEqual(self.wrong(email, PASSWORD).status, 429)

    def test_an_address_that_fails_too_often_waits_for_all_accounts_whatever_it_says_of_itself(self):
        source, made = "127.8.0.1", self.register()
        for i in range(30):
            reply = self.login(f"guess{i}@example.com", OTHER, source=source, headers={"X-Forwarded-For": f"10.0.0.{i}"})
            self.assertEqual(reply.status, 401)
        self.assertEqual(self.login(made["email"], PASSWORD, source=source, headers={"X-Forwarded-For": "10.0.1.1"}).status, 429)
        self.assertEqual(self.login(made["email"], PASSWORD, source="127.8.0.2").status, 200)
        self.assertEqual(self.me(made["access_token"], source=source).status, 200)


class Door(UserCase):
    settings = {**OPEN, "RATE_LIMIT_AUTH": "1:3"}

    def test_logins_of_one_address_are_few_at_the_door(self):
        replies = [self.login("nobody@example.com", OTHER, source="127.8.1.1") for _ in range(6)]
        self.assertEqual([r.status for r in replies], [401] * 3 + [429] * 3)
        refused = replies[-1]
        self.is_problem(refused, 429)
        self.assertGreaterEqual(int(refused.headers["Retry-After"]), 1)
        self.assertEqual(self.login("nobody@example.com", OTHER, source="127.8.1.2").status, 401)


if __name__ == "__main__":
    unittest.main()
