"""The steps of writing a letter, one page each. Every step saves, and every step can be left and found again."""

from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext

from cms.actions import letter_search
from cms.actions.letter_forms import AboutYouForm, ChoosePaperForm, SendForm, WriteForm, statement
from cms.actions.letter_limits import may_ask
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.secret_links import private
from cms.letters import services
from cms.letters.links import DRAFT_PATH
from cms.letters.message import compose
from cms.letters.models import Letter, Status
from cms.letters.problems import LetterProblem, UnknownLink
from cms.letters.standing import planned_slot


def find_paper(page: Any, request: HttpRequest) -> HttpResponse:
    """ZIP, then papers. A POST chooses one and begins the draft; the GET before it sets no cookie."""
    form = ChoosePaperForm(request.POST if request.method == "POST" and not is_language_switch(request) else None)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            return _to_step(page, _begin(page, request, form))
        except LetterProblem as caught:
            problem = caught
    return _find_page(page, request, form, problem)


def _begin(page: Any, request: HttpRequest, form: ChoosePaperForm) -> Letter:
    return services.start_letter(
        newspaper_id=form.cleaned_data["newspaper"],
        language=get_language() or "en",
        submission_key=form.submission_key,
        zip=letter_search.known_zip(request),
        page_id=page.pk,
    )


def change_paper(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The same search for a letter that is already written."""
    letter = _draft(token)
    if letter is None:
        return _elsewhere(request, token)
    form = ChoosePaperForm(request.POST if request.method == "POST" and not is_language_switch(request) else None)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            services.change_paper(letter_id=letter.pk, newspaper_id=form.cleaned_data["newspaper"])
            return _to_step(page, letter)
        except LetterProblem as caught:
            problem = caught
    return private(_find_page(page, request, form, problem, letter))


def _find_page(
    page: Any,
    request: HttpRequest,
    choose: ChoosePaperForm,
    problem: LetterProblem | None,
    letter: Letter | None = None,
) -> HttpResponse:
    found = letter_search.search(request, zip_code=letter.zip if letter else "")
    context = {
        "found": found,
        "choose": choose,
        "form": choose if choose.is_bound else found.form,
        "letter": letter,
        "steps": _steps(0),
        "errors_override": [(problem.sentence, "papers")] if problem else None,
        "switch_form_id": "",
    }
    return _show(page, request, "actions/letter_page.html", context, is_private=letter is not None)


def write(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The empty box, with the paper's rules and a few points beside it."""
    letter = _draft(token)
    if letter is None:
        return _elsewhere(request, token)
    form = _form(WriteForm, request, {"headline": letter.headline, "text": letter.text}, letter=letter)
    if form.is_bound:
        is_valid = form.is_valid()
        # What was typed is kept even where it is too long.
        _keep_text(letter, form)
        if is_valid:
            return _to_step(page, letter, "you/")
    return _show(page, request, "actions/letter_page_write.html", {"form": form, "letter": letter, "steps": _steps(1)})


def _keep_text(letter: Letter, form: Any) -> None:
    typed = {name: form.fields[name].to_python(form.data.get(name, "")) for name in ("headline", "text")}
    if any(len(typed[name]) > form.fields[name].max_length for name in typed):
        return
    services.save_text(letter_id=letter.pk, language=get_language() or "en", **typed)


def about_you(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """Name, address, phone, e-mail: what papers ask for to check that a writer is real."""
    letter = _draft(token)
    if letter is None:
        return _elsewhere(request, token)
    if not letter.has_text:
        return _to_step(page, letter)
    form = _form(AboutYouForm, request, letter_search.writer_so_far(letter))
    if form.is_bound and form.is_valid():
        names = ("full_name", "street", "town", "zip", "phone", "email")
        services.save_writer(letter_id=letter.pk, **{name: form.cleaned_data[name] for name in names})
        return _to_step(page, letter, "preview/")
    return _show(page, request, "actions/letter_page_you.html", {"form": form, "letter": letter, "steps": _steps(2)})


def preview(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The exact message, and the statement that sends the question."""
    letter = _draft(token)
    if letter is None:
        return _elsewhere(request, token)
    if not (letter.has_text and letter.has_writer):
        return _to_step(page, letter, "you/" if letter.has_text else "")
    form = _form(SendForm, request, {}, letter=letter)
    sentence = ""
    if form.is_bound and form.is_valid():
        sentence = _ask(page, request, letter, form)
        if not sentence:
            return HttpResponseRedirect(reverse("letters:status", args=[letter.token]))
    context = {
        "form": form,
        "letter": letter,
        "message": compose(letter),
        "slot": planned_slot(letter),
        "steps": _steps(3),
        "errors_override": [(sentence, "paper")] if sentence else None,
    }
    return _show(page, request, "actions/letter_page_preview.html", context)


def _ask(page: Any, request: HttpRequest, letter: Letter, form: SendForm) -> str:
    """Send the question to the writer; returns what speaks against it, or nothing."""
    if not may_ask(request, letter):
        return gettext("That is a lot of letters for one day. Your letter is saved. Please come back tomorrow.")
    try:
        services.ask_writer(
            letter_id=letter.pk,
            statement=statement(letter),
            is_suspect=form.is_suspect,
            needs_review=page.needs_review,
        )
    except LetterProblem as problem:
        return problem.sentence
    return ""


def _form(form_class: Any, request: HttpRequest, initial: dict[str, Any], **kwargs: Any) -> Any:
    """Bound by a POST, filled with the typed text by a language switch, else with what is saved."""
    if is_language_switch(request):
        return form_with_typed_text(form_class, request, **kwargs)
    return form_class(request.POST if request.method == "POST" else None, initial=initial, **kwargs)


def _draft(token: str) -> Letter | None:
    """The draft behind the link; None where there is no such letter, or it is past writing."""
    try:
        letter = services.find_letter(token)
    except UnknownLink:
        return None
    return letter if letter.status == Status.DRAFT else None


def _elsewhere(request: HttpRequest, token: str) -> HttpResponse:
    """The writer's page says where the letter stands, or that there is none."""
    return private(HttpResponseRedirect(reverse("letters:status", args=[token])))


def _to_step(page: Any, letter: Letter, step: str = "") -> HttpResponse:
    return private(HttpResponseRedirect(page.url + DRAFT_PATH.format(token=letter.token) + step))


def _show(
    page: Any, request: HttpRequest, template: str, context: dict[str, Any], *, is_private: bool = True
) -> HttpResponse:
    # A step needs no more of the page than the page itself; the open first page offers the next action too.
    around = {"page": page} if is_private else page.get_context(request)
    base = {"switch_form_id": "letter-form", "draft_url": _draft_url(page, context.get("letter"))}
    response = render(request, template, {**around, **base, **context})
    return private(response) if is_private else response


def _draft_url(page: Any, letter: Letter | None) -> str:
    return page.url + DRAFT_PATH.format(token=letter.token) if letter else ""


def _steps(current: int) -> list[tuple[str, str]]:
    labels = [gettext("Your paper"), gettext("Your letter"), gettext("About you"), gettext("Check and send")]
    states = ["done"] * current + ["current"] + ["todo"] * (len(labels) - current - 1)
    return list(zip(labels, states, strict=True))
