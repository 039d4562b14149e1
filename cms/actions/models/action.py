"""The list of actions, and the action made of blocks."""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel
from wagtail.search import index

from cms.actions.models.base import BaseActionPage
from cms.actions.models.listing import live_actions
from cms.core.blocks import BodyField
from cms.core.models import BasePage


class ActionIndexPage(BasePage):
    """Everything a supporter can do, quickest first or in the order the editors gave."""

    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    page_description = _("The list of all actions. A new action appears here and on the home page by itself.")

    body = BodyField(verbose_name=_("text above the list"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body"), FieldPanel("more")]
    search_fields: ClassVar[list[index.BaseField]] = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        verbose_name = _("list of actions")
        verbose_name_plural = _("lists of actions")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "actions": live_actions(self.locale_id)}


class ActionPage(BaseActionPage):
    """An action made of blocks: what to do, why it matters, and the tool or the address to do it with."""

    page_description = _("One thing a supporter can do, built from blocks: a script, steps, buttons, facts.")

    content_panels: ClassVar[list[Panel]] = [*BaseActionPage.content_panels, FieldPanel("more")]

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
