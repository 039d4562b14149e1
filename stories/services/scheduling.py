"""Stories that go public at a set time, if everything that allows it still holds at that moment."""

import uuid
from datetime import datetime
from typing import Any

from django.db import transaction

from cms.core import clock
from stories.choices import OPEN_STATUSES, DecisionKind, Status
from stories.recording import record
from stories.scheduled import stop_schedule
from stories.services.moderation import Edit, NotOpen, locked
from stories.services.publication import approved_or_refused


class BadTime(Exception):
    """The time has passed, or the story will be erased before it comes."""


def schedule_story(*, submission_id: uuid.UUID, version: int, user: Any, edit: Edit, publish_at: datetime) -> None:
    """Save the edit and let it go public at `publish_at`. A refusal and a first approval are kept.

    Raises:
        BadTime, StaleDecision, ClaimedByOther, NotOpen, PublishingRefused, NeedsSecondPerson
    """
    refusal = _schedule(submission_id, version, user, edit, publish_at)
    if refusal:
        raise refusal


@transaction.atomic
def _schedule(submission_id: uuid.UUID, version: int, user: Any, edit: Edit, publish_at: datetime) -> Exception | None:
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status not in OPEN_STATUSES:
        raise NotOpen
    if publish_at <= clock.now() or (submission.expires_at and publish_at >= submission.expires_at):
        raise BadTime
    outcome = approved_or_refused(submission, user, edit)
    if isinstance(outcome, Exception):
        return outcome
    outcome.publish_at, outcome.scheduled_by = publish_at, user
    outcome.save(update_fields=["publish_at", "scheduled_by"])
    submission.status = Status.SCHEDULED
    submission.claimed_by, submission.claimed_until = None, None
    record(submission=submission, kind=DecisionKind.SCHEDULED, user=user)
    return None


@transaction.atomic
def unschedule_story(*, submission_id: uuid.UUID, version: int, user: Any) -> None:
    """Stop it: the story is ready again, and stays so until somebody decides.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status != Status.SCHEDULED:
        raise NotOpen
    stop_schedule(submission, user=user)
