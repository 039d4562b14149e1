"""How calls went, office by office, for editors: numbers only, as a list and as a file."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.spreadsheets import as_cell
from cms.officials.models import CallReport, Office
from cms.places.states import state_choices

MAY_SEE = "officials.view_callreport"
OUTCOMES = CallReport.Outcome
HEADINGS = {
    "label": _("Office"),
    "holder_name": _("Held by"),
    **{outcome.value: outcome.label for outcome in OUTCOMES},
    "calls": pgettext_lazy("number of phone calls", "Calls"),
    "last_call": _("Last call"),
}


def office_numbers() -> QuerySet[Office]:
    """Offices that were called, most calls first, with one count per outcome, `calls` and `last_call`."""
    reports = "call_reports"
    counts = {one.value: Count(reports, filter=Q(call_reports__outcome=one.value)) for one in OUTCOMES}
    called = Office.objects.filter(call_reports__isnull=False).with_holders()
    return called.annotate(**counts, calls=Count(reports), last_call=Max("call_reports__at")).order_by("-calls", "pk")


def holder_name(office: Office) -> str:
    """Empty for a vacant seat."""
    return office.holder.name if office.holder else ""


class CallNumbersFilterSet(WagtailFilterSet):
    """By kind and state."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)

    class Meta:
        model = Office
        fields = ["kind"]


class CallNumbersView(ReportView):
    """Nothing to add, edit or delete: callers tell, services write."""

    model = Office
    permission_policy = ModelPermissionPolicy(CallReport)
    permission_required = "view"
    page_title = pgettext_lazy("number of phone calls", "Calls")
    header_icon = "mobile-alt"
    index_url_name = "call_numbers"
    index_results_url_name = "call_numbers_results"
    filterset_class = CallNumbersFilterSet
    default_ordering = ["-calls", "pk"]
    export_filename = "calls"
    list_export: ClassVar[list[str]] = list(HEADINGS)
    export_headings = HEADINGS
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: as_cell, ReportView.FORMAT_XLSX: as_cell},
    }
    columns: ClassVar[list[Column]] = [
        Column("label", label=HEADINGS["label"], sort_key="state"),
        Column("holder_name", label=HEADINGS["holder_name"], accessor=holder_name),
        *(Column(one.value, label=one.label, sort_key=one.value) for one in OUTCOMES),
        Column("calls", label=HEADINGS["calls"], sort_key="calls"),
        DateColumn("last_call", label=HEADINGS["last_call"], sort_key="last_call"),
    ]

    def get_base_queryset(self) -> QuerySet[Office]:
        return office_numbers()

    def to_row_dict(self, item: Office) -> dict[str, Any]:
        values = {name: getattr(item, name) for name in HEADINGS if name != "holder_name"}
        return {name: values.get(name, holder_name(item)) for name in HEADINGS}
