"""What surrounds every page: the menus and the language switch."""

from typing import Any

from django import template
from django.utils.translation import get_language
from wagtail.models import Page

from cms.core.languages import LanguageLink, language_links
from cms.core.navigation import pages_below_home

register = template.Library()


@register.simple_tag(takes_context=True, name="language_links")
def language_links_tag(context: dict[str, Any]) -> list[LanguageLink]:
    """The language switch for what is shown now."""
    request = context.get("request")
    return language_links(request, context.get("page")) if request else []


@register.simple_tag(takes_context=True)
def main_menu(context: dict[str, Any]) -> list[Page]:
    """Live pages directly below the home page of this language that an editor put in the menu."""
    return [page for page in _below_this_home(context) if page.show_in_menus]


@register.simple_tag(takes_context=True)
def footer_menu(context: dict[str, Any]) -> list[Page]:
    """The other live pages directly below the home page, such as privacy and safety."""
    return [page for page in _below_this_home(context) if not page.show_in_menus]


@register.simple_tag(takes_context=True)
def safety_page(context: dict[str, Any], chosen_id: int | None) -> Page | None:
    """The page with this id in the language shown, unless it is the page shown."""
    keys = {page.translation_key for page in pages_below_home(context.get("request")) if page.pk == chosen_id}
    shown = getattr(context.get("page"), "pk", None)
    return next((page for page in _below_this_home(context) if page.translation_key in keys and page.pk != shown), None)


def _below_this_home(context: dict[str, Any]) -> list[Page]:
    language = get_language()
    return [page for page in pages_below_home(context.get("request")) if page.locale.language_code == language]
