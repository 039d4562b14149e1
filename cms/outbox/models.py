"""The outbox: every e-mail is a row here before it is a message."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.core.crypto import keyed_hash
from cms.core.fields import EncryptedTextField


class Status(models.TextChoices):
    QUEUED = "queued", _("waiting")
    SENDING = "sending", _("being sent")
    SENT = "sent", _("sent")
    DEFERRED = "deferred", _("trying again")
    FAILED = "failed", _("failed")
    BOUNCED = "bounced", _("bounced")
    CANCELLED = "cancelled", _("cancelled")
    UNKNOWN = "unknown", _("unknown: may have left")


class Reason(models.TextChoices):
    """Why a row is where it is. Codes only: what a mail server says may quote an address."""

    LOCAL = "local", _("kept in the local mailbox")
    NETWORK = "network", _("the mail server could not be reached")
    TEMPORARY = "temporary", _("the mail server asked us to try later")
    LOGIN = "login", _("the mail server refused our login")
    REFUSED = "refused", _("the mail server refused the message")
    NO_MAILBOX = "no_mailbox", _("there is no such mailbox")
    SUPPRESSED = "suppressed", _("mail to this address bounced before")
    RENDER = "render", _("the message could not be written")
    KIND = "kind", _("nobody knows this kind of message")
    KEY = "key", _("the address cannot be decrypted")
    DATABASE = "database", _("the database did not answer")
    GONE = "gone", _("what it was about is gone")
    NO_REPLY = "no_reply", _("the mail server fell silent after taking the message")
    INTERRUPTED = "interrupted", _("the worker stopped in the middle")
    GAVE_UP = "gave_up", _("tried for 48 hours")
    COMPLAINT = "complaint", _("the recipient reported it as spam")


WAITING = (Status.QUEUED, Status.DEFERRED)
CAN_BE_CANCELLED = (*WAITING, Status.UNKNOWN)
CAN_BE_SENT_AGAIN = (Status.FAILED, Status.BOUNCED, Status.UNKNOWN, Status.DEFERRED, Status.CANCELLED)


def recipient_hash(address: str) -> str:
    """A keyed hash of one mailbox, the same for any spelling in upper or lower case."""
    return keyed_hash(address.strip().lower(), purpose="outbox.recipient")


def new_message_id() -> str:
    return f"<{uuid.uuid4().hex}@{settings.MAIL_DOMAIN}>"


class OutgoingEmailQuerySet(models.QuerySet["OutgoingEmail"]):
    def waiting(self) -> "OutgoingEmailQuerySet":
        """Rows that have still to leave, now or later."""
        return self.filter(status__in=WAITING)

    def due(self, moment: datetime) -> "OutgoingEmailQuerySet":
        """Rows that may be sent now, the longest waiting first."""
        return self.waiting().filter(not_before__lte=moment).order_by("not_before")

    def expired_leases(self, moment: datetime) -> "OutgoingEmailQuerySet":
        """Rows whose worker died: nobody sends that long."""
        return self.filter(status=Status.SENDING, lease_until__lt=moment)

    def untold(self) -> "OutgoingEmailQuerySet":
        """Rows whose owner has not yet been told of the last change of status."""
        return self.filter(is_untold=True)

    def finished_before(self, moment: datetime) -> "OutgoingEmailQuerySet":
        """Rows about which nothing has happened since, and nothing will by itself."""
        return self.exclude(status__in=[*WAITING, Status.SENDING]).filter(updated_at__lt=moment)

    def forget_recipients(self) -> int:
        """Erase the addresses; returns how many. Of a bounce the hash stays, so that no more mail goes there."""
        kept_hash = Case(When(status=Status.BOUNCED, then="recipient_hash"), default=Value(""))
        return self.exclude(to="").update(to="", recipient_hash=kept_hash)

    def about(self, reference: str) -> "OutgoingEmailQuerySet":
        """The e-mails about one subject row, newest first."""
        return self.filter(reference=reference).order_by("-created_at")

    def bounced_to(self, address_hash: str) -> "OutgoingEmailQuerySet":
        """Hard bounces of one mailbox."""
        return self.filter(status=Status.BOUNCED, recipient_hash=address_hash)


class OutgoingEmail(models.Model):
    """One e-mail to one recipient. The body is written when it is sent, from the row named by `reference`."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    to = EncryptedTextField(_("recipient"))
    recipient_hash = models.CharField(max_length=64, editable=False)
    reference = models.CharField(
        _("row it tells about"), max_length=64, help_text=_("The id of the row this e-mail tells about.")
    )
    dedupe_key = models.CharField(max_length=200, unique=True, help_text=_("One event, one recipient, one e-mail."))
    language = models.CharField(_("language"), max_length=10)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices, default=Status.QUEUED)
    reason = models.CharField(_("reason"), max_length=12, choices=Reason.choices, blank=True)
    smtp_code = models.PositiveSmallIntegerField(_("mail server's code"), null=True, blank=True)
    # Also the fence against a worker that wakes up late: only the claim with this number may record.
    attempts = models.PositiveIntegerField(_("attempts"), default=0)
    not_before = models.DateTimeField(_("not before"), default=now)
    first_tried_at = models.DateTimeField(_("first tried"), null=True, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    # Fixed before the first attempt, so that a second copy is recognized as the same message.
    message_id = models.CharField(max_length=160, unique=True, default=new_message_id, editable=False)
    is_untold = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(_("created"), default=now, editable=False)
    updated_at = models.DateTimeField(_("last changed"), default=now, editable=False)
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)

    objects = OutgoingEmailQuerySet.as_manager()

    class Meta:
        verbose_name = _("e-mail")
        verbose_name_plural = _("e-mails")
        indexes = [
            models.Index(fields=["not_before"], condition=Q(status__in=["queued", "deferred"]), name="outbox_due"),
            models.Index(fields=["lease_until"], condition=Q(status="sending"), name="outbox_lease"),
            models.Index(fields=["recipient_hash"], condition=Q(status="bounced"), name="outbox_bounced"),
            models.Index(fields=["updated_at"], condition=Q(is_untold=True), name="outbox_untold"),
            models.Index(fields=["reference"], name="outbox_about"),
            models.Index(fields=["-created_at"], name="outbox_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {str(self.pk)[:8]}"

    @property
    def masked_recipient(self) -> str:
        """The address as a person may see it who need not know it: `j•••@example.org`; a dash once it is erased."""
        if not self.to:
            return "–"
        name, _at, domain = self.to.rpartition("@")
        return f"{name[:1]}•••@{domain}"


class InboundSeen(models.Model):
    """A message that came in and changed something: read a second time, it changes nothing. Nothing of it is kept."""

    message_hash = models.CharField(max_length=64, unique=True)
    seen_at = models.DateTimeField(default=now, db_index=True)

    class Meta:
        verbose_name = _("message that came in")
        verbose_name_plural = _("messages that came in")

    def __str__(self) -> str:
        return f"inbound {self.pk}"
