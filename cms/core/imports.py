"""What every import of open data shares: where a file comes from, what was changed, and what was refused."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import requests
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models

from cms.core.forms import PhoneField
from cms.core.text import clean_line

TIMEOUT_SECONDS = 30
BATCH_ROWS = 2_000
MARKUP = re.compile(r"<\s*[/!a-zA-Z]|&[#a-zA-Z]+\w*;")
LETTERS = re.compile(r"[^\W\d_]")
# A file that lost half of what we know was cut off on its way; small tables may change as they like.
SMALLEST_GUARDED_TABLE = 20

Row = TypeVar("Row", bound=models.Model)


class BadSource(Exception):
    """The whole file cannot be used. The text is one line for whoever ran the import."""


class BadRow(Exception):
    """One row cannot be used; the rest of the file can. The text says why."""


@dataclass(frozen=True)
class Source:
    """Where a data set lives: its path inside OPEN_DATA_DIR and its public address."""

    path: str
    url: str


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


def read_source(source: Source, file: str = "") -> bytes:
    """The bytes of `file`, else of OPEN_DATA_DIR, else of the public address. Raises `BadSource`."""
    local = local_path(source, file)
    return read_file(local) if local else download(source.url)


def read_file(path: str | Path) -> bytes:
    """The bytes of a file on this machine. Raises `BadSource`."""
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise BadSource(f"Cannot read {path}: {error.strerror or error}.") from error


def local_path(source: Source, file: str = "") -> Path | None:
    """The file on this machine; None where only the public address is left."""
    if file:
        return Path(file)
    return Path(settings.OPEN_DATA_DIR) / source.path if settings.OPEN_DATA_DIR else None


def download(url: str) -> bytes:
    """The body of a public address. Raises `BadSource`."""
    try:
        response = requests.get(url, timeout=TIMEOUT_SECONDS)
        response.raise_for_status()
    except requests.RequestException as error:
        problem = type(error).__name__
        raise BadSource(f"Cannot fetch {url} ({problem}). Try --file, or set OPEN_DATA_DIR.") from error
    return response.content


def read_text(data: bytes) -> str:
    """UTF-8 with or without a byte order mark. Raises `BadSource`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource("The file is not UTF-8 text.") from error


def read_json_list(data: bytes) -> list[Any]:
    """A JSON list that is complete. Raises `BadSource`."""
    try:
        rows = json.loads(read_text(data))
    except json.JSONDecodeError as error:
        raise BadSource(f"The file is not complete JSON (line {error.lineno}): {error.msg}.") from error
    if not isinstance(rows, list):
        raise BadSource("The file should hold a JSON list.")
    return rows


def require_columns(present: Iterable[str] | None, wanted: Iterable[str]) -> None:
    """Raises `BadSource` that names what is missing."""
    missing = sorted(set(wanted) - set(present or ()))
    if missing:
        raise BadSource(f"The file has no column {', '.join(missing)}.")


def plain_line(value: Any, what: str) -> str:
    """One line of text without markup. Raises `BadRow`."""
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
    rows.model._default_manager.bulk_create(fresh, batch_size=BATCH_ROWS)
    if changed:
        names = sorted({name for values in wanted.values() for name in values})
        rows.model._default_manager.bulk_update(changed, names, batch_size=500)
    report.added += len(fresh)
    report.changed += len(changed)
    return {code: row for code, row in present.items() if code in wanted} | {getattr(row, key): row for row in fresh}


def take(row: models.Model, values: Mapping[str, Any]) -> bool:
    """Put `values` on `row`, unsaved; whether anything was different."""
    different = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in different.items():
        setattr(row, name, value)
    return bool(different)
