"""One documented rule for counting words, in the page and on the server."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.letters.words import count_words
from tests.letters.word_cases import CASES


@pytest.mark.parametrize(("text", "words"), CASES)
def test_words_are_counted_by_the_documented_rule(text, words):
    assert count_words(text) == words


@given(st.lists(st.text(alphabet="abcñé7'-", min_size=1).filter(lambda word: any(c.isalnum() for c in word))))
def test_joining_words_by_any_space_gives_their_number(words):
    assert count_words(" ".join(words)) == count_words("\n".join(words)) == len(words)


@given(st.text(), st.text())
def test_two_texts_have_as_many_words_together_as_apart(one, other):
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)
