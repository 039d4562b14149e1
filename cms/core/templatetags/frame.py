"""What surrounds every page: the menus and the language switch."""

from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import get_language
from wagtail.models import Page, Site

from cms.core.languages import LanguageLink, language_links

register = template.Library()


@register.simple_tag(takes_context=True, name="language_links")
def language_links_tag(context: dict[str, Any]) -> list[LanguageLink]:
    """The language switch for what is shown now."""
    request = context.get("request")
    return language_links(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[Page]:
    """Live pages directly below the home page of this language that an editor put in the menu."""
    return [page for page in _below_home(context.get("request")) if page.show_in_menus]


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[Page]:
    """The other live pages directly below the home page, such as privacy and safety."""
    return [page for page in _below_home(context.get("request")) if not page.show_in_menus]


def _below_home(request: HttpRequest | None) -> list[Page]:
    """Live pages directly below the home page of this language (one query for both menus of a page)."""
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    if not hasattr(request, "_pages_below_home"):
        pages = Page.objects.live().filter(depth=site.root_page.depth + 1, locale__language_code=get_language())
        request._pages_below_home = list(pages.order_by("path"))  # type: ignore[union-attr]
    return request._pages_below_home  # type: ignore[union-attr]
