"""From an address to its page in two queries, where Wagtail asks once for each level of the tree."""

from django.db.models import Exists
from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, PageViewRestriction, Site


def find_page(request: HttpRequest, path: str) -> None:
    """Leave page and arguments where Wagtail looks for them first.

    What is not found here is left to Wagtail's own way: several sites, a home page that is not live, an address
    that leads nowhere.
    """
    home = _home_path()
    slugs = [slug for slug in path.split("/") if slug]
    found = _deepest(home, slugs) if home else None
    if found is None:
        return
    page, rest = found
    specific = page.specific
    specific.is_open_to_all = not page.has_rules
    try:
        result = specific.route(request, rest)
    except Http404:
        return
    request._wagtail_route_for_request = result  # type: ignore[attr-defined]  # where Wagtail keeps it


def _home_path() -> str | None:
    """The home page in the language of the address. Wagtail caches these and forgets them when a page moves."""
    paths = Site.get_site_root_paths()
    here = [root.root_path for root in paths if root.language_code == get_language()]
    return here[0] if len(here) == len({root.site_id for root in paths}) == 1 else None


def _deepest(home: str, slugs: list[str]) -> tuple[Page, list[str]] | None:
    """The page furthest down the address, and what follows it (one query, which finds the rows by their slugs)."""
    ends = [home + "".join(f"{slug}/" for slug in slugs[:count]) for count in range(len(slugs) + 1)]
    names = [home.rstrip("/").rpartition("/")[2], *slugs]
    rules = Exists(PageViewRestriction.objects.all())
    rows = Page.objects.filter(slug__in=names, url_path__in=ends).annotate(has_rules=rules)
    line = {page.url_path: page for page in rows}
    if home not in line or not line[home].live:
        return None
    depth = max(count for count, end in enumerate(ends) if all(one in line for one in ends[: count + 1]))
    return line[ends[depth]], slugs[depth:]
