"""What we say ourselves, as the originality coach compares it: talking points one by one, and all public pages."""

from collections.abc import Iterable
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max
from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.search.index import SearchField

from cms.letters.originality import Shingles, shingles

KEPT_SECONDS = 24 * 60 * 60


def our_words(page: Any, language: str) -> list[Shingles]:
    """Our texts in one language, as shingles: each talking point of the action page, then all that is public."""
    shown = page if get_language() == language else _translation(page, language)
    return [*(shingles(block.value["text"]) for block in shown.points), public_words(language)]


def public_words(language: str) -> Shingles:
    """All public pages of a language, none behind a password.

    Kept until a page of it is published or unpublished (one query).
    """
    pages = Page.objects.live().filter(locale__language_code=language)
    state = pages.aggregate(newest=Max("last_published_at"), number=Count("pk"))
    newest = state["newest"].timestamp() if state["newest"] else 0
    key = f"letters.our_words:{language}:{state['number']}:{newest}"
    kept: Shingles | None = cache.get(key)
    if kept is None:
        kept = frozenset().union(*(shingles(text) for page in pages.public().specific() for text in _texts(page)))
        cache.set(key, kept, timeout=KEPT_SECONDS)
    return kept


def _texts(page: Page) -> Iterable[str]:
    """The words of the fields that the site's search reads, each block of a body by itself."""
    for field in page.get_search_fields():
        if isinstance(field, SearchField):
            value = field.get_value(page)
            yield from [str(one) for one in value] if isinstance(value, list) else [str(value or "")]


def _translation(page: Any, language: str) -> Any:
    translation = page.get_translations().live().filter(locale__language_code=language).first()
    return translation.specific if translation else page
