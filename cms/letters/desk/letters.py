"""Letters in the admin: where each stands. Words and addresses are for those who may read them."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Case, IntegerField, QuerySet, Value, When
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import BooleanColumn, Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.letters.message import as_sent
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.problems import LetterProblem, SentTooLongAgo
from cms.letters.services import give_up, mark_arrived, send_letter_again

MAY_ACT = "letters.change_letter"
MAY_READ = "letters.read_letter"
WAITS_FOR_DESK = (Status.UNKNOWN, Status.IN_REVIEW)
LISTED = (
    "kind", "status", "language", "word_count", "is_suspect", "is_sample", "created_at", "ended_at",
    "newspaper__name", "newspaper__city", "newspaper__state",
)  # fmt: skip


def desk_letters() -> QuerySet[Letter]:
    """Letters that were filed, without their encrypted columns; what waits for the desk comes first."""
    waits = Case(When(status__in=WAITS_FOR_DESK, then=Value(1)), default=Value(0), output_field=IntegerField())
    return Letter.objects.filed().select_related("newspaper").only(*LISTED).annotate(waits=waits)


class LetterFilterSet(WagtailFilterSet):
    status = django_filters.MultipleChoiceFilter(
        label=gettext_lazy("Status"),
        choices=[choice for choice in Status.choices if choice[0] != Status.DRAFT],
        widget=forms.CheckboxSelectMultiple,
    )
    newspaper = django_filters.ModelChoiceFilter(label=gettext_lazy("Newspaper"), queryset=Newspaper.objects.all())

    class Meta:
        model = Letter
        fields: ClassVar[list[str]] = ["status", "newspaper", "language"]


class LetterIndexView(IndexView):
    model = Letter
    any_permission_required = ["view", "change"]
    default_ordering = ["-waits", "-created_at"]
    filterset_class = LetterFilterSet
    paginate_by = 50
    header_icon = "mail"
    page_title = gettext_lazy("Letters")

    def get_base_queryset(self) -> QuerySet[Letter]:
        return desk_letters()

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn("pk", label=gettext_lazy("Letter"), accessor=str, get_url=self.get_inspect_url),
            StatusTagColumn(
                "status",
                label=gettext_lazy("Status"),
                accessor="get_status_display",
                sort_key="status",
                primary=lambda letter: letter.status in WAITS_FOR_DESK,
            ),
            Column("newspaper", label=gettext_lazy("Newspaper"), sort_key="newspaper__name"),
            Column("language", label=gettext_lazy("Language"), accessor="get_language_display"),
            BooleanColumn("is_sample", label=gettext_lazy("Sample")),
            Column("word_count", label=gettext_lazy("Words"), sort_key="word_count"),
            DateColumn("created_at", label=gettext_lazy("Begun"), sort_key="created_at"),
            DateColumn("ended_at", label=gettext_lazy("Ended"), sort_key="ended_at"),
        ]


class LetterView(InspectView):
    """One letter: where it stands, its words for those who may read them, and what can be done."""

    model = Letter
    any_permission_required = ["view", "change"]
    template_name = "letters/admin/letter.html"
    page_title = gettext_lazy("Letter")
    header_icon = "mail"
    fields = [
        "status",
        "newspaper",
        "kind",
        "language",
        "word_count",
        "created_at",
        "agreed_at",
        "ended_at",
        "is_suspect",
    ]

    def get_object(self, queryset: Any = None) -> Letter:
        return get_object_or_404(Letter.objects.filed().select_related("newspaper"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, letter = self.request.user, self.object
        may_act, may_read = user.has_perm(MAY_ACT), user.has_perm(MAY_READ)
        return {
            **super().get_context_data(**kwargs),
            "message": as_sent(letter) if may_read and letter.text else None,
            "may_read": may_read,
            "is_unknown": may_act and letter.status == Status.UNKNOWN,
            "is_held": may_act and may_read and letter.status == Status.IN_REVIEW,
        }


@require_POST
def arrived_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk asked, and it did arrive."""
    return _act(request, pk, _("Noted: the letter arrived. Its writer is told."), lambda: mark_arrived(letter_id=pk))


@require_POST
def send_again_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk asked, and it did not arrive."""
    return _act(request, pk, _("The letter is sent again now."), lambda: send_letter_again(letter_id=pk))


@require_POST
def give_up_view(request: HttpRequest, pk: int) -> HttpResponse:
    """The desk asked; it did not arrive, and it stays so."""
    return _act(request, pk, _("Noted: the letter did not arrive. Its writer is told."), lambda: give_up(letter_id=pk))


def _act(request: HttpRequest, pk: int, done: str, service: Callable[[], Letter]) -> HttpResponse:
    if not request.user.has_perm(MAY_ACT):
        raise PermissionDenied
    get_object_or_404(Letter.objects.filed().only("pk"), pk=pk)
    try:
        service()
    except SentTooLongAgo as problem:
        messages.error(request, problem.sentence)
    except LetterProblem:
        messages.error(request, _("Nothing was changed: somebody has dealt with this letter."))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("letters_desk:letter", args=[pk]))
