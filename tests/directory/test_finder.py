"""Who is found for a place, in which order, and how the search widens."""

from datetime import date, timedelta
from typing import Any

import pytest

from cms.core.clock import today
from cms.directory import candidates
from cms.directory.finder import find_help
from cms.directory.grid.search import MOST_FOUND
from cms.directory.models import Location, Organization, Service
from cms.directory.results import Reach, Results, Wish
from cms.directory.words import result_sentences
from cms.places.services import find_place
from tests.factories.directory import located, national, organization, serving
from tests.factories.places import BOZEMAN, SAN_ANTONIO

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("zip_areas")]


def ask(text: str = "78501", **wish: Any) -> Results:
    return find_help(Wish(place=find_place(text), **wish))


def names(found: list) -> list[str]:
    return [one.organization.name for one in found]


def test_what_is_near_is_found_with_its_distance_and_city() -> None:
    located("Near", miles_north=4, city="Edinburg")
    located("Far", miles_north=40)
    results = ask()
    (near,) = results.near
    assert near.organization.name == "Near"
    assert near.distance_miles == pytest.approx(4, abs=0.05)
    assert (near.whole_miles, near.city) == (4, "Edinburg, TX")
    assert (results.miles, results.was_widened) == (25, False)


def test_the_nearest_of_several_offices_counts() -> None:
    row = located("Two offices", miles_north=20, city="Falfurrias")
    Location.objects.create(organization=row, city="Mission", state="TX", latitude=26.2159, longitude=-98.3253)
    (found,) = ask().near
    assert (found.city, found.whole_miles) == ("Mission, TX", 6)


@pytest.mark.parametrize(("miles_north", "expected"), [(10, 25), (24.9, 25), (30, 50), (70, 100)])
def test_the_radius_widens_until_somebody_is_found(miles_north: float, expected: int) -> None:
    located("Somewhere", miles_north=miles_north)
    results = ask()
    assert (names(results.near), results.miles) == (["Somewhere"], expected)


def test_a_chosen_distance_is_where_the_search_begins() -> None:
    located("Far", miles_north=130)
    located("Near", miles_north=8)
    assert names(ask(miles=200).near) == ["Near", "Far"]
    assert names(ask(miles=10).near) == ["Near"]


def test_widening_starts_from_a_small_distance_too() -> None:
    located("Fifteen", miles_north=15)
    results = ask(miles=10)
    assert (names(results.near), results.miles, results.was_widened) == (["Fifteen"], 25, True)


def test_organizations_for_the_whole_state_follow_the_near_ones() -> None:
    located("Near", miles_north=1)
    serving(located("For all Texas", of=SAN_ANTONIO, city="San Antonio"), "TX")
    serving(organization("For all Montana"), "MT")
    results = ask()
    assert names(results.near) == ["Near"]
    assert names(results.serving_state) == ["For all Texas"]
    assert results.serving_state[0].whole_miles == 222
    assert not results.farther


@pytest.mark.parametrize("county", ["Hidalgo County", "Hidalgo", "hidalgo county"])
def test_a_county_is_recognized_however_it_was_written(county: str) -> None:
    serving(organization("For the county"), "TX", county)
    assert names(ask().serving_state) == ["For the county"]
    assert names(ask("San Antonio, TX").serving_state) == []


def test_without_anybody_within_100_miles_the_rest_of_the_state_is_shown() -> None:
    located("San Antonio office", of=SAN_ANTONIO, city="San Antonio")
    located("Montana office", of=BOZEMAN, city="Bozeman", state="MT")
    results = ask()
    assert (results.near, results.miles) == ([], None)
    assert names(results.farther) == ["San Antonio office"]
    assert results.farther[0].reach is Reach.IN_STATE


def test_without_anybody_in_the_state_its_neighbors_are_shown() -> None:
    located("Across the line", of=(31.5, -106.5), miles_north=110, city="Las Cruces", state="NM")
    located("Boise office", of=(43.6150, -116.2023), city="Boise", state="ID")
    results = ask("78501")
    assert names(results.farther) == ["Across the line"]
    assert results.farther[0].reach is Reach.NEIGHBOR


def test_without_anybody_around_only_the_national_ones_are_shown() -> None:
    national("Everywhere")
    located("Texas office")
    results = ask("59718")
    assert (results.near, results.serving_state, results.farther) == ([], [], [])
    assert names(results.national) == ["Everywhere"]


def test_national_organizations_have_no_distance_even_with_an_office_here() -> None:
    row = national("Everywhere")
    Location.objects.create(organization=row, city="McAllen", state="TX", latitude=26.2154, longitude=-98.2359)
    results = ask()
    assert results.near == []
    assert results.national[0].distance_miles is None


def test_without_a_place_national_organizations_answer() -> None:
    national("Everywhere")
    located("Texas office")
    assert names(find_help(Wish()).found) == ["Everywhere"]


def test_ranking_serves_this_place_then_new_clients_then_checked_then_distance() -> None:
    def make(name: str, miles: float, new_clients: str = "", checked_on: date | None = None) -> Organization:
        row = located(name, miles_north=miles, kinds=(), checked_on=checked_on)
        Service.objects.create(organization=row, kind="legal", new_clients=new_clients)
        return row

    recently, long_ago = today() - timedelta(days=10), today() - timedelta(days=400)
    serving(make("6 serves elsewhere", 1, "yes", checked_on=recently), "MT")
    make("5 takes nobody", 2, "no", checked_on=recently)
    make("4 not checked, far", 9)
    make("3 checked long ago, near", 8, checked_on=long_ago)
    make("2 checked", 20, checked_on=recently)
    make("1 takes new clients", 24, "yes")
    assert [name[0] for name in names(ask().near)] == ["1", "2", "3", "4", "5", "6"]


