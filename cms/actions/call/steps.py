"""The call page, step by step: who to call, what to say, and how it went."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext

from cms.actions.call.cards import CallCard
from cms.actions.call.forms import ScriptForm
from cms.actions.call.reminder import file_name, reminder_file
from cms.actions.call.script import caller_values, spoken_name, words_of
from cms.actions.call.sheet import CallSheet, make_call_sheet
from cms.actions.officials_search import OfficialsSearch, context_of, search_officials
from cms.core.calendar_file import calendar_response
from cms.core.forms import form_with_typed_text, is_language_switch
from cms.core.secret_links import private
from cms.core.throttle import allow, sender_hash
from cms.officials.bridge_settings import bridge_number
from cms.officials.capitol import SWITCHBOARD
from cms.officials.models import CallReport, Office
from cms.officials.services import record_call

# As long as a full mailbox is believed: one caller is one voice.
ONE_VOICE_SECONDS = 30 * 60
FIRST_ASK = 0
TEMPLATE = "actions/call_page.html"


def call(page: Any, request: HttpRequest) -> HttpResponse:
    """ZIP, then cards. A POST fills in the script, or tells how a call went; the GET without a ZIP sets no cookie."""
    found = search_officials(request)
    if not found.was_asked:
        return render(request, TEMPLATE, {**page.get_context(request), **context_of(found), **_numbers()})
    sheet = make_call_sheet(found, request.GET, campaign_id=page.campaign_id)
    answer = _tell(page, request, sheet) if _is_told(request) else _show(page, request, sheet)
    return private(answer)


def reminder(page: Any, request: HttpRequest, office_id: int) -> HttpResponse:
    """A calendar file at the office's next opening."""
    office = get_object_or_404(Office.objects.of_kind(*Office.CONGRESS).with_holders(), pk=office_id)
    file = reminder_file(page, office)
    if not file:
        raise Http404
    return calendar_response(file, file_name())


def _show(page: Any, request: HttpRequest, sheet: CallSheet, problem: tuple[str, str] | None = None) -> HttpResponse:
    """The cards. `problem` is a sentence and the id of what it is about."""
    script_form = _script_form(page, request, sheet.found)
    _write_scripts(page, sheet, script_form)
    context = {
        "page": page,
        "sheet": sheet,
        **context_of(sheet.found),
        **_numbers(),
        "next_action": page.live_next_action if sheet.progress.called else None,
        "letter_page": page.live_letter_page if sheet.progress.has_failed_often else None,
        "script_form": script_form,
        "is_yours_open": request.method == "POST" and not _is_told(request),
        "form": script_form if script_form.errors else sheet.found.form,
        "errors_override": [problem] if problem else None,
        "switch_form_id": "script-form" if sheet.cards else "",
    }
    return render(request, TEMPLATE, context)


def _numbers() -> dict[str, str]:
    return {"switchboard": SWITCHBOARD, "bridge_number": bridge_number()}


def _is_told(request: HttpRequest) -> bool:
    """Whether a card's form was sent: it names its office, the script's form does not."""
    return request.method == "POST" and "office" in request.POST


def _tell(page: Any, request: HttpRequest, sheet: CallSheet) -> HttpResponse:
    """Count the call and go on to the next office, or say what is missing."""
    card = next((card for card in sheet.cards if str(card.office.pk) == request.POST["office"]), None)
    if card is None:
        return _show(page, request, sheet, (gettext("Choose one of the offices on this page."), "officials"))
    card.form = card.new_form(request.POST)
    if not card.form.is_valid():
        first = next(iter(card.form.errors.values()))[0]
        return _show(page, request, sheet, (str(first), f"office-{card.office.pk}"))
    _count(page, request, card)
    after = sheet.progress.after(card.office.pk, card.form.cleaned_data["outcome"])
    query = {"zip": sheet.found.zip, "district": sheet.found.district, **after.as_query()}
    return HttpResponseRedirect("?" + urlencode({name: value for name, value in query.items() if value}, safe=","))


def _count(page: Any, request: HttpRequest, card: CallCard) -> None:
    """One row, unless a robot sent it, or somebody who told about this number a moment ago."""
    if card.form.is_suspect or not _is_first_voice(request, card):
        return
    record_call(
        office_id=card.office.pk,
        branch_id=card.form.branch_id,
        outcome=card.form.cleaned_data["outcome"],
        channel=CallReport.Channel.WEB,
        submission_key=card.form.submission_key,
        page_id=page.pk,
    )


def _is_first_voice(request: HttpRequest, card: CallCard) -> bool:
    """Whether this sender has not told about this number within half an hour."""
    number = f"{card.office.pk}-{card.form.branch_id or 0}"
    return allow("officials.call", f"{sender_hash(request)}:{number}", limit=1, seconds=ONE_VOICE_SECONDS)


def _script_form(page: Any, request: HttpRequest, found: OfficialsSearch) -> Any:
    points = [str(point["title"]) for point in page.ask_list]
    is_sent = request.method == "POST" and not _is_told(request)
    initial = {"town": found.town, "asks": [FIRST_ASK]}
    form = ScriptForm(request.POST if is_sent else None, points=points, initial=initial)
    if is_language_switch(request) and not form.is_valid():
        return form_with_typed_text(ScriptForm, request, points=points)
    return form


def _write_scripts(page: Any, sheet: CallSheet, form: Any) -> None:
    """Each card's words; without a good form, the first point and what the ZIP code tells."""
    said = form.cleaned_data if form.is_bound and form.is_valid() else {}
    values = caller_values(sheet.found, said.get("name", ""), said.get("town", ""))
    for card in sheet.cards:
        card.script = words_of(page, said.get("asks", [FIRST_ASK]), {**values, "official": spoken_name(card.office)})
