"""A storyteller changes their own words, until somebody begins to work with them."""

import uuid
from datetime import datetime

from django.db import transaction

from cms.core import clock
from stories import receipts
from stories.alike import forget_likeness
from stories.choices import DecisionKind, Status
from stories.models import EditedVersion, Submission
from stories.recording import record
from stories.services.sharing import ContainsReceipt

UNREAD = (Status.NEW, Status.SUSPECT, Status.NEEDS_ANSWER)


class BeingReviewed(Exception):
    """Somebody is working on the story, or has decided."""


def can_change(submission: Submission, now: datetime) -> bool:
    """Whether nobody works on the story at `now`, and nobody has decided."""
    is_claimed = bool(submission.claimed_by_id and submission.claimed_until and submission.claimed_until > now)
    return submission.status in UNREAD and not is_claimed


@transaction.atomic
def change_story(*, submission_id: uuid.UUID, title: str, body: str) -> Submission:
    """Replace title and text, both cleaned; the earlier ones are kept nowhere. The same again changes nothing.

    A public version that somebody had begun goes too: it was made of the words that the storyteller took out.

    Raises:
        BeingReviewed, ContainsReceipt
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if not can_change(submission, clock.now()):
        raise BeingReviewed
    text = f"{title}\n{body}"
    if receipts.is_hidden_in(text, lookup=submission.receipt_lookup, stored=submission.receipt_hash):
        raise ContainsReceipt
    if (submission.title, submission.body) == (title, body):
        return submission
    if submission.body != body:
        forget_likeness(submission)
    submission.title, submission.body = title, body
    if submission.status == Status.NEEDS_ANSWER:
        submission.status = Status.NEW
    EditedVersion.objects.filter(pk=submission.pk).delete()
    submission.photos.update(is_chosen=False)
    record(submission=submission, kind=DecisionKind.CHANGED, user=None)
    return submission
