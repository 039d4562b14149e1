"""What an editor changed: nothing is lost or made up in between, whatever the two texts are."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from stories.comparison import LONGEST_TEXT, Change, TooLong, compare

# Few letters, so that the two texts meet often; marks that join, turn the direction and end lines.
texts = st.text("ab .,\n<&é\u0301\u202e", max_size=200) | st.text(max_size=60)
SECONDS = 3


def rebuilt(changes: list[Change], *kinds: str) -> str:
    return "".join(change.text for change in changes if change.kind in kinds)


@given(texts, texts)
def test_both_texts_can_be_rebuilt(before, after):
    changes = compare(before, after)
    assert rebuilt(changes, "same", "gone") == before
    assert rebuilt(changes, "same", "new") == after
    assert all(change.text for change in changes)


@given(texts)
def test_the_same_text_has_no_change(text):
    assert {change.kind for change in compare(text, text)} <= {"same"}


def test_it_goes_word_by_word():
    assert compare("I waited nine days.", "I waited many days.") == [
        Change("same", "I waited "),
        Change("gone", "nine"),
        Change("new", "many"),
        Change("same", " days."),
    ]


@pytest.mark.parametrize("words", [1, 49, 52, 100, 3000])
def test_the_longest_stories_are_compared_soon(words):
    """Also those that repeat themselves just often enough to be hard."""
    before = " ".join(f"w{index * index % words}" for index in range(8000))[:LONGEST_TEXT]
    after = " ".join(f"w{index * 7 % words}" for index in range(8000))[:LONGEST_TEXT]
    started = time.process_time()
    changes = compare(before, after)
    assert time.process_time() - started < SECONDS
    assert rebuilt(changes, "same", "new") == after


def test_a_small_change_of_a_long_story_is_shown_as_a_small_change():
    before = " ".join(f"we waited {index} days" for index in range(800))
    after = before.replace("waited 400 days", "slept 400 days")
    assert rebuilt(compare(before, after), "gone", "new") in ("waitedslept", "sleptwaited")


def test_what_is_longer_than_a_story_is_not_compared():
    with pytest.raises(TooLong):
        compare("a", "a" * (LONGEST_TEXT + 1))
