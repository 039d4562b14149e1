"""Which e-mail of ours a message is about."""

import re
from collections.abc import Iterator

from django.conf import settings

from cms.outbox.inbound import phrases
from cms.outbox.inbound.parsing import IncomingMail, first
from cms.outbox.kinds import mailboxes
from cms.outbox.models import OutgoingEmail
from cms.outbox.return_address import Tagged, tagged_addresses

# Where mail servers note to which address a message really came, and where people see it.
TO_WHOM = (
    "delivered-to", "x-original-to", "envelope-to", "x-envelope-to", "x-delivered-to", "x-forwarded-to",
    "to", "cc", "resent-to", "x-failed-recipients",
)  # fmt: skip
ANSWERS_TO = ("in-reply-to", "references")
MESSAGE_ID = re.compile(r"<[^<>\s]{1,200}>")
MOST_IDS = 30


def row_of_reply(mail: IncomingMail, *, recipient: str = "") -> OutgoingEmail | None:
    """The e-mail that `mail` answers: by the address it came to, else by what it says it answers.

    `recipient` is the address in the envelope, where it is known.
    """
    return _by_token(_addresses(mail, recipient)) or _by_message_id(_ids(mail, *ANSWERS_TO))


def row_of_bounce(mail: IncomingMail, *, recipient: str = "") -> OutgoingEmail | None:
    """The e-mail that came back: by an address that only envelopes hold, else by its Message-ID, which is random.

    A guess, or an address that people can see, is no proof.
    """
    return _by_token(one for one in _bounce_addresses(mail, recipient) if one.is_proven) or _by_message_id(
        _returned_ids(mail)
    )


def names_something(mail: IncomingMail, *, recipient: str = "") -> bool:
    """Whether somebody meant one of our addresses, rightly or not."""
    return next(_bounce_addresses(mail, recipient), None) is not None


def _addresses(mail: IncomingMail, recipient: str) -> Iterator[Tagged]:
    yield from tagged_addresses(recipient)
    for name in TO_WHOM:
        for value in mail.headers.get(name, []):
            yield from tagged_addresses(value)


def _bounce_addresses(mail: IncomingMail, recipient: str) -> Iterator[Tagged]:
    yield from _addresses(mail, recipient)
    for complaint in mail.complaints:
        yield from tagged_addresses(first(complaint, "original-mail-from"))
    for returned in mail.returned:
        yield from tagged_addresses(first(returned, "return-path"))


def _ids(mail: IncomingMail, *names: str) -> Iterator[str]:
    for name in names:
        for value in mail.headers.get(name, []):
            yield from MESSAGE_ID.findall(value)


def _returned_ids(mail: IncomingMail) -> Iterator[str]:
    for returned in mail.returned:
        yield first(returned, "message-id")
    yield from phrases.QUOTED_MESSAGE_ID.findall(mail.text)
    yield from _ids(mail, *ANSWERS_TO)


def _by_token(addresses: Iterator[Tagged]) -> OutgoingEmail | None:
    for one in addresses:
        row = mailboxes()[one.mailbox](one.token)
        if row is not None:
            return row
    return None


def _by_message_id(ids: Iterator[str]) -> OutgoingEmail | None:
    """Ours end with our domain; of many, the first thirty are asked for in one query."""
    ending = f"@{settings.MAIL_DOMAIN}>".lower()
    wanted = [one for _number, one in zip(range(MOST_IDS), ids, strict=False) if one.lower().endswith(ending)]
    if not wanted:
        return None
    return OutgoingEmail.objects.defer("to").filter(message_id__in=wanted).order_by("-created_at").first()
