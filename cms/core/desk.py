"""A desk of the admin: rows that come from outside, in one list and a view of each, and how many of them wait."""

from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet, Value
from django.http import HttpRequest
from django.urls import URLPattern, path
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSet

Rows = Callable[[], QuerySet[Any]]


def user_id(request: HttpRequest) -> int:
    return int(request.user.pk or 0)


def acting_user_id(request: HttpRequest, right: str) -> int:
    """Who presses the button, if they hold the right to."""
    if not request.user.has_perm(right):
        raise PermissionDenied
    return user_id(request)


def holds_any(user: Any, rights: tuple[str, ...]) -> bool:
    return any(user.has_perm(right) for right in rights)


class DeskMenuItem(MenuItem):
    """Shown to those whom the desk is for, with the number of rows that wait for them."""

    def __init__(self, *args: Any, may_see: Callable[[Any], bool], waiting: Rows | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.may_see, self.waiting = may_see, waiting

    def is_shown(self, request: HttpRequest) -> bool:
        return self.may_see(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        component: LinkMenuItem = super().render_component(request)
        number = getattr(request, "waiting_at_desks", {}).get(self.name)
        if number:
            component.label = f"{self.label} ({number})"
        return component


def count_waiting(items: list[MenuItem]) -> dict[str, int]:
    """How many rows wait at each of these menu items. One query for all desks."""
    counts = [_count(item.name, item.waiting()) for item in items if isinstance(item, DeskMenuItem) and item.waiting]
    return dict(counts[0].union(*counts[1:], all=True)) if counts else {}


def _count(name: str, rows: QuerySet[Any]) -> QuerySet[Any]:
    return rows.order_by().values(desk=Value(name)).annotate(number=Count("pk")).values_list("desk", "number")


class DeskViewSet(ViewSet):
    """Rows are moved by services: nothing to add, edit or delete here."""

    add_to_admin_menu = True
    may_see: tuple[str, ...] = ()
    index_view: type[IndexView]
    inspect_view: type[InspectView]
    # The name of one row's address, and how it is written there.
    inspect_name = ""
    key = "int"
    waiting: Rows | None = None

    def get_menu_item(self, order: int | None = None) -> MenuItem:
        return DeskMenuItem(
            self.menu_label,
            self.menu_url,
            name=self.menu_name,
            icon_name=self.menu_icon,
            order=self.get_menu_item_order(order),
            may_see=lambda user: holds_any(user, self.may_see),
            waiting=self.waiting,
        )

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = {"index": "index", "index_results": "index_results", "inspect": self.inspect_name}
        return {**{f"{view}_url_name": self.get_url_name(name) for view, name in names.items()}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(self.index_view), name="index"),
            path("results/", self.construct_view(self.index_view, results_only=True), name="index_results"),
            path(f"<{self.key}:pk>/", self.construct_view(self.inspect_view), name=self.inspect_name),
        ]
