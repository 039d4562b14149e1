"""What a storyteller and the moderators write to each other."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from cms.core.fields import EncryptedTextField
from stories.choices import OPEN_STATUSES, Status
from stories.models.records import short_code
from stories.models.submission import Submission


class MessageQuerySet(models.QuerySet["Message"]):
    def unread_by_storyteller(self) -> "MessageQuerySet":
        return self.filter(is_from_storyteller=False, read_at=None)

    def unread_by_team(self) -> "MessageQuerySet":
        return self.filter(is_from_storyteller=True, read_at=None)


class Message(models.Model):
    """One message about one submission, encrypted. `user` is empty where the storyteller wrote it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="messages")
    is_from_storyteller = models.BooleanField(_("from the storyteller"), editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    text = EncryptedTextField(_("message"))
    message_key = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("time"), default=clock.now, db_index=True, editable=False)
    read_at = models.DateTimeField(_("read by the other side"), null=True, editable=False)

    objects = MessageQuerySet.as_manager()

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["submission"], condition=Q(is_from_storyteller=True, read_at=None), name="stories_unread"
            )
        ]

    def __str__(self) -> str:
        return f"Message about {short_code(self.submission_id)}"


def has_news() -> Exists:
    """For each submission: whether its storyteller has written something that nobody on the team has read."""
    return Exists(Message.objects.unread_by_team().filter(submission=OuterRef("pk")))


def waits_for_team() -> Q:
    """Submissions that wait for a moderator: to be decided on, or because of a message, published ones too."""
    return Q(status__in=OPEN_STATUSES) | (~Q(status=Status.WITHDRAWN) & Q(has_news()))
