"""Whatever storyteller and admins do, in any order: nothing is public without a live consent for it."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import Revision

from cms.core import clock
from stories.choices import DeclineReason, Scope, Status
from stories.models import Consent, PublicPhoto, Story, Submission, Tombstone
from stories.services import moderation
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, StaleDecision
from stories.services.publication import NeedsSecondPerson, PublishingRefused, publish_story, take_down
from stories.services.translating import publish_translation
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, submission

REFUSED = (StaleDecision, ClaimedByOther, NotOpen, PublishingRefused, NeedsSecondPerson, ValidationError)


def close_one_consent(story: Submission, number: int) -> None:
    scopes = list(Scope)
    Consent.objects.filter(submission=story, scope=scopes[number % len(scopes)], withdrawn_at=None).update(
        withdrawn_at=clock.now()
    )


def give_new_consent(story: Submission, number: int) -> None:
    scope = list(Scope)[number % len(Scope)]
    if not Consent.objects.filter(submission=story, scope=scope, withdrawn_at=None).exists():
        Consent.objects.create(submission=story, scope=scope, wording_version="2", language="en")


def revert(story: Submission, number: int) -> None:
    revisions = list(Revision.objects.filter(content_type__model="story").order_by("pk"))
    if revisions:
        revisions[number % len(revisions)].publish()


def press_publish(story: Submission, number: int) -> None:
    for version in Story.objects.filter(submission=story):
        version.save_revision().publish()


def schedule(story: Submission, number: int) -> None:
    for version in Story.objects.filter(submission=story):
        version.go_live_at = clock.now() - timedelta(minutes=1)
        version.save_revision().publish()


def flip_live(story: Submission, number: int) -> None:
    Story.objects.filter(submission=story).update(live=True)


def copy(story: Submission, number: int) -> None:
    first = Story.objects.filter(submission=story).first()
    if first:
        Story.objects.create(
            submission=story,
            locale=first.locale,
            title="Copy",
            text="Copy",
            attribution="A",
            month=first.month,
            live=True,
        )


def who(story: Submission) -> dict:
    return {"submission_id": story.pk, "version": story.version, "user": None}


ACTIONS = {
    "edit": lambda story, number: moderation.save_edit(**who(story), edit=edit(title=f"Title {number}")),
    "publish": lambda story, number: publish_story(**who(story), edit=edit()),
    "publish_with_name": lambda story, number: publish_story(**who(story), edit=edit(text="Ximena waited")),
    "translate": lambda story, number: publish_translation(
        submission_id=story.pk, language="es", user=None, edit=edit(title="Nueve días")
    ),
    "take_down": lambda story, number: take_down(**who(story)),
    "decline": lambda story, number: moderation.decline(**who(story), reason=DeclineReason.OFF_TOPIC),
    "withdraw": lambda story, number: withdraw_story(submission_id=story.pk),
    "close_consent": close_one_consent,
    "give_consent": give_new_consent,
    "press_publish": press_publish,
    "revert": revert,
    "schedule": schedule,
    "flip_live": flip_live,
    "copy": copy,
}


def check(story: Submission) -> None:
    live = set(Consent.objects.live(clock.now()).filter(submission=story).values_list("scope", flat=True))
    for version in Story.objects.public():
        assert Scope.PUBLISH_TEXT in live
        assert version.locale.language_code == story.language or Scope.TRANSLATE in live
        assert story.status == Status.PUBLISHED
        assert not Tombstone.objects.filter(submission_id=story.pk).exists()
        assert "Ximena" not in version.text
    assert not PublicPhoto.objects.public().exists() or Scope.PUBLISH_PHOTO in live
    for content in Revision.objects.filter(content_type__model="story").values_list("content", flat=True):
        assert "ximena" not in str(content).lower()
        assert "sidewalk together" not in str(content)


@pytest.mark.django_db
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(st.sampled_from(sorted(ACTIONS)), st.integers(0, 20)), min_size=2, max_size=14))
def test_no_order_of_events_shows_what_is_not_allowed(steps):
    with transaction.atomic():
        both_languages()
        story = submission(body="We sat on the sidewalk together. I am Ximena.")
        for name, number in [("publish", 0), *steps]:
            story.refresh_from_db()
            try:
                with transaction.atomic():
                    ACTIONS[name](story, number)
            except REFUSED:
                pass
            story.refresh_from_db()
            check(story)
        transaction.set_rollback(True)
