"""A visit to a branch office: who comes is encrypted and erased, that somebody came is counted."""

import uuid
from datetime import datetime, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Prefetch, Q, Sum
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.clock import now
from cms.core.fields import EncryptedTextField
from cms.officials.models.district_office import DistrictOffice
from cms.officials.models.office import Office
from cms.officials.models.position import Position

MOST_PEOPLE = 10
# How long after the visit (or after it was called off) names, addresses and reported words stay.
KEPT_FOR = timedelta(days=28)
PERSONAL_FIELDS = ("name", "email", "met_whom", "promise", "token")


class VisitQuerySet(models.QuerySet["Visit"]):
    """Visits by what is still to be done about them."""

    def on_the_way(self) -> Self:
        """They take up room in the office."""
        return self.filter(status__in=[Visit.Status.PLANNED, Visit.Status.REPORTED])

    def people_by_time(self, branch_id: int, *, since: datetime) -> dict[datetime, int]:
        """How many people come to one office at each time from `since` on (one query)."""
        rows: Any = self.on_the_way().filter(branch=branch_id, starts_at__gte=since).order_by()
        return dict(rows.values_list("starts_at").annotate(people=Sum("people")))

    def with_offices(self) -> Self:
        """Each with its office and whoever holds it, in three queries for all."""
        offices = DistrictOffice.objects.prefetch_related(Prefetch("office", Office.objects.with_holders()))
        return self.prefetch_related(Prefetch("branch", offices))

    def to_review(self) -> Self:
        """Reported, and no editor has decided."""
        return self.filter(status=Visit.Status.REPORTED, agreed=None, erased_at=None)

    def over(self, moment: datetime) -> Self:
        """Visits whose words and names have served their time."""
        limit = moment - KEPT_FOR
        return self.filter(Q(starts_at__lte=limit) | Q(cancelled_at__lte=limit))


class Visit(models.Model):
    """Some people who told us that they go to one office at one time."""

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("called off")
        REPORTED = "reported", pgettext_lazy("status of a visit", "reported")
        CLOSED = "closed", _("over, without a report")

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    branch = models.ForeignKey(
        DistrictOffice, verbose_name=_("district office"), on_delete=models.PROTECT, related_name="visits"
    )
    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("action"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    campaign = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    starts_at = models.DateTimeField(_("time"), db_index=True)
    people = models.PositiveSmallIntegerField(
        _("people"), validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)]
    )
    name = EncryptedTextField(_("name"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.PLANNED, db_index=True)
    # Whom the campaign wants told; a mailbox of the campaign, not of a visitor.
    staff_email = models.EmailField(blank=True, editable=False)
    is_suspect = models.BooleanField(_("may come from a robot"), default=False, editable=False)

    # The visitor's secret link: found by its hash, kept encrypted so that an e-mail can carry it.
    token = EncryptedTextField(blank=True, editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)

    met_whom = EncryptedTextField(_("whom they met"), blank=True)
    stance = models.CharField(_("position they heard"), max_length=12, choices=Position.Stance, blank=True)
    promise = EncryptedTextField(_("what was promised"), blank=True)
    follow_up_on = models.DateField(_("follow up by"), null=True, blank=True)
    reported_at = models.DateTimeField(
        pgettext_lazy("status of a visit", "reported"), null=True, blank=True, editable=False
    )

    agreed = models.BooleanField(_("agreed"), null=True, blank=True, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)

    created_at = models.DateTimeField(_("planned on"), default=now, editable=False)
    cancelled_at = models.DateTimeField(_("called off"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        ordering = ["-starts_at", "-created_at"]
        permissions = [
            ("read_visitor", "Can read the names and e-mail addresses of visitors"),
            ("review_visit", "Can read reports of visits and agree to them"),
        ]
        indexes = [models.Index(fields=["branch", "starts_at"], name="visit_slot")]

    def __str__(self) -> str:
        return f"{self.pk}"

    @property
    def zone(self) -> ZoneInfo:
        """The clock on the office's wall."""
        return ZoneInfo(self.branch.time_zone or "UTC")

    @property
    def local_time(self) -> datetime:
        """The time as that clock shows it."""
        return self.starts_at.astimezone(self.zone)

    @property
    def is_erased(self) -> bool:
        return self.erased_at is not None

    @property
    def can_be_cancelled(self) -> bool:
        """Until it begins, plans may change."""
        return self.status == self.Status.PLANNED and now() < self.starts_at

    @property
    def can_be_reported(self) -> bool:
        """From its beginning until an editor has decided, or the words were erased."""
        is_open = self.status in (self.Status.PLANNED, self.Status.REPORTED) and self.agreed is None
        return is_open and not self.is_erased and self.starts_at <= now()
