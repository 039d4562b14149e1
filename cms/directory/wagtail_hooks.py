"""What the directory adds to the admin."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from wagtail import hooks
from wagtail.admin.viewsets.base import ViewSet
from wagtail.admin.widgets.button import Button
from wagtail.permissions import policy_registry
from wagtail.snippets.models import register_snippet

from cms.directory.bulk_actions import AskOrganizations, MarkChecked
from cms.directory.desk.viewset import DirectoryDeskViewSet
from cms.directory.models import Organization
from cms.directory.viewsets import OrganizationViewSet

register_snippet(OrganizationViewSet)
hooks.register("register_bulk_action", MarkChecked)
hooks.register("register_bulk_action", AskOrganizations)


@hooks.register("register_admin_viewset")
def register_desk() -> ViewSet:
    return DirectoryDeskViewSet()


@hooks.register("register_snippet_listing_buttons")
def row_buttons(snippet: Any, user: AbstractBaseUser, next_url: str | None = None) -> Iterator[Button]:
    """The same actions in each row's menu."""
    if not isinstance(snippet, Organization):
        return
    policy = policy_registry.get_by_type(Organization)
    if policy.user_has_permission_for_instance(user, "change", snippet):
        query = urlencode({"id": snippet.pk, "next": next_url or reverse(snippet.snippet_viewset.get_url_name("list"))})
        for action, icon in ((MarkChecked, "check"), (AskOrganizations, "mail")):
            address = reverse("wagtail_bulk_action", args=("directory", "organization", action.action_type))
            yield Button(action.display_name, f"{address}?{query}", icon_name=icon, priority=action.action_priority)
