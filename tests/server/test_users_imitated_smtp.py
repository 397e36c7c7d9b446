"""Mails of accounts over SMTP, beside an imitation of a mail server: what it does not take now waits, also across a kill."""
import re
import unittest

from imitated_smtp import MailServer
from user_case import OTHER, PASSWORD, UsersCase, wait_for


class Imitated(UsersCase):
    def mail_server(self, *arguments, **more):
        server = MailServer(*arguments, **more)
        self.addCleanup(server.close)
        return server

    def start_beside(self, port, **more):
        return self.start(SMTP_URL=f"smtp://127.0.0.1:{port}", MAIL_FROM="desk@aldergate.example", **more)

    def code_of(self, mail, kind="reset"):
        return re.search(rf"#{kind}=(\S+)", "\n".join(mail["lines"])).group(1)

    def forget(self, address):
        self.assertEqual(self.call("POST", "/api/v1/auth/password/forgot", {"email": address}).status, 202)

    def reset(self, mail):
        return self.call("POST", "/api/v1/auth/password/reset", {"token": self.code_of(mail), "new_password": OTHER}).status

    def test_a_code_is_mailed_and_opens(self):
        mails = self.mail_server(user=("desk", "a word"))
        self.start_beside(mails.port, SMTP_USERNAME="desk", SMTP_PASSWORD="a word")
        made = self.register()
        self.forget(made["email"])
        mail, = wait_for(lambda: mails.mails)
        self.assertEqual(mail["to"], [f"RCPT TO:<{made['email']}>"])
        self.assertEqual(self.reset(mail), 204)
        self.assertEqual(self.login(made["email"], OTHER).status, 200)
        self.assertFalse((self.folder / "mail").exists())
        self.assertEqual(self.server.stop(), 0)
        log = self.server.log_path.read_text()
        for secret in (self.code_of(mail), "a word", PASSWORD):
            self.assertNotIn(secret, log)

    def test_a_mail_waits_for_a_server_that_is_not_there_yet_also_across_a_kill(self):
        mails = self.mail_server()
        mails.close()
        self.start_beside(mails.port)
        made = self.register()
        self.forget(made["email"])
        wait_for(lambda: "mail.failed" in self.server.log_path.read_text())
        self.server.kill()
        mails = self.mail_server(port=mails.port)
        self.start_beside(mails.port)
        mail, = wait_for(lambda: mails.mails, 60)
        self.assertEqual(self.reset(mail), 204)

    def test_a_refused_mail_is_tried_again_and_keeps_no_other_waiting(self):
        for way, reply in (("RCPT", "450 greylisted"), ("RCPT", "550 not yet"), ("cut:DATA", "")):
            with self.subTest(way=way, reply=reply):
                mails = self.mail_server(way, reply, times=1)
                self.start_beside(mails.port)
                first, second = self.register(), self.register()
                self.forget(first["email"])
                wait_for(lambda: mails.connections)
                self.forget(second["email"])
                wait_for(lambda: [m for m in mails.mails if second["email"] in m["to"][0]], 8)
                wait_for(lambda: [m for m in mails.mails if first["email"] in m["to"][0]], 40)
                self.assertEqual(len(mails.mails), 2)
                self.assertEqual(self.server.stop(), 0)


if __name__ == "__main__":
    unittest.main()
