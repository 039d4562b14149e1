"""What somebody asked the finder for, and what it answers."""

from dataclasses import dataclass, field
from enum import StrEnum

from cms.directory.models import Organization, Service
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
    def filter_count(self) -> int:
        """How many kinds and languages were chosen."""
        return len(self.kinds) + len(self.languages)


@dataclass(frozen=True)
class Candidate:
    """An organization in reach, with its services' kinds in their order and whether any takes new clients."""

    organization: Organization
    kinds: list[str]
    new_clients: list[str]

    def fits(self, wish: Wish) -> bool:
        """OR within a group of filters, AND across groups."""
        offers = not wish.kinds or bool({*wish.kinds} & {*self.kinds})
        return offers and (not wish.languages or bool({*wish.languages} & {*self.organization.languages}))


@dataclass(frozen=True)
class Found:
    """One organization to show, and why. National ones have no distance, even with an office next door."""

    candidate: Candidate
    reach: Reach

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
    `spoken` are the languages of everybody in reach, whatever was asked for."""

    wish: Wish
    found: list[Found]
    miles: int | None = None
    filters_dropped: bool = False
    spoken: frozenset[str] = frozenset()

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
