"""Many threads with real commits: every row is kept, every row is claimed once."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from django.db import connection

from cms.outbox import delivery
from cms.outbox.models import OutgoingEmail, Status
from cms.outbox.services import queue_email
from cms.outbox.sweep import sweep_once
from tests.factories.outbox import outgoing_email

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("committed_db")]
THREADS = 32


def in_threads(work: Callable[[int], Any], count: int = THREADS) -> list[Any]:
    def run(number: int) -> Any:
        try:
            return work(number)
        finally:
            connection.close()

    with ThreadPoolExecutor(count) as pool:
        return list(pool.map(run, range(count)))


def queue(number: int, event: int) -> OutgoingEmail:
    return queue_email(
        kind="test.notice", to="jane@example.org", reference=str(number), dedupe_key=f"race:{event}", language="en"
    )


def test_32_writers_at_once_lose_nothing(woken):
    in_threads(lambda number: queue(number, event=number))
    assert OutgoingEmail.objects.count() == THREADS
    assert len(woken) == THREADS


def test_32_times_the_same_event_at_once_is_one_email(woken):
    rows = in_threads(lambda number: queue(number, event=1))
    assert len({row.pk for row in rows}) == 1
    assert OutgoingEmail.objects.count() == 1
    assert len(woken) == 1


def test_16_claims_at_once_of_one_row():
    row = outgoing_email()
    claims = in_threads(lambda number: delivery._claim(row.pk), count=16)
    assert sum(claim is not None for claim in claims) == 1
    row.refresh_from_db()
    assert row.attempts == 1


def test_sweeps_at_once_share_the_rows(mail_server):
    rows = [outgoing_email() for _ in range(12)]
    tried = in_threads(lambda number: sweep_once(), count=4)
    assert sum(tried) == 12
    assert OutgoingEmail.objects.filter(status=Status.SENT, attempts=1).count() == 12
    assert sorted(received.message_id for received in mail_server.received) == sorted(row.message_id for row in rows)
