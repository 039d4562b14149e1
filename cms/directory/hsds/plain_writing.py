"""Organizations as one plain table, and an empty one to fill in."""

from collections.abc import Iterable, Iterator
from typing import Any

from cms.core.tables import harmless, table
from cms.directory.hsds.columns import as_word
from cms.directory.hsds.lists import written_areas
from cms.directory.hsds.plain_columns import ADDRESSES, CHOICES, COLUMNS, EXAMPLE, OFFICE, SERVICE, SOURCES, TEXTS
from cms.directory.models import Location, Organization


def template() -> str:
    """An empty table with one row that shows how."""
    return table([list(COLUMNS), [EXAMPLE.get(name, "") for name in COLUMNS]])


def write_plain(organizations: Iterable[Organization]) -> str:
    """`organizations` (complete()), a row for each office; facts of one service only: those of the first."""
    rows = [
        [harmless(str(as_word(cells.get(name, "")))) for name in COLUMNS]
        for one in organizations
        for cells in _rows(one)
    ]
    return table([list(COLUMNS), *rows])


def _rows(row: Organization) -> Iterator[dict[str, Any]]:
    cells = {name: getattr(row, name) or "" for name in (*TEXTS, *ADDRESSES, *SOURCES, "recognized_until")}
    services = list(row.services.all())
    cells |= {
        "id": row.hsds_id,
        "phone": "; ".join(phone.number for phone in row.phones.all()),
        "languages": "; ".join(row.languages),
        "areas": "; ".join(one["name"] for one in written_areas(row.service_areas.all()).values()),
        "services": "; ".join(service.kind for service in services),
        "recognized": row.is_recognized or "",
    }
    for name in (*CHOICES, *SERVICE, "for_detained", "for_released", "is_remote") if services else ():
        value = getattr(services[0], name)
        cells[name] = "" if value is None else value
    offices = [_office_cells(office) for office in row.locations.all()]
    for office_cells in offices or [{}]:
        yield {**cells, **office_cells}


def _office_cells(office: Location) -> dict[str, Any]:
    names = (*list(OFFICE)[1:], "state", "zip")
    return {"office": office.name, **{name: getattr(office, name) for name in names}}
