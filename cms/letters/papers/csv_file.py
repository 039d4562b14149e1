"""A table of papers as CSV: what people's spreadsheets make of it, read; and written so that it can be read again."""

import csv
import io
import re
from collections.abc import Iterable, Iterator
from itertools import chain

from cms.core.imports import BadRow, Report
from cms.core.sources import BadSource, csv_rows, read_text
from cms.letters.models import Newspaper
from cms.letters.papers.areas import Area, UnknownAreas, parse_areas, write_areas
from cms.letters.papers.columns import (
    COVERAGE,
    KNOWN,
    NEEDED,
    TAKEN,
    WRITTEN,
    ZIP,
    PaperRow,
    read_value,
    unquoted,
    written,
)
from cms.letters.papers.gazetteer import Gazetteer

MOST_COLUMNS = 200
DELIMITERS = ",;\t"
# The row of the template that shows how cells are filled in. It is never imported.
EXAMPLE = {
    "name": "Sample Courier (replace this row)",
    "kind": "daily",
    "language": "en",
    "reach": "local",
    "city": "McAllen",
    "state": "TX",
    "website": "https://courier.example/",
    "channel": "email",
    "letters_email": "letters@courier.example",
    "word_limit": "250",
    "frequency_days": "30",
    "exclusive": "no",
    "source_url": "https://courier.example/letters",
    COVERAGE: "Hidalgo County; Cameron County; 78501 78504",
}


def decode(data: bytes) -> str:
    """UTF-8, or what Excel for Windows writes. Raises `BadSource`."""
    if b"\0" in data[:2000]:
        raise BadSource("The file is no CSV. Save the table as “CSV UTF-8”.")
    try:
        return read_text(data)
    except BadSource:
        try:
            return data.decode("windows-1252")
        except UnicodeDecodeError as error:
            raise BadSource("The file is neither UTF-8 nor Windows-1252 text.") from error


def read_papers(text: str, *, on_map: Gazetteer, report: Report) -> Iterator[PaperRow]:
    """The rows that can be used; the others are in the report, each with its reason. Raises `BadSource`."""
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    delimiter = max(DELIMITERS, key=first.count)
    columns = _columns(first, delimiter)
    unknown = [name for name in columns if name and name not in KNOWN]
    if unknown:
        report.notes.append(f"columns that were not read: {', '.join(unknown)[:300]}")
    header = delimiter.join(columns) + "\n"
    for where, cells in csv_rows(chain([header], lines), columns=NEEDED, delimiter=delimiter):
        try:
            if row := _row(where, cells, on_map):
                yield row
        except BadRow as error:
            report.reject(where, error)


def _columns(first: str, delimiter: str) -> list[str]:
    if first.count(delimiter) >= MOST_COLUMNS:
        raise BadSource(f"The file has {first.count(delimiter) + 1} columns; at most {MOST_COLUMNS} are read.")
    cells = next(csv.reader([first], delimiter=delimiter), [])
    names = [re.sub(r"\W+", "_", cell.strip().casefold()).strip("_") for cell in cells]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadSource(f"The column {twice[0]} stands there twice.")
    return names


def _row(where: str, cells: dict[str, str], on_map: Gazetteer) -> PaperRow | None:
    filled = {name: unquoted(cell, name) for name, cell in cells.items() if name in KNOWN and cell.strip()}
    if not filled or filled.get("name") == EXAMPLE["name"]:
        return None
    missing = [name for name in NEEDED if name not in filled]
    if missing:
        raise BadRow(f"no {' and no '.join(missing)}")
    row = PaperRow(where, {name: read_value(name, filled[name]) for name in TAKEN if name in filled})
    row.zip = filled.get(ZIP, "").strip()[:5]
    if COVERAGE in filled:
        row.areas = _areas(filled[COVERAGE], row, on_map)
    return row


def _areas(text: str, row: PaperRow, on_map: Gazetteer) -> list[Area]:
    try:
        return parse_areas(text, state=row.values["state"], on_map=on_map)
    except UnknownAreas as error:
        raise BadRow(str(error)) from error


def template() -> str:
    """An empty table with one row that shows how."""
    names = [*TAKEN, ZIP, COVERAGE]
    return _table([names, [EXAMPLE.get(name, "") for name in names]])


def write_papers(papers: Iterable[Newspaper]) -> str:
    """All columns of `papers` (with their coverage prefetched)."""
    return _table([list(WRITTEN), *([_cell(paper, name) for name in WRITTEN] for paper in papers)])


def _cell(paper: Newspaper, name: str) -> str:
    if name == COVERAGE:
        return written(write_areas(paper.coverage.all(), state=paper.state))
    return written(getattr(paper, name))


def _table(rows: list[list[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    # Excel takes a file for UTF-8 only with the mark.
    return "\ufeff" + out.getvalue()
