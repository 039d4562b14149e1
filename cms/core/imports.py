"""What every import of open data shares: what it refuses, what it changes, and how it says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import ValidationError
from django.db import models

from cms.core.forms import PhoneField
from cms.core.progress import batches
from cms.core.sources import BadSource
from cms.core.text import clean_line

MARKUP = re.compile(r"<\s*[/!a-zA-Z]|&[#a-zA-Z]+\w*;")
LETTERS = re.compile(r"[^\W\d_]")
# A file that lost half of what we know was cut off on its way; small tables may change as they like.
SMALLEST_GUARDED_TABLE = 20

Row = TypeVar("Row", bound=models.Model)


class BadRow(Exception):
    """One row cannot be used; the rest of the file can. The text says why."""


@dataclass
class Report:
    """What an import did. `ended` rows are kept but over, or gone where nothing can depend on them."""

    title: str
    added: int = 0
    changed: int = 0
    ended: int = 0
    rejected: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.added + self.changed + self.ended

    def reject(self, where: str, reason: object) -> None:
        self.rejected.append(f"{where}: {reason}")

    def lines(self) -> list[str]:
        """One line of counts, then one for each row refused and each row somebody should look at."""
        counts = f"{self.added} added, {self.changed} changed, {self.ended} ended, {len(self.rejected)} rejected"
        return [
            f"{self.title}: {counts}",
            *(f"  rejected  {line}" for line in self.rejected),
            *(f"  look at   {line}" for line in self.notes),
        ]


def plain_line(value: Any, what: str) -> str:
    """One line of text without markup. Raises `BadRow`."""
    if not isinstance(value, str | int | float | None):
        raise BadRow(f"the {what} is no text")
    text = clean_line(str(value or ""))
    if MARKUP.search(text):
        raise BadRow(f"HTML in the {what}")
    return text


def phone_number(value: Any) -> str:
    """E.164 (+12025550123), empty for nothing. Raises `BadRow`: a number in letters is often a joke."""
    text = clean_line(str(value or ""))
    if LETTERS.search(text):
        raise BadRow(f"the phone {text!r} has letters")
    try:
        return str(PhoneField(required=False).clean(text))
    except ValidationError as error:
        raise BadRow(f"the phone {text!r} is no U.S. number") from error


def refuse_if_shrunk(*, known: int, found: int, what: str) -> None:
    """Raises `BadSource` where a file holds less than half of what the table has."""
    if known >= SMALLEST_GUARDED_TABLE and found * 2 < known:
        raise BadSource(f"The file has {found} {what} where {known} are known. It looks cut off; nothing was changed.")


def write_differences(
    rows: models.QuerySet[Row], *, key: str, wanted: Mapping[str, Mapping[str, Any]], report: Report
) -> dict[str, Row]:
    """Make `rows` say what `wanted` says ({key: {field: value}}); returns the rows wanted, by key. Ends nothing."""
    present = {getattr(row, key): row for row in rows}
    fresh = [rows.model(**{key: code}, **values) for code, values in wanted.items() if code not in present]
    changed = [present[code] for code, values in wanted.items() if code in present and take(present[code], values)]
    _write(fresh, changed, sorted({name for values in wanted.values() for name in values}), report.title)
    report.added += len(fresh)
    report.changed += len(changed)
    return {code: row for code, row in present.items() if code in wanted} | {getattr(row, key): row for row in fresh}


def _write(fresh: list[Row], changed: list[Row], names: list[str], title: str) -> None:
    with batches(fresh, f"{title}: adding") as slices:
        for rows in slices:
            type(rows[0])._default_manager.bulk_create(rows)
    with batches(changed, f"{title}: changing") as slices:
        for rows in slices:
            type(rows[0])._default_manager.bulk_update(rows, names, batch_size=500)


def take(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Put `values` on `row`, unsaved; whether anything was different."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
