"""From office to office: say who it is, connect, ask how it went."""

from collections.abc import Sequence

from cms.core.clock import now
from cms.officials.bridge import call_words, farewell, names, words
from cms.officials.bridge.branches import nearest_open_branch
from cms.officials.bridge.heard import STAR, Heard
from cms.officials.bridge.reports import report
from cms.officials.bridge.voice import Voice
from cms.officials.models import BridgeCall, CallReport, Office
from cms.officials.opening import Opening, opening_of

Outcome = CallReport.Outcome
OUTCOMES = {"1": Outcome.SPOKE, "2": Outcome.LEFT_MESSAGE, "3": Outcome.MAILBOX_FULL}
ANSWERED = frozenset({"completed", "answered"})
# Anything else, such as "canceled", was the caller's own wish.
NOT_REACHED = frozenset({"busy", "no-answer", "failed"})


def begin(call: BridgeCall, offices: Sequence[Office], voice: Voice) -> None:
    """Say who will be called, and call the first."""
    if not offices:
        return farewell.offer_switchboard(voice)
    call.office_ids, call.position = [office.pk for office in offices], 0
    people = [names.person(office) for office in offices if office.holder]
    if people:
        voice.say(call_words.who_comes(people))
        voice.say(call_words.how_it_goes())
    return _call_next(call, voice)


def _call_next(call: BridgeCall, voice: Voice) -> None:
    """Announce the office whose turn it is; one that cannot be called is said and passed over."""
    while call.office_id is not None:
        office = _office(call)
        if office and not _obstacle(office):
            return _announce(call, office, voice)
        if office:
            voice.say(_obstacle(office))
        call.go_on()
    return farewell.thank(call, voice, words.everybody_called())


def _office(call: BridgeCall) -> Office | None:
    """None where an editor deleted it during the call."""
    if call.office_id is None:
        return None
    return Office.objects.with_holders().filter(pk=call.office_id).first()


def _obstacle(office: Office) -> str:
    if office.holder is None:
        return names.vacancy(office)
    return "" if office.phone else call_words.no_phone(names.person(office))


def _announce(call: BridgeCall, office: Office, voice: Voice) -> None:
    opening = opening_of(office, now())
    if opening and not opening.is_open:
        _ask_about_closed(call, office, opening, voice)
    else:
        voice.ask("ready", call_words.connecting(names.person(office)), seconds=2)


def _ask_about_closed(call: BridgeCall, office: Office, opening: Opening, voice: Voice) -> None:
    branch = nearest_open_branch(office, call.zip)
    voice.ask("closed", call_words.closed(names.person(office), opening, branch.city if branch else ""))


def _go_on(call: BridgeCall, voice: Voice) -> None:
    call.go_on()
    _call_next(call, voice)


def ready(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """The star key skips; silence and any other key connect."""
    office = _office(call)
    if office is None or heard.keys == STAR:
        return _go_on(call, voice)
    return voice.connect(office.phone, then="called")


def closed(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """1 leaves a message, 2 tries a branch, 3 goes on."""
    office = _office(call)
    if office is None or heard.keys in ("3", STAR):
        return _go_on(call, voice)
    if heard.keys == "1":
        return voice.connect(office.phone, then="called")
    if heard.keys == "2" and (branch := nearest_open_branch(office, call.zip)):
        call.branch = branch
        voice.say(call_words.connecting_branch(branch.city))
        return voice.connect(branch.phone, then="called")
    if not call.may_try_again():
        return _go_on(call, voice)
    voice.say(words.wrong_key() if heard.keys else words.no_zip(""))
    return _call_next(call, voice)


def called(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """How the connection ended, as the provider says."""
    if heard.connection in ANSWERED:
        return voice.ask("outcome", call_words.how_was_it())
    if heard.connection in NOT_REACHED:
        report(call, Outcome.NO_ANSWER)
        voice.say(call_words.not_reached(heard.connection))
    return _go_on(call, voice)


def outcome(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """How the call went, as the caller says; silence says nothing."""
    if heard.keys in OUTCOMES:
        report(call, OUTCOMES[heard.keys])
        voice.say(call_words.noted())
    elif heard.keys not in ("", STAR) and call.may_try_again():
        voice.say(words.wrong_key())
        return voice.ask("outcome", call_words.how_was_it())
    return _go_on(call, voice)
