"""ZIP areas and the districts they lie in, and what any row with a place on the map can do."""

from datetime import date
from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.places.distance import box_around, distance_miles
from cms.places.place import Place

Row_co = TypeVar("Row_co", bound="Located", covariant=True)


class LocatedQuerySet(models.QuerySet[Row_co]):
    """Rows with coordinates, asked by distance."""

    def near(self, place: Place, *, miles: float) -> Self:
        """Rows at most `miles` from `place`, nearest first, each with `distance_miles` (float)."""
        return self.with_distance(place).filter(box_around(place, miles).condition(), distance_miles__lte=miles)

    def with_distance(self, place: Place) -> Self:
        """All rows with coordinates, nearest first, each with `distance_miles`."""
        located = self.filter(latitude__isnull=False, longitude__isnull=False)
        return located.annotate(distance_miles=distance_miles(place)).order_by("distance_miles", "pk")


class Located(models.Model):
    """A row that may have a place on the map. Latitude and longitude are both known or both empty.

    Models say `objects = LocatedQuerySet.as_manager()`, or use a queryset that inherits from it.
    """

    latitude = models.FloatField(
        _("latitude"), null=True, blank=True, validators=[MinValueValidator(-90), MaxValueValidator(90)]
    )
    longitude = models.FloatField(
        _("longitude"), null=True, blank=True, validators=[MinValueValidator(-180), MaxValueValidator(180)]
    )

    distance_miles: float  # set by LocatedQuerySet.near() and with_distance() only

    class Meta:
        abstract = True
        indexes = [models.Index(fields=["latitude", "longitude"], name="%(class)s_lat_lng")]


class ZipArea(Located):
    """One ZIP code. Imported by `import_zip_areas`; never edited by hand."""

    class Kind(models.TextChoices):
        STANDARD = "standard", _("standard")
        PO_BOX = "po_box", _("post-office boxes")
        UNIQUE = "unique", _("one organization")
        MILITARY = "military", _("military post office")

    zip = models.CharField(_("ZIP code"), max_length=5, primary_key=True)
    city = models.CharField(_("city"), max_length=60)
    state = models.CharField(_("state"), max_length=2)
    county = models.CharField(_("county"), max_length=60, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.STANDARD)
    is_active = models.BooleanField(_("in use"), default=True)
    # How a typed city finds its ZIP codes: see city_names.city_key. The second holds |key|key|.
    city_key = models.CharField(max_length=60, editable=False)
    other_city_keys = models.TextField(blank=True, editable=False)

    objects = LocatedQuerySet.as_manager()

    class Meta(Located.Meta):
        verbose_name = _("ZIP area")
        verbose_name_plural = _("ZIP areas")
        ordering = ["zip"]
        indexes = [
            *Located.Meta.indexes,
            models.Index(fields=["city_key", "state"], name="ziparea_city"),
            models.Index(fields=["state"], name="ziparea_state"),
        ]

    def __str__(self) -> str:
        return f"{self.zip} {self.label}"

    @property
    def label(self) -> str:
        """The city as people write it: "McAllen, TX"."""
        return f"{self.city}, {self.state}"

    @property
    def place(self) -> Place | None:
        """Where this ZIP is; none for military post offices and the few whose place nobody recorded."""
        if self.latitude is None or self.longitude is None:
            return None
        return Place(self.latitude, self.longitude, self.label, self.state, self.zip, self.county, self.time_zone)


class DistrictQuerySet(models.QuerySet["District"]):
    """Districts, asked by date."""

    def in_force(self, on: date) -> Self:
        """The districts as their lines are on a day."""
        return self.filter(Q(active_until=None) | Q(active_until__gt=on), active_from__lte=on)


class District(models.Model):
    """A seat in the U.S. House as drawn from a date on. The same number drawn again is another row.

    A state whose lines change in the middle of a Congress has two maps of that Congress, with two dates.
    """

    AT_LARGE = "0"  # one member, or a delegate, for the whole state

    state = models.CharField(_("state"), max_length=2)
    number = models.CharField(_("number"), max_length=2, help_text=_("0 where the whole state is one district."))
    congress = models.PositiveSmallIntegerField(_("Congress"))
    active_from = models.DateField(_("in force from"))
    active_until = models.DateField(_("in force until"), null=True, blank=True, help_text=_("The first day without."))

    objects = DistrictQuerySet.as_manager()

    class Meta:
        verbose_name = _("district")
        verbose_name_plural = _("districts")
        ordering = ["state", "number", "active_from"]
        constraints = [
            models.UniqueConstraint(fields=["state", "number", "active_from"], name="district_once_a_map"),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """As people write it: "TX-15", "VT at large"."""
        if self.is_at_large:
            return str(_("%(state)s at large") % {"state": self.state})
        return f"{self.state}-{self.number}"

    @property
    def is_at_large(self) -> bool:
        return self.number == self.AT_LARGE


class ZipDistrict(models.Model):
    """A ZIP area lies in a district, wholly or in part. The date is the district's."""

    # The Census draws ZIP areas of its own; one that the ZIP table lacks may stand here all the same.
    area = models.ForeignKey(
        ZipArea, on_delete=models.CASCADE, db_column="zip", db_constraint=False, related_name="district_parts"
    )
    district = models.ForeignKey(District, on_delete=models.CASCADE, related_name="parts")
    land_share = models.FloatField(_("share of the land"), null=True, blank=True)  # 0 to 1; empty where unknown

    class Meta:
        verbose_name = _("part of a district")
        verbose_name_plural = _("parts of districts")
        constraints = [
            models.UniqueConstraint(fields=["area", "district"], name="zipdistrict_once"),
        ]

    def __str__(self) -> str:
        return f"{self.area_id} {self.district_id}"
