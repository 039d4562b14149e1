"""A small IMAP server on loopback: one account, one folder, as much of IMAP4rev1 as a reader of mail needs."""

import re
import socketserver
import ssl
import threading
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

USER, PASSWORD = "inbound@ours.example", "p@ss/wörd?".replace("ö", "o")
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|(\S+)')


@dataclass
class StoredMessage:
    uid: int
    content: bytes
    seen: bool = False


class _Conversation(socketserver.StreamRequestHandler):
    """Answers one client, line by line."""

    server: "_Server"

    def handle(self) -> None:
        mailbox = self.server.mailbox
        self.is_in = False
        if mailbox.implicit_tls:
            self._encrypt(mailbox.implicit_tls)
        self._say("* OK ready")
        while line := self.rfile.readline(10_000):
            tag, _space, rest = line.decode("ascii").strip().partition(" ")
            words = [unescaped(first) if first else second for first, second in QUOTED.findall(rest)]
            command = words[0].upper()
            if command == "UID":
                command = words.pop(0).upper() + " " + words[0].upper()
            mailbox.heard.append(command)
            if mailbox.stops_before(command):
                return
            if not getattr(self, command.lower().replace(" ", "_"), self.unknown)(tag, words[1:]):
                return

    def finish(self) -> None:
        super().finish()
        self.connection.close()  # an encrypted one is not the socket that the server will close

    def capability(self, tag: str, words: list[str]) -> bool:
        starttls = " STARTTLS" if self.server.mailbox.starttls else ""
        return self._say(f"* CAPABILITY IMAP4rev1{starttls}", f"{tag} OK done")

    def starttls(self, tag: str, words: list[str]) -> bool:
        self._say(f"{tag} OK begin")
        assert self.server.mailbox.starttls is not None
        self._encrypt(self.server.mailbox.starttls)
        return True

    def login(self, tag: str, words: list[str]) -> bool:
        self.is_in = tuple(words) == (USER, PASSWORD)
        return self._say(f"{tag} OK hello" if self.is_in else f"{tag} NO [AUTHENTICATIONFAILED] not {words[0]}")

    def select(self, tag: str, words: list[str]) -> bool:
        mailbox = self.server.mailbox
        if not self.is_in or words != [mailbox.folder]:
            return self._say(f"{tag} NO no such folder")
        return self._say(f"* {len(mailbox.messages)} EXISTS", "* FLAGS (\\Seen)", f"{tag} OK [READ-WRITE] selected")

    def uid_search(self, tag: str, words: list[str]) -> bool:
        unseen = [str(one.uid) for one in self.server.mailbox.messages if not one.seen]
        return self._say(" ".join(["* SEARCH", *unseen]), f"{tag} OK done")

    def uid_fetch(self, tag: str, words: list[str]) -> bool:
        found = self.server.mailbox.find(int(words[0]))
        most = re.fullmatch(r"\(BODY\.PEEK\[\]<0\.(\d+)>\)", words[1])
        if found is None or most is None:
            return self._say(f"{tag} OK nothing")
        content = found.content[: int(most[1])]
        self._say(f"* {found.uid} FETCH (UID {found.uid} BODY[]<0> {{{len(content)}}}")
        self.wfile.write(content)
        return self._say(")", f"{tag} OK done")

    def uid_store(self, tag: str, words: list[str]) -> bool:
        found = self.server.mailbox.find(int(words[0]))
        if found and words[1:] == ["+FLAGS.SILENT", "(\\Seen)"]:
            found.seen = True
        return self._say(f"{tag} OK done")

    def logout(self, tag: str, words: list[str]) -> bool:
        self._say("* BYE", f"{tag} OK bye")
        return False

    def unknown(self, tag: str, words: list[str]) -> bool:
        return self._say(f"{tag} BAD unknown")

    def _say(self, *lines: str) -> bool:
        for line in lines:
            self.wfile.write(line.encode("ascii") + b"\r\n")
        return True

    def _encrypt(self, context: ssl.SSLContext) -> None:
        self.connection = context.wrap_socket(self.connection, server_side=True)
        self.rfile = self.connection.makefile("rb")
        self.wfile = self.connection.makefile("wb", 0)


class _Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    mailbox: "RealImapServer"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that distrusts our certificate hangs up in the middle; that is no error of the server."""


class RealImapServer:
    """`add(content)` lays a message into the folder; `break_before("UID STORE")` hangs up instead, once."""

    def __init__(
        self,
        *,
        folder: str = "INBOX",
        starttls: ssl.SSLContext | None = None,
        implicit_tls: ssl.SSLContext | None = None,
    ) -> None:
        self.folder, self.starttls, self.implicit_tls = folder, starttls, implicit_tls
        self.messages: list[StoredMessage] = []
        self.heard: list[str] = []
        self._breaks: list[str] = []
        self._server = _Server(("127.0.0.1", 0), _Conversation)
        self._server.mailbox = self
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05})

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    @property
    def url(self) -> str:
        scheme = "imaps" if self.implicit_tls else "imap+tls" if self.starttls else "imap"
        login = f"{quote(USER, safe='')}:{quote(PASSWORD, safe='')}"
        return f"{scheme}://{login}@127.0.0.1:{self._server.server_address[1]}/{quote(self.folder, safe='')}"

    @property
    def unseen(self) -> int:
        return sum(not one.seen for one in self.messages)

    def add(self, content: bytes) -> None:
        self.messages.append(StoredMessage(len(self.messages) + 1, content))

    def find(self, uid: int) -> StoredMessage | None:
        return next((one for one in self.messages if one.uid == uid), None)

    def break_before(self, command: str) -> None:
        self._breaks.append(command)

    def stops_before(self, command: str) -> bool:
        if command not in self._breaks:
            return False
        self._breaks.remove(command)
        return True


def unescaped(text: str) -> str:
    return re.sub(r"\\(.)", r"\1", text)
