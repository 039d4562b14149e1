"""Bring the ZIP table up to date from the `zipcodes` package, whose data comes from GeoNames and the Postal Service."""

from collections.abc import Iterable
from typing import Any

import zipcodes
from django.db import transaction

from cms.core.imports import BATCH_ROWS, Report
from cms.places.city_names import city_key, tidy_city
from cms.places.models import ZipArea

COLUMNS = (
    "zip",
    "city",
    "state",
    "county",
    "latitude",
    "longitude",
    "time_zone",
    "kind",
    "is_active",
    "city_key",
    "other_city_keys",
)
KINDS = {
    "STANDARD": ZipArea.Kind.STANDARD.value,
    "PO BOX": ZipArea.Kind.PO_BOX.value,
    "UNIQUE": ZipArea.Kind.UNIQUE.value,
    "MILITARY": ZipArea.Kind.MILITARY.value,
}

Row = tuple[Any, ...]


@transaction.atomic
def import_zip_areas(*, records: Iterable[dict[str, Any]] | None = None) -> Report:
    """Write what differs from `records` (default: the whole package), all or nothing.

    A ZIP that is gone from the records is ended: it stays in the table as not in use, because letters and
    organizations may still speak of it.
    """
    if records is None:
        records = zipcodes.list_all()  # type: ignore[no-untyped-call]  # the package has types for its compiled part only
    wanted = {row[0]: row for row in map(to_row, records)}
    present = {row[0]: row for row in ZipArea.objects.values_list(*COLUMNS)}
    fresh = [row for code, row in wanted.items() if present.get(code) != row]
    added = sum(1 for row in fresh if row[0] not in present)
    _write(fresh)
    ended = _retire(present.keys() - wanted.keys())
    return Report("ZIP areas", added=added, changed=len(fresh) - added, ended=ended)


def to_row(record: dict[str, Any]) -> Row:
    """One record of the package as the values of COLUMNS; (0, 0) there means that the place is unknown."""
    kind = KINDS[record["zip_code_type"]]
    latitude, longitude = _coordinates(record, kind)
    city = tidy_city(record["city"])
    others = sorted({city_key(name) for name in record["acceptable_cities"]})
    return (
        record["zip_code"],
        city,
        record["state"],
        record["county"] or "",
        latitude,
        longitude,
        _time_zone(record["timezone"]),
        kind,
        record["active"],
        city_key(city),
        f"|{'|'.join(others)}|" if others else "",
    )


def _coordinates(record: dict[str, Any], kind: str) -> tuple[float | None, float | None]:
    """Military post offices are where their ship or unit is, whatever a table says."""
    latitude, longitude = float(record["lat"] or 0), float(record["long"] or 0)
    if kind == ZipArea.Kind.MILITARY or (latitude == 0 and longitude == 0):
        return None, None
    return latitude, longitude


def _time_zone(name: str) -> str:
    """The zone, or nothing where the table holds something else (one Alaskan town has its own name there)."""
    return name if "/" in name else ""


def _write(rows: list[Row]) -> None:
    areas = [ZipArea(**dict(zip(COLUMNS, row, strict=True))) for row in rows]
    ZipArea.objects.bulk_create(
        areas,
        batch_size=BATCH_ROWS,
        update_conflicts=True,
        unique_fields=["zip"],
        update_fields=list(COLUMNS[1:]),
    )


def _retire(codes: Iterable[str]) -> int:
    gone = sorted(codes)
    retired = 0
    for start in range(0, len(gone), BATCH_ROWS):
        batch = ZipArea.objects.filter(zip__in=gone[start : start + BATCH_ROWS], is_active=True)
        retired += batch.update(is_active=False)
    return retired
