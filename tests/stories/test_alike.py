"""Stories that were sent twice are found, others are not, and nothing of a text is left behind for it."""

import unicodedata
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from stories.alike import MOST_IN_ONE_RUN, MOST_PAIRS, find_alike
from stories.choices import DeclineReason, Status
from stories.marks import marks_of
from stories.models import Likeness, StoryMark, Submission
from stories.services.changing import change_story
from stories.services.likenesses import say_may_be_the_same, say_not_the_same
from stories.services.moderation import decline
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.many_stories import many_stories
from tests.factories.stories import somebody, submission

OPENING = "My brother was taken at work on a Monday morning in March."
PARAGRAPHS = (
    f"{OPENING} His boss called me at noon and said that two cars had stopped at the gate.",
    "For nine days nobody could tell us where he was. I called four offices, and each gave me the number of another.",
    "On the tenth day he called from Louisiana. He had slept on a floor with thirty men and one blanket for two.",
    "My niece asks each evening whether he has eaten. I say yes, and then I go out to the yard and cry for a while.",
    "The lawyer says that we may hear in June. We have sold the truck. The neighbors bring us soup on Sundays.",
)
STORY = "\n\n".join(PARAGRAPHS)
OTHER = (
    f"{OPENING} He had a permit, and he showed it. They laughed and put it into a bag with his shoes and his phone. "
    "We live far from any city, so that a visit costs my mother a week of wages. She went once, with my sister, "
    "and they were sent home because of a skirt. Since then he writes letters, short ones, about birds he can see."
)
SPANISH = (
    "Mi mamá salió a comprar pan y no volvió. ¿Dónde está?, preguntaba mi hermanito cada noche. La señora de la tienda "
    "nos contó que se la llevaron en una camioneta blanca. Tardamos once días en saber que estaba en otro estado."
)


def without_accents(text: str) -> str:
    return "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))


def pairs() -> list[tuple[Any, Any]]:
    return list(Likeness.objects.order_by("pk").values_list("first", "second"))


def are_found(one: str, other: str) -> bool:
    for body in (one, other):
        submission(body=body)
    assert find_alike() == 2
    return Likeness.objects.exists()


class TestMarks:
    @given(st.text(alphabet="abñáéü ,.\n-0", max_size=200))
    def test_spaces_capitals_accents_and_punctuation_make_no_difference(self, text):
        same = without_accents(text).upper().replace(" ", "  \t").replace(",", ";").replace("\n", "\r\n\r\n")
        assert marks_of(same) == marks_of(text)

    @given(st.text(max_size=500))
    def test_there_are_seventeen_or_none_and_each_fits_its_column(self, text):
        marks = marks_of(text)
        assert len(marks) in {0, 17}
        assert all(-(2**63) <= mark < 2**63 for mark in marks)

    def test_the_longest_story_has_no_more_than_any_other(self):
        longest = " ".join(f"word{number}" for number in range(4000))[:20_000]
        assert len(marks_of(longest)) == len(marks_of("Help")) == 17

    @pytest.mark.parametrize("text", ["", " \n\t", "… — !!", "\u200b\u0301"])
    def test_what_has_no_word_has_none(self, text):
        assert marks_of(text) == []

    def test_a_phrase_in_common_is_no_mark_in_common(self):
        """So that nobody can look for a phrase, or a name, with a story of their own and a copy of the database."""
        assert not set(marks_of(OPENING)) & set(marks_of(STORY))
        assert not set(marks_of(OTHER)) & set(marks_of(STORY))

    def test_another_installation_makes_others(self, settings):
        here = marks_of(STORY)
        settings.BLIND_INDEX_KEY = "another"
        assert not set(here) & set(marks_of(STORY))


