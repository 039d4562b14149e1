"""Stories that go public by themselves: only if everything that allows it holds at that moment."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.core import clock as site_clock
from stories.choices import DecisionKind, DeclineReason, Scope, Status
from stories.models import Consent, Decision, EditedVersion, Media, Story, Submission
from stories.scheduled import publish_due
from stories.services import moderation
from stories.services.messages import send_message
from stories.services.moderation import NotOpen, PhotoChoice, StaleDecision
from stories.services.publication import NeedsSecondPerson, PublishingRefused
from stories.services.scheduling import BadTime, schedule_story, unschedule_story
from stories.services.withdrawal import erase_story, withdraw_story
from stories.tasks import publish_due as task
from tests.conftest import Clock
from tests.factories.stories import both_languages, edit, somebody, submission, with_photo

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


@pytest.fixture
def ana() -> Any:
    return somebody("Moderators", name="ana")


def tomorrow() -> datetime:
    return site_clock.now() + timedelta(days=1)


def schedule(story: Submission, user: Any, at: datetime | None = None, **changes: Any) -> Submission:
    story.refresh_from_db()
    schedule_story(
        submission_id=story.pk, version=story.version, user=user, edit=edit(**changes), publish_at=at or tomorrow()
    )
    story.refresh_from_db()
    return story


def last_decision(story: Submission) -> Decision:
    return Decision.objects.filter(submission_id=story.pk).latest("pk")


def test_it_goes_public_at_its_time_and_not_before(ana: Any, clock: Clock) -> None:
    story = schedule(submission(), ana)
    assert story.status == Status.SCHEDULED
    clock.forward(hours=23)
    assert publish_due() == 0
    assert not Story.objects.public().exists()
    clock.forward(hours=1)
    task()
    shown = Story.objects.public().get()
    story.refresh_from_db()
    assert (shown.submission_id, story.status) == (story.pk, Status.PUBLISHED)
    assert (last_decision(story).kind, last_decision(story).user) == (DecisionKind.PUBLISHED, ana)
    assert publish_due() == 0


def test_a_permission_that_ended_meanwhile_sends_it_back_to_the_moderators(ana: Any, clock: Clock) -> None:
    story = schedule(submission(), ana)
    Consent.objects.filter(submission=story, scope=Scope.PUBLISH_TEXT).update(withdrawn_at=site_clock.now())
    clock.forward(days=2)
    assert publish_due() == 0
    story.refresh_from_db()
    assert story.status == Status.READY
    assert (last_decision(story).kind, last_decision(story).user) == (DecisionKind.UNSCHEDULED, None)
    assert EditedVersion.objects.get(pk=story.pk).publish_at is None
    clock.forward(days=30)
    assert publish_due() == 0
    assert not Story.objects.exists()


def test_a_photo_whose_faces_are_unchecked_now_stops_it(ana: Any, clock: Clock) -> None:
    story = with_photo()
    choice = PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A gate")
    schedule(story, ana, photos=(choice,))
    Media.objects.filter(submission=story).update(faces_checked=False)
    clock.forward(days=2)
    assert publish_due() == 0
    assert not Story.objects.exists()


@pytest.mark.parametrize("undo", [withdraw_story, erase_story])
def test_the_storyteller_can_take_it_back_before(ana: Any, clock: Clock, undo: Any) -> None:
    story = schedule(submission(), ana)
    undo(submission_id=story.pk)
    clock.forward(days=2)
    assert publish_due() == 0
    assert not Story.objects.exists()
    assert not EditedVersion.objects.exclude(publish_at=None).exists()


def test_one_that_cannot_be_published_does_not_keep_the_others_waiting(ana: Any, clock: Clock) -> None:
    first, second = schedule(submission(), ana), schedule(submission(), ana)
    Consent.objects.filter(submission=first).update(withdrawn_at=site_clock.now())
    clock.forward(days=2)
    assert publish_due() == 1
    assert Story.objects.public().get().submission_id == second.pk


def spoil(table: str, column: str, key: str, story: Submission) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'gAAAAAspoiled' WHERE {key} = %s", [story.pk.hex])
        assert cursor.rowcount == 1


@pytest.mark.parametrize(
    ("table", "column", "key"),
    [
        ("stories_submission", "body", "id"),
        ("stories_editedversion", "text", "submission_id"),
        ("stories_contact", "email", "submission_id"),
    ],
)
def test_one_that_no_key_opens_waits_for_a_person_and_the_others_go_on(
    ana: Any, clock: Clock, caplog: pytest.LogCaptureFixture, table: str, column: str, key: str
) -> None:
    broken, second = schedule(submission(), ana), schedule(submission(), ana)
    spoil(table, column, key, broken)
    clock.forward(days=2)
    assert publish_due() == 1
    assert Story.objects.public().get().submission_id == second.pk
    assert Submission.objects.only("status").get(pk=broken.pk).status == Status.READY
    assert not EditedVersion.objects.exclude(publish_at=None).exists()
    assert (last_decision(broken).kind, last_decision(broken).user) == (DecisionKind.UNSCHEDULED, None)
    assert "CannotDecrypt" in caplog.text
    assert "gAAAA" not in caplog.text


def test_one_that_cannot_be_shown_leaves_nothing_half_done(
    ana: Any, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    broken = schedule(submission(), ana)
    EditedVersion.objects.filter(pk=broken.pk).update(attribution="A mother " * 20)
    clock.forward(days=2)
    assert publish_due() == 0
    broken.refresh_from_db()
    assert (broken.status, broken.body) == (Status.READY, "We waited nine days on the sidewalk.")
    assert not Story.objects.exists()
    assert "ValidationError" in caplog.text
    assert "mother" not in caplog.text
    assert publish_due() == 0


def test_an_unread_word_of_the_storyteller_stops_it(ana: Any, clock: Clock) -> None:
    story = schedule(submission(), ana)
    send_message(submission_id=story.pk, text="Please wait until my hearing.", by_user_id=None)
    clock.forward(days=2)
    assert publish_due() == 0
    story.refresh_from_db()
    assert story.status == Status.READY


def deactivate(person: Any) -> None:
    person.is_active = False
    person.save()


def delete(person: Any) -> None:
    person.delete()


def take_role(person: Any) -> None:
    person.groups.clear()


GONE = [deactivate, delete, take_role]


@pytest.mark.parametrize("leave", GONE)
def test_who_may_no_longer_decide_has_not_decided(ana: Any, clock: Clock, leave: Any) -> None:
    story, other = schedule(submission(), ana), schedule(submission(), somebody("Moderators", name="ben"))
    leave(ana)
    clock.forward(days=2)
    assert publish_due() == 1
    story.refresh_from_db()
    assert story.status == Status.READY
    assert last_decision(story).kind == DecisionKind.UNSCHEDULED
    assert Story.objects.public().get().submission_id == other.pk


def test_a_deactivated_superuser_has_not_decided_either(clock: Clock) -> None:
    boss = somebody(name="boss")
    boss.is_superuser = True
    boss.save()
    schedule(submission(), boss)
    deactivate(boss)
    clock.forward(days=2)
    assert publish_due() == 0


class TestFlagged:
    def test_two_people_are_needed_also_for_a_schedule(self, ana: Any, clock: Clock) -> None:
        story, ben = submission(is_minor=True), somebody("Moderators", name="ben")
        with pytest.raises(NeedsSecondPerson):
            schedule(story, ana)
        clock.forward(days=2)
        assert publish_due() == 0
        schedule(story, ben)
        clock.forward(days=2)
        assert publish_due() == 1

    @pytest.mark.parametrize("leave", GONE)
    @pytest.mark.parametrize("who", ["ana", "ben"])
    def test_either_of_the_two_who_may_no_longer_decide_stops_it(
        self, ana: Any, clock: Clock, who: str, leave: Any
    ) -> None:
        story, ben = submission(is_minor=True), somebody("Moderators", name="ben")
        with pytest.raises(NeedsSecondPerson):
            schedule(story, ana)
        schedule(story, ben)
        leave({"ana": ana, "ben": ben}[who])
        clock.forward(days=2)
        assert publish_due() == 0
        story.refresh_from_db()
        assert story.status == Status.READY


class TestRefusals:
    @pytest.mark.parametrize("days", [-1, 0, 365, 10_000])
    def test_a_time_that_has_passed_or_comes_after_the_end(self, ana: Any, days: int) -> None:
        story = submission()
        with pytest.raises(BadTime):
            schedule(story, ana, at=site_clock.now() + timedelta(days=days))
        story.refresh_from_db()
        assert story.status == Status.NEW

    def test_what_may_not_be_public_now_is_not_scheduled(self, ana: Any) -> None:
        story = submission()
        with pytest.raises(PublishingRefused) as caught:
            schedule(story, ana, text="Ximena Quetzalli waited.")
        assert caught.value.codes == ["own_name"]
        assert EditedVersion.objects.get(pk=story.pk).text == "Ximena Quetzalli waited."

    def test_a_scheduled_story_is_not_edited_or_declined_behind_its_back(self, ana: Any) -> None:
        story = schedule(submission(), ana)
        who = {"submission_id": story.pk, "version": story.version, "user": ana}
        with pytest.raises(NotOpen):
            moderation.save_edit(**who, edit=edit(title="Another"))
        with pytest.raises(NotOpen):
            moderation.decline(**who, reason=DeclineReason.OFF_TOPIC)

    def test_stopping_is_for_scheduled_ones_and_knows_the_version(self, ana: Any, clock: Clock) -> None:
        story = submission()
        with pytest.raises(NotOpen):
            unschedule_story(submission_id=story.pk, version=story.version, user=ana)
        old = story.version
        schedule(story, ana)
        with pytest.raises(StaleDecision):
            unschedule_story(submission_id=story.pk, version=old, user=ana)
        unschedule_story(submission_id=story.pk, version=story.version, user=ana)
        clock.forward(days=2)
        assert publish_due() == 0


class TestScreen:
    @pytest.fixture
    def browser(self, ana: Any) -> Client:
        client = Client()
        client.force_login(ana, backend=BACKEND)
        return client

    def press(self, browser: Client, story: Submission, button: str, **fields: Any) -> Any:
        story.refresh_from_db()
        public = edit()
        values = {name: getattr(public, name) for name in ("title", "text", "attribution", "place_label")}
        data = {**values, "version": story.version, button: "1", **fields}
        return browser.post(reverse("stories_admin:review", args=[story.pk]), data, follow=True)

    def test_schedule_and_stop(self, browser: Client) -> None:
        story = submission()
        said = self.press(browser, story, "schedule", publish_at="2026-03-05T09:30").content.decode()
        assert "will be public from 03/05/2026 9:30 a.m." in said
        story.refresh_from_db()
        assert story.status == Status.SCHEDULED
        shown = browser.get(reverse("stories_admin:review", args=[story.pk])).content.decode()
        assert "It goes public by itself on 03/05/2026 9:30 a.m." in shown
        assert 'name="publish"' not in shown
        self.press(browser, story, "unschedule")
        story.refresh_from_db()
        assert story.status == Status.READY

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Choose a day and an hour. Nothing was done."),
            ("soon", "Choose a day and an hour. Nothing was done."),
            ("2026-03-01T09:30", "this moment has passed"),
            ("9999-12-31T23:59", "this moment has passed"),
        ],
    )
    def test_a_bad_time_gets_a_sentence_and_keeps_the_text(self, browser: Client, typed: str, sentence: str) -> None:
        story = submission()
        said = self.press(browser, story, "schedule", publish_at=typed, title="What I typed").content.decode()
        assert sentence in said
        assert "What I typed" in said
        story.refresh_from_db()
        assert story.status == Status.NEW
