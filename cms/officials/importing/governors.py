"""Governors from the openstates/people project (public domain). Its end dates are often past: they are noted."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import yaml
from django.db import transaction

from cms.core.clock import today
from cms.core.imports import BadRow, Report, plain_line, refuse_if_shrunk
from cms.core.progress import progress
from cms.core.sources import BadSource
from cms.officials.importing.fields import day_of, phone_or_note, web_address
from cms.officials.importing.governor_files import EXECUTIVES
from cms.officials.importing.recording import Person, Roll, note_ended_terms, write_offices
from cms.officials.models import Office
from cms.places.models import ZipArea
from cms.places.states import ENGLISH_NAMES

JURISDICTION = re.compile(r"/(?:state|territory|district):([a-z]{2})/")
LAST_ZIP = re.compile(r"\b(\d{5})(?:-\d{4})?\s*$")


@dataclass(frozen=True)
class _Governor:
    state: str
    person: Person
    capitol: dict[str, Any]
    links: list[dict[str, Any]]


@transaction.atomic
def import_governors(*, files: Iterable[tuple[str, bytes]]) -> Report:
    """Seat the governor whose term began last in each state. `files`: names and YAML. Raises `BadSource`."""
    report, day = Report("Governors"), today()
    with progress(files, "Governors: reading") as steps:
        latest = _latest(steps, report)
    if not latest:
        raise BadSource("The files name no governor.")
    people = {f"governor-{state}": one.person for state, one in sorted(latest.items())}
    known = Office.objects.of_kind(Office.Kind.GOVERNOR).filter(key__isnull=False).count()
    refuse_if_shrunk(known=known, found=len(people) + len(report.rejected), what="governors")
    zones = dict(ZipArea.objects.values_list("zip", "time_zone"))
    fields = {f"governor-{state}": _office(one, zones, report) for state, one in sorted(latest.items())}
    # A state that is not in the files keeps its governor: its file may be the one that could not be read.
    Roll(write_offices(fields, day=day, report=report), day=day, report=report).write(people, unreadable=())
    note_ended_terms(people, day=day, report=report)
    return report


def _latest(files: Iterable[tuple[str, bytes]], report: Report) -> dict[str, _Governor]:
    """By state, whoever's term began last."""
    latest: dict[str, _Governor] = {}
    states: dict[str, str] = {}
    for name, data in files:
        found = _read(name, data, report)
        if found and states.setdefault(found.person.id, found.state) != found.state:
            report.reject(name, f"this id stands there twice, for {states[found.person.id]} and {found.state}")
        elif found and _is_newer(found, latest.get(found.state)):
            latest[found.state] = found
    return latest


def _is_newer(one: _Governor, other: _Governor | None) -> bool:
    """Whether their term began later; a term whose beginning nobody knows is the oldest."""
    return other is None or (one.person.start or date.min) > (other.person.start or date.min)


def _read(name: str, data: bytes, report: Report) -> _Governor | None:
    """None for other executives, and for what cannot be read, which is reported."""
    try:
        row = yaml.safe_load(data)
        roles = [role for role in row.get("roles") or [] if role.get("type") == "governor"]
        return _governor(row, roles[-1]) if roles else None
    except BadRow as error:
        report.reject(name, error)
    except (yaml.YAMLError, UnicodeDecodeError):
        report.reject(name, "not complete YAML")
    except (AttributeError, KeyError, RecursionError, TypeError, ValueError):
        report.reject(name, "it has not the shape of a person")
    return None


def _governor(row: dict[str, Any], role: dict[str, Any]) -> _Governor:
    found = JURISDICTION.search(str(role.get("jurisdiction") or ""))
    state = found.group(1).upper() if found else ""
    if state not in ENGLISH_NAMES:
        raise BadRow("no state")
    name, ocd_id = plain_line(row.get("name"), "name"), plain_line(row.get("id"), "id")
    if not name or len(name) > 120 or not ocd_id:
        raise BadRow("no name or no id that can be read")
    parties = [plain_line(party.get("name"), "party") for party in row.get("party") or []]
    start, end = day_of(role.get("start_date"), "start"), day_of(role.get("end_date"), "end")
    source = next((web_address(one.get("url")) for one in row.get("sources") or []), "")
    person = Person(ocd_id[-36:], name, "/".join(parties)[:60], start, end, source)
    return _Governor(state, person, _capitol(row), [dict(link) for link in row.get("links") or []])


def _capitol(row: dict[str, Any]) -> dict[str, Any]:
    """The office in the capitol, else the first, with its address in one line."""
    offices = [dict(one) for one in row.get("offices") or []]
    capitol = next((one for one in offices if one.get("classification") == "capitol"), offices[0] if offices else {})
    address = re.sub(r"\s*;\s*", ", ", plain_line(capitol.get("address"), "address"))[:250]
    return {**capitol, "address": address}


def _office(governor: _Governor, zones: dict[str, str], report: Report) -> dict[str, Any]:
    forms = [web_address(link.get("url")) for link in governor.links if link.get("note") == "webform"]
    sites = [web_address(link.get("url")) for link in governor.links if link.get("note") in (None, "homepage")]
    zip_code = LAST_ZIP.search(governor.capitol["address"])
    return {
        "kind": Office.Kind.GOVERNOR.value,
        "state": governor.state,
        "address": governor.capitol["address"],
        "website": next(iter(sites), ""),
        "contact_form": next(iter(forms), ""),
        "time_zone": zones.get(zip_code.group(1), "") if zip_code else "",
        "source": EXECUTIVES.url.partition("/archive/")[0],
        **phone_or_note(governor.capitol.get("voice"), f"governor-{governor.state}", report),
    }
