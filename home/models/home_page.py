"""The front page: why we are here, what you can do, where help is."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, PageChooserPanel, Panel
from wagtail.models import Page
from wagtail.url_routing import RouteResult

from cms.actions.models.listing import live_actions
from cms.core.blocks import BodyField
from cms.core.models import BasePage
from stories.models import Story

STORIES_SHOWN = 2
DEEPEST = 12  # levels below the home page at which a page is looked for


def _link(label: Any) -> models.ForeignKey:
    return models.ForeignKey(
        "wagtailcore.Page", verbose_name=label, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )


def newest_stories() -> Iterable[Story]:
    """The newest public stories in the reader's language, else as they were told (one query, when shown)."""
    return Story.objects.listed_in(get_language()).select_related("locale").newest_first()[:STORIES_SHOWN]


class HomePage(BasePage):
    """The front page of one language. Published actions appear on it by themselves."""

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    page_description = _("The front page of one language. Published actions appear on it by themselves.")
    is_asked_each_time: ClassVar[bool] = True  # it shows stories
    LINKS: ClassVar[tuple[str, ...]] = ("campaign_page", "help_page", "stories_page", "letter_page")

    headline = models.CharField(_("headline"), max_length=120)
    marked = models.CharField(
        _("marked phrase"), max_length=80, blank=True, help_text=_("The second half of the headline, in highlighter.")
    )
    lead = models.TextField(_("text below the headline"), max_length=400, blank=True)
    body = BodyField(verbose_name=_("why it matters"))
    actions_intro = models.TextField(_("text above the actions"), max_length=300, blank=True)
    help_intro = models.TextField(_("text above the help search"), max_length=300, blank=True)
    stories_intro = models.TextField(_("text about stories"), max_length=400, blank=True)
    letter_intro = models.TextField(_("text about letters"), max_length=400, blank=True)
    campaign_page = _link(_("campaign"))
    help_page = _link(_("page that finds help"))
    stories_page = _link(_("page of stories"))
    letter_page = _link(_("letter to the editor"))

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        MultiFieldPanel([FieldPanel("headline"), FieldPanel("marked"), FieldPanel("lead")], _("Headline")),
        FieldPanel("body"),
        FieldPanel("actions_intro"),
        MultiFieldPanel([PageChooserPanel("help_page"), FieldPanel("help_intro")], _("Find help")),
        MultiFieldPanel([PageChooserPanel("stories_page"), FieldPanel("stories_intro")], _("Stories")),
        MultiFieldPanel([PageChooserPanel("letter_page"), FieldPanel("letter_intro")], _("Letters")),
        PageChooserPanel("campaign_page"),
        FieldPanel("more"),
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        """Find the page in one query, however deep it lies, where Wagtail takes two for each level."""
        if not path_components:
            return super().route(request, path_components)
        ends = range(1, min(len(path_components), DEEPEST) + 1)
        addresses = [f"{self.url_path}{'/'.join(path_components[:end])}/" for end in ends]
        candidates = self.get_descendants().filter(slug__in=path_components[:DEEPEST], url_path__in=addresses)
        page = candidates.order_by("-depth").first()
        if page is None:
            raise Http404
        return page.specific.route(request, path_components[page.depth - self.depth :])

    def get_context(self, request: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context(request, *args, **kwargs),
            **self.linked_pages(),
            "actions": live_actions(self.locale_id),
            "stories": newest_stories(),
        }

    def linked_pages(self) -> dict[str, Page | None]:
        """The public pages behind the choosers, in this page's language (one query); None where there is none."""
        ids = {name: getattr(self, f"{name}_id") for name in self.LINKS}
        keys = Page.objects.filter(pk__in=ids.values()).values("translation_key")
        found = list(Page.objects.filter(translation_key__in=keys))
        key_of = {page.pk: page.translation_key for page in found}
        here = {page.translation_key: page for page in found if page.live and page.locale_id == self.locale_id}
        return {name: here.get(key_of.get(pk)) for name, pk in ids.items()}
