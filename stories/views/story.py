"""One public story."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.models import SiteSettings
from stories.models import PublicPhoto, StoriesPage, Story, Tombstone, Topic

RELATED = 3


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """The story at this address in the reader's language, else as it was told; 410 once it was taken back."""
    versions = {version.locale.language_code: version for version in _versions(slug)}
    if not versions:
        return _gone_or_missing(request, slug)
    here = get_language() or "en"
    found = versions.get(here) or next(iter(versions.values()))
    addresses = {code: request.build_absolute_uri(version.url_in(code)) for code, version in versions.items()}
    context = {
        **_around(found, here),
        "story": found,
        "language": found.locale.language_code,
        "addresses": addresses,
        "address": addresses[found.locale.language_code],
        "photos": list(PublicPhoto.objects.public().filter(submission=found.submission_id)),
        "is_sensitive": True,
    }
    context["article"] = _article(found, context["address"], SiteSettings.for_request(request).brand)
    return render(request, "stories/story.html", context)


def _versions(slug: str) -> list[Story]:
    stories = Story.objects.public().with_social().filter(slug=slug)
    return list(stories.select_related("locale").prefetch_related("topics").order_by("pk"))


def _around(found: Story, here: str) -> dict[str, Any]:
    """Where a reader can go from here."""
    wall = StoriesPage.objects.live().filter(locale__language_code=here).select_related("next_page").first()
    slugs = [topic.slug for topic in found.topics.all()]
    return {
        "wall": wall,
        "next_page": _in_language(wall),
        "topics": list(Topic.objects.filter(slug__in=slugs, locale__language_code=here)) if slugs else [],
        "related": list(Story.objects.related_to(found, here).select_related("locale")[:RELATED]),
    }


def _in_language(wall: StoriesPage | None) -> Page | None:
    """The wall's next page in the wall's language, where it is public."""
    if wall is None or wall.next_page is None:
        return None
    line = Page.objects.live().public().filter(translation_key=wall.next_page.translation_key)
    return line.filter(locale=wall.locale_id).first()


def _article(found: Story, address: str, brand: str) -> dict[str, Any]:
    """For search engines: what the page shows, and no more."""
    return {
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": found.title,
        "inLanguage": found.locale.language_code,
        "datePublished": f"{found.month:%Y-%m}",
        "author": {"@type": "Person", "name": found.attribution},
        "publisher": {"@type": "Organization", "name": brand},
        "mainEntityOfPage": address,
    }


def _gone_or_missing(request: HttpRequest, slug: str) -> HttpResponse:
    if not Tombstone.objects.filter(slug=slug).exists():
        raise Http404
    return render(request, "stories/gone.html", {"is_sensitive": True}, status=410)
