"""Takes a decision back within half a minute: nobody was told yet, and the story is as it was before."""

import uuid
from contextlib import suppress
from typing import Any

from django.db import transaction

from cms.core import clock
from cms.outbox.services import take_back_email
from stories.choices import DecisionKind, Status
from stories.erasure import unpublish
from stories.models import EditedVersion, Submission, UndoPoint
from stories.recording import record, telling_key
from stories.services.claims import ClaimedByOther, hold
from stories.services.moderation import StaleDecision, locked

TELLS = {DecisionKind.PUBLISHED: "stories.published", DecisionKind.DECLINED: "stories.declined"}


class TooLateToUndo(Exception):
    """The half minute is over, somebody else decided it, or there is nothing to undo."""


@transaction.atomic
def undo_decision(*, submission_id: uuid.UUID, version: int, user: Any) -> Submission:
    """Bring back how it was before this person's last decision, and let them go on with it.

    Args:
        version: the one that the decision made: whatever happened since stops this.

    Raises:
        TooLateToUndo, StaleDecision, ClaimedByOther
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    point = UndoPoint.objects.open_for(user.pk, clock.now()).filter(pk=submission.pk, version=version).first()
    if point is None:
        raise TooLateToUndo
    submission.status, submission.expires_at = Status(point.status), point.expires_at
    hold(submission=submission, user=user)
    record(submission=submission, kind=DecisionKind.UNDONE, user=user, reason=point.kind)
    _undo(submission, DecisionKind(point.kind))
    point.delete()
    return submission


def undo_all(*, user: Any) -> int:
    """Take back all that this person still can, each for itself; returns how many decisions that were."""
    done = 0
    for pk, version in list(UndoPoint.objects.open_for(user.pk, clock.now()).values_list("pk", "version")):
        with suppress(TooLateToUndo, StaleDecision, ClaimedByOther):
            undo_decision(submission_id=pk, version=version, user=user)
            done += 1
    return done


def _undo(submission: Submission, kind: DecisionKind) -> None:
    if kind == DecisionKind.PUBLISHED:
        unpublish(submission=submission)
    if kind == DecisionKind.APPROVED:
        EditedVersion.objects.filter(pk=submission.pk).update(approved_by=None)
    if kind in TELLS:
        take_back_email(dedupe_key=telling_key(TELLS[kind], str(submission.pk)))
