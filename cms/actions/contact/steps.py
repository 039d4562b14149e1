"""The two pages of contacting an office: find it, then a letter to copy or print. Nothing is stored."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from cms.actions.contact.cards import cards_for
from cms.actions.contact.forms import ContactLetterForm
from cms.actions.contact.letter import Recipient, versions_of, write_letter
from cms.actions.contact.search import search_contacts
from cms.actions.contact.whom import offices_of
from cms.core.clock import today
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.secret_links import private


def find_offices(page: Any, request: HttpRequest) -> HttpResponse:
    """State or ZIP code, then cards. Sets no cookie."""
    found = search_contacts(page, request)
    # The next action is offered before an office was found, and again beside the letter.
    around = {"page": page} if found.was_asked else page.get_context(request)
    context = {"found": found, "form": found.form, "cards": cards_for(page, found)}
    return render(request, "actions/contact_page.html", {**around, **context})


def make_letter(page: Any, request: HttpRequest, office_id: int) -> HttpResponse:
    """The letter to one office; a POST puts the writer's name and town in. They stand in no address and no row."""
    office = offices_of(page).filter(pk=office_id).with_holders().first()
    versions = versions_of(page)
    if office is None or not versions:
        raise Http404
    found = search_contacts(page, request)
    state = found.state_for(office)
    town = found.town if state else ""
    form = _form(request, languages=list(versions), town=town)
    typed = form.values() if form.is_bound else {"town": town}
    language = typed.get("language") or next(iter(versions))
    row = found.chosen.get(office.pk)
    to = Recipient(office, row.addressee if row else "")
    writer = {**typed, "state": state}
    letters = {code: write_letter(one, language=code, to=to, writer=writer) for code, one in versions.items()}
    context = {
        "office": office,
        "found": found,
        "to": to,
        "form": _shown(form, request, languages=list(versions)),
        "letter": letters.pop(language),
        "meanings": list(letters.values()),
        "today": today(),
        "switch_form_id": "letter-form",
    }
    return private(render(request, "actions/contact_page_letter.html", {**page.get_context(request), **context}))


def _form(request: HttpRequest, *, languages: list[str], town: str) -> ContactLetterForm:
    data = request.POST if request.method == "POST" else None
    return ContactLetterForm(data, initial={"town": town}, languages=languages)


def _shown(form: ContactLetterForm, request: HttpRequest, *, languages: list[str]) -> Any:
    """After a language switch the same text without complaints."""
    if is_language_switch(request):
        return form_with_typed_text(ContactLetterForm, request, languages=languages)
    return form
