"""The offices near a visitor, whose they are, and where those people stand."""

from dataclasses import dataclass, field

from django.http import HttpRequest

from cms.actions.officials_search import OfficialsSearch, search_officials
from cms.officials.models import DistrictOffice, Office, Position
from cms.officials.positions import newest_positions

NEAR_MILES = 100
MOST_OFFICES = 6


@dataclass(frozen=True)
class NearOffice:
    """A branch office with whose it is; `miles` is None where the ZIP code has no place on the map."""

    branch: DistrictOffice
    office: Office
    miles: int | None
    position: Position | None


@dataclass
class OfficesSearch:
    """The officials found for a ZIP code, and their branch offices nearby, nearest first."""

    officials: OfficialsSearch
    near: list[NearOffice] = field(default_factory=list)
    positions: dict[int, Position] = field(default_factory=dict)

    @property
    def others(self) -> list[tuple[Office, Position | None]]:
        """Officials without an office among those shown, near or not: their phone in Washington is the other way."""
        shown = {one.office.pk for one in self.near}
        return [(one, self.positions.get(one.pk)) for one in self.officials.offices if one.pk not in shown]


def search_offices(request: HttpRequest, *, campaign_id: int | None) -> OfficesSearch:
    """Offices for `?zip=`, narrowed by `&district=`; at most ten queries, and none without a ZIP code."""
    officials = search_officials(request)
    if not officials.offices:
        return OfficesSearch(officials)
    positions = newest_positions(officials.offices, campaign_id=campaign_id)
    by_id = {office.pk: office for office in officials.offices}
    near = [
        NearOffice(branch, by_id[branch.office_id], _miles(branch), positions.get(branch.office_id))
        for branch in _branches(officials, list(by_id))
    ]
    return OfficesSearch(officials, near, positions)


def _branches(officials: OfficialsSearch, office_ids: list[int]) -> list[DistrictOffice]:
    rows = DistrictOffice.objects.open().filter(office__in=office_ids)
    place = officials.area.place if officials.area else None
    if place is not None:
        rows = rows.near(place, miles=NEAR_MILES)
    return list(rows[:MOST_OFFICES])


def _miles(branch: DistrictOffice) -> int | None:
    distance = getattr(branch, "distance_miles", None)
    return None if distance is None else round(distance)
