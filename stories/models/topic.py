"""What stories are about."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField, TranslatableField


class Topic(TranslatableMixin, models.Model):
    """What a story is about, for the filter of the wall. The same slug in every language."""

    name = models.CharField(_("name"), max_length=60)
    slug = models.SlugField(_("slug"), max_length=60)

    panels: ClassVar[list[Panel]] = [FieldPanel("name"), FieldPanel("slug")]
    translatable_fields: ClassVar[list[Any]] = [TranslatableField("name"), SynchronizedField("slug")]

    class Meta:
        ordering = ("name",)
        verbose_name = _("topic of stories")
        verbose_name_plural = _("topics of stories")
        unique_together = (("translation_key", "locale"), ("slug", "locale"))

    def __str__(self) -> str:
        return self.name
