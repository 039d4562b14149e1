"""Counties and ZIP codes in one line."""

import pytest

from cms.letters.papers.areas import Area, UnknownAreas, map_around, parse_areas, write_areas


def parsed(text: str) -> list[Area]:
    return parse_areas(text, state="TX", on_map=map_around(text, state="TX"))


@pytest.mark.parametrize(
    "text",
    [
        "Hidalgo County; Cameron County; 78501 78504",
        "hidalgo, cameron, 78501, 78504",
        "Hidalgo County\r\nCameron County, TX\n78501-1234\n78504;;",
        "Hidalgo; Hidalgo County; Cameron; 78501 78501 78504",
    ],
)
def test_one_line_names_counties_and_zip_codes(text):
    found = parsed(text)
    assert found == [
        Area("TX", county="Hidalgo County"),
        Area("TX", county="Cameron County"),
        Area("TX", zip="78501"),
        Area("TX", zip="78504"),
    ]
    assert parsed(write_areas(found, state="TX")) == [found[1], found[0], *found[2:]]


def test_a_county_of_another_state_says_which():
    assert parsed("Hidalgo County, NM; Doña Ana County, New Mexico; 88001") == [
        Area("NM", county="Hidalgo County"),
        Area("NM", county="Dona Ana County"),
        Area("NM", zip="88001"),
    ]


def test_each_unknown_item_is_named_and_the_others_are_no_problem():
    with pytest.raises(UnknownAreas) as caught:
        parsed("Hidlago County; Cameron County; 99999; Cook County, IL; 7850")
    assert caught.value.sentences == [
        "We know no county “Hidlago County” in TX.",
        "We do not know the ZIP code “99999”.",
        "We know no county “Cook County, IL” in IL.",
        "We know no county “7850” in TX.",
    ]


@pytest.mark.parametrize("text", ["", " ; ,, \n", ";"])
def test_nothing_is_no_area(text):
    assert parsed(text) == []
    assert write_areas([], state="TX") == ""
