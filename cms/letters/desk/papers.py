"""The letters desk and its papers: read their rules, merge duplicates, tables in and out."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.permission_policies import ModelPermissionPolicy

from cms.core.clock import today
from cms.core.desk import user_id
from cms.core.spreadsheets import csv_response
from cms.letters.desk.paper_forms import MergeForm, VerifyForm
from cms.letters.models import Newspaper
from cms.letters.papers import csv_file
from cms.letters.papers.likely import likely_duplicates
from cms.letters.problems import LetterProblem
from cms.letters.services import merge_papers, verify_paper
from cms.places.states import find_state, state_choices

PAIRS_ON_A_PAGE = 25


def papers_list_url() -> str:
    return reverse("wagtailsnippets_letters_newspaper:list")


def paper_url(pk: int) -> str:
    return reverse("wagtailsnippets_letters_newspaper:edit", args=[pk])


class PaperDeskView(PermissionCheckedMixin, WagtailAdminTemplateMixin, TemplateView):
    """A page of the desk, below the list of papers."""

    permission_policy = ModelPermissionPolicy(Newspaper)
    permission_required = "change"
    header_icon = "doc-full-inverse"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        here = [
            {"url": papers_list_url(), "label": _("Newspapers")},
            {"url": "", "label": self.get_page_title(), "sublabel": self.get_page_subtitle()},
        ]
        return [*super().get_breadcrumbs_items(), *here]


class VerifyView(PaperDeskView):
    """The whole rulebook on one screen, beside where it is published."""

    page_title = gettext_lazy("Read the rules")
    template_name = "letters/admin/verify.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.paper = get_object_or_404(Newspaper, pk=kwargs["pk"])

    def get_page_subtitle(self) -> str:
        return str(self.paper)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {"form": VerifyForm(instance=self.paper), **super().get_context_data(**kwargs), "paper": self.paper}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = VerifyForm(request.POST, instance=self.paper)
        if not form.is_valid():
            return self.render_to_response(self.get_context_data(form=form), status=422)
        verify_paper(
            newspaper_id=self.paper.pk, user_id=user_id(request), on=today(), values=form.rules, areas=form.covered
        )
        messages.success(request, _("The rules of %(paper)s are confirmed as of today.") % {"paper": self.paper.name})
        return HttpResponseRedirect(papers_list_url())


class DuplicatesView(PaperDeskView):
    """Papers that may be one, pair by pair."""

    permission_required = "delete"
    page_title = gettext_lazy("Likely duplicates")
    template_name = "letters/admin/duplicates.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        state = find_state(self.request.GET.get("state", ""))
        papers = Newspaper.objects.filter(state=state) if state else Newspaper.objects.all()
        pairs = Paginator(likely_duplicates(papers), PAIRS_ON_A_PAGE).get_page(self.request.GET.get("p"))
        rows = Newspaper.objects.in_bulk([pk for pair in pairs for pk in pair])
        found = [(rows[first], rows[second]) for first, second in pairs]
        return {
            **super().get_context_data(**kwargs),
            "pairs": found,
            "page_obj": pairs,
            "state": state,
            "states": state_choices(),
        }


class MergeView(PaperDeskView):
    """Two papers side by side: which stays, and whose value, field by field."""

    permission_required = "delete"
    page_title = gettext_lazy("Merge two papers")
    template_name = "letters/admin/merge.html"

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        rows = Newspaper.objects.exclude(pk=kwargs["second"]).filter(pk=kwargs["first"])
        self.papers = get_object_or_404(rows), get_object_or_404(Newspaper, pk=kwargs["second"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        context = {"form": MergeForm(papers=self.papers), **super().get_context_data(**kwargs)}
        counts = [(paper, paper.letters.count(), paper.coverage.all()) for paper in self.papers]
        return {**context, "papers": counts, "may_merge": self.user_has_permission("change")}

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        form = MergeForm(request.POST, papers=self.papers)
        if form.is_valid() and self.user_has_permission("change"):
            try:
                return self._merge(form)
            except LetterProblem as problem:
                form.add_error(None, problem.sentence)
            except ValidationError as error:
                form.add_error(None, error.messages)
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def _merge(self, form: MergeForm) -> HttpResponse:
        stays_id = form.cleaned_data["stays"]
        goes_id = next(paper.pk for paper in self.papers if paper.pk != stays_id)
        paper = merge_papers(stays_id=stays_id, goes_id=goes_id, values=form.chosen)
        messages.success(self.request, _("The two are one paper now: %(paper)s.") % {"paper": paper})
        return HttpResponseRedirect(paper_url(paper.pk))


class ExportView(PermissionCheckedMixin, TemplateView):
    """Every paper with every column, as CSV."""

    permission_policy = ModelPermissionPolicy(Newspaper)
    any_permission_required = ("view", "change")

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        papers = Newspaper.objects.order_by("state", "name", "pk").prefetch_related("coverage")
        return csv_response(csv_file.write_papers(papers), "newspapers.csv")


class TemplateFileView(PermissionCheckedMixin, TemplateView):
    """An empty table to fill in."""

    permission_policy = ModelPermissionPolicy(Newspaper)
    permission_required = "add"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return csv_response(csv_file.template(), "newspapers-template.csv")
