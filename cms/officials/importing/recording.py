"""Write what a source says about offices and the people in them. Hands win over files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeVar

from django.db.models import QuerySet

from cms.core.imports import Report, take, write_differences
from cms.officials.models import Holder, Office
from cms.officials.models.contact import Contact

Row = TypeVar("Row", bound=Contact)

# What a correction by hand protects.
CONTACT_FIELDS = frozenset(
    {
        "phone",
        "address",
        "hours",
        "time_zone",
        "latitude",
        "longitude",
        "website",
        "contact_form",
        "source",
        "checked_on",
    }
)


@dataclass(frozen=True)
class Person:
    """Who holds an office by a source. `id` is the source's own; dates may be unknown."""

    id: str
    name: str
    party: str
    start: date | None
    end: date | None
    source: str


def write_offices(wanted: Mapping[str, Mapping[str, Any]], *, day: date | None, report: Report) -> dict[str, Office]:
    """Make the offices of these keys say what the source says; returns them by key. Ends none."""
    return write_contacts(Office.objects.filter(key__isnull=False), key="key", wanted=wanted, day=day, report=report)


def write_contacts(
    rows: QuerySet[Row], *, key: str, wanted: Mapping[str, Mapping[str, Any]], day: date | None, report: Report
) -> dict[str, Row]:
    """As `write_differences`, but contact data corrected by hand stays; all other rows were looked at on `day`.

    None: the source is no look at them, such as a table that comes with the code.
    """
    corrected = set(rows.filter(is_corrected=True).values_list(key, flat=True))
    written = write_differences(
        rows,
        key=key,
        wanted={code: _without_contact(fields) if code in corrected else fields for code, fields in wanted.items()},
        report=report,
    )
    if day:  # to have been looked at again is no change
        seen = [row.pk for code, row in written.items() if code not in corrected]
        rows.filter(pk__in=seen).exclude(checked_on=day).update(checked_on=day)
    return written


def _without_contact(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in fields.items() if name not in CONTACT_FIELDS}


class Roll:
    """Who holds the offices of an import, before and after it."""

    def __init__(self, offices: Mapping[str, Office], *, day: date, report: Report) -> None:
        self.offices = offices
        self.day = day
        self.report = report
        ids = [office.pk for office in offices.values()]
        rows = list(Holder.objects.filter(office__in=ids))
        self.running = {row.office_id: row for row in rows if row.left_on is None}
        self.known = {(row.office_id, row.external_id): row for row in rows if row.external_id}
        self.seen: list[int] = []

    def write(self, people: Mapping[str, Person], *, unreadable: Collection[str], leaving: date | None = None) -> None:
        """Seat `people` ({office key: person}) and end whom the source no longer lists.

        `unreadable` are ids of people whose rows were refused: they are not gone. `leaving` is the day on which
        those without a successor are out (default: today).
        """
        for key, office in self.offices.items():
            if key not in people:
                self._vacate(office, unreadable, leaving or self.day)
        for key, person in people.items():
            self._seat(self.offices[key], person)
        Holder.objects.filter(pk__in=self.seen).exclude(checked_on=self.day).update(checked_on=self.day)

    def _vacate(self, office: Office, unreadable: Collection[str], leaving: date) -> None:
        holder = self.running.get(office.pk)
        if holder and holder.external_id and holder.external_id not in unreadable:
            self._end(holder, leaving)

    def _seat(self, office: Office, person: Person) -> None:
        holder = self.running.get(office.pk)
        if holder and not holder.external_id and holder.name != person.name:
            self.report.notes.append(f"{office}: {holder} was entered by hand and stays; the source has {person.name}.")
            return
        if holder and holder.external_id in ("", person.id):
            self._update(holder, person)
            return
        if holder:
            self._end(holder, max(person.start or self.day, holder.start or date.min))
        self._begin(office, person)

    def _end(self, holder: Holder, day: date) -> None:
        holder.left_on = day
        holder.save(update_fields=["left_on"])
        self.report.ended += 1

    def _begin(self, office: Office, person: Person) -> None:
        known = self.known.get((office.pk, person.id))
        if known:  # back again, or ended by mistake
            self._update(known, person)
            return
        holder = Holder.objects.create(office=office, start=person.start, checked_on=self.day, **_fields(person))
        self.report.added += 1
        self.seen.append(holder.pk)

    def _update(self, holder: Holder, person: Person) -> None:
        self.seen.append(holder.pk)
        if take(holder, {**_fields(person), "left_on": None}):
            holder.save()
            self.report.changed += 1


def _fields(person: Person) -> dict[str, Any]:
    """The start is not among them: who is elected again stays."""
    return {
        "external_id": person.id,
        "name": person.name,
        "party": person.party,
        "end": person.end,
        "source": person.source,
    }


def note_ended_terms(people: Mapping[str, Person], *, day: date, report: Report) -> None:
    """A term that is over though the source still lists the person: somebody should look."""
    for key, person in sorted(people.items()):
        if person.end and person.end < day:
            report.notes.append(f"{key}: the term of {person.name} ended on {person.end} by this source.")
