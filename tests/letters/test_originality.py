"""The measure of the originality coach: what it must tell apart, and what must make no difference to it."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.actions.starter_content import letter as starter
from cms.letters.originality import STOP_FROM, WARN_FROM, passages, shingles, similarity

WORDS = st.lists(st.text(alphabet="abcdeñáéü", min_size=1, max_size=8), min_size=1, max_size=60)
# A hundred words of somebody's own.
OWN = (
    "On Tuesday I drove to the courthouse because my neighbor could not go alone. We waited three hours on a wooden "
    "bench. Across from us a father held a photograph and asked every clerk the same question. Nobody answered him. "
    "I teach second grade here, and I know what a child looks like after one bad night. I cannot picture eleven "
    "weeks. Our senator says she is waiting for the right moment. The right moment was the first morning. I ask her "
    "to vote this week, and I ask our mayor to stand beside her when she does."
)


def points(content):
    return [block["value"]["text"] for block in content["writing_help"] if block["type"] == "point"]


ALL_POINTS = points(starter.ENGLISH) + points(starter.SPANISH)


def alike(one, other):
    return similarity(shingles(one), shingles(other))


@pytest.mark.parametrize("point", ALL_POINTS)
def test_a_talking_point_pasted_whole_is_stopped_however_long_the_letter(point):
    assert alike(f"{OWN} {point} {OWN.upper()}", point) >= STOP_FROM


@pytest.mark.parametrize("point", ALL_POINTS)
def test_half_a_talking_point_is_warned_about(point):
    words = point.split()
    assert alike(f"{OWN} {' '.join(words[: len(words) * 3 // 5])}", point) >= WARN_FROM


@pytest.mark.parametrize(
    ("quoted", "point"),
    [
        ("Of the families in that program, 99 of 100 came to their court dates.", ALL_POINTS[2]),
        ("The program worked: 99 de cada 100 se presentaron.", ALL_POINTS[5]),
        ("In 2018 the Justice Department made this choice.", ALL_POINTS[0]),
    ],
)
def test_one_quoted_figure_is_no_copy(quoted, point):
    assert alike(f"{OWN} {quoted} {OWN}", point) < WARN_FROM
    assert alike(OWN, point) == 0


def test_two_people_on_the_same_subject_are_not_alike():
    other = (
        "My grandmother crossed a border with two suitcases and one phone number. She would not know this country "
        "now. A boy in our parish has not heard his mother since May. Bring the families back together, senator."
    )
    assert alike(OWN, other) == 0


def test_one_changed_word_in_ten_is_still_the_same_letter():
    words = OWN.split()
    changed = [f"word{at}" if at % 10 == 0 else word for at, word in enumerate(words)]
    assert alike(OWN, " ".join(changed)) >= STOP_FROM


@pytest.mark.parametrize(
    ("short", "below"),
    [
        ("Thank you for the article", WARN_FROM),
        ("Bring them home", WARN_FROM),
        ("No more children in cells, not here, not one more", STOP_FROM),
        ("Ni una familia más separada, ni aquí ni en ninguna", STOP_FROM),
    ],
)
def test_a_short_letter_stops_no_long_one_that_says_the_same_in_passing(short, below):
    assert alike(f"{short}. {OWN}", short) < below
    assert alike(short.upper(), short) == 1


def test_a_letter_cut_from_a_longer_guide_is_found():
    guide = " ".join(f"guide{at}" for at in range(900))
    assert alike(" ".join(guide.split()[200:300]), guide) == 1


@given(WORDS)
def test_a_text_is_wholly_like_itself(words):
    assert alike(" ".join(words), " ".join(words)) == 1


@given(WORDS, WORDS)
def test_texts_without_a_common_word_are_not_alike(one, other):
    assert alike(" ".join(one), " ".join(f"z{word}" for word in other)) == 0


@given(WORDS, WORDS)
def test_the_order_makes_no_difference_and_the_measure_stays_between_0_and_1(one, other):
    first, second = " ".join(one), " ".join(other)
    assert alike(first, second) == alike(second, first)
    assert 0 <= alike(first, second) <= 1


@given(WORDS)
def test_capitals_accents_punctuation_and_spaces_make_no_difference(words):
    plain = str.maketrans("ñáéü", "naeu")
    dressed = " ¡" + "!\n\n — ".join(word.upper() for word in words) + "…\u00a0"
    assert shingles(" ".join(words)) == shingles(dressed) == shingles(" ".join(words).translate(plain))


def test_decomposed_accents_and_hidden_characters_make_no_difference():
    assert shingles("la ni\u00f1ez no espera nunca") == shingles("la nin\u0303ez no es\u200bpera nunca")


@pytest.mark.parametrize("empty", ["", " \n", "¡!…", "—", "\u200b", "😀 😀"])
def test_a_text_without_words_is_like_nothing(empty):
    assert shingles(empty) == frozenset()
    assert alike(empty, OWN) == alike(empty, empty) == 0
    assert passages(empty, shingles(OWN)) == []


def test_passages_are_given_as_typed_and_in_order():
    typed = f"{OWN} NINGUNA ley,\n lo exigía; tampoco hace falta. {OWN[:40]} Fin: una dos tres cuatro cinco."
    shared = shingles("ninguna ley lo exigia tampoco hace falta") | shingles("una dos tres cuatro cinco")
    assert passages(typed, shared) == ["NINGUNA ley,\n lo exigía; tampoco hace falta", "una dos tres cuatro cinco"]


def test_at_most_five_passages_are_given_the_longest_ones():
    parts = [" ".join(f"p{part}w{at}" for at in range(4 + part)) for part in range(8)]
    text = " own words that are between here ".join(parts)
    shared = frozenset().union(*(shingles(part) for part in parts))
    assert passages(text, shared) == parts[3:]


@given(st.text(max_size=300))
def test_any_text_is_measured_without_a_fault(text):
    shared = shingles(text)
    for one in passages(text, shared):
        assert one in text
    assert similarity(shared, shared) == (1 if shared else 0)


@pytest.mark.parametrize("text", ["a " * 10_000, "x" * 20_000, "ñ" * 20_000, "é. " * 6_666, "字" * 20_000])
def test_the_longest_text_takes_a_moment_only(text):
    begun = time.perf_counter()
    passages(text, shingles(text))
    assert time.perf_counter() - begun < 1
