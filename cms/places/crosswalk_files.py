"""Two shapes of ZIP-to-district files, read into the same rows."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

import us

from cms.core.imports import BadRow
from cms.core.progress import progress
from cms.core.sources import BadSource, Source, csv_rows
from cms.places.models import District
from cms.places.states import ENGLISH_NAMES

CROSSWALK = Source(
    "zip-districts/zccd.csv",
    "https://raw.githubusercontent.com/OpenSourceActivismTech/us-zipcodes-congress/master/zccd.csv",
)
# The Census writes 98 for a delegate's district, and ZZ for water and land without one.
AT_LARGE = {"0", "00", "98"}
NO_DISTRICT = "ZZ"
CENSUS_DISTRICT = re.compile(r"GEOID_CD(\d{3})_\d{2}")
CENSUS_ZIP, CENSUS_LAND, CENSUS_PART = "GEOID_ZCTA5_20", "AREALAND_ZCTA5_20", "AREALAND_PART"


@dataclass(frozen=True)
class Part:
    """One line: a ZIP area, its district, and the share of its land that lies there (None: not said)."""

    zip: str
    state: str
    number: str
    land_share: float | None = None


@dataclass
class Crosswalk:
    """What a file says, each pair once; `congress` is 0 where the file does not say."""

    congress: int = 0
    parts: dict[tuple[str, str, str], Part] = field(default_factory=dict)
    rejected: list[tuple[str, str]] = field(default_factory=list)

    def read(self, lines: Iterable[tuple[str, dict[str, str]]], census_column: str) -> None:
        for where, row in lines:
            try:
                part = _census_part(row, census_column) if census_column else _plain_part(row)
                if part:
                    self._add(part)
            except BadRow as error:
                self.rejected.append((where, str(error)))

    def _add(self, part: Part) -> None:
        pair = (part.zip, part.state, part.number)
        if pair in self.parts:
            raise BadRow(f"{part.zip} in {part.state}-{part.number} stands there twice")
        self.parts[pair] = part


def read_crosswalk(text: str) -> Crosswalk:
    """A file with commas (state_abbr, zcta, cd) or a Census relationship file with bars. Raises `BadSource`."""
    lines = text.splitlines()
    header = lines[0] if lines else ""
    with progress(lines, "Districts: reading") as steps:
        crosswalk = _census_file(steps, header) if "|" in header else _plain_file(steps)
    if len(crosswalk.rejected) > len(crosswalk.parts):
        where, reason = crosswalk.rejected[0]
        raise BadSource(f"Most lines cannot be read; the first is {where}: {reason}.")
    if not crosswalk.parts:
        raise BadSource("The file has no rows.")
    return crosswalk


def _plain_file(lines: Iterable[str]) -> Crosswalk:
    crosswalk = Crosswalk()
    crosswalk.read(csv_rows(lines, columns=("state_abbr", "zcta", "cd")), "")
    return crosswalk


def _census_file(lines: Iterable[str], header: str) -> Crosswalk:
    found = CENSUS_DISTRICT.search(header)
    column = found.group(0) if found else "GEOID_CD119_20"
    crosswalk = Crosswalk(congress=int(found.group(1)) if found else 0)
    crosswalk.read(csv_rows(lines, columns=(column, CENSUS_ZIP, CENSUS_LAND, CENSUS_PART), delimiter="|"), column)
    return crosswalk


def _plain_part(row: dict[str, str]) -> Part:
    return Part(_zip(row["zcta"]), _state(row["state_abbr"]), _number(row["cd"]))


def _census_part(row: dict[str, str], column: str) -> Part | None:
    """None for a line without a ZIP area, without a district, or with water only."""
    geoid = row[column].strip()
    if not row[CENSUS_ZIP].strip() or geoid[2:] == NO_DISTRICT:
        return None
    land, whole = _area(row[CENSUS_PART]), _area(row[CENSUS_LAND])
    if not land:
        return None
    state = us.states.lookup(geoid[:2], field="fips")
    share = round(land / whole, 4) if whole else None
    return Part(_zip(row[CENSUS_ZIP]), _state(state.abbr if state else ""), _number(geoid[2:]), share)


def _zip(text: str) -> str:
    if not re.fullmatch(r"[0-9]{5}", text.strip()):
        raise BadRow(f"{text!r} is no ZIP code")
    return text.strip()


def _state(text: str) -> str:
    code = text.strip().upper()
    if code not in ENGLISH_NAMES:
        raise BadRow(f"{text!r} is no state" if text else "no state")
    return code


def _number(text: str) -> str:
    if not re.fullmatch(r"[0-9]{1,2}", text.strip()):
        raise BadRow(f"{text!r} is no district")
    return District.AT_LARGE if text.strip() in AT_LARGE else str(int(text))


def _area(text: str) -> int:
    try:
        return int(text)
    except ValueError as error:
        raise BadRow(f"{text!r} is no area in square meters") from error
