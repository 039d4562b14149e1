"""Each state's page of the directory, with its translation."""

from cms.core.sitemap import BilingualSitemap, Entry
from cms.directory.pages import FinderPage
from cms.directory.states import state_counts


class DirectorySitemap(BilingualSitemap):
    """States with an organization. Organizations are found from there: there may be very many."""

    def items(self) -> list[Entry]:
        pages = FinderPage.objects.live().public().select_related("locale")
        paths = {page.locale.language_code: page.get_url() for page in pages}
        states = sorted(code.lower() for code in state_counts())
        return [Entry({code: f"{path}{state}/" for code, path in paths.items()}, None) for state in states if paths]
