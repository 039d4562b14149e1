"""Who works on what: a claim keeps others away for a while and ends by itself."""

from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import Q, QuerySet

from cms.core.clock import now


class Claimable(models.Model):
    """A row that one person at a time works on."""

    claimed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    claimed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        abstract = True

    def is_claimed(self, moment: datetime) -> bool:
        """Whether somebody holds it: a claim ends by the clock."""
        return bool(self.claimed_by_id and self.claimed_until and self.claimed_until > moment)

    def is_claimed_by(self, user_id: int, moment: datetime) -> bool:
        return self.is_claimed(moment) and self.claimed_by_id == user_id

    def is_claimed_by_other(self, user: Any, now: datetime) -> bool:
        """Whether someone else holds an unexpired claim."""
        return self.is_claimed(now) and self.claimed_by_id != user.pk


def take(rows: QuerySet[Any], *, user_id: int, lasts: timedelta) -> bool:
    """Claim the one row in `rows` if it is free, this person's already, or its claim has run out.

    One conditional UPDATE: of several people at the same moment exactly one gets it.
    """
    moment = now()
    free = Q(claimed_by=None) | Q(claimed_by=user_id) | Q(claimed_until=None) | Q(claimed_until__lte=moment)
    return bool(rows.filter(free).update(claimed_by=user_id, claimed_until=moment + lasts))


def give_back(rows: QuerySet[Any], *, user_id: int) -> bool:
    """End this person's claim on the one row in `rows`; nothing happens if it is somebody else's."""
    return bool(rows.filter(claimed_by=user_id).update(claimed_by=None, claimed_until=None))
