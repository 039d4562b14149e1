"""Print rates for editors: numbers only."""

from typing import Any, ClassVar

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.spreadsheets import as_cell
from cms.letters.models import Letter, Newspaper
from cms.letters.numbers.print_rates import Rate, paper_rates, point_rates

COUNTS = {"arrived": _("Reached the paper"), "known": _("Somebody told us"), "printed": _("Printed")}
HEADINGS = {"name": _("Newspaper"), "state": _("State"), **COUNTS, "percent": _("Printed, of those we know of")}


def percent(paper: Any) -> str:
    """Empty where nobody told us."""
    value = Rate(paper.arrived, paper.known, paper.printed).percent
    return "" if value is None else f"{value} %"


class PrintRatesView(ReportView):
    """Per paper as a list and a file; per talking point above it."""

    model = Newspaper
    permission_policy = ModelPermissionPolicy(Letter)
    permission_required = "view"
    results_template_name = "letters/admin/print_rates_results.html"
    page_title = _("Print rates")
    header_icon = "clipboard-list"
    index_url_name = "print_rates"
    index_results_url_name = "print_rates_results"
    default_ordering = ["-arrived", "pk"]
    export_filename = "print-rates"
    list_export: ClassVar[list[str]] = list(HEADINGS)
    export_headings = HEADINGS
    no_results_message = _("Nothing yet. As soon as a letter has reached a paper, the paper stands here.")
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: as_cell, ReportView.FORMAT_XLSX: as_cell},
    }
    columns: ClassVar[list[Column]] = [
        Column("name", label=HEADINGS["name"], sort_key="name"),
        Column("state", label=HEADINGS["state"], sort_key="state"),
        *(Column(name, label=label, sort_key=name) for name, label in COUNTS.items()),
        Column("percent", label=HEADINGS["percent"], accessor=percent),
    ]

    def get_base_queryset(self) -> QuerySet[Newspaper]:
        return paper_rates()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        labels = [*COUNTS.values(), HEADINGS["percent"]]
        return {**context, "points": point_rates(), "point_headings": labels}

    def to_row_dict(self, item: Newspaper) -> dict[str, Any]:
        values = {name: getattr(item, name) for name in HEADINGS if name != "percent"}
        return {**values, "percent": percent(item)}
