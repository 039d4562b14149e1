"""The outbox in the admin's menu, for those who may see it, and each person's own word on daily e-mails."""

from typing import Any, ClassVar

from django import forms
from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.views.account import BaseSettingsPanel, notifications_tab

from cms.core.desk import DeskViewSet
from cms.outbox import views
from cms.outbox.digest import may_get_digests
from cms.users.models import User


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


class DigestForm(forms.ModelForm):
    class Meta:
        model = User
        fields: ClassVar[list[str]] = ["wants_digests"]


class DigestPanel(BaseSettingsPanel):
    """In one's own account: whether the daily e-mails come."""

    name = "digests"
    title = _("Daily e-mail")
    tab = notifications_tab
    order = 200
    form_class = DigestForm

    def is_active(self) -> bool:
        return may_get_digests(self.user)


@hooks.register("register_account_settings_panel")
def digest_panel(request: HttpRequest, user: User, profile: Any) -> DigestPanel:
    return DigestPanel(request, user, profile)
