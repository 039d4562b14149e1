"""Organizations as one plain table, for spreadsheets: a row for each organization, or for each of its offices.

The Justice Department's roster of recognized organizations (name, city, state, phone, recognized, expiration, status)
is such a table too.
"""

from collections.abc import Iterator
from typing import Any

from cms.core.imports import MARKUP, BadRow, Report, phone_number, plain_line
from cms.core.sources import csv_rows
from cms.core.tables import head, unquoted
from cms.core.text import clean_text
from cms.directory.hsds.columns import made_id, read_date, read_id
from cms.directory.hsds.fields import read_zip
from cms.directory.hsds.lists import area_keys, language_keys
from cms.directory.hsds.plain_columns import (
    ADDRESSES,
    CHOICES,
    COLUMNS,
    EXAMPLE,
    NEEDED,
    NO,
    OFFICE,
    ROSTER,
    SERVICE,
    SOURCES,
    TEXTS,
    YES,
)
from cms.directory.hsds.reading import as_people_write
from cms.directory.hsds.sameness import name_key
from cms.directory.hsds.wanted import Values, Wanted
from cms.directory.models import Service
from cms.places.states import find_state


def is_the_roster(text: str) -> bool:
    """Whether this is the Justice Department's list, by its columns. Raises `BadSource`."""
    columns = head(text).columns
    return "expiration" in columns and "services" not in columns


def read_plain(text: str, report: Report, *, is_roster: bool = False) -> Iterator[Wanted]:
    """One `Wanted` for each organization; further rows of it are further offices. Raises `BadSource`."""
    found = head(text)
    unknown = [name for name in found.columns if name and name not in COLUMNS + ROSTER]
    if unknown:
        report.notes.append(f"columns that were not read: {', '.join(unknown)[:300]}")
    organizations: dict[str, Wanted] = {}
    for where, cells in csv_rows(found.lines, columns=NEEDED, delimiter=found.delimiter):
        try:
            filled = {name: unquoted(cell, _words(name)) for name, cell in cells.items() if cell.strip()}
            if not filled or filled.get("name") == EXAMPLE["name"]:
                continue
            one = _organization(where, filled, is_roster=is_roster)
            _add_offices(organizations.setdefault(str(one.hsds_id), one), one)
        except BadRow as error:
            report.reject(where, error)
    yield from organizations.values()


def _add_offices(earlier: Wanted, later: Wanted) -> None:
    if later is not earlier:
        earlier.locations = [*(earlier.locations or ()), *(later.locations or ())] or None
        known = {phone["number"] for phone in earlier.phones or ()}
        fresh = [phone for phone in later.phones or () if phone["number"] not in known]
        earlier.phones = [*(earlier.phones or ()), *fresh] or None
        if later.values.get("is_recognized"):  # one office of several is enough, and the last day counts
            days = [day for one in (earlier, later) if (day := one.values.get("recognized_until"))]
            earlier.values |= {"is_recognized": True, **({"recognized_until": max(days)} if days else {})}


def _organization(where: str, cells: dict[str, str], *, is_roster: bool) -> Wanted:
    name = _line("name", cells, 160)
    if not name:
        raise BadRow("no name")
    state = _state(cells.get("state", ""))
    key = cells.get("id") or made_id("plain", name_key(name), state)
    values: Values = {column: _line(column, cells, longest) for column, longest in {**TEXTS, **SOURCES}.items()}
    values |= {column: _address(column, cells, read) for column, read in ADDRESSES.items()}
    values |= {"languages": _languages(cells), **_recognition(cells, is_roster=is_roster)}
    one = Wanted(
        where,
        read_id(key.strip()),
        {name: value for name, value in values.items() if value or (is_roster and value is False)},
        has_own_id="id" in cells,
    )
    if "phone" in cells:
        one.phones = [{"number": as_people_write(phone_number(part))} for part in cells["phone"].split(";")]
    one.locations = _office(cells, state, key)
    one.services = _services(cells, key, is_roster=is_roster)
    one.service_areas = _areas(cells)
    return one


def _line(name: str, cells: dict[str, str], longest: int) -> str:
    value = (
        clean_text(cells.get(name, "")) if name.startswith("description") else plain_line(cells.get(name), _words(name))
    )
    if MARKUP.search(value):
        raise BadRow(f"HTML in the {_words(name)}")
    if len(value) > longest:
        raise BadRow(f"the {_words(name)} has {len(value)} characters; {longest} fit")
    return value


