"""Corrections as readers send them."""

import itertools
from typing import Any

from cms.corrections.models import Correction, What
from cms.corrections.services import report_correction
from cms.officials.models import DistrictOffice, Holder, Office

_numbers = itertools.count(1)
NOTE = "The number rings at a bakery. The right one is on their own site."
ADDRESS = "neighbor@example.org"


def senator() -> Office:
    """Alma Muestra, Senator, Texas."""
    office, is_new = Office.objects.get_or_create(key="senator-TX-1", defaults={"kind": "senator", "state": "TX"})
    if is_new:
        Holder.objects.create(office=office, name="Alma Muestra")
    return office


def branch(**fields: Any) -> DistrictOffice:
    """Her office in McAllen."""
    return DistrictOffice.objects.create(office=senator(), city="McAllen", state="TX", **fields)


def correction(kind: str = "office", object_id: int = 0, **values: Any) -> Correction:
    """One report about the senator's office unless told otherwise, made by the service that the form calls."""
    facts: dict[str, Any] = {"what": What.PHONE, "note": NOTE, "language": "en"}
    key = f"test-{next(_numbers)}"
    return report_correction(kind=kind, object_id=object_id or senator().pk, submission_key=key, **{**facts, **values})
