"""The nearest organizations with wished traits, in one query, whether there are ten or a million.

The query is a union of circles around the place, each asked only if the one inside it holds too few: databases
ask such a condition once, before they read the circle's rows.
"""

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from itertools import pairwise

from django.db.models import Exists, F, Q, QuerySet, Value

from cms.directory.grid.cells import cells_of
from cms.directory.models import GridPoint
from cms.places.distance import Box, box_around, miles_between
from cms.places.place import Place

# Nobody looks at more pages than these fill, and a page costs the same everywhere.
MOST_FOUND = 100
# Each circle is three times as wide as the one before: in a crowded city the first is enough.
FIRST_MILES = 1.0
GROWTH = 3
# Half the side of a square inside a circle is 0.707 of its radius on a plane; the rest is for the Earth's curve.
SQUARE_IN_CIRCLE = 0.65
# There a square of degrees is no square at all.
TOO_FAR_NORTH = 80


def nearest(
    place: Place, *, miles: float, wider: Iterable[float] = (), states: Collection[str] = (), masks: Iterable[int] = ()
) -> dict[int, float]:
    """At most MOST_FOUND organizations within `miles`, nearest first: their keys with the miles to their next office.

    Where there are none, within the first of the `wider` radii that holds any; where there are none either, those
    with an office in one of the `states`. A service must have a bit of each of the `masks`.
    """
    rows = fitting(masks)
    radii = sorted({miles, *(radius for radius in wider if radius > miles)})
    circles = [*_circles(rows, place, miles), *_wider(rows, place, radii)]
    around = [_nobody(rows, place, radii[-1]).filter(location__state__in=states)] if states else []
    distances, distances_around = _distances(place, circles, around)
    return _first(distances, radii) or _nearest_first(distances_around)


def fitting(masks: Iterable[int]) -> QuerySet[GridPoint]:
    """Points with a bit of each of the masks."""
    rows = GridPoint.objects.order_by()
    for number, mask in enumerate(masks):
        rows = rows.annotate(**{f"wished_{number}": F("traits").bitand(mask)}).exclude(**{f"wished_{number}": 0})
    return rows


def _circles(rows: QuerySet[GridPoint], place: Place, miles: float) -> Iterator[QuerySet[GridPoint]]:
    """Circles up to `miles`, each only where those inside it do not hold enough."""
    unless: list[Exists] = []
    radius = min(FIRST_MILES, miles)
    while True:
        yield rows.filter(*[~enough for enough in unless], _inside(place, radius))
        if radius >= miles:
            return
        square = _square_in_circle(place, radius)
        if square is not None:
            enough = rows.filter(_box(square)).values("organization").distinct()
            unless = [*unless, Exists(enough[MOST_FOUND - 1 : MOST_FOUND])]
        radius = min(radius * GROWTH, miles)


def _wider(rows: QuerySet[GridPoint], place: Place, radii: Sequence[float]) -> Iterator[QuerySet[GridPoint]]:
    """Each of the wider circles, only where the one before it may be empty."""
    for inner, outer in pairwise(radii):
        yield _nobody(rows, place, inner).filter(_inside(place, outer))


def _nobody(rows: QuerySet[GridPoint], place: Place, miles: float) -> QuerySet[GridPoint]:
    """The rows, but none where somebody is certainly within `miles`."""
    square = _square_in_circle(place, miles)
    return rows if square is None else rows.filter(~Exists(rows.filter(_box(square))))


def _inside(place: Place, miles: float) -> Q:
    """The box around a circle: it may hold a few more."""
    return _box(box_around(place, miles))


def _box(box: Box) -> Q:
    cells = cells_of(box)
    return box.condition() if cells is None else Q(cell__in=cells) & box.condition()


def _square_in_circle(place: Place, miles: float) -> Box | None:
    """A box whose every point is within `miles`; none where that is not worth the trouble."""
    half = box_around(place, miles * SQUARE_IN_CIRCLE)
    nearest_to_equator = min(abs(half.south), abs(half.north)) if half.south * half.north > 0 else 0
    if max(abs(half.south), abs(half.north)) > TOO_FAR_NORTH or len(half.spans) > 1:
        return None
    width = (half.north - half.south) / 2 / math.cos(math.radians(nearest_to_equator))
    return Box(half.south, half.north, ((place.longitude - width, place.longitude + width),))


def _distances(
    place: Place, circles: Sequence[QuerySet[GridPoint]], around: Sequence[QuerySet[GridPoint]]
) -> tuple[dict[int, float], dict[int, float]]:
    """Miles to the nearest office of each organization: of those in the circles, and of those only around."""
    parts = [(part, False) for part in circles] + [(part, True) for part in around]
    columns = ("organization_id", "latitude", "longitude", "only_around")
    first, *others = [rows.annotate(only_around=Value(flag)).values_list(*columns) for rows, flag in parts]
    found: tuple[dict[int, float], dict[int, float]] = ({}, {})
    for organization, latitude, longitude, only_around in first.union(*others):
        miles = miles_between(place, latitude, longitude)
        known = found[only_around]
        known[organization] = min(miles, known.get(organization, miles))
    return found


def _first(distances: dict[int, float], radii: Sequence[float]) -> dict[int, float]:
    """Those within the first radius that holds any."""
    for radius in radii:
        within = {key: miles for key, miles in distances.items() if miles <= radius}
        if within:
            return _nearest_first(within)
    return {}


def _nearest_first(distances: dict[int, float]) -> dict[int, float]:
    return dict(sorted(distances.items(), key=lambda one: (one[1], one[0]))[:MOST_FOUND])
