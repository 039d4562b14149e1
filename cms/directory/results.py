"""What somebody asked the finder for, and what it answers."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Self

from cms.directory.hours import Opening
from cms.directory.models import Organization, Service
from cms.directory.traits import bits
from cms.places.place import Place

USUAL_MILES = 25
OPEN_NOW = "open"


class Reach(StrEnum):
    """Why an organization is shown to somebody at this place."""

    NEAR = "near"
    SERVES_STATE = "serves_state"
    IN_STATE = "in_state"
    NEIGHBOR = "neighbor"
    NATIONAL = "national"


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. Empty lists mean: no matter which.

    `situations` are "for:detained" and "for:released"; `also` are traits that must all hold, and OPEN_NOW.
    """

    place: Place | None = None
    miles: int = USUAL_MILES
    kinds: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    costs: list[str] = field(default_factory=list)
    situations: list[str] = field(default_factory=list)
    also: list[str] = field(default_factory=list)

    @property
    def filter_count(self) -> int:
        """How many boxes were ticked."""
        return sum(map(len, (self.kinds, self.languages, self.costs, self.situations, self.also)))

    @property
    def masks(self) -> list[int]:
        """A service fits that has a bit of each: OR within a group of filters, AND across groups."""
        groups = [
            [f"kind:{kind}" for kind in self.kinds],
            [f"speaks:{code}" for code in self.languages],
            [f"cost:{cost}" for cost in self.costs],
            self.situations,
            *([trait] for trait in self.also if trait != OPEN_NOW),
        ]
        return [bits(group) for group in groups if group]

    @property
    def is_open_now(self) -> bool:
        return OPEN_NOW in self.also

    def at_any_hour(self) -> Self:
        return replace(self, also=[trait for trait in self.also if trait != OPEN_NOW])

    def without_filters(self) -> Self:
        return replace(self, kinds=[], languages=[], costs=[], situations=[], also=[])


@dataclass(frozen=True)
class Candidate:
    """An organization in reach that fits, with its services' kinds in their order and whether they take new clients."""

    organization: Organization
    kinds: list[str]
    new_clients: list[str]


@dataclass(frozen=True)
class Found:
    """One organization to show, and why. National ones have no distance, even with an office next door."""

    candidate: Candidate
    reach: Reach
    opening: Opening | None = None

    @property
    def organization(self) -> Organization:
        return self.candidate.organization

    @property
    def distance_miles(self) -> float | None:
        return None if self.reach is Reach.NATIONAL else self.organization.distance_miles

    @property
    def whole_miles(self) -> int | None:
        """Miles without decimals: coordinates are those of a city or ZIP area, so decimals would be a pretense."""
        return None if self.distance_miles is None else round(self.distance_miles)

    @property
    def city(self) -> str:
        """The city of the nearest office: "McAllen, TX"."""
        row = self.organization
        return f"{row.nearest_city}, {row.nearest_state}" if row.nearest_city else ""

    @property
    def kind_names(self) -> list[str]:
        """Each kind of help once, in the reader's language."""
        return [str(Service.Kind(kind).label) for kind in dict.fromkeys(self.candidate.kinds)]


@dataclass(frozen=True)
class Results:
    """What was found. `miles` is the radius that had something in it; none where every radius was empty.
    `filters_dropped` says that nobody fits all filters, `hours_dropped` that nobody who fits is open now."""

    wish: Wish
    found: list[Found]
    miles: int | None = None
    filters_dropped: bool = False
    hours_dropped: bool = False

    def with_reach(self, *reaches: Reach) -> list[Found]:
        return [one for one in self.found if one.reach in reaches]

    @property
    def near(self) -> list[Found]:
        return self.with_reach(Reach.NEAR)

    @property
    def serving_state(self) -> list[Found]:
        return self.with_reach(Reach.SERVES_STATE)

    @property
    def farther(self) -> list[Found]:
        return self.with_reach(Reach.IN_STATE, Reach.NEIGHBOR)

    @property
    def national(self) -> list[Found]:
        return self.with_reach(Reach.NATIONAL)

    @property
    def was_widened(self) -> bool:
        return self.miles is not None and self.miles > self.wish.miles
