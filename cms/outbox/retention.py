"""The privacy clock of the outbox: what is over is told to nobody."""

from datetime import timedelta

from cms.core import clock
from cms.outbox.models import InboundSeen, OutgoingEmail

KEEP_RECIPIENTS_FOR = timedelta(days=28)
# A mailbox is read every few minutes, and a provider repeats itself for some days.
KEEP_SEEN_FOR = timedelta(days=30)


def erase_old_recipients() -> int:
    """Erase the addresses of e-mails that ended more than 28 days ago; returns how many. Safe to repeat.

    The rows stay, so that counts stay.
    """
    return OutgoingEmail.objects.finished_before(clock.now() - KEEP_RECIPIENTS_FOR).forget_recipients()


def forget_seen() -> int:
    """Delete the hashes of messages that came in more than 30 days ago; returns how many. Safe to repeat."""
    return InboundSeen.objects.filter(seen_at__lt=clock.now() - KEEP_SEEN_FOR).delete()[0]
