"""Takes a story down for good: by its receipt, at once, and so that nothing an admin does brings it back."""

import uuid

from django.db import transaction

from cms.core.fields import left_sealed
from stories import receipts
from stories.choices import DecisionKind, Status
from stories.erasure import erase, take_back
from stories.models import Decision, Submission


class NoSuchReceipt(Exception):
    """No story has this receipt: mistyped or erased, and nobody can tell which."""


def find_by_receipt(typed: str) -> Submission:
    """The submission whose receipt was typed.

    A wrong receipt takes as long as a right one.

    Raises:
        NoSuchReceipt
    """
    candidates = list(Submission.objects.filter(receipt_lookup=receipts.lookup_prefix(typed)))
    if not candidates:
        receipts.slow_hash(typed)
    for submission in candidates:
        if receipts.matches(typed, submission.receipt_hash):
            return submission
    raise NoSuchReceipt


@left_sealed()
@transaction.atomic
def withdraw_story(*, submission_id: uuid.UUID) -> Submission:
    """Close every consent, take every language of the story down, and write tombstones. Safe to repeat.

    The texts of the row that comes back are empty: nobody needs them to take a story down.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.status == Status.WITHDRAWN:
        return submission
    take_back(submission=submission)
    Decision.objects.create(
        submission_id=submission.pk,
        kind=DecisionKind.WITHDRAWN,
        status=submission.status,
        version=submission.version,
    )
    return submission


@left_sealed()
@transaction.atomic
def erase_story(*, submission_id: uuid.UUID) -> None:
    """Withdraw, then delete everything a person wrote or sent. Records without text and tombstones stay."""
    submission = withdraw_story(submission_id=submission_id)
    erase(submission=submission, because=DecisionKind.ERASED)
