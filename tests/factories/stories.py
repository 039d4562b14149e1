"""Stories for tests: sent by the real services, so that a test's story is what a storyteller's would be."""

import io
import itertools
from contextlib import suppress
from typing import Any

from django.contrib.auth.models import Group
from PIL import Image
from wagtail.models import Locale

from cms.users.models import User
from stories.choices import Display, Scope
from stories.models import Submission
from stories.services.moderation import Edit
from stories.services.photos import stash_photo
from stories.services.publication import NeedsSecondPerson, publish_story
from stories.services.sharing import SharedStory, StoryDraft, share_story

EVERYTHING = frozenset(Scope)
_numbers = itertools.count()


def draft(**changes: Any) -> StoryDraft:
    """A complete, harmless story; `changes` replace its fields."""
    values: dict[str, Any] = {
        "body": "We waited nine days on the sidewalk.",
        "title": "Nine days",
        "display": Display.ANONYMOUS,
        "name": "Ximena Quetzalli",
        "email": "ximena.q@example.org",
        "phone": "(956) 555-0123",
        "state": "NM",
        "consents": EVERYTHING,
    }
    return StoryDraft(**{**values, **changes})


def shared(*, language: str = "en", photo_tokens: Any = (), form_key: str = "", **changes: Any) -> SharedStory:
    """A story as the share form hands it over."""
    key = form_key or f"key-{next(_numbers)}"
    return share_story(draft=draft(**changes), language=language, form_key=key, photo_tokens=photo_tokens)


def submission(**changes: Any) -> Submission:
    return shared(**changes).submission


def with_photo(**changes: Any) -> Submission:
    """A submission with one cleaned photo, whose faces nobody has checked."""
    return submission(photo_tokens=[stash_photo(content=jpeg())], **changes)


def edit(**changes: Any) -> Edit:
    """A public version that gives nobody away."""
    values: dict[str, Any] = {
        "title": "Nine days",
        "text": "A family waited nine days on the sidewalk.",
        "attribution": "A mother",
        "place_label": "New Mexico",
    }
    return Edit(**{**values, **changes})


def published(*, user: User | None = None, **changes: Any) -> Submission:
    """A submission whose story is public."""
    both_languages()
    sent = submission(**changes)
    publish_story(submission_id=sent.pk, version=sent.version, user=user, edit=edit())
    sent.refresh_from_db()
    return sent


def approved(story: Submission, user: User) -> Submission:
    """A flagged story that a first person would publish."""
    with suppress(NeedsSecondPerson):
        publish_story(submission_id=story.pk, version=story.version, user=user, edit=edit())
    story.refresh_from_db()
    return story


def both_languages() -> None:
    for code in ("en", "es"):
        Locale.objects.get_or_create(language_code=code)


def somebody(*roles: str, name: str = "") -> User:
    """A user with these roles."""
    user = User.objects.create_user(username=name or f"user{next(_numbers)}", password="irrelevant")
    user.groups.add(*Group.objects.filter(name__in=roles))
    return user


def jpeg(size: tuple[int, int] = (64, 48), color: str = "teal", **options: Any) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, color).save(out, "JPEG", **options)
    return out.getvalue()
