"""Claim a row, send it outside any transaction, record what became of it."""

import logging
import random
from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.db.models.functions import Coalesce

from cms.core import clock
from cms.outbox import transport
from cms.outbox.attempt import attempt, where
from cms.outbox.kinds import UnknownKind, get_kind
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.transport import Answer

logger = logging.getLogger(__name__)

GIVE_UP_AFTER = timedelta(hours=48)
LONGEST_PAUSE = timedelta(hours=4)
TOLD_PER_SWEEP = 200


def deliver_one(pk: UUID | str) -> OutgoingEmail | None:
    """Send the row `pk` if it is due and nobody else does; returns it as recorded, None where nothing was tried."""
    row = _claim(pk)
    answer = attempt(row) if row else None
    return _record(row, answer) if row and answer else None


def release_expired() -> int:
    """Take back what dead workers held: to be sent again, or "unknown" where a second copy would harm."""
    expired = OutgoingEmail.objects.expired_leases(clock.now()).defer("to")
    return sum(_record(row, Answer(Status.UNKNOWN, Reason.INTERRUPTED)) is not None for row in expired)


def tell_owners() -> int:
    """Call `on_outcome` where it has not succeeded yet; returns how many owners were told."""
    untold = OutgoingEmail.objects.untold().order_by("updated_at").defer("to")
    return sum(_tell(row) for row in untold[:TOLD_PER_SWEEP])


def pause_after(attempts: int) -> timedelta:
    """How long to wait after this many attempts: 1, 2, 4 … minutes up to 4 hours, a quarter more or less."""
    pause = min(timedelta(minutes=2 ** min(attempts - 1, 10)), LONGEST_PAUSE)
    return pause * random.uniform(0.75, 1.25)  # noqa: S311  (spreads load, keeps no secret)


def _claim(pk: UUID | str) -> OutgoingEmail | None:
    if transport.keeps_mail_local() and not settings.LOCAL_MAILBOX:
        return None  # a public server without EMAIL_URL: the row waits until there is one
    moment = clock.now()
    claimed = OutgoingEmail.objects.due(moment).filter(pk=pk).order_by()
    if not claimed.update(
        status=Status.SENDING,
        lease_until=moment + timedelta(seconds=settings.OUTBOX_LEASE_SECONDS),
        attempts=F("attempts") + 1,
        first_tried_at=Coalesce("first_tried_at", moment),
        updated_at=moment,
    ):
        return None
    # The address stays encrypted until it is needed: a wrong key is then an answer, not a crash.
    return OutgoingEmail.objects.defer("to").get(pk=pk)


def _record(row: OutgoingEmail, answer: Answer) -> OutgoingEmail | None:
    """Note the end of the claim that `row` stands for, unless another claim has followed it."""
    moment = clock.now()
    changes = _changes(row, _settled(row, answer, moment), moment)
    if not OutgoingEmail.objects.filter(pk=row.pk, status=Status.SENDING, attempts=row.attempts).update(**changes):
        logger.warning("outbox: %s came back too late, another worker has it", row)
        return None
    for name, value in changes.items():
        setattr(row, name, value)
    logger.info("outbox: %s is %s (%s %s)", row, row.status, row.reason or "-", row.smtp_code or "-")
    _tell(row)
    return row


def _settled(row: OutgoingEmail, answer: Answer, moment: datetime) -> Answer:
    """The answer after our own rules: what may be resent is, but not for ever."""
    if answer.status == Status.UNKNOWN and _may_resend(row):
        answer = Answer(Status.DEFERRED, answer.reason, answer.code)
    if answer.status == Status.DEFERRED and row.first_tried_at and moment - row.first_tried_at >= GIVE_UP_AFTER:
        answer = Answer(Status.FAILED, Reason.GAVE_UP, answer.code)
    return answer


def _changes(row: OutgoingEmail, answer: Answer, moment: datetime) -> dict[str, object]:
    changes: dict[str, object] = {
        "status": answer.status,
        "reason": answer.reason,
        "smtp_code": answer.code,
        "lease_until": None,
        "updated_at": moment,
        "is_untold": True,
    }
    if answer.status == Status.SENT:
        changes["sent_at"] = moment
    if answer.status == Status.DEFERRED:
        waited = answer.reason == Reason.INTERRUPTED  # a whole lease has passed already
        changes["not_before"] = moment if waited else moment + pause_after(row.attempts)
    return changes


def _may_resend(row: OutgoingEmail) -> bool:
    try:
        return get_kind(row.kind).resend_when_unknown
    except UnknownKind:
        return False


def _tell(row: OutgoingEmail) -> bool:
    """Let the kind's owner know; on a fault the row stays marked and the next sweep tells again."""
    try:
        on_outcome = get_kind(row.kind).on_outcome
        if on_outcome:
            on_outcome(row)
    except UnknownKind:
        pass
    except Exception as error:
        logger.error("outbox: telling of %s failed: %s", row, where(error))
        return False
    OutgoingEmail.objects.filter(pk=row.pk, updated_at=row.updated_at).update(is_untold=False)
    row.is_untold = False
    return True
