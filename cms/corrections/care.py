"""The privacy clock: who sent a correction, and in which words, is forgotten 28 days after it was resolved."""

from datetime import timedelta
from uuid import UUID

from django.db import transaction

from cms.core.clock import now
from cms.corrections.models import Correction
from cms.outbox.services import erase_recipient

ERASE_AFTER = timedelta(days=28)
ERASED_FIELDS = ("note", "email", "answer")


def care_for_corrections() -> int:
    """Erase what is due; returns how many. Safe to run twice or to be stopped half-way."""
    due = Correction.objects.resolved_before(now() - ERASE_AFTER).values_list("pk", flat=True)
    return sum(_erase(pk) for pk in list(due))


@transaction.atomic
def _erase(pk: UUID) -> int:
    erase_recipient(reference=str(pk))
    row = Correction.objects.filter(pk=pk, erased_at=None)
    return row.update(**dict.fromkeys(ERASED_FIELDS, ""), erased_at=now())
