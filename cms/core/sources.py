"""Files of open data: from a path, from OPEN_DATA_DIR or from the public address, and whole or not at all."""

import csv
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import requests
from django.conf import settings

from cms.core.progress import progress

TIMEOUT_SECONDS = 30
CHUNK_BYTES = 64 * 1024


class BadSource(Exception):
    """The whole file cannot be used. The text is one line for whoever ran the import."""


@dataclass(frozen=True)
class Source:
    """Where a data set lives: its path inside OPEN_DATA_DIR and its public address."""

    path: str
    url: str


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
    """The whole body of a public address; one that breaks off is none. Raises `BadSource`."""
    try:
        with requests.get(url, timeout=TIMEOUT_SECONDS, stream=True) as response:
            response.raise_for_status()
            with progress(response.iter_content(CHUNK_BYTES), "Fetching") as chunks:
                return b"".join(chunks)
    except requests.RequestException as error:
        problem = type(error).__name__
        raise BadSource(f"Cannot fetch {url} ({problem}). Try --file, or set OPEN_DATA_DIR.") from error


def read_text(data: bytes) -> str:
    """UTF-8 with or without a byte order mark. Raises `BadSource`."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadSource("The file is not UTF-8 text.") from error


def read_json(data: bytes) -> Any:
    """JSON that is complete. Raises `BadSource`."""
    try:
        return json.loads(read_text(data))
    except json.JSONDecodeError as error:
        raise BadSource(f"The file is not complete JSON (line {error.lineno}): {error.msg}.") from error
    except (RecursionError, ValueError) as error:
        raise BadSource("The file is JSON that nobody writes: nested too deep, or with endless numbers.") from error


def read_json_list(data: bytes) -> list[Any]:
    """A JSON list that is complete. Raises `BadSource`."""
    rows = read_json(data)
    if not isinstance(rows, list):
        raise BadSource("The file should hold a JSON list.")
    return rows


def csv_rows(
    lines: Iterable[str], *, columns: Iterable[str], delimiter: str = ","
) -> Iterator[tuple[str, dict[str, str]]]:
    """("line 2", {column: text}) for each row. Raises `BadSource`, also for a quotation mark that is never closed."""
    rows = csv.DictReader(lines, delimiter=delimiter, strict=True)
    try:
        require_columns(rows.fieldnames, columns)
        for row in rows:
            # Cells beyond the last column have no name, and missing ones no text.
            yield f"line {rows.line_num}", {name: value or "" for name, value in row.items() if name}
    except csv.Error as error:
        raise BadSource(f"The file is no table that can be read after line {rows.line_num}: {error}.") from error


def require_columns(present: Iterable[str] | None, wanted: Iterable[str]) -> None:
    """Raises `BadSource` that names what is missing."""
    missing = sorted(set(wanted) - set(present or ()))
    if missing:
        raise BadSource(f"The file has no column {', '.join(missing)}.")
