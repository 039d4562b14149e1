"""One try to send one row."""

import logging
import traceback

from django.db import InterfaceError, OperationalError, connection
from django.utils import translation

from cms.core.crypto import CannotDecrypt
from cms.outbox import transport
from cms.outbox.kinds import NothingToSend, NotYet, UnknownKind, get_kind
from cms.outbox.message import Envelope, build
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.transport import Answer

logger = logging.getLogger(__name__)


def attempt(row: OutgoingEmail) -> Answer | None:
    """Write the message and offer it to the mail server.

    Whatever `render` raises becomes an answer; None where it has put the message off. What interrupts the sending
    itself, such as a time limit, is let through: then nobody knows, and the end of the lease decides.
    """
    written = _write(row)
    if not isinstance(written, Envelope):
        return written
    if transport.keeps_mail_local():
        return Answer(Status.SENT, Reason.LOCAL)
    return transport.send(written)


def _write(row: OutgoingEmail) -> Envelope | Answer | None:
    """The message, or why there is none; None where the row waits on already."""
    try:
        if OutgoingEmail.objects.bounced_to(row.recipient_hash).exists():
            return Answer(Status.FAILED, Reason.SUPPRESSED)
        with translation.override(row.language):
            return build(row, get_kind(row.kind).render(row))
    except (OperationalError, InterfaceError):
        _drop_a_dead_connection()  # or the outcome could not be recorded either
        return Answer(Status.DEFERRED, Reason.DATABASE)
    except NotYet:
        return None
    except Exception as error:
        return _answer_to(error, row)


def _drop_a_dead_connection() -> None:
    if connection.connection is not None and not connection.is_usable():
        connection.close()


def _answer_to(error: Exception, row: OutgoingEmail) -> Answer:
    if isinstance(error, NothingToSend):
        return Answer(Status.CANCELLED, Reason.GONE)
    if isinstance(error, CannotDecrypt):
        return Answer(Status.DEFERRED, Reason.KEY)
    if isinstance(error, UnknownKind):
        return Answer(Status.FAILED, Reason.KIND)
    logger.error("outbox: %s could not be written: %s", row, where(error))
    return Answer(Status.FAILED, Reason.RENDER)


def where(error: Exception) -> str:
    """What went wrong and where, without the error's message, which may quote a person."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.filename}:{frame.lineno}"
