"""The table of ZIP areas, and what any row with a place on the map can do."""

from typing import Self, TypeVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from cms.places.distance import box_around, distance_miles
from cms.places.place import Place

Row_co = TypeVar("Row_co", bound="Located", covariant=True)


class LocatedQuerySet(models.QuerySet[Row_co]):
    """Rows with coordinates, asked by distance."""

    def near(self, place: Place, *, miles: float) -> Self:
        """Rows at most `miles` from `place`, nearest first, each with `distance_miles` (float)."""
        return self.with_distance(place).filter(box_around(place, miles), distance_miles__lte=miles)

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
        indexes = [*Located.Meta.indexes, models.Index(fields=["city_key", "state"], name="ziparea_city")]

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
        return Place(self.latitude, self.longitude, self.label, self.state, self.zip, self.county)
