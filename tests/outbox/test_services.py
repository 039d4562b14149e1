"""Queueing, cancelling, sending again."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from cms.core import clock as core_clock
from cms.core.crypto import encrypt
from cms.outbox.kinds import UnknownKind
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.services import (
    InvalidRecipient,
    PersonalDataInKey,
    TooLate,
    cancel_email,
    erase_recipient,
    queue_email,
    record_bounce,
    send_again,
)
from cms.outbox.sweep import sweep_once
from tests.factories.outbox import outgoing_email

pytestmark = [pytest.mark.django_db, pytest.mark.core]


def queue(**changes: Any) -> OutgoingEmail:
    return queue_email(
        **{
            "kind": "test.notice",
            "to": "jane@example.org",
            "reference": "42",
            "dedupe_key": "story:42:published",
            "language": "es",
            **changes,
        }
    )


def test_a_queued_email_waits_with_everything_it_needs(clock):
    row = OutgoingEmail.objects.get(pk=queue().pk)

    assert (row.kind, row.to, row.reference, row.language) == ("test.notice", "jane@example.org", "42", "es")
    assert (row.status, row.attempts, row.reason) == (Status.QUEUED, 0, "")
    assert row.not_before == core_clock.now()
    assert row.message_id.startswith("<")
    assert row.message_id.endswith("@localhost>")


def test_the_address_rests_encrypted_and_is_in_no_other_column():
    row = queue()
    stored = OutgoingEmail.objects.filter(pk=row.pk).extra(select={"raw": '"to"'}).values().get()
    raw = stored.pop("raw")

    assert "jane" not in raw
    assert raw != encrypt("jane@example.org")
    assert "jane" not in str({name: value for name, value in stored.items() if name != "to"})
    assert "jane" not in str(row)


def test_the_same_event_makes_one_email(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        first = queue()
        second = queue(to="other@example.org", language="en")

    assert first.pk == second.pk
    assert OutgoingEmail.objects.get().to == "jane@example.org"
    assert woken == [first.pk]


def test_a_caller_may_name_the_row_beforehand_and_the_same_event_keeps_its_first_name():
    name = uuid4()
    assert queue(pk=name).pk == name
    assert queue(pk=uuid4()).pk == name
    assert OutgoingEmail.objects.get().pk == name


def test_a_worker_is_woken_only_after_the_commit(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = queue()
        assert woken == []
    assert woken == [row.pk]


def test_a_rolled_back_event_leaves_no_email_and_wakes_nobody(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        queue()
        transaction.set_rollback(True)
    assert not OutgoingEmail.objects.exists()
    assert woken == []


def test_an_email_for_later_wakes_nobody(woken, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        row = queue(not_before=core_clock.now() + timedelta(days=2))
    assert woken == []
    assert not OutgoingEmail.objects.due(core_clock.now()).exists()
    assert OutgoingEmail.objects.due(core_clock.now() + timedelta(days=3)).get() == row


@pytest.mark.parametrize(
    "to",
    [
        "",
        " ",
        "jane",
        "jane@",
        "@example.org",
        "jane@example.org, eve@example.org",
        "jane@example.org;eve@example.org",
        "jane@example.org\nBcc: eve@example.org",
        "jane@example.org\r\n",
        " jane@example.org",
        "Jane <jane@example.org>",
        "jane@exa mple.org",
        "jane@example..org",
        "jane\x00@example.org",
        '"ja\x01ne"@example.org',
        "jane@" + "a" * 70 + ".org",
    ],
)
def test_only_one_bare_address_can_be_a_recipient(to):
    with pytest.raises(InvalidRecipient):
        queue(to=to)
    assert not OutgoingEmail.objects.exists()


def test_an_international_domain_is_welcome():
    assert queue(to="ana@niño.example").to == "ana@niño.example"


def test_an_unknown_kind_is_refused_when_it_is_queued():
    with pytest.raises(UnknownKind, match=r"nobody\.knows"):
        queue(kind="nobody.knows")


@pytest.mark.parametrize("where", ["dedupe_key", "reference"])
def test_keys_made_of_addresses_are_refused(where):
    with pytest.raises(PersonalDataInKey):
        queue(**{where: "confirm:jane@example.org"})


@pytest.mark.parametrize("status", [Status.QUEUED, Status.DEFERRED, Status.UNKNOWN, Status.CANCELLED])
def test_what_has_not_left_can_be_cancelled_twice(status):
    row = outgoing_email(status=status)
    assert cancel_email(pk=row.pk).status == Status.CANCELLED
    assert cancel_email(pk=row.pk).status == Status.CANCELLED
    assert not OutgoingEmail.objects.due(core_clock.now()).exists()


@pytest.mark.parametrize("status", [Status.SENDING, Status.SENT, Status.FAILED, Status.BOUNCED])
def test_what_has_left_cannot_be_cancelled(status):
    row = outgoing_email(status=status)
    with pytest.raises(TooLate):
        cancel_email(pk=row.pk)
    row.refresh_from_db()
    assert row.status == status


def test_what_does_not_exist_cannot_be_cancelled():
    with pytest.raises(TooLate):
        cancel_email(pk=uuid4())


@pytest.mark.parametrize("status", [Status.FAILED, Status.BOUNCED, Status.UNKNOWN, Status.DEFERRED, Status.CANCELLED])
def test_sending_again_keeps_the_message_and_starts_the_48_hours_anew(
    status, woken, django_capture_on_commit_callbacks
):
    old = core_clock.now() - timedelta(days=5)
    row = outgoing_email(
        status=status, attempts=7, first_tried_at=old, reason=Reason.GAVE_UP, smtp_code=451, not_before=old
    )
    with django_capture_on_commit_callbacks(execute=True):
        again = send_again(pk=row.pk)

    assert (again.status, again.reason, again.smtp_code, again.first_tried_at) == (Status.QUEUED, "", None, None)
    assert again.message_id == row.message_id
    assert again.attempts == 7
    assert woken == [row.pk]


@pytest.mark.parametrize("status", [Status.SENDING, Status.SENT])
def test_what_was_sent_is_not_sent_again(status, woken):
    row = outgoing_email(status=status)
    with pytest.raises(TooLate):
        send_again(pk=row.pk)
    assert woken == []


def test_a_bounce_is_recorded_once_and_its_owner_is_still_to_be_told():
    row = outgoing_email(status=Status.SENT)
    assert record_bounce(pk=row.pk).status == Status.BOUNCED
    assert record_bounce(pk=row.pk).is_untold


def test_what_was_not_sent_cannot_bounce():
    row = outgoing_email(status=Status.QUEUED)
    with pytest.raises(TooLate):
        record_bounce(pk=row.pk)


@pytest.mark.parametrize("status", [Status.QUEUED, Status.DEFERRED])
def test_an_erased_row_takes_its_waiting_emails_along(status):
    row = outgoing_email(reference="a-row", status=status)
    assert erase_recipient(reference="a-row") == 1
    row.refresh_from_db()
    assert (row.to, row.recipient_hash, row.status, row.reason) == ("", "", Status.CANCELLED, Reason.GONE)
    assert erase_recipient(reference="a-row") == 0


@pytest.mark.parametrize("status", [Status.SENDING, Status.SENT, Status.FAILED, Status.UNKNOWN, Status.CANCELLED])
def test_of_what_left_or_may_have_left_only_the_address_goes(status):
    row = outgoing_email(reference="a-row", status=status)
    erase_recipient(reference="a-row")
    row.refresh_from_db()
    assert (row.to, row.recipient_hash, row.status, row.reason) == ("", "", status, "")


def test_a_bounce_about_an_erased_row_goes_on_stopping_mail():
    row = outgoing_email(reference="a-row", status=Status.BOUNCED)
    erase_recipient(reference="a-row")
    stored = OutgoingEmail.objects.get(pk=row.pk)
    assert (stored.to, stored.recipient_hash) == ("", row.recipient_hash)


def test_emails_about_other_rows_keep_their_address():
    other = outgoing_email(reference="another-row", to="other@example.org")
    assert erase_recipient(reference="a-row") == 0
    other.refresh_from_db()
    assert (other.to, other.status) == ("other@example.org", Status.QUEUED)


def test_erasing_a_recipient_is_undone_with_its_transaction():
    row = outgoing_email(reference="a-row")
    with transaction.atomic():
        erase_recipient(reference="a-row")
        transaction.set_rollback(True)
    row.refresh_from_db()
    assert (row.to != "", row.status) == (True, Status.QUEUED)


def test_an_email_being_sent_while_its_row_is_erased_cannot_be_tried_again(clock, mail_server, woken):
    """The worker dies in the middle: afterwards there is no address to try."""
    row = outgoing_email(reference="a-row", status=Status.SENDING, attempts=1, lease_until=core_clock.now())
    erase_recipient(reference="a-row")
    clock.forward(minutes=1)
    sweep_once()
    row.refresh_from_db()
    assert row.status == Status.FAILED
    assert mail_server.received == []
    with pytest.raises(TooLate):
        send_again(pk=row.pk)
