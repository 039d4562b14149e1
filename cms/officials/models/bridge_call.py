"""A call on the phone line while it lasts: where it stands, and nothing about who calls."""

from datetime import datetime, timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.officials.models.district_office import DistrictOffice

KEPT_FOR = timedelta(days=1)
TRIES = 2


class BridgeCallQuerySet(models.QuerySet["BridgeCall"]):
    """Calls by age."""

    def over(self, moment: datetime) -> Self:
        """No call lasts a day."""
        return self.filter(started_at__lte=moment - KEPT_FOR)


class BridgeCall(models.Model):
    """One call. Each question and each connection is a turn; the answer of the last turn is kept, because
    the provider asks again when the network failed, and must then hear the same and change nothing."""

    # A keyed hash of the provider's id of the call.
    key = models.CharField(max_length=64, unique=True, editable=False)
    started_at = models.DateTimeField(default=now, db_index=True)
    turn = models.PositiveSmallIntegerField(default=0)
    answer = models.TextField(blank=True)
    language = models.CharField(max_length=2, default="en")
    zip = models.CharField(max_length=5, blank=True)
    tries = models.PositiveSmallIntegerField(default=0)  # wrong answers to the question that is open
    office_ids = models.JSONField(default=list)  # in the order to call them
    position = models.PositiveSmallIntegerField(default=0)
    # The branch that was rung instead of the office in Washington.
    branch = models.ForeignKey(DistrictOffice, null=True, on_delete=models.SET_NULL, related_name="+")

    objects = BridgeCallQuerySet.as_manager()

    class Meta:
        verbose_name = _("call on the phone line")
        verbose_name_plural = _("calls on the phone line")
        ordering = ["started_at"]
        default_permissions = ()

    def __str__(self) -> str:
        return str(self._meta.verbose_name)

    @property
    def office_id(self) -> int | None:
        """Whose turn it is; none: everybody has been called."""
        return self.office_ids[self.position] if self.position < len(self.office_ids) else None

    def go_on(self) -> None:
        """To the next office."""
        self.position += 1
        self.branch = None

    def may_try_again(self) -> bool:
        """Count a wrong answer: each question is asked twice, then the call goes on without an answer."""
        self.tries = (self.tries + 1) % TRIES
        return self.tries > 0

    def forget(self) -> None:
        """Only what a repeated request needs is left."""
        self.zip, self.office_ids, self.position, self.branch = "", [], 0, None
