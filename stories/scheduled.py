"""Publishes what is due, if everything that allows it still holds at that moment."""

import logging
import uuid
from typing import Any

from django.db import transaction

from cms.core import clock
from stories.choices import DecisionKind, Status
from stories.models import EditedVersion, Submission
from stories.publishing import make_public, reasons_against
from stories.recording import record

logger = logging.getLogger(__name__)
MODERATE = "stories.moderate_submission"


def publish_due() -> int:
    """Publish what is due, each story in a transaction of its own; returns how many went public.

    Consent, faces, names, the people who decided and the storyteller's messages are asked about again. What no longer
    may be public goes back to the moderators, and so does one that fails: it keeps none of the others waiting.
    """
    due = Submission.objects.filter(status=Status.SCHEDULED, edited__publish_at__lte=clock.now())
    published, failed = 0, []
    for pk in list(due.order_by("edited__publish_at").values_list("pk", flat=True)):
        try:
            published += _publish_one(pk)
        except Exception as error:  # a row that no key opens, an address that is none: their words may be private
            logger.error("stories: one that was due is not published: %s", type(error).__name__)
            failed.append(pk)
    for pk in failed:
        _stop_failed(pk)
    return published


@transaction.atomic
def _publish_one(pk: uuid.UUID) -> bool:
    """Under the lock it may turn out that somebody stopped it in the meantime."""
    submission = Submission.objects.select_for_update().filter(pk=pk, status=Status.SCHEDULED).first()
    edited = EditedVersion.objects.select_related("scheduled_by", "approved_by").filter(pk=pk).first()
    if submission is None or edited is None or edited.publish_at is None or edited.publish_at > clock.now():
        return False
    if reasons_against(submission=submission) or not _deciders_still_may(submission, edited):
        stop_schedule(submission, user=None)
        return False
    return make_public(submission, edited, edited.scheduled_by).live


@transaction.atomic
def _stop_failed(pk: uuid.UUID) -> None:
    """Reads and writes no text: it may be what cannot be read."""
    rows = Submission.objects.only("pk", "status", "version", "changed_at")
    submission = rows.select_for_update().filter(pk=pk, status=Status.SCHEDULED).first()
    if submission is not None:
        stop_schedule(submission, user=None)


def _deciders_still_may(submission: Submission, edited: EditedVersion) -> bool:
    """Whether everybody whose yes it needs is here and may decide today; a flagged story needs two people."""
    flagged = submission.needs_second_person
    people = {edited.scheduled_by, edited.approved_by} if flagged else {edited.scheduled_by}
    return len(people) == 1 + flagged and all(
        person is not None and person.is_active and person.has_perm(MODERATE) for person in people
    )


def stop_schedule(submission: Submission, *, user: Any) -> None:
    """Ready again, and waiting for a person. `user` is empty where the clock stopped it."""
    submission.status = Status.READY
    EditedVersion.objects.filter(pk=submission.pk).update(publish_at=None, scheduled_by=None)
    record(submission=submission, kind=DecisionKind.UNSCHEDULED, user=user)
