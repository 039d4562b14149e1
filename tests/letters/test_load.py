"""Hundreds of letters through real workers that are killed at random: none is lost, and none arrives twice.

LOAD_LETTERS=2000 makes it the whole load; `python -m tests.servers.postgres -- pytest tests/letters/test_load.py` runs
it on PostgreSQL.
"""

import os
import random
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db.models import QuerySet

from cms.core.clock import now
from cms.letters import services
from cms.letters.models import Delivery, Letter, Status
from cms.outbox import tasks
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus
from tests.factories.many_letters import many_asked, many_papers
from tests.servers.smtp import RealSmtpServer
from tests.servers.waiting import wait_until
from tests.servers.worker import RealWorker

pytestmark = pytest.mark.faults
LETTERS = int(os.environ.get("LOAD_LETTERS", "400"))
PAPERS = 100
WORKERS = 2
# On average: after so many messages a worker's child is killed in the middle of whatever it does.
MESSAGES_A_KILL = 12
SECONDS = 60 + LETTERS // 4


def letters_out() -> QuerySet[OutgoingEmail]:
    return OutgoingEmail.objects.filter(kind="letters.delivery")


class Killer:
    """Kills a worker's child again and again, and twice a whole worker, the moment a message has arrived."""

    def __init__(self, server: RealSmtpServer, start_worker: Callable[..., RealWorker]) -> None:
        self.server, self.start_worker = server, start_worker
        self.chance = random.Random(4)
        self.workers = [self._start() for _ in range(WORKERS)]
        self.kills = 0

    def _start(self) -> RealWorker:
        return self.start_worker(pool="prefork", EMAIL_TIMEOUT_SECONDS=20)

    def work(self, messages: int) -> None:
        """Until so many messages have arrived."""
        whole = {messages // 3, 2 * messages // 3}
        while (so_far := len(self.server.received)) < messages:
            after = min(messages, so_far + self.chance.randint(1, 2 * MESSAGES_A_KILL))
            self.server.wait_for(after, seconds=SECONDS)
            crossed = {mark for mark in whole if mark <= after}
            whole -= crossed
            self._kill_worker() if crossed else self._kill_child()

    def _kill_child(self) -> None:
        self.chance.choice(self.workers).kill_pool_child()
        self.kills += 1

    def _kill_worker(self) -> None:
        number = self.chance.randrange(WORKERS)
        self.workers[number].kill()
        self.kills += 1
        self.workers[number] = self._start()


def finish(killer: Killer) -> None:
    """What time and beat would do: leases of the dead run out, pauses end, sweeps find what the broker has lost."""
    for worker in killer.workers:
        worker.kill()
        killer.kills += 1
    past = now() - timedelta(seconds=1)
    OutgoingEmail.objects.filter(status=MailStatus.SENDING).update(lease_until=past)
    OutgoingEmail.objects.filter(status=MailStatus.DEFERRED).update(not_before=past)
    killer.start_worker()
    for _ in range(1 + LETTERS // 100):
        tasks.sweep.apply_async(expires=SECONDS)  # each ends after 50 seconds: on a busy machine one is not enough
    left = letters_out().filter(status__in=[MailStatus.QUEUED, MailStatus.SENDING, MailStatus.DEFERRED])
    wait_until(lambda: not left.exists(), seconds=SECONDS, what="the last letters")
    untold = OutgoingEmail.objects.untold().filter(kind="letters.delivery")
    wait_until(lambda: not untold.exists(), seconds=SECONDS, what="the last outcomes")


def test_no_letter_is_lost_or_doubled_while_workers_are_killed(
    smtp_server: RealSmtpServer, start_worker: Callable[..., RealWorker]
) -> None:
    for token in many_asked(many_papers(PAPERS), LETTERS):
        services.confirm_letter(token=token)
    assert letters_out().filter(status=MailStatus.QUEUED, not_before__lte=now()).count() == LETTERS
    smtp_server.answer_next("RCPT", "451 4.2.1 later", times=LETTERS // 40)

    began = time.monotonic()
    killer = Killer(smtp_server, start_worker)
    killer.work(LETTERS * 3 // 2)
    finish(killer)
    took = time.monotonic() - began

    arrived = Counter(got.sender.partition("+")[2].partition("-")[0] for got in letters_at(smtp_server))
    status = dict(Letter.objects.values_list("mail_token", "status"))
    sums = Counter(status.values())
    print(f"{LETTERS} letters, {killer.kills} kills, {took:.0f} s: {dict(sums)}, {sum(arrived.values())} arrived")  # noqa: T201
    assert max(arrived.values()) == 1
    assert set(arrived) <= set(status)
    assert sums[Status.ACCEPTED] + sums[Status.UNKNOWN] == LETTERS
    assert all(token in arrived for token, at in status.items() if at == Status.ACCEPTED)
    # A dead worker leaves at most the one letter unknown that it held.
    assert sums[Status.UNKNOWN] <= killer.kills
    assert killer.kills > LETTERS // MESSAGES_A_KILL // 2
    check_message_ids(smtp_server)
    assert OutgoingEmail.objects.filter(kind="letters.accepted").count() == sums[Status.ACCEPTED]
    assert Delivery.objects.filter(ended_at=None).count() == 0


def letters_at(server: RealSmtpServer) -> list:
    return [got for got in server.received if got.sender.startswith("letters+")]


def check_message_ids(server: RealSmtpServer) -> None:
    """Each message has the id that its row had before the first attempt."""
    ids = {got.message_id for got in letters_at(server)}
    assert ids <= set(letters_out().values_list("message_id", flat=True))
    assert len(ids) == len(letters_at(server))
