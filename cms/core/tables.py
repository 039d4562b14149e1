"""Tables from people's spreadsheets: what Excel and its like make of them, read; and written without harm."""

import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

from cms.core.imports import BadRow
from cms.core.sources import BadSource, read_text

MOST_COLUMNS = 200
DELIMITERS = ",;\t"
# What a spreadsheet would run, unless it is a plain number.
FORMULA = re.compile(r"^[=+\-@\t\r]")
NUMBER = re.compile(r"^[+-]?\d+(?:\.\d+)?$")


@dataclass(frozen=True)
class Head:
    """The names of the columns, and all lines again, the first with these names in it."""

    columns: list[str]
    delimiter: str
    lines: Iterable[str]


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


def head(text: str) -> Head:
    """The first line, understood: "Word limit" is `word_limit`. Raises `BadSource`."""
    lines = io.StringIO(text, newline="")
    first = lines.readline()
    delimiter = max(DELIMITERS, key=first.count)
    columns = _columns(first, delimiter)
    return Head(columns, delimiter, chain([delimiter.join(columns) + "\n"], lines))


def _columns(first: str, delimiter: str) -> list[str]:
    if first.count(delimiter) >= MOST_COLUMNS:
        raise BadSource(f"The file has {first.count(delimiter) + 1} columns; at most {MOST_COLUMNS} are read.")
    cells = next(csv.reader([first], delimiter=delimiter), [])
    names = [re.sub(r"\W+", "_", cell.strip().casefold()).strip("_") for cell in cells]
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise BadSource(f"The column {twice[0]} stands there twice.")
    return names


def unquoted(cell: str, what: str) -> str:
    """The text of a cell. Raises `BadRow` for one that a spreadsheet would run."""
    if FORMULA.match(cell) and not NUMBER.match(cell.strip()):
        raise BadRow(f"the {what} begins like a formula")
    return cell.removeprefix("'") if cell[1:2] and (FORMULA.match(cell[1:]) or cell[1] == "'") else cell


def harmless(text: str) -> str:
    """A text for a cell that no spreadsheet takes for a formula; `unquoted` gives it back."""
    return f"'{text}" if (FORMULA.match(text) and not NUMBER.match(text)) or text.startswith("'") else text


def table(rows: Iterable[list[str]]) -> str:
    """The file."""
    out = io.StringIO(newline="")
    csv.writer(out).writerows(rows)
    # Excel takes a file for UTF-8 only with the mark.
    return "\ufeff" + out.getvalue()
