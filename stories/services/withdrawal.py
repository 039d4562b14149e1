"""Takes a story down for good: by its receipt, at once, and so that nothing an admin does brings it back."""

import uuid
from functools import partial

from django.db import transaction
from wagtail.models import Revision
from wagtail.search import index
from wagtail_localize.models import String, TranslationSource

from cms.core import clock
from stories import receipts
from stories.choices import DecisionKind, Status, TombstoneKind
from stories.delivery import deliver_soon, remove_private_files
from stories.models import Consent, Decision, PublicPhoto, Story, Submission, Tombstone


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


@transaction.atomic
def withdraw_story(*, submission_id: uuid.UUID) -> Submission:
    """Close every consent, take every language of the story down, and write tombstones. Safe to repeat."""
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.status == Status.WITHDRAWN:
        return submission
    Consent.objects.filter(submission=submission, withdrawn_at=None).update(withdrawn_at=clock.now())
    submission.status = Status.WITHDRAWN
    submission.version = submission.version + 1
    submission.changed_at = clock.now()
    submission.claimed_by, submission.claimed_until = None, None
    submission.save(update_fields=["status", "version", "changed_at", "claimed_by", "claimed_until"])
    unpublish(submission=submission)
    bury(submission=submission, kind=TombstoneKind.WITHDRAWN)
    Decision.objects.create(
        submission_id=submission.pk,
        kind=DecisionKind.WITHDRAWN,
        status=submission.status,
        version=submission.version,
    )
    return submission


@transaction.atomic
def erase_story(*, submission_id: uuid.UUID) -> None:
    """Withdraw, then delete everything a person wrote or sent. Records without text and tombstones stay."""
    submission = withdraw_story(submission_id=submission_id)
    Tombstone.objects.filter(submission_id=submission.pk).update(kind=TombstoneKind.ERASED)
    files = list(submission.photos.values_list("file_name", flat=True))
    Decision.objects.create(submission_id=submission.pk, kind=DecisionKind.ERASED, version=submission.version)
    stories = list(Story.objects.filter(submission=submission))
    TranslationSource.objects.filter(object_id__in={story.translation_key for story in stories}).delete()
    String.objects.filter(segments=None, translations=None).delete()
    for story in stories:
        story.delete()
    submission.delete()
    transaction.on_commit(partial(remove_private_files, files), robust=True)


def unpublish(*, submission: Submission) -> None:
    """Take every language version off the public side, with its schedule, search row and photos."""
    now = clock.now()
    for story in Story.objects.filter(submission=submission):
        story.live, story.go_live_at, story.has_unpublished_changes = False, None, True
        story.save(update_fields=["live", "go_live_at", "has_unpublished_changes"])
        Revision.objects.for_instance(story).update(approved_go_live_at=None)
        index.remove_object(story)
    for photo in PublicPhoto.objects.filter(submission=submission, retired_at=None):
        photo.retired_at = now
        photo.save(update_fields=["retired_at"])
        deliver_soon(photo)


def bury(*, submission: Submission, kind: TombstoneKind) -> None:
    """One tombstone for each address where the story was, or one without address."""
    slugs = set(Story.objects.filter(submission=submission).values_list("slug", flat=True)) or {""}
    for slug in slugs:
        Tombstone.objects.get_or_create(submission_id=submission.pk, slug=slug, defaults={"kind": kind})
