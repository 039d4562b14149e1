"""A story that its teller put aside: saved only because they asked for it, and forgotten after seven days."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.core.fields import EncryptedTextField
from stories.models.records import short_code


class Draft(models.Model):
    """An unfinished form, encrypted as a whole; `answers` is JSON. Moderators never see it.

    Like a receipt, the words that open it are stored only as a short keyed prefix and a slow salted hash.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    answers = EncryptedTextField(_("answers"))
    # Empty in those that were saved before forms were known by a hash.
    form_hash = models.CharField(max_length=64, unique=True, null=True, editable=False)  # noqa: DJ001  # unique, and empty in many
    receipt_lookup = models.CharField(max_length=6, db_index=True, editable=False)
    receipt_hash = models.CharField(max_length=200, editable=False)
    saved_at = models.DateTimeField(_("saved"), default=clock.now, editable=False)
    expires_at = models.DateTimeField(_("erased after"), db_index=True)

    class Meta:
        verbose_name = _("unfinished story")
        verbose_name_plural = _("unfinished stories")
        default_permissions = ()

    def __str__(self) -> str:
        return f"Draft {short_code(self.pk)}"
