"""Stories in numbers, for those who moderate or audit: one screen, and the same as a file."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from wagtail.admin.auth import user_passes_test

from cms.core.spreadsheets import as_csv, csv_response
from stories.numbers.tables import first_day, report
from stories.views.queue import may_see_numbers, may_see_queue, queue_url


@user_passes_test(may_see_numbers)
def numbers(request: HttpRequest) -> HttpResponse:
    context = {
        "tables": report(),
        "since": first_day(),
        "breadcrumbs_items": [
            {"url": queue_url() if may_see_queue(request.user) else "", "label": _("Stories")},
            {"url": "", "label": _("Stories in numbers")},
        ],
        "header_title": _("Stories in numbers"),
        "header_icon": "comment",
    }
    return render(request, "stories/admin/numbers.html", context)


@user_passes_test(may_see_numbers)
def numbers_file(request: HttpRequest) -> HttpResponse:
    """Lines of four cells."""
    lines = [[table.title, row.label, row.cell, row.unit] for table in report() for row in table.rows]
    heading = [_("Part"), _("Row"), _("Number"), _("Counted in")]
    return csv_response(as_csv([heading, *lines]), "stories-in-numbers.csv")
