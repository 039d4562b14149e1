"""Where the letters desk sees that letters wait: in the menu and on its first page."""

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.admin.ui.sidebar import LinkMenuItem

from cms.core.clock import now
from cms.letters.desk.queue import may_decide
from cms.letters.waiting import count_waiting


class WaitingMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_decide(request.user)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """With the number of letters that wait."""
        component: LinkMenuItem = super().render_component(request)
        number = count_waiting(now()).number
        if number:
            component.label = _("Letters to read (%(number)d)") % {"number": number}
        return component


class WaitingPanel(Component):
    """How many letters wait, since when the oldest does, and how many are late."""

    name = "letters"
    template_name = "letters/admin/waiting_panel.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": count_waiting(now()), "now": now()}
