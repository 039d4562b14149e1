"""Organizations of HSDS from a package of tables, opened with care: anybody can make a zip file."""

import io
import re
import zlib
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from zipfile import BadZipFile, ZipFile, ZipInfo

from cms.core.imports import Report
from cms.core.sources import BadSource, csv_rows
from cms.core.tables import decode, head
from cms.directory.hsds.columns import Raw
from cms.directory.hsds.package_writing import FORMULA
from cms.directory.hsds.tables import NUMBERS, ON_ANYTHING, TABLES, Table

MOST_MEMBERS = 60
LARGEST_TABLE = 100_000_000  # bytes
LARGEST_PACKAGE = 300_000_000
# Tables of text shrink to a tenth; what shrinks to a thousandth was made to fill a disk.
MOST_SHRUNK = 200
Rows = dict[str, dict[str, Raw]]


@dataclass
class Found:
    """The rows of all tables by table and id, and the line of each by its identity."""

    report: Report
    rows: Rows = field(default_factory=lambda: {name: {} for name in TABLES})
    lines: dict[int, str] = field(default_factory=dict)


def read_package(data: bytes, report: Report) -> Iterator[tuple[str, Raw]]:
    """("organizations.csv, line 2", organization with all in it). Raises `BadSource`."""
    found = Found(report)
    try:
        with ZipFile(io.BytesIO(data)) as package:
            members = _members(package, report)
            if "organization" not in members:
                raise BadSource("The package has no organizations.csv.")
            for name, member in members.items():
                _read_table(package, member, TABLES[name], found)
    except (BadZipFile, NotImplementedError, RuntimeError, EOFError, zlib.error) as error:
        raise BadSource(f"The file is no package that can be opened: {error}.") from error
    _hang(found)
    organizations = found.rows.pop("organization")
    wheres = {key: found.lines[id(row)] for key, row in organizations.items()}
    found.rows.clear()
    found.lines.clear()
    for key, where in wheres.items():  # what was read is let go
        yield where, organizations.pop(key)


def _members(package: ZipFile, report: Report) -> dict[str, ZipInfo]:
    """{table: its file}. Folders around the files do not matter."""
    infos = [info for info in package.infolist() if not info.is_dir()]
    if len(infos) > MOST_MEMBERS:
        raise BadSource(f"The package has {len(infos)} files; at most {MOST_MEMBERS} are read.")
    if sum(info.file_size for info in infos) > LARGEST_PACKAGE:
        raise BadSource(f"The package holds more than {LARGEST_PACKAGE // 1_000_000} MB.")
    by_path = {table.path: name for name, table in TABLES.items()}
    found: dict[str, ZipInfo] = {}
    for info in infos:
        path = info.filename.replace("\\", "/").rpartition("/")[2].casefold()
        if name := by_path.get(path):
            if name in found:
                raise BadSource(f"The package has two files {path}.")
            found[name] = info
        elif path.endswith(".csv"):
            report.notes.append(f"{path[:60]}: not read, nothing here depends on it")
    return found


def _read_table(package: ZipFile, info: ZipInfo, table: Table, found: Found) -> None:
    if info.file_size > max(1_000_000, info.compress_size * MOST_SHRUNK):
        raise BadSource(f"{table.path} was made to burst: a thousandth of it is in the package.")
    with package.open(info) as member:
        data = member.read(LARGEST_TABLE + 1)
    if len(data) > LARGEST_TABLE:
        raise BadSource(f"{table.path} has more than {LARGEST_TABLE // 1_000_000} MB.")
    table_head = head(decode(data))
    for line, cells in csv_rows(table_head.lines, columns=["id"], delimiter=table_head.delimiter):
        row = {name: _value(name, cell) for name, cell in cells.items() if cell}
        where = f"{table.path}, {line}"
        key = str(row.get("id") or "")
        if not key or key in found.rows[table.name]:
            found.report.reject(where, "a row with this id stands there already" if key else "the row has no id")
            continue
        found.rows[table.name][key] = row
        found.lines[id(row)] = where


def _value(name: str, cell: str) -> Any:
    if cell.startswith("'") and (FORMULA.match(cell[1:]) or cell[1:2] == "'"):
        return cell[1:]
    if name in NUMBERS and re.fullmatch(r"-?\d{1,15}(\.\d{1,15})?", cell):
        with suppress(ValueError):
            return float(cell) if "." in cell else int(cell)
    return cell


def _hang(found: Found) -> None:
    """Hang every row on its parents. What hangs on nothing is refused, with its line."""
    rows = found.rows
    for name, table in TABLES.items():
        for row in rows[name].values():
            _put_inside(row, table, rows)
    for name, table in TABLES.items():
        for row in rows[name].values():
            has_parent = _hang_on_anything(name, row, rows) if name in ON_ANYTHING else _hang_row(table, row, rows)
            is_shared = not table.parents and name not in ON_ANYTHING
            if not has_parent and not is_shared and not _is_inside(name, row, rows):
                found.report.reject(found.lines[id(row)], "it belongs to nothing in this package")


def _put_inside(row: Raw, table: Table, rows: Rows) -> None:
    for column, (other, name) in table.inside.items():
        if (found := rows[other].get(str(row.get(column)))) is not None:
            row[name] = found
            if other != "location":
                del row[column]


def _hang_row(table: Table, row: Raw, rows: Rows) -> bool:
    """A reference to nothing stays in the row as it was; the others are told by where the row hangs."""
    found = [
        (column, name, rows[parent][str(row[column])])
        for column, (parent, name) in table.parents.items()
        if column in row and str(row[column]) in rows[parent]
    ]
    for column, _name, _parent in found:
        del row[column]
    for _column, name, parent_row in found:
        parent_row.setdefault(name, []).append(row)
    return bool(found)


def _hang_on_anything(table: str, row: Raw, rows: Rows) -> bool:
    column, name = ON_ANYTHING[table]
    key = str(row.get(column))
    others = [one for one in TABLES if one not in ON_ANYTHING]
    said = str(row.get("link_entity") or row.get("resource_type") or "")
    for other in [said, *others] if said in others else others:
        if (parent := rows[other].get(key)) is not None:
            del row[column]
            parent.setdefault(name, []).append(row)
            return True
    return False


def _is_inside(name: str, row: Raw, rows: Rows) -> bool:
    """A location that no organization owns still counts where a service is given there."""
    if name != "location":
        return name == "program" and any(one.get("program") is row for one in rows["service"].values())
    return any(one.get("location") is row for one in rows["service_at_location"].values())
