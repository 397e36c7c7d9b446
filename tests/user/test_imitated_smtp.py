"""The mailer over SMTP, beside an imitation of a mail server: what is said, over what, and what comes of failures."""
import email
import email.policy
import os
import pathlib
import socket
import subprocess
import tempfile
import time
import unittest

from imitated_smtp import MailServer

DRIVER = os.environ["SMTP_DRIVER"]
TEXT = "One line.\n.\n..two dots\nÅ\n"


def send(url, sender="us@aldergate.example", to="a@example.com", subject="Hello", text=TEXT, *account):
    done = subprocess.run([DRIVER, url, sender, to, subject, text, *account], capture_output=True, text=True, timeout=60)
    assert not done.stderr, done.stderr
    return done.stdout.splitlines()


def plain(server):
    return f"smtp://127.0.0.1:{server.port}"


class Imitated(unittest.TestCase):
    def test_a_mail_arrives_as_it_was_written(self):
        with MailServer() as server:
            self.assertEqual(send(plain(server), subject="Grüße vom Hafen")[-1], "send: ok ")
        mail, = server.mails
        self.assertEqual((mail["from"].split()[1], mail["to"]), ("FROM:<us@aldergate.example>", ["RCPT TO:<a@example.com>"]))
        self.assertEqual(server.commands[0], "EHLO aldergate.example")
        message = email.message_from_bytes("\r\n".join(mail["lines"]).encode(), policy=email.policy.default)
        self.assertEqual((message["From"], message["To"], message["Subject"]),
                         ("us@aldergate.example", "a@example.com", "Grüße vom Hafen"))
        self.assertEqual(message["Date"].datetime.isoformat(), "2025-01-01T00:00:00+00:00")
        self.assertEqual(message["Message-ID"], "<mai_1@aldergate.example>")
        self.assertEqual(message.get_content().replace("\r\n", "\n"), TEXT.rstrip())  # lines lack the last end

    def test_a_long_subject_is_whole(self):
        subject = "Ünïcödé " * 12 + "😀" * 9
        with MailServer() as server:
            self.assertEqual(send(plain(server), subject=subject)[-1], "send: ok ")
        lines = server.mails[0]["lines"]
        self.assertLessEqual(max(map(len, lines)), 90)
        message = email.message_from_bytes("\r\n".join(lines).encode(), policy=email.policy.default)
        self.assertEqual(message["Subject"], subject)

    def test_nothing_in_an_address_or_a_subject_begins_a_line(self):
        with MailServer() as server:
            for to, subject in (("a@example.com\r\nRCPT TO:<b@example.com>", "x"), ("a@example.com>", "x"), ("a", "x"),
                                ("a@example.com\nBcc: b@example.com", "x"), ("a@example.com, b@example.com", "x"), ("", "x"),
                                ("a b@example.com", "x"), ("a@example.com", "x\r\nBcc: b@example.com"),
                                ("a@example.com", "x\ny"), ("a@example.com", "x\ry"), ("@example.com", "x"), ("a@", "x")):
                with self.subTest(to=to, subject=subject):
                    self.assertIn("send: invalid", send(plain(server), to=to, subject=subject)[-1])
            self.assertIn("register: invalid", send(plain(server), sender="us@aldergate.example\r\nX: y")[-1])
            self.assertIn("register: invalid", send(plain(server), "us@aldergate.example", "a@example.com", "x", "y", "name")[-1])
        self.assertEqual(server.connections, 0)

    def test_what_is_no_mail_server_is_refused(self):
        for url in ("smtp:", "smtp:host", "smtp://", "smtp://host/path", "smtp://user@host", "smtp://ho st", "smtp://host?x"):
            with self.subTest(url=url):
                self.assertIn("open: invalid", send(url)[-1])

    def test_name_and_password_are_shown_where_they_are_needed(self):
        with MailServer(user=("ann", "secret word")) as server:
            self.assertEqual(send(plain(server), "us@a.example", "a@example.com", "x", "y", "ann", "secret word")[-1], "send: ok ")
            self.assertIn("send: unavailable", send(plain(server), "us@a.example", "a@example.com", "x", "y", "ann", "wrong")[-1])
        self.assertEqual(len(server.mails), 1)

    def test_whatever_the_server_refuses_waits(self):
        for command in ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"):
            for reply in ("421 later", "450 busy", "550 never", "554 no"):
                with self.subTest(command=command, reply=reply), MailServer(command, reply) as server:
                    said = send(plain(server))[-1]
                    self.assertIn("send: unavailable", said)
                    self.assertEqual(server.mails, [])

    def test_what_is_cut_off_waits(self):
        for command in ("CONNECT", "EHLO", "MAIL", "RCPT", "DATA", "END"):
            with self.subTest(command), MailServer("cut:" + command) as server:
                self.assertIn("send: unavailable", send(plain(server))[-1])

    def test_what_is_refused_waits_and_the_server_is_left_alone_for_a_while(self):
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
        said = send(f"smtp://127.0.0.1:{port}", text="-")
        self.assertIn("send: unavailable", said[-2])
        self.assertIn("a moment ago", said[-1])

    def test_a_server_that_says_nothing_is_given_up(self):
        with MailServer("hang:MAIL") as server:
            began = time.monotonic()
            self.assertIn("send: unavailable", send(plain(server))[-1])
            self.assertLess(time.monotonic() - began, 45)


