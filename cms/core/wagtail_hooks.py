"""Additions to the admin that belong to no single app."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.auth import user_has_any_page_permission
from wagtail.admin.menu import MenuItem

from cms.core.desk import count_waiting
from cms.core.models import BasePage

AFTER_ALL = 1000


class StylePageItem(MenuItem):
    """The link to the style page, for those who build pages."""

    def is_shown(self, request: HttpRequest) -> bool:
        return user_has_any_page_permission(request.user)


@hooks.register("register_admin_menu_item")
def style_page_item() -> MenuItem:
    return StylePageItem(_("Style page"), reverse("style_page"), name="style-page", icon_name="view", order=9000)


@hooks.register("construct_main_menu", order=AFTER_ALL)
def count_what_waits(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """For the items that are shown to this user."""
    request.waiting_at_desks = count_waiting(menu_items)  # type: ignore[attr-defined]  # for DeskMenuItem


@hooks.register("on_serve_page")
def ask_each_time(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """No cache shows a page without asking on which somebody may take back what they said, whatever its route."""

    def serve_and_mark(page: Any, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        response = serve(page, request, args, kwargs)
        if isinstance(page, BasePage) and (page.is_asked_each_time or page.more):
            patch_cache_control(response, no_cache=True)
        return response

    return serve_and_mark


@hooks.register("insert_global_admin_js")
def starters_from_data(**_context: Any) -> str:
    """Start choosers, date pickers and inline panels from a file: the content policy allows no inline script."""
    return format_html('<script type="module" src="{}"></script>', static("js/admin-start.js"))
