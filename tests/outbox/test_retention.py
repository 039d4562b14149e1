"""Addresses do not stay."""

from datetime import timedelta

import pytest

from cms.core import clock as core_clock
from cms.outbox import tasks
from cms.outbox.models import OutgoingEmail, Status
from cms.outbox.retention import KEEP_RECIPIENTS_FOR, erase_old_recipients
from cms.outbox.services import TooLate, send_again
from tests.factories.outbox import outgoing_email

pytestmark = [pytest.mark.django_db, pytest.mark.core]
ENDED = [Status.SENT, Status.FAILED, Status.CANCELLED, Status.UNKNOWN]


@pytest.mark.parametrize("status", ENDED)
def test_after_28_days_nobody_can_tell_to_whom_it_went(clock, status):
    row = outgoing_email(status=status)
    clock.forward(days=28)
    assert erase_old_recipients() == 0
    clock.forward(seconds=1)
    assert erase_old_recipients() == 1
    assert erase_old_recipients() == 0

    stored = OutgoingEmail.objects.get(pk=row.pk)
    assert (stored.to, stored.recipient_hash, stored.status) == ("", "", status)
    assert stored.masked_recipient == "–"


def test_a_bounce_keeps_stopping_mail_without_its_address(clock, mail_server):
    bounced = outgoing_email(to="gone@example.org", status=Status.BOUNCED)
    clock.forward(days=40)
    tasks.erase()
    bounced.refresh_from_db()
    assert bounced.to == ""

    row = outgoing_email(to="gone@example.org")
    tasks.deliver(str(row.pk))
    row.refresh_from_db()
    assert row.status == Status.FAILED
    assert mail_server.received == []


@pytest.mark.parametrize("status", [Status.QUEUED, Status.DEFERRED, Status.SENDING])
def test_what_has_still_to_leave_keeps_its_address(clock, status):
    row = outgoing_email(to="jane@example.org", status=status, not_before=core_clock.now() + timedelta(days=90))
    clock.forward(days=60)
    assert erase_old_recipients() == 0
    row.refresh_from_db()
    assert row.to == "jane@example.org"


def test_what_has_no_address_any_more_cannot_be_sent_again(clock, woken):
    row = outgoing_email(status=Status.FAILED)
    clock.forward(seconds=KEEP_RECIPIENTS_FOR.total_seconds() + 1)
    erase_old_recipients()
    with pytest.raises(TooLate):
        send_again(pk=row.pk)
