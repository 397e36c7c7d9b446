"""What is mailed, as it lies in the folder of mails, and what its codes are good for."""
import email
import email.policy
import unittest

from user_case import OTHER, PASSWORD, UserCase, UsersCase

FORGOT, RESET = "/api/v1/auth/password/forgot", "/api/v1/auth/password/reset"
VERIFY, RESEND = "/api/v1/auth/verify-email", "/api/v1/auth/verify-email:resend"


class Forgotten(UserCase):
    def forget(self, address, source=None):
        return self.call("POST", FORGOT, {"email": address}, source=source)

    def test_a_password_is_set_anew_with_the_mailed_code(self):
        made = self.register()
        self.assertEqual(self.forget(made["email"].upper()).status, 202)
        code = self.mailed_code(made["email"], "reset")
        self.is_problem(self.call("POST", RESET, {"token": code, "new_password": "short"}), 422, "invalid", "new_password")
        self.assertEqual(self.call("POST", RESET, {"token": code, "new_password": OTHER}).status, 204)
        self.is_problem(self.call("POST", RESET, {"token": code, "new_password": PASSWORD}), 410, None, "token")
        self.is_problem(self.me(made["access_token"]), 401)
        self.is_problem(self.refresh(made), 401)
        self.assertEqual((self.login(made["email"]).status, self.login(made["email"], OTHER).status), (401, 200))
        self.assertTrue(self.sign_in(made["email"], OTHER)["user"]["is_verified"])  # who has its mail owns an address

    def test_the_answer_is_the_same_for_an_address_that_nobody_has(self):
        made = self.register()
        there, nowhere = self.forget(made["email"], "127.3.0.1"), self.forget("nobody@example.com", "127.3.0.1")
        self.assertEqual((there.status, there.body), (nowhere.status, nowhere.body))
        self.mailed_code(made["email"], "reset")
        self.assertEqual(self.mails("nobody@example.com"), [])

    def test_mails_to_one_address_are_few(self):
        for address in (self.register()["email"], "noone@example.com"):
            statuses = [self.forget(address, "127.3.0.2").status for _ in range(5)]
            self.assertEqual(statuses, [202, 202, 202, 429, 429])

    def test_the_mail_is_a_message_that_holds_the_code_and_no_more(self):
        made = self.register()
        self.forget(made["email"], "127.3.0.3")
        code = self.mailed_code(made["email"], "reset")
        message = email.message_from_string(self.mails(made["email"])[0], policy=email.policy.default)
        self.assertEqual((message["To"], message["Subject"]), (made["email"], "Set a new password"))
        self.assertIsNotNone(message["Date"].datetime)
        self.assertRegex(message["Message-ID"], r"^<mai_\w+@")
        text = message.get_content()
        self.assertIn(f"http://localhost:3000/#reset={code}", text)
        self.assertNotIn(PASSWORD, text)
        for path in self.folder.glob("*.log"):
            self.assertNotIn(code, path.read_text())

    def test_what_is_no_code_is_refused(self):
        for code in ("", "x", "x" * 3000, "0" * 43):
            with self.subTest(code=code[:5]):
                self.is_problem(self.call("POST", RESET, {"token": code, "new_password": OTHER}), 410, None, "token")
                self.is_problem(self.call("POST", VERIFY, {"token": code}), 410, None, "token")

    def test_a_code_for_a_password_verifies_nothing_else(self):
        made = self.register()
        self.forget(made["email"], "127.3.0.4")
        self.is_problem(self.call("POST", VERIFY, {"token": self.mailed_code(made["email"], "reset")}), 410)

    def test_a_changed_password_is_told_to_its_owner(self):
        made = self.register()
        self.call("POST", "/api/v1/auth/password/change", {"current_password": PASSWORD, "new_password": OTHER},
                  made["access_token"])
        self.mailed_notice(made["email"])

    def mailed_notice(self, address):
        from user_case import wait_for
        wait_for(lambda: [m for m in self.mails(address) if "password of your account was changed" in m])


class Verified(UsersCase):
    is_problem = UserCase.is_problem

    def test_an_account_opens_once_its_address_is_verified(self):
        self.start(VERIFY_EMAIL="true")
        body = {"email": "new@example.com", "password": PASSWORD}
        made = self.call("POST", "/api/v1/auth/register", body)
        self.assertEqual((made.status, made.json["verification"], made.json["user"]["is_verified"]), (201, "mailed", False))
        self.assertNotIn("access_token", made.json)
        wrong, early = self.login("new@example.com", OTHER), self.login("new@example.com")
        self.assertEqual((early.status, early.json["detail"]), (401, wrong.json["detail"]))
        first = self.mailed_code("new@example.com", "verify")
        for address in ("new@example.com", "nobody@example.com"):
            self.assertEqual(self.call("POST", RESEND, {"email": address}).status, 204)
        second = self.mailed_code("new@example.com", "verify", 2)
        self.assertNotEqual(first, second)
        self.assertEqual(self.call("POST", VERIFY, {"token": second}).status, 204)
        self.is_problem(self.call("POST", VERIFY, {"token": second}), 410, None, "token")
        self.assertTrue(self.sign_in("new@example.com")["user"]["is_verified"])
        self.assertEqual(self.call("POST", RESEND, {"email": "new@example.com"}).status, 204)
        self.assertEqual(self.mails("nobody@example.com"), [])
        self.assertEqual(self.server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
