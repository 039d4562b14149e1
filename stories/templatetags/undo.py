"""The bar that offers to take back what one has just decided."""

from typing import Any

from django import template

from cms.core import clock
from stories.models import UndoPoint
from stories.queueing import PRIVATE_FIELDS
from stories.views.undo import is_undo_offered

MOST_SHOWN = 3
register = template.Library()


@register.inclusion_tag("stories/admin/undo_bar.html", takes_context=True)
def undo_bar(context: dict[str, Any]) -> dict[str, Any]:
    """The last decisions of who is looking, for as long as they can be undone."""
    if not is_undo_offered(context["request"]):
        return {}
    points = UndoPoint.objects.open_for(context["request"].user.pk, clock.now()).select_related("submission")
    rows = list(points.defer(*(f"submission__{name}" for name in PRIVATE_FIELDS)))
    return {"points": rows[:MOST_SHOWN], "number": len(rows), "csrf_token": context.get("csrf_token")}
