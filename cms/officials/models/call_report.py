"""How one call went: which number, how it ended, when. Nothing says who called, or from where."""

from datetime import datetime, timedelta
from typing import Any, Self

from django.db import models
from django.db.models import Count, Exists, OuterRef
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.officials.models.district_office import DistrictOffice
from cms.officials.models.office import Office

# So long a full mailbox is believed; by then somebody may have emptied it.
FULL_FOR = timedelta(minutes=30)
# One caller may have misheard.
LEAST_FULL_REPORTS = 2
KEPT_FOR = timedelta(days=400)
MAIN_NUMBER = 0


class CallReportQuerySet(models.QuerySet["CallReport"]):
    """What many callers together know."""

    def of_main_numbers(self) -> Self:
        """Calls to the office itself, not to a branch."""
        return self.filter(branch=None)

    def through(self) -> Self:
        """Somebody or something took the words down."""
        return self.filter(outcome__in=CallReport.THROUGH)

    def between(self, begin: datetime, end: datetime) -> Self:
        return self.filter(at__gt=begin, at__lte=end)

    def old(self, moment: datetime) -> Self:
        """Reports that have served their time."""
        return self.filter(at__lte=moment - KEPT_FOR)

    def full_numbers(self, moment: datetime) -> set[tuple[int, int]]:
        """(office, branch) of mailboxes that are full now; branch 0 is the office's own number (one query).

        Full means: two reports within half an hour, and nobody got through after them.
        """
        recent = self.between(moment - FULL_FOR, moment).annotate(line=Coalesce("branch", MAIN_NUMBER))
        later = recent.through().filter(office=OuterRef("office"), line=OuterRef("line"), at__gte=OuterRef("at"))
        full = recent.filter(~Exists(later), outcome=CallReport.Outcome.MAILBOX_FULL)
        lines = full.values("office", "line").annotate(reports=Count("pk")).filter(reports__gte=LEAST_FULL_REPORTS)
        return {(one["office"], one["line"]) for one in lines}

    def failed_numbers(self, begin: datetime, end: datetime) -> dict[tuple[int, int], int]:
        """How many calls failed, as {(office, branch): calls}; branch 0 is the office's own number (one query)."""
        failed = self.between(begin, end).filter(outcome__in=CallReport.FAILED)
        lines = failed.annotate(line=Coalesce("branch", MAIN_NUMBER)).order_by().values("office", "line")
        return {(one["office"], one["line"]): one["calls"] for one in lines.annotate(calls=Count("pk"))}

    def by_outcome(self) -> dict[str, int]:
        """How many calls ended in each way."""
        counts: Any = self.order_by().values_list("outcome").annotate(calls=Count("pk"))
        return dict.fromkeys(CallReport.Outcome.values, 0) | dict(counts)


class CallReport(models.Model):
    """One call, as told by the caller or measured by the phone bridge."""

    class Outcome(models.TextChoices):
        SPOKE = "spoke", _("Spoke to someone")
        LEFT_MESSAGE = "left_message", _("Left a message")
        MAILBOX_FULL = "mailbox_full", _("Mailbox was full")
        NO_ANSWER = "no_answer", _("Could not get through")

    class Channel(models.TextChoices):
        WEB = "web", pgettext_lazy("how a call was reported", "On the page")
        BRIDGE = "bridge", pgettext_lazy("how a call was reported", "Phone bridge")

    THROUGH = (Outcome.SPOKE, Outcome.LEFT_MESSAGE)
    FAILED = (Outcome.MAILBOX_FULL, Outcome.NO_ANSWER)

    office = models.ForeignKey(Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="call_reports")
    branch = models.ForeignKey(
        DistrictOffice,
        verbose_name=_("district office"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="call_reports",
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("page"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome)
    channel = models.CharField(_("reported"), max_length=6, choices=Channel)
    at = models.DateTimeField(_("time"))
    # The same for a double click, or for one leg of one phone call.
    submission_key = models.CharField(max_length=80, unique=True, editable=False)

    objects = CallReportQuerySet.as_manager()

    class Meta:
        verbose_name = _("call report")
        verbose_name_plural = _("call reports")
        ordering = ["-at", "-pk"]
        indexes = [
            models.Index(fields=["office", "at"], name="callreport_office"),
            models.Index(fields=["at"], name="callreport_at"),
        ]

    def __str__(self) -> str:
        return f"{self.office_id} {self.outcome}"
