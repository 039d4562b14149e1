"""One try to send one row: every fault that can be foreseen becomes an answer."""

import logging
import traceback

from django.db import InterfaceError, OperationalError
from django.utils import translation

from cms.core.crypto import CannotDecrypt
from cms.outbox import transport
from cms.outbox.kinds import NothingToSend, UnknownKind, get_kind
from cms.outbox.message import build
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.transport import Answer

logger = logging.getLogger(__name__)


def attempt(row: OutgoingEmail) -> Answer:
    """Write the message and offer it to the mail server. Never raises."""
    try:
        return _send(row)
    except UnknownKind:
        return Answer(Status.FAILED, Reason.KIND)
    except NothingToSend:
        return Answer(Status.CANCELLED, Reason.GONE)
    except CannotDecrypt:
        return Answer(Status.DEFERRED, Reason.KEY)
    except (OperationalError, InterfaceError):
        return Answer(Status.DEFERRED, Reason.DATABASE)
    except Exception as error:  # whatever an app's render raises: trying again would fail again
        logger.error("outbox: %s could not be written: %s", row, where(error))
        return Answer(Status.FAILED, Reason.RENDER)


def _send(row: OutgoingEmail) -> Answer:
    if OutgoingEmail.objects.bounced_to(row.recipient_hash).exists():
        return Answer(Status.FAILED, Reason.SUPPRESSED)
    with translation.override(row.language):
        envelope = build(row, get_kind(row.kind).render(row))
    if transport.keeps_mail_local():
        return Answer(Status.SENT, Reason.LOCAL)
    return transport.send(envelope)


def where(error: Exception) -> str:
    """What went wrong and where, without the error's message, which may quote a person."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{type(error).__name__} in {frame.filename}:{frame.lineno}"
