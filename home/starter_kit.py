"""The front page in both languages, and the plain pages that belong to every site."""

from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Page, Site

from cms.core.models import SiteSettings
from cms.core.starter_kit import bilingual_page, step
from home.models import ContentPage, HomePage
from home.starter_content import accessibility, front, privacy, safety
from stories.models import StoriesPage

CAMPAIGN_NAME = "Kept Together"
PORTS = {"http": 80, "https": 443}
# The choosers of the home page, with the kind of page that each one wants (app label, model).
LINKED_TYPES = {
    "campaign_page": ("actions", "campaignpage"),
    "help_page": ("directory", "finderpage"),
    "stories_page": ("stories", "storiespage"),
    "letter_page": ("actions", "letterpage"),
}


@step(30, "Home page")
@transaction.atomic
def make_home() -> int:
    """The bilingual front page in place of Wagtail's welcome page, and the site's address and settings."""
    site = Site.objects.filter(is_default_site=True).select_related("root_page").first()
    if site is not None and isinstance(site.root_page.specific, HomePage):
        return match_public_url(site)
    remove_welcome_page()
    home, made = bilingual_page(
        HomePage, parent=Page.get_first_root_node(), english=front.ENGLISH, spanish=front.SPANISH
    )
    site = Site.objects.create(root_page=home, is_default_site=True, site_name=CAMPAIGN_NAME, **public_address())
    SiteSettings.objects.create(site=site, **front.SETTINGS)
    return made + 2


def remove_welcome_page() -> None:
    """Delete the page (and with it the site) that Wagtail makes on an empty database, but nothing a person made."""
    for page in Page.objects.filter(depth=2).exact_type(Page):
        page.delete()


def public_address() -> dict[str, Any]:
    """Host and port of PUBLIC_URL, so that absolute addresses in mails and feeds are right."""
    parts = urlsplit(settings.PUBLIC_URL)
    return {"hostname": parts.hostname, "port": parts.port or PORTS[parts.scheme]}


def match_public_url(site: Site) -> int:
    """Follow PUBLIC_URL when it has changed since the last run (1 row), else leave the site alone."""
    return Site.objects.filter(pk=site.pk).exclude(**public_address()).update(**public_address())


@step(50, "Safety and privacy pages")
def make_plain_pages() -> int:
    """The pages that forms and the footer point to."""
    home = Site.objects.get(is_default_site=True).root_page
    pages = [
        bilingual_page(ContentPage, parent=home, english=content.ENGLISH, spanish=content.SPANISH)
        for content in (safety, privacy, accessibility)
    ]
    return sum(made for _page, made in pages) + link_safety_page(pages[0][0])


def link_safety_page(page: Page) -> int:
    """Let "Leave this site" point to it where no page is chosen (0 or 1: the settings that changed)."""
    return SiteSettings.objects.filter(site__is_default_site=True, safety_page=None).update(safety_page=page)


@step(58, "Links of the home page")
@transaction.atomic
def link_home() -> int:
    """Fill the home page's empty choosers, in both languages, unless a person has edited that page."""
    home = Site.objects.get(is_default_site=True).root_page.specific
    pages = [page for page in home.get_translations(inclusive=True) if not has_been_edited(page)]
    return sum(fill_links(page) for page in pages)


@step(58, "What a reader of a story can do next")
@transaction.atomic
def link_wall() -> int:
    """Let each story lead on to the actions, unless a person has edited the stories page."""
    actions = first_of_type("actions", "actionindexpage")
    walls = [page for page in StoriesPage.objects.filter(next_page=None) if actions and not has_been_edited(page)]
    for wall in walls:
        wall.next_page = actions
        wall.save_revision().publish()
    return len(walls)


def has_been_edited(page: Page) -> bool:
    """Whether a person ever saved this page; the kit's own revisions have no user."""
    return page.revisions.filter(user__isnull=False).exists()


def fill_links(home: HomePage) -> int:
    """Choose the first live page of each wanted kind where nothing is chosen (0 or 1: the page that changed)."""
    empty = [name for name in LINKED_TYPES if getattr(home, f"{name}_id") is None]
    found = {name: first_of_type(*LINKED_TYPES[name]) for name in empty}
    chosen = {name: page for name, page in found.items() if page is not None}
    for name, page in chosen.items():
        setattr(home, name, page)
    if chosen:
        home.save_revision().publish()
    return int(bool(chosen))


def first_of_type(app_label: str, model: str) -> Page | None:
    """The first live English page of one kind."""
    return (
        Page.objects.live()
        .filter(locale__language_code="en", content_type__app_label=app_label, content_type__model=model)
        .order_by("path")
        .first()
    )
