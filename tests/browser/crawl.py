"""Walking the site by its links, as a visitor and a search engine do."""

from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

from tests.core.html import Html
from tests.servers.site import RealSite

# Not pages of the public site, or files.
ELSEWHERE = ("/admin/", "/documents/", "/media/", "/static/")
MOST_ADDRESSES = 400


@dataclass
class Walk:
    """What a walk found: each address with its status, each page with its HTML, and who links to what."""

    status: dict[str, int] = field(default_factory=dict)
    pages: dict[str, Html] = field(default_factory=dict)
    linked_from: dict[str, str] = field(default_factory=dict)

    @property
    def dead(self) -> list[str]:
        return [
            f"{path} ({code}), linked from {self.linked_from[path]}"
            for path, code in self.status.items()
            if code >= 400
        ]


def walk(site: RealSite, *starts: str) -> Walk:
    """Follow every internal link from `starts`. Addresses with a query are visited, but not walked on from."""
    found = Walk(linked_from=dict.fromkeys(starts, "the start"))
    waiting = list(starts)
    while waiting and len(found.status) < MOST_ADDRESSES:
        path = waiting.pop(0)
        found.status[path], body = site.get(path)
        if found.status[path] != 200 or not body.lstrip().lower().startswith("<!doctype html"):
            continue
        found.pages[path] = Html(body)
        if "?" not in path:
            for target in internal_links(site, path, found.pages[path]):
                if target not in found.linked_from:
                    found.linked_from[target] = path
                    waiting.append(target)
    return found


def internal_links(site: RealSite, path: str, html: Html) -> list[str]:
    """Paths (with query) of this site that the page links to."""
    targets = []
    for link in html.all("a"):
        address = urldefrag(urljoin(site.url + path, link.get("href") or "")).url
        parts = urlsplit(address)
        if parts.netloc == urlsplit(site.url).netloc and not parts.path.startswith(ELSEWHERE):
            targets.append(parts.path + (f"?{parts.query}" if parts.query else ""))
    return targets