@pytest.mark.django_db
class TestFinding:
    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (STORY, STORY.upper().replace("\n\n", " \n").replace(".", " …")),
            (SPANISH, without_accents(SPANISH)),
            (STORY, "\n\n".join([*PARAGRAPHS[:2], "On Friday we heard his voice again.", *PARAGRAPHS[3:]])),
            (STORY, f"{STORY}\n\nPlease do not use my name. I sent this yesterday too, but I lost the words."),
            (STORY, "\n\n".join(reversed(PARAGRAPHS))),
            ("Help us", "HELP, us!"),
        ],
        ids=["typed otherwise", "accents", "a new paragraph", "a postscript", "order", "very short"],
    )
    def test_the_same_story_is_found(self, one, other):
        assert are_found(one, other)

    @pytest.mark.parametrize(
        ("one", "other"),
        [
            (STORY, OTHER),
            (f"{OPENING} {PARAGRAPHS[4]}", f"{OPENING} He is a gentle man who mends bicycles for the whole street."),
            (STORY, SPANISH),
            ("Help us", "Help me"),
            ("!!", "…"),
        ],
        ids=["one opening", "one opening, short", "two languages", "very short", "no word"],
    )
    def test_another_story_is_not(self, one, other):
        assert not are_found(one, other)

    def test_whatever_language_the_form_was_in(self):
        one, other = submission(body=SPANISH, language="en"), submission(body=SPANISH, language="es")
        find_alike()
        assert Likeness.objects.get().other_than(one) == other

    def test_it_is_found_also_when_the_first_was_declined_or_taken_back(self):
        for status in (Status.DECLINED, Status.WITHDRAWN):
            story = submission(body=STORY)
            Submission.objects.filter(pk=story.pk).update(status=status)
        submission(body=STORY)
        find_alike()
        assert len(pairs()) == 3

    def test_it_decides_nothing(self):
        story = submission(body=STORY)
        submission(body=STORY)
        find_alike()
        story.refresh_from_db()
        assert (story.status, story.version) == (Status.NEW, 1)

    def test_of_many_copies_each_is_tied_to_a_few(self):
        for number in range(12):
            submission(body=STORY if number % 2 else f"{STORY} Number {number}.")
        find_alike()
        assert 0 < len(pairs()) <= 12 * MOST_PAIRS

    def test_a_run_takes_so_many_the_newest_first_and_the_next_goes_on(self):
        many_stories(MOST_IN_ONE_RUN + 1)
        assert find_alike() == MOST_IN_ONE_RUN
        left = Submission.objects.get(marked_with="")
        assert left == Submission.objects.oldest_first().first()
        assert [find_alike(), find_alike()] == [1, 0]

    def test_running_again_finds_each_pair_once(self):
        for _ in range(2):
            submission(body=STORY)
        find_alike()
        before = pairs()
        Submission.objects.update(marked_with="an older way")
        assert find_alike() == 2
        assert pairs() == before
        assert StoryMark.objects.count() == 2 * 17

    def test_one_that_no_key_opens_keeps_the_others_from_nothing(self):
        broken = submission(body=STORY)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE stories_submission SET body = 'gAAAA-broken'")
        submission(body=STORY)
        assert find_alike() == 1
        assert find_alike() == 0
        assert not StoryMark.objects.filter(submission=broken.pk).exists()

    def test_one_whose_key_is_put_back_is_compared_too(self, settings):
        first, keys = submission(body=STORY), settings.ENCRYPTION_KEYS
        settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]
        second = submission(body=STORY)
        assert find_alike() == 1
        settings.ENCRYPTION_KEYS = [*settings.ENCRYPTION_KEYS, *keys]
        assert find_alike() == 1
        assert {frozenset(pair) for pair in pairs()} == {frozenset((first.pk, second.pk))}


