"""Was it printed? Writers are asked once, two weeks after, and once more a week later, or told that it was."""

from datetime import datetime, timedelta

from django.db import transaction

from cms.letters.models import Letter, PaperAnswer, Status
from cms.letters.models.letter import LetterQuerySet
from cms.outbox.services import queue_email

ASK_AFTER = timedelta(days=14)
REMIND_AFTER = timedelta(days=7)
# Its editor told us; only whether its headline may be shown is left to ask.
PRINTED_BY_PAPER = {
    "printed": Letter.Printed.YES,
    "may_be_shown": False,
    "answers__kind": PaperAnswer.Kind.PRINTED,
    "answers__withdrawn_at": None,
}


@transaction.atomic
def ask_whether_printed(*, moment: datetime) -> int:
    """Queue the questions and reminders that are due; returns how many. Two runs at once still ask once.

    A writer whose paper says that it printed the letter is told so at once, in the reminder's place:
    `reminded_printed_at` marks the last e-mail of this kind, and also that the writer has answered. Who sent it
    themselves is asked on their page only: nobody has confirmed that mailbox, and it may be a stranger's.
    """
    letters = Letter.objects.filter(status=Status.ACCEPTED, erased_at=None, is_sample=False)
    unanswered = letters.filter(printed="")
    by_paper = letters.filter(**PRINTED_BY_PAPER, reminded_printed_at=None)
    first = unanswered.filter(asked_printed_at=None, ended_at__lte=moment - ASK_AFTER)
    second = unanswered.filter(asked_printed_at__lte=moment - REMIND_AFTER, reminded_printed_at=None)
    reminded = _ask(second, "letters.printed_again", "reminded_printed_at", moment)
    told = _ask(by_paper, "letters.printed_by_paper", "reminded_printed_at", moment)
    return told + reminded + _ask(first, "letters.printed", "asked_printed_at", moment)


def _ask(letters: LetterQuerySet, kind: str, stamp: str, moment: datetime) -> int:
    return sum(_ask_one(letter, kind, stamp, moment) for letter in letters)


def _ask_one(letter: Letter, kind: str, stamp: str, moment: datetime) -> int:
    """Whoever stamps the row first sends; the outbox's key holds the same promise once more."""
    if not Letter.objects.filter(**{"pk": letter.pk, stamp: None}).update(**{stamp: moment}):
        return 0
    queue_email(
        kind=kind,
        to=letter.email,
        reference=str(letter.pk),
        dedupe_key=f"{kind}:{letter.pk}",
        language=letter.language,
    )
    return 1
