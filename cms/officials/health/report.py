"""Data health in the admin: which offices somebody should look at, as a list and as a file."""

from typing import Any, ClassVar

import django_filters
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, TitleColumn
from wagtail.admin.views.reports import ReportView

from cms.core.spreadsheets import as_cell
from cms.officials.health.rows import HealthRow, Problem, count_problems, health_rows
from cms.officials.models import Office
from cms.places.states import state_choices

MAY_SEE = "officials.view_office"
MAY_CHANGE = "officials.change_office"
HEADINGS = {
    "label": _("Office"),
    "holder": _("Held by"),
    "kind": _("Kind"),
    "state": _("State"),
    "problem_words": _("What to look at"),
    "phone": _("Phone"),
    "checked_on": _("Last checked"),
    "corrections": _("Open corrections"),
    "failed_calls": _("Failed calls in 7 days"),
}


class HealthFilterSet(WagtailFilterSet):
    """Only the form is used: the rows are no queryset."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)
    problem = django_filters.ChoiceFilter(label=_("What to look at"), choices=Problem.choices)

    class Meta:
        model = Office
        fields: ClassVar[list[str]] = ["kind"]


def edit_url(row: HealthRow) -> str:
    """Where the row is changed."""
    if row.branch_id:
        return reverse("wagtailsnippets_officials_districtoffice:edit", args=[row.branch_id])
    return reverse("wagtailsnippets_officials_office:edit", args=[row.office_id])


class HealthReportView(ReportView):
    """Nothing is changed here: each row leads to the screen where it is."""

    model = Office
    permission_required = "view"
    page_title = _("Data health")
    header_icon = "warning"
    index_url_name = "data_health"
    index_results_url_name = "data_health_results"
    results_template_name = "officials/admin/health_results.html"
    filterset_class = HealthFilterSet
    export_filename = "data-health"
    list_export: ClassVar[list[str]] = list(HEADINGS)
    export_headings = HEADINGS
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: as_cell, ReportView.FORMAT_XLSX: as_cell},
    }

    @property
    def columns(self) -> list[Column]:
        may_change = self.request.user.has_perm(MAY_CHANGE)
        return [
            TitleColumn("label", label=HEADINGS["label"], get_url=edit_url if may_change else None),
            Column("holder", label=HEADINGS["holder"]),
            Column("problem_words", label=HEADINGS["problem_words"]),
            Column("phone", label=HEADINGS["phone"]),
            DateColumn("checked_on", label=HEADINGS["checked_on"]),
            Column("corrections", label=HEADINGS["corrections"]),
            Column("failed_calls", label=HEADINGS["failed_calls"]),
        ]

    def get_filtered_queryset(self) -> list[HealthRow]:
        """The rows of the page; `counts` are those before one problem was chosen."""
        chosen = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        rows = health_rows(kind=chosen.get("kind") or "", state=chosen.get("state") or "")
        self.counts = count_problems(rows)
        problem = chosen.get("problem")
        return [row for row in rows if problem in row.problems] if problem else rows

    def get_context_data(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(*args, **kwargs), "counts": self.counts}
