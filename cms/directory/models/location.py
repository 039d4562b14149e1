"""Where an organization can be visited, and when."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.directory.fields import validate_zip
from cms.directory.models.bilingual import in_current_language
from cms.directory.models.exchanged import Exchanged
from cms.directory.models.organization import Organization
from cms.places.models import Located, LocatedQuerySet
from cms.places.states import state_choices


class LocationQuerySet(LocatedQuerySet["Location"]):
    """Locations by distance."""


class Location(ClusterableModel, Exchanged, Located):
    """An office, or only the city it is in (HSDS location with its address)."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="locations")
    name = models.CharField(_("name of the office"), max_length=120, blank=True)
    address = models.CharField(
        _("street address"), max_length=160, blank=True, help_text=_("Leave empty where it must not be public.")
    )
    city = models.CharField(_("city"), max_length=60)
    state = models.CharField(_("state"), max_length=2, choices=state_choices)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True, validators=[validate_zip])
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True, editable=False)  # as in the ZIP table
    accessibility_en = models.CharField(_("accessibility in English"), max_length=200, blank=True)
    accessibility_es = models.CharField(_("accessibility in Spanish"), max_length=200, blank=True)

    objects = LocationQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("location")
        verbose_name_plural = _("locations")
        ordering: ClassVar[list[str]] = ["pk"]
        indexes: ClassVar[list[models.Index]] = [
            *Located.Meta.indexes,
            models.Index(fields=["state"], name="location_state"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """The city as people write it: "McAllen, TX"."""
        return f"{self.city}, {self.state}"

    @property
    def accessibility(self) -> str:
        return in_current_language(self, "accessibility")


class Schedule(models.Model):
    """Opening hours on some days of the week (HSDS schedule with freq=WEEKLY and byday)."""

    class Day(models.TextChoices):
        MONDAY = "MO", _("Monday")
        TUESDAY = "TU", _("Tuesday")
        WEDNESDAY = "WE", _("Wednesday")
        THURSDAY = "TH", _("Thursday")
        FRIDAY = "FR", _("Friday")
        SATURDAY = "SA", _("Saturday")
        SUNDAY = "SU", _("Sunday")

    location = ParentalKey(Location, on_delete=models.CASCADE, related_name="schedules")
    day = models.CharField(_("day"), max_length=2, choices=Day)
    opens_at = models.TimeField(_("opens at"))
    closes_at = models.TimeField(_("closes at"))
    note_en = models.CharField(_("note in English"), max_length=120, blank=True)
    note_es = models.CharField(_("note in Spanish"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("opening hours")
        verbose_name_plural = _("opening hours")
        ordering: ClassVar[list[str]] = ["pk"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("opens_at")),
                name="schedule_closes_after_opening",
                violation_error_message=_("The closing time must be after the opening time."),
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_day_display()} {self.opens_at:%H:%M}-{self.closes_at:%H:%M}"

    @property
    def note(self) -> str:
        return in_current_language(self, "note")
