"""Atom feeds of the newest stories: of one language, or of one topic in it."""

from datetime import UTC, datetime, time
from typing import Any

from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from stories.models import Story, Topic
from stories.models.wall import WallFilters

STORIES_IN_FEED = 30


class StoriesFeed(Feed):
    """Titles and addresses, never the text: a feed reader keeps what it once fetched, also after a withdrawal."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, *args: Any, topic: str = "", **kwargs: Any) -> Topic | None:
        if not topic:
            return None
        found = Topic.objects.filter(slug=topic, locale__language_code=get_language()).first()
        if found is None:
            raise Http404
        return found

    def title(self, topic: Topic | None) -> str:
        return _("Stories: %(topic)s") % {"topic": topic.name} if topic else _("Stories")

    def link(self, topic: Topic | None) -> str:
        return self.feed_url(topic)

    def feed_url(self, topic: Topic | None) -> str:
        return reverse("stories:feed", args=[topic.slug]) if topic else reverse("stories:feed")

    def items(self, topic: Topic | None) -> list[Story]:
        stories = WallFilters(topic=topic.slug if topic else "").stories(get_language() or "en")
        return list(stories.select_related("locale").newest_first()[:STORIES_IN_FEED])

    def item_title(self, story: Story) -> str:
        return story.title

    def item_description(self, story: Story) -> str:
        return ", ".join(part for part in (story.attribution, story.place_label) if part)

    def item_link(self, story: Story) -> str:
        return story.url_in(get_language() or "en")

    def item_updateddate(self, story: Story) -> datetime:
        """The month: the hour of publishing could tell who told it."""
        return datetime.combine(story.month, time(), tzinfo=UTC)
