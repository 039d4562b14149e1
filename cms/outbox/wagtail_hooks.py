"""The outbox in the admin's menu, for those who may see it."""

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.core.desk import DeskViewSet
from cms.outbox import views


class OutboxViewSet(DeskViewSet):
    """Rows are written by services only."""

    name = "outbox"
    icon = "upload"
    menu_label = _("Outbox")
    menu_order = 700
    may_see = views.MAY_SEE
    index_view = views.OutboxIndexView
    inspect_view = views.OutboxEmailView
    inspect_name = "email"
    key = "uuid"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
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
