"""The Earth in squares of a quarter degree, numbered row by row from the south pole."""

import math

from cms.places.distance import Box

CELL_DEGREES = 0.25
COLUMNS = round(360 / CELL_DEGREES)
ROWS = round(180 / CELL_DEGREES)
# Around a pole a box holds every meridian. To name all its cells costs more than to read the few offices there.
MOST_CELLS = 2000


def cell_of(latitude: float, longitude: float) -> int:
    """The number of the square that holds a point in degrees: 0 to COLUMNS * ROWS - 1."""
    return _row(latitude) * COLUMNS + _column(longitude)


def cells_of(box: Box) -> list[int] | None:
    """The squares that a box touches; none where they are too many to name."""
    rows = range(_row(box.south), _row(box.north) + 1)
    columns = [column for west, east in box.spans for column in range(_column(west), _column(east) + 1)]
    if len(rows) * len(columns) > MOST_CELLS:
        return None
    return sorted({row * COLUMNS + column for row in rows for column in columns})


def _row(latitude: float) -> int:
    return _within(math.floor((latitude + 90) / CELL_DEGREES), ROWS)


def _column(longitude: float) -> int:
    return _within(math.floor((longitude + 180) / CELL_DEGREES), COLUMNS)


def _within(number: int, count: int) -> int:
    """The north pole and the antimeridian belong to the last row and column."""
    return max(0, min(number, count - 1))
