"""The outbox in the admin's menu, for those who may see it."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.outbox import views


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return any(request.user.has_perm(name) for name in views.MAY_SEE)


class OutboxViewSet(ViewSet):
    """Rows are written by services only, so there is nothing to add, edit or delete here."""

    name = "outbox"
    icon = "upload"
    menu_label = _("Outbox")
    menu_item_class = OutboxMenuItem
    menu_order = 700
    add_to_admin_menu = True
    index_url_name = "outbox:index"
    index_results_url_name = "outbox:index_results"
    inspect_url_name = "outbox:email"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("index_url_name", "index_results_url_name", "inspect_url_name")
        return {**{name: getattr(self, name) for name in names}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(views.OutboxIndexView), name="index"),
            path("results/", self.construct_view(views.OutboxIndexView, results_only=True), name="index_results"),
            path("<uuid:pk>/", self.construct_view(views.OutboxEmailView), name="email"),
            path("<uuid:pk>/message/", views.message_view, name="message"),
            path("<uuid:pk>/send-again/", views.send_again_view, name="send_again"),
            path("<uuid:pk>/cancel/", views.cancel_view, name="cancel"),
        ]


@hooks.register("register_admin_viewset")
def register_viewset() -> OutboxViewSet:
    return OutboxViewSet()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    wanted = ["view_outgoingemail", "change_outgoingemail"]
    return Permission.objects.filter(content_type__app_label="outbox", codename__in=wanted)
