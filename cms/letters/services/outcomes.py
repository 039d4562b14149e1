"""What became of a letter that was due: told by the outbox, passed on to the writer and to the paper's record."""

from django.db import transaction
from django.db.models import F
from django.db.models.functions import Greatest

from cms.core.clock import now
from cms.letters.models import MOST_BOUNCES, Delivery, Letter, Newspaper, Status
from cms.letters.services.printed import note_bounced
from cms.letters.services.rows import lock_letter
from cms.outbox.models import OutgoingEmail, Reason
from cms.outbox.models import Status as MailStatus
from cms.outbox.services import queue_email

OUTCOMES = {
    MailStatus.SENT: Status.ACCEPTED,
    MailStatus.DEFERRED: Status.DEFERRED,
    MailStatus.FAILED: Status.FAILED,
    MailStatus.BOUNCED: Status.BOUNCED,
    MailStatus.UNKNOWN: Status.UNKNOWN,
    # The outbox had nothing to send: the paper was turned off while the letter waited.
    MailStatus.CANCELLED: Status.FAILED,
}
# A late word about an earlier state changes nothing; a letter may come back days after it was accepted.
MAY_BECOME = {
    Status.QUEUED: set(OUTCOMES.values()),
    Status.SENDING: set(OUTCOMES.values()),
    Status.DEFERRED: set(OUTCOMES.values()) - {Status.DEFERRED},
    Status.UNKNOWN: {Status.ACCEPTED, Status.FAILED, Status.BOUNCED, Status.DEFERRED},
    Status.ACCEPTED: {Status.BOUNCED, Status.FAILED},
}
TOLD_BY = {
    Status.ACCEPTED: "letters.accepted",
    Status.FAILED: "letters.failed",
    Status.BOUNCED: "letters.failed",
}


@transaction.atomic
def record_outcome(*, email: OutgoingEmail) -> None:
    """Take over the state of the outbox row of a delivery. Safe to repeat."""
    delivery = Delivery.objects.select_related("confirmation").filter(pk=email.reference).first()
    if delivery is None or delivery.email_id != email.pk:
        return
    letter = lock_letter(delivery.confirmation.letter_id)
    if email.reason == Reason.COMPLAINT:
        _pause_paper(letter, delivery)
        return
    outcome = OUTCOMES.get(MailStatus(email.status))
    if outcome is None or outcome not in MAY_BECOME.get(Status(letter.status), set()):
        return
    _record(letter, delivery, outcome, email)
    if outcome in (Status.BOUNCED, Status.FAILED):
        note_bounced(letter)
    if outcome == Status.BOUNCED:
        Newspaper.objects.filter(pk=letter.newspaper_id).update(bounce_streak=F("bounce_streak") + 1)
    if outcome in TOLD_BY:
        tell_writer(letter, kind=TOLD_BY[outcome], about=outcome)


def _pause_paper(letter: Letter, delivery: Delivery) -> None:
    """Somebody at the paper called the letter spam. It did arrive; the desk asks before another one goes there."""
    if delivery.reason == Reason.COMPLAINT:
        return
    Newspaper.objects.filter(pk=letter.newspaper_id).update(bounce_streak=Greatest("bounce_streak", MOST_BOUNCES))
    delivery.reason = Reason.COMPLAINT
    delivery.save(update_fields=["reason"])


def tell_writer(letter: Letter, *, kind: str, about: str) -> None:
    """Queue one e-mail to the writer; `about` makes it one per event. Nobody is left to tell after erasure."""
    if not letter.email:
        return
    queue_email(
        kind=kind,
        to=letter.email,
        reference=str(letter.pk),
        dedupe_key=f"{kind}:{letter.pk}:{about}",
        language=letter.language,
    )


def _record(letter: Letter, delivery: Delivery, outcome: Status, email: OutgoingEmail) -> None:
    is_over = outcome in (Status.ACCEPTED, Status.FAILED, Status.BOUNCED)
    letter.status = outcome
    letter.ended_at = now() if is_over else None
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    delivery.smtp_code, delivery.reason = email.smtp_code, email.reason
    delivery.accepted_at = now() if outcome == Status.ACCEPTED else delivery.accepted_at
    delivery.ended_at = now() if is_over or outcome == Status.UNKNOWN else None
    delivery.save(update_fields=["smtp_code", "reason", "accepted_at", "ended_at"])
