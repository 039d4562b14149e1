"""The pages directly below the home pages: menus and language switch share one query."""

from django.http import HttpRequest
from wagtail.models import Page, Site


def pages_below_home(request: HttpRequest | None) -> list[Page]:
    """Live pages directly below the home page of each language, in the order of the tree; read once a request."""
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    kept: dict[str, list[Page]] = vars(request)
    if "_pages_below_home" not in kept:
        pages = Page.objects.live().filter(depth=site.root_page.depth + 1).select_related("locale").order_by("path")
        kept["_pages_below_home"] = list(pages)
    return kept["_pages_below_home"]
