"""A phone company in small: it calls the site with signed forms over HTTP and does what the XML answers say."""

import base64
import hashlib
import hmac
import urllib.error
import urllib.parse
import urllib.request
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

SILENCE = ""
STAR = "*"
# The caller hangs up: while we speak, or during a connection.
GONE = "gone"
CONNECTIONS = {"completed", "answered", "busy", "no-answer", "failed", "canceled"}
KEYS = set("0123456789*#")
LANGUAGES = {"en-US", "es-MX"}
GATHER = {"input", "numDigits", "timeout", "finishOnKey", "actionOnEmptyResult", "action", "method"}
DIAL = {"action", "method", "timeout", "timeLimit", "hangupOnStar", "callerId"}
MOST_TURNS = 60
_numbers = count(1)


class NotUnderstood(AssertionError):
    """An answer that a real provider would refuse, or a caller with nothing more to say."""


@dataclass
class Dialogue:
    """What the caller heard and what was dialed, in order."""

    sid: str
    said: list[tuple[str, str]] = field(default_factory=list)  # (language, text)
    dialed: list[str] = field(default_factory=list)
    caller_ids: set[str] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)
    answers: list[str] = field(default_factory=list)
    was_hung_up: bool = False

    def heard(self, text: str) -> bool:
        return any(text in one for _language, one in self.said)

    @property
    def text(self) -> str:
        return "\n".join(one for _language, one in self.said)


class Provider:
    """`token` signs; `number` is the line's own; with `is_stuttering` each request is sent twice."""

    def __init__(self, url: str, *, token: str, number: str, is_stuttering: bool = False) -> None:
        self.url, self.token, self.number = url, token, number
        self.is_stuttering = is_stuttering

    def call(self, *script: str, caller: str = "+19565550177") -> Dialogue:
        """One call from beginning to end. Each entry of the script answers one question or one connection."""
        return _Call(self, caller, script).follow()

    def post(self, path: str, form: dict[str, str], *, signature: str | None = None) -> tuple[int, str]:
        """Status and body; signed rightly unless told otherwise ("" sends no signature)."""
        address = urllib.parse.urljoin(self.url, path)
        request = urllib.request.Request(address, urllib.parse.urlencode(form).encode(), method="POST")
        mark = self.sign(address, form) if signature is None else signature
        if mark:
            request.add_header("X-Twilio-Signature", mark)
        return send(request)

    def sign(self, address: str, form: dict[str, str]) -> str:
        """As the provider's documents say: address, then each field with its value in order, SHA-1 with the token."""
        text = address + "".join(f"{name}{form[name]}" for name in sorted(form))
        return base64.b64encode(hmac.new(self.token.encode(), text.encode(), hashlib.sha1).digest()).decode()


def send(request: urllib.request.Request) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(request, timeout=20) as response:
            return response.status, response.read().decode()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read().decode()


