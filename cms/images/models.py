"""Pictures that editors upload. Photos of storytellers never pass through here."""

from typing import ClassVar

from django.db import models
from wagtail.images.models import AbstractImage, AbstractRendition, Image


class CustomImage(AbstractImage):
    """Our own image model from the first migration, because Wagtail cannot swap it in later."""

    admin_form_fields: ClassVar[tuple[str, ...]] = Image.admin_form_fields


class CustomRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        unique_together = (("image", "filter_spec", "focal_point_key"),)
