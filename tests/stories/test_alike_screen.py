"""What a moderator sees of stories that may be the same, and the buttons beside them."""

import re
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from stories.alike import MOST_PAIRS, find_alike
from stories.choices import DecisionKind, Status
from stories.models import AccessLog, Decision, Likeness, Submission
from stories.services import claims
from stories.services.withdrawal import erase_story
from tests.core.html import Html
from tests.factories.stories import both_languages, somebody, submission
from tests.stories.staff import Staff
from tests.stories.test_admin_views import review_url

pytestmark = pytest.mark.django_db
HINT, QUEUE_HINT = "It may be the same story as", "maybe sent twice"


@pytest.fixture
def ana() -> Staff:
    both_languages()
    return Staff("Moderators", name="ana")


@pytest.fixture
def twice() -> tuple[Submission, Submission]:
    both_languages()
    return copies(2)


def copies(number: int) -> Any:
    stories = tuple(submission() for _ in range(number))
    find_alike()
    return stories


def read(staff: Staff, story: Submission) -> str:
    return staff.get(review_url(story)).content.decode()


def press(staff: Staff, story: Submission, **data: Any) -> str:
    return staff.post(review_url(story), data, follow=True).content.decode()


def test_the_review_screen_leads_to_the_other_and_says_how_alike(ana, twice):
    story, other = twice
    shown = read(ana, story)
    assert HINT in shown
    assert "100% alike" in shown
    assert review_url(other) in {link.get("href") for link in Html(shown).all("a")}


def test_a_hint_is_no_look_at_the_other_story(ana, twice):
    story, _other = twice
    read(ana, story)
    assert list(AccessLog.objects.values_list("submission_id", flat=True)) == [story.pk]


def test_a_story_of_its_own_has_no_hint(ana):
    story, _other = submission(), submission(body="Another one altogether, with other words and another end.")
    find_alike()
    assert HINT not in read(ana, story)
    assert QUEUE_HINT not in ana.get("/admin/stories/").content.decode()


def test_at_most_five_are_shown_the_most_alike_first(ana):
    stories = copies(8)
    Likeness.objects.all().delete()
    for percent, other in enumerate(stories[1:], start=60):
        Likeness.between(stories[0].pk, other.pk, percent=percent).save()
    assert re.findall(r"(\d+)% alike", read(ana, stories[0])) == ["66", "65", "64", "63", "62"]


def test_however_many_there_are_the_screen_asks_as_often(ana):
    story = submission()
    read(ana, story)
    with CaptureQueriesContext(connection) as alone:
        read(ana, story)
    for other in copies(9):
        Likeness.objects.bulk_create([Likeness.between(story.pk, other.pk, percent=90)], ignore_conflicts=True)
    with CaptureQueriesContext(connection) as among_many:
        read(ana, story)
    assert len(among_many) == len(alone)


def test_the_queue_marks_both_in_no_more_than_twelve_queries(ana, django_assert_max_num_queries):
    copies(2 * MOST_PAIRS)
    with django_assert_max_num_queries(12):
        shown = ana.get("/admin/stories/").content.decode()
    assert shown.count(QUEUE_HINT) == 2 * MOST_PAIRS


def test_not_the_same_takes_the_hint_from_both_and_can_be_taken_back(ana, twice):
    story, other = twice
    pair = Likeness.objects.get()
    shown = press(ana, story, not_same=pair.pk)
    assert HINT not in shown
    assert "Said not to be the same" in shown
    assert HINT not in read(ana, other)
    assert QUEUE_HINT not in ana.get("/admin/stories/").content.decode()
    assert HINT in press(ana, other, may_be_same=pair.pk)


def test_it_makes_no_open_screen_stale_and_needs_no_claim(ana, twice):
    story, _other = twice
    claims.claim(submission_id=story.pk, user=somebody("Moderators"))
    press(ana, story, not_same=Likeness.objects.get().pk)
    assert not Likeness.objects.open().exists()
    story.refresh_from_db()
    assert story.version == 1


@pytest.mark.parametrize("button", ["not_same", "may_be_same"])
@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 400, "999999"])
def test_what_no_button_says_changes_nothing(ana, twice, button, value):
    assert HINT in press(ana, twice[0], **{button: value})


def test_a_pair_whose_other_story_was_erased_is_gone_without_a_word(ana, twice):
    story, other = twice
    pair = Likeness.objects.get()
    erase_story(submission_id=other.pk)
    assert HINT not in press(ana, story, not_same=pair.pk)


class TestDeclining:
    def test_one_button_declines_it_with_its_reason(self, ana, twice):
        story, other = twice
        press(ana, story, duplicate="1", version=1)
        story.refresh_from_db()
        other.refresh_from_db()
        assert (story.status, other.status) == (Status.DECLINED, Status.NEW)
        assert Decision.objects.filter(kind=DecisionKind.DECLINED).get().reason == "duplicate"

    def test_not_what_somebody_else_has_changed_meanwhile(self, ana, twice):
        assert "Already decided by" in press(ana, twice[0], duplicate="1", version=99)
        assert not Decision.objects.filter(kind=DecisionKind.DECLINED).exists()

    def test_nor_what_is_closed(self, ana, twice):
        Submission.objects.filter(pk=twice[0].pk).update(status=Status.DECLINED)
        assert 'name="duplicate"' not in read(ana, twice[0])
        assert HINT in read(ana, twice[0])


def test_what_was_typed_stays_when_a_pair_is_judged(ana, twice):
    typed = {"version": 1, "title": "A title not saved", "text": "A text.", "note_text": "A note not sent"}
    shown = press(ana, twice[0], not_same=Likeness.objects.get().pk, **typed)
    assert "A title not saved" in shown
    assert "A note not sent" in shown
    assert 'name="version" value="1"' in shown


def test_the_enter_key_still_saves(ana, twice):
    """A browser presses the first button of a form: none of the hint's may be that one."""
    shown = read(ana, twice[0])
    form = shown[shown.index('class="sr-form"') :]
    assert re.findall(r'<button[^>]* name="(\w+)"', form)[0] == "save"
