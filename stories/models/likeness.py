"""Stories that may have been sent twice: marks to find them by, and the pairs that were found."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from stories.models.records import short_code
from stories.models.submission import Submission


class StoryMark(models.Model):
    """A keyed number that two stories share when their whole texts are much alike (stories/marks.py). No text."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="marks")
    mark = models.BigIntegerField(_("number"))

    class Meta:
        verbose_name = _("mark to find the same story by")
        verbose_name_plural = _("marks to find the same story by")
        default_permissions = ()
        indexes = [models.Index(fields=["mark", "submission"], name="stories_mark")]

    def __str__(self) -> str:
        return f"Mark of {short_code(self.submission_id)}"


class LikenessQuerySet(models.QuerySet["Likeness"]):
    def of(self, submission_id: uuid.UUID) -> "LikenessQuerySet":
        """The pairs with this story, the most alike first."""
        return self.filter(Q(first=submission_id) | Q(second=submission_id)).order_by("-percent", "pk")

    def open(self) -> "LikenessQuerySet":
        """Those that nobody has said to be two stories."""
        return self.filter(dismissed_at=None)


class Likeness(models.Model):
    """Two stories that may be the same. A hint and no verdict: nothing is decided by it."""

    first = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    second = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="+")
    # Of the shorter text, how much stands in the longer one too, in runs of four words.
    percent = models.PositiveSmallIntegerField(_("percent alike"))
    dismissed_at = models.DateTimeField(_("said not to be the same"), null=True)
    dismissed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )

    objects = LikenessQuerySet.as_manager()

    class Meta:
        verbose_name = _("story that may be the same")
        verbose_name_plural = _("stories that may be the same")
        default_permissions = ()
        # Keys in their order, so that a pair found from both sides is one.
        constraints = [models.UniqueConstraint(fields=["first", "second"], name="stories_one_likeness")]

    def __str__(self) -> str:
        return f"{short_code(self.first_id)}, {short_code(self.second_id)}"

    @classmethod
    def between(cls, one: uuid.UUID, other: uuid.UUID, *, percent: int) -> "Likeness":
        """Not saved."""
        first, second = sorted((one, other))
        return cls(first_id=first, second_id=second, percent=percent)

    def other_than(self, submission: Submission) -> Submission:
        return self.second if self.first_id == submission.pk else self.first


def has_alike() -> Q:
    """For each submission: whether it may have been sent twice, and nobody has said that it was not."""
    pairs = Likeness.objects.open()
    return Exists(pairs.filter(first=OuterRef("pk"))) | Exists(pairs.filter(second=OuterRef("pk")))
