"""What an editor told us by the link at the end of a letter. No free text: a button, a web address, a mailbox."""

from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.core.clock import now
from cms.letters.models.letter import Letter
from cms.letters.models.newspaper import Newspaper


class PaperAnswerQuerySet(models.QuerySet["PaperAnswer"]):
    def standing(self) -> Self:
        """Those that nobody has taken back."""
        return self.filter(withdrawn_at=None)

    def to_do(self) -> Self:
        """Wrong addresses that the letters desk has not looked at."""
        return self.standing().filter(kind=PaperAnswer.Kind.WRONG_ADDRESS, settled_at=None)

    def about_print(self) -> "PaperAnswer | None":
        """What the paper itself says about printing, of the answers to one letter."""
        return self.standing().filter(kind__in=[PaperAnswer.Kind.PRINTED, PaperAnswer.Kind.NOT_FOR_US]).first()


class PaperAnswer(models.Model):
    """One answer by one paper, by way of one letter. Only `cms.letters.services.editors` writes it."""

    class Kind(models.TextChoices):
        PRINTED = "printed", _("We printed it")
        NOT_FOR_US = "not_for_us", _("Not for us")
        WRONG_ADDRESS = "wrong_address", _("Wrong address")
        FEWER = "fewer", pgettext_lazy("letters", "Fewer")
        NONE = "none", pgettext_lazy("letters", "None")

    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="answers"
    )
    letter = models.ForeignKey(Letter, verbose_name=_("letter"), on_delete=models.CASCADE, related_name="answers")
    kind = models.CharField(_("answer"), max_length=15, choices=Kind)
    url = models.URLField(_("where it was printed"), max_length=300, blank=True)
    mailbox = models.EmailField(_("mailbox the editor names"), blank=True)
    at = models.DateTimeField(_("answered"), default=now, editable=False)

    # What this answer changed, so that it can be taken back.
    has_changed_paper = models.BooleanField(default=False, editable=False)
    day_cap_before = models.PositiveSmallIntegerField(null=True, editable=False)
    week_cap_before = models.PositiveSmallIntegerField(null=True, editable=False)

    # Nobody's name means that the editor did it.
    withdrawn_at = models.DateTimeField(_("taken back"), null=True, editable=False)
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )
    settled_at = models.DateTimeField(_("done"), null=True, editable=False)
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PaperAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("editor's answer")
        verbose_name_plural = _("editors' answers")
        ordering = ["-at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["letter", "kind"], condition=Q(withdrawn_at=None), name="answer_once"),
        ]

    def __str__(self) -> str:
        return f"editor's answer {self.pk}"

    @property
    def is_standing(self) -> bool:
        return self.withdrawn_at is None

    @property
    def is_to_do(self) -> bool:
        return self.is_standing and self.kind == self.Kind.WRONG_ADDRESS and self.settled_at is None
