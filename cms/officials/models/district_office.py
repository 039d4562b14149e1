"""Branch offices: plan B for a call, and where to visit."""

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.officials.models.contact import Contact, ContactQuerySet
from cms.officials.models.office import Office
from cms.places.states import state_choices


class DistrictOfficeQuerySet(ContactQuerySet["DistrictOffice"]):
    """Branch offices by place."""

    def open(self) -> Self:
        """Those that the source still lists."""
        return self.filter(closed_on=None)


class DistrictOffice(Contact):
    """A branch of an office, near the people it serves."""

    office = models.ForeignKey(Office, verbose_name=_("office"), on_delete=models.CASCADE, related_name="branches")
    # Empty for branches added by hand.
    external_id = models.CharField(max_length=80, unique=True, null=True, blank=True, editable=False)
    city = models.CharField(_("city"), max_length=60)
    state = models.CharField(_("state"), max_length=2, choices=state_choices)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True)
    closed_on = models.DateField(_("closed on"), null=True, blank=True)

    objects = DistrictOfficeQuerySet.as_manager()

    class Meta(Contact.Meta):
        verbose_name = _("district office")
        verbose_name_plural = _("district offices")
        ordering = ["state", "city", "pk"]

    def __str__(self) -> str:
        return f"{self.city}, {self.state}"
