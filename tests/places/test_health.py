"""Whether the ZIP table has places and the map is of today's Congress."""

from datetime import datetime

import pytest

from cms.places.district_import import import_districts
from cms.places.health import MapHealth, ZipHealth, map_health, zip_health
from cms.places.models import ZipArea
from tests.conftest import Clock
from tests.factories.officials import CROSSWALK, districts_of_tests

pytestmark = pytest.mark.core


@pytest.fixture
def districts(db: None, clock: Clock) -> None:
    districts_of_tests()


@pytest.mark.usefixtures("districts")
def test_zip_areas_without_a_place_are_counted_but_not_those_that_cannot_have_one() -> None:
    # Pohnpei and Nowhere lack a place; the military post office is not meant to have one; 10048 is not in use.
    assert zip_health() == ZipHealth(rows=21, not_in_use=1, without_place=2)
    ZipArea.objects.filter(pk="75299").update(is_active=False)
    assert zip_health() == ZipHealth(rows=21, not_in_use=2, without_place=1)


@pytest.mark.usefixtures("districts")
def test_lines_are_outdated_on_the_day_on_which_the_next_congress_begins(clock: Clock) -> None:
    assert map_health() == MapHealth(rows=13, outdated=0, states_missing=45)
    clock.move_to(datetime.fromisoformat("2027-01-02T23:59:00+00:00"))
    assert map_health().outdated == 0
    clock.move_to(datetime.fromisoformat("2027-01-03T00:00:00+00:00"))
    assert map_health() == MapHealth(rows=13, outdated=13, states_missing=45)
    import_districts(text=CROSSWALK, congress=120)
    assert map_health() == MapHealth(rows=13, outdated=0, states_missing=45)


def test_without_a_map_every_state_is_missing(db: None) -> None:
    assert map_health() == MapHealth(rows=0, outdated=0, states_missing=56)
    assert zip_health() == ZipHealth(0, 0, 0)
