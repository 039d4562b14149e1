"""“Mark as checked today”, for one organization or many."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.directory.models import Organization
from cms.directory.services import mark_checked


class MarkChecked(SnippetBulkAction):
    """Ask once, then record who checked these organizations, and that it was today."""

    models = [Organization]
    display_name = _("Mark as checked today")
    action_type = "mark_checked"
    aria_label = _("Mark the chosen organizations as checked today")
    template_name = "directory/admin/confirm_checked.html"
    action_priority = 10

    def check_perm(self, snippet: Organization) -> bool:
        allowed: bool = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", snippet)
        return allowed

    @classmethod
    def execute_action(cls, objects: list[Organization], **kwargs: Any) -> tuple[int, int]:
        return mark_checked(organizations=objects, by=kwargs["self"].request.user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)s organization is marked as checked today.",
            "%(count)s organizations are marked as checked today.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
