"""A letter: the writer's words and address, encrypted, and where it stands."""

from datetime import datetime
from functools import reduce
from operator import or_
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from cms.core.claims import Claimable
from cms.core.clock import now
from cms.core.fields import EncryptedTextField
from cms.letters.models.newspaper import Newspaper


class Status(models.TextChoices):
    """Where a letter stands. Accepted is not delivered, and sent is not read: the words say so."""

    DRAFT = "draft", _("being written")
    AWAITING_CONFIRMATION = "awaiting", _("waiting for the writer to confirm")
    IN_REVIEW = "in_review", _("waiting for the letters desk")
    QUEUED = "queued", _("queued")
    SENDING = "sending", _("being sent")
    DEFERRED = "deferred", _("the paper's mail server asked us to try later")
    ACCEPTED = "accepted", _("accepted by the paper's mail server")
    FAILED = "failed", _("refused by the paper's mail server")
    BOUNCED = "bounced", _("bounced")
    UNKNOWN = "unknown", _("unknown: may have left")
    CANCELLED = "cancelled", _("cancelled by the writer")
    EXPIRED = "expired", _("never confirmed")
    # A guided hand-off: nothing left from here, and nothing is known but what the writer says.
    SELF_SENT = "self_sent", _("sent by the writer, who told us so")


# Until it leaves, the writer can take it back.
CANCELLABLE = (Status.AWAITING_CONFIRMATION, Status.IN_REVIEW, Status.QUEUED, Status.DEFERRED)
# It has left, or may have.
LEFT = (Status.SENDING, Status.ACCEPTED, Status.BOUNCED, Status.UNKNOWN)
# Its writer can tell us whether it was printed.
MAY_BE_PRINTED = (Status.ACCEPTED, Status.SELF_SENT)
# No letter that the desk holds may stand here before it was approved; the database says so.
NEEDS_APPROVAL = (
    Status.QUEUED, Status.SENDING, Status.DEFERRED, Status.ACCEPTED, Status.BOUNCED, Status.UNKNOWN,
)  # fmt: skip
ENDED = (Status.ACCEPTED, Status.FAILED, Status.BOUNCED, Status.CANCELLED, Status.EXPIRED, Status.SELF_SENT)


COUNTED_AT = Coalesce("confirmation__confirmed_at", "ended_at")


class LetterQuerySet(models.QuerySet["Letter"]):
    def filed(self) -> "LetterQuerySet":
        """Letters that their writers have asked us to send: what the letters desk sees."""
        return self.exclude(status=Status.DRAFT)

    def for_desk(self) -> "LetterQuerySet":
        """Confirmed letters that somebody at the letters desk has to read, and since when."""
        return self.filter(status=Status.IN_REVIEW).annotate(waits_since=F("confirmation__confirmed_at"))

    def counting(self, *, since: datetime) -> "LetterQuerySet":
        """Letters after `since` that count for a paper's "one letter every … days": those that were confirmed, and
        those that their writers say they sent themselves."""
        is_one = Q(confirmation__isnull=False) | Q(status=Status.SELF_SENT)
        letters = self.filter(is_one).exclude(status__in=[Status.CANCELLED, Status.FAILED])
        return letters.annotate(counted_at=COUNTED_AT).filter(counted_at__gt=since)

    def last_counted(self) -> models.QuerySet[Any, dict[str, datetime]]:
        """When the latest of these letters was confirmed or sent, to be asked within another question."""
        return self.order_by(COUNTED_AT.desc()).values(last=COUNTED_AT)[:1]


