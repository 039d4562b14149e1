"""Takes one message apart. The message was written by anybody, so nothing in it may raise or take long."""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import Message
from email.parser import BytesHeaderParser, HeaderParser

logger = logging.getLogger(__name__)

# The words of an answer and the report of a bounce stand at the beginning; behind that are attachments.
MOST_BYTES = 300_000
MOST_HEADERS = 1_000
MOST_OF_A_NAME = 20
MOST_PARTS = 50
MOST_NESTED = 8
LONGEST_VALUE = 2_000
LONGEST_TEXT = 200_000

# What makes Python's parser slow: parts within parts, and long Content-Type lines full of quotation marks.
NESTING = re.compile(rb"boundary|message/|multipart/", re.IGNORECASE)
# The encodings that people write in. Python knows others, some of them slow and some no encodings of text.
CHARSET = re.compile(
    r"^(?:utf-?8|(?:us-)?ascii|latin-?1|iso-8859-\d{1,2}|windows-\d{3,4}|cp\d{3,4}|koi8-[ru]|gb\w{2,6}|big5|"
    r"shift_jis|euc-\w\w|iso-2022-\w\w|utf-16(?:le|be)?)$"
)
CONTENT_TYPE = re.compile(rb"^content-type[ \t]*:[^\n]*(?:\n[ \t][^\n]*)*", re.IGNORECASE | re.MULTILINE)

Headers = Mapping[str, list[str]]


@dataclass(frozen=True)
class Part:
    """One part with content. `text` is empty where it is no text."""

    content_type: str
    is_attachment: bool
    text: str = ""


@dataclass
class IncomingMail:
    """One message: header names in lower case, values unfolded, all texts cut to what anybody needs."""

    headers: Headers
    parts: list[Part] = field(default_factory=list)
    # The groups of fields in a message/delivery-status and a message/feedback-report.
    delivery_reports: list[Headers] = field(default_factory=list)
    complaints: list[Headers] = field(default_factory=list)
    # The headers of messages that are enclosed or quoted as "returned".
    returned: list[Headers] = field(default_factory=list)

    def get(self, name: str) -> str:
        """The first value of a header, empty where there is none."""
        return first(self.headers, name)

    @property
    def text(self) -> str:
        """All plain text of the message itself."""
        return "\n".join(part.text for part in self.parts if part.content_type == "text/plain")


def first(headers: Headers, name: str) -> str:
    return headers.get(name, [""])[0]


def decoded(value: str) -> str:
    """A header's words: `=?utf-8?q?a=C3=B1o?=` becomes `año`; what cannot be decoded stays as it is."""
    try:
        return str(make_header(decode_header(value)))
    except Exception:  # codecs, base64, lone surrogates: there is no end to what stands in headers
        return value


def read(raw: bytes) -> IncomingMail | None:
    """The message in `raw`, or None where nobody could make anything of it. Never raises."""
    try:
        return _read(raw[:MOST_BYTES].replace(b"\0", b"").replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    except Exception as error:  # the parser's own faults, and too deep a recursion
        logger.warning("inbound: a message could not be read (%s)", type(error).__name__)
        return None


def _read(raw: bytes) -> IncomingMail:
    if not _is_sane(raw):
        return IncomingMail(headers=_headers(BytesHeaderParser().parsebytes(raw)))
    message = message_from_bytes(raw)
    mail = IncomingMail(headers=_headers(message))
    for part, depth in _walk(message):
        if depth <= MOST_NESTED:
            _add(mail, part)
    return mail


def _is_sane(raw: bytes) -> bool:
    if sum(1 for _found in zip(NESTING.finditer(raw), range(MOST_PARTS * 4), strict=False)) >= MOST_PARTS * 4:
        return False
    return all(len(found[0]) <= LONGEST_VALUE for found in CONTENT_TYPE.finditer(raw))


def _walk(message: Message, depth: int = 0) -> Iterator[tuple[Message, int]]:
    """The parts that carry something; what is enclosed as a whole message stays closed."""
    children = message.get_payload() if message.is_multipart() else []
    if message.get_content_maintype() == "message" or not isinstance(children, list) or not children:
        yield message, depth
        return
    for child in children[:MOST_PARTS]:
        if isinstance(child, Message):
            yield from _walk(child, depth + 1)


def _add(mail: IncomingMail, part: Message) -> None:
    content_type = part.get_content_type()
    if content_type == "message/delivery-status":
        mail.delivery_reports += _enclosed(part)
    elif content_type == "message/feedback-report":
        mail.complaints += _enclosed(part)
    elif content_type.startswith("message/"):
        mail.returned += _enclosed(part)
        mail.parts.append(Part(content_type, is_attachment=True))
    elif content_type == "text/rfc822-headers":
        mail.returned.append(_headers(HeaderParser().parsestr(_text(part), headersonly=True)))
    else:
        is_text = part.get_content_maintype() == "text"
        is_attachment = part.get_content_disposition() == "attachment" or not is_text
        mail.parts.append(Part(content_type, is_attachment, _text(part) if is_text and not is_attachment else ""))


def _enclosed(part: Message) -> list[Headers]:
    blocks = part.get_payload()
    if not isinstance(blocks, list):
        return []
    return [found for block in blocks[:MOST_PARTS] if isinstance(block, Message) and (found := _headers(block))]


def _headers(message: Message) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for number, (name, value) in enumerate(message.raw_items()):
        if number == MOST_HEADERS:
            break
        values = found.setdefault(name.lower()[:80], [])
        if len(values) < MOST_OF_A_NAME:
            values.append(_unfolded(str(value)))
    return found


def _unfolded(value: str) -> str:
    """One line. What is no UTF-8 (headers may be in anything) loses those characters and no others."""
    return " ".join(value[:LONGEST_VALUE].encode("utf-8", "surrogateescape").decode("utf-8", "replace").split())


def _text(part: Message) -> str:
    content = part.get_payload(decode=True)
    if not isinstance(content, bytes):
        return ""
    return _decode(content[:LONGEST_TEXT], _charset(part)).replace("\0", "")


def _charset(part: Message) -> str:
    try:
        named = (part.get_content_charset() or "").lower()
    except Exception:  # encodings of encodings (RFC 2231)
        return "utf-8"
    return named if CHARSET.match(named) else "utf-8"


def _decode(content: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return content.decode(name)
        except (LookupError, ValueError):
            continue
    return content.decode("utf-8", "replace")
