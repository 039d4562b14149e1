"""From a ZIP code to the right papers."""

from datetime import timedelta
from typing import Any

import pytest

from cms.core.clock import today
from cms.letters.models import Letter, Newspaper, county_key
from cms.letters.routing import Match, find_papers, papers_in_state, states_with_papers
from cms.places.models import ZipArea
from tests.factories.letters import confirmed, paper, zip_area

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def names(area: ZipArea, language: str = "en") -> list[str]:
    return [one.paper.name for one in find_papers(area, language=language)]


def test_coverage_comes_before_town_before_nearest_daily_before_statewide():
    area = zip_area()
    paper(name="State", reach="statewide", city="Austin", county="Travis County", latitude=30.27, longitude=-97.74)
    paper(name="Neighbor", city="Harlingen", county="Cameron County", latitude=26.19, longitude=-97.7)
    paper(name="Town", kind="weekly")
    paper(name="County", city="Edinburg", covers="Hidalgo County")
    found = find_papers(area, language="en")
    assert [(one.paper.name, one.match) for one in found] == [
        ("County", Match.COVERS_COUNTY),
        ("Town", Match.SAME_TOWN),
        ("Neighbor", Match.NEAREST_DAILY),
    ]


def test_a_paper_that_names_the_zip_beats_one_that_names_the_county():
    paper(name="County", covers="Hidalgo County")
    paper(name="Zip", covers=["78501", "78539"])
    assert names(zip_area()) == ["Zip", "County"]


def test_counties_match_however_they_are_written():
    assert county_key("Hidalgo County") == county_key("hidalgo") == "hidalgo"
    assert county_key("St. Louis City") == county_key("St Louis")
    assert county_key("Orleans Parish") == "orleans"


def test_the_same_county_in_another_state_is_another_county():
    paper(name="Far", state="NM", city="Lordsburg", covers="Hidalgo County", latitude=32.35, longitude=-108.7)
    assert names(zip_area()) == []


def test_a_metro_daily_just_across_the_state_line_is_found():
    area = zip_area(
        "20910", city="Silver Spring", state="MD", county="Montgomery County", latitude=39.0, longitude=-77.0
    )
    paper(name="Capital", city="Washington", state="DC", county="", latitude=38.91, longitude=-77.04)
    found = find_papers(area, language="en")
    assert [(one.paper.name, one.match) for one in found] == [("Capital", Match.NEAREST_DAILY)]
    assert found[0].miles == pytest.approx(6.6, abs=1)


def test_a_weekly_of_another_town_is_not_a_nearest_daily():
    paper(name="Weekly", kind="weekly", city="Harlingen", county="Cameron County", latitude=26.19, longitude=-97.7)
    assert names(zip_area()) == []


def test_at_most_three_are_shown():
    for number in range(6):
        paper(name=f"P{number}", covers="Hidalgo County")
    assert len(names(zip_area())) == 3


def test_spanish_papers_come_first_for_spanish_letters_and_last_for_english_ones():
    paper(name="English", covers="Hidalgo County")
    paper(name="Español", language="es", reach="statewide", city="San Antonio")
    assert names(zip_area(), "es") == ["Español", "English"]
    assert names(zip_area(), "en") == ["English", "Español"]


def test_among_equals_recent_rules_come_first_then_room_then_distance():
    area = zip_area()
    old = today() - timedelta(days=200)
    paper(name="Old rules", covers="Hidalgo County", verified_on=old)
    full = paper(name="Full", covers="Hidalgo County", cap_per_week=1)
    paper(name="Far", covers="Hidalgo County", latitude=26.5)
    confirmed(full)
    assert names(area) == ["Far", "Full", "Old rules"]


@pytest.mark.parametrize(
    "change",
    [
        {"verified_on": None},
        {"source_url": ""},
        {"is_active": False},
        {"accepts_letters": False},
        {"channel": "form", "letters_url": ""},
        {"channel": "post", "postal_address": ""},
        {"channel": "form", "letters_url": "https://paper.example/form", "verified_on": None},
        {"letters_email": ""},
        {"signature_required": True},
        {"bounce_streak": 1},
    ],
)
def test_a_paper_that_cannot_be_written_to_is_never_offered(change):
    one = paper(covers="Hidalgo County", **change)
    assert names(zip_area()) == []
    assert papers_in_state("TX") == []
    assert not one.may_be_offered


def test_a_zip_without_a_place_still_finds_statewide_papers():
    paper(name="State", reach="statewide", city="Austin", county="Travis County")
    area = zip_area("88888", city="Nowhere", county="", latitude=None, longitude=None)
    assert names(area) == ["State"]


