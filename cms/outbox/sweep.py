"""Finds what a lost wake-up left behind."""

import time

from cms.core import clock
from cms.outbox.delivery import deliver_one, release_expired, tell_owners
from cms.outbox.models import OutgoingEmail, Reason

# Longer than this and the next sweep, a minute later, goes on.
BUDGET_SECONDS = 50


def sweep_once(*, budget_seconds: float = BUDGET_SECONDS) -> int:
    """Release dead claims, tell owners, send what is due; returns how many rows were tried.

    Rows are sent one after the other, not handed out as tasks: a long outage must not fill the
    broker with one hint per row and minute. Several sweeps at once share the rows by claiming them.
    """
    release_expired()
    tell_owners()
    end, tried = time.monotonic() + budget_seconds, 0
    for pk in list(OutgoingEmail.objects.due(clock.now()).values_list("pk", flat=True)[:1000]):
        row = deliver_one(pk)
        tried += row is not None
        if time.monotonic() > end or (row is not None and row.reason in (Reason.NETWORK, Reason.LOGIN)):
            break  # no mail server: the others wait, without using up an attempt
    return tried
