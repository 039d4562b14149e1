"""Ask for the ZIP code."""

import re

from cms.officials.bridge import districts, farewell, words
from cms.officials.bridge.heard import Heard
from cms.officials.bridge.voice import Voice
from cms.officials.models import BridgeCall
from cms.officials.services import congress_for

FIVE_DIGITS = re.compile(r"[0-9]{5}")


def ask(voice: Voice) -> None:
    voice.ask("zip", words.enter_zip(), keys=5, seconds=10)


def entered(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """Five digits with an answer lead on; anything else is asked once more, then the Capitol helps."""
    if not FIVE_DIGITS.fullmatch(heard.keys):
        return _again(call, voice, words.no_zip(heard.keys))
    found = congress_for(heard.keys)
    if not found.house and not found.senators:
        return _again(call, voice, words.no_answer_for(heard.keys, found.districts.reason))
    call.zip = heard.keys
    return districts.explain(call, found, voice)


def _again(call: BridgeCall, voice: Voice, problem: str) -> None:
    voice.say(problem)
    if call.may_try_again():
        ask(voice)
    else:
        farewell.offer_switchboard(voice)
