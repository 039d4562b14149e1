"""Stories in numbers: what stood counts, erased stories too; no small number is shown; nobody can be found in it."""

import csv
from datetime import timedelta
from typing import Any

import pytest
from django.urls import reverse

from cms.core import clock as site_clock
from cms.users.roles import AUDITORS, MODERATORS, ROLES, SAFETY_LEAD
from stories.choices import DecisionKind, DeclineReason, Status
from stories.models import Decision, Submission
from stories.numbers.decided import decided_since
from stories.numbers.tables import report
from stories.retention import erase_expired
from stories.scheduled import publish_due
from stories.services.moderation import decline
from stories.services.publication import publish_story, take_down
from stories.services.scheduling import schedule_story
from stories.services.undoing import undo_decision
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.many_stories import many_stories
from tests.factories.site import logged_in
from tests.factories.stories import approved, both_languages, edit, published, somebody, submission
from tests.stories.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
FEW = "fewer than 3"


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


@pytest.fixture
def ana() -> Any:
    return somebody(MODERATORS, name="ana")


def declined(user: Any = None, reason: DeclineReason = DeclineReason.SPAM, **changes: Any) -> Submission:
    sent = submission(**changes)
    return decline(submission_id=sent.pk, version=sent.version, user=user, reason=reason)


def kinds() -> list[str]:
    """All decisions, in the order of their times."""
    every = decided_since(site_clock.now() - timedelta(days=400))
    return [one.what for one in sorted(every, key=lambda one: one.at)]


def table(key: str) -> dict[str, str]:
    found = next((one for one in report() if one.key == key), None)
    return {row.label: row.words.replace("\xa0", " ") for row in found.rows} if found else {}


class TestWhatStood:
    def test_each_decision_counts_once(self, ana, clock):
        published(user=ana)
        declined(ana, DeclineReason.OFF_TOPIC)
        assert sorted(kinds()) == ["off_topic", "published"]

    def test_an_edit_of_what_is_public_is_no_decision_and_publishing_it_again_later_is(self, ana, clock):
        story = published(user=ana)
        publish_story(submission_id=story.pk, version=story.version, user=ana, edit=edit(title="Ten days"))
        assert kinds() == ["published"]
        clock.forward(hours=1)
        story.refresh_from_db()
        take_down(submission_id=story.pk, version=story.version, user=ana)
        clock.forward(hours=1)
        story.refresh_from_db()
        publish_story(submission_id=story.pk, version=story.version, user=ana, edit=edit())
        assert kinds() == ["published", "taken_down", "published"]

    def test_a_schedule_counts_when_somebody_set_it_and_not_when_the_clock_publishes(self, ana, clock):
        story = submission()
        day = site_clock.now() + timedelta(days=1)
        schedule_story(submission_id=story.pk, version=1, user=ana, edit=edit(), publish_at=day)
        clock.forward(days=2)
        assert publish_due() == 1
        (one,) = decided_since(site_clock.now() - timedelta(days=9))
        assert (one.what, one.waited) == ("published", timedelta(0))

    @pytest.mark.parametrize("first", ["published", "declined"])
    def test_what_was_undone_did_not_happen(self, ana, clock, first):
        story = published(user=ana) if first == "published" else declined(ana)
        undo_decision(submission_id=story.pk, version=story.version, user=ana)
        assert kinds() == []
        clock.forward(hours=5)
        story.refresh_from_db()
        decline(submission_id=story.pk, version=story.version, user=ana, reason=DeclineReason.UNSAFE)
        (one,) = decided_since(site_clock.now() - timedelta(days=1))
        assert (one.what, one.waited) == ("unsafe", timedelta(hours=5))

    def test_a_story_that_lost_its_permission_is_decided_on_anew(self, ana, clock):
        story = published(user=ana)
        Decision.objects.create(submission_id=story.pk, kind=DecisionKind.PERMISSIONS, status=Status.READY)
        publish_story(submission_id=story.pk, version=story.version, user=ana, edit=edit(title="Ten days"))
        assert kinds() == ["published"] * 2

    def test_times_are_those_of_the_first_decision_and_of_the_second_person(self, ana, clock):
        story = submission(is_minor=True)
        clock.forward(hours=2)
        approved(story, ana)
        clock.forward(hours=3)
        publish_story(submission_id=story.pk, version=story.version, user=somebody(MODERATORS), edit=edit())
        (one,) = decided_since(site_clock.now() - timedelta(days=1))
        assert (one.waited, one.second_took) == (timedelta(hours=5), timedelta(hours=3))

    def test_an_undone_second_yes_leaves_the_first(self, ana, clock):
        story, ben = approved(submission(is_minor=True), ana), somebody(MODERATORS)
        clock.forward(hours=3)
        for at in (0, 1):
            clock.forward(hours=at)
            publish_story(submission_id=story.pk, version=story.version, user=ben, edit=edit())
            story.refresh_from_db()
            if at == 0:
                undo_decision(submission_id=story.pk, version=story.version, user=ben)
                story.refresh_from_db()
        (one,) = decided_since(site_clock.now() - timedelta(days=1))
        assert one.second_took == timedelta(hours=4)

    def test_samples_never_count(self, ana):
        Submission.objects.filter(pk=published(user=ana).pk).update(is_sample=True)
        Submission.objects.filter(pk=submission().pk).update(is_sample=True)
        assert report() == []

    def test_decisions_before_the_window_do_not_count_but_say_what_was_public(self, ana, clock):
        story = published(user=ana)
        clock.forward(days=200)
        for _ in range(3):
            declined(ana)
        publish_story(submission_id=story.pk, version=story.version, user=ana, edit=edit(title="Ten days"))
        assert table("kinds") == {"Declined: Spam or advertising": "3"}


