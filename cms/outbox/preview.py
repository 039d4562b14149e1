"""One e-mail as it would be sent, for the local mailbox of a development machine."""

from dataclasses import dataclass
from email import message_from_bytes, policy

from django.utils import translation

from cms.outbox.kinds import get_kind
from cms.outbox.message import build
from cms.outbox.models import OutgoingEmail

SHOWN_HEADERS = ("From", "To", "Reply-To", "Subject", "Date", "Message-ID", "Auto-Submitted")


@dataclass(frozen=True)
class Preview:
    """The message read back from its own bytes. `headers` are (name, value) pairs, decoded."""

    envelope_from: str
    subject: str
    headers: list[tuple[str, str]]
    text: str
    html: str
    attachments: list[tuple[str, str]]  # (file name, text)


def preview(row: OutgoingEmail) -> Preview:
    """Write the message anew, from the rows as they are now. Raises what the kind's `render` raises."""
    with translation.override(row.language):
        envelope = build(row, get_kind(row.kind).render(row))
    message = message_from_bytes(envelope.content, policy=policy.default)
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return Preview(
        envelope_from=envelope.sender,
        subject=str(message["Subject"]),
        headers=[(name, str(message[name])) for name in SHOWN_HEADERS if message[name]],
        text=text.get_content() if text else "",
        html=html.get_content() if html else "",
        attachments=[(str(file.get_filename()), str(file.get_content())) for file in message.iter_attachments()],
    )
