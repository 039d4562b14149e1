"""How many stories come from each state, so that no small number can be seen or worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.places.states import state_name

FEWEST = 3
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
    """A square of the map: its upper left corner in pixels and, where it may be said, the number of stories."""

    code: str
    x: int
    y: int
    count: int


@dataclass(frozen=True)
class StateCounts:
    """Stories by state code; `elsewhere` counts all that stand in no state of `shown`."""

    shown: dict[str, int] = field(default_factory=dict)
    elsewhere: int = 0

    @property
    def rows(self) -> list[tuple[str, str, int]]:
        """Name in the current language, code and number of each state, by name."""
        return sorted((state_name(code), code, number) for code, number in self.shown.items())

    @property
    def tiles(self) -> list[Tile]:
        rows = [row.split() for row in TILES.strip().splitlines()]
        return [
            Tile(code, x * TILE_PIXELS, y * TILE_PIXELS, self.shown.get(code, 0))
            for y, row in enumerate(rows)
            for x, code in enumerate(row)
            if code != ".."
        ]


def safe_counts(counts: Mapping[str, int]) -> StateCounts:
    """Keep the states with three stories or more. `counts` holds those without a state under "".

    Where one or two stories would be left over, the smallest state goes to them: who knows the total could
    subtract otherwise.
    """
    shown = {code: number for code, number in counts.items() if code and number >= FEWEST}
    elsewhere = sum(counts.values()) - sum(shown.values())
    while shown and 0 < elsewhere < FEWEST:
        smallest = min(shown, key=lambda code: (shown[code], code))
        elsewhere += shown.pop(smallest)
    return StateCounts(shown, elsewhere)
