"""What anybody can be reached by, where it was read, and when."""

from datetime import date, timedelta
from typing import Self, TypeVar

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.core.clock import today
from cms.places.models import Located, LocatedQuerySet

STALE_AFTER = timedelta(days=180)
Row_co = TypeVar("Row_co", bound="Contact", covariant=True)

is_phone_number = RegexValidator(
    r"^\+1[2-9]\d{9}$", _("Write the number as +1 and ten digits, for example +12025550123.")
)


class ContactQuerySet(LocatedQuerySet[Row_co]):
    """The questions of data health."""

    def stale(self, on: date | None = None) -> Self:
        """Nobody has looked at these for half a year, or ever."""
        return self.filter(Q(checked_on=None) | Q(checked_on__lt=(on or today()) - STALE_AFTER))

    def without_phone(self) -> Self:
        return self.filter(phone="")


class Contact(Located):
    """A place with a phone. Phones are E.164."""

    phone = models.CharField(_("phone"), max_length=12, blank=True, validators=[is_phone_number])
    address = models.CharField(_("address"), max_length=250, blank=True)
    hours = models.CharField(_("hours"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    source = models.URLField(_("source"), max_length=300, blank=True)
    checked_on = models.DateField(_("last checked on"), null=True, blank=True)
    is_corrected = models.BooleanField(
        _("corrected by hand"), default=False, help_text=_("Imports leave the contact data of this row alone.")
    )

    class Meta(Located.Meta):
        abstract = True

    @property
    def is_current(self) -> bool:
        """Whether somebody looked at it within half a year; shown as "not verified" otherwise."""
        return self.checked_on is not None and self.checked_on >= today() - STALE_AFTER
