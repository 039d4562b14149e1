"""Who works on what: a claim keeps others away for a while and ends by itself."""

import uuid
from datetime import timedelta
from typing import Any

from django.db import transaction

from cms.core import clock
from cms.core.claims import give_back
from stories.choices import DecisionKind
from stories.models import Decision, Submission

CLAIM_LASTS = timedelta(minutes=15)
# Who is given a story may not be at their desk: it waits for them for a working day, then it is everybody's again.
GIVEN_LASTS = timedelta(hours=8)


class ClaimedByOther(Exception):
    """Someone else is working on it: `user`, until `until`."""

    def __init__(self, submission: Submission) -> None:
        super().__init__()
        self.user, self.until = submission.claimed_by, submission.claimed_until


@transaction.atomic
def claim(*, submission_id: uuid.UUID, user: Any, steal_reason: str = "") -> Submission:
    """Take a submission for 15 minutes; again by the same person renews. Does not change the version.

    Args:
        steal_reason: a StealReason takes it over from someone else.

    Raises:
        ClaimedByOther: when someone else has it and no reason is given.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    now = clock.now()
    if submission.is_claimed_by_other(user, now) and not steal_reason:
        raise ClaimedByOther(submission)
    is_renewed = submission.claimed_by_id == user.pk and (submission.claimed_until or now) > now
    hold(submission=submission, user=user)
    submission.save(update_fields=["claimed_by", "claimed_until"])
    if not is_renewed:
        Decision.objects.create(
            submission_id=submission.pk,
            kind=DecisionKind.CLAIMED,
            user=user,
            reason=steal_reason,
            status=submission.status,
            version=submission.version,
        )
    return submission


def hold(*, submission: Submission, user: Any) -> None:
    """Set the claim on the instance; the caller saves it. A longer one of the same person is not cut short."""
    until = clock.now() + CLAIM_LASTS
    is_same = submission.claimed_by_id == (user.pk if user else None)
    if not is_same or submission.claimed_until is None or submission.claimed_until < until:
        submission.claimed_by, submission.claimed_until = user, until


@transaction.atomic
def give(*, submission: Submission, by: Any, to: Any) -> None:
    """Claim it for somebody else for a working day. The record names both. The caller holds the row's lock."""
    submission.claimed_by, submission.claimed_until = to, clock.now() + GIVEN_LASTS
    submission.save(update_fields=["claimed_by", "claimed_until"])
    for kind, user in ((DecisionKind.GIVEN, by), (DecisionKind.RECEIVED, to)):
        Decision.objects.create(
            submission_id=submission.pk, kind=kind, user=user, status=submission.status, version=submission.version
        )


@transaction.atomic
def release(*, submission_id: uuid.UUID, user: Any) -> None:
    """Give a claim back; nothing happens if it is not this person's."""
    if give_back(Submission.objects.filter(pk=submission_id), user_id=user.pk):
        Decision.objects.create(submission_id=submission_id, kind=DecisionKind.RELEASED, user=user)