def _words(name: str) -> str:
    return name.replace("_", " ")


def _address(name: str, cells: dict[str, str], read: Any) -> str:
    value: str = read(cells.get(name, ""))
    if cells.get(name) and not value:
        raise BadRow(f"the {_words(name)} {cells[name][:60]!r} is no address")
    return value


def _state(cell: str) -> str:
    code = find_state(cell)
    if cell and not code:
        raise BadRow(f"{cell[:60]!r} is no state")
    return code


def _languages(cells: dict[str, str]) -> list[str]:
    codes: list[str] = []
    for part in _parts(cells, "languages"):
        known = language_keys({"code": part}) or language_keys({"name": part})
        if not known:
            raise BadRow(f"the language {part[:60]!r} is not on our list")
        codes += known
    return list(dict.fromkeys(codes))


def _parts(cells: dict[str, str], name: str) -> list[str]:
    return [part.strip() for part in cells.get(name, "").split(";") if part.strip()]


def _recognition(cells: dict[str, str], *, is_roster: bool) -> Values:
    """On the roster, "recognized" is the day on which that began, and the status says whether it still holds."""
    until = cells.get("recognized_until") or cells.get("expiration") or ""
    if until and not read_date(until):
        raise BadRow(f"{until[:60]!r} is no day: write 2030-12-31")
    status = cells.get("status", "").casefold()
    is_recognized = status.startswith("active") if is_roster else _yes_or_no("recognized", cells)
    return {"is_recognized": is_recognized, "recognized_until": read_date(until)}


def _yes_or_no(name: str, cells: dict[str, str]) -> bool | None:
    word = cells.get(name, "").strip().casefold()
    if word and word not in YES | NO:
        raise BadRow(f"the {_words(name)} {word[:60]!r}: write yes or no")
    return (word in YES) if word else None


def _office(cells: dict[str, str], state: str, key: str) -> list[Values] | None:
    texts = {name: _line(name, cells, longest) for name, longest in OFFICE.items()}
    zip_code = read_zip(cells.get("zip"))
    if cells.get("zip") and not zip_code:
        raise BadRow(f"the ZIP code {cells['zip'][:60]!r} has no five digits")
    if not any((*texts.values(), state, zip_code)):
        return None
    if not (texts["city"] and state):
        raise BadRow("an office needs its city and its state")
    office = {"name": texts.pop("office"), **texts, "state": state, "zip": zip_code}
    return [{"hsds_id": read_id(made_id(key, *office.values())), **office, "latitude": None, "longitude": None}]


def _services(cells: dict[str, str], key: str, *, is_roster: bool) -> list[Values] | None:
    kinds = _parts(cells, "services") or (["legal"] if is_roster else [])
    names = {str(label).casefold(): value for value, label in Service.Kind.choices}
    values: Values = {name: _line(name, cells, longest) for name, longest in SERVICE.items()}
    values |= {name: _choice(name, cells, choices) for name, choices in CHOICES.items()}
    values |= {name: _yes_or_no(name, cells) for name in ("for_detained", "for_released")}
    values["is_remote"] = bool(_yes_or_no("is_remote", cells))
    rows = []
    for kind in kinds:
        code = kind.casefold() if kind.casefold() in Service.Kind.values else names.get(kind.casefold())
        if not code:
            raise BadRow(f"the service {kind[:60]!r} is none of {', '.join(Service.Kind.values)}")
        rows.append({"hsds_id": read_id(made_id(key, "service", code)), "kind": code, **values})
    return rows or None


def _choice(name: str, cells: dict[str, str], choices: list[str]) -> str:
    word = cells.get(name, "").strip().casefold()
    if word not in choices and word:
        raise BadRow(f"the {_words(name)} {word[:60]!r} is none of {', '.join(filter(None, choices))}")
    return word


def _areas(cells: dict[str, str]) -> list[Values] | None:
    found = []
    for part in _parts(cells, "areas"):
        keys = area_keys({"name": part, "extent_type": "county"})
        if not keys:
            raise BadRow(f"the area {part[:60]!r} is no state, no “Some County, Texas” and not “national”")
        found += [{"extent": extent, "state": state, "county": county} for extent, state, county in keys]
    return found or None
