"""For half a minute a decision can be taken back; this row knows how it was before."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from stories.choices import DecisionKind, Status
from stories.models.records import short_code
from stories.models.submission import Submission

UNDO_LASTS = timedelta(seconds=30)


class UndoPointQuerySet(models.QuerySet["UndoPoint"]):
    def open_for(self, user_id: int, now: datetime) -> "UndoPointQuerySet":
        """What this person can still take back, the newest first."""
        return self.filter(user=user_id, decided_at__gt=now - UNDO_LASTS).order_by("-decided_at")


class UndoPoint(models.Model):
    """The last decision on a submission, and its state before; no text. A later decision replaces the row."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="undo_point")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    kind = models.CharField(_("what"), max_length=20, choices=DecisionKind)
    version = models.PositiveIntegerField(_("version after it"))
    decided_at = models.DateTimeField(_("time"), default=clock.now)
    status = models.CharField(_("status before"), max_length=20, choices=Status)
    expires_at = models.DateTimeField(_("erased after, before"), null=True)

    objects = UndoPointQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision that can be undone")
        verbose_name_plural = _("decisions that can be undone")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Undo of {short_code(self.submission_id)}: {self.kind}"
