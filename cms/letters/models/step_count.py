"""How far drafts came that are deleted by now: numbers that outlive their rows."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class Step(models.TextChoices):
    """The steps of a letter, in order. Nobody is followed: each is read off the letter itself."""

    BEGUN = "begun", _("Chose a paper")
    TEXT = "text", _("Wrote the letter")
    WRITER = "writer", _("Gave name and address")
    AGREED = "agreed", _("Said “I wrote this”")
    SENT = "sent", _("Confirmed it, or sent it themselves")


class StepCount(models.Model):
    """So many drafts of one day that got as far as one step and were deleted as abandoned.

    Letters that go on keep their rows for ever (without words), so that only drafts have to be counted before they
    are deleted. Nothing is counted while somebody writes: no step gets slower, no two writers wait for one counter,
    and a click more or less changes no number. Rows are added, never changed; the numbers are their sums.
    """

    # When the drafts were begun, in the site's time zone.
    day = models.DateField(db_index=True)
    page = models.ForeignKey("wagtailcore.Page", null=True, on_delete=models.SET_NULL, related_name="+")
    language = models.CharField(max_length=5, choices=settings.LANGUAGES)
    # Of the paper.
    state = models.CharField(max_length=2, blank=True)
    is_by_hand = models.BooleanField(default=False)
    step = models.CharField(max_length=10, choices=Step)
    times = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("abandoned drafts")
        verbose_name_plural = _("abandoned drafts")

    def __str__(self) -> str:
        return f"{self.times} drafts of {self.day} up to {self.step}"
