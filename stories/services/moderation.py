"""What a moderator does with a submission, each step under a lock and against the version that was on the screen."""

import uuid
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from cms.core import clock
from cms.places.states import state_name
from stories import periods
from stories.boxes import Box
from stories.choices import (
    OPEN_STATUSES,
    DecisionKind,
    DeclineReason,
    Display,
    Status,
)
from stories.models import Contact, Decision, EditedVersion, Media, Submission, Topic
from stories.models.records import texts_of
from stories.models.undo import UNDO_LASTS
from stories.recording import record, remember, tell_storyteller
from stories.services.claims import ClaimedByOther, hold


class StaleDecision(Exception):
    """Somebody decided or edited since this screen was shown. `last` is that decision."""

    def __init__(self, last: Decision | None) -> None:
        super().__init__()
        self.last = last


class NotOpen(Exception):
    """The submission is in a state in which this cannot be done."""


@dataclass(frozen=True)
class PhotoChoice:
    """What a moderator says about one photo."""

    media_id: uuid.UUID
    is_chosen: bool = False
    faces_checked: bool = False
    alt: str = ""
    boxes: tuple[Box, ...] = ()


@dataclass(frozen=True)
class Edit:
    """The public version as a moderator leaves it."""

    title: str
    text: str
    attribution: str
    place_label: str = ""
    topics: tuple[Topic, ...] = ()
    photos: tuple[PhotoChoice, ...] = field(default_factory=tuple)


def locked(*, submission_id: uuid.UUID, version: int, user: Any) -> Submission:
    """The submission, locked for this transaction, as it was on the screen.

    Raises:
        StaleDecision, ClaimedByOther
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.version != version:
        raise StaleDecision(Decision.objects.filter(submission_id=submission.pk).order_by("-pk").first())
    if submission.is_claimed_by_other(user, clock.now()):
        raise ClaimedByOther(submission)
    return submission


def starting_edit(submission: Submission) -> Edit:
    """The public version before anybody edited it: the words as sent, the name and place as allowed."""
    contact = Contact.objects.filter(pk=submission.pk).first() or Contact()
    name = submission.shown_name(contact)
    if submission.display == Display.INITIAL and contact.name:
        name = f"{contact.name[0].upper()}."
    return Edit(
        title=submission.title,
        text=submission.body,
        attribution=name,
        place_label=state_name(submission.state, submission.language),
    )


@transaction.atomic
def save_edit(*, submission_id: uuid.UUID, version: int, user: Any, edit: Edit) -> Submission:
    """Keep the edited public version. A change of what will be public takes back a first approval.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status not in (*OPEN_STATUSES, Status.PUBLISHED):
        raise NotOpen
    hold(submission=submission, user=user)
    submission.save(update_fields=["claimed_by", "claimed_until"])
    if write_edit(submission=submission, edit=edit):
        record(submission=submission, kind=DecisionKind.EDITED, user=user)
    return submission


def write_edit(*, submission: Submission, edit: Edit) -> bool:
    """Store the edit; returns whether anything changed."""
    edited = EditedVersion.objects.filter(pk=submission.pk).first() or EditedVersion(submission=submission)
    is_first = edited._state.adding
    before = texts_of(edited), set() if is_first else set(edited.topics.all())
    edited.title, edited.text, edited.attribution, edited.place_label = texts_of(edit)
    changed = _write_photos(submission, edit.photos) or is_first or (texts_of(edited), set(edit.topics)) != before
    if changed:
        edited.approved_by, edited.changed_at = None, clock.now()
        edited.save()
        edited.topics.set(edit.topics)
    return changed


def _write_photos(submission: Submission, choices: tuple[PhotoChoice, ...]) -> bool:
    changed = False
    for choice in choices:
        media = Media.objects.get(pk=choice.media_id, submission=submission)
        changed = _write_photo(media, choice) or changed
    return changed


def _write_photo(media: Media, choice: PhotoChoice) -> bool:
    """Faces were checked under the boxes of before: with others, somebody has to look again."""
    boxes = [list(box) for box in choice.boxes]
    wanted = (choice.is_chosen, choice.faces_checked and boxes == media.boxes, choice.alt, boxes)
    if (media.is_chosen, media.faces_checked, media.alt, media.boxes) == wanted:
        return False
    media.is_chosen, media.faces_checked, media.alt, media.boxes = wanted
    media.save(update_fields=["is_chosen", "faces_checked", "alt", "boxes"])
    return True


@transaction.atomic
def decline(*, submission_id: uuid.UUID, version: int, user: Any, reason: DeclineReason) -> Submission:
    """Refuse a submission; the storyteller is told in their language, unless it was spam.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status not in OPEN_STATUSES:
        raise NotOpen
    remember(submission=submission, kind=DecisionKind.DECLINED, user=user)
    submission.status = Status.DECLINED
    submission.claimed_by, submission.claimed_until = None, None
    submission.expires_at = clock.now() + (periods.SPAM if reason == DeclineReason.SPAM else periods.DECLINED)
    record(submission=submission, kind=DecisionKind.DECLINED, user=user, reason=reason)
    if reason != DeclineReason.SPAM:
        tell_storyteller(submission=submission, kind="stories.declined", wait=UNDO_LASTS)
    return submission
