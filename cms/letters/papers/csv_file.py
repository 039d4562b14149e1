"""A table of papers as CSV: what people's spreadsheets make of it, read; and written so that it can be read again."""

from collections.abc import Iterable, Iterator

from cms.core.imports import BadRow, Report
from cms.core.sources import csv_rows
from cms.core.tables import head, table, unquoted
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
    written,
)
from cms.letters.papers.gazetteer import Gazetteer

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


def read_papers(text: str, *, on_map: Gazetteer, report: Report) -> Iterator[PaperRow]:
    """The rows that can be used; the others are in the report, each with its reason. Raises `BadSource`."""
    found = head(text)
    unknown = [name for name in found.columns if name and name not in KNOWN]
    if unknown:
        report.notes.append(f"columns that were not read: {', '.join(unknown)[:300]}")
    for where, cells in csv_rows(found.lines, columns=NEEDED, delimiter=found.delimiter):
        try:
            if row := _row(where, cells, on_map):
                yield row
        except BadRow as error:
            report.reject(where, error)


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
    return table([names, [EXAMPLE.get(name, "") for name in names]])


def write_papers(papers: Iterable[Newspaper]) -> str:
    """All columns of `papers` (with their coverage prefetched)."""
    return table([list(WRITTEN), *([_cell(paper, name) for name in WRITTEN] for paper in papers)])


def _cell(paper: Newspaper, name: str) -> str:
    if name == COVERAGE:
        return written(write_areas(paper.coverage.all(), state=paper.state))
    return written(getattr(paper, name))
