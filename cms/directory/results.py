"""What somebody asked the finder for, and what it answers."""

from dataclasses import dataclass, field
from enum import StrEnum

from cms.directory.models import Organization
from cms.places.place import Place

USUAL_MILES = 25


class Reach(StrEnum):
    """Why an organization is shown to somebody at this place."""

    NEAR = "near"
    SERVES_STATE = "serves_state"
    IN_STATE = "in_state"
    NEIGHBOR = "neighbor"
    NATIONAL = "national"


@dataclass(frozen=True)
class Wish:
    """What somebody asked for. Empty lists mean: no matter which."""

    place: Place | None = None
    miles: int = USUAL_MILES
    kinds: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)

    @property
    def has_filters(self) -> bool:
        return bool(self.kinds or self.languages)


@dataclass(frozen=True)
class Found:
    """One organization with its distance in miles (none where distance says nothing) and its nearest city."""

    organization: Organization
    reach: Reach
    distance_miles: float | None = None
    city: str = ""

    @property
    def whole_miles(self) -> int | None:
        """Miles without decimals: coordinates are those of a city or ZIP area, so decimals would be a pretense."""
        return None if self.distance_miles is None else round(self.distance_miles)


@dataclass(frozen=True)
class Results:
    """What was found. `miles` is the radius that had something in it; none where every radius was empty."""

    wish: Wish
    found: list[Found]
    miles: int | None = None
    filters_dropped: bool = False

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
