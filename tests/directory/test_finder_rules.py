"""The finder's one query against the rules written out a second time, slowly and plainly."""

import math
import random
from dataclasses import dataclass, field, replace
from typing import Any

import pytest

from cms.directory.finder import find_help
from cms.directory.models import Location, Organization, Service, ServiceArea
from cms.directory.results import Candidate, Found, Reach, Results, Wish
from cms.directory.words import result_sentences
from cms.places.distance import EARTH_RADIUS_MILES
from cms.places.place import Place
from cms.places.states import neighbors

pytestmark = pytest.mark.core

KINDS = ["legal", "bond", "support"]
LANGUAGES = ["en", "es", "mam"]
HOME = Place(26.2154, -98.2359, "McAllen, TX", "TX", "78501", "Hidalgo County")
CITIES = {
    "McAllen, TX": (26.2154, -98.2359),
    "Falfurrias, TX": (27.2270, -98.1442),
    "Laredo, TX": (27.5306, -99.4803),
    "San Antonio, TX": (29.4241, -98.4936),
    "El Paso, TX": (31.7619, -106.4850),
    "Santa Fe, NM": (35.6870, -105.9378),
    "New Orleans, LA": (29.9511, -90.0715),
    "Seattle, WA": (47.6062, -122.3321),
}
AREAS = [
    ("national", "", ""),
    ("state", "TX", ""),
    ("state", "WA", ""),
    ("county", "TX", "Hidalgo"),
    ("county", "TX", "Cameron"),
]


@dataclass
class Plan:
    """One invented organization."""

    name: str
    cities: list[str] = field(default_factory=list)
    areas: list[tuple[str, str, str]] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    is_listed: bool = True

    def create(self) -> None:
        row = Organization.objects.create(
            name=self.name, slug=self.name, languages=self.languages, is_listed=self.is_listed
        )
        for label in self.cities:
            city, state = label.split(", ")
            latitude, longitude = CITIES[label]
            Location.objects.create(organization=row, city=city, state=state, latitude=latitude, longitude=longitude)
        for extent, state, county in self.areas:
            ServiceArea.objects.create(organization=row, extent=extent, state=state, county=county)
        for kind in self.kinds:
            Service.objects.create(organization=row, kind=kind)

    def fits(self, wish: Wish) -> bool:
        offers = not wish.kinds or any(kind in wish.kinds for kind in self.kinds)
        return offers and (not wish.languages or any(code in wish.languages for code in self.languages))

    @property
    def is_national(self) -> bool:
        return ("national", "", "") in self.areas

    @property
    def serves_home(self) -> bool:
        return ("state", "TX", "") in self.areas or ("county", "TX", "Hidalgo") in self.areas

    @property
    def nearest(self) -> tuple[float, str]:
        """Miles and state of the nearest office."""
        return min(((miles_from_home(city), city[-2:]) for city in self.cities), default=(math.inf, ""))


def miles_from_home(city: str) -> float:
    (south, west), (north, east) = (
        [math.radians(degree) for degree in point] for point in ((26.2154, -98.2359), CITIES[city])
    )
    angle = math.sin(south) * math.sin(north) + math.cos(south) * math.cos(north) * math.cos(east - west)
    return EARTH_RADIUS_MILES * math.acos(min(1.0, angle))


def expected(plans: list[Plan], wish: Wish) -> dict[str, Reach]:
    """The rules of docs/directory.md, one after the other."""
    listed = [plan for plan in plans if plan.is_listed]
    answer = widened([plan for plan in listed if plan.fits(wish)], wish)
    return answer or widened(listed, wish)


def widened(plans: list[Plan], wish: Wish) -> dict[str, Reach]:
    national = {plan.name: Reach.NATIONAL for plan in plans if plan.is_national}
    local = [plan for plan in plans if not plan.is_national]
    for miles in [wish.miles, *(wider for wider in (25, 50, 100) if wider > wish.miles)]:
        near = {plan.name: Reach.NEAR for plan in local if plan.nearest[0] <= miles}
        if near:
            break
    serving = {plan.name: Reach.SERVES_STATE for plan in local if plan.serves_home and plan.name not in near}
    if near or serving:
        return near | serving | national
    in_state = {plan.name: Reach.IN_STATE for plan in local if plan.nearest[1] == "TX"}
    around = {plan.name: Reach.NEIGHBOR for plan in local if plan.nearest[1] in neighbors("TX")}
    return (in_state or around) | national


def some(dice: random.Random, choices: list[Any], most: int) -> list[Any]:
    return dice.sample(choices, dice.randint(0, most))


