"""What corrections add to the admin: the queue, its number in the menu, and a panel on the dashboard."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.urls import URLPattern, path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.viewsets.base import ViewSet

from cms.core.clock import now
from cms.corrections import desk_views
from cms.corrections.models import Correction


class CorrectionsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return desk_views.may_see(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """With the number of those that wait: one count over an index that holds only these."""
        component: LinkMenuItem = super().render_component(request)
        waiting = Correction.objects.open().count()
        if waiting:
            component.label = _("Corrections (%(number)d)") % {"number": waiting}
        return component


class CorrectionsViewSet(ViewSet):
    """Corrections come from readers and are resolved by a service: nothing to add, edit or delete here."""

    name = "corrections_desk"
    icon = "warning"
    menu_label = gettext_lazy("Corrections")
    menu_item_class = CorrectionsMenuItem
    menu_order = 325
    add_to_admin_menu = True
    url_prefix = "corrections"
    index_url_name = "corrections_desk:index"
    index_results_url_name = "corrections_desk:index_results"
    inspect_url_name = "corrections_desk:correction"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("index_url_name", "index_results_url_name", "inspect_url_name")
        return {**{name: getattr(self, name) for name in names}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        index, one = desk_views.CorrectionIndexView, desk_views.CorrectionView
        return [
            path("", self.construct_view(index), name="index"),
            path("results/", self.construct_view(index, results_only=True), name="index_results"),
            path("<uuid:pk>/", self.construct_view(one), name="correction"),
        ]


@hooks.register("register_admin_viewset")
def register_viewset() -> CorrectionsViewSet:
    return CorrectionsViewSet()


class CorrectionsPanel(Component):
    """On the dashboard: how many wait, and how many are late."""

    name = "corrections"
    template_name = "corrections/admin/panel.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        late = Count("pk", filter=Q(due_at__lt=now()))
        return Correction.objects.open().aggregate(number=Count("pk"), overdue=late)


@hooks.register("construct_homepage_panels")
def corrections_panel(request: HttpRequest, panels: list[Component]) -> None:
    if desk_views.may_see(request.user):
        panels.append(CorrectionsPanel())


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    wanted = ["view_correction", "change_correction"]
    return Permission.objects.filter(content_type__app_label="corrections", codename__in=wanted)
