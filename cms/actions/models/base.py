"""What every action has: a time promise, a body, and the next thing to do."""

from typing import Any, ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Page
from wagtail.search import index

from cms.core.blocks import BodyField
from cms.core.models import BasePage


class DatedFactsPage(BasePage):
    """A page whose facts belong to one year and are labeled so."""

    facts_year = models.PositiveSmallIntegerField(
        _("facts of the year"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1900), MaxValueValidator(2100)],
        help_text=_("Readers see “Facts of 2018”. Leave empty where nothing on the page can go out of date."),
    )

    class Meta:
        abstract = True


class BaseActionPage(DatedFactsPage):
    """The common ground of all actions; each kind of action is a page type of its own."""

    time_promise = models.PositiveSmallIntegerField(
        _("time it takes, in minutes"),
        default=5,
        validators=[MinValueValidator(1), MaxValueValidator(600)],
        help_text=_("An honest number: people plan with it."),
    )
    body = BodyField(verbose_name=_("body"))
    next_action = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("next action"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("What to offer when somebody is done here."),
    )

    parent_page_types: ClassVar[list[str]] = ["actions.ActionIndexPage"]
    subpage_types: ClassVar[list[str]] = []

    content_panels: ClassVar[list[Panel]] = [
        *DatedFactsPage.content_panels,
        MultiFieldPanel([FieldPanel("time_promise"), FieldPanel("facts_year")], _("What readers are told first")),
        FieldPanel("body"),
        PageChooserPanel("next_action"),
    ]
    search_fields: ClassVar[list[index.BaseField]] = [*DatedFactsPage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context(request, *args, **kwargs), "next_action": self.live_next_action}

    @property
    def live_next_action(self) -> Page | None:
        """The next action in this page's language, if it is public (one query)."""
        chosen = Page.objects.filter(pk=self.next_action_id).values("translation_key")
        return Page.objects.live().filter(translation_key__in=chosen, locale_id=self.locale_id).first()
