"""How often somebody may plan a visit."""

from django.http import HttpRequest

from cms.core.crypto import keyed_hash
from cms.core.throttle import allow, sender_hash

DAY_SECONDS = 24 * 60 * 60
MOST_PER_SENDER_AND_DAY = 10
MOST_PER_MAILBOX_AND_DAY = 5


def may_plan(request: HttpRequest, email: str) -> bool:
    """Our confirmations must not become a way to flood somebody's mailbox, nor our plans to block an office."""
    mailbox = keyed_hash(email.casefold(), purpose="visits.mailbox")[:32]
    by_sender = allow("visits.plan", sender_hash(request), limit=MOST_PER_SENDER_AND_DAY, seconds=DAY_SECONDS)
    to_mailbox = allow("visits.plan.to", mailbox, limit=MOST_PER_MAILBOX_AND_DAY, seconds=DAY_SECONDS)
    return by_sender and to_mailbox
