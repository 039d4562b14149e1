"""We ask an organization by e-mail whether its facts are right, and what it says."""

import uuid
from datetime import timedelta
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.directory.models.organization import Organization

GOOD_FOR = timedelta(days=28)


class OwnCheckQuerySet(models.QuerySet["OwnCheck"]):
    def sent_since(self, period: timedelta) -> Self:
        return self.filter(sent_at__gt=now() - period)


class OwnCheck(models.Model):
    """One e-mail with a signed link. Only `cms.directory.own_checks` writes it. It holds no address."""

    class Answer(models.TextChoices):
        RIGHT = "right", _("All right")
        CHANGED = "changed", _("Something changed")
        UNLIST = "unlist", _("We do not want to be listed")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    organization = models.ForeignKey(Organization, on_delete=models.CASCADE, related_name="own_checks")
    # A hash of the mailbox that got the link: once the organization has another one, the link is over.
    recipient_hash = models.CharField(max_length=64, editable=False)
    sent_at = models.DateTimeField(_("sent"), default=now, editable=False)
    answer = models.CharField(_("answer"), max_length=10, choices=Answer, blank=True, editable=False)
    answered_at = models.DateTimeField(_("answered"), null=True, editable=False)

    objects = OwnCheckQuerySet.as_manager()

    class Meta:
        verbose_name = _("question to an organization")
        verbose_name_plural = _("questions to organizations")

    def __str__(self) -> str:
        return f"question {str(self.pk)[:8]}"

    @property
    def is_over(self) -> bool:
        return self.sent_at < now() - GOOD_FOR

    def may_answer(self, answer: str) -> bool:
        """One answer; but whoever gave another may still ask not to be listed."""
        return not self.answer or (answer == self.Answer.UNLIST and self.answer != self.Answer.UNLIST)