def test_a_zip_without_a_county_does_not_match_papers_without_one():
    paper(name="Vague", county="", city="Elsewhere", latitude=None, longitude=None)
    assert names(zip_area("88888", city="Nowhere", county="", latitude=None, longitude=None)) == []


def fates(newspaper: Newspaper, yes: int, no: int = 0, other: int = 0, **values: Any) -> None:
    """Letters of which somebody said whether they were printed."""
    for number, printed in enumerate(["yes"] * yes + ["no"] * no + ["unknown"] * other):
        keys = dict.fromkeys(("token", "token_hash", "mail_token", "submission_key"), f"{newspaper.pk}-{number}")
        kept = {"newspaper": newspaper, "status": "accepted", "printed": printed, **keys}
        Letter.objects.create(**{**kept, **values})


def near_and_far() -> tuple[Newspaper, Newspaper]:
    return paper(name="Near", latitude=26.21), paper(name="Far", latitude=26.5)


def test_before_distance_comes_how_often_a_paper_prints():
    near, far = near_and_far()
    fates(near, yes=1, no=4)
    assert names(zip_area()) == ["Near", "Far"]
    fates(far, yes=3, no=2)
    assert names(zip_area()) == ["Far", "Near"]


@pytest.mark.parametrize(
    "fate",
    [
        {"yes": 4, "other": 20},
        {"yes": 9, "is_sample": True},
        {"yes": 9, "status": "bounced"},
        {"yes": 0, "no": 9},
        {"yes": 1, "no": 29},
    ],
)
def test_too_few_outcomes_samples_and_small_differences_change_nothing(fate: dict[str, Any]):
    _near, far = near_and_far()
    fates(far, **fate)
    assert names(zip_area()) == ["Near", "Far"]


def test_a_full_mailbag_weighs_more_than_a_print_rate():
    near, _far = near_and_far()
    fates(near, yes=9)
    Newspaper.objects.filter(pk=near.pk).update(cap_per_week=1)
    confirmed(Newspaper.objects.get(pk=near.pk))
    assert names(zip_area()) == ["Far", "Near"]


def test_print_rates_do_not_disturb_the_count_of_waiting_letters():
    near, _far = near_and_far()
    fates(near, yes=7)
    confirmed(near)
    assert find_papers(zip_area(), language="en")[0].waiting == 1


def test_letters_that_wait_are_counted():
    newspaper = paper(covers="Hidalgo County")
    confirmed(newspaper)
    assert [one.waiting for one in find_papers(zip_area(), language="en")] == [1]


def test_the_list_of_a_state_begins_with_statewide_papers_and_can_be_searched():
    paper(name="Alpha")
    paper(name="Zeta", reach="statewide")
    paper(name="Other", state="NM")
    assert [one.paper.name for one in papers_in_state("TX")] == ["Zeta", "Alpha"]
    assert [one.paper.name for one in papers_in_state("TX", name="alph")] == ["Alpha"]
    assert states_with_papers() == ["NM", "TX"]


def test_finding_papers_takes_two_queries(django_assert_num_queries):
    area = zip_area()
    for number in range(5):
        paper(name=f"P{number}", covers="Hidalgo County")
    with django_assert_num_queries(2):
        find_papers(area, language="en")


BY_HAND: list[dict[str, Any]] = [
    {"channel": "form", "letters_url": "https://paper.example/form"},
    {"channel": "post", "postal_address": "1 Main St"},
    {"signature_required": True, "postal_address": "1 Main St"},
]


@pytest.mark.parametrize("change", BY_HAND)
def test_a_paper_that_wants_the_writer_to_send_it_is_found_and_never_written_to_by_us(change):
    one = paper(covers="Hidalgo County", **change)
    assert names(zip_area()) == [one.name]
    assert [found.paper for found in papers_in_state("TX")] == [one]
    assert states_with_papers() == ["TX"]
    assert one.is_by_hand
    assert not one.may_be_offered


def test_among_equals_the_paper_that_we_can_write_to_comes_first():
    paper(name="Alpha", covers="Hidalgo County", **BY_HAND[0])
    paper(name="Beta", covers="Hidalgo County")
    assert names(zip_area()) == ["Beta", "Alpha"]


def test_a_spanish_paper_of_the_state_comes_before_an_english_one_of_the_zip():
    paper(name="Zip", covers=["78501"])
    paper(name="Estado", language="es", reach="statewide", city="Austin")
    paper(name="Condado", language="es", covers="Hidalgo County")
    paper(name="Nation", reach="national", state="NY", city="New York")
    assert names(zip_area(), "es") == ["Condado", "Estado", "Zip"]
    assert names(zip_area(), "en") == ["Zip", "Nation", "Condado"]
