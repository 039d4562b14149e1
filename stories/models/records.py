"""Who did or saw what: ids and reason codes, never text. These rows outlive the story they speak of."""

import uuid
from typing import Any

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.core import clock
from stories.choices import PUBLIC_TEXTS, AccessKind, DecisionKind, Status, TombstoneKind, reason_label


class AppendOnlyError(Exception):
    """A record that was written once may not be changed or removed."""


class AppendOnlyQuerySet(models.QuerySet[Any]):
    def update(self, **kwargs: Any) -> int:
        raise AppendOnlyError

    def delete(self) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class WrittenOnce(models.Model):
    """A row that can be written, never changed."""

    objects = AppendOnlyQuerySet.as_manager()

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if not self._state.adding:
            raise AppendOnlyError
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise AppendOnlyError


class AppendOnlyModel(WrittenOnce):
    """A record of what happened. `submission_id` is no foreign key: erasing leaves the record."""

    reason: Any  # each kind of record has one; declared there, to keep the columns in their order

    submission_id = models.UUIDField(_("submission"), db_index=True, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, verbose_name=_("user"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("time"), default=clock.now, db_index=True, editable=False)

    class Meta:
        abstract = True

    @property
    def code(self) -> str:
        return short_code(self.submission_id)

    @property
    def reason_label(self) -> str:
        return reason_label(self.reason)


class Decision(AppendOnlyModel):
    """One step in the life of a submission. `user` is empty where the storyteller acted."""

    kind = models.CharField(_("what"), max_length=20, choices=DecisionKind)
    reason = models.CharField(_("reason"), max_length=20, blank=True)
    status = models.CharField(_("status after it"), max_length=20, choices=Status, blank=True)
    version = models.PositiveIntegerField(_("version"), default=1)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")

    def __str__(self) -> str:
        return f"{self.code}: {self.kind}"


class AccessLog(AppendOnlyModel):
    """One look at something private."""

    kind = models.CharField(_("what"), max_length=20, choices=AccessKind)
    reason = models.CharField(_("reason"), max_length=20, blank=True)

    class Meta:
        ordering = ("created_at", "pk")
        verbose_name = _("access")
        verbose_name_plural = _("accesses")

    def __str__(self) -> str:
        return f"{self.code}: {self.kind}"


class Tombstone(models.Model):
    """A story that may never come back by itself, nor from an older backup (docs/operators.md#backups).

    `slug` is the neutral address where the story was; it answers 410 for ever.
    """

    submission_id = models.UUIDField(_("submission"), db_index=True)
    slug = models.CharField(_("address"), max_length=40, blank=True, db_index=True)
    kind = models.CharField(_("kind"), max_length=20, choices=TombstoneKind)
    created_at = models.DateTimeField(_("time"), default=clock.now)

    class Meta:
        verbose_name = _("tombstone")
        verbose_name_plural = _("tombstones")
        constraints = [models.UniqueConstraint(fields=["submission_id", "slug"], name="stories_one_tombstone")]

    def __str__(self) -> str:
        return f"{short_code(self.submission_id)}: {self.kind}"


def texts_of(row: Any) -> list[str]:
    """What the public reads or would read of a story, of whatever holds it, in one order."""
    return [getattr(row, name) for name in PUBLIC_TEXTS]


def short_code(submission_id: uuid.UUID | str) -> str:
    """Four letters and digits to speak of a submission with ("Story 7F3K"). Not unique, tells nothing."""
    alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ"
    number = uuid.UUID(str(submission_id)).int
    return "".join(alphabet[(number // 30**place) % 30] for place in range(4))
