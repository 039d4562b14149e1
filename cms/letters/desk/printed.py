"""Printed letters in the admin: what writers want to show waits here until somebody has looked at it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.sidebar import LinkMenuItem
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.base import ViewSet

from cms.letters.models import PrintedLetter
from cms.letters.problems import NotNow
from cms.letters.services import check_printed, remove_printed

MAY_ACT = "letters.change_printedletter"
MAY_SEE = ("letters.view_printedletter", MAY_ACT)


def state_words(printed: PrintedLetter) -> str:
    return _("shown") if printed.checked_at else _("to check")


class PrintedIndexView(IndexView):
    """What nobody has looked at comes first."""

    model = PrintedLetter
    any_permission_required = ["view", "change"]
    default_ordering = ["-waits", "-created_at"]
    paginate_by = 50
    header_icon = "doc-full"
    page_title = gettext_lazy("Printed letters")

    def get_base_queryset(self) -> QuerySet[PrintedLetter]:
        waits = ExpressionWrapper(Q(checked_at=None), output_field=BooleanField())
        return PrintedLetter.objects.select_related("newspaper").annotate(waits=waits)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("headline", label=gettext_lazy("Headline"), get_url=self.get_inspect_url),
            Column("newspaper", label=gettext_lazy("Newspaper"), sort_key="newspaper__name"),
            StatusTagColumn(
                "state", label=gettext_lazy("State"), accessor=state_words, primary=lambda row: not row.checked_at
            ),
            BooleanColumn("is_sample", label=gettext_lazy("Sample")),
            DateColumn("created_at", label=gettext_lazy("Agreed"), sort_key="created_at"),
        ]


class PrintedView(InspectView):
    """One printed letter: follow its link, then show it or take it away."""

    model = PrintedLetter
    any_permission_required = ["view", "change"]
    template_name = "letters/admin/printed.html"
    page_title = gettext_lazy("Printed letter")
    header_icon = "doc-full"
    fields = ["headline", "newspaper", "language", "url", "month", "created_at", "checked_at", "checked_by"]

    def get_object(self, queryset: Any = None) -> PrintedLetter:
        return get_object_or_404(PrintedLetter.objects.select_related("newspaper"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = self.request.user.has_perm(MAY_ACT)
        return {**super().get_context_data(**kwargs), "may_act": may_act, "is_shown": bool(self.object.checked_at)}


@require_POST
def show_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Somebody has read the headline and followed the link: that link, which the form sends along."""
    user_id, url = _acting_user_id(request), request.POST.get("url", "")
    return _act(request, _("It is shown now."), lambda: check_printed(printed_id=pk, url=url, user_id=user_id))


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the page, unless its writer offers it again. The writer's answer "printed" still counts."""
    _acting_user_id(request)
    return _act(request, _("It is not shown any more."), lambda: remove_printed(printed_id=pk))


def _acting_user_id(request: HttpRequest) -> int:
    if not request.user.has_perm(MAY_ACT):
        raise PermissionDenied
    return int(request.user.pk or 0)


def _act(request: HttpRequest, done: str, service: Callable[[], Any]) -> HttpResponse:
    try:
        service()
    except NotNow:
        messages.error(
            request, _("Nothing was changed: its writer or a colleague has changed it or taken it away. Look again.")
        )
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("letters_printed:index"))


class PrintedMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return any(request.user.has_perm(name) for name in MAY_SEE)

    def render_component(self, request: HttpRequest) -> LinkMenuItem:
        """With the number of those to look at."""
        component: LinkMenuItem = super().render_component(request)
        waiting = PrintedLetter.objects.to_check().count()
        if waiting:
            component.label = _("Printed letters (%(number)d)") % {"number": waiting}
        return component


class PrintedViewSet(ViewSet):
    """Rows come from writers: nothing to add or edit here."""

    name = "letters_printed"
    icon = "doc-full"
    menu_label = gettext_lazy("Printed letters")
    menu_item_class = PrintedMenuItem
    menu_order = 314
    add_to_admin_menu = True
    url_prefix = "letters/printed"
    index_url_name = "letters_printed:index"
    index_results_url_name = "letters_printed:index_results"
    inspect_url_name = "letters_printed:printed"

    def get_common_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        names = ("index_url_name", "index_results_url_name", "inspect_url_name")
        return {**{name: getattr(self, name) for name in names}, **kwargs}

    def get_urlpatterns(self) -> list[URLPattern]:
        return [
            path("", self.construct_view(PrintedIndexView), name="index"),
            path("results/", self.construct_view(PrintedIndexView, results_only=True), name="index_results"),
            path("<int:pk>/", self.construct_view(PrintedView), name="printed"),
            path("<int:pk>/show/", show_view, name="show"),
            path("<int:pk>/remove/", remove_view, name="remove"),
        ]