@pytest.mark.django_db
class TestChanging:
    @pytest.fixture
    def twice(self) -> tuple[Submission, Submission]:
        first, second = submission(body=STORY), submission(body=STORY)
        find_alike()
        return first, second

    def test_new_words_leave_no_mark_of_the_old_ones(self, twice):
        story, _other = twice
        before = set(story.marks.values_list("mark", flat=True))
        change_story(submission_id=story.pk, title="", body=OTHER)
        assert not story.marks.exists()
        assert pairs() == []
        assert find_alike() == 1
        assert not before & set(story.marks.values_list("mark", flat=True))
        assert pairs() == []

    def test_words_that_become_the_same_are_found(self):
        story, _other = submission(body=OTHER), submission(body=STORY)
        find_alike()
        change_story(submission_id=story.pk, title="", body=STORY)
        find_alike()
        assert len(pairs()) == 1

    def test_a_new_title_changes_nothing(self, twice):
        story, _other = twice
        change_story(submission_id=story.pk, title="Another title", body=STORY)
        assert len(pairs()) == 1
        assert find_alike() == 0

    def test_words_that_change_while_they_are_compared_are_compared_again(self, monkeypatch):
        story = submission(body=STORY)
        submission(body=STORY)

        def meanwhile(*texts: Any) -> float:
            change_story(submission_id=story.pk, title="", body=OTHER)
            return 1.0

        monkeypatch.setattr("stories.alike.similarity", meanwhile)
        find_alike()
        monkeypatch.undo()
        assert pairs() == []
        find_alike()
        assert pairs() == []

    def test_erasing_leaves_neither_mark_nor_pair(self, twice):
        story, other = twice
        erase_story(submission_id=story.pk)
        assert set(StoryMark.objects.values_list("submission", flat=True)) == {other.pk}
        assert pairs() == []

    def test_taking_back_keeps_both_until_it_is_erased(self, twice):
        story, _other = twice
        withdraw_story(submission_id=story.pk)
        assert len(pairs()) == 1

    def test_new_encryption_keys_change_nothing(self, twice, settings):
        old = settings.ENCRYPTION_KEYS
        settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode(), *old]
        call_command("rotate_encryption_keys", verbosity=0)
        settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS[:1]
        assert find_alike() == 0
        submission(body=STORY)
        find_alike()
        assert len(pairs()) == 3

    def test_a_new_index_key_marks_all_anew_and_keeps_what_was_said(self, twice, settings):
        story, _other = twice
        pair = Likeness.objects.get()
        say_not_the_same(submission_id=story.pk, likeness_id=pair.pk, user=None)
        settings.BLIND_INDEX_KEY = "a new one"
        submission(body=STORY)
        assert find_alike() == 3
        assert len(pairs()) == 3
        assert list(Likeness.objects.open().values_list("pk", flat=True).filter(pk=pair.pk)) == []


@pytest.mark.django_db
class TestSaying:
    def test_not_the_same_is_said_for_one_pair_with_a_name_and_can_be_taken_back(self):
        ana = somebody("Moderators", name="ana")
        stories = [submission(body=STORY) for _ in range(3)]
        find_alike()
        pair = Likeness.objects.of(stories[0].pk)[0]
        assert say_not_the_same(submission_id=stories[0].pk, likeness_id=pair.pk, user=ana)
        pair.refresh_from_db()
        assert pair.dismissed_by == ana
        assert Likeness.objects.open().count() == 2
        assert say_may_be_the_same(submission_id=stories[0].pk, likeness_id=pair.pk)
        assert Likeness.objects.open().count() == 3

    def test_a_pair_of_other_stories_is_not_touched(self):
        for _ in range(2):
            submission(body=STORY)
        find_alike()
        stranger, pair = submission(body=OTHER), Likeness.objects.get()
        assert not say_not_the_same(submission_id=stranger.pk, likeness_id=pair.pk, user=None)
        assert Likeness.objects.open().exists()

    def test_a_copy_that_was_declined_is_still_a_hint_on_the_other(self):
        ana = somebody("Moderators")
        first, second = submission(body=STORY), submission(body=STORY)
        find_alike()
        decline(submission_id=second.pk, version=1, user=ana, reason=DeclineReason.DUPLICATE)
        assert Likeness.objects.open().of(first.pk).get().other_than(first).status == Status.DECLINED

    def test_nobody_learns_anything_from_its_name(self):
        for _ in range(2):
            submission(body=STORY)
        find_alike()
        told = f"{Likeness.objects.get()} {StoryMark.objects.first()}"
        assert "brother" not in told
        assert len(told) == len("7F3K, 7F3K Mark of 7F3K")
