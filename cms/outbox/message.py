"""Turns a rendered e-mail into the bytes and the envelope that a mail server takes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import getaddresses
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.core.validators import validate_email

from cms.core.models import SiteSettings
from cms.outbox.kinds import RenderedEmail, named_address, with_ascii_domain
from cms.outbox.models import OutgoingEmail

HEADER_NAME = re.compile(r"^[A-Za-z][A-Za-z0-9-]*$")
FILE_NAME = re.compile(r"^[a-z0-9][a-z0-9._-]{0,60}$", re.ASCII)
TEXT_TYPE = re.compile(r"^text/[a-z]+(; [a-z]+=[A-Z]+)?$")
# What the row or the rendered e-mail decides by itself; a second copy could add a recipient.
RESERVED = {
    "to", "cc", "bcc", "from", "sender", "reply-to", "subject", "date", "message-id", "return-path",
    "content-type", "content-transfer-encoding", "mime-version",
}  # fmt: skip


@dataclass(frozen=True)
class Envelope:
    """One message on its way: bare addresses and the message's bytes with CRLF line ends."""

    sender: str
    recipient: str
    content: bytes


def build(row: OutgoingEmail, rendered: RenderedEmail) -> Envelope:
    """The message for `row`.

    Raises:
        ValueError: for a header that would break out of its line or replace one of ours.
        ValidationError: for an address that is none.
    """
    headers = {"Message-ID": row.message_id, "Auto-Submitted": "auto-generated", **_checked(rendered.headers)}
    message = EmailMultiAlternatives(
        subject=_one_line(rendered.subject),
        body=rendered.text,
        from_email=_one_mailbox(rendered.from_email or _our_mailbox()),
        to=[row.to],
        reply_to=[_one_mailbox(address) for address in rendered.reply_to],
        headers=headers,
    )
    if rendered.html:
        message.attach_alternative(rendered.html, "text/html")
    for file in rendered.attachments:
        message.attach(_file_name(file.name), file.content, _text_type(file.content_type))
    sender = bare_address(rendered.envelope_from or settings.DEFAULT_FROM_EMAIL)
    return Envelope(sender=sender, recipient=bare_address(row.to), content=_as_bytes(message))


def _one_line(subject: str) -> str:
    """A subject without line ends, and without what a reader's program would decode into other words or line ends."""
    return " ".join(subject.split()).replace("=?", "= ?")


def _file_name(name: str) -> str:
    if not FILE_NAME.match(name):
        raise ValueError("An attachment needs a plain file name.")
    return name


def _text_type(content_type: str) -> str:
    if not TEXT_TYPE.match(content_type):
        raise ValueError("An attachment needs a type of text, such as text/calendar.")
    return content_type


def _as_bytes(message: EmailMultiAlternatives) -> bytes:
    mime: Any = message.message()  # Django's own, which takes a linesep
    return bytes(mime.as_bytes(linesep="\r\n"))


def bare_address(value: str) -> str:
    """The address alone, its domain in ASCII (`á.org` becomes `xn--1ca.org`).

    Raises:
        ValueError: when `value` is not exactly one mailbox, or holds a line break.
        ValidationError: when its address is not valid.
    """
    found = getaddresses([value])
    if len(found) != 1 or "\n" in value or "\r" in value:
        raise ValueError("Exactly one address is needed here.")
    address = found[0][1]
    validate_email(address)
    return with_ascii_domain(address)


def _our_mailbox() -> str:
    """Readers see the campaign's name; the address is the one that the mail server may send from."""
    return named_address(SiteSettings.of_default_site().brand, bare_address(settings.DEFAULT_FROM_EMAIL))


def _one_mailbox(value: str) -> str:
    bare_address(value)
    return value


def _checked(headers: Mapping[str, str]) -> dict[str, str]:
    for name, value in headers.items():
        if not HEADER_NAME.match(name) or name.lower() in RESERVED or "\n" in value or "\r" in value:
            raise ValueError(f"The header '{name}' is not allowed here.")
    return dict(headers)
