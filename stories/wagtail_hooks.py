"""How this app shows in the admin: the queue for who may moderate, topics and published stories for editors."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import Count, Min, QuerySet
from django.http import HttpRequest
from django.urls import include, path, reverse
from django.urls.resolvers import URLResolver
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component
from wagtail.permission_policies import ModelPermissionPolicy
from wagtail.permissions import register_permission_policy
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from cms.core import clock
from cms.users.roles import CONTACT_TEAM, MODERATORS
from stories import admin_urls
from stories.choices import Status
from stories.models import Message, Story, Submission, Topic
from stories.retention import LATE, due_contacts, due_stories
from stories.views.queue import AUDIT, may_see_numbers, may_see_queue
from stories.views.translations import WRITE

STORY_ROLES = {MODERATORS, CONTACT_TEAM}
# By name: what the contact team looks after besides, of an app that knows nothing of stories.
ALSO_THEIRS = {"visits", "story-translations"}


@hooks.register("register_admin_urls")
def admin_addresses() -> list[URLResolver]:
    return [path("stories/", include(admin_urls))]


class QueueMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_queue(request.user)


class LogMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(AUDIT))


@hooks.register("register_admin_menu_item")
def queue_menu_item() -> MenuItem:
    return QueueMenuItem(_("Stories to read"), reverse("stories_admin:queue"), icon_name="comment", order=150)


@hooks.register("register_admin_menu_item")
def log_menu_item() -> MenuItem:
    return LogMenuItem(_("Story log"), reverse("stories_admin:log"), icon_name="history", order=160)


class NumbersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_numbers(request.user)


@hooks.register("register_reports_menu_item")
def numbers_menu_item() -> MenuItem:
    return NumbersMenuItem(
        _("Stories in numbers"), reverse("stories_admin:numbers"), name="story-numbers", icon_name="comment", order=780
    )


class TranslationsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return bool(request.user.has_perm(WRITE))


@hooks.register("register_admin_menu_item")
def translations_menu_item() -> MenuItem:
    return TranslationsMenuItem(
        _("Translations of stories"),
        reverse("stories_admin:translations"),
        name="story-translations",
        icon_name="wagtail-localize-language",
        order=157,
    )


@hooks.register("construct_main_menu")
def show_moderators_only_stories(request: HttpRequest, menu_items: list[MenuItem]) -> None:
    """Who only looks after stories sees little else: less to open by mistake, less to be afraid of."""
    roles = set(request.user.groups.values_list("name", flat=True))
    if not request.user.is_superuser and roles and roles <= STORY_ROLES:
        menu_items[:] = [
            item for item in menu_items if isinstance(item, (QueueMenuItem, LogMenuItem)) or item.name in ALSO_THEIRS
        ]


class QueuePanel(Component):
    """On the dashboard: how many stories wait, for how long the oldest has, and whether erasing has stopped."""

    name = "stories"
    template_name = "stories/admin/panel.html"
    order = 50

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        waiting = Submission.objects.open().aggregate(number=Count("pk"), oldest=Min("created_at"))
        news = Message.objects.unread_by_team().exclude(submission__status=Status.WITHDRAWN)
        unread = news.values("submission").distinct().count()
        long_ago = clock.now() - LATE
        late = {"overdue": due_stories(long_ago).count(), "late_contacts": due_contacts(long_ago).count()}
        return {**waiting, **late, "unread": unread}


@hooks.register("construct_homepage_panels")
def queue_panel(request: HttpRequest, panels: list[Component]) -> None:
    if may_see_queue(request.user):
        panels.append(QueuePanel())


class NeverAdd(ModelPermissionPolicy):
    """Stories come from storytellers: nobody can make, copy or delete one here, not even a superuser."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return action not in ("add", "delete") and super().user_has_permission(user, action)

    def user_has_any_permission(self, user: Any, actions: Any) -> bool:
        allowed = set(actions) - {"add", "delete"}
        return bool(allowed) and super().user_has_any_permission(user, allowed)


class StoryViewSet(SnippetViewSet):
    model = Story
    icon = "openquote"
    menu_label = _("Public stories")
    menu_order = 155
    add_to_admin_menu = True
    copy_view_enabled = False
    list_display = ("title", "attribution", "state", "live")
    search_fields = ("title",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Story]:
        """Of those that were taken off the site only the address is left."""
        return Story.objects.filter(live=True)


class TopicViewSet(SnippetViewSet):
    model = Topic
    icon = "tag"
    list_display = ("name", "slug", "locale")


register_permission_policy(Story, NeverAdd(Story))
register_snippet(StoryViewSet)
register_snippet(TopicViewSet)


@hooks.register("register_permissions")
def permissions_to_grant() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    own = Permission.objects.filter(content_type__app_label="stories")
    return own.filter(content_type__model__in=("submission", "translation"))
