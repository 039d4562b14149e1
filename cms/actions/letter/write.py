"""Writing, a page for each question: a letter or an op-ed? And then the box, with the coach beside it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from cms.actions.letter.forms import KindForm, WriteForm
from cms.actions.letter.frame import elsewhere, find_draft, show, steps, to_step
from cms.actions.letter.our_words import our_words
from cms.core.forms import form_of_request
from cms.letters import services
from cms.letters.alike import Likeness, likeness, stop_of
from cms.letters.models import Letter
from cms.letters.problems import LetterProblem, NotNow

KIND_STEP = "kind/"
# Told on the next page: the paper just chosen takes no op-eds.
NOW_LETTER = "?now=letter"


def choose_kind(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """A letter or an op-ed, for papers that take both."""
    letter = find_draft(token)
    if letter is None:
        return elsewhere(request, token)
    if not letter.may_change_kind:
        return to_step(page, letter)
    form = form_of_request(KindForm, request, {"kind": letter.kind}, letter=letter)
    problem = None
    if form.is_bound and form.is_valid():
        try:
            services.choose_kind(letter_id=letter.pk, kind=form.cleaned_data["kind"])
            return to_step(page, letter)
        except LetterProblem as caught:
            problem = caught
    errors = [(problem.sentence, "id_kind_0")] if problem else None
    context = {"form": form, "letter": letter, "steps": steps(1), "errors_override": errors}
    return show(page, request, "actions/letter_page_kind.html", context)


def write(page: Any, request: HttpRequest, token: str) -> HttpResponse:
    """The empty box, with the paper's rules and a few points beside it."""
    letter = find_draft(token) or _taken_up_again(request, token)
    if letter is None:
        return elsewhere(request, token)
    form = form_of_request(WriteForm, request, {"headline": letter.headline, "text": letter.text}, letter=letter)
    if not form.is_bound:
        return _box(page, request, letter, form)
    is_valid = form.is_valid()
    try:
        # What was typed is kept even where it is too long.
        kept = _keep_text(letter, form)
    except NotNow:
        return elsewhere(request, token)
    if kept and "change_kind" in request.POST:
        return to_step(page, letter, KIND_STEP)
    return _go_on(page, request, kept, form) if kept and is_valid else _box(page, request, letter, form)


def _taken_up_again(request: HttpRequest, token: str) -> Letter | None:
    """Who goes back after asking for the link and changes a word gets the draft back; the old link dies."""
    try:
        letter = services.find_letter(token)
        if letter.is_unconfirmed and request.method == "POST" and _is_changed(letter, request):
            return services.write_again(letter_id=letter.pk, submission_key=f"back:{letter.pk}")
    except LetterProblem:
        pass
    return None


def _is_changed(letter: Letter, request: HttpRequest) -> bool:
    """A page that is only sent once more must not take anything back."""
    return _typed(WriteForm(request.POST, letter=letter)) != {"headline": letter.headline, "text": letter.text}


def _typed(form: Any) -> dict[str, str]:
    return {name: form.fields[name].to_python(form.data.get(name, "")) for name in ("headline", "text")}


def _keep_text(letter: Letter, form: Any) -> Letter | None:
    """The letter with what was typed; None where that is longer than anything that we keep."""
    typed = _typed(form)
    if any(len(typed[name]) > form.fields[name].max_length for name in typed):
        return None
    letter.headline, letter.text, letter.language = typed["headline"], typed["text"], get_language() or "en"
    services.save_text(letter_id=letter.pk, language=letter.language, **typed)
    return letter


def _go_on(page: Any, request: HttpRequest, letter: Letter, form: Any) -> HttpResponse:
    """To the next step, unless the coach has something to say: a warning once, a stop until it is changed."""
    found = likeness(letter, our_words(page.versions(letter), letter.language))
    if found.is_stop or (found.is_warning and "as_it_is" not in request.POST):
        return _box(page, request, letter, form, found)
    return to_step(page, letter, "you/")


def _box(page: Any, request: HttpRequest, letter: Letter, form: Any, found: Likeness | None = None) -> HttpResponse:
    stop = stop_of(found) if found else None
    context = {
        "form": form,
        "letter": letter,
        "found": found,
        "errors_override": [(stop.sentence, "id_text")] if stop else None,
        "is_now_letter": "now" in request.GET and not letter.is_op_ed,
        "steps": steps(1),
    }
    return show(page, request, "actions/letter_page_write.html", context)
