"""Whether a ZIP code lies in a paper's own area."""

from collections.abc import Sequence
from typing import Any

from django.db.models import Subquery

from cms.letters.models import Newspaper, county_key
from cms.places.models import ZipArea


def is_local(paper: Newspaper, zip: str) -> bool:  # noqa: A002
    """Whether a paper's own area holds this ZIP (one query). A statewide paper's area is its state."""
    return holds(paper, zip, list(Newspaper.objects.filter(pk=paper.pk).values_list(*area_columns(zip))))


def area_columns(zip: str, prefix: str = "") -> list[Any]:  # noqa: A002
    """What `holds` reads, as columns of a query about newspapers, or about what `prefix` leads from to one.

    One row for each area that the paper covers, and one where it covers none: ZIP, state and county of that area;
    then city, state and county in which `zip` lies, null where nobody knows it.
    """
    place = ZipArea.objects.filter(pk=zip)
    covered = [f"{prefix}coverage__{name}" for name in ("zip", "state", "county_key")]
    return [*covered, *(Subquery(place.values(name)) for name in ("city", "state", "county"))]


def holds(paper: Newspaper, zip: str, rows: Sequence[tuple[Any, ...]]) -> bool:  # noqa: A002
    """Whether `paper` calls the place its own; `rows` as `area_columns` give them."""
    city, state, county = rows[0][3:]
    if state is None:
        return False
    if paper.reach == Newspaper.Reach.NATIONAL:
        return True
    if paper.reach == Newspaper.Reach.STATEWIDE:
        return bool(paper.state == state)
    here = ("", state, county_key(county))
    return (paper.city, paper.state) == (city, state) or any(row[0] == zip or row[:3] == here for row in rows)
