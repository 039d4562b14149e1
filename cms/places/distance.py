"""Distance in SQL, the same on SQLite and PostgreSQL: a box that an index can answer, then haversine.

Source of the formulas: R. W. Sinnott, "Virtues of the Haversine", Sky and Telescope 68 (1984), and the
bounding box of a circle on a sphere, which is wider than its radius at the centre's own latitude.
"""

import math

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


def box_around(place: Place, miles: float) -> Q:
    """A condition that holds for every point within `miles` of `place`, and for few others."""
    radius = math.degrees(miles / EARTH_RADIUS_MILES) + ROUNDING_DEGREES
    south, north = place.latitude - radius, place.latitude + radius
    box = Q(latitude__gte=south, latitude__lte=north)
    if south <= -90 or north >= 90:  # a pole is inside: every longitude passes through it
        return box & Q(longitude__isnull=False)
    width = math.sin(math.radians(radius)) / math.cos(math.radians(place.latitude))
    return box & _between_meridians(place.longitude, math.degrees(math.asin(min(1.0, width))) + ROUNDING_DEGREES)


def _between_meridians(longitude: float, width: float) -> Q:
    """Longitudes within `width` degrees, also where the box crosses the antimeridian (the Aleutians do)."""
    west, east = longitude - width, longitude + width
    if west < -180:
        return Q(longitude__gte=west + 360) | Q(longitude__lte=east)
    if east > 180:
        return Q(longitude__gte=west) | Q(longitude__lte=east - 360)
    return Q(longitude__gte=west, longitude__lte=east)
