"""Distance in SQL gives what the formula on paper gives, everywhere on Earth."""

import math
import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.places.distance import EARTH_RADIUS_MILES
from cms.places.models import ZipArea
from cms.places.place import Place
from tests.factories.places import area

pytestmark = pytest.mark.core

SPECIAL = [(90, 0), (-90, 0), (89.9, 120), (0, 180), (0, -180), (51.85, -177.09), (51.96, 178.88), (0, 0), (0, 0)]
# Closer to the edge than this (about an eighth of an inch), rounding decides who is inside.
EDGE_MILES = 2e-6


def haversine(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Great-circle miles, written out independently of the code under test."""
    (south, west), (north, east) = (tuple(map(math.radians, point)) for point in (one, other))
    chord = math.sin((north - south) / 2) ** 2 + math.cos(south) * math.cos(north) * math.sin((east - west) / 2) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(min(1.0, chord)))


def here(latitude: float, longitude: float) -> Place:
    return Place(latitude, longitude, "Here", "TX")


def points() -> list[tuple[float, float]]:
    """Points all over the Earth, crowded around McAllen and the Aleutians, and some awkward ones."""
    dice = random.Random(2018)
    world = [(dice.uniform(-90, 90), dice.uniform(-180, 180)) for _ in range(150)]
    valley = [(26.2 + dice.gauss(0, 1), -98.2 + dice.gauss(0, 1)) for _ in range(80)]
    aleutians = [(52 + dice.gauss(0, 1), (dice.gauss(0, 4) + 360) % 360 - 180) for _ in range(80)]
    return [*world, *valley, *aleutians, *SPECIAL]


def test_near_equals_brute_force_everywhere(db: None) -> None:
    everywhere = dict(enumerate(points()))
    ZipArea.objects.bulk_create(area(f"{number:05}", *where) for number, where in everywhere.items())
    near_one_of_them = st.sampled_from(points()).map(lambda p: (p[0] * 0.999, p[1]))
    anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180))

    @settings(max_examples=80, deadline=None)
    @given(where=st.one_of(near_one_of_them, anywhere), miles=st.floats(0, 13_000))
    def check(where: tuple[float, float], miles: float) -> None:
        found = {row.zip: row.distance_miles for row in ZipArea.objects.near(here(*where), miles=miles)}
        for number, point in everywhere.items():
            expected = haversine(where, point)
            code = f"{number:05}"
            if abs(expected - miles) > EDGE_MILES * max(1, miles):
                assert (code in found) == (expected < miles), (where, point, miles)
            if code in found:
                assert found[code] == pytest.approx(expected, abs=1e-2)

    check()


def test_the_nearest_come_first(zip_areas: None) -> None:
    rows = ZipArea.objects.near(here(26.2154, -98.2359), miles=300)
    assert [row.zip for row in rows] == ["78501", "78504", "78589", "78205"]
    assert rows[0].distance_miles == pytest.approx(0, abs=1e-6)
    assert rows[3].distance_miles == pytest.approx(222, abs=1)


def test_across_the_date_line(db: None) -> None:
    ZipArea.objects.bulk_create([area("00001", 51.9, 179.9), area("00002", 51.9, -179.9), area("00003", 51.9, 0)])
    west, east = here(51.9, 179.95), here(51.9, -179.95)
    assert [row.zip for row in ZipArea.objects.near(west, miles=20)] == ["00001", "00002"]
    assert [row.zip for row in ZipArea.objects.near(east, miles=20)] == ["00002", "00001"]


def test_around_a_pole_every_longitude_is_near(db: None) -> None:
    ZipArea.objects.bulk_create([area("00001", 89.9, 10), area("00002", 89.9, -170), area("00003", 80, 10)])
    assert {row.zip for row in ZipArea.objects.near(here(89.95, 100), miles=30)} == {"00001", "00002"}


def test_the_other_side_of_the_earth_has_a_distance(db: None) -> None:
    area("00001", -26.2154, 81.7641).save()
    row = ZipArea.objects.with_distance(here(26.2154, -98.2359)).get()
    assert row.distance_miles == pytest.approx(math.pi * EARTH_RADIUS_MILES, rel=1e-6)


def test_rows_without_a_place_are_never_near(db: None) -> None:
    ZipArea.objects.bulk_create([area("00001", None, None), area("00002", 10, None), area("00003", None, 10)])
    assert not ZipArea.objects.near(here(0, 0), miles=13_000)


def test_no_radius_finds_only_the_same_spot(db: None) -> None:
    ZipArea.objects.bulk_create([area("00001", 26.2, -98.2), area("00002", 26.201, -98.2)])
    assert [row.zip for row in ZipArea.objects.near(here(26.2, -98.2), miles=0)] == ["00001"]


def test_near_can_be_narrowed_further(zip_areas: None) -> None:
    rows = ZipArea.objects.filter(city="San Juan").near(here(26.2154, -98.2359), miles=50).filter(is_active=True)
    assert [row.zip for row in rows] == ["78589"]
