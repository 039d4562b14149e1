"""Reads what a person wrote: who, about what, and the words."""

from email.utils import getaddresses

from django.core.exceptions import ValidationError

from cms.core.text import clean_line
from cms.outbox.inbound.parsing import IncomingMail, decoded
from cms.outbox.inbound.plain_text import has_attachments, words_of
from cms.outbox.kinds import Reply
from cms.outbox.message import bare_address
from cms.outbox.return_address import is_ours

LONGEST_SUBJECT = 200
LONGEST_NAME = 80
LONGEST_ADDRESS = 254


def read_reply(mail: IncomingMail) -> Reply | None:
    """The answer, or None where nobody could be answered, nothing was said, or we wrote it ourselves."""
    name, sender = _whom_to_answer(mail)
    text, was_cut = words_of(mail)
    attachments = has_attachments(mail)
    if not sender or not (text or attachments):
        return None
    return Reply(
        sender_name=name,
        sender=sender,
        subject=clean_line(decoded(mail.get("subject")))[:LONGEST_SUBJECT],
        text=text,
        was_cut=was_cut,
        had_attachments=attachments,
    )


def _whom_to_answer(mail: IncomingMail) -> tuple[str, str]:
    """Name and bare address; empty where there is none that works."""
    if any(is_ours(address) for _name, address in getaddresses([mail.get("from")])):
        return "", ""
    for header in ("reply-to", "from"):
        for name, address in getaddresses([mail.get(header)]):
            if (bare := _checked(address)) and not is_ours(bare):
                return clean_line(decoded(name))[:LONGEST_NAME], bare
    return "", ""


def _checked(address: str) -> str:
    try:
        return bare_address(address) if len(address) <= LONGEST_ADDRESS else ""
    except (ValueError, ValidationError):
        return ""
