"""Addresses that name one e-mail: `letters+TOKEN@…` for answers, `letters+TOKEN-PROOF@…` for bounces (VERP).

People see the first one, the writer of a letter among them. Only the mail servers see the second, in the envelope.
A bounce that is sent to the first alone may have been made up, and is not believed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parseaddr

from django.conf import settings
from django.utils.crypto import constant_time_compare

from cms.core.crypto import keyed_hash
from cms.outbox.kinds import mailboxes

PROOF_LENGTH = 16
MOST_FOUND = 20
TAGGED = re.compile(
    r"(?<![\w.+-])([a-z]{1,20})\+([a-z0-9]{8,40})(?:-([0-9a-f]{1,40}))?@([a-z0-9.-]{1,253})", re.IGNORECASE
)


@dataclass(frozen=True)
class Tagged:
    """One address of ours. `is_proven`: it was only ever in an envelope."""

    mailbox: str
    token: str
    is_proven: bool


def reply_address(mailbox: str, token: str) -> str:
    """The bare address that people see."""
    return f"{mailbox}+{token}@{settings.MAIL_DOMAIN}"


def bounce_address(mailbox: str, token: str) -> str:
    """The bare address for the envelope."""
    return f"{mailbox}+{token}-{_proof(mailbox, token)}@{settings.MAIL_DOMAIN}"


def tagged_addresses(text: str) -> Iterator[Tagged]:
    """Our tagged addresses in a header's value, at most twenty. Servers may have changed capitals."""
    for number, found in enumerate(TAGGED.finditer(text)):
        mailbox, token, proof, domain = (part.lower() if part else "" for part in found.groups())
        if number == MOST_FOUND:
            return
        if domain == settings.MAIL_DOMAIN.lower() and mailbox in mailboxes():
            yield Tagged(mailbox, token, constant_time_compare(proof, _proof(mailbox, token)))


def is_ours(address: str) -> bool:
    """Whether mail to this bare address comes back to us."""
    name, _at, domain = address.strip().lower().rpartition("@")
    is_tagged = domain == settings.MAIL_DOMAIN.lower() and name.split("+", 1)[0] in mailboxes()
    return is_tagged or address.strip().lower() == parseaddr(settings.DEFAULT_FROM_EMAIL)[1].lower()


def _proof(mailbox: str, token: str) -> str:
    return keyed_hash(f"{mailbox}+{token}", purpose="outbox.bounce")[:PROOF_LENGTH]
