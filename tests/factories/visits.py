"""Visits to branch offices: a branch in McAllen, and people who go there."""

from datetime import UTC, datetime, time, timedelta
from itertools import count
from typing import Any

from cms.officials.models import DistrictOffice, Holder, Office, Visit
from cms.officials.services import plan_visit
from cms.officials.visits.slots import SlotRules

# The test clock stands on Tuesday, March 3, 2026, 15:00 UTC: 9 AM in McAllen.
RULES = SlotRules((time(10), time(14)), people_per_slot=4, days_ahead=14)
THURSDAY_10 = datetime(2026, 3, 5, 16, tzinfo=UTC)
NAME, EMAIL = "Ana Flores", "ana@example.org"
STAFF = "staff@campaign.example"
WORDS: dict[str, Any] = {"met_whom": "the office director", "stance": "spoken_out", "promise": "a statement by Friday"}

_numbers = count(1)


def branch(**changes: Any) -> DistrictOffice:
    """An open office in McAllen of a representative who holds it; `holder=None` leaves the seat vacant."""
    holder = changes.pop("holder", "Rosa Ejemplo")
    office = changes.pop("office", None) or Office.objects.create(
        kind="representative", state="TX", district="15", key=f"house-TX-15-{next(_numbers)}", phone="+12022243121"
    )
    if holder and not office.holders.exists():
        Holder.objects.create(office=office, name=holder)
    fields = {
        "city": "McAllen", "state": "TX", "zip": "78501", "address": "100 Main Street", "phone": "+19565550142",
        "latitude": 26.2, "longitude": -98.2, "time_zone": "America/Chicago",
    }  # fmt: skip
    return DistrictOffice.objects.create(office=office, **{**fields, **changes})


def planned(at: DistrictOffice | None = None, **changes: Any) -> Visit:
    """Two people on Thursday at 10 in McAllen; any argument of `plan_visit` can be given."""
    values = {
        "branch_id": (at or branch()).pk, "starts_at": THURSDAY_10, "rules": RULES, "people": 2, "name": NAME,
        "email": EMAIL, "language": "en", "submission_key": f"key-{next(_numbers)}", "staff_email": STAFF,
    }  # fmt: skip
    return plan_visit(**{**values, **changes})


def after(visit: Visit, clock: Any, **duration: float) -> Visit:
    """The same visit, with the clock moved to some time after its beginning."""
    clock.move_to(visit.starts_at + timedelta(**(duration or {"hours": 1})))
    return visit


def fresh(visit: Visit) -> Visit:
    """As the database has it now."""
    return Visit.objects.get(pk=visit.pk)
