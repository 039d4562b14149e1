"""The steps of writing a letter, one page each. Every step saves, and every step can be left and found again."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, gettext

from cms.actions.letter import search as letter_search
from cms.actions.letter.forms import AboutYouForm, ChoosePaperForm, SendForm, statement
from cms.actions.letter.frame import elsewhere, find_draft, show, steps, to_step
from cms.actions.letter.our_words import our_words
from cms.actions.letter.write import NOW_LETTER
from cms.core.forms import form_of_request
from cms.core.secret_links import private
from cms.core.throttle import may_write_to
from cms.letters import services
from cms.letters.forms import ButtonForm
from cms.letters.message import as_sent
from cms.letters.models import Letter
from cms.letters.problems import LetterProblem
from cms.letters.standing import planned_slot

SEND_STEP = "send/"


def find_paper(page: Any, request: HttpRequest) -> HttpResponse:
    """ZIP, then papers. A POST chooses one and begins the draft; the GET before it sets no cookie."""
    form = form_of_request(ChoosePaperForm, request)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            letter = _begin(page, request, form)
            return to_step(page, letter)
        except LetterProblem as caught:
            problem = caught
    return _find_page(page, request, form, problem)


def _begin(page: Any, request: HttpRequest, form: ChoosePaperForm) -> Letter:
    return services.start_letter(
        newspaper_id=form.cleaned_data["newspaper"],
        language=get_language() or "en",
        # With the paper: going back to choose another one begins another letter.
        submission_key=f"{form.submission_key}:{form.cleaned_data['newspaper']}",
        zip=letter_search.known_zip(request),
        page_id=page.pk,
    )


def change_paper(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The same search for a letter that is already written."""
    letter = find_draft(token)
    if letter is None:
        return elsewhere(request, token)
    form = form_of_request(ChoosePaperForm, request)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            moved = services.change_paper(letter_id=letter.pk, newspaper_id=form.cleaned_data["newspaper"])
            return to_step(page, letter, NOW_LETTER if moved.kind != letter.kind else "")
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
        "steps": steps(0),
        "errors_override": [(problem.sentence, "papers")] if problem else None,
        "switch_form_id": "",
    }
    return show(
        page,
        request,
        "actions/letter_page.html",
        context,
        # Results hold a form of their own and tell where somebody lives: Back must not show them to the next person.
        is_private=letter is not None or found.was_asked,
        is_first=not (letter or found.was_asked),
    )


def about_you(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """Name, address, phone, e-mail: what papers ask for to check that a writer is real."""
    letter = find_draft(token)
    if letter is None:
        return elsewhere(request, token)
    if not letter.has_text:
        return to_step(page, letter)
    form = form_of_request(AboutYouForm, request, letter_search.writer_so_far(letter), letter=letter)
    if form.is_bound and form.is_valid():
        names = ("full_name", "street", "town", "zip", "phone", "email")
        services.save_writer(letter_id=letter.pk, **{name: form.cleaned_data[name] for name in names})
        return to_step(page, letter, "preview/")
    return show(page, request, "actions/letter_page_you.html", {"form": form, "letter": letter, "steps": steps(2)})


def preview(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The exact message, and the statement that sends the question, or hands the letter to its writer."""
    letter = find_draft(token)
    if letter is None:
        return elsewhere(request, token)
    if not (letter.has_text and letter.has_writer):
        return to_step(page, letter, "you/" if letter.has_text else "")
    form = form_of_request(SendForm, request, letter=letter)
    sentence = ""
    if form.is_bound and form.is_valid():
        by_hand = letter.newspaper.is_by_hand
        sentence = _agree(page, request, letter, form)
        if not sentence:
            return to_step(page, letter, SEND_STEP) if by_hand else elsewhere(request, letter.token)
    context = {
        "form": form,
        "letter": letter,
        "message": as_sent(letter),
        "slot": None if letter.newspaper.is_by_hand else planned_slot(letter),
        "steps": steps(3),
        "errors_override": [(sentence, "change-text")] if sentence else None,
    }
    return show(page, request, "actions/letter_page_preview.html", context)


def _agree(page: Any, request: HttpRequest, letter: Letter, form: SendForm) -> str:
    """Ask the writer by e-mail, or hand the letter to them; returns what speaks against it, or nothing.

    The first sends e-mail, and the second answers whether somebody may write to this paper: a few a day are enough.
    """
    if not may_write_to(letter.writer_hash, request, action="letters.ask"):
        return gettext("That is a lot for one day. Your text is saved. Please come back tomorrow.")
    versions = page.versions(letter)
    said: dict[str, Any] = {
        "letter_id": letter.pk,
        "statement": statement(letter),
        "is_suspect": form.is_suspect,
        "ours": our_words(versions, letter.language),
        "points": page.point_titles,
    }
    try:
        if letter.newspaper.is_by_hand:
            services.agree_by_hand(**said)
        else:
            services.ask_writer(**said, needs_review=page.holds(letter, versions))
    except LetterProblem as problem:
        return problem.sentence
    return ""


def send_yourself(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The letter to copy or print, where it goes, and "I sent it"."""
    letter = find_draft(token)
    if letter is None:
        return elsewhere(request, token)
    if not letter.newspaper.is_by_hand or letter.agreed_at is None:
        return to_step(page, letter, "preview/")
    form = form_of_request(ButtonForm, request)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            return elsewhere(request, services.note_self_sent(letter_id=letter.pk).token)
        except LetterProblem as caught:
            problem = caught
    context = {
        "form": form,
        "letter": letter,
        "message": as_sent(letter),
        "steps": steps(3),
        "errors_override": [(problem.sentence, "letter-text")] if problem else None,
    }
    return show(page, request, "actions/letter_page_send.html", context)
