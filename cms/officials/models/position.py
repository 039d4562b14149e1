"""Where a person stands on a campaign, with the source that says so."""

from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.models import Page

from cms.core.clock import today
from cms.officials.models.holder import Holder


class PositionQuerySet(models.QuerySet["Position"]):
    """Positions by campaign."""

    def on_campaign(self, page_id: int) -> Self:
        """In whichever language the campaign was chosen."""
        return self.filter(campaign__translation_key__in=Page.objects.filter(pk=page_id).values("translation_key"))

    def real(self) -> Self:
        return self.filter(is_sample=False)


class Position(models.Model):
    """What a holder has said or not said about a campaign. The newest of a campaign counts."""

    class Stance(models.TextChoices):
        SPOKEN_OUT = "spoken_out", _("has spoken out")
        SILENT = "silent", _("has said nothing")
        IN_FAVOR = "in_favor", _("is for what we ask")
        AGAINST = "against", _("is against what we ask")

    holder = models.ForeignKey(Holder, verbose_name=_("person"), on_delete=models.CASCADE, related_name="positions")
    campaign = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("campaign"), on_delete=models.CASCADE, related_name="+"
    )
    stance = models.CharField(_("position"), max_length=12, choices=Stance)
    source_url = models.URLField(_("source"), max_length=300, blank=True)
    stated_on = models.DateField(_("date"), help_text=_("When they said it, or when somebody last looked."))
    is_sample = models.BooleanField(_("sample"), default=False)

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        ordering = ["-stated_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.holder} {self.get_stance_display()}"

    def clean(self) -> None:
        """Nobody is quoted without a source; that somebody said nothing has none. Nobody has spoken tomorrow."""
        if self.stated_on and self.stated_on > today():
            raise ValidationError({"stated_on": _("This day has not come yet.")})
        if self.stance != self.Stance.SILENT and not self.is_sample and not self.source_url:
            raise ValidationError({"source_url": _("Give the address where they said it.")})
