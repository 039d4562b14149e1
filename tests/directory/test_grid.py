"""The grid finds what a walk over all offices finds, everywhere on Earth and however crowded."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.directory.grid.cells import CELL_DEGREES, cell_of, cells_of
from cms.directory.grid.placing import put_all_on_grid
from cms.directory.grid.search import MOST_FOUND, nearest
from cms.directory.languages import LANGUAGE_CODES
from cms.directory.models import GridPoint, Location, Organization, Service, ServiceArea
from cms.directory.traits import BITS, TRAITS
from cms.places.distance import box_around, miles_between
from cms.places.place import Place
from tests.factories.directory import located, national, organization
from tests.factories.places import MCALLEN

pytestmark = pytest.mark.core

POLES_AND_SEAMS = [(90, 0), (-90, 10), (89.9, 120), (0, 180), (0, -180), (51.85, -177.09), (51.96, 178.88), (0, 0)]
WIDER = (25, 50, 100)
# Closer to the edge of a circle than this, rounding decides.
EDGE_MILES = 1e-6


def here(latitude: float, longitude: float) -> Place:
    return Place(latitude, longitude, "Here", "TX")


def world() -> list[tuple[float, float, int]]:
    """Points with traits: all over the Earth, crowded at McAllen (many at one point) and around the Aleutians."""
    dice = random.Random(2026)
    some = [(dice.uniform(-90, 90), dice.uniform(-180, 180)) for _ in range(60)]
    crowd = [(MCALLEN[0] + dice.gauss(0, 0.2), MCALLEN[1] + dice.gauss(0, 0.2)) for _ in range(400)]
    same = [MCALLEN] * 130
    aleutians = [(52 + dice.gauss(0, 1), (dice.gauss(0, 3) + 360) % 360 - 180) for _ in range(80)]
    points = [*some, *crowd, *same, *aleutians, *POLES_AND_SEAMS]
    return [(*point, dice.choice([0, 1, 2, 3, 4, 7])) for point in points]


def fill(points: list[tuple[float, float, int]]) -> None:
    """One organization with one office for each point."""
    rows = Organization.objects.bulk_create(
        Organization(name=f"Row {number}", slug=f"row-{number}") for number in range(len(points))
    )
    offices = Location.objects.bulk_create(
        Location(
            organization=row, city="Here", state="TX" if row.pk % 2 else "NM", latitude=point[0], longitude=point[1]
        )
        for row, point in zip(rows, points, strict=True)
    )
    GridPoint.objects.bulk_create(
        GridPoint(
            organization=row, location=office, cell=cell_of(*point[:2]), latitude=point[0], longitude=point[1],
            traits=point[2],
        )
        for row, office, point in zip(rows, offices, points, strict=True)
    )  # fmt: skip


def by_hand(place: Place, miles: float, masks: list[int], states: list[str]) -> list[tuple[float, int]]:
    """The rule, written out: walk over everybody."""
    rows = GridPoint.objects.values_list("organization_id", "latitude", "longitude", "traits", "location__state")
    fitting = [row for row in rows if all(row[3] & mask for mask in masks)]
    fit = [(miles_between(place, *row[1:3]), row[0]) for row in fitting]
    for radius in [miles, *(wider for wider in WIDER if wider > miles)]:
        within = sorted(one for one in fit if one[0] <= radius)
        if within:
            return within[:MOST_FOUND]
    around = [(miles_between(place, *row[1:3]), row[0]) for row in fitting if row[4] in states]
    return sorted(around)[:MOST_FOUND]


def test_it_equals_a_walk_over_everybody(db: None) -> None:
    fill(world())
    there = st.sampled_from([point[:2] for point in world()])
    anywhere = st.tuples(st.floats(-90, 90), st.floats(-180, 180))
    masks = st.lists(st.sampled_from([1, 2, 3, 4, 6]), max_size=2)
    states = st.sampled_from([[], ["TX"], ["NM", "AK"]])

    @settings(max_examples=60, deadline=None)
    @given(
        where=st.one_of(there, anywhere), miles=st.sampled_from([0.5, 1, 10, 25, 200, 3000]), masks=masks, states=states
    )
    def check(where: tuple[float, float], miles: float, masks: list[int], states: list[str]) -> None:
        place = here(*where)
        found = nearest(place, miles=miles, wider=WIDER, states=states, masks=masks)
        assert [(miles, key) for key, miles in found.items()] == by_hand(place, miles, masks, states)

    check()


@pytest.mark.parametrize("where", POLES_AND_SEAMS)
def test_an_empty_directory_has_nobody_anywhere(db: None, where: tuple[float, float]) -> None:
    assert nearest(here(*where), miles=25, wider=WIDER, states=["TX"]) == {}


def test_one_query_whatever_is_asked(db: None, django_assert_num_queries: Any) -> None:
    fill(world())
    with django_assert_num_queries(1):
        nearest(here(*MCALLEN), miles=200, wider=WIDER, states=["TX", "NM"], masks=[1, 2])


@given(st.floats(-90, 90), st.floats(-180, 180), st.floats(0, 300))
def test_a_box_names_the_cell_of_its_middle_and_of_its_corners(latitude: float, longitude: float, miles: float) -> None:
    box = box_around(here(latitude, longitude), miles)
    cells = cells_of(box)
    if cells is not None:
        assert cell_of(latitude, longitude) in cells
        for west, east in box.spans:
            assert {cell_of(box.south, west), cell_of(box.north, east)} <= set(cells)


def test_cells_are_a_quarter_of_a_degree() -> None:
    assert cell_of(-90, -180) == 0
    assert cell_of(-90 + CELL_DEGREES, -180) == 1440
    assert cell_of(90, 180) == 720 * 1440 - 1


class TestTraits:
    def test_every_kind_cost_and_language_has_its_bit(self) -> None:
        wanted = {f"kind:{kind}" for kind in Service.Kind.values}
        wanted |= {f"cost:{cost}" for cost in Service.Cost.values if cost}
        wanted |= {f"speaks:{code}" for code in LANGUAGE_CODES}
        assert wanted <= set(BITS)

    def test_they_fit_into_a_column_of_the_database(self) -> None:
        assert len(set(TRAITS)) == len(TRAITS) <= 63


class TestKeeping:
    """The grid follows whatever is saved."""

    def found(self, *names: str) -> set[str]:
        keys = nearest(here(*MCALLEN), miles=25, masks=[BITS[name] for name in names])
        return set(Organization.objects.filter(pk__in=keys).values_list("name", flat=True))

    def test_new_moved_and_deleted_offices(self, db: None) -> None:
        row = located("One")
        assert self.found() == {"One"}
        office = row.locations.get()
        office.latitude = 0
        office.save()
        assert self.found() == set()
        office.delete()
        assert not GridPoint.objects.exists()

    def test_services_and_languages(self, db: None) -> None:
        row = located("One", kinds=("legal",), languages=["es"])
        Service.objects.create(organization=row, kind="bond", cost="free")
        assert self.found("kind:bond", "cost:free", "speaks:es") == {"One"}
        assert self.found("kind:legal", "cost:free") == set()  # free is the bond money, not the lawyer
        row.languages = ["mam"]
        row.save()
        assert self.found("speaks:es") == set()

    def test_hidden_and_national_ones_are_not_on_it(self, db: None) -> None:
        row = located("One")
        row.is_listed = False
        row.save()
        assert self.found() == set()
        row.is_listed = True
        row.save()
        ServiceArea.objects.create(organization=row, extent="national")
        assert self.found() == set()

    def test_without_a_place_or_without_a_service(self, db: None) -> None:
        organization("Nowhere")
        located("No service", kinds=())
        assert self.found() == {"No service"}

    def test_all_anew(self, db: None) -> None:
        located("One")
        national("Everywhere")
        GridPoint.objects.all().delete()
        assert put_all_on_grid() == 2
        assert self.found() == {"One"}

    def test_a_deleted_organization_leaves_no_point(self, db: None) -> None:
        located("One", kinds=("legal", "bond")).delete()
        assert not GridPoint.objects.exists()
