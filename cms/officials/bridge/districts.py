"""From the answer for a ZIP code to the offices to call; of a split ZIP code, only what the caller chose."""

from collections.abc import Sequence
from typing import TypeVar

from cms.officials.bridge import calling, farewell, names, words
from cms.officials.bridge.heard import Heard
from cms.officials.bridge.voice import Voice
from cms.officials.models import BridgeCall
from cms.officials.services import CongressAnswer, congress_for
from cms.places.districts import Reason
from cms.places.states import state_name

Option = TypeVar("Option")


def explain(call: BridgeCall, found: CongressAnswer, voice: Voice) -> None:
    """Say what is special about the answer; call, or ask first which district it is."""
    voice.say(words.your_zip(call.zip))
    for sentence in _about(found):
        voice.say(sentence)
    if len(found.districts.candidates) > 1:
        return _ask_district(found, voice)
    return calling.begin(call, [*found.house, *found.senators], voice)


def _about(found: CongressAnswer) -> list[str]:
    sentences = []
    if found.districts.reason == Reason.NEAREST:
        sentences.append(words.best_guess())
    if found.districts.reason == Reason.ONLY_DISTRICT:
        sentences += [words.only_district(state_name(state)) for state in found.districts.states]
    if found.districts.reason == Reason.DELEGATE:
        sentences += [
            words.no_senators(state_name(office.state), is_commissioner=names.is_commissioner(office))
            for office in found.house
        ]
    if found.districts.is_outdated:
        sentences.append(words.lines_may_differ())
    return sentences


def _ask_district(found: CongressAnswer, voice: Voice) -> None:
    choices = [(names.place(office), names.person(office)) for office in found.house]
    voice.ask("district", words.which_district(choices))


def district(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """The number of a district, or 0 from somebody who does not know."""
    found = congress_for(call.zip)
    chosen = _chosen(heard.keys, found.house)
    if chosen:
        senators = [office for office in found.senators if office.state == chosen.state]
        return calling.begin(call, [chosen, *senators], voice)
    if heard.keys != "0" and call.may_try_again():
        voice.say(words.wrong_key() if heard.keys else words.no_zip(""))
        return _ask_district(found, voice)
    voice.say(words.district_not_known())
    return _senators_only(call, found, voice)


def _senators_only(call: BridgeCall, found: CongressAnswer, voice: Voice) -> None:
    """A few ZIP codes lie in two states: nobody calls the senators of both."""
    states = _states(found)
    if len(states) > 1:
        return voice.ask("state", words.which_state([state_name(state) for state in states]))
    return calling.begin(call, found.senators, voice)


def state(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """The number of a state."""
    found = congress_for(call.zip)
    chosen = _chosen(heard.keys, _states(found))
    if chosen:
        return calling.begin(call, [office for office in found.senators if office.state == chosen], voice)
    if call.may_try_again():
        return _senators_only(call, found, voice)
    return farewell.offer_switchboard(voice)


def _states(found: CongressAnswer) -> list[str]:
    return sorted({office.state for office in found.senators})


def _chosen(keys: str, options: Sequence[Option]) -> Option | None:
    numbered = {str(number): option for number, option in enumerate(options, start=1)}
    return numbered.get(keys)
