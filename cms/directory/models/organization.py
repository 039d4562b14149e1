"""An organization, how to reach it and where it helps."""

import uuid
from datetime import timedelta
from typing import Any, ClassVar, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.models import ClusterableModel
from wagtail.search import index

from cms.core.clock import today
from cms.directory.fields import CodesField
from cms.directory.languages import SPOKEN_LANGUAGES, language_names
from cms.directory.models.bilingual import in_current_language
from cms.places.states import ENGLISH_NAMES

# After half a year nobody should trust a phone number without asking again.
FRESH_DAYS = 180


class OrganizationQuerySet(models.QuerySet["Organization"]):
    """What can be asked of the directory."""

    def listed(self) -> Self:
        return self.filter(is_listed=True)

    def complete(self) -> Self:
        """With all parts, for the organization's own page."""
        return self.prefetch_related("services", "phones", "service_areas", "locations__schedules")

    def in_state(self, state: str) -> Self:
        """With a location in the state, or serving it."""
        return self.filter(Q(locations__state=state) | Q(service_areas__state=state)).distinct()

    def fresh(self) -> Self:
        """Checked within the last half year."""
        return self.filter(checked_on__gte=today() - timedelta(days=FRESH_DAYS))

    def stale(self) -> Self:
        """Checked once, but too long ago."""
        return self.filter(checked_on__lt=today() - timedelta(days=FRESH_DAYS))

    def never_checked(self) -> Self:
        return self.filter(checked_on__isnull=True)


class Organization(index.Indexed, ClusterableModel):
    """Who helps (HSDS organization)."""

    name = models.CharField(_("name"), max_length=160)
    alternate_name = models.CharField(
        _("other name"), max_length=160, blank=True, help_text=_("A short form or the name in the other language.")
    )
    slug = models.SlugField(_("address on this site"), max_length=80, unique=True)
    description_en = models.TextField(_("description in English"), max_length=600, blank=True)
    description_es = models.TextField(_("description in Spanish"), max_length=600, blank=True)
    website = models.URLField(_("website"), blank=True)
    email = models.EmailField(_("public e-mail address"), blank=True)
    volunteer_url = models.URLField(_("page for volunteers"), blank=True)
    donate_url = models.URLField(_("page for donations"), blank=True)
    languages = CodesField(_("languages"), codes=SPOKEN_LANGUAGES, help_text=_("Only those somebody has confirmed."))
    is_recognized = models.BooleanField(
        _("recognized by the Justice Department"),
        default=False,
        help_text=_("It stands on the Justice Department’s list of recognized organizations."),
    )
    recognized_until = models.DateField(_("recognized until"), null=True, blank=True)
    is_listed = models.BooleanField(_("show in the directory"), default=True)
    source_en = models.CharField(_("source, in English"), max_length=200, blank=True)
    source_es = models.CharField(_("source, in Spanish"), max_length=200, blank=True)
    checked_on = models.DateField(_("checked on"), null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("checked by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    updated_at = models.DateTimeField(_("changed"), auto_now=True)

    # As in Exchanged, which cannot be a base here: the type checker takes a second abstract one for another model.
    hsds_id = models.UUIDField(default=uuid.uuid4, editable=False, db_index=True)
    hsds_extra = models.JSONField(default=dict, blank=True, editable=False)

    # What an import may not touch: all that a person changed. Of rows that no import made, all that is filled in.
    imported_from = models.CharField(max_length=10, blank=True, editable=False)
    edited_fields = models.JSONField(default=list, blank=True, editable=False)

    # What the finder's query adds to a row (candidates.py).
    distance_miles: float | None = None
    nearest_office: int | None = None
    nearest_city: str | None = None
    nearest_state: str | None = None
    serves_country: bool = False
    serves_here: bool = False
    has_areas: bool = False
    service_kind: str | None = None
    service_new_clients: str | None = None
    first_phone: str | None = None

    objects = OrganizationQuerySet.as_manager()

    search_fields: ClassVar[list[index.BaseField]] = [
        index.SearchField("name", boost=3),
        index.AutocompleteField("name"),
        index.SearchField("alternate_name", boost=2),
        index.SearchField("description_en"),
        index.SearchField("description_es"),
        index.FilterField("is_listed"),
        index.FilterField("checked_on"),
    ]

    class Meta:
        verbose_name = _("organization")
        verbose_name_plural = _("organizations")
        ordering: ClassVar[list[str]] = ["name"]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["hsds_id"], name="organization_hsds_id")
        ]

    def __str__(self) -> str:
        return self.name

    def clean(self) -> None:
        super().clean()
        if self.slug.upper() in ENGLISH_NAMES:
            raise ValidationError({"slug": _("This is the address of a state's page. Choose another one.")})

    @property
    def is_recognized_today(self) -> bool:
        """By the Justice Department, and not only until a day that has passed."""
        return self.is_recognized and (self.recognized_until is None or self.recognized_until >= today())

    @property
    def live(self) -> bool:
        """Asked by the admin's address field: a saved organization keeps its address when its name changes."""
        return self.pk is not None

    @property
    def description(self) -> str:
        return in_current_language(self, "description")

    @property
    def source(self) -> str:
        """Where these facts come from."""
        return in_current_language(self, "source")

    @property
    def where(self) -> str:
        """Cities and areas in one line, for lists in the admin."""
        places = [location.label for location in self.locations.all()]
        return "; ".join([*places, *(str(area) for area in self.service_areas.all())])

    @property
    def cities(self) -> str:
        """Each city with an office, once: "McAllen, TX; Laredo, TX"."""
        return "; ".join(dict.fromkeys(location.label for location in self.locations.all()))

    @property
    def service_names(self) -> list[str]:
        """Each kind of help once, in the reader's language."""
        return list(dict.fromkeys(str(service) for service in self.services.all()))

    @property
    def main_number(self) -> str:
        """The number to call first; empty where none is known."""
        return next((phone.number for phone in self.phones.all()), "")

    @property
    def detailed_services(self) -> list[Any]:
        return [service for service in self.services.all() if service.has_details]

    @property
    def plain_services(self) -> list[Any]:
        """Services of which only the kind is known."""
        return [service for service in self.services.all() if not service.has_details]

    @property
    def is_fresh(self) -> bool:
        """Whether somebody checked this within the last half year."""
        return self.checked_on is not None and self.checked_on >= today() - timedelta(days=FRESH_DAYS)

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)
