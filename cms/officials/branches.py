"""Plan B for a call: the branches of an office that are nearest to somebody."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from cms.officials.models import DistrictOffice, Office
from cms.officials.models.district_office import DistrictOfficeQuerySet
from cms.places.distance import distance_miles
from cms.places.place import Place


@dataclass(frozen=True)
class NearBranch:
    """A branch and how far it is in miles; None where nobody recorded where it is."""

    branch: DistrictOffice
    miles: float | None

    @property
    def rounded(self) -> int:
        """Whole miles, at least one: nobody lives in the middle of a ZIP code."""
        return max(1, round(self.miles or 0))


def branches_near(offices: Iterable[Office], place: Place | None, *, most: int = 3) -> dict[int, list[NearBranch]]:
    """Open branches with a phone as {id of the office: at most `most`, nearest first} (one query for all offices).

    Branches without coordinates come last, those of the visitor's state before others.
    """
    rows = DistrictOffice.objects.open().exclude(phone="").filter(office__in=[office.pk for office in offices])
    near = [NearBranch(branch, None) for branch in rows] if place is None else _measured(rows, place)
    found: dict[int, list[NearBranch]] = defaultdict(list)
    for one in sorted(near, key=lambda one: _order(one, place)):
        found[one.branch.office_id].append(one)
    return {pk: branches[:most] for pk, branches in found.items()}


def _measured(rows: DistrictOfficeQuerySet, place: Place) -> list[NearBranch]:
    with_miles: Any = rows.annotate(miles=distance_miles(place))
    # Databases differ in what they make of the distance to nowhere.
    return [NearBranch(one, one.miles if one.latitude is not None else None) for one in with_miles]


def _order(one: NearBranch, place: Place | None) -> tuple[bool, float, bool, int]:
    elsewhere = place is None or one.branch.state != place.state
    return one.miles is None, one.miles or 0, elsewhere, one.branch.pk
