"""What officials add to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms.officials import call_numbers
from cms.officials.viewsets import OfficialsViewSetGroup

register_snippet(OfficialsViewSetGroup)


class CallsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(call_numbers.MAY_SEE))


@hooks.register("register_reports_menu_item")
def register_calls_menu_item() -> MenuItem:
    label = pgettext_lazy("number of phone calls", "Calls")
    return CallsMenuItem(label, reverse("call_numbers"), name="calls", icon_name="mobile-alt", order=800)


@hooks.register("register_admin_urls")
def register_calls_report() -> list[URLPattern]:
    view = call_numbers.CallNumbersView
    return [
        path("reports/calls/", view.as_view(), name="call_numbers"),
        path("reports/calls/results/", view.as_view(results_only=True), name="call_numbers_results"),
    ]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    return Permission.objects.filter(content_type__app_label="officials", codename="view_callreport")
