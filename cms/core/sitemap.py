"""What search engines may list: each public page once, with its translations."""

from dataclasses import dataclass
from datetime import date

from django.contrib.sitemaps import Sitemap
from django.utils.translation import get_language
from wagtail.models import Page


@dataclass(frozen=True)
class Entry:
    """One thing to list: its path in each language that it has, and the day it last changed."""

    paths: dict[str, str]
    changed_on: date | None


class BilingualSitemap(Sitemap[Entry]):
    """Lists each version of an entry and names the others beside it."""

    i18n = True
    alternates = True

    def get_languages_for_item(self, item: Entry) -> list[str]:
        return list(item.paths)

    def location(self, item: Entry) -> str:
        return item.paths[get_language() or "en"]

    def lastmod(self, item: Entry) -> date | None:
        return item.changed_on


class PageSitemap(BilingualSitemap):
    """Live pages that anybody may see."""

    def items(self) -> list[Entry]:
        entries: dict[object, Entry] = {}
        for page in Page.objects.live().public().filter(depth__gt=1).select_related("locale").order_by("path"):
            changed = page.last_published_at.date() if page.last_published_at else None
            path = page.get_url()
            if path:
                entry = entries.setdefault(page.translation_key, Entry({}, changed))
                entry.paths[page.locale.language_code] = path
        return list(entries.values())
