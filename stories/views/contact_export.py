"""Contacts in a file: with a permission of its own, a reason and the password; nothing of it stays on the server."""

import csv
import io
from collections.abc import Iterable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language_info, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from wagtail.admin.auth import permission_required

from cms.core import clock
from cms.core.spreadsheets import as_cell
from stories.choices import ExportReason, ExportScope
from stories.contact_export_form import ContactExportForm
from stories.services.contact_export import (
    MOST_IN_ONE_FILE,
    Exported,
    TooManyContacts,
    export_contacts,
    exportable,
)
from stories.views.queue import EXPORT

HEADINGS = (
    gettext_lazy("Story"),
    gettext_lazy("E-mail"),
    gettext_lazy("Phone"),
    gettext_lazy("Safe times"),
    gettext_lazy("Language"),
)


@sensitive_post_parameters("password")
@permission_required(EXPORT)
def export(request: HttpRequest) -> HttpResponse:
    """GET asks why and whose; POST with both and the password answers with the file."""
    form = ContactExportForm(request.POST or None, request=request)
    if form.is_valid():
        try:
            return _as_file(_take_out(request, form))
        except TooManyContacts as refusal:
            form.add_error(None, _too_many(refusal.number))
    context = {
        "form": form,
        "number": exportable(scope=ExportScope.CONTACT).count(),
        "most": MOST_IN_ONE_FILE,
        "breadcrumbs_items": [
            {"url": reverse("stories_admin:queue"), "label": _("Stories")},
            {"url": "", "label": _("Contacts in a file")},
        ],
        "header_title": _("Contacts in a file"),
        "header_icon": "mail",
    }
    return render(request, "stories/admin/contact_export.html", context)


def _take_out(request: HttpRequest, form: ContactExportForm) -> list[Exported]:
    data = form.cleaned_data
    return export_contacts(
        user=request.user,
        reason=ExportReason(data["reason"]),
        scope=ExportScope(data["scope"]),
        language=data["language"],
        state=data["state"],
    )


def _too_many(number: int) -> str:
    text = _("These are %(number)d contacts; a file holds at most %(most)d. Choose a language or a state.")
    return text % {"number": number, "most": MOST_IN_ONE_FILE}


def _as_file(rows: Iterable[Exported]) -> HttpResponse:
    out = io.StringIO()
    csv.writer(out).writerows([as_cell(cell) for cell in row] for row in (HEADINGS, *map(_cells, rows)))
    headers = {
        "Content-Disposition": f'attachment; filename="contacts-{clock.today().isoformat()}.csv"',
        "Cache-Control": "no-store, private",
    }
    # The mark at the beginning lets spreadsheets read the letters as they are.
    return HttpResponse(f"\ufeff{out.getvalue()}", content_type="text/csv; charset=utf-8", headers=headers)


def _cells(row: Exported) -> tuple[str, ...]:
    language = str(get_language_info(row.language)["name_translated"])
    if row.contact is None:
        return row.code, _("cannot be opened: ask whoever runs the server"), "", "", language
    return row.code, row.contact.email, row.contact.phone, row.contact.safe_times, language
