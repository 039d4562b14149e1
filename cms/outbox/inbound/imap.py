"""Reads a mailbox by IMAP. A message is marked as seen only after what follows from it is in the database."""

import contextlib
import imaplib
import re
import ssl
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.conf import settings

from cms.outbox.inbound.handling import Result, take_in_or_leave
from cms.outbox.inbound.parsing import MOST_BYTES
from cms.settings.inbound_url import Mailbox

# Shorter than Celery's soft time limit; the next run goes on.
BUDGET_SECONDS = 180.0
NUMBERS = re.compile(rb"\d+")


class MailboxUnreachable(Exception):
    """No connection, no log-in, no such folder, or the conversation broke off. What is marked as seen is done."""


def read_mailbox(mailbox: Mailbox, *, budget_seconds: float = BUDGET_SECONDS) -> Counter[Result]:
    """Take in every message that is not marked as seen; returns what became of them.

    Raises:
        MailboxUnreachable
    """
    results: Counter[Result] = Counter()
    end = time.monotonic() + budget_seconds
    try:
        with _open(mailbox) as imap:
            for uid in _unseen(imap):
                if result := _take(imap, uid):
                    results[result] += 1
                if time.monotonic() > end:
                    break
    except (imaplib.IMAP4.error, OSError) as error:
        # The server's words may quote the user's name.
        raise MailboxUnreachable(type(error).__name__) from None
    return results


@contextlib.contextmanager
def _open(mailbox: Mailbox) -> Iterator[imaplib.IMAP4]:
    imap = _connect(mailbox)
    try:
        if mailbox.scheme == "imap+tls":
            imap.starttls(ssl.create_default_context())
        imap.login(mailbox.user, mailbox.password)
        _ok(imap.select(_quoted(mailbox.folder)))
        yield imap
    finally:
        with contextlib.suppress(imaplib.IMAP4.error, OSError):
            imap.logout()
        with contextlib.suppress(OSError):
            imap.shutdown()  # which `logout` leaves out where the server is gone


def _connect(mailbox: Mailbox) -> imaplib.IMAP4:
    timeout = float(settings.EMAIL_TIMEOUT or 20)
    if mailbox.scheme == "imaps":
        return imaplib.IMAP4_SSL(mailbox.host, mailbox.port, ssl_context=ssl.create_default_context(), timeout=timeout)
    return imaplib.IMAP4(mailbox.host, mailbox.port, timeout=timeout)


def _quoted(folder: str) -> str:
    escaped = folder.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _ok(answer: tuple[str, list[Any]]) -> list[Any]:
    status, data = answer
    if status != "OK":
        raise imaplib.IMAP4.error("The server said no.")
    return data


def _unseen(imap: imaplib.IMAP4) -> list[str]:
    found = _ok(imap.uid("SEARCH", "UNSEEN"))
    return [number.decode("ascii") for line in found if line for number in NUMBERS.findall(line)]


def _take(imap: imaplib.IMAP4, uid: str) -> Result | None:
    content = _fetch(imap, uid)
    result = take_in_or_leave(content) if content else None
    if result:
        _ok(imap.uid("STORE", uid, "+FLAGS.SILENT", r"(\Seen)"))
    return result


def _fetch(imap: imaplib.IMAP4, uid: str) -> bytes | None:
    """The beginning of the message, which stays unseen; None where it has been deleted meanwhile."""
    for part in _ok(imap.uid("FETCH", uid, f"(BODY.PEEK[]<0.{MOST_BYTES}>)")):
        if isinstance(part, tuple):
            return bytes(part[1])
    return None
