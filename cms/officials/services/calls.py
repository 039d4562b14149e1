"""How a call went, told by whoever made it: an outcome and a number, and nothing about the caller."""

from django.db import transaction

from cms.core.clock import now
from cms.officials.models import CallReport, DistrictOffice, Office


class CallProblem(ValueError):
    """No such office, a branch of another office, or a word that is no outcome."""


@transaction.atomic
def record_call(
    *,
    office_id: int,
    outcome: str,
    channel: str,
    submission_key: str,
    branch_id: int | None = None,
    page_id: int | None = None,
) -> CallReport:
    """One report; the same `submission_key` again gives back the first one.

    `outcome` and `channel` are values of `CallReport.Outcome` and `CallReport.Channel`. Raises: CallProblem.
    """
    if outcome not in CallReport.Outcome.values or channel not in CallReport.Channel.values:
        raise CallProblem(f"No call ends with {outcome!r} by {channel!r}.")
    _check_number(office_id, branch_id)
    facts = {"office_id": office_id, "branch_id": branch_id, "page_id": page_id, "outcome": outcome, "channel": channel}
    return CallReport.objects.get_or_create(submission_key=submission_key, defaults={**facts, "at": now()})[0]


def _check_number(office_id: int, branch_id: int | None) -> None:
    if not Office.objects.filter(pk=office_id).exists():
        raise CallProblem("There is no such office.")
    if branch_id is not None and not DistrictOffice.objects.filter(pk=branch_id, office=office_id).exists():
        raise CallProblem("This branch belongs to another office.")