class Letter(Claimable):
    """One letter by one writer to one paper."""

    class Kind(models.TextChoices):
        LETTER = "letter", _("letter to the editor")
        OP_ED = "op_ed", _("op-ed")

    class Printed(models.TextChoices):
        YES = "yes", _("printed")
        NO = "no", _("not printed")
        UNKNOWN = "unknown", _("nobody knows")

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.PROTECT, related_name="letters"
    )
    page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("action"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.LETTER)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES, default="en")
    status = models.CharField(_("status"), max_length=12, choices=Status, default=Status.DRAFT, db_index=True)

    headline = EncryptedTextField(_("headline"), blank=True)
    text = EncryptedTextField(_("text"), blank=True)
    word_count = models.PositiveSmallIntegerField(_("words"), default=0)
    full_name = EncryptedTextField(_("full name"), blank=True)
    street = EncryptedTextField(_("street"), blank=True)
    town = EncryptedTextField(_("town"), blank=True)
    zip = EncryptedTextField(_("ZIP code"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)

    # Keyed hashes: they outlive the erased words and say only "the same person", "the same text".
    writer_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    person_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)
    text_hash = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    # The writer's secret link: found by its hash, kept encrypted so that an e-mail can carry it.
    token = EncryptedTextField(editable=False)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    # Names the letter in bounces and in From; no secret.
    mail_token = models.CharField(max_length=24, unique=True, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)

    statement = models.CharField(_("statement the writer agreed to"), max_length=300, blank=True, editable=False)
    agreed_at = models.DateTimeField(_("agreed"), null=True, blank=True, editable=False)
    is_suspect = models.BooleanField(_("may come from a robot"), default=False, editable=False)
    needs_review = models.BooleanField(_("held for the letters desk"), default=False, editable=False)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    reviewed_at = models.DateTimeField(_("reviewed"), null=True, blank=True, editable=False)
    # What the desk let go: only that leaves.
    approved_hash = models.CharField(max_length=64, blank=True, editable=False)
    review_note = models.TextField(_("note to the writer"), max_length=1000, blank=True)

    printed = models.CharField(_("printed?"), max_length=10, choices=Printed, blank=True)
    printed_url = models.URLField(_("where it was printed"), max_length=300, blank=True)
    may_be_shown = models.BooleanField(_("may be shown as printed"), default=False)
    asked_printed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The last e-mail about it, or that the writer has answered: no further one follows.
    reminded_printed_at = models.DateTimeField(null=True, blank=True, editable=False)
    # The titles of the talking points that stood beside the box when the writer sent the letter.
    points = models.JSONField(default=list, blank=True, editable=False)

    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(_("begun"), default=now, editable=False)
    updated_at = models.DateTimeField(_("changed"), auto_now=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(_("erased"), null=True, blank=True, editable=False)

    objects = LetterQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        permissions = [("read_letter", "Can read the text and contact details of letters")]
        indexes = [
            models.Index(fields=["newspaper", "writer_hash"], name="letter_by_writer"),
            models.Index(fields=["-created_at", "-id"], name="letter_newest"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(needs_review=False) | ~Q(approved_hash="") | ~Q(status__in=NEEDS_APPROVAL),
                name="letter_held_until_approved",
            ),
            models.CheckConstraint(condition=Q(erased_at=None) | Q(text=""), name="letter_erased_stays_empty"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"

    @property
    def is_op_ed(self) -> bool:
        return self.kind == self.Kind.OP_ED

    @property
    def may_change_kind(self) -> bool:
        """Whether there is a choice: also for an op-ed whose paper takes none any more."""
        return self.newspaper.takes_op_eds or self.is_op_ed

    @property
    def word_limit(self) -> int:
        """The limit that applies: an op-ed has its own."""
        if self.is_op_ed and self.newspaper.op_ed_limit:
            return self.newspaper.op_ed_limit
        return self.newspaper.word_limit

    @property
    def same_person(self) -> Q:
        """Letters under the same mailbox, or the same name and ZIP. None where neither is known yet."""
        known = {"writer_hash": self.writer_hash, "person_hash": self.person_hash}
        same = [Q(**{name: value}) for name, value in known.items() if value]
        return reduce(or_, same, Q(pk__in=[]))

    @property
    def mailbox(self) -> str:
        """Where it goes: op-eds may have a mailbox of their own."""
        if self.is_op_ed and self.newspaper.op_ed_email:
            return self.newspaper.op_ed_email
        return self.newspaper.letters_email

    @property
    def has_text(self) -> bool:
        return bool(self.headline and self.text)

    @property
    def has_writer(self) -> bool:
        return all([self.full_name, self.street, self.town, self.zip, self.phone, self.email])

    @property
    def is_unconfirmed(self) -> bool:
        """Asked about, and not answered: it can be taken up again as it is."""
        return self.status in (Status.AWAITING_CONFIRMATION, Status.EXPIRED)

    @property
    def can_be_cancelled(self) -> bool:
        return self.status in CANCELLABLE
