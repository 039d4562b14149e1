"""How many visits each office had, for editors: numbers only, as a list and as a file."""

from typing import Any, ClassVar

import django_filters
from django.db.models import Count, Prefetch, Q, QuerySet, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.spreadsheets import as_cell
from cms.officials.models import DistrictOffice, Office, Visit
from cms.officials.visits.words import office_words
from cms.places.states import state_choices

STATUSES = Visit.Status
HEADINGS = {
    "office": _("Office"),
    "state": _("State"),
    "visits": _("Visits"),
    "people_coming": _("People"),
    **{one.value: one.label for one in STATUSES},
    "agreed_reports": _("Agreed reports"),
}


def branch_numbers() -> QuerySet[DistrictOffice]:
    """Offices with visits, most visits first; `people_coming` leaves out visits that were called off."""
    counts = {one.value: Count("visits", filter=Q(visits__status=one.value)) for one in STATUSES}
    went = ~Q(visits__status=STATUSES.CANCELLED)
    visited = DistrictOffice.objects.filter(visits__isnull=False)
    return visited.prefetch_related(Prefetch("office", Office.objects.with_holders())).annotate(
        **counts,
        visits_in_all=Count("visits"),
        people_coming=Coalesce(Sum("visits__people", filter=went), 0),
        agreed_reports=Count("visits", filter=Q(visits__agreed=True)),
    )


class VisitNumbersFilterSet(WagtailFilterSet):
    """By state."""

    state = django_filters.ChoiceFilter(label=_("State"), choices=state_choices)

    class Meta:
        model = DistrictOffice
        fields: ClassVar[list[str]] = ["state"]


class VisitNumbersView(ReportView):
    """Nothing here says who went."""

    model = DistrictOffice
    permission_policy = ModelPermissionPolicy(Visit)
    permission_required = "view"
    page_title = _("Visits")
    header_icon = "calendar-alt"
    index_url_name = "visit_numbers"
    index_results_url_name = "visit_numbers_results"
    filterset_class = VisitNumbersFilterSet
    default_ordering = ["-visits_in_all", "pk"]
    export_filename = "visits"
    list_export: ClassVar[list[str]] = list(HEADINGS)
    export_headings = HEADINGS
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: as_cell, ReportView.FORMAT_XLSX: as_cell},
    }
    columns: ClassVar[list[Column]] = [
        Column("office", label=HEADINGS["office"], accessor=office_words),
        Column("state", label=HEADINGS["state"], sort_key="state"),
        Column("visits_in_all", label=HEADINGS["visits"], sort_key="visits_in_all"),
        Column("people_coming", label=HEADINGS["people_coming"], sort_key="people_coming"),
        *(Column(one.value, label=one.label, sort_key=one.value) for one in STATUSES),
        Column("agreed_reports", label=HEADINGS["agreed_reports"], sort_key="agreed_reports"),
    ]

    def get_base_queryset(self) -> QuerySet[DistrictOffice]:
        return branch_numbers()

    def to_row_dict(self, item: DistrictOffice) -> dict[str, Any]:
        counted: Any = item
        own = {"office": office_words(item), "visits": counted.visits_in_all}
        return {name: own.get(name, getattr(counted, name, "")) for name in HEADINGS}
