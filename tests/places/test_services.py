"""Finding a place from what somebody typed."""

import pytest

from cms.places.models import ZipArea
from cms.places.services import (
    CityInSeveralStates,
    NotOnTheMap,
    UnknownCity,
    UnknownPlace,
    UnknownZip,
    find_place,
    find_zip,
)

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("zip_areas")]


def test_a_zip_code_knows_its_place() -> None:
    found = find_zip("78501")
    assert (found.label, found.county, found.time_zone) == ("McAllen, TX", "Hidalgo County", "America/Chicago")
    assert str(found) == "78501 McAllen, TX"
    assert found.place is not None
    assert (found.place.zip, found.place.state, found.place.county) == ("78501", "TX", "Hidalgo County")


@pytest.mark.parametrize("wrong", ["99999", "", "7850", "abcde", "78501-1234", "' OR 1=1 --", "x" * 10_000])
def test_an_unknown_zip_is_said_to_be_unknown(wrong: str) -> None:
    with pytest.raises(UnknownZip):
        find_zip(wrong)


@pytest.mark.parametrize("typed", ["78501", " 78501 ", "78501-1234", "78501 1234", "785011234", "\u200b78501"])
def test_zip_codes_are_found_however_they_are_typed(typed: str) -> None:
    assert find_place(typed).zip == "78501"


@pytest.mark.parametrize(
    "typed", ["McAllen, TX", "mcallen tx", "MC ALLEN, TEXAS", "McAllen", "McAllen , Tejas", "mcallen,tx"]
)
def test_cities_are_found_however_they_are_typed(typed: str) -> None:
    place = find_place(typed)
    assert (place.label, place.state, place.zip, place.county) == ("McAllen, TX", "TX", "", "Hidalgo County")
    assert place.latitude == pytest.approx((26.2154 + 26.2700) / 2)


def test_a_saint_may_be_shortened() -> None:
    assert find_place("St. Louis, MO").label == "Saint Louis, MO"


def test_a_part_of_town_counts_as_a_city() -> None:
    assert find_place("hollywood, california").label == "Hollywood, CA"


def test_a_city_in_several_states_asks_for_the_state() -> None:
    with pytest.raises(CityInSeveralStates) as caught:
        find_place("San Juan")
    assert caught.value.states == ["PR", "TX"]  # most ZIP codes first
    assert caught.value.city == "San Juan"
    assert find_place("San Juan, PR").state == "PR"


def test_a_military_zip_is_real_but_not_on_the_map() -> None:
    assert find_zip("09012").place is None
    with pytest.raises(NotOnTheMap):
        find_place("09012")


def test_a_city_that_left_the_table_is_still_found_with_its_state() -> None:
    ZipArea.objects.filter(city="Bozeman").update(is_active=False)
    assert find_place("Bozeman, MT").state == "MT"
    with pytest.raises(UnknownCity):
        find_place("Bozeman")


def test_the_county_is_left_open_where_a_city_lies_in_several() -> None:
    ZipArea.objects.filter(zip="78504").update(county="Starr County")
    assert find_place("McAllen, TX").county == ""


@pytest.mark.parametrize(
    "typed",
    [
        "Atlantis",
        "McAllen, MT",
        "Texas",
        "TX",
        "",
        "   ",
        ",",
        "!!",
        "12",
        "1234567890123",
        "北京",
        "'; DROP TABLE",
        "x" * 10_000,
    ],
)
def test_what_is_no_place_is_said_to_be_unknown(typed: str) -> None:
    with pytest.raises(UnknownPlace):
        find_place(typed)
