"""Distance in SQL, the same on SQLite and PostgreSQL: a box that an index can answer, then haversine.

Source of the formulas: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), and the
bounding box of a circle on a sphere, which is wider than its radius at the centre's own latitude.
"""

import math
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import F, FloatField, Q, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import ASin, Cos, Least, Power, Radians, Sin, Sqrt

from cms.places.place import Place

# The Earth's mean radius, 6,371.0088 km (IUGG), in statute miles of 1.609344 km.
EARTH_RADIUS_MILES = 6371.0088 / 1.609344
# A box one foot too large costs nothing; one rounding error too small would lose a neighbor.
ROUNDING_DEGREES = 1e-6


def distance_miles(place: Place) -> Combinable:
    """An expression over `latitude` and `longitude` (degrees): great-circle miles from `place`."""
    # A tenth of a millimeter: PostgreSQL refuses to square a difference as small as 1e-200.
    latitude, longitude = round(place.latitude, 9), round(place.longitude, 9)
    half_north = Radians(F("latitude") - Value(latitude)) / Value(2.0)
    half_east = Radians(F("longitude") - Value(longitude)) / Value(2.0)
    narrowing = Value(math.cos(math.radians(latitude))) * Cos(Radians(F("latitude")))
    square = Power(Sin(half_north), Value(2.0)) + narrowing * Power(Sin(half_east), Value(2.0))
    # Rounding can push the square past 1 for points on opposite sides of the Earth, where ASIN has no answer.
    return Value(2 * EARTH_RADIUS_MILES, output_field=FloatField()) * ASin(Sqrt(Least(square, Value(1.0))))


@dataclass(frozen=True)
class Box:
    """Degrees from south to north, and one or two spans of longitude (west, east) without the antimeridian inside."""

    south: float
    north: float
    spans: tuple[tuple[float, float], ...]

    def condition(self) -> Q:
        """Holds for rows whose `latitude` and `longitude` lie in the box."""
        spans = [Q(longitude__gte=west, longitude__lte=east) for west, east in self.spans]
        return Q(latitude__gte=self.south, latitude__lte=self.north) & reduce(or_, spans)


def box_around(place: Place, miles: float) -> Box:
    """A box that holds every point within `miles` of `place`, and few others."""
    radius = math.degrees(miles / EARTH_RADIUS_MILES) + ROUNDING_DEGREES
    south, north = place.latitude - radius, place.latitude + radius
    if south <= -90 or north >= 90:  # a pole is inside: every longitude passes through it
        return Box(south, north, ((-180.0, 180.0),))
    width = math.sin(math.radians(radius)) / math.cos(math.radians(place.latitude))
    return Box(south, north, _spans(place.longitude, math.degrees(math.asin(min(1.0, width))) + ROUNDING_DEGREES))


def _spans(longitude: float, width: float) -> tuple[tuple[float, float], ...]:
    """Longitudes within `width` degrees, also where the box crosses the antimeridian (the Aleutians do)."""
    west, east = longitude - width, longitude + width
    if west < -180:
        return ((west + 360, 180.0), (-180.0, east))
    if east > 180:
        return ((west, 180.0), (-180.0, east - 360))
    return ((west, east),)


def miles_between(place: Place, latitude: float, longitude: float) -> float:
    """Great-circle miles from `place` to a point in degrees: `distance_miles` for rows that were already read."""
    half_north = math.radians(latitude - place.latitude) / 2
    half_east = math.radians(longitude - place.longitude) / 2
    narrowing = math.cos(math.radians(place.latitude)) * math.cos(math.radians(latitude))
    square = math.sin(half_north) ** 2 + narrowing * math.sin(half_east) ** 2
    return 2 * EARTH_RADIUS_MILES * math.asin(math.sqrt(min(1.0, square)))
