"""The editors' queue. The list decrypts nothing; what senders wrote is for those who may resolve it."""

from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import cached_property
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from wagtail.admin.admin_url_finder import AdminURLFinder
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.core.clock import now
from cms.core.desk import user_id
from cms.corrections.forms import ResolveForm
from cms.corrections.models import Correction, CorrectionQuerySet, Outcome, What
from cms.corrections.services import AlreadyResolved, resolve_correction
from cms.corrections.subjects import all_kinds, get_kind, subject_label, with_subjects

MAY_ACT = "corrections.change_correction"
MAY_SEE = ("corrections.view_correction", MAY_ACT)
STATES = [
    ("open", gettext_lazy("Waiting")),
    ("overdue", gettext_lazy("Overdue")),
    ("resolved", gettext_lazy("Resolved")),
]


def _kind_choices() -> list[tuple[str, Any]]:
    return [(kind.name, kind.title) for kind in all_kinds()]


class CorrectionFilterSet(WagtailFilterSet):
    """By what it is about, and whether it still waits."""

    kind = django_filters.ChoiceFilter(label=gettext_lazy("About"), choices=_kind_choices, method="of_kind")
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")
    what = django_filters.ChoiceFilter(label=gettext_lazy("What is wrong"), choices=What.choices)

    class Meta:
        model = Correction
        fields: ClassVar[list[str]] = ["what"]

    def of_kind(self, rows: CorrectionQuerySet, name: str, value: str) -> CorrectionQuerySet:
        return rows.about(get_kind(value).model)

    def in_state(self, rows: CorrectionQuerySet, name: str, value: str) -> CorrectionQuerySet:
        if value == "resolved":
            return rows.exclude(resolved_at=None)
        return rows.overdue(now()) if value == "overdue" else rows.open()


def _state(correction: Correction) -> str:
    if correction.is_overdue():
        return _("overdue")
    return str(correction.get_outcome_display()) or _("waiting")


def _label(correction: Correction) -> str:
    return subject_label(correction) or _("No longer in our data")


def _due(correction: Correction) -> str:
    """As a date: Wagtail's own column says "just now" of every day to come."""
    return date_format(localtime(correction.due_at), "SHORT_DATE_FORMAT")


def _care(correction: Correction) -> str:
    return _("perhaps a robot") if correction.is_suspect else ""


class CorrectionIndexView(IndexView):
    """What waits comes first, the oldest promise on top."""

    model = Correction
    any_permission_required = ["view", "change"]
    default_ordering = ["-is_waiting", "due_at", "pk"]
    filterset_class = CorrectionFilterSet
    paginate_by = 50
    header_icon = "warning"
    page_title = gettext_lazy("Corrections")

    def get_base_queryset(self) -> QuerySet[Correction]:
        rows = Correction.objects.longest_due_first().defer("note", "email", "answer")
        return with_subjects(rows)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("what", label=gettext_lazy("About"), accessor=_label, get_url=self.get_inspect_url),
            Column("wrong", label=gettext_lazy("What is wrong"), accessor="get_what_display", sort_key="what"),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=_state,
                primary=lambda correction: correction.is_overdue(),
            ),
            Column("due_at", label=gettext_lazy("Due"), accessor=_due, sort_key="due_at"),
            DateColumn("created_at", label=pgettext_lazy("correction", "Sent"), sort_key="created_at"),
            Column("is_suspect", label=gettext_lazy("Take care"), accessor=_care),
        ]


class CorrectionView(InspectView):
    """One correction: what the sender says, where to change it, and three buttons."""

    model = Correction
    any_permission_required = ["view", "change"]
    template_name = "corrections/admin/correction.html"
    page_title = gettext_lazy("Correction")
    header_icon = "warning"
    fields = ["created_at", "due_at", "language"]
    form: ResolveForm | None = None

    def get_object(self, queryset: Any = None) -> Correction:
        rows = with_subjects(Correction.objects.select_related("resolved_by"))
        return get_object_or_404(rows, pk=self.pk)

    def get_page_subtitle(self) -> str:
        return _label(self.object)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        subject, may_act = self.object.subject, self.request.user.has_perm(MAY_ACT)
        return {
            **super().get_context_data(**kwargs),
            "label": _label(self.object),
            "edit_url": AdminURLFinder(self.request.user).get_edit_url(subject) if subject else None,
            "may_act": may_act,
            "is_overdue": self.object.is_overdue(),
            "form": self.form or ResolveForm(),
        }

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """One of the three buttons."""
        if not request.user.has_perm(MAY_ACT):
            raise PermissionDenied
        self.form = ResolveForm(request.POST)
        if not self.form.is_valid():
            response: HttpResponse = self.get(request, *args, **kwargs)
            return response
        return self._resolve(request, self.form.cleaned_data)

    def _resolve(self, request: HttpRequest, answers: dict[str, str]) -> HttpResponse:
        outcome = Outcome(answers["outcome"])
        try:
            resolve_correction(pk=self.object.pk, outcome=outcome, answer=answers["answer"], user_id=user_id(request))
        except AlreadyResolved as problem:
            messages.error(request, _already(problem.correction))
            return HttpResponseRedirect(reverse("corrections_desk:correction", args=[self.object.pk]))
        messages.success(request, _("Done. If the sender left an e-mail, they hear of it."))
        return HttpResponseRedirect(reverse("corrections_desk:index"))


def _already(correction: Correction) -> str:
    """The sentence for the second of two editors."""
    return _(
        "%(user)s was quicker and resolved this as “%(outcome)s”. Nothing was changed, and nobody got a second e-mail."
    ) % {"user": correction.resolved_by or _("Somebody"), "outcome": correction.get_outcome_display()}
