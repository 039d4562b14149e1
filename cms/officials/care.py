"""The clock's part: what is kept about officials only for a time."""

from django.db import transaction

from cms.core.clock import now
from cms.officials.models import BridgeCall, CallReport
from cms.officials.visits.care import close_and_erase_visits


def care_for_officials() -> int:
    """Do what is due now; returns how many rows changed. Safe to run twice or to be stopped half-way."""
    return forget_calls() + forget_bridge_calls() + close_and_erase_visits(now())


@transaction.atomic
def forget_calls() -> int:
    """Delete reports of calls after 400 days."""
    return CallReport.objects.old(now()).delete()[0]


@transaction.atomic
def forget_bridge_calls() -> int:
    """Delete the calls of the phone line that began a day ago or earlier."""
    return BridgeCall.objects.over(now()).delete()[0]
