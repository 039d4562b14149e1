"""A writer's pages: confirm, where it stands, take it back, write again."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.core.forms import is_language_switch
from cms.core.secret_links import private_page
from cms.letters.forms import ButtonForm
from cms.letters.links import draft_path
from cms.letters.message import as_sent, compose
from cms.letters.models import Letter
from cms.letters.problems import LetterProblem, UnknownLink
from cms.letters.services import ask_again, cancel_letter, confirm_letter, find_letter, find_request, write_again
from cms.letters.standing import planned_slot, standing


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows the letter and a button and changes nothing: mail scanners open every link."""
    try:
        question = find_request(token)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    if request.method == "POST" and not is_language_switch(request):
        return _confirm(request, token)
    if hasattr(question.letter, "confirmation"):
        return redirect("letters:status", question.letter.token)
    return _ask(request, question.letter, token)


def _confirm(request: HttpRequest, token: str) -> HttpResponse:
    try:
        letter = confirm_letter(token=token)
    except LetterProblem as problem:
        return _ask(request, find_request(token).letter, token, problem)
    return redirect("letters:status", letter.token)


def _ask(request: HttpRequest, letter: Letter, token: str, problem: LetterProblem | None = None) -> HttpResponse:
    question = find_request(token)
    context = {
        "letter": letter,
        "message": compose(letter),
        "slot": planned_slot(letter),
        "question": question,
        "standing": standing(letter, question),
        "problem": problem,
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


def _show_status(request: HttpRequest, letter: Letter, problem: LetterProblem | None = None) -> HttpResponse:
    context = {
        "letter": letter,
        "message": as_sent(letter) if letter.text else None,
        "standing": standing(letter),
        "draft_path": draft_path(letter),
        "problem": problem,
        "button": ButtonForm(),
    }
    return render(request, "letters/status.html", context, status=409 if problem else 200)


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
    """Back to the text, for a change or for another paper."""
    try:
        letter = find_letter(token)
        letter = write_again(letter_id=letter.pk, submission_key=ButtonForm(request.POST).submission_key)
    except UnknownLink as problem:
        return _no_such_link(request, problem)
    except LetterProblem as problem:
        return _show_status(request, find_letter(token), problem)
    return HttpResponseRedirect(draft_path(letter) or f"/{get_language()}/")


def _no_such_link(request: HttpRequest, problem: LetterProblem) -> HttpResponse:
    return render(request, "letters/no_such_link.html", {"problem": problem}, status=404)
