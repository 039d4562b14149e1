"""The map, held in memory while thousands of papers are placed on it."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cache
from math import cos, radians
from typing import Any

from django.db.models import QuerySet

from cms.letters.models import county_key
from cms.places.city_names import city_key
from cms.places.models import ZipArea

COLUMNS = ("zip", "city", "city_key", "state", "county", "time_zone", "latitude", "longitude", "is_active")
# Further away from every ZIP area of its state, a point is not in that state.
FARTHEST_DEGREES = 1.5


@dataclass(frozen=True)
class Spot:
    """A place as a paper needs it."""

    city: str
    county: str
    time_zone: str
    latitude: float
    longitude: float


class Gazetteer:
    """Cities, counties and ZIP codes of `areas` (one query)."""

    def __init__(self, areas: QuerySet[ZipArea]) -> None:
        self._by_zip: dict[str, tuple[Any, ...]] = {}
        self._by_city: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
        self._by_county: dict[tuple[str, str], list[tuple[Any, ...]]] = defaultdict(list)
        self._by_state: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
        for row in areas.values_list(*COLUMNS):
            self._add(row)
        self.nearest = cache(self._nearest)

    def _add(self, row: tuple[Any, ...]) -> None:
        zip_code, _city, key, state, county, _zone, latitude, _longitude, is_active = row
        self._by_zip[zip_code] = row
        if county:
            self._by_county[state, county_key(county)].append(row)
        if latitude is not None and is_active:
            self._by_city[state, key].append(row)
            self._by_state[state].append(row)

    def state_of_zip(self, zip_code: str) -> str:
        """The state of a ZIP code; empty where we do not know it."""
        row = self._by_zip.get(zip_code)
        return str(row[3]) if row else ""

    def county(self, state: str, name: str) -> str:
        """A county as the map writes it most often; empty where that state has none of that name."""
        rows = self._by_county.get((state, county_key(name)), [])
        return _most_common([str(row[4]) for row in rows])

    def at_zip(self, zip_code: str) -> Spot | None:
        row = self._by_zip.get(zip_code)
        return _spot([row]) if row and row[6] is not None else None

    def in_city(self, state: str, city: str) -> Spot | None:
        """The middle of a city."""
        return _spot(self._by_city.get((state, city_key(city)), []))

    def in_county(self, state: str, name: str) -> Spot | None:
        """The middle of the county's largest town."""
        rows = [row for row in self._by_county.get((state, county_key(name)), []) if row[6] is not None]
        town = _most_common([str(row[2]) for row in rows])
        return _spot([row for row in rows if row[2] == town])

    def _nearest(self, state: str, latitude: float, longitude: float) -> Spot | None:
        """The ZIP area of that state nearest to a point; None where the point is nowhere near the state."""
        shrink = cos(radians(latitude)) ** 2
        best, least = None, FARTHEST_DEGREES**2
        for row in self._by_state.get(state, []):
            distance = (row[6] - latitude) ** 2 + shrink * (row[7] - longitude) ** 2
            if distance < least:
                best, least = row, distance
        return _spot([best]) if best else None


def _spot(rows: list[tuple[Any, ...]]) -> Spot | None:
    if not rows:
        return None
    return Spot(
        city=str(rows[0][1]),
        county=_most_common([str(row[4]) for row in rows]),
        time_zone=_most_common([str(row[5]) for row in rows if row[5]]),
        latitude=round(sum(row[6] for row in rows) / len(rows), 5),
        longitude=round(sum(row[7] for row in rows) / len(rows), 5),
    )


def _most_common(names: list[str]) -> str:
    return Counter(names).most_common(1)[0][0] if names else ""
