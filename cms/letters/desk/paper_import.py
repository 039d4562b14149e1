"""A table of papers from the browser: upload, report, confirm. Nothing of the file is kept between or after."""

from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.core.imports import Report
from cms.core.sources import BadSource
from cms.core.tables import decode
from cms.letters.desk.paper_forms import UploadForm
from cms.letters.desk.papers import PaperDeskView, papers_list_url
from cms.letters.papers import csv_file
from cms.letters.papers.columns import ONLY_WRITTEN, TAKEN
from cms.letters.papers.importing import CSV, import_papers, whole_map

SALT = "letters.papers.import"
# The report must be acted on while it is true.
GOOD_FOR_SECONDS = 3600
# What one form may carry back (DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST_PACKED = 2_000_000
MOST_LINES = 200


class ImportView(PaperDeskView):
    """The first POST carries the file and shows what would happen; the second carries it back, signed, and does it."""

    permission_required = "add"
    page_title = gettext_lazy("Import newspapers")
    template_name = "letters/admin/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        columns = {"columns": TAKEN, "ignored": ONLY_WRITTEN}
        return {"form": UploadForm(), **super().get_context_data(**kwargs), **columns}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            return self.handle_no_permission()
        return self._confirm(request.POST["packed"]) if "packed" in request.POST else self._try()

    def handle_no_permission(self) -> HttpResponse:
        messages.error(self.request, _("You may look at newspapers, not change them."))
        return HttpResponseRedirect(papers_list_url())

    def _try(self) -> HttpResponse:
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._again(form)
        try:
            text = decode(form.cleaned_data["file"].read())
            report = run_import(text, is_dry_run=True)
        except BadSource as error:
            form.add_error("file", str(error))
            return self._again(form)
        packed = signing.dumps(text, salt=SALT, compress=True)
        if len(packed) > LARGEST_PACKED:
            form.add_error("file", _("This table is too large for the browser. Use the command import_newspapers."))
            return self._again(form)
        return self.render_to_response(self.get_context_data(**_shown(report), packed=packed))

    def _confirm(self, packed: str) -> HttpResponse:
        try:
            report = run_import(signing.loads(packed, salt=SALT, max_age=GOOD_FOR_SECONDS), is_dry_run=False)
        except (signing.BadSignature, BadSource):
            form = UploadForm()
            messages.error(self.request, _("Nothing was imported: the report was too old. Upload the file again."))
            return self._again(form)
        messages.success(
            self.request,
            _("%(added)d newspapers added, %(changed)d changed. Nobody is offered them before their rules are read.")
            % {"added": report.added, "changed": report.changed},
        )
        return HttpResponseRedirect(papers_list_url())

    def _again(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@transaction.atomic
def run_import(text: str, *, is_dry_run: bool) -> Report:
    """The same import as the command's. Raises `BadSource`."""
    report, on_map = Report("Newspapers"), whole_map()
    rows = csv_file.read_papers(text, on_map=on_map, report=report)
    import_papers(rows, origin=CSV, on_map=on_map, report=report)
    transaction.set_rollback(is_dry_run)
    return report


def _shown(report: Report) -> dict[str, Any]:
    rest = max(0, len(report.rejected) - MOST_LINES) + max(0, len(report.notes) - MOST_LINES)
    return {
        "report": report,
        "rejected": report.rejected[:MOST_LINES],
        "notes": report.notes[:MOST_LINES],
        "lines_left_out": rest,
    }
