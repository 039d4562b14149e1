"""The person in an office, from a day until a day."""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.core.clock import today


class HolderQuerySet(models.QuerySet["Holder"]):
    """Holders by date."""

    def current(self, on: date | None = None) -> Self:
        """In office on a day. An end that has passed is no vacancy until somebody says so: sources lag."""
        day = on or today()
        began = Q(start=None) | Q(start__lte=day)
        return self.filter(began, Q(left_on=None) | Q(left_on__gt=day))

    def needs_review(self, on: date | None = None) -> Self:
        """In office by our data, though their term should be over."""
        day = on or today()
        return self.current(day).filter(end__lt=day)


class Holder(models.Model):
    """A person in an office. An office without a current holder is vacant."""

    office = models.ForeignKey(
        "officials.Office", verbose_name=_("office"), on_delete=models.CASCADE, related_name="holders"
    )
    name = models.CharField(_("name"), max_length=120)
    party = models.CharField(_("party"), max_length=60, blank=True)
    start = models.DateField(_("in office since"), null=True, blank=True)
    end = models.DateField(_("term ends"), null=True, blank=True)
    left_on = models.DateField(_("left on"), null=True, blank=True, help_text=_("The first day without them."))
    source = models.URLField(_("source"), max_length=300, blank=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_sample = models.BooleanField(_("sample"), default=False, help_text=_("Invented, and shown as such."))
    # The person in the source: Bioguide id, or Open Civic Data id.
    external_id = models.CharField(max_length=60, blank=True, editable=False, db_index=True)

    objects = HolderQuerySet.as_manager()

    class Meta:
        verbose_name = _("holder")
        verbose_name_plural = _("holders")
        ordering = [F("start").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["office"],
                condition=Q(left_on=None),
                name="holder_one_at_a_time",
                violation_error_message=_("Somebody holds this office already. Say first on which day they left."),
            ),
            models.UniqueConstraint(
                fields=["office", "external_id"], condition=~Q(external_id=""), name="holder_once_an_office"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def term_is_over(self) -> bool:
        """By our data, which may lag behind: somebody else may hold the office now."""
        return self.end is not None and self.end < today()
