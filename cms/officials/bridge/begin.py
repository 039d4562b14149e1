"""Pick up: a welcome in both languages, unless somebody calls all day."""

from django.utils.translation import override

from cms.core.clock import today
from cms.core.crypto import keyed_hash
from cms.core.throttle import allow
from cms.officials.bridge import words, zip_code
from cms.officials.bridge.heard import Heard
from cms.officials.bridge.voice import Voice
from cms.officials.bridge_settings import E164
from cms.officials.models import BridgeCall

LANGUAGE_OF_KEY = {"1": "en", "2": "es"}
CALLS_A_DAY = 20
# All who hide their number share one limit.
HIDDEN_CALLS_A_DAY = 300
DAY_SECONDS = 24 * 60 * 60


def incoming(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    if _may_call(heard.caller):
        return voice.ask_in_each("language", words.welcome_in_each())
    voice.say_in_each(words.in_each(words.too_many_calls))
    return voice.hang_up()


def language(call: BridgeCall, heard: Heard, voice: Voice) -> None:
    """Whoever chooses nothing twice hears English."""
    chosen = LANGUAGE_OF_KEY.get(heard.keys)
    if chosen is None and call.may_try_again():
        return voice.ask_in_each("language", words.welcome_in_each())
    call.language = chosen or "en"
    with override(call.language):
        return zip_code.ask(voice)


def _may_call(caller: str) -> bool:
    """Counted in the cache only, under a hash that means nothing tomorrow."""
    is_known = E164.fullmatch(caller) is not None
    name = keyed_hash(f"{today().isoformat()}:{caller if is_known else 'hidden'}", purpose="bridge-caller")
    limit = CALLS_A_DAY if is_known else HIDDEN_CALLS_A_DAY
    return allow("bridge", name, limit=limit, seconds=DAY_SECONDS)
