"""How often somebody may be asked to confirm a letter."""

from django.http import HttpRequest

from cms.core.throttle import allow, sender_hash
from cms.letters.models import Letter

DAY_SECONDS = 24 * 60 * 60
MOST_PER_SENDER_AND_DAY = 10
MOST_PER_MAILBOX_AND_DAY = 5


def may_ask(request: HttpRequest, letter: Letter) -> bool:
    """Our confirmations must not become a way to flood somebody's mailbox."""
    by_sender = allow("letters.ask", sender_hash(request), limit=MOST_PER_SENDER_AND_DAY, seconds=DAY_SECONDS)
    to_mailbox = allow("letters.ask.to", letter.writer_hash[:32], limit=MOST_PER_MAILBOX_AND_DAY, seconds=DAY_SECONDS)
    return by_sender and to_mailbox
