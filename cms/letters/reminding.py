"""One reminder for a question that nobody has answered for a day."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.letters.models import ConfirmationRequest, Status
from cms.outbox.services import queue_email

REMIND_AFTER = timedelta(hours=24)


@transaction.atomic
def remind_unanswered(*, moment: datetime) -> int:
    """Queue the reminders that are due; returns how many. Two runs at once still make one e-mail per question."""
    due = ConfirmationRequest.objects.filter(
        letter__status=Status.AWAITING_CONFIRMATION,
        created_at__lte=moment - REMIND_AFTER,
        expires_at__gt=moment,
        replaced_at=None,
        reminded_at=None,
    )
    return sum(_remind(question, moment) for question in due.select_related("letter"))


def _remind(question: ConfirmationRequest, moment: datetime) -> int:
    """Whoever marks the row first sends; the outbox's key holds the same promise once more."""
    if not ConfirmationRequest.objects.filter(pk=question.pk, reminded_at=None).update(reminded_at=moment):
        return 0
    queue_email(
        kind="letters.remind",
        to=question.letter.email,
        reference=str(question.pk),
        dedupe_key=f"letters.remind:{question.pk}",
        language=question.letter.language,
    )
    return 1
