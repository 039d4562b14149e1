"""What letters add to the admin."""

from typing import Any

from django.contrib.auth.models import Permission
from django.db.models import QuerySet
from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet
from wagtail.snippets.models import register_snippet

from cms.letters import desk_views
from cms.letters.viewsets import PaperViewSet

register_snippet(PaperViewSet)


class LettersMenuItem(MenuItem):
    def is_shown(self, request: Any) -> bool:
        return any(request.user.has_perm(f"letters.{name}_letter") for name in ("view", "change"))


class LettersViewSet(ViewSet):
    """Letters are written by their writers and moved by services: nothing to add, edit or delete here."""

    name = "letters_desk"
    icon = "mail"
    menu_label = _("Letters")
    menu_item_class = LettersMenuItem
    menu_order = 310
    add_to_admin_menu = True
    url_prefix = "letters"
    index_url_name = "letters_desk:index"
    index_results_url_name = "letters_desk:index_results"
    inspect_url_name = "letters_desk:letter"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("index_url_name", "index_results_url_name", "inspect_url_name")
        return {**{name: getattr(self, name) for name in names}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(desk_views.LetterIndexView), name="index"),
            path("results/", self.construct_view(desk_views.LetterIndexView, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(desk_views.LetterView), name="letter"),
            path("<int:pk>/arrived/", desk_views.arrived_view, name="arrived"),
            path("<int:pk>/send-again/", desk_views.send_again_view, name="send_again"),
            path("<int:pk>/approve/", desk_views.approve_view, name="approve"),
            path("<int:pk>/return/", desk_views.return_view, name="return"),
        ]


@hooks.register("register_admin_viewset")
def register_viewset() -> LettersViewSet:
    return LettersViewSet()


@hooks.register("register_permissions")
def register_permissions() -> QuerySet[Permission]:
    """Shown where an administrator edits a role."""
    wanted = ["view_letter", "change_letter", "read_letter"]
    return Permission.objects.filter(content_type__app_label="letters", codename__in=wanted)
