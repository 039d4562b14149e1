"""A public story in another language while people work on it, and what a moderator approved of it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.core.crypto import keyed_hash
from cms.core.fields import EncryptedTextField
from stories.models.records import short_code, texts_of
from stories.models.submission import Submission


def digest_of(texts: Iterable[str]) -> str:
    """Tells whether texts have changed, and nothing else about them."""
    return keyed_hash("\n\n\n".join(texts), purpose="stories.translation")


class TranslationQuerySet(models.QuerySet["Translation"]):
    def disapprove(self) -> int:
        """What a moderator approved has to be approved anew."""
        return self.update(approved_by=None, approved_digest="", version=models.F("version") + 1)


class Translation(models.Model):
    """One language of one story. `source_digest` stands for the original it was made from."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=10)
    version = models.PositiveIntegerField(_("version"), default=0)
    title = EncryptedTextField(_("title"))
    text = EncryptedTextField(_("text"))
    attribution = EncryptedTextField(_("shown as"))
    place_label = EncryptedTextField(_("place"), blank=True)
    source_digest = models.CharField(max_length=64, editable=False)
    approved_digest = models.CharField(max_length=64, blank=True, editable=False)
    written_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    approved_by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+")
    changed_at = models.DateTimeField(default=clock.now, editable=False)

    objects = TranslationQuerySet.as_manager()

    class Meta:
        unique_together = (("submission", "language"),)
        verbose_name = _("translation of a story")
        verbose_name_plural = _("translations of stories")
        default_permissions = ()
        permissions = [("write_translation", _("Can translate public stories"))]

    def __str__(self) -> str:
        return f"Translation of {short_code(self.submission_id)}"

    @property
    def is_approved(self) -> bool:
        """Whether a moderator approved exactly these words."""
        return self.approved_digest == digest_of(texts_of(self))
