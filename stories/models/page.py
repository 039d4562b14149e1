"""The wall: the page that lists public stories, with filters."""

from typing import Any, ClassVar

from django.core.cache import cache
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, PageChooserPanel, Panel

from cms.core.blocks import BodyField
from cms.core.models import BasePage
from cms.places.states import state_name
from stories.models.topic import Topic
from stories.models.wall import WallFilters, WallOffer

STORIES_PER_PAGE = 12
# Topics change rarely: a new one may take a minute to be offered.
TOPICS_SECONDS = 60


class StoriesPage(BasePage):
    """The wall of public stories. Stories appear on it by themselves when a moderator publishes them."""

    template = "stories/wall.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("The wall of stories. A story appears here when a moderator publishes it.")
    is_sensitive: ClassVar[bool] = True
    is_asked_each_time: ClassVar[bool] = True

    body = BodyField(verbose_name=_("text below the stories"))
    next_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("what a reader can do next"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("A page that each story leads on to, such as the list of actions."),
    )

    content_panels: ClassVar[list[Panel]] = [
        *BasePage.content_panels,
        FieldPanel("body"),
        PageChooserPanel("next_page"),
        FieldPanel("more"),
    ]

    class Meta:
        verbose_name = _("stories page")
        verbose_name_plural = _("stories pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        offer = WallOffer.of_public_stories()
        topics = cache.get_or_set(f"stories.topics.{self.locale_id}", self._topic_names, TOPICS_SECONDS) or {}
        filters = WallFilters.from_query(request.GET, topics=topics, languages=offer.languages)
        stories = filters.stories(get_language() or "en").select_related("locale").newest_first()
        page_of_stories = Paginator(stories, STORIES_PER_PAGE).get_page(request.GET.get("page"))
        is_front = page_of_stories.number == 1 and not filters.is_on
        return {
            **context,
            "filters": filters,
            "stories": page_of_stories,
            "keep": filters.query,
            "topics": topics,
            "states": sorted((state_name(code), code) for code in offer.states),
            "languages": offer.languages,
            "from_states": offer.from_states if is_front else None,
        }

    def _topic_names(self) -> dict[str, str]:
        """Slug and name of each topic in this page's language."""
        return dict(Topic.objects.filter(locale=self.locale_id).order_by("name").values_list("slug", "name"))
