"""What an editor answered to our address, until it has been passed on to the writer."""

from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.core.fields import EncryptedTextField
from cms.letters.models.letter import Letter

CONTENT = ("sender_name", "sender", "subject", "text")


class ForwardedReplyQuerySet(models.QuerySet["ForwardedReply"]):
    def since(self, moment: datetime) -> "ForwardedReplyQuerySet":
        return self.filter(created_at__gt=moment)

    def forget_content(self) -> int:
        """Erase who wrote and what; returns how many held something. The rows stay, for the count of a day."""
        return self.exclude(sender="").update(**dict.fromkeys(CONTENT, ""))


class ForwardedReply(models.Model):
    """One answer on its way to the writer. Its content rests encrypted, and is erased once it has left."""

    letter = models.ForeignKey(Letter, on_delete=models.CASCADE, related_name="replies")
    sender_name = EncryptedTextField(blank=True, editable=False)
    sender = EncryptedTextField(blank=True, editable=False)
    subject = EncryptedTextField(blank=True, editable=False)
    text = EncryptedTextField(blank=True, editable=False)
    was_cut = models.BooleanField(default=False, editable=False)
    had_attachments = models.BooleanField(default=False, editable=False)
    created_at = models.DateTimeField(default=now, editable=False, db_index=True)

    objects = ForwardedReplyQuerySet.as_manager()

    class Meta:
        verbose_name = _("forwarded answer")
        verbose_name_plural = _("forwarded answers")

    def __str__(self) -> str:
        return f"forwarded answer {self.pk}"
