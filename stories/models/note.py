"""What moderators write to each other about a story."""

import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.core.fields import EncryptedTextField
from stories.models.records import WrittenOnce, short_code
from stories.models.submission import Submission


class Note(WrittenOnce):
    """One note, encrypted. It goes with the story, and its storyteller can download it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="notes")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = EncryptedTextField(_("note"))
    created_at = models.DateTimeField(_("time"), default=clock.now, editable=False)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Note on {short_code(self.submission_id)}"
