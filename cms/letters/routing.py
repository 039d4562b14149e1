"""From a ZIP code to the right papers."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.db.models import Q
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.letters.models import Newspaper, county_key
from cms.places.models import ZipArea

MOST_CARDS = 3
# A metro daily reaches about this far.
NEAR_MILES = 75.0


class Match(IntEnum):
    """How a paper was found, best first."""

    COVERS_ZIP = 1
    COVERS_COUNTY = 2
    SAME_TOWN = 3
    SAME_COUNTY = 4
    NEAREST_DAILY = 5
    STATEWIDE = 6
    NATIONAL = 7
    CHOSEN = 8

    @property
    def is_local(self) -> bool:
        return self <= Match.NEAREST_DAILY


LABELS: dict[Match, Promise] = {
    Match.COVERS_ZIP: _("Covers your ZIP code"),
    Match.COVERS_COUNTY: _("Covers your county"),
    Match.SAME_TOWN: _("From your town"),
    Match.SAME_COUNTY: _("From your county"),
    Match.NEAREST_DAILY: _("Nearest daily"),
    Match.STATEWIDE: _("Covers the whole state"),
    Match.NATIONAL: _("Covers the whole country"),
    Match.CHOSEN: _("From the list"),
}


@dataclass(frozen=True)
class FoundPaper:
    """A paper, how it was found, and how far away it is (miles; None where that is unknown)."""

    paper: Newspaper
    match: Match
    miles: float | None = None
    # Confirmed letters that wait for their turn.
    waiting: int = 0

    @property
    def label(self) -> Promise:
        return LABELS[self.match]


def find_papers(area: ZipArea, *, language: str) -> list[FoundPaper]:
    """Up to three papers for a writer in `area`, best first (three queries).

    Papers in the letter's language come first; then by match, verified recently, sent by us, mailbag not
    full; distance only breaks ties.
    """
    near = _near_papers(area)
    dailies = [pk for pk, (kind, _miles) in near.items() if kind == Newspaper.Kind.DAILY]
    covered = _coverage_by_paper(area)
    papers = Newspaper.objects.to_choose().with_waiting().filter(_candidates(area, [*dailies, *covered]))
    found = [
        FoundPaper(paper, _match(paper, area, covered), near.get(paper.pk, (None, None))[1], paper.waiting)
        for paper in papers
    ]
    return sorted(found, key=lambda one: _rank(one, language))[:MOST_CARDS]


def papers_in_state(state: str, *, name: str = "", limit: int = 50) -> list[FoundPaper]:
    """Papers of one state whose names contain `name`, statewide ones first."""
    papers = Newspaper.objects.to_choose().with_waiting().filter(Q(state=state) | Q(reach=Newspaper.Reach.NATIONAL))
    if name:
        papers = papers.filter(name__icontains=name)
    found = [FoundPaper(paper, _kind_of_reach(paper), waiting=paper.waiting) for paper in papers[:limit]]
    return sorted(found, key=lambda one: (one.match != Match.STATEWIDE, one.paper.name))


def states_with_papers() -> list[str]:
    """The states that have a paper to offer."""
    return list(Newspaper.objects.to_choose().order_by("state").values_list("state", flat=True).distinct())


def _kind_of_reach(paper: Newspaper) -> Match:
    reach = {Newspaper.Reach.STATEWIDE: Match.STATEWIDE, Newspaper.Reach.NATIONAL: Match.NATIONAL}
    return reach.get(Newspaper.Reach(paper.reach), Match.CHOSEN)


def _candidates(area: ZipArea, ids: list[int]) -> Q:
    in_state = Q(reach=Newspaper.Reach.STATEWIDE) | Q(city__iexact=area.city)
    if area.county:
        in_state |= Q(county__iexact=area.county)
    return Q(pk__in=ids) | Q(state=area.state) & in_state | Q(reach=Newspaper.Reach.NATIONAL)


def _near_papers(area: ZipArea) -> dict[int, tuple[str, float]]:
    """Kind and distance (miles) of the local papers around the area's middle, nearest first."""
    if area.place is None:
        return {}
    near: Any = Newspaper.objects.to_choose().filter(reach=Newspaper.Reach.LOCAL).near(area.place, miles=NEAR_MILES)
    return {pk: (kind, miles) for pk, kind, miles in near.values_list("pk", "kind", "distance_miles")[:100]}


def _coverage_by_paper(area: ZipArea) -> dict[int, Match]:
    covering = Newspaper.objects.to_choose().covering(zip=area.zip, state=area.state, county=area.county)
    rows = covering.values_list("pk", "coverage__zip")
    found: dict[int, Match] = {}
    for pk, zip_code in rows:
        match = Match.COVERS_ZIP if zip_code == area.zip else Match.COVERS_COUNTY
        found[pk] = min(match, found.get(pk, match))
    return found


def _match(paper: Newspaper, area: ZipArea, covered: dict[int, Match]) -> Match:
    if paper.pk in covered:
        return covered[paper.pk]
    if paper.reach != Newspaper.Reach.LOCAL:
        return _kind_of_reach(paper)
    if paper.state == area.state and paper.city.casefold() == area.city.casefold():
        return Match.SAME_TOWN
    if paper.state == area.state and area.county and county_key(paper.county) == county_key(area.county):
        return Match.SAME_COUNTY
    return Match.NEAREST_DAILY


def _rank(one: FoundPaper, language: str) -> tuple[bool, int, bool, bool, bool, float, str]:
    is_full = one.waiting >= one.paper.cap_per_week
    miles = one.miles if one.miles is not None else float("inf")
    paper = one.paper
    return paper.language != language, one.match, paper.is_stale, paper.is_by_hand, is_full, miles, paper.name
