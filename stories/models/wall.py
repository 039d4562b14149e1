"""What the wall can be asked for, and what it offers to ask for."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Count
from django.http import QueryDict

from cms.places.states import ENGLISH_NAMES
from stories.models.public import Story, StoryQuerySet
from stories.state_counts import StateCounts, safe_counts


@dataclass(frozen=True)
class WallFilters:
    """What a reader asked for. Values that do not exist are ignored, never an error."""

    topic: str = ""
    state: str = ""
    language: str = ""

    @classmethod
    def from_query(cls, query: QueryDict, *, topics: Iterable[str], languages: Iterable[str]) -> "WallFilters":
        def known(name: str, values: Iterable[str]) -> str:
            return query.get(name, "") if query.get(name, "") in values else ""

        return cls(known("topic", topics), known("state", ENGLISH_NAMES), known("language", languages))

    def stories(self, here: str) -> StoryQuerySet:
        """Those asked for, each once; who asks for one language gets them as told or translated in it."""
        stories = Story.objects.public() if self.language else Story.objects.listed_in(here)
        if self.topic:
            stories = stories.filter(topics__slug=self.topic).distinct()
        if self.state:
            stories = stories.filter(state=self.state)
        if self.language:
            stories = stories.filter(locale__language_code=self.language)
        return stories

    @property
    def query(self) -> str:
        """The choice as a query string, for the links to further pages."""
        return urlencode({name: value for name, value in vars(self).items() if value})

    @property
    def is_on(self) -> bool:
        return bool(self.topic or self.state or self.language)


@dataclass(frozen=True)
class WallOffer:
    """Every value that leads to a story, and how many stories come from where."""

    states: list[str]
    languages: list[str]
    from_states: StateCounts

    @classmethod
    def of_public_stories(cls) -> "WallOffer":
        """One query, whatever the number of stories."""
        versions = Story.objects.public().values_list("state", "locale__language_code", "submission__language")
        rows = list(versions.annotate(number=Count("pk")).order_by("state"))
        told: dict[str, int] = {}
        for state, language, told_in, number in rows:
            if language == told_in:  # a translation is no further story
                told[state] = told.get(state, 0) + number
        states = {state for state, *_rest in rows if state}
        return cls(sorted(states), sorted({language for _state, language, *_rest in rows}), safe_counts(told))
