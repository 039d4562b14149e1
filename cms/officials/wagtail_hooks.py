"""What officials add to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.snippets.models import register_snippet

from cms.core.desk import DeskViewSet
from cms.officials import visit_desk
from cms.officials.health import report as health_report
from cms.officials.numbers import calls as call_numbers
from cms.officials.numbers import visits as visit_numbers
from cms.officials.viewsets import OfficialsViewSetGroup

register_snippet(OfficialsViewSetGroup)
OWN_PERMISSIONS = ["view_callreport", "view_visit", "review_visit", "read_visitor"]


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


class HealthMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(health_report.MAY_SEE))


@hooks.register("register_reports_menu_item")
def register_health_menu_item() -> MenuItem:
    return HealthMenuItem(_("Data health"), reverse("data_health"), name="data-health", icon_name="warning", order=790)


@hooks.register("register_admin_urls")
def register_health_report() -> list[URLPattern]:
    view = health_report.HealthReportView
    return [
        path("reports/data-health/", view.as_view(), name="data_health"),
        path("reports/data-health/results/", view.as_view(results_only=True), name="data_health_results"),
    ]


class VisitsMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return bool(request.user.has_perm(visit_desk.MAY_SEE))


class VisitsViewSet(DeskViewSet):
    """Visits are planned by visitors."""

    name = "visits_desk"
    icon = "calendar-alt"
    menu_name = "visits"
    menu_label = _("Visits")
    menu_order = 335
    url_prefix = "visits"
    may_see = (visit_desk.MAY_SEE,)
    index_view = visit_desk.VisitIndexView
    inspect_view = visit_desk.VisitView
    inspect_name = "visit"
    key = "uuid"

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            *super().get_urlpatterns(),
            path("<uuid:pk>/agree/", visit_desk.agree_view, name="agree"),
            path("<uuid:pk>/decline/", visit_desk.decline_view, name="decline"),
        ]


@hooks.register("register_admin_viewset")
def register_visits() -> VisitsViewSet:
    return VisitsViewSet()


@hooks.register("register_reports_menu_item")
def register_visits_menu_item() -> MenuItem:
    return VisitsMenuItem(
        _("Visits"), reverse("visit_numbers"), name="visit-numbers", icon_name="calendar-alt", order=810
    )


@hooks.register("register_admin_urls")
def register_visits_report() -> list[URLPattern]:
    view = visit_numbers.VisitNumbersView
    return [
        path("reports/visits/", view.as_view(), name="visit_numbers"),
        path("reports/visits/results/", view.as_view(results_only=True), name="visit_numbers_results"),
    ]


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    return Permission.objects.filter(content_type__app_label="officials", codename__in=OWN_PERMISSIONS)
