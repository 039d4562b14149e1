"""Printed letters in the admin: what writers want to show waits here until somebody has looked at it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.core.desk import acting_user_id
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
    user_id, url = acting_user_id(request, MAY_ACT), request.POST.get("url", "")
    return _act(request, _("It is shown now."), lambda: check_printed(printed_id=pk, url=url, user_id=user_id))


@require_POST
def remove_view(request: HttpRequest, pk: int) -> HttpResponse:
    """Off the page, unless its writer offers it again. The writer's answer "printed" still counts."""
    acting_user_id(request, MAY_ACT)
    return _act(request, _("It is not shown any more."), lambda: remove_printed(printed_id=pk))


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
