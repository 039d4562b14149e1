"""Visits in the admin. The list decrypts nothing; reports are for those who review, names for those who write."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.core.desk import user_id
from cms.officials.forms import AgreeForm
from cms.officials.models import Visit
from cms.officials.models.visit import PERSONAL_FIELDS, VisitQuerySet
from cms.officials.services import agree_to_report, decline_report, heard_from
from cms.officials.visits.links import page_url
from cms.officials.visits.problems import VisitProblem
from cms.officials.visits.words import office_words, time_words
from cms.places.states import state_choices

MAY_REVIEW = "officials.review_visit"
MAY_READ_NAMES = "officials.read_visitor"
MAY_SEE = "officials.view_visit"
REVIEW_STATES = [("waiting", gettext_lazy("Waiting for an editor")), ("decided", gettext_lazy("Decided"))]


def _office(visit: Visit) -> str:
    return office_words(visit.branch)


def _waits(visit: Visit) -> bool:
    return visit.status == Visit.Status.REPORTED and visit.agreed is None and not visit.is_erased


class VisitFilterSet(WagtailFilterSet):
    """By status, state, and whether a report waits."""

    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=state_choices, field_name="branch__state")
    report = django_filters.ChoiceFilter(label=gettext_lazy("Report"), choices=REVIEW_STATES, method="by_review")

    class Meta:
        model = Visit
        fields: ClassVar[list[str]] = ["status", "language"]

    def by_review(self, rows: VisitQuerySet, name: str, value: str) -> VisitQuerySet:
        return rows.to_review() if value == "waiting" else rows.exclude(agreed=None)


class VisitIndexView(IndexView):
    """What waits for an editor first, then the latest."""

    model = Visit
    any_permission_required = ["view"]
    default_ordering = ["-waits", "-starts_at"]
    filterset_class = VisitFilterSet
    paginate_by = 50
    header_icon = "calendar-alt"
    page_title = gettext_lazy("Visits")

    def get_base_queryset(self) -> QuerySet[Visit]:
        waits = When(status=Visit.Status.REPORTED, agreed=None, erased_at=None, then=Value(1))
        rows = Visit.objects.with_offices().defer(*PERSONAL_FIELDS)
        return rows.annotate(waits=Case(waits, default=Value(0), output_field=IntegerField()))

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("office", label=gettext_lazy("Office"), accessor=_office, get_url=self.get_inspect_url),
            Column("starts_at", label=gettext_lazy("Time there"), accessor=time_words, sort_key="starts_at"),
            Column("people", label=gettext_lazy("People"), sort_key="people"),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Status"),
                accessor="get_status_display",
                sort_key="status",
                primary=_waits,
            ),
            Column("stance", label=pgettext_lazy("what a lawmaker said", "Heard"), accessor="get_stance_display"),
            BooleanColumn("agreed", label=gettext_lazy("Agreed")),
            BooleanColumn("is_suspect", label=gettext_lazy("Robot?")),
            DateColumn("created_at", label=gettext_lazy("Planned on"), sort_key="created_at"),
        ]


class VisitView(InspectView):
    """One visit: when, where, how many; the report for editors, the name for the contact team."""

    model = Visit
    any_permission_required = ["view"]
    template_name = "officials/admin/visit.html"
    page_title = gettext_lazy("Visit")
    header_icon = "calendar-alt"
    fields = ["people", "language", "status", "created_at", "cancelled_at", "reported_at", "reviewed_at", "erased_at"]

    def get_object(self, queryset: Any = None) -> Visit:
        return get_object_or_404(Visit.objects.select_related("branch__office", "campaign", "page"), pk=self.pk)

    def get_page_subtitle(self) -> str:
        return office_words(self.object.branch)

    def get_field_display_value(self, field_name: str, field: Any) -> Any:
        value = super().get_field_display_value(field_name, field)
        return "–" if value is None else value

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, visit = self.request.user, self.object
        may_review = user.has_perm(MAY_REVIEW)
        return {
            **super().get_context_data(**kwargs),
            "when": time_words(visit),
            "office": office_words(visit.branch),
            "may_review": may_review,
            "may_read_names": user.has_perm(MAY_READ_NAMES),
            "waits": may_review and _waits(visit),
            "holder": heard_from(visit),
            "page_link": page_url(visit),
            "form": AgreeForm(),
        }


@require_POST
def agree_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What was heard becomes the official's position."""
    _check(request, pk)
    form = AgreeForm(request.POST)
    if not form.is_valid():
        messages.error(request, str(form.errors["source_url"][0]))
        return _back(pk)
    try:
        position = agree_to_report(visit_id=pk, user_id=user_id(request), source_url=form.cleaned_data["source_url"])
    except VisitProblem:
        return _too_late(request, pk)
    recorded = _("Agreed. The card now says: %(position)s.") % {"position": position}
    messages.success(request, recorded if position else _("Agreed. There was no position to record."))
    return _back(pk)


@require_POST
def decline_view(request: HttpRequest, pk: UUID) -> HttpResponse:
    _check(request, pk)
    try:
        decline_report(visit_id=pk, user_id=user_id(request))
    except VisitProblem:
        return _too_late(request, pk)
    messages.success(request, _("Declined. Nothing is shown; the visit still counts."))
    return _back(pk)


def _check(request: HttpRequest, pk: UUID) -> None:
    if not request.user.has_perm(MAY_REVIEW):
        raise PermissionDenied
    get_object_or_404(Visit.objects.only("pk"), pk=pk)


def _too_late(request: HttpRequest, pk: UUID) -> HttpResponse:
    messages.error(request, _("Nothing was changed: somebody has decided already, or there is no report."))
    return _back(pk)


def _back(pk: UUID) -> HttpResponse:
    return HttpResponseRedirect(reverse("visits_desk:visit", args=[pk]))
