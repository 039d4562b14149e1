"""What we say ourselves, as the originality coach compares it: talking points one by one, and all public pages."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.core.cache import cache
from django.db.models import Count, Max, OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from wagtail.models import Page
from wagtail.search.index import SearchField

from cms.letters.originality import Shingles, shingles

KEPT_SECONDS = 24 * 60 * 60
# Of all pages of a language: another one once any of them was published or withdrawn.
STATE = JSONObject(newest=Max("last_published_at"), number=Count("pk"))


def with_public_state(pages: QuerySet[Any]) -> QuerySet[Any]:
    """Each page with its language, and with the state of all that is public in it."""
    public = Page.objects.live().filter(locale=OuterRef("locale")).order_by().values("locale").annotate(state=STATE)
    return pages.select_related("locale").annotate(public_state=Subquery(public.values("state")))


def our_words(versions: Sequence[Any], language: str) -> list[Shingles]:
    """Our texts in one language, as shingles: each talking point of the action, then all that is public.

    `versions` are the action's pages `with_public_state`.
    """
    here = [page for page in versions if page.locale.language_code == language]
    points = [shingles(block.value["text"]) for page in here for block in page.points]
    return [*points, public_words(language, here[0].public_state if here else None)]


def public_words(language: str, state: dict[str, Any] | None = None) -> Shingles:
    """All public pages of a language, none behind a password.

    Kept until a page of it is published or unpublished: its `state`, where it is not known yet, is one query.
    """
    pages = Page.objects.live().filter(locale__language_code=language)
    state = state or pages.aggregate(state=STATE)["state"]
    key = f"letters.our_words:{language}"
    kept_state, kept = cache.get(key) or (None, frozenset())
    if kept_state == state:
        return kept
    words = frozenset().union(*(shingles(text) for page in pages.public().specific() for text in _texts(page)))
    cache.set(key, (state, words), timeout=KEPT_SECONDS)
    return words


def _texts(page: Page) -> Iterable[str]:
    """The words of the fields that the site's search reads, each block of a body by itself."""
    for field in page.get_search_fields():
        if isinstance(field, SearchField):
            value = field.get_value(page)
            yield from [str(one) for one in value] if isinstance(value, list) else [str(value or "")]
