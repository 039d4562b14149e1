"""Open now, or when next: by the office's own clock."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import translation

from cms.directory.finder import find_help
from cms.directory.hours import Opening, opening
from cms.directory.models import Location, Organization, Schedule
from cms.directory.results import OPEN_NOW, Results, Wish
from cms.directory.templatetags.directory import opening_words
from cms.places.services import find_place
from tests.conftest import Clock
from tests.factories.directory import located

TEXAS = ZoneInfo("America/Chicago")


def hours(*rows: tuple[str, str, str]) -> list[Schedule]:
    return [
        Schedule(day=day, opens_at=time.fromisoformat(opens), closes_at=time.fromisoformat(closes))
        for day, opens, closes in rows
    ]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TEXAS)


WEEK = hours(("MO", "09:00", "12:00"), ("MO", "13:00", "17:00"), ("FR", "09:00", "12:00"))


@pytest.mark.parametrize(
    ("moment", "until", "opens"),
    [
        ("2026-11-23T09:00", "12:00", None),  # a Monday
        ("2026-11-23T11:59", "12:00", None),
        ("2026-11-23T12:00", None, "2026-11-23T13:00"),
        ("2026-11-23T08:59", None, "2026-11-23T09:00"),
        ("2026-11-23T17:00", None, "2026-11-27T09:00"),
        ("2026-11-27T12:00", None, "2026-11-30T09:00"),
        ("2026-11-29T23:59", None, "2026-11-30T09:00"),
    ],
)
def test_open_until_or_opens_next(moment: str, until: str | None, opens: str | None) -> None:
    expected = Opening(time.fromisoformat(until) if until else None, at(opens) if opens else None)
    assert opening(WEEK, at(moment)) == expected


def test_the_same_hour_next_week_when_just_closed_on_the_only_day() -> None:
    assert opening(hours(("MO", "09:00", "12:00")), at("2026-11-23T12:00")).opens == at("2026-11-30T09:00")


def test_overlapping_hours_close_with_the_last() -> None:
    rows = hours(("MO", "09:00", "12:00"), ("MO", "10:00", "15:00"))
    assert opening(rows, at("2026-11-23T11:00")).until == time(15)


def test_in_words() -> None:
    with translation.override("en"):
        assert opening_words(Opening(until=time(17))) == "Open now, until 5 p.m."
        assert opening_words(Opening(opens=at("2031-01-06T09:30"))) == "Closed now, opens Monday at 9:30 a.m."
        assert opening_words(Opening()) == ""


@pytest.mark.usefixtures("zip_areas")
class TestFinder:
    """A Monday at 10 in McAllen, Texas; in El Paso it is 9."""

    @pytest.fixture(autouse=True)
    def monday(self, clock: Clock) -> None:
        clock.move_to(at("2026-11-23T10:00"))

    def office(self, name: str, opens: str, closes: str, **fields: Any) -> Organization:
        row = located(name, **fields)
        Schedule.objects.create(location=row.locations.get(), day="MO", opens_at=opens, closes_at=closes)
        return row

    def ask(self, **wish: Any) -> Results:
        return find_help(Wish(place=find_place("78501"), **wish))

    def names(self, results: Results) -> list[str]:
        return sorted(one.organization.name for one in results.near)

    def test_a_card_knows(self, db: None) -> None:
        self.office("Open", "09:00", "12:00")
        self.office("Later", "11:00", "12:00")
        located("Nobody knows")
        openings = {one.organization.name: one.opening for one in self.ask().near}
        assert openings == {
            "Open": Opening(until=time(12)),
            "Later": Opening(opens=at("2026-11-23T11:00")),
            "Nobody knows": None,
        }

    def test_only_those_that_are_open(self, db: None) -> None:
        self.office("Open", "09:00", "12:00")
        self.office("Later", "11:00", "12:00")
        located("Nobody knows")
        results = self.ask(also=[OPEN_NOW])
        assert (self.names(results), results.hours_dropped) == (["Open"], False)

    def test_the_clock_of_the_office_counts(self, db: None) -> None:
        row = self.office("In the next zone", "09:30", "12:00")
        Location.objects.filter(organization=row).update(time_zone="America/Denver")
        assert self.ask(also=[OPEN_NOW]).hours_dropped

    def test_where_nobody_is_open_the_other_choices_stay(self, db: None) -> None:
        self.office("Later, legal", "11:00", "12:00")
        self.office("Later, bonds", "11:00", "12:00", kinds=("bond",))
        results = self.ask(kinds=["bond"], also=[OPEN_NOW])
        assert (self.names(results), results.hours_dropped, results.filters_dropped) == (["Later, bonds"], True, False)
