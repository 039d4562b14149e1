"""A real SMTP server on loopback whose answers a test can script."""

import asyncio
import ssl
import threading
from collections import defaultdict, deque
from dataclasses import dataclass
from email import message_from_bytes, policy
from email.message import EmailMessage
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session

from tests.servers.ports import free_port

# Instead of a reply: say nothing at all, or close the connection.
HANG = "hang"
DROP = "drop"


@dataclass(frozen=True)
class Received:
    """One message whose content arrived. `answer` is what the client was told: a reply, HANG or DROP."""

    sender: str
    recipients: tuple[str, ...]
    content: bytes
    answer: str

    @property
    def message(self) -> EmailMessage:
        return message_from_bytes(self.content, policy=policy.default)

    @property
    def message_id(self) -> str:
        return str(self.message["Message-ID"])

    @property
    def text(self) -> str:
        """The plain text part, decoded, with `\\n` line ends."""
        body = self.message.get_body(("plain",))
        return body.get_content().replace("\r\n", "\n") if body else ""


class _ScriptedSMTP(SMTP):
    """Asks the script before each stage."""

    def __init__(self, server: "RealSmtpServer", **kwargs: Any) -> None:
        self._script_of = server
        super().__init__(server, **kwargs)

    async def _handle_client(self) -> None:
        if not await self._follows_script("CONNECT"):
            await super()._handle_client()
        elif self.transport is not None:
            self.transport.close()

    async def smtp_EHLO(self, hostname: str) -> None:
        if not await self._follows_script("EHLO"):
            await super().smtp_EHLO(hostname)

    async def smtp_MAIL(self, arg: str | None) -> None:
        if not await self._follows_script("MAIL"):
            await super().smtp_MAIL(arg)

    async def smtp_RCPT(self, arg: str | None) -> None:
        if not await self._follows_script("RCPT"):
            await super().smtp_RCPT(arg)

    async def smtp_DATA(self, arg: str) -> None:
        if not await self._follows_script("DATA"):
            await super().smtp_DATA(arg)

    def abort(self) -> None:
        """Close the connection without another word."""
        if isinstance(self.transport, asyncio.WriteTransport):
            self.transport.abort()

    async def _follows_script(self, stage: str) -> bool:
        answer = self._script_of.next_answer(stage)
        if not answer:
            return False
        if answer == HANG:
            await asyncio.sleep(3600)
        elif answer == DROP:
            self.abort()
        else:
            await self.push(answer)
        return True


class _ScriptedController(Controller):
    def __init__(self, server: "RealSmtpServer", **kwargs: Any) -> None:
        self._server_of_script = server
        self.connections: list[_ScriptedSMTP] = []
        super().__init__(server, **kwargs)

    def factory(self) -> SMTP:
        connection = _ScriptedSMTP(self._server_of_script, **self.SMTP_kwargs)
        self.connections.append(connection)
        return connection


class RealSmtpServer:
    """Listens on a free loopback port; `received` holds every content that arrived, in order.

    `answer_next("RCPT", "451 4.2.1 later")` scripts the next conversation that reaches this stage; stages
    are CONNECT, EHLO, MAIL, RCPT, DATA (the command) and CONTENT (after the final dot). Without a
    script everything is accepted. With `login=(user, password)` it knows one account and answers 535 to others.
    `starttls` and `implicit_tls` are server contexts: it then insists on encryption.
    """

    def __init__(
        self,
        *,
        login: tuple[str, str] | None = None,
        starttls: ssl.SSLContext | None = None,
        implicit_tls: ssl.SSLContext | None = None,
    ) -> None:
        self.login = login
        self._scheme = "smtps" if implicit_tls else "smtp+tls" if starttls else "smtp"
        self.port = free_port()
        self.received: list[Received] = []
        self._script: dict[str, deque[str]] = defaultdict(deque)
        self._arrived = threading.Condition()
        options: dict[str, Any] = {"hostname": "127.0.0.1", "port": self.port, "ready_timeout": 20}
        if login:
            options |= {"authenticator": self._authenticate, "auth_require_tls": False}
        if starttls:
            options |= {"tls_context": starttls, "require_starttls": True}
        if implicit_tls:
            options["ssl_context"] = implicit_tls
        self._controller = _ScriptedController(self, **options)

    def __enter__(self) -> Self:
        self._controller.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        asyncio.run_coroutine_threadsafe(self._hang_up(), self._controller.loop).result(timeout=10)
        self._controller.stop()

    async def _hang_up(self) -> None:
        """End the conversations that a script left hanging, or they would be left open for ever."""
        for connection in self._controller.connections:
            connection.abort()
        ours = asyncio.current_task()
        tasks = [task for task in asyncio.all_tasks() if task is not ours]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        await asyncio.sleep(0)  # lets the aborted transports close their sockets

    @property
    def url(self) -> str:
        """For EMAIL_URL."""
        who = f"{quote(self.login[0], safe='')}:{quote(self.login[1], safe='')}@" if self.login else ""
        return f"{self._scheme}://{who}127.0.0.1:{self.port}"

    def answer_next(self, stage: str, answer: str, *, times: int = 1) -> None:
        self._script[stage].extend([answer] * times)

    def next_answer(self, stage: str) -> str:
        return self._script[stage].popleft() if self._script[stage] else ""

    def wait_for(self, count: int, *, seconds: float = 40) -> list[Received]:
        """The received messages, once there are `count`.

        Raises:
            TimeoutError: when they do not come.
        """
        with self._arrived:
            if not self._arrived.wait_for(lambda: len(self.received) >= count, timeout=seconds):
                raise TimeoutError(f"{len(self.received)} of {count} messages arrived in {seconds} s.")
            return list(self.received)

    async def handle_DATA(self, server: _ScriptedSMTP, session: Session, envelope: Envelope) -> str:
        answer = self.next_answer("CONTENT") or "250 2.0.0 taken"
        self._keep(envelope, answer)
        if answer == HANG:
            await asyncio.sleep(3600)
        if answer == DROP:
            server.abort()
        return answer

    def _keep(self, envelope: Envelope, answer: str) -> None:
        content = envelope.original_content or b""
        with self._arrived:
            self.received.append(Received(envelope.mail_from or "", tuple(envelope.rcpt_tos), content, answer))
            self._arrived.notify_all()

    def _authenticate(self, server: SMTP, session: Session, envelope: Envelope, how: str, data: Any) -> AuthResult:
        wanted = tuple(part.encode() for part in self.login or ())
        # handled=False lets aiosmtpd answer 535 itself.
        return AuthResult(success=(data.login, data.password) == wanted, handled=False)
