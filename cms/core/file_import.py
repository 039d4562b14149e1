"""A file of rows from the browser, in two steps: a report of what would happen, then the import. Nothing of the file
is kept between or after: the report's form carries it back, signed."""

from typing import Any, ClassVar

from django import forms
from django.core import signing
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin

from cms.core.imports import Report
from cms.core.sources import BadSource

# The report must be acted on while it is true.
GOOD_FOR_SECONDS = 3600
# What one form may carry back (DATA_UPLOAD_MAX_MEMORY_SIZE).
LARGEST_PACKED = 2_000_000
MOST_LINES = 200


class FileImport(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """Stands before a desk's view, which says what is read, how it is written and what people are told."""

    form_class: ClassVar[type[forms.Form]]
    salt: ClassVar[str]
    only_look: ClassVar[Promise]
    too_large: ClassVar[Promise]
    # With %(added)d and %(changed)d.
    done: ClassVar[Promise]

    def read(self, form: forms.Form) -> Any:
        """What the report's form carries back, as JSON can hold it. Raises `BadSource`."""
        raise NotImplementedError

    def write(self, carried: Any) -> Report:
        """Import what `read` gave; it is undone after a look. Raises `BadSource`."""
        raise NotImplementedError

    def list_url(self) -> str:
        raise NotImplementedError

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": self.form_class(), **super().get_context_data(**kwargs)}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.user_has_permission("change"):
            messages.error(request, self.only_look)
            return HttpResponseRedirect(self.list_url())
        return self._confirm(request.POST["packed"]) if "packed" in request.POST else self._look()

    def _look(self) -> HttpResponse:
        form = self.form_class(self.request.POST, self.request.FILES)
        if not form.is_valid():
            return self._again(form)
        try:
            carried = self.read(form)
            report = self._run(carried, is_dry_run=True)
        except BadSource as error:
            form.add_error("file", str(error))
            return self._again(form)
        packed = signing.dumps(carried, salt=self.salt, compress=True)
        if len(packed) > LARGEST_PACKED:
            form.add_error("file", str(self.too_large))
            return self._again(form)
        return self._page(**_shown(report), packed=packed)

    def _confirm(self, packed: str) -> HttpResponse:
        try:
            report = self._run(signing.loads(packed, salt=self.salt, max_age=GOOD_FOR_SECONDS), is_dry_run=False)
        except (signing.BadSignature, BadSource):
            messages.error(self.request, _("Nothing was imported: the report was too old. Upload the file again."))
            return self._again(self.form_class())
        messages.success(self.request, str(self.done) % {"added": report.added, "changed": report.changed})
        return HttpResponseRedirect(self.list_url())

    @transaction.atomic
    def _run(self, carried: Any, *, is_dry_run: bool) -> Report:
        """The same import as the command's."""
        report = self.write(carried)
        transaction.set_rollback(is_dry_run)
        return report

    def _again(self, form: forms.Form) -> HttpResponse:
        return self._page(form=form, status=422)

    def _page(self, status: int = 200, **context: Any) -> HttpResponse:
        return self.render_to_response(self.get_context_data(**context), status=status)


def _shown(report: Report) -> dict[str, Any]:
    rest = max(0, len(report.rejected) - MOST_LINES) + max(0, len(report.notes) - MOST_LINES)
    return {
        "report": report,
        "rejected": report.rejected[:MOST_LINES],
        "notes": report.notes[:MOST_LINES],
        "lines_left_out": rest,
    }
