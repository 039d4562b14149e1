"""The clock's part: what is kept about officials only for a time."""

from django.db import transaction

from cms.core.clock import now
from cms.officials.models import CallReport


def care_for_officials() -> int:
    """Do what is due now; returns how many rows changed. Safe to run twice or to be stopped half-way."""
    return forget_calls()


@transaction.atomic
def forget_calls() -> int:
    """Delete reports of calls after 400 days."""
    return CallReport.objects.old(now()).delete()[0]
