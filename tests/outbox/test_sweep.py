"""What the sweep finds and when it stops."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import call_command

from cms.core import clock as core_clock
from cms.outbox import tasks
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.sweep import sweep_once
from tests.factories.outbox import outgoing_email
from tests.outbox import kinds

pytestmark = [pytest.mark.django_db, pytest.mark.core]


def test_it_sends_all_that_is_due_the_longest_waiting_first(clock, mail_server):
    later = outgoing_email(not_before=core_clock.now() + timedelta(minutes=1))
    second = outgoing_email(not_before=core_clock.now() - timedelta(minutes=1))
    first = outgoing_email(not_before=core_clock.now() - timedelta(hours=1))

    assert sweep_once() == 2
    assert [received.message_id for received in mail_server.received] == [first.message_id, second.message_id]
    assert sweep_once() == 0
    later.refresh_from_db()
    assert later.status == Status.QUEUED


def test_it_takes_back_what_dead_workers_held_and_sends_it_in_the_same_run(clock, mail_server):
    row = outgoing_email(status=Status.SENDING, attempts=1, lease_until=core_clock.now() - timedelta(seconds=1))
    assert sweep_once() == 1
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Status.SENT, 2)


def test_without_a_mail_server_only_one_row_uses_up_an_attempt(settings, mail_server):
    settings.EMAIL_PORT = 1
    for _ in range(5):
        outgoing_email()
    assert sweep_once() == 1
    assert OutgoingEmail.objects.filter(reason=Reason.NETWORK).count() == 1
    assert OutgoingEmail.objects.filter(status=Status.QUEUED, attempts=0).count() == 4


def test_one_bad_message_does_not_hold_up_the_others(mail_server):
    bad = outgoing_email(kind=kinds.BROKEN.name, not_before=core_clock.now() - timedelta(hours=1))
    good = [outgoing_email() for _ in range(3)]
    assert sweep_once() == 4
    bad.refresh_from_db()
    assert bad.status == Status.FAILED
    assert {received.message_id for received in mail_server.received} == {row.message_id for row in good}


def test_it_stops_when_its_time_is_up(mail_server):
    for _ in range(3):
        outgoing_email()
    assert sweep_once(budget_seconds=0) == 1
    assert OutgoingEmail.objects.waiting().count() == 2


def test_it_tells_owners_who_did_not_hear(clock):
    kinds.told.clear()
    row = outgoing_email(status=Status.FAILED, is_untold=True)
    sweep_once()
    assert kinds.told == [(str(row.pk), Status.FAILED)]


def test_the_tasks_carry_an_id_and_nothing_else(mail_server):
    row = outgoing_email()
    tasks.deliver(str(row.pk))
    row.refresh_from_db()
    assert row.status == Status.SENT

    outgoing_email()
    tasks.sweep()
    assert len(mail_server.received) == 2


def test_a_task_for_a_row_that_is_gone_does_nothing():
    tasks.deliver("00000000-0000-0000-0000-000000000000")
    assert not OutgoingEmail.objects.exists()


def test_the_command_sends_without_any_worker(mail_server):
    outgoing_email()
    outgoing_email(not_before=core_clock.now() + timedelta(days=1))
    out = StringIO()
    call_command("send_outbox", stdout=out)
    assert out.getvalue().strip() == "1 tried, 1 still waiting."
    assert len(mail_server.received) == 1
