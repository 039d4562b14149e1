"""Every public story, with the language versions that there are."""

from cms.core.sitemap import BilingualSitemap, Entry
from stories.models import Story


class StorySitemap(BilingualSitemap):
    """`lastmod` is the month: the day of publishing could tell who told it."""

    def items(self) -> list[Entry]:
        entries: dict[str, Entry] = {}
        for story in Story.objects.public().select_related("locale").newest_first():
            entry = entries.setdefault(story.slug, Entry({}, story.month))
            entry.paths[story.locale.language_code] = story.url_in(story.locale.language_code)
        return list(entries.values())
