"""One request, one answer: find the call, take the step, remember the answer."""

from collections.abc import Callable, Mapping

from django.db import transaction
from django.utils.translation import override

from cms.core.crypto import keyed_hash
from cms.officials.bridge import begin, calling, districts, farewell, words, zip_code
from cms.officials.bridge.heard import Heard
from cms.officials.bridge.voice import Voice
from cms.officials.models import BridgeCall

Step = Callable[[BridgeCall, Heard, Voice], None]
FIRST = "incoming"
# Each is an address that the provider calls.
STEPS: Mapping[str, Step] = {
    FIRST: begin.incoming,
    "language": begin.language,
    "zip": zip_code.entered,
    "district": districts.district,
    "state": districts.state,
    "ready": calling.ready,
    "closed": calling.closed,
    "called": calling.called,
    "outcome": calling.outcome,
    "switchboard": farewell.switchboard,
    "goodbye": farewell.goodbye,
}


@transaction.atomic
def reply(*, call_id: str, step: str, turn: int, heard: Heard) -> str:
    """TwiML for one request. A request for a turn that is over changes nothing and hears the same again."""
    key = keyed_hash(call_id, purpose="bridge-call")
    if heard.is_over:
        BridgeCall.objects.filter(key=key).delete()
        return Voice(BridgeCall()).xml()
    call = _find(key, is_first=step == FIRST)
    if call is None:
        return _lost()
    if turn == call.turn:
        _take(STEPS[step], call, heard)
    return call.answer


def _find(key: str, *, is_first: bool) -> BridgeCall | None:
    """The call, locked until it is answered."""
    calls = BridgeCall.objects.select_for_update()
    return calls.get_or_create(key=key)[0] if is_first else calls.filter(key=key).first()


def _take(step: Step, call: BridgeCall, heard: Heard) -> None:
    call.turn += 1
    tries = call.tries
    voice = Voice(call)
    with override(call.language):
        step(call, heard, voice)
    if call.tries == tries:  # the answer was right: the next question starts anew
        call.tries = 0
    call.answer = voice.xml()
    call.save()


def _lost() -> str:
    voice = Voice(BridgeCall())
    voice.say_in_each(words.in_each(words.something_went_wrong))
    voice.hang_up()
    return voice.xml()
