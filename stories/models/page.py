"""The wall: the page that lists public stories, with filters."""

from dataclasses import dataclass
from typing import Any, ClassVar
from urllib.parse import urlencode

from django.core.cache import cache
from django.core.paginator import Paginator
from django.http import HttpRequest, QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, Panel

from cms.core.blocks import BodyField
from cms.core.models import BasePage
from cms.places.states import ENGLISH_NAMES, state_name
from stories.models.public import Story, StoryQuerySet
from stories.models.topic import Topic

STORIES_PER_PAGE = 12
# Topics change rarely: a new one may take a minute to be offered.
TOPICS_SECONDS = 60


@dataclass(frozen=True)
class WallFilters:
    """What a reader asked for. Values that do not exist are ignored, never an error."""

    topic: str = ""
    state: str = ""
    language: str = ""

    @classmethod
    def from_query(cls, query: QueryDict, *, topics: dict[str, str], languages: dict[str, str]) -> "WallFilters":
        def known(name: str, values: dict[str, str]) -> str:
            return query.get(name, "") if query.get(name, "") in values else ""

        return cls(known("topic", topics), known("state", ENGLISH_NAMES), known("language", languages))

    def apply(self, stories: StoryQuerySet) -> StoryQuerySet:
        if self.topic:
            stories = stories.filter(topics__slug=self.topic)
        if self.state:
            stories = stories.filter(state=self.state)
        if self.language:
            stories = stories.filter(locale__language_code=self.language)
        return stories.distinct() if self.topic else stories

    @property
    def query(self) -> str:
        """The choice as a query string, for the links to further pages."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def is_on(self) -> bool:
        return bool(self.topic or self.state or self.language)


class StoriesPage(BasePage):
    """The wall of public stories. Stories appear on it by themselves when a moderator publishes them."""

    template = "stories/wall.html"
    max_count_per_parent = 1
    parent_page_types: ClassVar[list[str]] = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    page_description = _("The wall of stories. A story appears here when a moderator publishes it.")
    is_sensitive: ClassVar[bool] = True

    body = BodyField(verbose_name=_("text below the stories"))

    content_panels: ClassVar[list[Panel]] = [*BasePage.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("stories page")
        verbose_name_plural = _("stories pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        here = get_language() or "en"
        # One query gives every value that the filters offer: only those that lead to a story.
        offered = list(Story.objects.public().values_list("state", "locale__language_code").distinct())
        languages = {code: code for _state, code in offered}
        topics = cache.get_or_set(f"stories.topics.{self.locale_id}", self._topic_names, TOPICS_SECONDS) or {}
        filters = WallFilters.from_query(request.GET, topics=topics, languages=languages)
        # Who asks for one language gets the stories as they were told or translated in it.
        base = Story.objects.public() if filters.language else Story.objects.listed_in(here)
        stories = filters.apply(base).select_related("locale").newest_first()
        page_of_stories = Paginator(stories, STORIES_PER_PAGE).get_page(request.GET.get("page"))
        return {
            **context,
            "filters": filters,
            "stories": page_of_stories,
            "keep": filters.query,
            "topics": topics,
            "states": sorted((state_name(code), code) for code in {state for state, _code in offered if state}),
            "languages": languages,
        }

    def _topic_names(self) -> dict[str, str]:
        """Slug and name of each topic in this page's language."""
        return dict(Topic.objects.filter(locale=self.locale_id).order_by("name").values_list("slug", "name"))
