"""States and territories in both languages."""

import pytest
from django.utils import translation

from cms.places.states import ENGLISH_NAMES, NEIGHBORS, find_state, neighbors, split_state, state_choices, state_name


def test_every_state_and_territory_with_zip_codes_has_a_name() -> None:
    assert len(ENGLISH_NAMES) == 50 + 1 + 5 + 3 + 3  # states, D.C., territories, associated states, military
    assert state_name("PR", "en") == "Puerto Rico"
    assert state_name("DC", "en") == "District of Columbia"


def test_names_follow_the_readers_language() -> None:
    assert state_name("NM") == "New Mexico"
    with translation.override("es"):
        assert state_name("NM") == "Nuevo México"
        assert state_name("TX") == "Texas"
        names = [name for _code, name in state_choices()]
        assert names == sorted(names)
        assert "Nueva York" in names


def test_an_unknown_code_is_its_own_name() -> None:
    assert state_name("ZZ", "es") == "ZZ"


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("TX", "TX"),
        ("tx", "TX"),
        ("Texas", "TX"),
        ("Tejas", "TX"),
        ("nuevo mexico", "NM"),
        ("Nuevo México", "NM"),
        ("D.C.", "DC"),
        ("Pensilvania", "PA"),
        ("Atlantis", ""),
        ("", ""),
    ],
)
def test_states_are_found_however_they_are_written(written: str, code: str) -> None:
    assert find_state(written) == code


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("McAllen, TX", ("McAllen", "TX")),
        ("McAllen TX", ("McAllen", "TX")),
        ("mcallen texas", ("mcallen", "TX")),
        ("Las Cruces Nuevo México", ("Las Cruces", "NM")),
        ("Washington, D.C.", ("Washington", "DC")),
        ("Virginia Beach", ("Virginia Beach", "")),
        ("McAllen, Atlantis", ("McAllen, Atlantis", "")),
        ("Texas", ("Texas", "")),
        ("", ("", "")),
        (",", (",", "")),
    ],
)
def test_city_and_state_are_told_apart(text: str, parts: tuple[str, str]) -> None:
    assert split_state(text) == parts


def test_neighbors_are_neighbors_of_each_other() -> None:
    for code in NEIGHBORS:
        for neighbor in neighbors(code):
            assert code in neighbors(neighbor), f"{neighbor} does not know {code}"


def test_islands_far_away_have_no_neighbors() -> None:
    assert neighbors("HI") == []
    assert neighbors("ZZ") == []
