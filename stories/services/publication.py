"""Publishes a story, or says in words why it may not be."""

import uuid
from typing import Any

from django.db import transaction

from cms.core import clock
from stories import periods
from stories.choices import OPEN_STATUSES, DecisionKind, Status
from stories.erasure import unpublish
from stories.models import EditedVersion, Story, Submission
from stories.publishing import REFUSALS, make_public, reasons_against
from stories.recording import record, remember
from stories.services.claims import hold
from stories.services.flags import needs_another_person
from stories.services.moderation import Edit, NotOpen, locked, write_edit


class PublishingRefused(Exception):
    """It may not be published. `codes` are keys of REFUSALS."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__()
        self.codes = codes

    @property
    def sentences(self) -> list[str]:
        return [str(REFUSALS[code]) for code in self.codes]


class NeedsSecondPerson(Exception):
    """The story is flagged: this person's approval is noted, another person must publish it."""


def publish_story(*, submission_id: uuid.UUID, version: int, user: Any, edit: Edit) -> Story:
    """Save the edit and publish it in the storyteller's language; they are told by a neutral e-mail.

    A refusal and a first approval are kept: the edit is not lost.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen, PublishingRefused, NeedsSecondPerson
    """
    outcome = _publish(submission_id, version, user, edit)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@transaction.atomic
def _publish(submission_id: uuid.UUID, version: int, user: Any, edit: Edit) -> Story | Exception:
    """The story, or the refusal to raise after the edit is committed."""
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status not in (*OPEN_STATUSES, Status.PUBLISHED):
        raise NotOpen
    outcome = approved_or_refused(submission, user, edit)
    if isinstance(outcome, Exception):
        return outcome
    # What was public before stays so: an edit of it is changed back by another edit.
    if submission.status != Status.PUBLISHED:
        remember(submission=submission, kind=DecisionKind.PUBLISHED, user=user)
    return make_public(submission, outcome, user)


def approved_or_refused(submission: Submission, user: Any, edit: Edit) -> EditedVersion | Exception:
    """Save the edit of a locked submission: what may go public now, or the refusal to raise after the commit."""
    hold(submission=submission, user=user)
    submission.save(update_fields=["claimed_by", "claimed_until"])
    if write_edit(submission=submission, edit=edit):
        record(submission=submission, kind=DecisionKind.EDITED, user=user)
    codes = reasons_against(submission=submission)
    if codes:
        return PublishingRefused(codes)
    edited = EditedVersion.objects.get(pk=submission.pk)
    if edited.approved_by in (None, user) and needs_another_person(submission, user):
        _approve(submission, edited, user)
        return NeedsSecondPerson()
    return edited


def _approve(submission: Submission, edited: EditedVersion, user: Any) -> None:
    submission.claimed_by, submission.claimed_until = None, None
    if edited.approved_by == user:
        submission.save(update_fields=["claimed_by", "claimed_until"])
        return
    remember(submission=submission, kind=DecisionKind.APPROVED, user=user)
    edited.approved_by = user
    edited.save(update_fields=["approved_by"])
    if submission.status != Status.PUBLISHED:
        submission.status = Status.READY
    record(submission=submission, kind=DecisionKind.APPROVED, user=user)


@transaction.atomic
def take_down(*, submission_id: uuid.UUID, version: int, user: Any) -> Submission:
    """Take a published story off the site; it can be published again while its consent lives.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status != Status.PUBLISHED:
        raise NotOpen
    hide(submission=submission, user=user)
    return submission


def hide(*, submission: Submission, user: Any) -> None:
    """Off the site, and ready for another decision. The caller holds the row's lock."""
    submission.status = Status.READY
    submission.expires_at = clock.now() + periods.UNPUBLISHED
    record(submission=submission, kind=DecisionKind.TAKEN_DOWN, user=user)
    unpublish(submission=submission)
