"""Every look at something private goes through here, so that it is written down."""

import uuid
from typing import Any

from django.db import transaction

from cms.core import clock
from stories.choices import AccessKind, RevealReason
from stories.models import AccessLog, Contact, Media, Submission
from stories.services.photos import read_covered_photo, read_photo


@transaction.atomic
def open_submission(*, submission_id: uuid.UUID, user: Any) -> Submission:
    """The submission for someone who may moderate; the look is logged."""
    submission = Submission.objects.select_related("claimed_by", "contact", "edited__approved_by").get(pk=submission_id)
    AccessLog.objects.create(submission_id=submission.pk, user=user, kind=AccessKind.STORY)
    return submission


@transaction.atomic
def look_at_photo(*, media: Media, user: Any, is_covered: bool = False) -> bytes:
    """The JPEG of a submission's photo for someone who may moderate; the look is logged.

    Args:
        is_covered: with its boxes painted in, as the public would see it.

    Raises:
        PhotoRefused: when the covered one cannot be made just now.
    """
    AccessLog.objects.create(submission_id=_owner(media), user=user, kind=AccessKind.PHOTO)
    return read_covered_photo(media) if is_covered else read_photo(media)


def reveal_contact(*, submission_id: uuid.UUID, user: Any, reason: RevealReason) -> Contact:
    """How to reach the storyteller; who asked and why is logged first.

    Raises:
        Contact.DoesNotExist: when the storyteller left nothing.
    """
    AccessLog.objects.create(submission_id=submission_id, user=user, kind=AccessKind.CONTACT, reason=reason)
    # Who looks it up is about to write or call: from now it is kept for another while.
    Contact.objects.filter(submission_id=submission_id).update(last_contact_at=clock.now())
    return Contact.objects.get(submission_id=submission_id)


def _owner(media: Media) -> uuid.UUID:
    if media.submission_id is None:
        raise Submission.DoesNotExist
    return media.submission_id
