"""Where an organization helps."""

from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey

from cms.directory.models.organization import Organization
from cms.places.states import state_choices, state_name


class ServiceArea(models.Model):
    """Where an organization helps (HSDS service_area). Without any, it helps around its locations."""

    class Extent(models.TextChoices):
        NATIONAL = "national", _("the whole country")
        STATE = "state", _("a state")
        COUNTY = "county", _("a county")

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="service_areas")
    extent = models.CharField(_("extent"), max_length=10, choices=Extent, default=Extent.STATE)
    state = models.CharField(_("state"), max_length=2, blank=True, choices=state_choices)
    county = models.CharField(_("county"), max_length=60, blank=True)

    class Meta:
        verbose_name = _("area it serves")
        verbose_name_plural = _("areas it serves")
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["extent", "state"], name="servicearea_extent")]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=Q(extent="national", state="", county="")
                | (Q(extent="state", county="") & ~Q(state=""))
                | (Q(extent="county") & ~Q(state="") & ~Q(county="")),
                name="servicearea_complete",
                violation_error_message=_(
                    "The whole country needs no state or county; a state needs the state; a county needs both."
                ),
            )
        ]

    def __str__(self) -> str:
        if self.extent == self.Extent.NATIONAL:
            return str(self.Extent.NATIONAL.label)
        return f"{self.county}, {self.state}" if self.county else state_name(self.state)