class TestAfterErasure:
    def test_erased_stories_count_without_their_language(self, ana, clock):
        for _ in range(3):
            published(user=ana)
            declined(ana)
        before = table("kinds"), table("times"), table("weeks")
        assert table("languages") == {"English": "6"}
        clock.forward(days=8)
        assert erase_expired().stories == 3
        clock.forward(days=-8)
        assert (table("kinds"), table("times"), table("weeks")) == before
        assert table("languages") == {"English": "3", "The rest together": "3"}

    def test_who_takes_a_story_back_and_erases_it_counts_once(self):
        for _ in range(3):
            story = submission()
            withdraw_story(submission_id=story.pk)
            erase_story(submission_id=story.pk)
        assert list(table("withdrawn").values()) == ["3"]


class TestSmallNumbers:
    def test_one_story_of_each_kind_shows_no_number(self, ana, clock):
        published(user=ana)
        withdraw_story(submission_id=submission().pk)
        second = approved(submission(is_minor=True), ana)
        clock.forward(days=4)
        publish_story(submission_id=second.pk, version=second.version, user=somebody(MODERATORS), edit=edit())
        clock.forward(days=1)
        submission()
        found = report()
        assert {row.words for one in found for row in one.rows} == {FEW, "today"}
        assert {row.cell for one in found for row in one.rows} == {FEW, "0"}

    def test_what_is_left_of_the_total_is_never_small(self, ana):
        for _ in range(3):
            published(user=ana)
        for _ in range(4):
            declined(ana)
        declined(ana, DeclineReason.UNSAFE, language="es")
        assert table("kinds") == {"Declined: Spam or advertising": "4", "The rest together": "4"}
        assert table("languages") == {"The rest together": "8"}
        assert list(table("weeks").values()) == ["8"]

    def test_one_more_person_does_not_show_in_how_long_it_took(self, ana, clock):
        for days in (1, 2):
            story = submission()
            clock.forward(days=days)
            decline(submission_id=story.pk, version=1, user=ana, reason=DeclineReason.SPAM)
        assert set(table("times").values()) == {FEW}
        story = submission()
        clock.forward(minutes=40)
        decline(submission_id=story.pk, version=1, user=ana, reason=DeclineReason.SPAM)
        assert list(table("times").values()) == ["1 day", "2 days"]


