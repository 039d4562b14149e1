"""A map of the states as squares: it shows where a state lies, without telling more than its name."""

from dataclasses import dataclass

# Each state as one square, roughly where it lies; ".." is empty.
TILES = """
AK .. .. .. .. .. .. .. .. .. ME
.. .. .. .. .. WI .. .. .. VT NH
WA ID MT ND MN IL MI .. NY MA ..
OR NV WY SD IA IN OH PA NJ CT RI
CA UT CO NE MO KY WV VA MD DE ..
.. AZ NM KS AR TN NC SC DC .. ..
.. .. .. OK LA MS AL GA .. .. ..
HI .. .. TX .. .. .. .. FL .. PR
"""
TILE_PIXELS = 40


@dataclass(frozen=True)
class Tile:
    """A square of the map: its upper left corner in pixels, and the number that stands in it."""

    code: str
    x: int
    y: int
    count: int


def tiles(counts: dict[str, int]) -> list[Tile]:
    """All states, each with its number or 0."""
    rows = [row.split() for row in TILES.strip().splitlines()]
    return [
        Tile(code, x * TILE_PIXELS, y * TILE_PIXELS, counts.get(code, 0))
        for y, row in enumerate(rows)
        for x, code in enumerate(row)
        if code != ".."
    ]
