"""The directory by state, for people who have no ZIP code to type and for search engines."""

from dataclasses import dataclass

from django.core.cache import cache
from django.db.models import Count

from cms.directory.models import Location, Organization
from cms.directory.models.organization import OrganizationQuerySet
from cms.places.states import ENGLISH_NAMES, state_name
from cms.places.tiles import Tile, tiles

KEY = "directory.states"
KEPT_SECONDS = 600


@dataclass(frozen=True)
class StateLink:
    """A state with organizations: its code in small letters, as in its address, its name and how many there are."""

    code: str
    name: str
    count: int


def state_of(slug: str) -> str | None:
    """The code of "tx"; none where that is no state's address."""
    code = slug.upper()
    return code if slug == code.lower() and code in ENGLISH_NAMES else None


def organizations_in(state: str) -> OrganizationQuerySet:
    """Listed organizations with an office in the state, by name."""
    here = Location.objects.filter(state=state).values("organization")
    rows: OrganizationQuerySet = Organization.objects.listed().filter(pk__in=here).order_by("name", "pk")
    return rows.prefetch_related("services", "phones", "locations")


def state_counts() -> dict[str, int]:
    """Listed organizations with an office in each state, by code. Up to ten minutes old."""
    kept: dict[str, int] | None = cache.get(KEY)
    if kept is None:
        listed = Location.objects.filter(organization__is_listed=True).order_by()
        rows = listed.values_list("state").annotate(Count("organization", distinct=True))
        kept = dict(rows)
        cache.set(KEY, kept, timeout=KEPT_SECONDS)
    return kept


def state_links() -> list[StateLink]:
    """States with somebody in them, by name in the reader's language."""
    links = [StateLink(code.lower(), state_name(code), count) for code, count in state_counts().items()]
    return sorted(links, key=lambda link: link.name)


def state_tiles() -> list[Tile]:
    return tiles(state_counts())
