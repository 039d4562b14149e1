"""From a ZIP code to the right papers."""

from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from django.core.cache import cache
from django.db.models import Avg, Case, Count, Exists, FloatField, OuterRef, Q, Subquery, Value, When
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.letters.models import MAY_BE_PRINTED, Coverage, Letter, Newspaper, county_key
from cms.places.models import ZipArea

MOST_CARDS = 3
# A metro daily reaches about this far.
NEAR_MILES = 75.0
# A print rate of fewer letters says nothing.
FEWEST_OUTCOMES = 5
STATES_KEY, STATES_KEPT_SECONDS = "letters.states_with_papers", 60


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
    """Up to three papers for a writer in `area`, best first (two queries).

    Papers in the letter's language come first; then by match, verified recently, sent by us, mailbag not
    full; then how often it prints, in steps of ten percent, where the fate of five letters is known; distance only
    breaks ties.
    """
    near = _near_papers(area)
    dailies = [pk for pk, (kind, _miles) in near.items() if kind == Newspaper.Kind.DAILY]
    papers = Newspaper.objects.to_choose().with_waiting().annotate(print_rate=_print_rate(), **_coverage(area))
    found = [
        FoundPaper(paper, _match(paper, area), near.get(paper.pk, (None, None))[1], paper.waiting)
        for paper in papers.filter(_candidates(area, dailies))
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
    """The states that have a paper to offer, as of a minute ago."""
    found: list[str] | None = cache.get(STATES_KEY)
    if found is None:
        found = _states_with_papers()
        cache.set(STATES_KEY, found, timeout=STATES_KEPT_SECONDS)
    return found


def _states_with_papers() -> list[str]:
    return list(Newspaper.objects.to_choose().order_by("state").values_list("state", flat=True).distinct())


def _kind_of_reach(paper: Newspaper) -> Match:
    reach = {Newspaper.Reach.STATEWIDE: Match.STATEWIDE, Newspaper.Reach.NATIONAL: Match.NATIONAL}
    return reach.get(Newspaper.Reach(paper.reach), Match.CHOSEN)


def _candidates(area: ZipArea, ids: list[int]) -> Q:
    in_state = Q(reach=Newspaper.Reach.STATEWIDE) | Q(city__iexact=area.city)
    if area.county:
        in_state |= Q(county__iexact=area.county)
    covering = Newspaper.objects.covering(zip=area.zip, state=area.state, county=area.county).values("pk")
    return Q(pk__in=ids) | Q(pk__in=covering) | Q(state=area.state) & in_state | Q(reach=Newspaper.Reach.NATIONAL)


def _near_papers(area: ZipArea) -> dict[int, tuple[str, float]]:
    """Kind and distance (miles) of the local papers around the area's middle, nearest first."""
    if area.place is None:
        return {}
    near: Any = Newspaper.objects.to_choose().filter(reach=Newspaper.Reach.LOCAL).near(area.place, miles=NEAR_MILES)
    return {pk: (kind, miles) for pk, kind, miles in near.values_list("pk", "kind", "distance_miles")[:100]}


def _coverage(area: ZipArea) -> dict[str, Exists]:
    """Whether a paper's coverage names the ZIP, and whether it names the county."""
    rows = Coverage.objects.filter(newspaper=OuterRef("pk"))
    in_county = rows.filter(zip="", state=area.state, county_key=county_key(area.county))
    return {"covers_zip": Exists(rows.filter(zip=area.zip)), "covers_county": Exists(in_county)}


def _print_rate() -> Subquery:
    """A paper's share of printed letters (0 to 1) among those of which somebody said; null where they are too few."""
    letters = Letter.objects.filter(newspaper=OuterRef("pk"), status__in=MAY_BE_PRINTED, is_sample=False)
    known = letters.filter(printed__in=[Letter.Printed.YES, Letter.Printed.NO]).order_by().values("newspaper")
    is_printed = Case(When(printed=Letter.Printed.YES, then=Value(1.0)), default=Value(0.0))
    rates = known.annotate(known=Count("pk"), rate=Avg(is_printed)).filter(known__gte=FEWEST_OUTCOMES)
    return Subquery(rates.values("rate"), output_field=FloatField())


def _match(paper: Any, area: ZipArea) -> Match:
    if paper.covers_zip:
        return Match.COVERS_ZIP
    if paper.covers_county:
        return Match.COVERS_COUNTY
    if paper.reach != Newspaper.Reach.LOCAL:
        return _kind_of_reach(paper)
    if paper.state == area.state and paper.city.casefold() == area.city.casefold():
        return Match.SAME_TOWN
    if paper.state == area.state and area.county and county_key(paper.county) == county_key(area.county):
        return Match.SAME_COUNTY
    return Match.NEAREST_DAILY


def _rank(one: FoundPaper, language: str) -> tuple[Any, ...]:
    """Smaller comes first. A paper of which nobody knows enough stands with those that print nothing."""
    paper: Any = one.paper
    is_full = one.waiting >= paper.cap_per_week
    prints = round(paper.print_rate or 0, 1)
    miles = one.miles if one.miles is not None else float("inf")
    return paper.language != language, one.match, paper.is_stale, paper.is_by_hand, is_full, -prints, miles, paper.name
