"""One reminder for a question that nobody has answered for a day."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.letters.alike import check_alike
from cms.letters.mailbag import next_slot
from cms.letters.models import ConfirmationRequest, Letter, Status
from cms.letters.problems import LetterProblem
from cms.letters.rules import check_rules
from cms.outbox.services import queue_email

REMIND_AFTER = timedelta(hours=24)


def remind_unanswered(*, moment: datetime) -> int:
    """Queue the reminders that are due; returns how many. Two runs at once still make one e-mail per question."""
    due = ConfirmationRequest.objects.filter(
        letter__status=Status.AWAITING_CONFIRMATION,
        created_at__lte=moment - REMIND_AFTER,
        expires_at__gt=moment,
        replaced_at=None,
        reminded_at=None,
    )
    questions = due.select_related("letter__newspaper")
    return sum(_remind(question, moment) for question in questions if may_be_confirmed(question.letter, moment=moment))


def may_be_confirmed(letter: Letter, *, moment: datetime) -> bool:
    """Whether the button would do what it says if it were pressed now: nobody is called to one that would say no.

    Asked again each hour, so a reminder comes once it would.
    """
    try:
        check_rules(letter)
        check_alike(letter)
        if not letter.needs_review:
            next_slot(letter.newspaper, moment=moment)
    except LetterProblem:
        return False
    return True


@transaction.atomic
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
