"""An imitation of a mail server (RFC 5321), as much of it as a client sees: mails are kept, and it fails as it is told."""
import base64
import socket
import ssl
import threading


class MailServer:
    """On a free port of the loopback address. fail: "" or the command (CONNECT, EHLO …, END of a mail) that is answered with
    `reply`, or "cut:<command>" where the connection is closed, or "hang:<command>"; times: how often, None = always."""

    def __init__(self, fail="", reply="", times=None, tls=None, starttls=False, user=None, address="127.0.0.1", port=0):
        self.fail, self.reply, self.times = fail, reply, times
        self.user, self.starttls, self.tls = user, starttls, None
        if tls:
            self.tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.tls.load_cert_chain(tls)
        self.mails, self.commands, self.connections = [], [], 0
        self.socket = socket.create_server((address, port))
        self.port = self.socket.getsockname()[1]
        threading.Thread(target=self.accept, daemon=True).start()

    def close(self):
        try:
            self.socket.shutdown(socket.SHUT_RDWR)  # or a thread that waits in accept() takes one more
        except OSError:
            pass
        self.socket.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            self.connections += 1
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        try:
            connection.settimeout(60)
            if self.tls and not self.starttls:
                connection = self.tls.wrap_socket(connection, server_side=True)
            conversation = Conversation(self, connection)
            try:
                conversation.run()
            finally:
                conversation.connection.close()
        except OSError:
            pass
        finally:
            connection.close()

    def is_bad(self, command, way=""):
        if self.fail != way + command or self.times == 0:
            return False
        if self.times:
            self.times -= 1
        return True


class Conversation:
    def __init__(self, server, connection):
        self.server, self.connection, self.rest = server, connection, b""
        self.encrypted = bool(server.tls) and not server.starttls
        self.sender, self.receivers = None, []

    def say(self, text):
        self.connection.sendall(text.encode() + b"\r\n")

    def line(self):
        while b"\r\n" not in self.rest:
            got = self.connection.recv(65536)
            if not got:
                return None
            self.rest += got
        line, self.rest = self.rest.split(b"\r\n", 1)
        return line.decode()

    def run(self):
        if not self.begin("CONNECT", "220 imitation ready"):
            return
        while (line := self.line()) is not None:
            self.server.commands.append(line)
            command = line.split(" ")[0].upper()
            if command == "QUIT":
                self.say("221 bye")
                return
            if not self.begin(command, None):
                return

    def begin(self, command, text):
        """Answers a command. False: the conversation is over."""
        if self.server.is_bad(command, "cut:"):
            return False
        if self.server.is_bad(command, "hang:"):
            return self.connection.recv(1) == b"never"
        if self.server.is_bad(command):
            self.say(self.server.reply)
            return command != "CONNECT"
        if text:
            self.say(text)
            return True
        return getattr(self, "do_" + command.lower(), self.unknown)()

    def unknown(self):
        self.say("502 not here")
        return True

    def do_ehlo(self):
        offers = ["imitation", "8BITMIME", "SMTPUTF8"]
        if self.server.starttls and not self.encrypted:
            offers.append("STARTTLS")
        if self.server.user:
            offers.append("AUTH PLAIN")
        for offer in offers[:-1]:
            self.say("250-" + offer)
        self.say("250 " + offers[-1])
        return True

    def do_starttls(self):
        self.say("220 go on")
        self.connection = self.server.tls.wrap_socket(self.connection, server_side=True)
        self.encrypted = True
        return True

    def do_auth(self):
        given = self.server.commands[-1].split(" ")
        if len(given) < 3:
            self.say("334 ")
            given.append(self.line())
        right = base64.b64decode(given[-1]).decode().split("\0")[-2:] == list(self.server.user)
        self.say("235 yes" if right else "535 no")
        return True

    def do_mail(self):
        self.sender = self.server.commands[-1]
        self.say("250 ok")
        return True

    def do_rcpt(self):
        self.receivers.append(self.server.commands[-1])
        self.say("250 ok")
        return True

    def do_data(self):
        self.say("354 go on")
        lines = []
        while (line := self.line()) != ".":
            if line is None:
                return False
            lines.append(line[1:] if line.startswith(".") else line)
        if self.server.is_bad("END", "cut:"):
            return False
        if self.server.is_bad("END"):
            self.say(self.server.reply)
        else:
            self.server.mails.append({"from": self.sender, "to": self.receivers, "lines": lines, "encrypted": self.encrypted})
            self.say("250 taken")
        self.receivers = []
        return True
