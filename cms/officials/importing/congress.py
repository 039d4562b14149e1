"""Senators, representatives and delegates from the unitedstates/congress-legislators project (public domain)."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import transaction

from cms.core.clock import today
from cms.core.imports import BadRow, Report, plain_line, refuse_if_shrunk
from cms.core.progress import progress
from cms.core.sources import BadSource, Source, read_json_list
from cms.officials.capitol import WASHINGTON
from cms.officials.importing.fields import day_of, phone_or_note, web_address
from cms.officials.importing.recording import Person, Roll, note_ended_terms, write_offices
from cms.officials.models import Holder, Office
from cms.officials.seats import SENATE_CLASSES, all_seats, house_key, house_kind, senate_key
from cms.places.states import ENGLISH_NAMES

LEGISLATORS = Source(
    "congress/legislators-current.json",
    "https://unitedstates.github.io/congress-legislators/legislators-current.json",
)
MEMBER_PAGE = "https://bioguide.congress.gov/search/bio/"
BIOGUIDE = re.compile(r"[A-Za-z0-9]{1,20}")


@dataclass
class _Members:
    """What the file says: fields of offices and people, both by office key."""

    report: Report
    offices: dict[str, dict[str, Any]] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    unreadable: set[str] = field(default_factory=set)

    def read(self, rows: Iterable[Any]) -> None:
        for number, row in enumerate(rows, start=1):
            bioguide = _bioguide(row)
            where = f"member {number} ({bioguide or 'no id'})"
            try:
                self._take(row, bioguide, where)
            except BadRow as error:
                self.report.reject(where, error)
                self.unreadable.add(bioguide)
            except (AttributeError, IndexError, KeyError, OverflowError, TypeError, ValueError) as error:
                self.report.reject(where, f"it has not the shape of a member ({type(error).__name__})")
                self.unreadable.add(bioguide)

    def _take(self, row: dict[str, Any], bioguide: str, where: str) -> None:
        if not bioguide:
            raise BadRow("no bioguide id")
        if bioguide in self.ids:
            raise BadRow("this id stands there twice")
        term = row["terms"][-1]
        key, seat = _seat(term)
        if key in self.people:
            raise BadRow(f"{key} is held by {self.people[key].name} already")
        self.people[key] = _person(row["name"], term, bioguide)
        self.ids.add(bioguide)
        self.offices[key] = {**seat, **_contact(term), **phone_or_note(term.get("phone"), where, self.report)}


@transaction.atomic
def import_congress(*, data: bytes) -> Report:
    """Seat the members in `data` (JSON). Seats of imported districts that nobody holds become vacant offices.

    Raises `BadSource` where the file is cut off or of a Congress that is over.
    """
    report, day = Report("Congress"), today()
    members = _Members(report)
    with progress(read_json_list(data), "Congress: reading") as rows:
        members.read(rows)
    _refuse_if_over(members.people, day)
    seats = {key: dict(fields) for key, fields in all_seats().items()}
    known = Holder.objects.filter(office__kind__in=Office.CONGRESS, left_on=None).count()
    refuse_if_shrunk(known=known, found=len(members.people) + len(members.unreadable), what="members")
    offices = write_offices(seats | members.offices, day=day, report=report)
    older = Office.objects.filter(kind__in=Office.CONGRESS, key__isnull=False).exclude(key__in=list(offices))
    roll = Roll(offices | {str(office.key): office for office in older}, day=day, report=report)
    roll.write(members.people, unreadable=members.unreadable, leaving=max(day, _begins_on(members.people)))
    note_ended_terms(members.people, day=day, report=report)
    return report


def _refuse_if_over(people: dict[str, Person], day: date) -> None:
    if not people:
        raise BadSource("No member in the file can be read.")
    over = sum(1 for person in people.values() if person.end and person.end <= day)
    if over * 2 > len(people):
        raise BadSource(f"The file is of another Congress: the terms of {over} of its {len(people)} members are over.")


def _begins_on(people: dict[str, Person]) -> date:
    """The day on which most terms began: in a file made before a new Congress sits, it is still to come."""
    starts = Counter(person.start for person in people.values() if person.start)
    return starts.most_common(1)[0][0] if starts else date.min


def _bioguide(row: Any) -> str:
    ids = row.get("id") if isinstance(row, dict) else None
    found = BIOGUIDE.fullmatch(str(ids.get("bioguide"))) if isinstance(ids, dict) and ids.get("bioguide") else None
    return found.group(0) if found else ""


def _seat(term: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    state = str(term.get("state") or "").upper()
    if state not in ENGLISH_NAMES:
        raise BadRow(f"{state!r} is no state" if state else "no state")
    if term.get("type") == "sen":
        if term.get("class") not in SENATE_CLASSES:
            raise BadRow(f"there is no Senate class {term.get('class')!r}")
        kind = Office.Kind.SENATOR.value
        return senate_key(state, term["class"]), {"kind": kind, "state": state, "district": ""}
    if term.get("type") != "rep":
        raise BadRow(f"{term.get('type')!r} is neither sen nor rep")
    number = int(term["district"])
    if not 0 <= number <= 99:
        raise BadRow(f"there is no district {number}")
    district = str(number)
    return house_key(state, district), {"kind": house_kind(state), "state": state, "district": district}


def _contact(term: dict[str, Any]) -> dict[str, str]:
    return {
        "address": plain_line(term.get("address"), "address")[:250],
        "website": web_address(term.get("url")),
        "contact_form": web_address(term.get("contact_form")),
        "time_zone": WASHINGTON,
        "source": LEGISLATORS.url,
    }


def _person(name: dict[str, Any], term: dict[str, Any], bioguide: str) -> Person:
    """Two members lack a full name in the source: it is put together from its parts."""
    parts = (name.get("first"), name.get("last"), name.get("suffix"))
    full = plain_line(name.get("official_full") or " ".join(part for part in parts if part), "name")
    if not full or len(full) > 120:
        raise BadRow("no name" if not full else "a name of more than 120 characters")
    start, end = day_of(term.get("start"), "start"), day_of(term.get("end"), "end")
    return Person(bioguide, full, plain_line(term.get("party"), "party")[:60], start, end, MEMBER_PAGE + bioguide)
