"""A file of organizations from the browser."""

from base64 import b64decode, b64encode
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.core.file_import import FileImport
from cms.core.imports import Report
from cms.directory.desk.forms import UploadForm
from cms.directory.desk.views import DirectoryDeskView, list_url
from cms.directory.hsds.files import import_organizations
from cms.directory.hsds.plain_columns import COLUMNS


class ImportView(FileImport, DirectoryDeskView):
    """Any file that the command takes."""

    permission_required = "add"
    page_title = _("Import organizations")
    template_name = "directory/admin/import.html"
    form_class = UploadForm
    salt = "directory.import"
    only_look = _("You may look at organizations, not change them.")
    too_large = _("This file is too large for the browser. Use the command import_organizations.")
    done = _("Organizations added: %(added)d, changed: %(changed)d. They count as not verified until somebody checks.")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "columns": COLUMNS}

    def list_url(self) -> str:
        return list_url()

    def read(self, form: Any) -> tuple[str, bool]:
        return b64encode(form.cleaned_data["file"].read()).decode(), form.cleaned_data["are_listed"]

    def write(self, carried: Any) -> Report:
        encoded, are_listed = carried
        return import_organizations(b64decode(encoded), are_listed=are_listed)
