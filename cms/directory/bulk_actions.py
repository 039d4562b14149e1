"""“Mark as checked today” and “Ask them by e-mail”, for one organization or many."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.directory.models import Organization
from cms.directory.own_checks import ask_organizations
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


class AskOrganizations(SnippetBulkAction):
    """Ask the organizations themselves whether their facts are right: by e-mail, with a link of their own."""

    models = [Organization]
    display_name = _("Ask them by e-mail")
    action_type = "ask"
    aria_label = _("Ask the chosen organizations by e-mail whether their facts are right")
    template_name = "directory/admin/confirm_ask.html"
    action_priority = 20

    def check_perm(self, snippet: Organization) -> bool:
        allowed: bool = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", snippet)
        return allowed

    @classmethod
    def execute_action(cls, objects: list[Organization], **kwargs: Any) -> tuple[int, int]:
        return ask_organizations(objects)

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        asked = ngettext(
            "%(count)s organization is asked by e-mail.",
            "%(count)s organizations are asked by e-mail.",
            num_parent_objects,
        ) % {"count": num_parent_objects}
        if not num_child_objects:
            return asked
        left_out = ngettext(
            "%(count)s is not: it has no e-mail address, is hidden, or was asked in the last 14 days.",
            "%(count)s are not: they have no e-mail address, are hidden, or were asked in the last 14 days.",
            num_child_objects,
        ) % {"count": num_child_objects}
        return f"{asked} {left_out}"
