"""How many stories come from each state, so that no small number can be seen or worked out."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from cms.places.states import state_name
from cms.places.tiles import Tile, tiles

FEWEST = 3


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
        return tiles(self.shown)


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
