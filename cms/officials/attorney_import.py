"""The 93 U.S. Attorney offices: our own table of names, states and addresses. Names and phones are the staff's."""

import csv
from pathlib import Path
from typing import Any

from django.db import transaction

from cms.core.clock import today
from cms.core.imports import BadRow, BadSource, Report, plain_line, refuse_if_shrunk, require_columns
from cms.officials.fields_of_files import web_address
from cms.officials.models import Office
from cms.officials.recording import write_offices
from cms.places.states import ENGLISH_NAMES

OUR_TABLE = Path(__file__).parent / "data" / "us_attorneys.csv"
COLUMNS = ("state", "other_state", "name", "website")


@transaction.atomic
def import_us_attorneys(*, text: str) -> Report:
    """Write the offices in `text` (CSV). Who holds them, and their phones, are left as people entered them."""
    report = Report("U.S. Attorney offices")
    rows = csv.DictReader(text.splitlines())
    require_columns(rows.fieldnames, COLUMNS)
    wanted: dict[str, dict[str, Any]] = {}
    for row in rows:
        try:
            _take(row, wanted)
        except BadRow as error:
            report.reject(f"line {rows.line_num}", error)
    if not wanted:
        raise BadSource("The file has no rows that can be read.")
    known = Office.objects.of_kind(Office.Kind.US_ATTORNEY).filter(key__isnull=False).count()
    refuse_if_shrunk(known=known, found=len(wanted), what="offices")
    write_offices(wanted, day=today(), report=report)
    return report


def _take(row: dict[str, Any], wanted: dict[str, dict[str, Any]]) -> None:
    name, website = plain_line(row["name"], "name"), web_address(row["website"])
    states = [str(row["state"] or ""), str(row["other_state"] or "")]
    if states[0] not in ENGLISH_NAMES:
        raise BadRow("no state")
    if not name or not website:
        raise BadRow("no name or no website")
    key = f"us_attorney-{website.rstrip('/').rpartition('/')[2]}"[:60]
    if key in wanted:
        raise BadRow(f"{website} stands there twice")
    wanted[key] = {
        "kind": Office.Kind.US_ATTORNEY.value,
        "name": name,
        "state": states[0],
        "other_state": states[1],
        "website": website,
        "source": website,
    }
