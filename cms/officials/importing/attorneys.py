"""The 93 U.S. Attorney offices: our own table of names, states and addresses. Names and phones are the staff's."""

from pathlib import Path
from typing import Any

from django.db import transaction

from cms.core.imports import BadRow, Report, plain_line, refuse_if_shrunk
from cms.core.sources import BadSource, csv_rows
from cms.officials.importing.fields import web_address
from cms.officials.importing.recording import write_offices
from cms.officials.models import Office
from cms.places.states import ENGLISH_NAMES

OUR_TABLE = Path(__file__).with_name("us_attorneys.csv")
LONGEST_NAME = 160
COLUMNS = ("state", "other_state", "name", "website")


@transaction.atomic
def import_us_attorneys(*, text: str) -> Report:
    """Write the offices in `text` (CSV). Who holds them, their phones, and when somebody looked are left as entered."""
    report = Report("U.S. Attorney offices")
    wanted: dict[str, dict[str, Any]] = {}
    for where, row in csv_rows(text.splitlines(), columns=COLUMNS):
        try:
            _take(row, wanted)
        except BadRow as error:
            report.reject(where, error)
    if not wanted:
        raise BadSource("The file has no rows that can be read.")
    known = Office.objects.of_kind(Office.Kind.US_ATTORNEY).filter(key__isnull=False).count()
    refuse_if_shrunk(known=known, found=len(wanted), what="offices")
    write_offices(wanted, day=None, report=report)
    return report


def _take(row: dict[str, str], wanted: dict[str, dict[str, Any]]) -> None:
    name, website = plain_line(row["name"], "name"), web_address(row["website"])
    if row["state"] not in ENGLISH_NAMES:
        raise BadRow("no state")
    if row["other_state"] not in ENGLISH_NAMES and row["other_state"]:
        raise BadRow(f"{row['other_state']!r} is no state")
    if not name or not website or len(name) > LONGEST_NAME:
        raise BadRow("no name or no website" if len(name) <= LONGEST_NAME else "a name of more than 160 characters")
    key = f"us_attorney-{website.rstrip('/').rpartition('/')[2]}"[:60]
    if key in wanted:
        raise BadRow(f"{website} stands there twice")
    wanted[key] = {
        "kind": Office.Kind.US_ATTORNEY.value,
        "name": name,
        "state": row["state"],
        "other_state": row["other_state"],
        "website": website,
        "source": website,
    }
