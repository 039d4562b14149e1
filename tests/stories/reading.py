"""What tests of the public side do: tell a story, translate it, read a page."""

from typing import Any

from cms.places.states import state_name
from stories.models import Story, Topic
from stories.services.publication import publish_story
from stories.services.translating import publish_translation
from tests.factories.stories import edit, submission

WALLS = {"en": "/en/stories/", "es": "/es/historias/"}


def page(response: Any) -> str:
    return response.content.decode()


def main(response: Any) -> str:
    return page(response).split("<main")[1].split("</main>")[0]


def tell(title: str, *, language: str = "en", state: str = "NM", topics: tuple[str, ...] = (), **changes: Any) -> Story:
    sent = submission(language=language, state=state, form_key=title, **changes)
    chosen = tuple(Topic.objects.filter(slug__in=topics, locale__language_code=language))
    place = state_name(state, language)
    public = edit(title=title, text=f"The words of {title}.", place_label=place, topics=chosen)
    return publish_story(submission_id=sent.pk, version=1, user=None, edit=public)


def translate(story: Story, language: str, title: str) -> Story:
    return publish_translation(submission_id=story.submission_id, language=language, user=None, edit=edit(title=title))
