"""City names as people write them, and the key under which their spellings meet."""

import pytest

from cms.places.city_names import city_key, tidy_city


@pytest.mark.parametrize(
    ("postal", "people"),
    [
        ("Mcallen", "McAllen"),
        ("Mc Kinney", "McKinney"),
        ("Fort Mc Coy", "Fort McCoy"),
        ("Winston-salem", "Winston-Salem"),
        ("Carmel By The Sea", "Carmel by the Sea"),
        ("The Dalles", "The Dalles"),
        ("Apo", "APO"),
        ("San Juan", "San Juan"),
        ("Macon", "Macon"),
    ],
)
def test_postal_names_become_the_names_people_write(postal: str, people: str) -> None:
    assert tidy_city(postal) == people


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("McAllen", "mc allen"),
        ("St. Louis", "Saint Louis"),
        ("Ft Worth", "fort worth"),
        ("Española", "ESPANOLA"),
        ("Coeur d'Alene", "Coeur D Alene"),
        ("Winston-Salem", "winston salem"),
        ("D.C.", "dc"),
    ],
)
def test_spellings_of_one_city_have_one_key(one: str, other: str) -> None:
    assert city_key(one) == city_key(other) != ""


@pytest.mark.parametrize("nothing", ["", "   ", "!!!", "北京", "🏠"])
def test_what_has_no_letters_has_no_key(nothing: str) -> None:
    assert city_key(nothing) == ""


def test_a_key_is_never_longer_than_its_column() -> None:
    assert len(city_key("x" * 10_000)) == 60
