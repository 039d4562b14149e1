"""The campaign page: the issue told plainly, and what to do about it."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail.search import index

from cms.actions.models.base import DatedFactsPage
from cms.actions.models.listing import live_actions
from cms.core.blocks import BodyField


class CampaignPage(DatedFactsPage):
    """The issue told plainly, what the law says, what would change it, and the ordered list of ways to act."""

    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("Tells the issue: what happens, what the law says, what would change it. Lists all actions.")

    marked = models.CharField(
        _("marked phrase"),
        max_length=120,
        blank=True,
        help_text=_("The part of the headline to highlight. It is shown after the title."),
    )
    issue = BodyField(verbose_name=_("what is happening"))
    law = BodyField(verbose_name=_("what the law says"))
    change = BodyField(verbose_name=_("what would change it"))
    actions_intro = models.TextField(_("text above the ways to act"), max_length=400, blank=True)

    content_panels: ClassVar[list[Panel]] = [
        *DatedFactsPage.content_panels,
        MultiFieldPanel([FieldPanel("marked"), FieldPanel("facts_year")], _("What readers are told first")),
        FieldPanel("issue"),
        FieldPanel("law"),
        FieldPanel("change"),
        FieldPanel("actions_intro"),
        FieldPanel("more"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [
        *DatedFactsPage.search_fields,
        index.SearchField("issue"),
        index.SearchField("law"),
        index.SearchField("change"),
    ]

    class Meta:
        verbose_name = _("campaign")
        verbose_name_plural = _("campaigns")

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "actions": live_actions(self.locale_id)}
