"""Calls that somebody made, for tests."""

import uuid
from datetime import datetime

from cms.core.clock import now
from cms.officials.models import CallReport, Office
from cms.officials.services import record_call


def called(
    office: Office, outcome: str = "spoke", *, at: datetime | None = None, branch: int | None = None, **facts: int
) -> CallReport:
    """One report, now or at another moment."""
    report = record_call(
        office_id=office.pk, outcome=outcome, channel="web", submission_key=uuid.uuid4().hex, branch_id=branch, **facts
    )
    CallReport.objects.filter(pk=report.pk).update(at=at or now())
    return report
