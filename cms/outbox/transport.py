"""Talks SMTP, and says exactly what became of one message."""

import logging
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.conf import settings

from cms.outbox.message import Envelope
from cms.outbox.models import Reason, Status

logger = logging.getLogger(__name__)

# RFC 3463: the enhanced codes that speak of the mailbox, not of the message or of us.
NO_MAILBOX = re.compile(rb"^5\.(1\.[0-36]|1\.10|2\.1)\b")

# RFC 4954: we have not shown who we are, or not well enough. No fault of the message.
LOGIN_NEEDED = (530, 534, 535, 538)


@dataclass(frozen=True)
class Answer:
    """What became of one attempt. `code` is the SMTP reply code, None where there was no reply."""

    status: Status
    reason: str = ""
    code: int | None = None


def keeps_mail_local() -> bool:
    """Whether EMAIL_URL is "local": nothing leaves this installation."""
    return settings.EMAIL_URL == "local"


def send(envelope: Envelope) -> Answer:
    """Offer one message to the mail server. Never raises for a fault of the server or of the network."""
    try:
        smtp = _connect()
    except smtplib.SMTPAuthenticationError as error:
        # Our password, not this message: a new password must find the mail still here.
        return Answer(Status.DEFERRED, Reason.LOGIN, error.smtp_code)
    except smtplib.SMTPResponseException as error:
        return Answer(Status.DEFERRED, Reason.TEMPORARY, error.smtp_code)
    except (OSError, smtplib.SMTPException) as error:
        logger.warning("outbox: no mail server (%s)", type(error).__name__)
        return Answer(Status.DEFERRED, Reason.NETWORK)
    try:
        return _offer(smtp, envelope)
    finally:
        _hang_up(smtp)


def _connect() -> smtplib.SMTP:
    smtp = _open()
    try:
        if settings.EMAIL_USE_TLS:
            smtp.starttls(context=ssl.create_default_context())
        if settings.EMAIL_HOST_USER:
            smtp.login(settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD)
        smtp.ehlo_or_helo_if_needed()
    except BaseException:
        _hang_up(smtp)
        raise
    return smtp


def _open() -> smtplib.SMTP:
    where = (settings.EMAIL_HOST, settings.EMAIL_PORT, settings.MAIL_DOMAIN)
    timeout = float(settings.EMAIL_TIMEOUT or 20)
    if settings.EMAIL_USE_SSL:
        return smtplib.SMTP_SSL(*where, timeout=timeout, context=ssl.create_default_context())
    return smtplib.SMTP(*where, timeout=timeout)


def _offer(smtp: smtplib.SMTP, envelope: Envelope) -> Answer:
    """MAIL, RCPT and DATA, each judged by its reply."""
    steps: list[Callable[[], tuple[int, bytes]]] = [
        partial(smtp.mail, envelope.sender),
        partial(smtp.rcpt, envelope.recipient),
        partial(smtp.docmd, "DATA"),
    ]
    try:
        for step in steps:
            code, text = step()
            if code not in (250, 251, 354):
                return _judge(code, text)
    except (OSError, smtplib.SMTPException):
        return Answer(Status.DEFERRED, Reason.NETWORK)
    return _hand_over(smtp, envelope.content)


def _hand_over(smtp: smtplib.SMTP, content: bytes) -> Answer:
    """The content. From here on silence means that the message may have been taken."""
    try:
        smtp.send(re.sub(rb"(?m)^\.", b"..", content.removesuffix(b"\r\n")) + b"\r\n.\r\n")
        code, text = smtp.getreply()
    except (OSError, smtplib.SMTPException):
        return Answer(Status.UNKNOWN, Reason.NO_REPLY)
    return Answer(Status.SENT, code=code) if code == 250 else _judge(code, text)


def _judge(code: int, text: bytes) -> Answer:
    if code < 500:
        return Answer(Status.DEFERRED, Reason.TEMPORARY, code)
    if code in LOGIN_NEEDED:
        return Answer(Status.DEFERRED, Reason.LOGIN, code)
    if NO_MAILBOX.match(text):
        return Answer(Status.BOUNCED, Reason.NO_MAILBOX, code)
    return Answer(Status.FAILED, Reason.REFUSED, code)


def _hang_up(smtp: smtplib.SMTP) -> None:
    try:
        smtp.quit()
    except (OSError, smtplib.SMTPException):
        smtp.close()
