"""Letters that the desk reads before they leave: who reads which, and what comes of it."""

from datetime import timedelta

from django.db import transaction
from django.db.models import QuerySet

from cms.core import claims
from cms.core.clock import now
from cms.letters.alike import check_alike
from cms.letters.giving_back import give_back
from cms.letters.models import Confirmation, Delivery, Letter, Status
from cms.letters.problems import ClaimedByOther, LetterProblem, NotClaimed, NotNow
from cms.letters.rules import check_rules
from cms.letters.services.leaving import schedule
from cms.letters.services.rows import lock_letter, lock_paper

APPROVED = ("approved_hash", "reviewed_by", "reviewed_at", "claimed_by", "claimed_until", "updated_at")
CLAIM_LASTS = timedelta(minutes=30)


@transaction.atomic
def claim_letter(*, letter_id: int, user_id: int) -> None:
    """Take a waiting letter for half an hour; again by the same person begins the half hour anew.

    Raises:
        ClaimedByOther; NotNow when it does not wait any more.
    """
    if not claims.take(_waiting(letter_id), user_id=user_id, lasts=CLAIM_LASTS):
        raise _why_not(Letter.objects.select_related("claimed_by").get(pk=letter_id), user_id)


@transaction.atomic
def release_letter(*, letter_id: int, user_id: int) -> None:
    """Put a letter back for others; nothing happens if it is not this person's."""
    claims.give_back(_waiting(letter_id), user_id=user_id)


@transaction.atomic
def approve_letter(*, letter_id: int, user_id: int) -> Delivery:
    """Let a letter go on its way. What keeps it from going leaves it in the queue as it was.

    Raises:
        NotNow, NotClaimed, ClaimedByOther; MailbagFull or another LetterProblem where its paper does not take it now.
    """
    letter = _held(letter_id, user_id)
    lock_paper(letter)
    check_rules(letter)
    check_alike(letter)
    confirmation = Confirmation.objects.get(letter=letter)
    letter.approved_hash = confirmation.message_hash
    letter.reviewed_by_id, letter.reviewed_at = user_id, now()
    letter.claimed_by, letter.claimed_until = None, None
    letter.save(update_fields=APPROVED)
    return schedule(letter, confirmation)


@transaction.atomic
def return_letter(*, letter_id: int, user_id: int, note: str) -> Letter:
    """Send a letter back to its writer with a reason; a new confirmation will be needed.

    Raises:
        NotNow, NotClaimed, ClaimedByOther
    """
    return give_back(_held(letter_id, user_id), user_id=user_id, note=note)


def _waiting(letter_id: int) -> QuerySet[Letter]:
    return Letter.objects.filter(pk=letter_id, status=Status.IN_REVIEW)


def _held(letter_id: int, user_id: int) -> Letter:
    """The letter, held in both senses."""
    letter = lock_letter(letter_id)
    if letter.status != Status.IN_REVIEW or not letter.is_claimed_by(user_id, now()):
        raise _why_not(letter, user_id)
    return letter


def _why_not(letter: Letter, user_id: int) -> LetterProblem:
    if letter.status != Status.IN_REVIEW:
        return NotNow()
    if letter.is_claimed(now()) and letter.claimed_by_id != user_id:
        return ClaimedByOther(str(letter.claimed_by))
    return NotClaimed()
