"""The editor's page behind the link at the end of a letter. Opening it changes nothing: only its buttons do."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from cms.core.secret_links import private_page
from cms.core.throttle import allow
from cms.letters.editor_forms import AnswerForm, form_for
from cms.letters.models import Letter, PaperAnswer
from cms.letters.problems import UnknownLink
from cms.letters.services import answer_as_editor, find_editor_letter, take_back_as_editor

Kind = PaperAnswer.Kind
DAY_SECONDS = 24 * 60 * 60
MOST_CHANGES_A_DAY = 30
View = Callable[..., HttpResponse]


def _of_letter(view: View) -> View:
    """Give the view the letter in place of the token, or say in words that the link is not good."""

    @private_page
    def with_letter(request: HttpRequest, token: str) -> HttpResponse:
        try:
            letter = find_editor_letter(token)
        except UnknownLink:
            return render(request, "letters/no_such_editor_link.html", status=404)
        return view(request, letter, token)

    return with_letter


@require_safe
@_of_letter
def editor(request: HttpRequest, letter: Letter, token: str) -> HttpResponse:
    return _show(request, letter, token)


@require_POST
@_of_letter
def editor_answer(request: HttpRequest, letter: Letter, token: str) -> HttpResponse:
    """One of the buttons."""
    form = form_for(request.POST.get("kind", ""), request.POST)
    if not form.is_valid():
        return _show(request, letter, token, form, status=400)
    if not _may_change(letter):
        return _too_often(request, letter, token)
    answer_as_editor(token=token, **form.cleaned_data)
    return redirect("letters:editor", token)


@require_POST
@_of_letter
def editor_take_back(request: HttpRequest, letter: Letter, token: str) -> HttpResponse:
    """The editor thinks again."""
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return _show(request, letter, token, status=400)
    if not _may_change(letter):
        return _too_often(request, letter, token)
    take_back_as_editor(token=token, kind=form.cleaned_data["kind"])
    return redirect("letters:editor", token)


def _may_change(letter: Letter) -> bool:
    return allow("letters.editor", str(letter.pk), limit=MOST_CHANGES_A_DAY, seconds=DAY_SECONDS)


def _too_often(request: HttpRequest, letter: Letter, token: str) -> HttpResponse:
    problem = gettext("That is a lot of changes for one day. Please come back tomorrow.")
    return _show(request, letter, token, problem=problem, status=429)


def _show(
    request: HttpRequest,
    letter: Letter,
    token: str,
    bound: AnswerForm | None = None,
    *,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "letter": letter,
        "token": token,
        "confirmed_on": _day(letter),
        "answers": letter.answers.standing(),
        "forms": _forms(bound),
        "form": bound,
        "problem": problem,
    }
    return render(request, "letters/editor.html", context, status=status)


def _forms(bound: AnswerForm | None) -> dict[str, Any]:
    """One form per button; the one that was sent keeps what was typed."""
    forms: dict[str, Any] = {kind.value: form_for(kind) for kind in Kind}
    if bound is not None and bound.data.get("kind") in forms:
        forms[bound.data["kind"]] = bound
    return forms


def _day(letter: Letter) -> str:
    moment = letter.confirmation.confirmed_at
    return date_format(moment.astimezone(letter.newspaper.zone), "DATE_FORMAT")
