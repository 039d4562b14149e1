"""What corrections add to the admin: the queue, its number in the menu, and a panel on the dashboard."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.ui.components import Component

from cms.core.clock import now
from cms.core.desk import DeskViewSet, holds_any
from cms.corrections import desk_views
from cms.corrections.models import Correction


class CorrectionsViewSet(DeskViewSet):
    """Corrections come from readers."""

    name = "corrections_desk"
    icon = "warning"
    menu_label = _("Corrections")
    menu_order = 325
    url_prefix = "corrections"
    may_see = desk_views.MAY_SEE
    index_view = desk_views.CorrectionIndexView
    inspect_view = desk_views.CorrectionView
    inspect_name = "correction"
    key = "uuid"

    def waiting(self) -> QuerySet[Correction]:
        """An index holds only these."""
        return Correction.objects.open()


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
    if holds_any(request.user, desk_views.MAY_SEE):
        panels.append(CorrectionsPanel())


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    wanted = ["view_correction", "change_correction"]
    return Permission.objects.filter(content_type__app_label="corrections", codename__in=wanted)
