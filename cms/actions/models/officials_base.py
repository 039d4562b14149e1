"""What actions that lead to officials have in common."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel, Panel
from wagtail.contrib.routable_page.models import RoutablePageMixin

from cms.actions.models.base import BaseActionPage
from cms.core.blocks.asks import AsksField


class OfficialsActionPage(RoutablePageMixin, BaseActionPage):
    """An action with officials on it, what to ask them, and where they stand on the campaign."""

    campaign = models.ForeignKey(
        "actions.CampaignPage",
        verbose_name=_("campaign"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Cards then show where each person stands on it."),
    )
    asks = AsksField(
        verbose_name=_("what to ask for"),
        help_text=_("One to six points. A supporter chooses which to speak about. Put the most important first."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *BaseActionPage.content_panels,
        PageChooserPanel("campaign", "actions.CampaignPage"),
        FieldPanel("asks"),
    ]

    class Meta:
        abstract = True

    @property
    def ask_list(self) -> list[Any]:
        """The points: each has a `title` and the `words` to say."""
        return [block.value for block in self.asks]
