"""A file of organizations from the browser: upload, report, confirm. Nothing of it is kept between or after."""

from base64 import b64decode, b64encode
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages

from cms.core.imports import Report
from cms.core.sources import BadSource
from cms.directory.desk.forms import UploadForm
from cms.directory.desk.views import DirectoryDeskView, list_url
from cms.directory.hsds.files import import_organizations
from cms.directory.hsds.plain_columns import COLUMNS

SALT = "directory.import"
# The report must be acted on while it is true.
GOOD_FOR_SECONDS = 3600
# What one form may carry back (DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST_PACKED = 2_000_000
MOST_LINES = 200


class ImportView(DirectoryDeskView):
    """The first POST carries the file and shows what would happen; the second carries it back, signed, and does it."""

    permission_required = "add"
    page_title = gettext_lazy("Import organizations")
    template_name = "directory/admin/import.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": UploadForm(), **super().get_context_data(**kwargs), "columns": COLUMNS}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            return self.handle_no_permission()
        return self._confirm(request.POST["packed"]) if "packed" in request.POST else self._try()

    def handle_no_permission(self) -> HttpResponse:
        messages.error(self.request, _("You may look at organizations, not change them."))
        return HttpResponseRedirect(list_url())

    def _try(self) -> HttpResponse:
        form = UploadForm(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._again(form)
        data, are_listed = form.cleaned_data["file"].read(), form.cleaned_data["are_listed"]
        try:
            report = run_import(data, are_listed=are_listed, is_dry_run=True)
        except BadSource as error:
            form.add_error("file", str(error))
            return self._again(form)
        packed = signing.dumps([b64encode(data).decode(), are_listed], salt=SALT, compress=True)
        if len(packed) > LARGEST_PACKED:
            form.add_error("file", _("This file is too large for the browser. Use the command import_organizations."))
            return self._again(form)
        return self.render_to_response(self.get_context_data(**_shown(report), packed=packed))

    def _confirm(self, packed: str) -> HttpResponse:
        try:
            encoded, are_listed = signing.loads(packed, salt=SALT, max_age=GOOD_FOR_SECONDS)
            report = run_import(b64decode(encoded), are_listed=are_listed, is_dry_run=False)
        except (signing.BadSignature, BadSource):
            messages.error(self.request, _("Nothing was imported: the report was too old. Upload the file again."))
            return self._again(UploadForm())
        messages.success(
            self.request,
            _("Organizations added: %(added)d, changed: %(changed)d. They count as not verified until somebody checks.")
            % {"added": report.added, "changed": report.changed},
        )
        return HttpResponseRedirect(list_url())

    def _again(self, form: UploadForm) -> HttpResponse:
        return self.render_to_response(self.get_context_data(form=form), status=422)


@transaction.atomic
def run_import(data: bytes, *, are_listed: bool, is_dry_run: bool) -> Report:
    """The same import as the command's. Raises `BadSource`."""
    report = import_organizations(data, are_listed=are_listed)
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
