"""Which letters the desk reads when it reads only some."""

import pytest

from cms.actions.models import LetterPage
from cms.letters.models import Letter
from cms.letters.sampling import is_in_sample
from tests.conftest import Clock


def letters(count: int = 2000) -> list[Letter]:
    return [Letter(pk=number, newspaper_id=number % 7, writer_hash=f"{number:064x}") for number in range(count)]


@pytest.mark.parametrize("one_in", [2, 5, 20])
def test_about_one_letter_in_so_many_is_drawn(one_in: int) -> None:
    drawn = sum(is_in_sample(letter, one_in=one_in) for letter in letters())
    assert 0.75 < drawn * one_in / 2000 < 1.25


def test_asking_again_or_changing_a_word_gives_the_same_answer() -> None:
    first = [is_in_sample(letter, one_in=5) for letter in letters(200)]
    again = letters(200)
    for letter in again:
        letter.pk, letter.text_hash, letter.submission_key = 9000 + (letter.pk or 0), "other", "another"
    assert [is_in_sample(letter, one_in=5) for letter in again] == first


def test_nobody_can_foretell_it_without_the_key_of_the_site(settings: object) -> None:
    here = [is_in_sample(letter, one_in=5) for letter in letters(200)]
    settings.BLIND_INDEX_KEY = "another site's key that is long enough to be a key"  # type: ignore[attr-defined]
    assert [is_in_sample(letter, one_in=5) for letter in letters(200)] != here


def test_another_month_draws_anew(clock: Clock) -> None:
    before = [is_in_sample(letter, one_in=5) for letter in letters(200)]
    clock.forward(days=40)
    assert [is_in_sample(letter, one_in=5) for letter in letters(200)] != before


@pytest.mark.django_db
@pytest.mark.parametrize(("review", "least", "most"), [("off", 0, 0), ("sample", 20, 60), ("all", 200, 200)])
def test_a_page_holds_none_some_or_all(review: str, least: int, most: int) -> None:
    page = LetterPage(review=review, sample_one_in=5)
    assert least <= sum(page.holds(letter, [page]) for letter in letters(200)) <= most
