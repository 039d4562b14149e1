"""A package of tables from organizations of HSDS."""

import csv
import io
import json
import re
from collections.abc import Iterable
from typing import Any, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile

from cms.directory.hsds.columns import Raw, made_id
from cms.directory.hsds.places import own_locations
from cms.directory.hsds.tables import NESTED, NUMBERS, ON_ANYTHING, TABLES, Table

# What a spreadsheet would run. "+1 956…" and "-98.2" are harmless.
FORMULA = re.compile(r"^(?:[=@\t\r]|[+\-].*[A-Za-z(|!])")
Rows = dict[str, dict[str, Raw]]


def write_package(trees: Iterable[Raw], out: BinaryIO) -> None:
    """A zip file with one CSV for each table that has rows, and datapackage.json."""
    rows: Rows = {name: {} for name in TABLES}
    for tree in trees:
        own_locations(tree)
        _flatten("organization", tree, {}, rows)
    with ZipFile(out, "w", ZIP_DEFLATED) as package:
        columns = {}
        for name, table in TABLES.items():
            if rows[name]:
                columns[name] = _columns(table, rows[name])
                package.writestr(table.path, _csv(columns[name], rows[name].values()))
        package.writestr("datapackage.json", json.dumps(describe(columns), indent=1))


def _flatten(name: str, raw: Raw, parent: dict[str, str], rows: Rows) -> str:
    """Put one object and all in it into `rows`; `parent` is {column: id}. Returns the id under which it stands."""
    kinds = {name: raw[name] for name in ("link_entity", "resource_type") if raw.get(name)}
    flat: Raw = {**raw, **parent, **kinds}
    inner = [(key, value) for key, value in raw.items() if key in NESTED and isinstance(value, list | dict)]
    for key, value in inner:
        del flat[key]
        if isinstance(value, dict):
            column = next(column for column, (_t, one) in TABLES[name].inside.items() if one == key)
            flat[column] = _flatten(NESTED[key], value, {}, rows)
    raw_id = str(raw.get("id") or made_id(name, json.dumps(flat, sort_keys=True, default=str)))
    flat["id"] = _put(name, raw_id, flat, parent, rows)
    for key, value in inner:
        for one in value if isinstance(value, list) else []:
            if isinstance(one, dict):
                _flatten(NESTED[key], one, _link(NESTED[key], name, flat["id"]), rows)
    return str(flat["id"])


def _link(table: str, parent: str, parent_id: str) -> dict[str, str]:
    """The columns in which a row names its parent."""
    if table in ON_ANYTHING:
        return {ON_ANYTHING[table][0]: parent_id, "link_entity" if table == "attribute" else "resource_type": parent}
    return {f"{parent}_id": parent_id}


def _put(name: str, raw_id: str, flat: Raw, parent: dict[str, str], rows: Rows) -> str:
    """One row for one id. At a second parent of the same kind it needs a second row, with an id of its own."""
    present = rows[name].setdefault(raw_id, {})
    if any(present.get(column, value) != value for column, value in flat.items() if column != "id"):
        raw_id = made_id(raw_id, *sorted(parent.values()))
        present = rows[name].setdefault(raw_id, {})
    present.update({**flat, "id": raw_id})
    return raw_id


def _columns(table: Table, rows: dict[str, Raw]) -> list[str]:
    found = {column for row in rows.values() for column in row}
    return [*table.columns, *sorted(found - set(table.columns))]


def _csv(columns: list[str], rows: Iterable[Raw]) -> str:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(columns)
    writer.writerows([_cell(row.get(column)) for column in columns] for row in rows)
    return out.getvalue()


def _cell(value: Any) -> str:
    text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
    return f"'{text}" if FORMULA.match(text) or text.startswith("'") else text


def describe(columns: dict[str, list[str]]) -> Raw:
    """datapackage.json for these tables."""
    return {
        "name": "human_services_data",
        "title": "Human Services Data Specification",
        "profile": "tabular-data-package",
        "version": "3.0.0",
        "homepage": "http://docs.openreferral.org",
        "resources": [_resource(TABLES[name], names, columns) for name, names in columns.items()],
    }


def _resource(table: Table, names: list[str], columns: dict[str, list[str]]) -> Raw:
    keys = {column: parent for column, (parent, _name) in {**table.parents, **table.inside}.items()}
    links = [(column, parent) for column, parent in keys.items() if column in names and parent in columns]
    schema: Raw = {
        "primaryKey": "id",
        "fields": [{"name": name, "type": "number" if name in NUMBERS else "string"} for name in names],
        "foreignKeys": [
            {"fields": column, "reference": {"resource": parent, "fields": "id"}} for column, parent in links
        ],
    }
    return {
        "name": table.name,
        "path": table.path,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": schema,
    }
