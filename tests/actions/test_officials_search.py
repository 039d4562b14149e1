"""Every kind of ZIP code on a page with officials: who is shown, and which sentence says why."""

import pytest
from django.test import RequestFactory

from cms.actions.officials_search import OfficialsSearch, search_officials
from tests.factories.officials import congress_of_tests

pytestmark = pytest.mark.core


@pytest.fixture(autouse=True)
def congress(db: None, clock: object) -> None:
    congress_of_tests()


def ask(query: str) -> OfficialsSearch:
    return search_officials(RequestFactory().get(f"/en/act/call/?{query}"))


def names(found: OfficialsSearch) -> list[str]:
    return [office.label for office in found.offices]


def test_nothing_asked() -> None:
    found = ask("")
    assert (found.was_asked, found.offices, found.sentence, found.zip, found.place) == (False, [], "", "", "")
    assert not found.form.is_bound


def test_one_district() -> None:
    found = ask("zip=78501-1234")
    assert names(found) == ["Representative, TX-15", "Senator, Texas", "Senator, Texas"]
    assert (found.must_choose, found.sentence, found.place, found.town) == (False, "", "McAllen, TX 78501", "McAllen")


def test_a_split_zip_asks_and_is_narrowed() -> None:
    found = ask("zip=78589")
    assert found.must_choose
    assert len(found.house) == 2
    assert found.sentence.startswith("This ZIP code lies in 2 districts. Which one is yours?")
    chosen = ask("zip=78589&district=TX-28")
    assert names(chosen)[:1] == ["Representative, TX-28"]
    assert not chosen.must_choose
    assert chosen.sentence == ""


def test_a_district_from_elsewhere_chooses_nothing() -> None:
    assert ask("zip=78589&district=NY-12").must_choose
    assert ask("zip=78589&district=%00%3Cscript%3E").district == ""


def test_a_zip_in_two_states_asks_before_it_shows_senators_of_one() -> None:
    states = {office.state for office in ask("zip=60601").senators}
    assert states == {"IL", "IN"}
    assert {office.state for office in ask("zip=60601&district=IN-1").senators} == {"IN"}


@pytest.mark.parametrize(
    ("zip_code", "words"),
    [
        ("78502", "our best guess"),
        ("20500", "no senators"),
        ("00901", "no vote"),
        ("96910", "no vote"),
        ("09012", "where you are registered to vote"),
        ("96941", "nobody in Congress"),
        ("10048", "no longer uses"),
    ],
)
def test_every_other_answer_has_its_sentence(zip_code: str, words: str) -> None:
    assert words in ask(f"zip={zip_code}").sentence


@pytest.mark.parametrize("typed", ["", "1", "abcde", "99999", "123456", "７８５０１", "78501;drop"])
def test_what_is_no_zip_is_said_and_kept(typed: str) -> None:
    found = ask(f"zip={typed}")
    assert found.form.errors["zip"]
    assert not found.was_asked
    assert found.form["zip"].value() == typed


def test_who_is_called_a_delegate() -> None:
    assert names(ask("zip=00901")) == ["Resident Commissioner, Puerto Rico"]
    assert ask("zip=05001").sentence == ""