def test_hidden_organizations_are_never_found() -> None:
    located("Hidden", is_listed=False)
    national("Hidden everywhere", is_listed=False)
    assert ask().found == []
    assert find_help(Wish()).found == []


def test_filters_are_or_within_a_group_and_and_across_groups() -> None:
    located("Legal Spanish", kinds=("legal",), languages=["en", "es"])
    located("Bond Spanish", kinds=("bond", "legal"), languages=["es"])
    located("Legal Mam", kinds=("legal",), languages=["mam"])
    located("Support Spanish", kinds=("support",), languages=["es"])
    assert sorted(names(ask(kinds=["legal", "bond"]).near)) == ["Bond Spanish", "Legal Mam", "Legal Spanish"]
    assert sorted(names(ask(languages=["es", "mam"]).near)) == sorted(names(ask().near))
    assert sorted(names(ask(kinds=["legal"], languages=["es"]).near)) == ["Bond Spanish", "Legal Spanish"]


def test_language_codes_are_compared_whole() -> None:
    located("Mam only", languages=["mam"])
    national("English", languages=["en"])
    assert names(ask(languages=["am"]).found) == ["Mam only", "English"]  # nobody speaks Amharic: filters dropped
    assert ask(languages=["am"]).filters_dropped


def test_an_organization_with_two_matching_services_is_found_once() -> None:
    located("Both", kinds=("legal", "legal", "bond"))
    assert names(ask(kinds=["legal", "bond"]).near) == ["Both"]


def test_filters_widen_the_radius_like_distance_does() -> None:
    located("Near, no bonds", miles_north=2)
    located("Bonds, farther", miles_north=40, kinds=("bond",))
    results = ask(kinds=["bond"])
    assert (names(results.near), results.miles) == (["Bonds, farther"], 50)


def test_filters_that_leave_nobody_are_dropped_and_said_so() -> None:
    located("Near")
    national("Everywhere")
    results = ask(kinds=["bond"])
    assert results.filters_dropped
    assert (names(results.near), names(results.national)) == (["Near"], ["Everywhere"])


def test_an_empty_directory_is_an_empty_answer() -> None:
    results = ask()
    assert (results.found, results.miles, results.filters_dropped) == ([], None, False)


def test_few_queries_however_many_organizations(django_assert_max_num_queries) -> None:
    for number in range(60):
        located(f"Organization {number}", miles_north=number / 10, phone="(956) 555-0123", languages=["es"])
    place = find_place("78501")
    with django_assert_max_num_queries(3):
        results = find_help(Wish(place=place, languages=["es"]))
        assert all(one.organization.first_phone and one.kind_names for one in results.found)
    assert len(results.near) == 60


SERVICES: dict[str, dict[str, Any]] = {
    "Free": {"cost": "free"},
    "For people in detention": {"for_detained": True},
    "By phone": {"is_remote": True},
    "New clients": {"new_clients": "yes"},
    "Waiting list": {"new_clients": "wait"},
    "Nothing known": {},
}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        ({"costs": ["free"]}, {"Free"}),
        ({"costs": ["free", "low"]}, {"Free"}),
        ({"situations": ["for:detained"]}, {"For people in detention"}),
        ({"also": ["remote"]}, {"By phone"}),
        ({"also": ["takes:yes"]}, {"New clients"}),
        ({"also": ["volunteers"]}, {"Volunteers"}),
    ],
)
def test_each_filter(wish: dict[str, Any], expected: set[str]) -> None:
    for name, facts in SERVICES.items():
        row = located(name, kinds=())
        Service.objects.create(organization=row, kind="legal", **facts)
    located("Volunteers", volunteer_url="https://volunteers.example/")
    assert set(names(ask(**wish).near)) == expected


def test_one_service_must_fit_not_two_together() -> None:
    row = located("Paid lawyer, free food", kinds=())
    Service.objects.create(organization=row, kind="legal", cost="paid")
    Service.objects.create(organization=row, kind="support", cost="free")
    assert ask(kinds=["legal"], costs=["free"]).filters_dropped
    assert not ask(kinds=["support"], costs=["free"]).filters_dropped


def test_the_one_who_fits_is_found_among_very_many_who_serve_the_state(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(candidates, "MOST_FOR_AN_AREA", 3)
    for number in range(5):
        serving(organization(f"English {number}", languages=["en"], checked_on=today()), "TX")
    national("Everywhere", languages=["en"], checked_on=today())
    serving(organization("Mam", languages=["mam"], volunteer_url="https://mam.example/"), "TX")
    results = ask(languages=["mam"], kinds=["legal"], also=["volunteers"])
    assert (names(results.serving_state), results.filters_dropped) == (["Mam"], False)
    assert len(ask().serving_state) == 3
    assert names(ask().national) == ["Everywhere"]


def test_of_very_many_the_nearest_hundred_are_shown() -> None:
    for number in range(MOST_FOUND + 5):
        located(f"Row {number}", miles_north=number / 10)
    results = ask()
    assert len(results.near) == MOST_FOUND
    assert "Row 104" not in names(results.near)
    assert result_sentences(results)[0] == "The 100 organizations nearest to McAllen, TX."
