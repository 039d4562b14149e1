"""How a call ends: with thanks, or with the operators of the Capitol."""

from cms.officials.bridge import words
from cms.officials.bridge.heard import Heard
from cms.officials.bridge.voice import Voice
from cms.officials.capitol import SWITCHBOARD
from cms.officials.models import BridgeCall


def thank(call: BridgeCall, voice: Voice, text: str) -> None:
    call.forget()
    voice.say(text)
    voice.hang_up()


def offer_switchboard(voice: Voice) -> None:
    voice.ask("switchboard", words.offer_switchboard())


def switchboard(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    if heard.keys != "1":
        return thank(call, voice, words.goodbye())
    voice.say(words.ask_the_operator())
    return voice.connect(SWITCHBOARD, then="goodbye")


def goodbye(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    thank(call, voice, words.goodbye())
