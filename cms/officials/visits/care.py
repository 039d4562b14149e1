"""The clock's part of visits: names, addresses and reported words go, counts stay."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from cms.officials.models import Visit
from cms.officials.models.visit import PERSONAL_FIELDS
from cms.outbox.services import erase_recipient


def close_and_erase_visits(moment: datetime) -> int:
    """Close plans of which nobody told us how they went, and erase what is 28 days old; returns how many rows.

    Safe to run twice or to be stopped half-way: each visit is a transaction of its own.
    """
    due = Visit.objects.over(moment).filter(erased_at=None).values_list("pk", flat=True)
    return sum(_erase(pk, moment) for pk in list(due))


@transaction.atomic
def _erase(pk: UUID, moment: datetime) -> int:
    visit = Visit.objects.filter(pk=pk, erased_at=None)
    visit.filter(status=Visit.Status.PLANNED).update(status=Visit.Status.CLOSED)
    erased = visit.update(**dict.fromkeys(PERSONAL_FIELDS, ""), erased_at=moment)
    erase_recipient(reference=str(pk))
    return erased
