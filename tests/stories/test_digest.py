"""The moderators' daily e-mail: once a day, only while stories wait, to those who want it, numbers only."""

from typing import Any

import pytest
from wagtail.users.models import UserProfile

from cms.core.clock import now
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.users.models import User
from cms.users.roles import AUDITORS, CONTACT_TEAM, MODERATORS
from stories.choices import DeclineReason, Status
from stories.digest import DIGEST, remind_moderators
from stories.models import Submission
from stories.services.messages import mark_read, send_message
from stories.services.moderation import decline
from stories.services.withdrawal import withdraw_story
from stories.tasks import remind
from stories.waiting import count_waiting
from tests.conftest import Clock
from tests.factories.site import person
from tests.factories.stories import approved, both_languages, published, somebody, submission

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]


@pytest.fixture(autouse=True)
def locales(db: None) -> None:
    both_languages()


def digests() -> Any:
    return OutgoingEmail.objects.filter(kind="stories.digest")


def asked(story: Submission) -> Submission:
    """Its teller was asked and has not answered."""
    send_message(submission_id=story.pk, text="When was it?", by_user_id=somebody(MODERATORS).pk, needs_answer=True)
    return story


class TestWaiting:
    def test_each_story_stands_in_one_part(self, clock: Clock) -> None:
        send_message(submission_id=published().pk, text="Please call.", by_user_id=None)
        clock.forward(days=1)
        oldest = approved(submission(is_minor=True), somebody(MODERATORS))
        clock.forward(days=1)
        Submission.objects.filter(pk=submission().pk).update(status=Status.SUSPECT)
        submission()
        asked(submission())
        withdraw_story(submission_id=submission().pk)
        Submission.objects.filter(pk=submission().pk).update(is_sample=True)
        waiting = count_waiting()
        assert waiting.parts == {"unread": 1, "second": 1, "suspect": 1, "new": 1, "needs_answer": 1}
        assert (waiting.number, waiting.for_us, waiting.oldest) == (5, 4, oldest.created_at)

    def test_what_waits_for_its_teller_is_not_the_oldest(self, clock: Clock) -> None:
        asked(submission())
        assert count_waiting().oldest is None

    def test_a_story_whose_teller_writes_again_is_one_story(self) -> None:
        story = approved(submission(is_minor=True), somebody(MODERATORS))
        send_message(submission_id=story.pk, text="One more thing.", by_user_id=None)
        assert count_waiting().parts == {"unread": 1}
        mark_read(submission_id=story.pk, message_ids=story.messages.values_list("pk", flat=True), by_storyteller=False)
        assert count_waiting().parts == {"second": 1}


class TestWhenAndToWhom:
    def test_once_a_day_while_stories_wait(self, clock: Clock) -> None:
        person(MODERATORS)
        submission()
        for _ in range(30):
            remind()
            clock.forward(hours=1)
        assert digests().count() == 2

    def test_none_before_eight_by_the_sites_clock(self, clock: Clock, settings: Any) -> None:
        settings.TIME_ZONE = "America/Chicago"
        person(MODERATORS)
        submission()
        clock.forward(hours=-1, minutes=-1)  # 7:59 in Chicago
        assert remind_moderators(moment=now()) == 0
        clock.forward(minutes=1)
        assert remind_moderators(moment=now()) == 1

    def test_none_if_nothing_waits_for_the_team(self) -> None:
        person(MODERATORS)
        remind()
        published()
        asked(submission())
        remind()
        assert not digests().exists()

    def test_only_moderators_who_have_not_turned_it_off(self) -> None:
        moderator, off = person(MODERATORS), somebody(MODERATORS)
        User.objects.filter(pk=off.pk).update(email="off@example.org", wants_digests=False)
        for role in (AUDITORS, CONTACT_TEAM):
            person(role)
        User.objects.create_superuser("root", "root@example.org", "irrelevant")
        submission()
        remind()
        assert list(digests().values_list("to", "reference")) == [(moderator.email, str(moderator.pk))]

    def test_an_address_that_is_none_keeps_it_from_nobody_else(self) -> None:
        moderator = person(MODERATORS)
        User.objects.filter(pk=somebody(MODERATORS).pk).update(email="no address")
        submission()
        remind()
        assert list(digests().values_list("reference", flat=True)) == [str(moderator.pk)]

    def test_where_all_moderators_turned_it_off_no_administrator_gets_it_instead(self) -> None:
        person(MODERATORS)
        User.objects.create_superuser("root", "root@example.org", "irrelevant")
        User.objects.update(wants_digests=False)
        assert not DIGEST.readers().exists()


class TestMail:
    def test_numbers_and_links_and_nobody_s_name_or_code(self, mail_server: Any, wall: None, clock: Clock) -> None:
        person(MODERATORS)
        stories = [approved(submission(is_minor=True), somebody(MODERATORS)), asked(submission())]
        clock.forward(days=4)
        stories.append(published())
        send_message(submission_id=stories[-1].pk, text="Please call.", by_user_id=None)
        remind()
        assert deliver_one(digests().get().pk).status == "sent"
        got = mail_server.received[-1]
        everything = str(got.message["Subject"]) + got.text
        for part in (
            "2 stories wait for a moderator",
            "The oldest was sent 4",
            "1 of them has a message",
            "1 of them was approved by one person",
            "Besides, 1 story waits for its storyteller",
            "/admin/stories/",
            "/admin/account/#tab-notifications",
        ):
            assert part in everything
        for story in stories:
            story.refresh_from_db()
            for secret in (story.code, str(story.pk), story.title, "Ximena", "ximena.q@example.org"):
                assert secret not in everything

    def test_a_spanish_moderator_reads_spanish(self, mail_server: Any, wall: None) -> None:
        UserProfile.objects.create(user=person(MODERATORS), preferred_language="es")
        submission()
        remind()
        row = digests().get()
        assert row.language == "es"
        assert deliver_one(row.pk).status == "sent"

    @pytest.mark.parametrize("reason", ["decided", "left", "turned off"])
    def test_one_that_is_not_needed_any_more_does_not_leave(self, mail_server: Any, reason: str) -> None:
        moderator, story = person(MODERATORS), submission()
        remind()
        if reason == "decided":
            decline(submission_id=story.pk, version=1, user=moderator, reason=DeclineReason.SPAM)
        elif reason == "left":
            moderator.groups.clear()
        else:
            User.objects.filter(pk=moderator.pk).update(wants_digests=False)
        assert deliver_one(digests().get().pk).status == "cancelled"
        assert mail_server.received == []
