"""The privacy clock of the outbox: what is over is told to nobody."""

from datetime import timedelta

from cms.core import clock
from cms.outbox.models import OutgoingEmail

KEEP_RECIPIENTS_FOR = timedelta(days=28)


def erase_old_recipients() -> int:
    """Erase the addresses of e-mails that ended more than 28 days ago; returns how many. Safe to repeat.

    The rows stay, so that counts stay.
    """
    return OutgoingEmail.objects.finished_before(clock.now() - KEEP_RECIPIENTS_FOR).forget_recipients()
