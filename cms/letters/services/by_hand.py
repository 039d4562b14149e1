"""Letters that their writers send themselves. Nothing leaves from here, and we know only what they tell us."""

from collections.abc import Sequence

from django.db import transaction

from cms.core.clock import now
from cms.letters.alike import check_alike
from cms.letters.models import Letter, Status
from cms.letters.originality import Shingles
from cms.letters.problems import NotNow
from cms.letters.rules import check_by_hand
from cms.letters.services.rows import lock_letter, lock_paper


@transaction.atomic
def agree_by_hand(
    *,
    letter_id: int,
    statement: str,
    is_suspect: bool = False,
    ours: Sequence[Shingles] = (),
    points: Sequence[str] = (),
) -> Letter:
    """The writer says that the words are their own; the letter may be handed to them to send.

    `ours` are the shingles of our own texts in the letter's language; `points` the titles of the talking points
    beside the box, for the print rates.

    Raises:
        NotNow; LetterProblem when the letter does not fit the paper's rules.
    """
    letter = lock_letter(letter_id)
    if letter.status != Status.DRAFT:
        raise NotNow
    check_by_hand(letter)
    check_alike(letter, ours)
    letter.statement, letter.agreed_at, letter.is_suspect = statement, now(), is_suspect
    letter.points = list(points)
    letter.save(update_fields=["statement", "agreed_at", "is_suspect", "points", "updated_at"])
    return letter


@transaction.atomic
def note_self_sent(*, letter_id: int) -> Letter:
    """The writer says: "I sent it." Safe to repeat. No delivery, no confirmation: it is self-reported.

    Raises:
        NotNow: when it was not handed out as it is now.
        LetterProblem: when the paper's rules no longer allow it.
    """
    letter = lock_letter(letter_id)
    if letter.status == Status.SELF_SENT:
        return letter
    if letter.status != Status.DRAFT or letter.agreed_at is None:
        raise NotNow
    lock_paper(letter)
    check_by_hand(letter)
    check_alike(letter)
    letter.status, letter.ended_at = Status.SELF_SENT, now()
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    return letter
