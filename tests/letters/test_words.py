"""One documented rule for counting words, in the page and on the server."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.letters.words import count_words

PAGE_JS = Path(__file__).parents[2] / "cms" / "static" / "js" / "page.js"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("   \n\t ", 0),
        ("One two three.", 3),
        ("One  two\n\nthree", 3),
        ("a well-known fact", 3),
        ("here—and there", 3),
        ("2018–2019", 2),
        ("wait -- what", 2),
        ("… & * !", 0),
        ("$1,200 was 99.5% of it", 5),
        ("Call (855) 440-1800.", 3),
        ("See https://example.org/a/b?c=d for more", 4),
        ("don't you're", 2),
        ("and/or", 1),
        ("¿Dónde está mi hija? ¡Díganlo!", 5),
        ("El niño tenía 5 años.", 5),
        ("#FamiliesBelongTogether @senator", 2),
        ("emoji 😀 alone", 2),
    ],
)
def test_words_are_counted_by_the_documented_rule(text, words):
    assert count_words(text) == words


@given(st.lists(st.text(alphabet="abcñé7'-", min_size=1).filter(lambda word: any(c.isalnum() for c in word))))
def test_joining_words_by_any_space_gives_their_number(words):
    assert count_words(" ".join(words)) == count_words("\n".join(words)) == len(words)


@given(st.text(), st.text())
def test_two_texts_have_as_many_words_together_as_apart(one, other):
    assert count_words(f"{one} {other}") == count_words(one) + count_words(other)


def test_the_page_counts_by_the_same_rule():
    line = re.search(r"words: \(text\) => (.+),", PAGE_JS.read_text())
    assert line is not None
    assert line[1] == r"text.split(/[\s\u2013\u2014]+/).filter((part) => /[\p{L}\p{N}]/u.test(part)).length"
