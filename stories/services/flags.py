"""Flags say why a story needs two people. Who takes one away becomes one of the two."""

import uuid
from collections.abc import Iterable
from typing import Any

from django.db import transaction

from stories.choices import DecisionKind, Flag, FlagReason, Status
from stories.models import Decision, EditedVersion, Submission
from stories.recording import record
from stories.services.claims import hold
from stories.services.moderation import NotOpen, locked

CLOSED = (Status.DECLINED, Status.WITHDRAWN)


@transaction.atomic
def change_flags(
    *, submission_id: uuid.UUID, version: int, user: Any, flags: Iterable[Flag], reason: FlagReason
) -> Submission:
    """Replace the flags. A first approval was given under other flags, so it is taken back.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status in CLOSED:
        raise NotOpen
    before, wanted = set(submission.flags), set(flags)
    if before == wanted:
        return submission
    submission.flags = [flag.value for flag in Flag if flag in wanted]
    hold(submission=submission, user=user)
    EditedVersion.objects.filter(pk=submission.pk).update(approved_by=None)
    kind = DecisionKind.UNFLAGGED if before - wanted else DecisionKind.FLAGGED
    record(submission=submission, kind=kind, user=user, reason=reason)
    return submission


def needs_another_person(submission: Submission, user: Any) -> bool:
    """Whether this person may not publish it alone: it is flagged, or they took a flag away themselves."""
    took_away = Decision.objects.filter(submission_id=submission.pk, kind=DecisionKind.UNFLAGGED, user=user)
    return submission.needs_second_person or took_away.exists()
