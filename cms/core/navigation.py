"""The pages that the frame of every page shows: menus and language switch share one query."""

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page, Site


def pages_below_home(request: HttpRequest | None) -> list[Page]:
    """Live pages directly below the home page of each language, in the order of the tree; read once a request."""
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    return [page for page in frame_pages(request) if page.depth == site.root_page.depth + 1]


def frame_pages(request: HttpRequest | None) -> list[Page]:
    """Those, and the live translations of the page that is served (one query a request)."""
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    kept: dict[str, list[Page]] = vars(request)
    if "_frame_pages" not in kept:
        wanted = Q(depth=site.root_page.depth + 1) | _translations_of_served(request)
        kept["_frame_pages"] = list(Page.objects.live().filter(wanted).select_related("locale").order_by("path"))
    return kept["_frame_pages"]


def _translations_of_served(request: HttpRequest | None) -> Q:
    route = getattr(request, "_wagtail_route_for_request", None)
    return Q(translation_key=route[0].translation_key) if route else Q()
