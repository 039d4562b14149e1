"""A file of organizations of any kind that we know, and what became of it."""

from collections.abc import Iterable, Iterator
from io import BytesIO, StringIO

from django.db.models import QuerySet

from cms.core.imports import Report
from cms.core.tables import decode
from cms.directory.editing import ROSTER
from cms.directory.hsds.json_file import read_json_file, write_json
from cms.directory.hsds.package_reading import read_package
from cms.directory.hsds.package_writing import write_package
from cms.directory.hsds.plain_csv import is_the_roster, read_plain
from cms.directory.hsds.plain_writing import write_plain
from cms.directory.hsds.reading import read_trees
from cms.directory.hsds.recording import record
from cms.directory.hsds.wanted import Wanted
from cms.directory.hsds.writing import write_trees
from cms.directory.models import Organization

PACKAGE, JSON, PLAIN = "package", "json", "csv"
HSDS = "hsds"  # where both of the first two come from
NAMES = {PACKAGE: "organizations.zip", JSON: "organizations.json", PLAIN: "organizations.csv"}
TYPES = {PACKAGE: "application/zip", JSON: "application/json", PLAIN: "text/csv; charset=utf-8"}


def import_organizations(data: bytes, *, are_listed: bool = False) -> Report:
    """Write what `data` says, inside the transaction that is open. Raises `BadSource`."""
    report = Report("Organizations")
    origin, wanted = _read(data, report)
    return record(wanted, origin=origin, are_listed=are_listed, report=report)


def kind_of(data: bytes) -> str:
    """By how the file begins: its name may say anything."""
    if data.startswith(b"PK"):
        return PACKAGE
    return JSON if data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] in (b"{", b"[") else PLAIN


def _read(data: bytes, report: Report) -> tuple[str, Iterator[Wanted]]:
    kind = kind_of(data)
    if kind == PACKAGE:
        return HSDS, read_trees(read_package(data, report), report)
    if kind == JSON:
        return HSDS, read_trees(read_json_file(data, report), report)
    text = decode(data)
    is_roster = is_the_roster(text)
    return ROSTER if is_roster else PLAIN, read_plain(text, report, is_roster=is_roster)


def export_organizations(kind: str, organizations: QuerySet[Organization] | None = None) -> bytes:
    """The whole directory as one file, hidden organizations left out unless they are given."""
    rows = Organization.objects.listed() if organizations is None else organizations
    complete = in_pieces(rows.order_by("pk"))
    if kind == PACKAGE:
        package = BytesIO()
        write_package(write_trees(complete), package)
        return package.getvalue()
    if kind == JSON:
        out = StringIO()
        write_json(write_trees(complete), out)
        return out.getvalue().encode()
    return write_plain(complete).encode()


def in_pieces(rows: QuerySet[Organization]) -> Iterable[Organization]:
    """With all their parts, some hundreds at a time."""
    return rows.prefetch_related("services", "phones", "service_areas", "locations__schedules").iterator(chunk_size=500)
