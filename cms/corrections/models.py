"""A correction: what somebody says is wrong, by when we look at it, and what became of it."""

import uuid
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.clock import now
from cms.core.fields import EncryptedTextField

DUE_AFTER = timedelta(days=3)


def due_at() -> datetime:
    """When somebody should have looked at a correction that comes in now."""
    return now() + DUE_AFTER


class What(models.TextChoices):
    """What is wrong."""

    PHONE = "phone", _("The phone number")
    ADDRESS = "address", _("The address")
    HOURS = "hours", _("The opening hours")
    PERSON = "person", _("The person: somebody else is there now, or nobody")
    POSITION = "position", _("What it says about where they stand")
    OTHER = "other", _("Something else")


class Outcome(models.TextChoices):
    FIXED = "fixed", _("fixed")
    WAS_RIGHT = "was_right", _("it was right")
    NOT_USABLE = "not_usable", _("not usable")


class CorrectionQuerySet(models.QuerySet["Correction"]):
    def open(self) -> Self:
        """Those that wait for an editor."""
        return self.filter(resolved_at=None)

    def overdue(self, moment: datetime) -> Self:
        return self.open().filter(due_at__lt=moment)

    def longest_due_first(self) -> Self:
        """Open ones first, and among them the oldest promise."""
        is_open = Case(When(resolved_at=None, then=Value(1)), default=Value(0), output_field=IntegerField())
        return self.annotate(is_waiting=is_open).order_by("-is_waiting", "due_at", "pk")

    def resolved_before(self, moment: datetime) -> Self:
        """Resolved, with words or an address that are still kept."""
        return self.filter(resolved_at__lte=moment, erased_at=None)

    def about(self, model: type[models.Model]) -> Self:
        return self.filter(content_type=ContentType.objects.get_for_model(model))

    def numbers(self) -> dict[tuple[str, int], int]:
        """How many there are about each row, as {(name of its model, its id): number}. One query."""
        about = self.order_by().values_list("content_type__model", "object_id")
        return {(model, pk): number for model, pk, number in about.annotate(number=models.Count("pk"))}


class Correction(models.Model):
    """One person's word about one row of ours. Only `cms.corrections.services` writes it."""

    # A UUID, so that e-mails about it can be told from e-mails about rows of other tables.
    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    content_type = models.ForeignKey(ContentType, on_delete=models.CASCADE, related_name="+", editable=False)
    object_id = models.PositiveBigIntegerField(editable=False)
    subject = GenericForeignKey("content_type", "object_id")

    what = models.CharField(_("what is wrong"), max_length=10, choices=What)
    note = EncryptedTextField(_("what the sender says"), blank=True, editable=False)
    email = EncryptedTextField(_("e-mail of the sender"), blank=True, editable=False)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)
    is_suspect = models.BooleanField(_("may come from a robot"), default=False, editable=False)

    created_at = models.DateTimeField(pgettext_lazy("correction", "sent"), default=now, editable=False)
    due_at = models.DateTimeField(_("due"), default=due_at, editable=False)
    resolved_at = models.DateTimeField(_("resolved"), null=True, editable=False)
    resolved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("resolved by"),
        null=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    outcome = models.CharField(_("outcome"), max_length=12, choices=Outcome, blank=True, editable=False)
    answer = EncryptedTextField(_("answer to the sender"), blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, editable=False)

    objects = CorrectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("correction")
        verbose_name_plural = _("corrections")
        ordering = ["due_at", "pk"]
        indexes = [
            models.Index(fields=["due_at"], condition=Q(resolved_at=None), name="correction_open"),
            models.Index(fields=["content_type", "object_id"], name="correction_about"),
            models.Index(fields=["resolved_at"], condition=Q(erased_at=None), name="correction_to_erase"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(resolved_at=None, outcome="") | Q(resolved_at__isnull=False) & ~Q(outcome=""),
                name="correction_resolved_with_outcome",
            )
        ]

    def __str__(self) -> str:
        return f"correction {str(self.pk)[:8]}"

    @property
    def is_open(self) -> bool:
        return self.resolved_at is None

    def is_overdue(self, moment: datetime | None = None) -> bool:
        """Nobody has looked at it by the day we set ourselves."""
        return self.is_open and self.due_at < (moment or now())
