"""Stories on any page: the newest, or those that an editor chooses.

Only neutral addresses and keys rest in the page and its revisions. Each reader is shown what its teller allows at that
moment. This module is read while models load, so it finds them by name.
"""

from collections.abc import Iterable
from typing import Any

from django.apps import apps
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

MOST_STORIES = 6
OFFERED = 200
Choices = Iterable[tuple[str, str]]


def stories_to_choose() -> Choices:
    """Address and title of the newest public stories, each as it was told (one query)."""
    stories = apps.get_model("stories.Story").objects.public().originals().newest_first()
    rows = stories.values_list("slug", "title", "attribution", "month")[:OFFERED]
    return [
        (slug, f"{title} – {attribution}, {date_format(month, 'YEAR_MONTH_FORMAT')}")
        for slug, title, attribution, month in rows
    ]


def topics_to_choose() -> Choices:
    """A key that is the same in every language, and the topic's name in the editor's (one query)."""
    topics = apps.get_model("stories.Topic").objects.filter(locale__language_code=get_language())
    return [(str(key), name) for key, name in topics.order_by("name").values_list("translation_key", "name")]


class LiveChoiceBlock(blocks.ChoiceBlock):
    """A choice among rows of today. A page keeps what was chosen, and its search learns no word of it."""

    def normalize_choice(self, value: Any) -> Any:
        """Not looked up: every reader of the page would pay for it."""
        return value

    def get_searchable_content(self, value: Any) -> list[str]:
        return []


class StoriesOfToday(blocks.Block):
    """Finds what a reader may see now; without any, nothing is shown."""

    def find(self, value: Any, language: str) -> list[Any]:
        raise NotImplementedError

    def get_context(self, value: Any, parent_context: Any = None) -> dict[str, Any]:
        found = self.find(value, get_language() or "en")
        return {**super().get_context(value, parent_context=parent_context), "stories": found}


class NewestStoriesBlock(StoriesOfToday, blocks.StructBlock):
    """The newest public stories, of one topic or of all."""

    number = blocks.IntegerBlock(label=_("How many"), min_value=1, max_value=MOST_STORIES, default=2)
    topic = LiveChoiceBlock(
        label=_("Only about this topic"), choices=topics_to_choose, required=False, help_text=_("Empty: all topics.")
    )

    class Meta:
        icon = "openquote"
        label = _("Newest stories")
        label_format = "{number}"
        description = _("The newest public stories. One that is taken back leaves this page at once.")
        template = "stories/block.html"
        preview_template = "stories/block_preview.html"

    def find(self, value: Any, language: str) -> list[Any]:
        stories = apps.get_model("stories.Story").objects.listed_in(language)
        if value.get("topic"):
            stories = stories.filter(topics__translation_key=value["topic"]).distinct()
        return list(stories.select_related("locale").newest_first()[: value.get("number") or 0])


class ChosenStoriesBlock(StoriesOfToday, blocks.ListBlock):
    """Stories in the order in which an editor put them. One that cannot be chosen any more is named as a mistake when
    the page is saved: nothing leaves a page without a word."""

    def __init__(self, **kwargs: Any) -> None:
        story = LiveChoiceBlock(label=_("Story"), choices=stories_to_choose)
        super().__init__(story, **{"min_num": 1, "max_num": MOST_STORIES, **kwargs})

    class Meta:
        icon = "openquote"
        label = _("Chosen stories")
        description = _("One to six public stories that you choose. One that is taken back leaves this page at once.")
        template = "stories/block.html"
        preview_template = "stories/block_preview.html"

    def find(self, value: Any, language: str) -> list[Any]:
        slugs = [slug for slug in value if slug]
        stories = apps.get_model("stories.Story").objects.listed_in(language).filter(slug__in=slugs)
        return sorted(stories.select_related("locale"), key=lambda story: slugs.index(story.slug))
