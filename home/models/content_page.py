"""A plain page to read."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.models import BasePage


class ContentPage(BasePage):
    """Privacy, safety, accessibility, about us: text made of blocks."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage", "home.ContentPage"]
    subpage_types: ClassVar[list[str]] = ["home.ContentPage"]
    page_description = _("A quiet page to read, such as privacy or safety.")

    shows_exit = models.BooleanField(
        _("show “Leave this site”"),
        default=False,
        help_text=_("Tick this where someone looking over a reader’s shoulder could put them in danger."),
    )
    body = BodyField(verbose_name=_("body"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("shows_exit"),
        FieldPanel("body"),
        FieldPanel("more"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("plain page")
        verbose_name_plural = _("plain pages")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "is_sensitive": self.shows_exit}
