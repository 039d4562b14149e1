"""The privacy clock of the outbox: what is over is told to nobody."""

from datetime import timedelta

from django.db.models import Case, Value, When

from cms.core import clock
from cms.outbox.models import OutgoingEmail, Status

KEEP_RECIPIENTS_FOR = timedelta(days=28)


def erase_old_recipients() -> int:
    """Erase the addresses of e-mails that ended more than 28 days ago; returns how many. Safe to repeat.

    The rows stay, so that counts stay. Of a bounce the hash stays too, so that no more mail goes there.
    """
    old = OutgoingEmail.objects.finished_before(clock.now() - KEEP_RECIPIENTS_FOR).exclude(to="")
    kept_hash = Case(When(status=Status.BOUNCED, then="recipient_hash"), default=Value(""))
    return old.update(to="", recipient_hash=kept_hash)
