"""How well the data about officials is kept: the same counts for imports, `data_health` and the admin report."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet

from cms.core.clock import today
from cms.officials.models import DistrictOffice, Holder, Office
from cms.officials.models.contact import ContactQuerySet

# Offices that one person holds, so that they can be vacant.
HELD = (*Office.CONGRESS, Office.Kind.GOVERNOR, Office.Kind.US_ATTORNEY)


@dataclass(frozen=True)
class Health:
    """Offices, and how many of them somebody should look at. None: such offices cannot be so."""

    rows: int = 0
    stale: int = 0  # nobody has looked at them for 180 days
    without_phone: int = 0
    corrected: int = 0  # by hand: imports leave their contact data alone
    vacant: int | None = None
    term_over: int | None = None  # somebody holds them, though the term is over by our data

    def __str__(self) -> str:
        parts = [f"{self.stale} stale", f"{self.without_phone} without phone"]
        if self.vacant is not None:
            parts += [f"{self.vacant} vacant", f"{self.term_over} terms over"]
        return f"{self.rows} offices: {', '.join(parts)}, {self.corrected} corrected by hand"


def health_of_offices(*kinds: str) -> Health:
    """Of all offices of these kinds (such as `*Office.CONGRESS`) together, which must be of `HELD`. One query."""
    return Health(**Office.objects.of_kind(*kinds).aggregate(**_of_offices(today())))


def health_by_kind() -> dict[str, Health]:
    """Of each kind of office, in the order of `Office.Kind`, those of which there are none too. One query."""
    figures = _of_offices(today())
    rows = Office.objects.order_by("kind").values_list("kind").annotate(**figures)
    found = {kind: dict(zip(figures, counts, strict=True)) for kind, *counts in rows}
    return {kind: _health(kind, found.get(kind) or dict.fromkeys(figures, 0)) for kind in Office.Kind.values}


def _health(kind: str, counts: dict[str, int]) -> Health:
    health = Health(**counts)
    return health if kind in HELD else replace(health, vacant=None, term_over=None)


def health_of_branches() -> Health:
    """Of the district offices that are open. One query."""
    return Health(**DistrictOffice.objects.open().aggregate(**_of_contacts(DistrictOffice.objects.all(), today())))


def _of_offices(day: date) -> dict[str, Count]:
    return {
        **_of_contacts(Office.objects.all(), day),
        "vacant": _among(Office.objects.vacant(day).values("pk")),
        "term_over": _among(Holder.objects.needs_review(day).values("office")),
    }


def _of_contacts(rows: ContactQuerySet[Any], day: date) -> dict[str, Count]:
    return {
        "rows": Count("pk"),
        "stale": _among(rows.stale(day).values("pk")),
        "without_phone": _among(rows.without_phone().values("pk")),
        "corrected": Count("pk", filter=Q(is_corrected=True)),
    }


def _among(ids: QuerySet[Any, Any]) -> Count:
    return Count("pk", filter=Q(pk__in=ids))
