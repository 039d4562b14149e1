"""The private side: what a storyteller sent. Plain models that Wagtail never indexes, revises, logs or previews."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.core.claims import Claimable
from cms.core.fields import EncryptedTextField
from stories.choices import OPEN_STATUSES, Display, Flag, Knows, Status, Subject
from stories.models.code_field import CodeField
from stories.models.records import short_code
from stories.privacy import PrivateData, emails_in, name_words, phones_in


class SubmissionQuerySet(models.QuerySet["Submission"]):
    def open(self) -> "SubmissionQuerySet":
        return self.filter(status__in=OPEN_STATUSES)

    def oldest_first(self) -> "SubmissionQuerySet":
        return self.order_by("created_at", "pk")


class Submission(Claimable):  # type: ignore[django-manager-missing]  # wagtail-localize's own managers
    """One story as it was sent. Everything a person wrote is encrypted; `str()` says nothing."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    code = CodeField(_("code"))
    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.NEW)
    version = models.PositiveIntegerField(_("version"), default=1)
    language = models.CharField(_("language"), max_length=10)

    title = EncryptedTextField(_("title"), blank=True)
    body = EncryptedTextField(_("story"))
    subject = models.CharField(_("about"), max_length=10, choices=Subject, default=Subject.SELF)
    is_minor = models.BooleanField(_("about someone under 18"), default=False)
    subject_knows = models.CharField(_("do they know"), max_length=12, choices=Knows, blank=True)
    display = models.CharField(_("how you appear"), max_length=12, choices=Display, default=Display.ANONYMOUS)
    pen_name = EncryptedTextField(_("chosen name"), blank=True)
    state = models.CharField(_("state"), max_length=2, blank=True)
    place_detail = EncryptedTextField(_("place, more closely"), blank=True)

    flags = models.JSONField(_("flags"), default=list, blank=True)
    risk = models.PositiveSmallIntegerField(_("risk score"), default=0)

    # The receipt itself is never stored: a short keyed prefix to find the row, a slow salted hash to check it.
    receipt_lookup = models.CharField(max_length=6, db_index=True, editable=False)
    receipt_hash = models.CharField(max_length=200, editable=False)
    submission_key = models.CharField(max_length=64, unique=True, editable=False)

    created_at = models.DateTimeField(_("sent"), default=clock.now, editable=False)
    changed_at = models.DateTimeField(_("changed"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("erased after"), null=True, blank=True)
    # By which key its marks were made; empty until it is compared with the others (stories/alike.py).
    marked_with = models.CharField(_("compared"), max_length=16, default="", db_index=True, editable=False)
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = SubmissionQuerySet.as_manager()

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        default_permissions = ()
        permissions = [
            ("moderate_submission", _("Can read and decide on submissions")),
            ("reveal_contact", _("Can reveal how to reach a storyteller")),
            ("export_contacts", _("Can take contacts out in a file")),
            ("audit_submission", _("Can see who did and saw what")),
        ]
        indexes = [
            models.Index(fields=["status", "created_at"], name="stories_queue"),
            models.Index(fields=["created_at"], name="stories_age"),
            models.Index(fields=["claimed_until"], name="stories_claimed"),
        ]

    def __str__(self) -> str:
        return gettext("Story %(code)s") % {"code": short_code(self.id)}

    @property
    def flag_labels(self) -> list[str]:
        return [str(Flag(flag).label) for flag in self.flags]

    @property
    def needs_second_person(self) -> bool:
        return bool(self.flags)

    @property
    def private_data(self) -> PrivateData:
        """What of the storyteller may not stand in public, less the name they agreed to show (one query)."""
        contact = Contact.objects.filter(pk=self.pk).first() or Contact()
        return PrivateData(
            names=name_words(contact.name) - name_words(self.shown_name(contact)),
            emails=emails_in(self.body) | emails_in(contact.email),
            phones=phones_in(self.body) | phones_in(contact.phone),
        )

    def shown_name(self, contact: "Contact") -> str:
        """The name that the storyteller agreed to show; empty when they stay anonymous or show one letter."""
        shown = {
            Display.FULL_NAME: contact.name,
            Display.FIRST_NAME: contact.name.split(" ")[0],
            Display.CHOSEN_NAME: self.pen_name,
        }
        return shown.get(Display(self.display), "")


class Contact(models.Model):
    """How to reach a storyteller. Shown only by the Reveal view, which asks why and logs it."""

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE)
    name = EncryptedTextField(_("name"), blank=True)
    email = EncryptedTextField(_("e-mail"), blank=True)
    phone = EncryptedTextField(_("phone"), blank=True)
    safe_times = EncryptedTextField(_("safe times"), blank=True)
    last_contact_at = models.DateTimeField(_("last contact"), null=True, blank=True)

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Contact of {short_code(self.submission_id)}"


class Media(models.Model):
    """A cleaned photo, encrypted in private storage under a random name. Without a submission it waits for one."""

    FOLDER = "photos"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, null=True, on_delete=models.CASCADE, related_name="photos")
    file_name = models.CharField(max_length=100, editable=False)
    width = models.PositiveIntegerField(editable=False)
    height = models.PositiveIntegerField(editable=False)
    alt = EncryptedTextField(_("description for people who cannot see it"), blank=True)
    faces_checked = models.BooleanField(_("faces checked"), default=False)
    is_chosen = models.BooleanField(_("publish this photo"), default=False)
    # What its public copy must not show: a list of stories.boxes.Box. The photo itself stays as it was sent.
    boxes = models.JSONField(_("covered parts"), default=list, blank=True)
    created_at = models.DateTimeField(default=clock.now, db_index=True, editable=False)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Photo {short_code(self.id)}"


class EditedVersion(models.Model):
    """The public version while moderators work on it: still private, so encrypted and without revisions.

    `approved_by` is the first of two people where a story is flagged; any change of the text clears it.
    """

    submission = models.OneToOneField(Submission, primary_key=True, on_delete=models.CASCADE, related_name="edited")
    title = EncryptedTextField(_("title"))
    text = EncryptedTextField(_("text"))
    attribution = EncryptedTextField(_("shown as"))
    place_label = EncryptedTextField(_("place"), blank=True)
    topics = models.ManyToManyField("stories.Topic", verbose_name=_("topics"), blank=True)
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    # When it goes public by itself; who decided so is the second of two people.
    publish_at = models.DateTimeField(_("public from"), null=True, blank=True, db_index=True)
    scheduled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    class Meta:
        verbose_name = _("edited version")
        verbose_name_plural = _("edited versions")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Edit of {short_code(self.submission_id)}"
