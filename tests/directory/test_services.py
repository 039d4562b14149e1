"""Checks are recorded, and locations put on the map."""

from datetime import timedelta
from typing import Any

import pytest

from cms.directory import services
from cms.directory.models import Location, Organization
from cms.directory.services import mark_checked, place_on_map
from cms.places.services import find_place
from cms.users.models import User
from tests.factories.directory import organization

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("zip_areas")]


def new_location(**fields: Any) -> Location:
    row = Organization.objects.first() or organization("One")
    return Location.objects.create(**{"organization": row, "city": "McAllen", "state": "TX", **fields})


class TestMarkChecked:
    """Who checked what, and when."""

    def test_the_date_is_that_of_the_clock(self, clock: Any) -> None:
        row = organization("One")
        keeper = User.objects.create_user("keeper", "keeper@example.org", "irrelevant")
        assert mark_checked(organizations=[row], by=keeper) == 1
        row.refresh_from_db()
        assert (str(row.checked_on), row.checked_by) == ("2026-03-03", keeper)

    def test_a_check_grows_old_after_180_days(self, clock: Any) -> None:
        row = organization("One")
        mark_checked(organizations=[row], by=None)
        row.refresh_from_db()
        clock.forward(days=180)
        assert row.is_fresh
        assert [*Organization.objects.fresh()] == [row]
        clock.forward(days=1)
        assert not row.is_fresh
        assert [*Organization.objects.stale()] == [row]
        assert not Organization.objects.never_checked()

    def test_a_second_check_makes_it_fresh_again(self, clock: Any) -> None:
        row = organization("One")
        mark_checked(organizations=[row], by=None)
        clock.forward(days=200)
        mark_checked(organizations=[row], by=None)
        assert [*Organization.objects.fresh()] == [row]

    def test_the_change_is_dated(self, clock: Any) -> None:
        row = organization("One")
        clock.forward(hours=5)
        mark_checked(organizations=[row], by=None)
        changed = row.updated_at
        row.refresh_from_db()
        assert row.updated_at - changed == timedelta(hours=5)

    def test_nobody_is_marked_when_nobody_was_chosen(self) -> None:
        row = organization("One")
        assert mark_checked(organizations=[], by=None) == 0
        row.refresh_from_db()
        assert row.checked_on is None

    def test_whoever_checked_may_leave(self) -> None:
        row = organization("One")
        keeper = User.objects.create_user("keeper", "keeper@example.org", "irrelevant")
        mark_checked(organizations=[row], by=keeper)
        keeper.delete()
        row.refresh_from_db()
        assert row.checked_by is None
        assert row.is_fresh


class TestPlaceOnMap:
    """Coordinates come from the ZIP code, else from the city."""

    def test_the_zip_code_wins(self) -> None:
        place = new_location(city="San Juan", zip="78501")
        assert place_on_map(locations=[place]) == []
        place.refresh_from_db()
        assert (place.latitude, place.longitude) == (26.2154, -98.2359)

    @pytest.mark.parametrize("zip_code", ["", "99999", "09012"])
    def test_the_city_where_the_zip_code_says_nothing(self, zip_code: str) -> None:
        place = new_location(city="San Juan", zip=zip_code)
        assert place_on_map(locations=[place]) == []
        place.refresh_from_db()
        assert place.latitude == 26.1920

    def test_the_state_decides_between_cities_of_one_name(self) -> None:
        place = new_location(city="San Juan", state="PR")
        place_on_map(locations=[place])
        assert place.latitude == pytest.approx((18.4654 + 18.4412) / 2)

    def test_what_is_unknown_is_told_and_taken_off_the_map(self) -> None:
        known = new_location(latitude=1.0, longitude=1.0)
        lost = new_location(city="Atlantis", latitude=1.0, longitude=1.0)
        assert place_on_map(locations=[known, lost]) == ["Atlantis, TX"]
        lost.refresh_from_db()
        assert (lost.latitude, lost.longitude) == (None, None)

    def test_nothing_else_about_a_location_changes(self) -> None:
        place = new_location(name="Main office")
        stale = Location.objects.get(pk=place.pk)
        Location.objects.filter(pk=place.pk).update(name="New name")
        place_on_map(locations=[stale])
        place.refresh_from_db()
        assert (place.name, place.latitude is not None) == ("New name", True)

    def test_a_failure_half_way_takes_everything_back(self, monkeypatch: pytest.MonkeyPatch) -> None:
        first, second = new_location(), new_location(city="San Juan")
        found = find_place("McAllen, TX")

        def fail_on_the_second(text: str) -> object:
            if "San Juan" in text:
                raise RuntimeError("the database is gone")
            return found

        monkeypatch.setattr(services, "find_place", fail_on_the_second)
        with pytest.raises(RuntimeError):
            place_on_map(locations=[first, second])
        first.refresh_from_db()
        assert first.latitude is None
