"""Which counties and ZIP codes a paper covers."""

import unicodedata

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey


def county_key(county: str) -> str:
    """A county's name without kind and accents, for comparison: "Hidalgo County" and "hidalgo" are the same."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", county) if not unicodedata.combining(c))
    words = plain.casefold().replace(".", "").split()
    while len(words) > 1 and words[-1] in {"county", "parish", "borough", "municipality", "city", "area", "census"}:
        words.pop()
    return " ".join(words)


class Coverage(models.Model):
    """One area a paper covers: a county, or a single ZIP code."""

    newspaper = ParentalKey(
        "letters.Newspaper", verbose_name=_("newspaper"), on_delete=models.CASCADE, related_name="coverage"
    )
    state = models.CharField(_("state"), max_length=2)
    county = models.CharField(_("county"), max_length=60, blank=True)
    county_key = models.CharField(max_length=60, blank=True, editable=False)
    zip = models.CharField(_("ZIP code"), max_length=5, blank=True, validators=[RegexValidator(r"^\d{5}$")])

    class Meta:
        verbose_name = _("covered area")
        verbose_name_plural = _("covered areas")
        ordering = ["state", "county", "zip"]
        indexes = [
            models.Index(fields=["state", "county_key"], name="coverage_county"),
            models.Index(fields=["zip"], name="coverage_zip"),
        ]
        constraints = [
            models.CheckConstraint(condition=~Q(county="", zip=""), name="coverage_names_an_area"),
            models.UniqueConstraint(fields=["newspaper", "state", "county_key", "zip"], name="coverage_once"),
        ]

    def __str__(self) -> str:
        return self.zip or f"{self.county}, {self.state}"

    def clean(self) -> None:
        """Counties are compared by their key."""
        super().clean()
        self.county_key = county_key(self.county) if self.county else ""
        if not self.county and not self.zip:
            raise ValidationError(_("Name a county or a ZIP code."))
