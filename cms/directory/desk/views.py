"""Duplicates, merging, and files out."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.directory.desk.forms import MergeForm
from cms.directory.hsds.files import NAMES, TYPES, export_organizations
from cms.directory.hsds.plain_writing import template
from cms.directory.hsds.sameness import likely_duplicates
from cms.directory.merging import MergeRefused, merge_organizations
from cms.directory.models import Organization

PAIRS_ON_A_PAGE = 25


def list_url() -> str:
    return reverse("wagtailsnippets_directory_organization:list")


class DirectoryDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page below the list of organizations."""

    permission_policy = ModelPermissionPolicy(Organization)
    permission_required = "change"
    header_icon = "group"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [{"url": list_url(), "label": _("Directory")}, {"url": "", "label": self.get_page_title()}]
        return [*super().get_breadcrumbs_items(), *here]


class DuplicatesView(DirectoryDeskView):
    """Organizations that may be one, pair by pair."""

    permission_required = "delete"
    page_title = gettext_lazy("Likely duplicates")
    template_name = "directory/admin/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        pairs = Paginator(likely_duplicates(), PAIRS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = Organization.objects.complete().in_bulk([pk for pair in pairs for pk in pair])
        found = [(rows[first], rows[second]) for first, second in pairs]
        return {**super().get_context_data(**kwargs), "pairs": found, "page_obj": pairs}


class MergeView(DirectoryDeskView):
    """Two organizations side by side: which stays, and whose value, field by field."""

    permission_required = "delete"
    page_title = gettext_lazy("Merge two organizations")
    template_name = "directory/admin/merge.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Organization.objects.complete()
        first = get_object_or_404(rows.exclude(pk=kwargs["second"]), pk=kwargs["first"])
        self.pair = first, get_object_or_404(rows, pk=kwargs["second"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": MergeForm(pair=self.pair), **super().get_context_data(**kwargs), "pair": self.pair}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, pair=self.pair)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        stays_id = form.cleaned_data["stays"]
        goes_id = next(row.pk for row in self.pair if row.pk != stays_id)
        try:
            row = merge_organizations(stays_id=stays_id, goes_id=goes_id, values=form.chosen)
        except MergeRefused as error:
            raise Http404("One of the two is gone.") from error
        messages.success(request, _("The two are one organization now: %(name)s.") % {"name": row.name})
        return HttpResponseRedirect(reverse("wagtailsnippets_directory_organization:edit", args=[row.pk]))


class ExportView(PermissionCheckedMixin, TemplateView):
    """Every organization that is shown, as a file."""

    permission_policy = ModelPermissionPolicy(Organization)
    any_permission_required = ("view", "change")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        kind = kwargs["kind"]
        if kind not in NAMES:
            raise Http404("No such kind of file.")
        return as_file(export_organizations(kind), NAMES[kind], TYPES[kind])


class TemplateFileView(PermissionCheckedMixin, TemplateView):
    """An empty table to fill in."""

    permission_policy = ModelPermissionPolicy(Organization)
    permission_required = "add"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return as_file(template().encode(), "organizations-template.csv", TYPES["csv"])


def as_file(data: bytes, name: str, content_type: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store, private"}
    return HttpResponse(data, content_type=content_type, headers=headers)
