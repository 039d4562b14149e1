"""One act on several stories: each for itself, against the version that was in the list. Nothing here publishes."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from stories.choices import DeclineReason
from stories.models import Submission
from stories.services import claims
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, StaleDecision, decline, locked

MOST_AT_ONCE = 50
REFUSALS = (StaleDecision, ClaimedByOther, NotOpen, Submission.DoesNotExist)


@dataclass(frozen=True)
class Listed:
    """A story as it was in the list."""

    submission_id: uuid.UUID
    version: int


@dataclass
class Outcome:
    """How many were done, and why each of the others was left as it is."""

    done: int = 0
    refused: list[tuple[uuid.UUID, Exception]] = field(default_factory=list)


def decline_spam(*, stories: Iterable[Listed], user: Any) -> Outcome:
    """Decline each as spam: no storyteller is told."""

    def act(one: Listed) -> None:
        decline(submission_id=one.submission_id, version=one.version, user=user, reason=DeclineReason.SPAM)

    return _each(stories, act)


def take(*, stories: Iterable[Listed], user: Any) -> Outcome:
    """Claim each that nobody else works on."""

    @transaction.atomic
    def act(one: Listed) -> None:
        locked(submission_id=one.submission_id, version=one.version, user=user)
        claims.claim(submission_id=one.submission_id, user=user)

    return _each(stories, act)


def _each(stories: Iterable[Listed], act: Callable[[Listed], None]) -> Outcome:
    """Every story has its own transaction, so that one refusal takes nothing else back."""
    outcome = Outcome()
    for one in stories:
        try:
            act(one)
        except REFUSALS as refusal:
            outcome.refused.append((one.submission_id, refusal))
        else:
            outcome.done += 1
    return outcome
