"""Brokers, workers and mail servers are killed for real; each e-mail still leaves, and leaves once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from cms.core import clock as core_clock
from cms.outbox import tasks, wakeup
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.services import queue_email
from tests.factories.outbox import outgoing_email
from tests.outbox import kinds
from tests.servers.smtp import DROP, HANG, RealSmtpServer
from tests.servers.valkey import RealValkey
from tests.servers.waiting import wait_until
from tests.servers.worker import RealWorker

pytestmark = pytest.mark.faults
StartWorker = Callable[..., RealWorker]
CANARY = "canary.person@private.example"


def queue(number: int = 1, **changes: Any) -> OutgoingEmail:
    values = {
        "kind": kinds.NOTICE.name,
        "to": f"person{number}@example.org",
        "reference": str(number),
        "dedupe_key": f"fault:{number}",
        "language": "en",
        **changes,
    }
    return queue_email(**values)


def wait_for_status(row: OutgoingEmail, *statuses: str) -> OutgoingEmail:
    wanted = OutgoingEmail.objects.filter(pk=row.pk, status__in=statuses)
    wait_until(wanted.exists, what=f"{row} to be {statuses}, it is {OutgoingEmail.objects.get(pk=row.pk).status}")
    return wanted.get()


def sweep_until_all_are_sent() -> None:
    """Do what beat does each minute, in less time."""

    def sweep() -> bool:
        tasks.sweep.delay()
        return not OutgoingEmail.objects.exclude(status=Status.SENT).exists()

    wait_until(sweep, what="the sweeps to send everything")


def make_due_now(row: OutgoingEmail) -> None:
    """Spare the test the minutes of pause before a retry."""
    OutgoingEmail.objects.filter(pk=row.pk).update(not_before=core_clock.now() - timedelta(seconds=1))


def test_a_queued_email_leaves_at_once_and_its_address_is_nowhere_else(
    journaling_broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    worker = start_worker()
    row = queue(to=CANARY)

    [received] = smtp_server.wait_for(1)
    sent = wait_for_status(row, Status.SENT)
    assert received.recipients == (CANARY,)
    assert received.message_id == row.message_id
    assert sent.attempts == 1

    journal = journaling_broker.everything_written()
    assert str(row.pk).encode() in journal
    for place in (journal, worker.log.encode()):
        assert b"canary" not in place
        assert b"About 1" not in place
    assert str(row.pk)[:8] in worker.log


def test_mail_survives_a_broker_that_is_down_and_one_that_dies_with_a_full_queue(
    broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    worker = start_worker()

    broker.kill()
    lost_wakeups = [queue(number) for number in range(3)]
    assert {row.status for row in OutgoingEmail.objects.all()} == {Status.QUEUED}
    assert smtp_server.received == []

    broker.start()
    wakeup._silent_until = 0.0
    worker.freeze()
    full_queue = [queue(number) for number in range(3, 10)]
    assert broker.queue_length() > 0
    broker.kill()
    broker.start()
    assert broker.queue_length() == 0
    worker.thaw()

    sweep_until_all_are_sent()
    smtp_server.wait_for(10)
    for row in [*lost_wakeups, *full_queue]:
        wait_for_status(row, Status.SENT)
    assert sorted(received.recipients[0] for received in smtp_server.received) == sorted(
        f"person{number}@example.org" for number in range(10)
    )


def test_a_worker_killed_in_the_middle_loses_nothing_and_sends_no_letter_twice(
    broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    settings = {"OUTBOX_LEASE_SECONDS": 2, "EMAIL_TIMEOUT_SECONDS": 60}
    first, second = start_worker(**settings), start_worker(**settings)
    smtp_server.answer_next("CONTENT", HANG, times=2)
    notice, letter = queue(1), queue(2, kind=kinds.ONCE_ONLY.name)
    smtp_server.wait_for(2)
    assert {row.status for row in OutgoingEmail.objects.all()} == {Status.SENDING}
    first.kill()
    second.kill()

    wait_until(lambda: OutgoingEmail.objects.expired_leases(core_clock.now()).count() == 2, what="the leases to end")
    start_worker(**settings)
    tasks.sweep.delay()

    sent, unknown = wait_for_status(notice, Status.SENT), wait_for_status(letter, Status.UNKNOWN)
    assert (sent.attempts, unknown.attempts, unknown.reason) == (2, 1, Reason.INTERRUPTED)
    ids = [received.message_id for received in smtp_server.received]
    assert sorted(ids) == sorted([notice.message_id, notice.message_id, letter.message_id])
    assert [received.answer for received in smtp_server.received].count(HANG) == 2


def test_a_pool_child_killed_in_the_middle_holds_up_one_mail_only_until_its_lease_ends(
    broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    worker = start_worker(pool="prefork", OUTBOX_LEASE_SECONDS=2, EMAIL_TIMEOUT_SECONDS=60)
    smtp_server.answer_next("CONTENT", HANG)
    row = queue(1)
    smtp_server.wait_for(1)
    worker.kill_pool_child()

    other = queue(2)
    wait_for_status(other, Status.SENT)
    sweep_until_all_are_sent()
    assert wait_for_status(row, Status.SENT).attempts == 2
    assert [received.message_id for received in smtp_server.received].count(row.message_id) == 2


def test_two_workers_and_many_hints_make_one_mail_each(
    broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    rows = [outgoing_email() for _ in range(15)]
    for _ in range(3):
        for row in rows:
            tasks.deliver.delay(str(row.pk))
        tasks.sweep.delay()
    start_worker()
    start_worker()

    wait_until(lambda: broker.queue_length() == 0, what="the hints to be taken")
    for row in rows:
        assert wait_for_status(row, Status.SENT).attempts == 1
    ids = [received.message_id for received in smtp_server.wait_for(15)]
    assert sorted(ids) == sorted(row.message_id for row in rows)


def test_a_real_worker_meets_every_answer_of_a_mail_server(
    broker: RealValkey, smtp_server: RealSmtpServer, start_worker: StartWorker
) -> None:
    start_worker(EMAIL_TIMEOUT_SECONDS=1)
    expected = {
        ("CONNECT", "421 4.3.2 closing"): (Status.DEFERRED, Reason.TEMPORARY, 421),
        ("RCPT", "451 4.3.0 later"): (Status.DEFERRED, Reason.TEMPORARY, 451),
        ("RCPT", "550 5.7.1 no"): (Status.FAILED, Reason.REFUSED, 550),
        ("RCPT", "550 5.1.1 nobody"): (Status.BOUNCED, Reason.NO_MAILBOX, 550),
        ("DATA", HANG): (Status.DEFERRED, Reason.NETWORK, None),
        ("CONTENT", DROP): (Status.DEFERRED, Reason.NO_REPLY, None),
    }
    for number, ((stage, answer), outcome) in enumerate(expected.items()):
        smtp_server.answer_next(stage, answer)
        row = wait_for_status(queue(number), Status.DEFERRED, Status.FAILED, Status.BOUNCED)
        assert (row.status, row.reason, row.smtp_code) == outcome

    last = queue(len(expected))
    wait_for_status(last, Status.SENT)
    for row in OutgoingEmail.objects.filter(status=Status.DEFERRED):
        make_due_now(row)
        tasks.deliver.delay(str(row.pk))
        wait_for_status(row, Status.SENT)
    taken = [received for received in smtp_server.received if received.answer != DROP]
    assert len({received.message_id for received in taken}) == len(taken) == 5
