"""A writer's pages: confirm, where it stands, take it back, write again."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.forms import form_of_request, is_language_switch
from cms.core.secret_links import private_page
from cms.letters.forms import ButtonForm, PrintedForm
from cms.letters.links import PAPER_STEP, draft_path
from cms.letters.message import as_sent, compose
from cms.letters.models import ConfirmationRequest, Letter, Status
from cms.letters.printed.view import printed_context
from cms.letters.problems import LetterProblem, SentBefore, UnknownLink
from cms.letters.rules import sent_before
from cms.letters.services import (
    answer_printed,
    ask_again,
    cancel_letter,
    confirm_letter,
    find_letter,
    find_request,
    hide_printed,
    write_again,
)
from cms.letters.standing import planned_slot, standing


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the letter and a button and changes nothing: mail scanners open every link."""
    try:
        if request.method == "POST" and not is_language_switch(request):
            return _confirm(request, token)
        question = find_request(token)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    if hasattr(question.letter, "confirmation"):
        return redirect("letters:status", question.letter.token)
    return _ask(request, question, token)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = confirm_letter(token=token)
    except UnknownLink:
        raise
    except LetterProblem as problem:
        return _ask(request, find_request(token), token, problem)
    return redirect("letters:status", letter.token)


def _ask(
    request: HttpRequest, question: ConfirmationRequest, token: str, problem: LetterProblem | None = None
) -> HttpResponse:
    letter, stands = question.letter, standing(question.letter, question)
    waits = letter.status == Status.AWAITING_CONFIRMATION and not stands.is_expired
    before = problem if isinstance(problem, SentBefore) else None
    if waits and not problem:
        before = next(iter(sent_before(letter)), None)
    context = {
        "letter": letter,
        "message": compose(letter),
        "slot": None if before else planned_slot(letter),
        "question": question,
        "standing": stands,
        "sent_before": before,
        "problem": None if before else problem,
        "token": token,
        "button": ButtonForm(),
    }
    return render(request, "letters/confirm.html", context, status=409 if problem else 200)


@private_page
@require_POST
def new_link(request: HttpRequest, token: str) -> HttpResponse:
    """A fresh link in place of one that ran out."""
    try:
        letter = ask_again(token=token)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    except LetterProblem:
        return redirect("letters:status", find_request(token).letter.token)
    return redirect("letters:status", letter.token)


@private_page
@require_safe
def status(request: HttpRequest, token: str) -> HttpResponse:
    """The writer's own page: where the letter stands, and a copy of it."""
    try:
        letter = find_letter(token)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    return _show_status(request, letter)


def _show_status(
    request: HttpRequest,
    letter: Letter,
    problem: LetterProblem | None = None,
    bound: PrintedForm | None = None,
) -> HttpResponse:
    context = {
        **printed_context(letter, bound),
        "form": bound,
        "switch_form_id": "printed-form" if bound else "",
        "letter": letter,
        "message": as_sent(letter) if letter.text else None,
        "standing": standing(letter),
        "draft_path": draft_path(letter),
        "problem": problem,
        "button": ButtonForm(),
    }
    status = 409 if problem else 400 if bound and bound.is_bound else 200
    return render(request, "letters/status.html", context, status=status)


@private_page
@require_POST
def cancel(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = find_letter(token)
        cancel_letter(letter_id=letter.pk)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    except LetterProblem as problem:
        return _show_status(request, find_letter(token), problem)
    return redirect("letters:status", token)


@private_page
@require_POST
def again(request: HttpRequest, token: str) -> HttpResponse:
    """Back to the text for a change, or to the choice of another paper."""
    try:
        letter = find_letter(token)
        letter = write_again(letter_id=letter.pk, submission_key=ButtonForm(request.POST).submission_key)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    except LetterProblem as problem:
        return _show_status(request, find_letter(token), problem)
    path = draft_path(letter)
    if not path:
        return HttpResponseRedirect(f"/{get_language()}/")
    return HttpResponseRedirect(path + (PAPER_STEP if "other_paper" in request.POST else ""))


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def printed(request: HttpRequest, token: str) -> HttpResponse:
    """The writer says whether it was printed, and whether it may be shown. The question is on the status page."""
    if request.method != "POST":
        return redirect("letters:status", token)
    try:
        letter = find_letter(token)
        form = form_of_request(PrintedForm, request, knows_editor=letter.answers.about_print() is not None)
        if not form.is_bound or not form.is_valid():
            return _show_status(request, letter, bound=form)
        answer_printed(letter_id=letter.pk, **form.answer())
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    except LetterProblem as problem:
        return _show_status(request, find_letter(token), problem)
    return redirect("letters:status", token)


@private_page
@require_POST
def hide(request: HttpRequest, token: str) -> HttpResponse:
    """The writer withdraws it from the printed letters; also after the letter was erased."""
    try:
        hide_printed(letter_id=find_letter(token).pk)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    return redirect("letters:status", token)


def _no_such_link(request: HttpRequest, problem: LetterProblem) -> HttpResponse:
    return render(request, "letters/no_such_link.html", {"problem": problem}, status=404)
