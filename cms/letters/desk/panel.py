"""What waits for the letters desk, on the first page of the admin."""

from typing import Any

from wagtail.admin.ui.components import Component

from cms.core.clock import now
from cms.letters.waiting import count_waiting


class WaitingPanel(Component):
    """How many letters wait, since when the oldest does, and how many are late."""

    name = "letters"
    template_name = "letters/admin/waiting_panel.html"
    order = 60

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": count_waiting(now()), "now": now()}