class TestWeeks:
    def test_a_week_begins_on_the_sites_monday_newest_first(self, ana, clock, settings):
        settings.TIME_ZONE = "America/Chicago"
        clock.forward(days=-1, hours=-9, minutes=-1)  # Monday, 5:59 UTC: still Sunday in Chicago
        for _ in range(3):
            declined(ana)
        clock.forward(minutes=1)
        for _ in range(4):
            declined(ana)
        assert table("weeks") == {"March 2, 2026": "4", "Feb. 23, 2026": "3"}

    def test_the_oldest_of_twenty_six_weeks_is_whole(self, ana, clock):
        clock.forward(days=-1)
        for _ in range(3):
            declined(ana)
        clock.forward(days=25 * 7 + 6)
        assert len(table("weeks")) == 1
        clock.forward(days=1)
        assert table("weeks") == {}


class TestScreenAndFile:
    @pytest.fixture
    def moderator(self) -> Staff:
        return Staff(MODERATORS)

    def test_it_shows_what_waits_and_what_was_decided(self, moderator, clock):
        for _ in range(3):
            published(user=moderator.user)
            submission()
        clock.forward(days=2)
        moderator.log_in()
        page = moderator.get(reverse("stories_admin:numbers")).content.decode()
        for words in ("What waits now", "2 days ago", "Published, at once or for a later day", "From Sept. 8, 2025"):
            assert words in page

    def test_nothing_yet(self, moderator):
        assert "Nothing to count yet" in moderator.get(reverse("stories_admin:numbers")).content.decode()

    def test_the_file_has_the_same_rows_and_nobody_in_it(self, moderator, clock):
        stories = [published(user=moderator.user, title="=1+1") for _ in range(3)]
        response = moderator.get(reverse("stories_admin:numbers_file"))
        assert "no-store, private" in response["Cache-Control"]
        assert response["Content-Disposition"] == 'attachment; filename="stories-in-numbers.csv"'
        text = response.content.decode()
        rows = list(csv.reader(text.splitlines()))
        assert rows[0] == ["Part", "Row", "Number", "Counted in"]
        assert [row[:3] for row in rows[1:]] == [
            [one.title, row.label, row.cell] for one in report() for row in one.rows
        ]
        assert ["By language", "English", "3", "decisions"] in rows
        for story in stories:
            for private in (str(story.pk), story.title, "Ximena", "ximena.q@example.org", moderator.user.username):
                assert private not in text

    def test_no_spreadsheet_takes_a_language_of_tomorrow_for_a_formula(self, moderator, settings):
        settings.LANGUAGES = [("en", "=English"), ("es", "Spanish")]
        for _ in range(3):
            published(user=moderator.user)
        assert ",'=English," in moderator.get(reverse("stories_admin:numbers_file")).content.decode()

    def test_twelve_queries_over_two_thousand_stories(self, moderator, django_assert_max_num_queries):
        many_stories(2_000)
        for pk in list(Submission.objects.values_list("pk", flat=True)[:300]):
            Decision.objects.create(submission_id=pk, kind=DecisionKind.SENT, status=Status.NEW)
            Decision.objects.create(submission_id=pk, kind=DecisionKind.DECLINED, reason="spam", status=Status.DECLINED)
        with django_assert_max_num_queries(12):
            assert b"300" in moderator.get(reverse("stories_admin:numbers")).content


@pytest.mark.parametrize("name", ["numbers", "numbers_file"])
class TestWhoMaySee:
    @pytest.mark.parametrize("role", [*ROLES, None])
    def test_moderators_auditors_and_administrators(self, role, name):
        response = logged_in(role).get(reverse(f"stories_admin:{name}"))
        assert (response.status_code == 200) == (role in (MODERATORS, SAFETY_LEAD, AUDITORS, None))

    def test_nobody_who_is_not_logged_in(self, client, name):
        assert client.get(reverse(f"stories_admin:{name}")).status_code == 302


@pytest.mark.parametrize("role", ROLES)
def test_a_link_leads_there_for_those_who_may(role):
    browser, address = logged_in(role), reverse("stories_admin:numbers")
    pages = [browser.get(page).content.decode() for page in ("/admin/", reverse("stories_admin:queue"))]
    assert any(address in page for page in pages) == (role in (MODERATORS, SAFETY_LEAD, AUDITORS))
