"""Letters in numbers, for the letters desk: one screen, and the same as files."""

from datetime import date, timedelta
from typing import Any, ClassVar

import django_filters
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.paginator import WagtailPaginator
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.reports import ReportView
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.clock import now
from cms.core.spreadsheets import as_cell, as_csv, csv_response
from cms.letters.models import Letter, Newspaper
from cms.letters.numbers.steps import site_day
from cms.letters.numbers.tables import Numbers, Scope, actions_with_letters, by_paper
from cms.letters.numbers.words import overview, time_rows
from cms.places.states import state_choices

MAY_SEE = "letters.view_letter"
PERIODS = [("year", _("This year")), ("all", _("Since the beginning"))]
PAPER = {
    "newspaper__name": _("Newspaper"),
    "newspaper__city": _("Place"),
    "newspaper__state": _("State"),
}
STATUSES = {
    "asked": _("Asked to confirm"),
    "confirmed": _("Confirmed"),
    "left": pgettext_lazy("letters that went to the paper", "Left"),
    "accepted": pgettext_lazy("letters, by the paper's mail server", "Accepted"),
    "failed": _("Failed or bounced"),
    "self_sent": _("Sent by the writer"),
}
HEADINGS = PAPER | STATUSES


def since(period: str) -> date | None:
    """The first day of a period, in the site's time zone; None for all of them. No name means 30 days."""
    today = site_day(now())
    if period == "all":
        return None
    return today.replace(month=1, day=1) if period == "year" else today - timedelta(days=29)


def action_choices() -> list[tuple[str, str]]:
    return [(str(page.translation_key), page.title) for page in actions_with_letters()]


class NumbersFilterSet(WagtailFilterSet):
    """What is counted. The rows are narrowed before they are added up, so nothing is left to filter here."""

    period = django_filters.ChoiceFilter(label=_("Begun"), empty_label=_("In the last 30 days"), choices=PERIODS)
    action = django_filters.ChoiceFilter(label=_("Action"), empty_label=_("All actions"), choices=action_choices)
    state = django_filters.ChoiceFilter(label=_("Paper's state"), empty_label=_("All states"), choices=state_choices)

    class Meta:
        model = Newspaper
        fields: ClassVar[list[str]] = []

    def filter_queryset(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset


class PaperPaginator(WagtailPaginator):
    """The rows come from letters, but each is a newspaper."""

    model = Newspaper


class LetterNumbersView(ReportView):
    """By step, by state and by paper. Nothing here says who wrote, or what."""

    model = Newspaper
    paginator_class = PaperPaginator
    permission_policy = ModelPermissionPolicy(Letter)
    permission_required = "view"
    page_title = _("Letters in numbers")
    header_icon = "mail"
    index_url_name = "letter_numbers"
    index_results_url_name = "letter_numbers_results"
    results_template_name = "letters/admin/numbers_results.html"
    filterset_class = NumbersFilterSet
    no_results_message = _("Nothing yet. As soon as somebody's letter is ready to go, its paper stands here.")
    default_ordering = ("-asked", "-self_sent", "newspaper__name", "newspaper")
    export_filename = "letters"
    list_export: ClassVar[list[str]] = list(HEADINGS)
    export_headings = HEADINGS
    custom_value_preprocess: ClassVar[dict[Any, Any]] = {
        **ReportView.custom_value_preprocess,
        str: {ReportView.FORMAT_CSV: as_cell, ReportView.FORMAT_XLSX: as_cell},
    }
    columns: ClassVar[list[Column]] = [Column(name, label=label, sort_key=name) for name, label in HEADINGS.items()]

    @cached_property
    def scope(self) -> Scope:
        """Values that nobody could have chosen mean the same as none."""
        asked = self.filters.form.cleaned_data if self.filters.is_valid() else {}
        return Scope(since(asked.get("period", "")), asked.get("action") or None, asked.get("state", ""))

    def get_base_queryset(self) -> QuerySet[Any]:
        return by_paper(self.scope)

    def to_row_dict(self, item: dict[str, Any]) -> dict[str, Any]:
        return {name: item[name] for name in HEADINGS}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context_data(**kwargs)
        if self.is_export:
            return context
        numbers = Numbers(self.scope)
        return {
            **context,
            "since": self.scope.since,
            "steps": numbers.steps(),
            "times": time_rows(numbers),
            "states": [(row["state"], row["begun"], [row[name] for name in STATUSES]) for row in numbers.states()],
            "statuses": STATUSES.values(),
        }


class OverviewView(LetterNumbersView):
    """Steps, times and states of the same letters, as one CSV file."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return csv_response(as_csv(overview(Numbers(self.scope), STATUSES)), "letter-steps.csv")
