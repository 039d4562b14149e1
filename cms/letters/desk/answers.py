"""What editors told us, in the admin: newest first, and wrong addresses as work to do."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, DateColumn, StatusTagColumn, TitleColumn
from wagtail.admin.views.generic import IndexView, InspectView

from cms.core.desk import acting_user_id
from cms.letters.models import PaperAnswer
from cms.letters.models.answer import PaperAnswerQuerySet
from cms.letters.problems import NotNow
from cms.letters.services import settle_address, take_back_answer

MAY_ACT = "letters.change_paperanswer"
MAY_SEE = ("letters.view_paperanswer", MAY_ACT)
STATES = [
    ("to_do", pgettext_lazy("wrong address", "To do")),
    ("standing", gettext_lazy("Counts")),
    ("back", gettext_lazy("Taken back")),
]


class AnswerFilterSet(WagtailFilterSet):
    state = django_filters.ChoiceFilter(label=gettext_lazy("State"), choices=STATES, method="in_state")
    kind = django_filters.ChoiceFilter(label=gettext_lazy("Answer"), choices=PaperAnswer.Kind.choices)

    class Meta:
        model = PaperAnswer
        fields: ClassVar[list[str]] = ["kind"]

    def in_state(self, rows: PaperAnswerQuerySet, name: str, value: str) -> QuerySet[PaperAnswer]:
        if value == "to_do":
            return rows.to_do()
        return rows.standing() if value == "standing" else rows.exclude(withdrawn_at=None)


def state_words(answer: PaperAnswer) -> str:
    if not answer.is_standing:
        return _("taken back")
    if answer.is_to_do:
        return _("to do")
    return _("done") if answer.settled_at else _("counts")


class AnswerIndexView(IndexView):
    model = PaperAnswer
    any_permission_required = ["view", "change"]
    default_ordering = ["-at", "-pk"]
    filterset_class = AnswerFilterSet
    paginate_by = 50
    header_icon = "comment"
    page_title = gettext_lazy("Editors' answers")

    def get_base_queryset(self) -> QuerySet[PaperAnswer]:
        return PaperAnswer.objects.select_related("newspaper")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "kind", label=gettext_lazy("Answer"), accessor="get_kind_display", get_url=self.get_inspect_url
            ),
            Column("newspaper", label=gettext_lazy("Newspaper"), sort_key="newspaper__name"),
            StatusTagColumn(
                "state",
                label=gettext_lazy("State"),
                accessor=state_words,
                primary=lambda answer: answer.is_to_do,
            ),
            DateColumn("at", label=gettext_lazy("Answered"), sort_key="at"),
        ]


class AnswerView(InspectView):
    """One answer, and what the desk can do about it."""

    model = PaperAnswer
    any_permission_required = ["view", "change"]
    template_name = "letters/admin/answer.html"
    page_title = gettext_lazy("Editor's answer")
    header_icon = "comment"
    fields = ["newspaper", "kind", "at", "url", "mailbox"]

    def get_object(self, queryset: Any = None) -> PaperAnswer:
        return get_object_or_404(PaperAnswer.objects.select_related("newspaper"), pk=self.pk)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        may_act = self.request.user.has_perm(MAY_ACT)
        return {
            **super().get_context_data(**kwargs),
            "state": state_words(self.object),
            "may_take_back": may_act and self.object.is_standing,
            "may_settle": may_act and self.object.is_to_do,
        }


@require_POST
def take_back_view(request: HttpRequest, pk: int) -> HttpResponse:
    user_id = acting_user_id(request, MAY_ACT)
    done = _("Taken back. What the answer changed at the paper is undone.")
    return _act(request, pk, done, lambda: take_back_answer(answer_id=pk, user_id=user_id))


@require_POST
def use_mailbox_view(request: HttpRequest, pk: int) -> HttpResponse:
    user_id = acting_user_id(request, MAY_ACT)
    done = _("From now on letters go to the mailbox that the editor named.")
    return _act(request, pk, done, lambda: settle_address(answer_id=pk, user_id=user_id, use_mailbox=True))


@require_POST
def done_view(request: HttpRequest, pk: int) -> HttpResponse:
    user_id = acting_user_id(request, MAY_ACT)
    done = _("Marked as done.")
    return _act(request, pk, done, lambda: settle_address(answer_id=pk, user_id=user_id, use_mailbox=False))


def _act(request: HttpRequest, pk: int, done: str, service: Callable[[], PaperAnswer]) -> HttpResponse:
    get_object_or_404(PaperAnswer.objects.only("pk"), pk=pk)
    try:
        service()
    except NotNow:
        messages.error(request, _("Nothing was changed: somebody has dealt with this answer."))
    else:
        messages.success(request, done)
    return HttpResponseRedirect(reverse("letters_answers:answer", args=[pk]))
