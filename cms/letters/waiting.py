"""What waits for the letters desk: how much, how long, and what is too long."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from cms.letters.models import Letter

LATE_AFTER = timedelta(days=3)
GIVEN_BACK_AFTER = timedelta(days=21)


@dataclass(frozen=True)
class Waiting:
    """How many letters wait, how many of them for more than three days, and since when the oldest does."""

    number: int
    late: int
    oldest: datetime | None


def count_waiting(moment: datetime) -> Waiting:
    """One query."""
    late = Q(confirmation__confirmed_at__lte=moment - LATE_AFTER)
    return Waiting(
        **Letter.objects.for_desk().aggregate(
            number=Count("pk"), late=Count("pk", filter=late), oldest=Min("confirmation__confirmed_at")
        )
    )