class _Call:
    def __init__(self, provider: Provider, caller: str, script: tuple[str, ...]) -> None:
        self.provider = provider
        self.script = list(script)
        self.dialogue = Dialogue(sid=f"CA{next(_numbers):032x}")
        # What a real request has besides: where the caller seems to be is known to the provider, not to us.
        self.fields = {
            "AccountSid": "AC" + "7" * 32,
            "ApiVersion": "2010-04-01",
            "CallSid": self.dialogue.sid,
            "CallStatus": "ringing",
            "Called": provider.number,
            "Caller": caller,
            "CallerCity": "MCALLEN",
            "CallerZip": "78501",
            "Direction": "inbound",
            "From": caller,
            "FromCity": "MCALLEN",
            "To": provider.number,
        }

    def follow(self) -> Dialogue:
        answer: str | None = self._request("/phone/")
        self.fields["CallStatus"] = "in-progress"
        while answer is not None:
            if len(self.dialogue.answers) > MOST_TURNS:
                raise NotUnderstood("This call never ends.")
            answer = self._do(answer)
        if self.script:
            raise NotUnderstood(f"The call was over before {self.script}; heard:\n{self.dialogue.text}")
        return self.dialogue

    def _request(self, path: str, **fields: str) -> str:
        self.dialogue.addresses.append(path)
        form = {**self.fields, **fields}
        status, body = self.provider.post(path, form)
        assert status == 200, f"{path} answers {status}"
        if self.provider.is_stuttering:
            assert self.provider.post(path, form) == (200, body)
        self.dialogue.answers.append(body)
        return body

    def _do(self, answer: str) -> str | None:
        """Follow one answer; the next answer, or none where the call ends."""
        root = ET.fromstring(answer)
        if root.tag != "Response" or root.attrib:
            raise NotUnderstood(answer)
        for verb in root:
            step = _VERBS.get(verb.tag)
            if step is None:
                raise NotUnderstood(f"<{verb.tag}> is no verb of this provider")
            for next_answer in step(self, verb):
                return next_answer
        raise NotUnderstood(f"The caller is dropped without a goodbye: {answer}")

    def _say(self, verb: ET.Element) -> Iterator[str | None]:
        _only(verb, {"language"})
        text = (verb.text or "").strip()
        if not text or len(verb) or verb.get("language") not in LANGUAGES:
            raise NotUnderstood(ET.tostring(verb, "unicode"))
        self.dialogue.said.append((verb.attrib["language"], text))
        yield from ()

    def _hang_up(self, verb: ET.Element) -> Iterator[str | None]:
        _only(verb, set())
        self.dialogue.was_hung_up = True
        yield None

    def _redirect(self, verb: ET.Element) -> Iterator[str | None]:
        _only(verb, {"method"})
        yield self._request(verb.text or "")

    def _gather(self, verb: ET.Element) -> Iterator[str | None]:
        _only(verb, GATHER)
        assert verb.attrib["input"] == "dtmf"
        assert verb.attrib["method"] == "POST"
        assert 1 <= int(verb.attrib["timeout"]) <= 10
        for nested in verb:
            if nested.tag != "Say":
                raise NotUnderstood(f"<{nested.tag}> in <Gather>")
            list(self._say(nested))
        typed = self._next()
        if typed == GONE:
            yield None
        elif typed or verb.get("actionOnEmptyResult") == "true":
            yield self._request(verb.attrib["action"], **_collected(typed, verb))

    def _dial(self, verb: ET.Element) -> Iterator[str | None]:
        _only(verb, DIAL)
        assert verb.attrib["method"] == "POST"
        assert 5 <= int(verb.attrib["timeout"]) <= 600
        assert 1 <= int(verb.attrib["timeLimit"]) <= 14_400
        [number] = list(verb)
        if number.tag != "Number" or number.attrib or not (number.text or "").startswith("+1"):
            raise NotUnderstood(ET.tostring(verb, "unicode"))
        self.dialogue.dialed.append(str(number.text))
        self.dialogue.caller_ids.add(verb.attrib["callerId"])
        yield from self._connected(verb)

    def _connected(self, verb: ET.Element) -> Iterator[str | None]:
        status = self._next()
        if status == GONE:
            self._request(verb.attrib["action"], DialCallStatus="completed", CallStatus="completed")
            yield None
            return
        if status == STAR:
            assert verb.get("hangupOnStar") == "true", "the star key does nothing in this connection"
            status = "completed"
        if status not in CONNECTIONS:
            raise NotUnderstood(f"{status!r} is typed while a number is dialed; heard:\n{self.dialogue.text}")
        yield self._request(verb.attrib["action"], DialCallStatus=status, DialCallSid="CA" + "d" * 32)

    def _next(self) -> str:
        if not self.script:
            raise NotUnderstood(f"The caller does not know what to do; heard:\n{self.dialogue.text}")
        return self.script.pop(0)


_VERBS: dict[str, Any] = {
    "Say": _Call._say,
    "Gather": _Call._gather,
    "Dial": _Call._dial,
    "Redirect": _Call._redirect,
    "Hangup": _Call._hang_up,
}


def _only(verb: ET.Element, allowed: set[str]) -> None:
    unknown = verb.attrib.keys() - allowed
    if unknown:
        raise NotUnderstood(f"<{verb.tag}> has no attribute {unknown}")


def _collected(typed: str, verb: ET.Element) -> dict[str, str]:
    """What the provider sends of the keys that were pressed."""
    if not set(typed) <= KEYS:
        raise NotUnderstood(f"{typed!r} cannot be typed; the question was {ET.tostring(verb, 'unicode')}")
    end = verb.get("finishOnKey", "#")
    digits = typed.partition(end)[0] if end else typed
    fields = {"Digits": digits[: int(verb.attrib["numDigits"])]}
    return {**fields, "FinishedOnKey": end} if end and end in typed else fields
