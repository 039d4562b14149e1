"""Bring the ZIP table up to date from the `zipcodes` package, whose data comes from GeoNames and the Postal Service."""

import re
from collections.abc import Collection, Iterable
from typing import Any

import zipcodes
from django.db import transaction

from cms.core.imports import BadRow, Report, plain_line, refuse_if_shrunk
from cms.core.progress import batches, progress
from cms.core.sources import BadSource
from cms.places.city_names import city_key, tidy_city
from cms.places.models import ZipArea
from cms.places.states import ENGLISH_NAMES

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

ZIP_CODE = re.compile(r"[0-9]{5}")

Row = tuple[Any, ...]


@transaction.atomic
def import_zip_areas(*, records: Collection[dict[str, Any]] | None = None) -> Report:
    """Write what differs from `records` (default: the whole package), all or nothing.

    A ZIP that is gone from the records is ended: it stays in the table as not in use, because letters and
    organizations may still speak of it.
    """
    if records is None:
        records = zipcodes.list_all()  # type: ignore[no-untyped-call]  # the package has types for its compiled part only
    report = Report("ZIP areas")
    with progress(records, "ZIP areas: reading") as steps:
        wanted, unreadable = _read(steps, report)
    present = {row[0]: row for row in ZipArea.objects.values_list(*COLUMNS)}
    refuse_if_shrunk(known=len(present), found=len(wanted), what="ZIP areas")
    fresh = [row for code, row in wanted.items() if present.get(code) != row]
    report.added = sum(1 for row in fresh if row[0] not in present)
    report.changed = len(fresh) - report.added
    _write(fresh)
    report.ended = _retire(present.keys() - wanted.keys() - unreadable)
    return report


def _read(records: Iterable[dict[str, Any]], report: Report) -> tuple[dict[str, Row], set[str]]:
    """Rows by ZIP code, and the ZIP codes whose records were refused."""
    wanted: dict[str, Row] = {}
    unreadable: set[str] = set()
    for number, record in enumerate(records, start=1):
        try:
            row = to_row(record)
            if row[0] in wanted:
                raise BadRow("this ZIP code stands there twice")
            wanted[row[0]] = row
        except BadRow as error:
            report.reject(f"record {number} ({record['zip_code']})", error)
            unreadable.add(record["zip_code"])
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            problem = type(error).__name__
            raise BadSource(f"Record {number} of the package has not the shape of a ZIP area ({problem}).") from error
    return wanted, unreadable


def to_row(record: dict[str, Any]) -> Row:
    """One record of the package as the values of COLUMNS; (0, 0) there means that the place is unknown.

    Raises `BadRow`, and other errors for a record of another shape.
    """
    if not ZIP_CODE.fullmatch(record["zip_code"]):
        raise BadRow("no ZIP code")
    if record["state"] not in ENGLISH_NAMES:
        raise BadRow(f"{record['state']!r} is no state" if record["state"] else "no state")
    kind = KINDS[record["zip_code_type"]]
    latitude, longitude = _coordinates(record, kind)
    city = tidy_city(plain_line(record["city"], "city"))
    others = sorted({city_key(name) for name in record["acceptable_cities"]})
    return (
        record["zip_code"],
        city,
        record["state"],
        plain_line(record["county"], "county"),
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
    with batches(rows, "ZIP areas: writing") as slices:
        for part in slices:
            ZipArea.objects.bulk_create(
                [ZipArea(**dict(zip(COLUMNS, row, strict=True))) for row in part],
                update_conflicts=True,
                unique_fields=["zip"],
                update_fields=list(COLUMNS[1:]),
            )


def _retire(codes: Iterable[str]) -> int:
    with batches(sorted(codes), "ZIP areas: ending") as slices:
        return sum(ZipArea.objects.filter(zip__in=part, is_active=True).update(is_active=False) for part in slices)
