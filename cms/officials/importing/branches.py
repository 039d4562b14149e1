"""District offices of members of Congress, from the unitedstates/congress-legislators project (public domain)."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import transaction

from cms.core.clock import today
from cms.core.imports import SMALLEST_GUARDED_TABLE, BadRow, Report, plain_line, refuse_if_shrunk
from cms.core.progress import progress
from cms.core.sources import BadSource, Source, read_json_list
from cms.core.text import clean_line
from cms.officials.importing.fields import coordinates_or_note, phone_or_note
from cms.officials.importing.recording import write_contacts
from cms.officials.models import DistrictOffice, Holder
from cms.places.models import ZipArea
from cms.places.states import ENGLISH_NAMES

DISTRICT_OFFICES = Source(
    "congress/legislators-district-offices.json",
    "https://unitedstates.github.io/congress-legislators/legislators-district-offices.json",
)
LONGEST_ID = 80
Row = tuple[str, dict[str, Any]]  # a Bioguide id and a branch office of that member


@transaction.atomic
def import_district_offices(*, data: bytes) -> Report:
    """Write the branch offices in `data` (JSON), each under the office its member holds. Raises `BadSource`."""
    report, day = Report("District offices"), today()
    offices = _offices_of_members(day)
    if not offices:
        raise BadSource("No member of Congress is known yet: run import_congress first.")
    listed = list(_rows(read_json_list(data)))
    _refuse_if_of_others(listed, offices)
    with progress(listed, "District offices: reading") as steps:
        wanted, unreadable = _read(steps, offices, report)
    rows = DistrictOffice.objects.filter(external_id__isnull=False)
    refuse_if_shrunk(known=rows.open().count(), found=len(wanted) + len(unreadable), what="district offices")
    write_contacts(rows, key="external_id", wanted=wanted, day=day, report=report)
    report.ended += _close(wanted.keys() | unreadable, day)
    return report


def _refuse_if_of_others(rows: list[Row], offices: dict[str, int]) -> None:
    strangers = sum(1 for bioguide, _row in rows if bioguide not in offices)
    if strangers >= SMALLEST_GUARDED_TABLE and strangers * 2 > len(rows):
        total = f"{strangers} of its {len(rows)} offices"
        raise BadSource(f"The file is of another Congress: {total} are of nobody who sits in this one.")


def _offices_of_members(day: date) -> dict[str, int]:
    """Office by Bioguide id: the one held now, else the one to come."""
    holders = Holder.objects.exclude(external_id="").filter(office__kind__in=("senator", "representative", "delegate"))
    coming = dict(holders.filter(left_on=None).values_list("external_id", "office_id"))
    return coming | dict(holders.current(day).values_list("external_id", "office_id"))


def _close(listed: set[str], day: date) -> int:
    open_rows = DistrictOffice.objects.filter(external_id__isnull=False).open()
    gone = [pk for pk, key in open_rows.values_list("pk", "external_id") if key not in listed]
    return DistrictOffice.objects.filter(pk__in=gone).update(closed_on=day)


def _read(rows: Iterable[Row], offices: dict[str, int], report: Report) -> tuple[dict[str, dict[str, Any]], set[str]]:
    """Fields by the source's id, and the ids of rows that were refused."""
    wanted: dict[str, dict[str, Any]] = {}
    unreadable: set[str] = set()
    zones = dict(ZipArea.objects.values_list("zip", "time_zone"))
    for number, (bioguide, row) in enumerate(rows, start=1):
        key = clean_line(str(row.get("id") or ""))[:LONGEST_ID]
        where = f"office {number} ({key or 'no id'})"
        try:
            if not key or key in wanted:
                raise BadRow("this id stands there twice" if key else "no id")
            wanted[key] = {**_fields(row, bioguide, offices, zones), **_found_by(row, where, report)}
        except BadRow as error:
            report.reject(where, error)
            unreadable.add(key)
    return wanted, unreadable


def _rows(members: list[Any]) -> Iterator[Row]:
    for member in members:
        try:
            found = [(str(member["id"]["bioguide"]), dict(row)) for row in member["offices"]]
        except (KeyError, TypeError, ValueError) as error:
            raise BadSource("The file has not the shape of a list of members with their offices.") from error
        yield from found


def _found_by(row: dict[str, Any], where: str, report: Report) -> dict[str, Any]:
    return {**phone_or_note(row.get("phone"), where, report), **coordinates_or_note(row, where, report)}


def _fields(row: dict[str, Any], bioguide: str, offices: dict[str, int], zones: dict[str, str]) -> dict[str, Any]:
    if bioguide not in offices:
        raise BadRow(f"{bioguide} is no member we know")
    state = str(row.get("state") or "").upper()
    if state not in ENGLISH_NAMES:
        raise BadRow(f"{state!r} is no state" if state else "no state")
    city = plain_line(row.get("city"), "city")
    if not city or len(city) > 60:
        raise BadRow("no city that can be read")
    street = [plain_line(row.get(part), "address") for part in ("address", "suite", "building")]
    zip_code = re.sub(r"\D.*", "", str(row.get("zip") or ""))[:5]
    return {
        "office_id": offices[bioguide],
        "city": city,
        "state": state,
        "zip": zip_code,
        "address": ", ".join(part for part in street if part)[:250],
        "hours": plain_line(row.get("hours"), "hours")[:120],
        "time_zone": zones.get(zip_code, ""),
        "source": DISTRICT_OFFICES.url,
        "closed_on": None,
    }
