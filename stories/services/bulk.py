"""One act on several stories: each for itself, against the version that was in the list. Nothing here publishes."""

import uuid
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from django.db import transaction

from cms.core.crypto import CannotDecrypt
from stories.choices import OPEN_STATUSES, PUBLIC_TEXTS, DecisionKind, DeclineReason
from stories.models import EditedVersion, Submission, Topic
from stories.recording import record
from stories.services import claims
from stories.services.claims import ClaimedByOther
from stories.services.flags import CLOSED
from stories.services.moderation import (
    Edit,
    NotOpen,
    StaleDecision,
    decline,
    locked,
    starting_edit,
    write_edit,
)

MOST_AT_ONCE = 50


class NoSuchTopic(Exception):
    """The topic does not exist in the language of the story."""


REFUSALS = (StaleDecision, ClaimedByOther, NotOpen, NoSuchTopic, CannotDecrypt, Submission.DoesNotExist)


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


def give(*, stories: Iterable[Listed], user: Any, to: Any) -> Outcome:
    """Put each that nobody else works on among the stories of `to`, who may moderate."""

    @transaction.atomic
    def act(one: Listed) -> None:
        submission = locked(submission_id=one.submission_id, version=one.version, user=user)
        if submission.status in CLOSED:
            raise NotOpen
        claims.give(submission=submission, by=user, to=to)

    return _each(stories, act)


def add_topic(*, stories: Iterable[Listed], user: Any, slug: str) -> Outcome:
    """Add the topic with this slug to each that is open; its public version is begun where there is none."""

    @transaction.atomic
    def act(one: Listed) -> None:
        submission = locked(submission_id=one.submission_id, version=one.version, user=user)
        if submission.status not in OPEN_STATUSES:
            raise NotOpen
        topic = Topic.objects.filter(slug=slug, locale__language_code=submission.language).first()
        if topic is None:
            raise NoSuchTopic
        if write_edit(submission=submission, edit=_with_topic(submission, topic)):
            record(submission=submission, kind=DecisionKind.EDITED, user=user)

    return _each(stories, act)


def _with_topic(submission: Submission, topic: Topic) -> Edit:
    edited = EditedVersion.objects.filter(pk=submission.pk).first()
    if edited is None:
        return replace(starting_edit(submission), topics=(topic,))
    texts = {name: getattr(edited, name) for name in PUBLIC_TEXTS}
    return Edit(**texts, topics=(*edited.topics.exclude(pk=topic.pk), topic))


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
