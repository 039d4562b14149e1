"""A table of papers from the browser."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.core.file_import import FileImport
from cms.core.imports import Report
from cms.core.tables import decode
from cms.letters.desk.paper_forms import UploadForm
from cms.letters.desk.papers import PaperDeskView, papers_list_url
from cms.letters.papers import csv_file
from cms.letters.papers.columns import ONLY_WRITTEN, TAKEN
from cms.letters.papers.importing import CSV, import_papers, whole_map


class ImportView(FileImport, PaperDeskView):
    """The columns of an export."""

    permission_required = "add"
    page_title = _("Import newspapers")
    template_name = "letters/admin/import.html"
    form_class = UploadForm
    salt = "letters.papers.import"
    only_look = _("You may look at newspapers, not change them.")
    too_large = _("This table is too large for the browser. Use the command import_newspapers.")
    done = _("%(added)d newspapers added, %(changed)d changed. Nobody is offered them before their rules are read.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "columns": TAKEN, "ignored": ONLY_WRITTEN}

    def list_url(self) -> str:
        return papers_list_url()

    def read(self, form: Any) -> str:
        return decode(form.cleaned_data["file"].read())

    def write(self, carried: str) -> Report:
        report, on_map = Report("Newspapers"), whole_map()
        rows = csv_file.read_papers(carried, on_map=on_map, report=report)
        import_papers(rows, origin=CSV, on_map=on_map, report=report)
        return report