def invented(dice: random.Random) -> list[Plan]:
    far = dice.random() < 0.5  # half of the worlds have nobody near McAllen
    cities = [city for city in CITIES if not far or miles_from_home(city) > 100]
    areas = AREAS if dice.random() < 0.5 else AREAS[2:]
    return [
        Plan(
            f"plan-{number}",
            cities=some(dice, cities, 2),
            areas=some(dice, areas, 1 if far else 2),
            kinds=some(dice, KINDS, 2),
            languages=some(dice, LANGUAGES, 2),
            is_listed=dice.random() > 0.1,
        )
        for number in range(dice.randint(0, 7))
    ]


@pytest.mark.parametrize("seed", range(40))
def test_the_query_follows_the_rules(db: None, seed: int) -> None:
    dice = random.Random(seed)
    plans = invented(dice)
    for plan in plans:
        plan.create()
    for miles in (10, 25, 50, 200):
        wish = Wish(HOME, miles, kinds=some(dice, KINDS, 1), languages=some(dice, LANGUAGES, 1))
        results = find_help(wish)
        assert {one.organization.name: one.reach for one in results.found} == expected(plans, wish), (seed, wish)
        assert len(results.found) == len({one.organization.pk for one in results.found})
        assert result_sentences(results)


@pytest.mark.parametrize(
    ("wish", "fits"),
    [
        (Wish(), True),
        (Wish(kinds=["legal"]), True),
        (Wish(kinds=["bond", "legal"]), True),
        (Wish(kinds=["bond"]), False),
        (Wish(languages=["es"]), True),
        (Wish(languages=["fr", "es"]), True),
        (Wish(languages=["fr"]), False),
        (Wish(kinds=["legal"], languages=["fr"]), False),
        (Wish(kinds=["bond"], languages=["es"]), False),
    ],
)
@pytest.mark.parametrize("areas", [[], [("state", "TX", "")]])
def test_or_within_and_across(db: None, wish: Wish, fits: bool, areas: list[tuple[str, str, str]]) -> None:
    """For those nearby, whom the grid finds, and for those who serve the state from nowhere near."""
    cities = [] if areas else ["McAllen, TX"]
    Plan("one", cities=cities, areas=areas, kinds=["legal", "support"], languages=["es"]).create()
    results = find_help(replace(wish, place=HOME))
    assert [one.organization.name for one in results.found] == ["one"]
    assert results.filters_dropped is not fits


class TestWithoutADatabase:
    """Small rules that need no rows."""

    def candidate(self, **fields: Any) -> Candidate:
        kinds = fields.pop("kinds", [])
        row = Organization(name="One", languages=fields.pop("languages", []))
        for name, value in fields.items():
            setattr(row, name, value)
        return Candidate(row, kinds, [""])

    @pytest.mark.parametrize(("miles", "whole"), [(0.0, 0), (0.49, 0), (0.51, 1), (7.6, 8), (225.2, 225), (None, None)])
    def test_miles_are_whole(self, miles: float | None, whole: int | None) -> None:
        assert Found(self.candidate(distance_miles=miles), Reach.NEAR).whole_miles == whole

    def test_national_ones_have_no_distance(self) -> None:
        assert Found(self.candidate(distance_miles=3.0), Reach.NATIONAL).whole_miles is None

    def test_a_kind_is_named_once(self) -> None:
        found = Found(self.candidate(kinds=["bond", "legal", "bond"]), Reach.NEAR)
        assert found.kind_names == ["Bond money", "Legal help"]

    def test_without_an_office_there_is_no_city(self) -> None:
        assert Found(self.candidate(), Reach.SERVES_STATE).city == ""
        assert Found(self.candidate(nearest_city="Alamo", nearest_state="TX"), Reach.NEAR).city == "Alamo, TX"

    def test_without_a_place_there_is_nothing_to_say(self) -> None:
        assert result_sentences(Results(Wish(), [])) == []

    @pytest.mark.parametrize(("asked", "said"), [(10, 100), (25, 100), (100, 100), (200, 200)])
    def test_the_largest_radius_is_named_when_all_were_empty(self, asked: int, said: int) -> None:
        first = result_sentences(Results(Wish(HOME, asked), []))[0]
        assert first == f"We know of no organization within {said} miles of McAllen, TX yet."

    @pytest.mark.parametrize(("count", "words"), [(1, "1 organization within"), (2, "2 organizations within")])
    def test_one_and_many(self, count: int, words: str) -> None:
        found = [Found(self.candidate(distance_miles=1.0), Reach.NEAR)] * count
        assert result_sentences(Results(Wish(HOME), found, miles=25))[0].startswith(words)
