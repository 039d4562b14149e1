"""One message from outside, whichever way it came: read it, and do what follows from it, once."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from django.db import Error as DatabaseError
from django.db import transaction

from cms.core import clock
from cms.core.crypto import keyed_hash
from cms.core.throttle import allow
from cms.outbox.attempt import where
from cms.outbox.inbound.answers import read_reply
from cms.outbox.inbound.matching import names_something, row_of_bounce, row_of_reply
from cms.outbox.inbound.parsing import MOST_BYTES, IncomingMail, read
from cms.outbox.inbound.sorting import Sort, Verdict, sort
from cms.outbox.kinds import Reply, UnknownKind, get_kind
from cms.outbox.models import InboundSeen, OutgoingEmail, Reason, Status
from cms.outbox.services import TooLate, record_bounce

logger = logging.getLogger(__name__)

MAY_COME_BACK = (Status.SENT, Status.UNKNOWN)
LINES_AN_HOUR = 10


class NotYet(Exception):
    """The e-mail that this is about is being sent right now: leave the message where it is and come again."""


class Result(StrEnum):
    """What became of one message."""

    BOUNCED = "bounced"
    FORWARDED = "forwarded"
    IGNORED = "ignored"
    REPEATED = "seen before"
    NOT_OURS = "not ours"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Understood:
    """One message after reading, before anything follows from it."""

    mail: IncomingMail
    verdict: Verdict
    reply: Reply | None
    recipient: str
    name: str


def take_in(raw: bytes, *, recipient: str = "", envelope_sender: str | None = None) -> Result:
    """Handle one message. The same message given twice changes nothing the second time.

    Args:
        raw: the message as it came; only its beginning is looked at (MOST_BYTES).
        recipient: the address in the envelope, where it is known.
        envelope_sender: the sender in the envelope: "" for a bounce, None where it is not known.

    Raises:
        NotYet, and whatever the database or a kind's `on_reply` raises: the message is then not dealt with.
        Never because of what stands in the message.
    """
    understood = understand(raw[:MOST_BYTES], recipient, envelope_sender)
    result = _act(understood) if understood else Result.UNREADABLE
    if result != Result.NOT_OURS:
        logger.info("inbound: one message: %s", result)
    return result


def take_in_or_leave(raw: bytes) -> Result | None:
    """For mailboxes: `take_in`, or None where the message must stay for the next time.

    One message with which we cannot deal must not keep the others waiting. A database that does not answer is
    another matter: it raises.
    """
    try:
        return take_in(raw)
    except NotYet:
        return None
    except DatabaseError:
        raise
    except Exception as error:
        logger.error("inbound: a message could not be dealt with: %s", where(error))
        return None


def take_in_bounce(row: OutgoingEmail, *, reason: Reason, name: str) -> Result:
    """The same for news that is no message. `name` is the same each time that these news come. Raises `NotYet`."""
    if row.status == Status.SENDING:
        raise NotYet
    return _once(name, partial(_note_bounce, row, reason), Result.BOUNCED)


def understand(raw: bytes, recipient: str = "", envelope_sender: str | None = None) -> Understood | None:
    """What the message says, None where nobody can tell. Never raises, and touches no row."""
    mail = read(raw)
    if mail is None:
        return None
    try:
        verdict = sort(mail, envelope_sender=envelope_sender)
        reply = read_reply(mail) if verdict.sort == Sort.REPLY else None
    except Exception as error:  # whatever people and robots put into headers
        logger.warning("inbound: a message could not be understood (%s)", type(error).__name__)
        return None
    return Understood(mail, verdict, reply, recipient, _name(mail, raw))


def _name(mail: IncomingMail, raw: bytes) -> str:
    """What makes this message this message: its Message-ID, else all of it."""
    return mail.get("message-id") or raw.decode("latin-1")


def _act(found: Understood) -> Result:
    if found.verdict.sort in (Sort.BOUNCE, Sort.COMPLAINT):
        row = row_of_bounce(found.mail, recipient=found.recipient)
        if row is not None:
            return take_in_bounce(row, reason=found.verdict.reason or Reason.REFUSED, name=found.name)
        return _not_ours(found)
    if found.verdict.sort == Sort.REPLY:
        row = row_of_reply(found.mail, recipient=found.recipient)
        return _take_reply(row, found) if row else _not_ours(found)
    return Result.IGNORED


def _take_reply(row: OutgoingEmail, found: Understood) -> Result:
    on_reply = _on_reply(row)
    if on_reply is None or found.reply is None:
        return Result.IGNORED
    return _once(found.name, partial(on_reply, row, found.reply), Result.FORWARDED)


def _on_reply(row: OutgoingEmail) -> Callable[[OutgoingEmail, Reply], bool] | None:
    try:
        return get_kind(row.kind).on_reply
    except UnknownKind:
        return None


@transaction.atomic
def _once(name: str, act: Callable[[], bool], done: Result) -> Result:
    """Do it, and note that it is done, in one transaction. What did nothing is not noted either."""
    message_hash = keyed_hash(name, purpose="outbox.inbound")
    _row, is_new = InboundSeen.objects.get_or_create(message_hash=message_hash, defaults={"seen_at": clock.now()})
    if not is_new:
        return Result.REPEATED
    if act():
        return done
    transaction.set_rollback(True)
    return Result.IGNORED


def _note_bounce(row: OutgoingEmail, reason: Reason) -> bool:
    if row.status not in MAY_COME_BACK:
        return False
    try:
        record_bounce(pk=row.pk, reason=reason)
    except TooLate:  # somebody sends it again at this moment
        return False
    return True


def _not_ours(found: Understood) -> Result:
    """Guessing must not fill the log; who guesses, and what, is not written down."""
    is_about_us = names_something(found.mail, recipient=found.recipient)
    if is_about_us and allow("inbound-guess", "all", limit=LINES_AN_HOUR, seconds=3600):
        logger.warning("inbound: a message names an e-mail that we never sent, or cannot prove what it says")
    return Result.NOT_OURS
