"""One answer to the provider: sentences, then a question, a connection or the end."""

from django.conf import settings
from django.urls import reverse
from twilio.twiml.voice_response import Dial, Gather, VoiceResponse

from cms.core.text import clean_line
from cms.officials.models import BridgeCall

# What the provider calls our languages.
SPOKEN = {"en": "en-US", "es": "es-MX"}
RING_SECONDS = 30
LONGEST_CONNECTION_SECONDS = 20 * 60


class Voice:
    """Writes TwiML. Every address in it names a step and a turn, and nothing else."""

    def __init__(self, call: BridgeCall) -> None:
        self._call = call
        self._response = VoiceResponse()

    def xml(self) -> str:
        return str(self._response)

    def say(self, text: str) -> None:
        self.say_in_each({self._call.language: text})

    def say_in_each(self, texts: dict[str, str]) -> None:
        """The same in several languages: {code: text}."""
        _say(self._response, texts)

    def ask(self, step: str, text: str, *, keys: int = 1, seconds: int = 6) -> None:
        """Wait for so many keys; silence is an answer too."""
        self.ask_in_each(step, {self._call.language: text}, keys=keys, seconds=seconds)

    def ask_in_each(self, step: str, texts: dict[str, str], *, keys: int = 1, seconds: int = 6) -> None:
        gather = self._response.gather(
            input="dtmf",
            num_digits=keys,
            timeout=seconds,
            # With a single key none is special; five digits can be ended early.
            finish_on_key="" if keys == 1 else "#",
            action_on_empty_result=True,
            action=self._address(step),
            method="POST",
        )
        _say(gather, texts)

    def connect(self, number: str, *, then: str) -> None:
        """Ring `number` (E.164) with our own number as caller ID; the star key ends it."""
        dial: Dial = self._response.dial(
            action=self._address(then),
            method="POST",
            timeout=RING_SECONDS,
            time_limit=LONGEST_CONNECTION_SECONDS,
            hangup_on_star=True,
            caller_id=settings.PHONE_BRIDGE_NUMBER,
        )
        dial.number(number)

    def hang_up(self) -> None:
        self._response.hangup()

    def _address(self, step: str) -> str:
        return reverse(f"phone:{step}", args=[self._call.turn])


def _say(verb: VoiceResponse | Gather, texts: dict[str, str]) -> None:
    for language, text in texts.items():
        verb.say(clean_line(text), language=SPOKEN[language])
