"""Rows of the outbox."""

import itertools
from typing import Any

from cms.outbox.models import OutgoingEmail, recipient_hash
from tests.outbox.kinds import NOTICE

_numbers = itertools.count(1)


def outgoing_email(**values: Any) -> OutgoingEmail:
    """A saved row, due now, of a kind that renders."""
    number = next(_numbers)
    to = values.setdefault("to", f"person{number}@example.org")
    defaults = {
        "kind": NOTICE.name,
        "recipient_hash": recipient_hash(to),
        "reference": str(number),
        "dedupe_key": f"test:{number}",
        "language": "en",
    }
    return OutgoingEmail.objects.create(**{**defaults, **values})