class ImitatedTls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        folder = tempfile.TemporaryDirectory()
        cls.addClassCleanup(folder.cleanup)
        cls.certificate, both = folder.name + "/cert.pem", folder.name + "/both.pem"
        try:
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
                            "-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost", "-keyout",
                            folder.name + "/key.pem", "-out", cls.certificate], check=True, capture_output=True)
        except FileNotFoundError:
            raise unittest.SkipTest("openssl is not installed")
        pathlib.Path(both).write_text("".join(pathlib.Path(p).read_text() for p in (folder.name + "/key.pem", cls.certificate)))
        cls.both = both

    def account(self, ca):
        return ("us@a.example", "a@example.com", "x", "y", "", "", ca)

    def test_tls_from_the_start_with_a_certificate_that_is_trusted(self):
        with MailServer(tls=self.both) as server:
            url = f"smtps://127.0.0.1:{server.port}"
            self.assertEqual(send(url, *self.account(self.certificate))[-1], "send: ok ")
            self.assertTrue(server.mails[0]["encrypted"])
            self.assertIn("send: unavailable", send(url, *self.account(""))[-1])  # nobody vouches for it
        self.assertEqual(len(server.mails), 1)

    def test_a_server_elsewhere_must_offer_starttls(self):
        """"127.1" is looked up as a name is: where it leads is not known before."""
        with MailServer() as server:
            self.assertIn("send: unavailable", send(f"smtp://127.1:{server.port}", *self.account(self.certificate))[-1])
            self.assertFalse([c for c in server.commands if c.startswith(("MAIL", "AUTH"))])
        with MailServer(tls=self.both, starttls=True) as server:
            self.assertEqual(send(f"smtp://127.1:{server.port}", *self.account(self.certificate))[-1], "send: ok ")
            self.assertTrue(server.mails[0]["encrypted"])
            self.assertIn("send: unavailable", send(f"smtp://127.1:{server.port}", *self.account(""))[-1])

    def test_a_server_on_this_machine_is_spoken_to_plainly(self):
        for host in ("127.0.0.1", "localhost", "127.1.2.3"):
            with self.subTest(host), MailServer(tls=self.both, starttls=True, address="0.0.0.0") as server:
                self.assertEqual(send(f"smtp://{host}:{server.port}", *self.account(""))[-1], "send: ok ")
                self.assertFalse(server.mails[0]["encrypted"])


if __name__ == "__main__":
    unittest.main()
