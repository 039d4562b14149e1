"""Proof of authorship, and delivery. A delivery cannot exist without a confirmation: the database says so."""

from datetime import date, datetime

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.core.fields import EncryptedTextField
from cms.letters.models.letter import Letter
from cms.letters.models.newspaper import Newspaper
from cms.outbox.models import OutgoingEmail


class ConfirmationRequest(models.Model):
    """One e-mailed question "did you write this?". A newer one replaces an older one."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="requests")
    token = EncryptedTextField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # What exactly is asked about: a changed text needs a new question.
    message_hash = models.CharField(max_length=64, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)
    expires_at = models.DateTimeField(editable=False)
    reminded_at = models.DateTimeField(null=True, editable=False)
    replaced_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        verbose_name = _("confirmation request")
        verbose_name_plural = _("confirmation requests")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"confirmation request {self.pk}"

    def is_expired(self, moment: datetime) -> bool:
        return moment >= self.expires_at


class Confirmation(models.Model):
    """The writer pressed the button on the e-mailed page: "yes, I wrote this"."""

    letter = models.OneToOneField(Letter, on_delete=models.CASCADE, related_name="confirmation")
    request = models.OneToOneField(ConfirmationRequest, on_delete=models.CASCADE, related_name="confirmation")
    message_hash = models.CharField(max_length=64, editable=False)
    confirmed_at = models.DateTimeField(default=now, editable=False)

    class Meta:
        verbose_name = _("confirmation")
        verbose_name_plural = _("confirmations")

    def __str__(self) -> str:
        return f"confirmation {self.pk}"


class DeliveryQuerySet(models.QuerySet["Delivery"]):
    def taking_slots(self, newspaper: Newspaper, *, since: date) -> "DeliveryQuerySet":
        """Deliveries that use up a paper's mailbag from the day `since` on."""
        return self.filter(newspaper=newspaper, slot_day__gte=since, is_cancelled=False)


class Delivery(models.Model):
    """One confirmed letter on its way to one paper, at one time."""

    confirmation = models.OneToOneField(Confirmation, on_delete=models.PROTECT, related_name="delivery")
    newspaper = models.ForeignKey(Newspaper, on_delete=models.PROTECT, related_name="deliveries")
    slot_at = models.DateTimeField(_("leaves"))
    # The day in the paper's own time zone, for its caps.
    slot_day = models.DateField()
    # Counts deliberate repetitions by the letters desk; each has an outbox row of its own.
    round = models.PositiveSmallIntegerField(default=1)
    email = models.ForeignKey(OutgoingEmail, null=True, editable=False, on_delete=models.SET_NULL, related_name="+")
    # The outbox's code for why it ended as it did.
    reason = models.CharField(_("reason"), max_length=12, blank=True, editable=False)
    smtp_code = models.PositiveSmallIntegerField(_("answer of the mail server"), null=True, editable=False)
    is_cancelled = models.BooleanField(default=False, editable=False)
    accepted_at = models.DateTimeField(_("accepted"), null=True, editable=False)
    # No longer waiting: it left, failed or was cancelled.
    ended_at = models.DateTimeField(_("ended"), null=True, editable=False)
    created_at = models.DateTimeField(default=now, editable=False)

    objects = DeliveryQuerySet.as_manager()

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        indexes = [
            models.Index(fields=["newspaper", "slot_day"], name="delivery_mailbag"),
            models.Index(fields=["newspaper"], condition=Q(ended_at=None), name="delivery_waiting"),
        ]

    def __str__(self) -> str:
        return f"delivery {self.pk}"

    @property
    def letter(self) -> Letter:
        return self.confirmation.letter

    @property
    def dedupe_key(self) -> str:
        """The name of this delivery's one row in the outbox, whose Message-ID serves every attempt."""
        return f"letters.delivery:{self.pk}"
