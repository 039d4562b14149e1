"""“Mark as checked today” and “Ask them by e-mail”, for one organization or many."""

from typing import Any, ClassVar

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.snippets.bulk_actions.snippet_bulk_action import SnippetBulkAction

from cms.directory.models import Organization
from cms.directory.own_checks import ask_organizations
from cms.directory.services import mark_checked


class AfterAQuestion(SnippetBulkAction):
    """Names the organizations and asks once more, of those who may change them."""

    models = [Organization]
    template_name = "directory/admin/confirm.html"
    explanation: ClassVar[Promise]
    yes: ClassVar[Promise]

    def check_perm(self, snippet: Organization) -> bool:
        allowed: bool = self.permission_policy.user_has_permission_for_instance(self.request.user, "change", snippet)
        return allowed

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        words = {"heading": self.display_name, "explanation": self.explanation, "yes": self.yes}
        return {**super().get_context_data(**kwargs), **words}


class MarkChecked(AfterAQuestion):
    """Ask once, then record who checked these organizations, and that it was today."""

    display_name = _("Mark as checked today")
    explanation = _(
        "Readers will see today's date next to these organizations. Mark only those whose phone, website and services "
        "you have just confirmed."
    )
    yes = _("Yes, they are checked")
    action_type = "mark_checked"
    aria_label = _("Mark the chosen organizations as checked today")
    action_priority = 10

    @classmethod
    def execute_action(cls, objects: list[Organization], **kwargs: Any) -> tuple[int, int]:
        return mark_checked(organizations=objects, by=kwargs["self"].request.user), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(count)s organization is marked as checked today.",
            "%(count)s organizations are marked as checked today.",
            num_parent_objects,
        ) % {"count": num_parent_objects}


class AskOrganizations(AfterAQuestion):
    """Ask the organizations themselves whether their facts are right: by e-mail, with a link of their own."""

    display_name = _("Ask them by e-mail")
    explanation = _(
        "Each gets an e-mail at its public address with a link to its facts. One press there says that all is right, "
        "what has changed, or that they do not want to be listed. The link works for 28 days."
    )
    yes = _("Yes, ask them")
    action_type = "ask"
    aria_label = _("Ask the chosen organizations by e-mail whether their facts are right")
    action_priority = 20

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
