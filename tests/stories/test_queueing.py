"""The queue: its parts with their counts, what finds a story, and that a long one costs no more than a short one."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from stories import queueing
from stories.choices import OPEN_STATUSES, Flag, Status
from stories.models import Submission
from stories.services import claims
from stories.services.messages import send_message
from tests.core.html import Html
from tests.factories.many_stories import many_stories
from tests.factories.stories import both_languages, published, somebody, submission
from tests.stories.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
QUEUE = "/admin/stories/"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


@pytest.fixture
def ana() -> Staff:
    return Staff("Moderators", name="ana")


def shown(client: Client, **chosen: Any) -> set[str]:
    """The codes in the list."""
    response = client.get(QUEUE, chosen)
    assert response.status_code == 200
    return {one.code for one in response.context["rows"]}


def counted(client: Client, **chosen: Any) -> dict[str, int]:
    return {part["name"]: part["count"] for part in client.get(QUEUE, chosen).context["parts"]}


class TestParts:
    def test_each_status_is_a_part_and_says_how_many(self, ana):
        stories = {status: submission() for status in Status}
        for status, story in stories.items():
            Submission.objects.filter(pk=story.pk).update(status=status)
        for status, story in stories.items():
            assert shown(ana, status=status) == {story.code}
        counts = counted(ana)
        assert {status: counts[status] for status in Status} == dict.fromkeys(Status, 1)
        assert (counts["all"], counts[""]) == (len(Status), len(OPEN_STATUSES))
        assert shown(ana) == {stories[status].code for status in OPEN_STATUSES}

    def test_claimed_ones_and_mine(self, ana, clock):
        mine, theirs, free = submission(), submission(), submission()
        claims.claim(submission_id=mine.pk, user=ana.user)
        claims.claim(submission_id=theirs.pk, user=somebody("Moderators"))
        assert shown(ana, status="mine") == {mine.code}
        assert shown(ana, status="claimed") == {mine.code, theirs.code}
        assert (counted(ana)["mine"], counted(ana)["claimed"]) == (1, 2)
        clock.forward(minutes=16)
        assert shown(ana, status="claimed") == set()
        assert (counted(ana)["mine"], counted(ana)["claimed"]) == (0, 0)
        assert free.code in shown(ana)

    def test_an_unread_message_counts_a_public_story_among_those_that_wait(self, ana):
        story, other = published(), published()
        assert counted(ana)[""] == 0
        send_message(submission_id=story.pk, text="Please call.", by_user_id=None)
        assert counted(ana)[""] == 1
        assert shown(ana) == {story.code}
        assert other.code not in shown(ana)

    def test_the_counts_are_links_and_the_chosen_one_says_so(self, ana):
        submission()
        html = Html(ana.get(QUEUE, {"status": "new", "language": "en"}).content.decode())
        links = {link["href"]: link for link in html.all("a") if "status=" in (link.get("href") or "")}
        assert links["?status=new&language=en"].get("aria-current") == "page"
        assert links["?status=declined&language=en"].get("aria-current") is None


class TestFinding:
    @pytest.mark.parametrize("typed", ["{}", "Story {}", "historia {}", "#{}", "  story   {} "])
    def test_by_its_code_whatever_became_of_it(self, ana, typed):
        story, other = submission(), submission()
        Submission.objects.filter(pk=story.pk).update(status=Status.DECLINED)
        found = shown(ana, code=typed.format(story.code.lower()))
        assert story.code in found
        assert other.code not in found or other.code == story.code

    def test_a_code_of_nobody_is_said_kindly(self, ana):
        submission()
        assert "No story has this code" in ana.get(QUEUE, {"code": "0000"}).content.decode()

    def test_the_code_is_the_one_that_people_say(self):
        story = submission()
        story.refresh_from_db()
        assert str(story) == f"Story {story.code}"
        assert queueing.with_code(story.code).get() == story

    def test_by_language_state_and_flag(self, ana):
        minor = submission(is_minor=True, state="TX")
        spanish = submission(language="es", has_legal_case=True)
        assert shown(ana, flag=Flag.MINOR) == {minor.code}
        assert shown(ana, flag=Flag.LEGAL_CASE) == {spanish.code}
        assert shown(ana, state="TX") == {minor.code}
        assert shown(ana, language="es") == {spanish.code}
        assert shown(ana, language="es", state="TX") == set()
        assert "No story here" in ana.get(QUEUE, {"language": "es", "state": "TX"}).content.decode()

    @pytest.mark.parametrize("query", ["code=%00", "code=" + "x" * 500, "state=XX", "flag='", "status=new&p=-1"])
    def test_what_nobody_could_have_chosen_means_no_choice(self, ana, query):
        story = submission()
        response = ana.get(f"{QUEUE}?{query}")
        assert response.status_code == 200
        assert {one.code for one in response.context["rows"]} == {story.code}

    def test_a_story_that_waits_for_long_is_marked(self, ana, clock):
        submission()
        assert "sq-late" not in ana.get(QUEUE).content.decode()
        clock.forward(days=8)
        ana.log_in()
        assert "sq-late" in ana.get(QUEUE).content.decode()


class TestManyStories:
    @pytest.fixture
    def many(self) -> None:
        many_stories(2_000)

    @pytest.mark.parametrize(
        "chosen", [{}, {"status": "all", "p": 39}, {"language": "es", "status": "all", "flag": "minor"}]
    )
    def test_twelve_queries_with_the_menu(self, ana, many, chosen, django_assert_max_num_queries):
        with django_assert_max_num_queries(12):
            response = ana.get(QUEUE, chosen)
        assert len(response.context["rows"]) == 50

    def test_the_pages_hold_every_story_once_oldest_first(self, ana, many):
        seen = []
        for number in range(1, 5):
            response = ana.get(QUEUE, {"p": number})
            seen += [one.pk for one in response.context["rows"]]
        assert len(seen) == len(set(seen)) == 2_000 // 100 * 11 - 20
        assert seen == list(Submission.objects.open().oldest_first().values_list("pk", flat=True))[: len(seen)]

    @pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL may rightly prefer to read so few rows whole")
    @pytest.mark.parametrize("part", ["", "mine", "claimed", "all", *Status])
    def test_every_part_is_found_by_an_index(self, ana, many, part):
        plan = queueing.in_part(part, user=ana.user).values("pk")[:50].explain()
        assert "SCAN stories_submission" not in plan.replace("SCAN stories_submission USING", "")
        assert "INDEX" in plan


def test_from_the_queue_a_decision_is_two_pages_away(ana):
    story = submission()
    html = Html(ana.get(QUEUE).content.decode())
    review = reverse("stories_admin:review", args=[story.pk])
    assert review in {link.get("href") for link in html.all("a")}
    assert 'name="decline"' in ana.get(review).content.decode()
