"""One public story."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from stories.models import PublicPhoto, StoriesPage, Story, Tombstone


def story(request: HttpRequest, slug: str) -> HttpResponse:
    """The story at this address in the reader's language, else as it was told; 410 once it was taken back."""
    versions = {version.locale.language_code: version for version in _versions(slug)}
    if not versions:
        return _gone_or_missing(request, slug)
    found = versions.get(get_language() or "") or next(iter(versions.values()))
    context = {
        "story": found,
        "language": found.locale.language_code,
        "photos": list(PublicPhoto.objects.public().filter(submission=found.submission_id)),
        "wall": StoriesPage.objects.live().filter(locale__language_code=get_language()).first(),
        "is_sensitive": True,
    }
    return render(request, "stories/story.html", context)


def _versions(slug: str) -> list[Story]:
    return list(
        Story.objects.public().filter(slug=slug).select_related("locale").prefetch_related("topics").order_by("pk")
    )


def _gone_or_missing(request: HttpRequest, slug: str) -> HttpResponse:
    if not Tombstone.objects.filter(slug=slug).exists():
        raise Http404
    return render(request, "stories/gone.html", {"is_sensitive": True}, status=410)
