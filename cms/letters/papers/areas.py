"""What a paper covers, in one line: "Hidalgo County; Cameron County; 78501 78504"."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import gettext as _

from cms.letters.models import Coverage, county_key
from cms.letters.papers.gazetteer import Gazetteer
from cms.places.models import ZipArea
from cms.places.states import find_state

ZIPS = re.compile(r"^\d{5}(?:-\d{4})?(?:[\s,]+\d{5}(?:-\d{4})?)*$")
MOST_AREAS = 1_000


@dataclass(frozen=True)
class Area:
    """A county of a state, or one ZIP code."""

    state: str
    county: str = ""
    zip: str = ""

    @property
    def key(self) -> tuple[str, str, str]:
        return self.state, county_key(self.county) if self.county else "", self.zip

    def row_for(self, newspaper_id: int) -> Coverage:
        """The unsaved row."""
        state, key, zip_code = self.key
        return Coverage(newspaper_id=newspaper_id, state=state, county=self.county, county_key=key, zip=zip_code)


class UnknownAreas(Exception):
    """Some items name nothing on the map. `sentences`: one for each of them."""

    def __init__(self, sentences: list[str]) -> None:
        super().__init__(" ".join(sentences))
        self.sentences = sentences


def parse_areas(text: str, *, state: str, on_map: Gazetteer) -> list[Area]:
    """The areas that `text` names, each once, in the order typed. A county without a state is one of `state`.

    Raises:
        UnknownAreas: with one sentence for each item that is not on the map.
    """
    found: dict[tuple[str, str, str], Area] = {}
    problems: list[str] = []
    for item in _items(text):
        area = _area(item, state, on_map)
        if area is None:
            problems.append(_problem(item, state))
        else:
            found.setdefault(area.key, area)
    if len(found) > MOST_AREAS:
        problems.append(_("At most %(count)d areas.") % {"count": MOST_AREAS})
    if problems:
        raise UnknownAreas(problems)
    return list(found.values())


def write_areas(areas: Iterable[Area | Coverage], *, state: str) -> str:
    """The line that `parse_areas` reads: counties first, then ZIP codes."""
    rows = sorted(areas, key=lambda area: (area.state != state, area.state, area.county, area.zip))
    counties = [row.county if row.state == state else f"{row.county}, {row.state}" for row in rows if row.county]
    zips = " ".join(row.zip for row in rows if row.zip)
    return "; ".join([*counties, zips] if zips else counties)


def map_around(text: str, *, state: str) -> Gazetteer:
    """The part of the map that `text` speaks of: whole states, and single ZIP codes elsewhere."""
    states = {state, *(code for item in _items(text) if (code := _split(item)[1]))}
    zips = re.findall(r"\d{5}", text)[:MOST_AREAS]
    return Gazetteer(ZipArea.objects.filter(Q(state__in=states) | Q(zip__in=zips)))


def _items(text: str) -> list[str]:
    """Items end at a semicolon, a line end or a comma, unless a state follows the comma."""
    items: list[str] = []
    for piece in re.split(r"[;\r\n]+", text):
        parts = [" ".join(part.split()) for part in piece.split(",")]
        for number, part in enumerate(parts):
            if number and items and find_state(part):
                items[-1] = f"{items[-1]}, {part}"
            elif part:
                items += part.split() if ZIPS.match(part) else [part]
    return items


def _area(item: str, state: str, on_map: Gazetteer) -> Area | None:
    if ZIPS.match(item):
        code = item[:5]
        return Area(zip_state, zip=code) if (zip_state := on_map.state_of_zip(code)) else None
    name, other = _split(item)
    county = on_map.county(other or state, name)
    return Area(other or state, county=county) if county else None


def _split(item: str) -> tuple[str, str]:
    """A county and its state, if one was written: "Cook County, IL"."""
    name, comma, state = item.rpartition(",")
    return (name.strip(), find_state(state)) if comma and find_state(state) else (item, "")


def _problem(item: str, state: str) -> str:
    words = {"item": item[:60], "state": _split(item)[1] or state}
    if ZIPS.match(item):
        return _("We do not know the ZIP code “%(item)s”.") % words
    return _("We know no county “%(item)s” in %(state)s.") % words
