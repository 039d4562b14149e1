"""A printed letter that its writer lets us show: a small row of its own, which outlives the erased letter."""

from typing import Self

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core.clock import now
from cms.letters.models.letter import Letter
from cms.letters.models.newspaper import Newspaper


class PrintedLetterQuerySet(models.QuerySet["PrintedLetter"]):
    def shown(self) -> Self:
        """Those that the letters desk has looked at: a headline and a link come from the public."""
        return self.exclude(checked_at=None)

    def to_check(self) -> Self:
        return self.filter(checked_at=None)


class PrintedLetter(models.Model):
    """Headline, paper, month and link of one printed letter. Never its text, never its writer."""

    letter = models.OneToOneField(Letter, null=True, on_delete=models.SET_NULL, related_name="shown_as")
    newspaper = models.ForeignKey(
        Newspaper, verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="printed_letters"
    )
    headline = models.CharField(_("headline"), max_length=100)
    language = models.CharField(_("language"), max_length=5, choices=settings.LANGUAGES)
    url = models.URLField(_("where it was printed"), max_length=300, blank=True)
    # The first day of the month in which the letter reached the paper.
    month = models.DateField(_("month"))
    is_sample = models.BooleanField(_("sample"), default=False, editable=False)
    created_at = models.DateTimeField(_("agreed"), default=now, editable=False)
    checked_at = models.DateTimeField(_("checked"), null=True, editable=False)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )

    objects = PrintedLetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("printed letter")
        verbose_name_plural = _("printed letters")
        default_permissions = ("view", "change")
        ordering = ["-month", "-pk"]

    def __str__(self) -> str:
        return f"printed letter {self.pk}"
