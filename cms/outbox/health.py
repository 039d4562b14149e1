"""Whether mail is moving: a row that is due and that nobody takes means no worker, no beat or no EMAIL_URL."""

from datetime import timedelta

from cms.core import clock
from cms.outbox.models import OutgoingEmail

LONGEST_WAIT = timedelta(minutes=15)


def mail_is_moving() -> bool:
    """False once a due row has waited for 15 minutes."""
    return not OutgoingEmail.objects.due(clock.now() - LONGEST_WAIT).exists()
