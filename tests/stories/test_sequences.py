"""Whatever anybody does, in any order: nothing is public without a live consent, and nothing private is in the open."""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, example, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from wagtail.admin.models import FormState
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.models import IndexEntry
from wagtail_localize.models import StringTranslation

from cms.core import clock
from cms.outbox.kinds import NothingToSend, get_kind
from cms.outbox.models import OutgoingEmail
from stories import tasks
from stories.choices import DecisionKind, Scope, Status
from stories.forgotten import nothing_is_forgotten
from stories.models import Consent, Decision, Media, PublicPhoto, Story, Submission, Tombstone
from stories.services.changing import BeingReviewed
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, StaleDecision
from stories.services.permissions import NoWayToReach
from stories.services.publication import NeedsSecondPerson, PublishingRefused
from stories.services.scheduling import BadTime
from stories.services.translating import NeedsAnotherPerson, StaleTranslation
from stories.services.undoing import TooLateToUndo
from tests.factories.stories import both_languages, somebody, submission
from tests.stories.acts import ACTS, PRIVATE, PUBLIC, World

REFUSED = (
    BadTime, BeingReviewed, ClaimedByOther, NeedsAnotherPerson, NeedsSecondPerson, NotOpen, NoWayToReach,
    PublishingRefused, StaleDecision, StaleTranslation, TooLateToUndo, ValidationError,
)  # fmt: skip
# Not written down as endings, so a backup from before may undo them.
NO_ENDINGS = {"unpublish", "expire permission"}
BACKUP, RESTORE = "backup", "restore"


def public_languages() -> set[str]:
    return set(Story.objects.public().values_list("locale__language_code", flat=True))


def check_public(world: World) -> None:
    live = Consent.objects.scopes_of(world.story.pk, clock.now())
    for version in Story.objects.public().select_related("locale"):
        assert Scope.PUBLISH_TEXT in live
        assert version.locale.language_code == world.story.language or Scope.TRANSLATE in live
        assert version.submission.status == Status.PUBLISHED
        assert not Tombstone.objects.filter(submission_id=world.story.pk).exists()
        assert "Ximena" not in f"{version.title} {version.text}"
        assert re.fullmatch("[a-z0-9]{10}", version.slug)
    # As if every file had been written at once.
    PublicPhoto.objects.filter(file_name="", retired_at=None).update(file_name="stories/x.jpg")
    assert not PublicPhoto.objects.public().exists() or Scope.PUBLISH_PHOTO in live


def publications() -> int:
    return Decision.objects.filter(kind=DecisionKind.PUBLISHED).count()


def check_two_people(world: World) -> None:
    """Called when somebody has just decided to publish: of a flagged story another person approved the same words."""
    if world.story.flags:
        last = Decision.objects.filter(kind=DecisionKind.PUBLISHED).latest("pk")
        assert world.story.edited.approved_by_id not in (None, last.user_id)


def in_the_open() -> str:
    """What revisions, logs, the search index and tools of the admin hold in plain words."""
    rows: list[Any] = [
        *Revision.objects.values_list("content", "object_str"),
        *ModelLogEntry.objects.values_list("label", "data"),
        *IndexEntry.objects.values_list("title", "body", "autocomplete"),
        *FormState.objects.values_list("data"),
        *StringTranslation.objects.values_list("data"),
        *Story.objects.values_list("slug", "title", "text", "attribution", "place_label"),
        *PublicPhoto.objects.values_list("alt", "file_name"),
    ]
    return repr(rows).lower()


def check_words(world: World) -> None:
    found = in_the_open()
    assert [word for word in PRIVATE if word in found] == []
    if not Submission.objects.exclude(status=Status.WITHDRAWN).exists():
        assert PUBLIC not in found


def check_mail() -> None:
    for row in OutgoingEmail.objects.all():
        try:
            mail = get_kind(row.kind).render(row)
        except NothingToSend:
            continue
        assert [word for word in (*PRIVATE, PUBLIC) if word in f"{mail}".lower()] == []


def with_examples(sequences: list[Any]) -> Any:
    """`@example` for each."""

    def decorate(test: Any) -> Any:
        for steps in sequences:
            test = example(steps=steps)(test)
        return test

    return decorate


@contextmanager
def one_story() -> Iterator[World]:
    """Public, with a photo; what happens to it is rolled back."""
    with time_machine.travel(datetime(2026, 3, 3, 15, tzinfo=UTC), tick=False) as now, transaction.atomic():
        both_languages()
        story = submission(body="We sat on the sidewalk together. I am Ximena.")
        Media.objects.create(submission=story, file_name="photos/none", width=4, height=3)
        people = [somebody("Moderators"), somebody("Moderators")]
        yield World(story, people, now.shift)
        transaction.set_rollback(True)


def act(world: World, name: str, number: int) -> None:
    """Refused or done; of a story that is erased nothing is left to act on."""
    found = Submission.objects.filter(pk=world.story.pk).first()
    if found is None:
        return
    world.story = found
    try:
        with transaction.atomic():
            ACTS[name](world, number)
    except REFUSED:
        pass
    world.story = Submission.objects.filter(pk=world.story.pk).first() or world.story


def restore(world: World, point: str) -> None:
    """The database of the backup with the file of today, and then what operators do."""
    world.forward(timedelta(minutes=2))
    tasks.write_endings()
    transaction.savepoint_rollback(point)
    world.forward(timedelta(minutes=2))
    with suppress(CommandError):  # nothing was ended, so there is no file
        call_command("after_restore", stdout=StringIO())
    assert nothing_is_forgotten()
    world.story = Submission.objects.filter(pk=world.story.pk).first() or world.story


# Each breaks something by itself when one of the questions that the site asks is left out; chance adds the rest.
TELLING = [
    [("expire permission", 0)],
    [("approve translation", 0), ("expire permission", 1)],
    [("expire permission", 2)],
    [("publish the name", 0), ("translate the name", 0)],
    [("take down", 0), ("flag", 1), ("publish", 0), ("publish", 1)],
    [("take down", 0), ("schedule", 1), ("expire permission", 0), ("wait", 1)],
    [(BACKUP, 0), ("withdraw", 0), (RESTORE, 0)],
    [("preview", 0), ("alias", 0), ("press publish", 0), ("erase", 0), ("flip live", 0), ("revert", 0)],
]


@pytest.mark.django_db
@with_examples(TELLING)
@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    steps=st.lists(
        st.tuples(st.sampled_from([*sorted(ACTS), BACKUP, RESTORE]), st.integers(0, 20)), min_size=2, max_size=14
    )
)
def test_no_order_of_events_shows_what_is_not_allowed(steps: Any, settings: Any, tmp_path: Path) -> None:
    settings.ENDINGS_FILE = str(tmp_path / "endings.jsonl")
    Path(settings.ENDINGS_FILE).unlink(missing_ok=True)
    with one_story() as world:
        point, since = "", set[str]()
        for name, number in [("publish", 0), *steps]:
            before, decided = public_languages(), publications()
            if name == BACKUP:
                world.forward(timedelta(minutes=2))
                point, since = transaction.savepoint(), set()
                world.forward(timedelta(minutes=2))
            elif name == RESTORE and point:
                restore(world, point)
                assert public_languages() <= before or since & NO_ENDINGS
                point = ""
            elif name in ACTS:
                since.add(name)
                act(world, name, number)
                if publications() > decided:
                    check_two_people(world)
            check_public(world)
            check_words(world)
        check_mail()
