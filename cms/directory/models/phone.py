"""Numbers to call."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.models import Orderable

from cms.directory.fields import CodesField, validate_phone
from cms.directory.languages import SPOKEN_LANGUAGES, language_names
from cms.directory.models.bilingual import in_current_language
from cms.directory.models.organization import Organization


class Phone(Orderable):
    """A number to call (HSDS phone)."""

    organization = ParentalKey(Organization, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(
        _("number"),
        max_length=20,
        validators=[validate_phone],
        help_text=_("With area code, for example (956) 555-0123."),
    )
    extension = models.CharField(_("extension"), max_length=10, blank=True)
    description_en = models.CharField(_("what for, in English"), max_length=80, blank=True)
    description_es = models.CharField(_("what for, in Spanish"), max_length=80, blank=True)
    languages = CodesField(_("languages"), codes=SPOKEN_LANGUAGES)

    class Meta(Orderable.Meta):
        verbose_name = _("phone")
        verbose_name_plural = _("phones")

    def __str__(self) -> str:
        return self.number

    @property
    def description(self) -> str:
        return in_current_language(self, "description")

    @property
    def language_names(self) -> list[str]:
        return language_names(self.languages)
