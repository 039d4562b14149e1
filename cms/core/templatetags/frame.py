"""What surrounds every page: the menu and the language switch."""

from typing import Any

from django import template
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
    request = context.get("request")
    site = Site.find_for_request(request) if request else None
    if site is None:
        return []
    return list(
        Page.objects.live()
        .in_menu()
        .filter(depth=site.root_page.depth + 1, locale__language_code=get_language())
        .order_by("path")
    )
