"""The same page in the other language."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page

from cms.core.navigation import frame_pages


@dataclass(frozen=True)
class LanguageLink:
    """One entry of the language switch. `is_exact` is false where the page is missing in that language
    and `url` is its nearest translated ancestor."""

    code: str
    name: str
    url: str
    is_current: bool
    is_exact: bool


def language_links(request: HttpRequest, page: Page | None) -> list[LanguageLink]:
    """Every interface language with the address of what is shown now, query included."""
    links = []
    for code, _name in settings.LANGUAGES:
        path, is_exact = _path_in(code, request, page)
        query = request.GET.urlencode()
        links.append(
            LanguageLink(
                code=code,
                name=str(get_language_info(code)["name_local"]).capitalize(),
                url=f"{path}?{query}" if query else path,
                is_current=code == get_language(),
                is_exact=is_exact,
            )
        )
    return links


def _path_in(code: str, request: HttpRequest, page: Page | None) -> tuple[str, bool]:
    # "//elsewhere.org/" is asked of us, but as a link it would lead there.
    path = "/" + request.path.lstrip("/\\")
    if code == get_language():
        return path, True
    if page is None or page.pk is None:
        return translate_url(path, code), True
    return _page_path_in(code, request, page)


def _page_path_in(code: str, request: HttpRequest, page: Page) -> tuple[str, bool]:
    """The translated page's address with what follows the page's own path (`write/`), or the nearest ancestor's."""
    nearest = _translation_at_hand(page, code, request) or _nearest_translation(page, code)
    if nearest is None:
        return f"/{code}/", False
    url = nearest.get_url(request) or f"/{code}/"
    is_exact = nearest.translation_key == page.translation_key
    own_path = page.get_url(request) or request.path
    rest = request.path.removeprefix(own_path) if request.path.startswith(own_path) and is_exact else ""
    return url + rest, is_exact


def _translation_at_hand(page: Page, code: str, request: HttpRequest) -> Page | None:
    """The translation of a page that the frame has read already."""
    translations = (other for other in frame_pages(request) if other.translation_key == page.translation_key)
    return next((other for other in translations if other.locale.language_code == code), None)


def _nearest_translation(page: Page, code: str) -> Page | None:
    """The live translation of this page, else of its closest ancestor that has one (one query)."""
    ends = range(page.steplen, len(page.path) + 1, page.steplen)
    line = Page.objects.filter(path__in=[page.path[:end] for end in ends])
    translations = Page.objects.live().filter(
        locale__language_code=code, translation_key__in=line.values("translation_key")
    )
    return translations.order_by("-depth").first()
