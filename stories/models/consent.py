"""Permissions: one dated row for each yes, closed when it is taken back."""

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from stories.choices import Scope
from stories.models.records import short_code


class ConsentQuerySet(models.QuerySet["Consent"]):
    def live(self, now: datetime) -> "ConsentQuerySet":
        """Given, not withdrawn, not expired at `now`."""
        return self.filter(Q(expires_at__isnull=True) | Q(expires_at__gt=now), withdrawn_at=None, given_at__lte=now)

    def scopes_of(self, submission: Any, now: datetime) -> set[str]:
        """All that this storyteller allows at `now`."""
        return set(self.live(now).filter(submission=submission).values_list("scope", flat=True))

    def allow(self, submission: Any, scope: Scope, now: datetime) -> bool:
        """Whether this storyteller allows this at `now`."""
        return self.live(now).filter(submission=submission, scope=scope).exists()

    def not_ended_by(self, moment: datetime) -> "ConsentQuerySet":
        """Neither withdrawn nor expired at `moment`; what ended later still counts."""
        return self.filter(
            Q(expires_at__isnull=True) | Q(expires_at__gt=moment),
            Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gt=moment),
        )


class Consent(models.Model):
    """One permission, dated and worded. A row is only ever closed (`withdrawn_at`); a new yes is a new row."""

    submission = models.ForeignKey("stories.Submission", on_delete=models.CASCADE, related_name="consents")
    scope = models.CharField(_("what for"), max_length=20, choices=Scope)
    wording_version = models.CharField(_("wording"), max_length=20)
    language = models.CharField(_("language"), max_length=10)
    given_at = models.DateTimeField(_("given"), default=clock.now)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    expires_at = models.DateTimeField(_("until"), null=True, blank=True)

    objects = ConsentQuerySet.as_manager()

    class Meta:
        ordering = ("pk",)
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["submission", "scope"], condition=Q(withdrawn_at=None), name="stories_one_open_consent"
            )
        ]

    def __str__(self) -> str:
        return f"{short_code(self.submission_id)}: {self.scope}"
