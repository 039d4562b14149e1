"""One row, one attempt, one recorded outcome."""

import logging
from datetime import timedelta

import pytest
from celery.exceptions import SoftTimeLimitExceeded
from django.db import OperationalError, connection
from django.utils import translation

from cms.core import clock as core_clock
from cms.outbox import delivery, transport
from cms.outbox.delivery import deliver_one, pause_after, release_expired, tell_owners
from cms.outbox.kinds import EmailKind, RenderedEmail, register
from cms.outbox.message import Envelope
from cms.outbox.models import OutgoingEmail, Reason, Status
from cms.outbox.services import TooLate, put_off_email, record_bounce, send_again
from cms.outbox.transport import Answer
from tests.factories.outbox import outgoing_email
from tests.outbox import kinds
from tests.servers.smtp import DROP, RealSmtpServer

pytestmark = [pytest.mark.django_db, pytest.mark.core]


@pytest.fixture(autouse=True)
def nobody_told() -> None:
    kinds.told.clear()


def deliver(row: OutgoingEmail) -> OutgoingEmail:
    deliver_one(row.pk)
    return OutgoingEmail.objects.get(pk=row.pk)


def test_a_due_email_is_sent_once_and_its_owner_told(clock, mail_server):
    row = deliver(outgoing_email(to="jane@example.org", reference="42"))

    assert (row.status, row.smtp_code, row.attempts, row.sent_at) == (Status.SENT, 250, 1, core_clock.now())
    assert (row.lease_until, row.is_untold) == (None, False)
    assert deliver_one(row.pk) is None
    [received] = mail_server.received
    assert received.recipients == ("jane@example.org",)
    assert received.message_id == row.message_id
    assert "About 42.\n.A line that begins with a dot." in received.text
    assert kinds.told == [(str(row.pk), Status.SENT)]


def test_nothing_leaves_before_its_time(clock, mail_server):
    row = outgoing_email(not_before=core_clock.now() + timedelta(hours=1))
    assert deliver(row).status == Status.QUEUED
    clock.forward(hours=1)
    assert deliver(row).status == Status.SENT


def test_what_may_leave_only_later_waits_as_if_nobody_had_tried(clock, mail_server):
    before = outgoing_email(kind="test.not_yet")
    row = deliver(before)
    assert (row.status, row.not_before, row.lease_until) == (Status.QUEUED, kinds.OPENS_AT, None)
    assert (row.attempts, row.first_tried_at, row.reason) == (0, None, "")
    assert kinds.told == []
    assert deliver_one(row.pk) is None
    clock.move_to(kinds.OPENS_AT)
    assert deliver(row).status == Status.SENT
    assert [got.message_id for got in mail_server.received] == [before.message_id]


def test_an_earlier_try_still_counts_for_the_48_hours_when_a_later_one_must_wait(clock, mail_server):
    first = core_clock.now() - timedelta(hours=3)
    waiting = {"status": Status.DEFERRED, "reason": Reason.TEMPORARY, "attempts": 4, "first_tried_at": first}
    row = deliver(outgoing_email(kind="test.not_yet", **waiting))
    assert (row.status, row.attempts, row.first_tried_at) == (Status.QUEUED, 4, first)


def test_only_the_last_claim_may_be_given_back(clock):
    claim = delivery._claim(outgoing_email().pk)
    assert claim is not None
    clock.forward(hours=1)
    release_expired()
    assert delivery._claim(claim.pk) is not None
    with pytest.raises(TooLate):
        put_off_email(row=claim, until=kinds.OPENS_AT)
    assert OutgoingEmail.objects.get().attempts == 2


@pytest.mark.parametrize("status", [s for s in Status if s not in (Status.QUEUED, Status.DEFERRED)])
def test_only_waiting_rows_are_claimed(mail_server, status):
    assert deliver_one(outgoing_email(status=status).pk) is None
    assert mail_server.received == []


def test_the_message_is_written_in_the_language_of_its_row(mail_server):
    register(EmailKind("test.language", lambda row: RenderedEmail("x", translation.get_language())))
    deliver(outgoing_email(kind="test.language", language="es"))
    assert mail_server.received[0].text.strip() == "es"
    assert translation.get_language() == "en"


def test_a_temporary_fault_is_tried_again_later_with_the_same_message_id(clock, mail_server):
    mail_server.answer_next("CONTENT", "451 4.3.0 later")
    row = deliver(outgoing_email())
    assert (row.status, row.reason, row.smtp_code) == (Status.DEFERRED, Reason.TEMPORARY, 451)
    assert timedelta(seconds=45) <= row.not_before - core_clock.now() <= timedelta(seconds=75)

    clock.forward(minutes=2)
    row = deliver(row)
    assert (row.status, row.attempts, row.reason) == (Status.SENT, 2, "")
    assert {received.message_id for received in mail_server.received} == {row.message_id}
    assert [status for _, status in kinds.told] == [Status.DEFERRED, Status.SENT]


def test_pauses_grow_up_to_four_hours_and_differ():
    assert [pause_after(n) < pause_after(n + 2) for n in range(1, 7)] == [True] * 6
    assert max(pause_after(n) for n in range(1, 200)) <= timedelta(hours=5)
    assert len({pause_after(5) for _ in range(20)}) > 1


def test_after_48_hours_it_gives_up(clock, mail_server):
    mail_server.answer_next("RCPT", "450 4.2.1 greylisted", times=200)
    row = outgoing_email()
    start, attempts = core_clock.now(), 0
    while row.status in (Status.QUEUED, Status.DEFERRED):
        row = deliver(row)
        attempts += 1
        clock.move_to(max(row.not_before, core_clock.now() + timedelta(seconds=1)))
    assert (row.status, row.reason, row.smtp_code) == (Status.FAILED, Reason.GAVE_UP, 450)
    assert timedelta(hours=48) <= core_clock.now() - start <= timedelta(hours=54)
    assert 15 <= attempts <= 25


def test_an_email_for_next_week_still_has_its_48_hours(clock, mail_server):
    row = outgoing_email(not_before=core_clock.now() + timedelta(days=7))
    clock.forward(days=7, minutes=1)
    mail_server.answer_next("RCPT", "450 4.2.1 greylisted")
    assert deliver(row).status == Status.DEFERRED


def test_a_refusal_fails_at_once(mail_server):
    mail_server.answer_next("RCPT", "550 5.7.1 no")
    row = deliver(outgoing_email())
    assert (row.status, row.reason, row.smtp_code) == (Status.FAILED, Reason.REFUSED, 550)
    assert kinds.told == [(str(row.pk), Status.FAILED)]


def test_a_hard_bounce_stops_mail_to_that_address_only(mail_server):
    mail_server.answer_next("RCPT", "550 5.1.1 no such user")
    assert deliver(outgoing_email(to="gone@example.org")).status == Status.BOUNCED

    again = deliver(outgoing_email(to="GONE@example.org"))
    assert (again.status, again.reason) == (Status.FAILED, Reason.SUPPRESSED)
    assert deliver(outgoing_email(to="other@example.org")).status == Status.SENT
    assert len(mail_server.received) == 1


def test_sending_a_bounced_email_again_lifts_the_stop(mail_server):
    mail_server.answer_next("RCPT", "550 5.1.1 no such user")
    row = deliver(outgoing_email(to="back@example.org"))
    send_again(pk=row.pk)
    assert deliver(row).status == Status.SENT


def test_a_message_that_cannot_be_written_fails_once_and_says_where_but_not_what(caplog, mail_server):
    with caplog.at_level(logging.ERROR):
        row = deliver(outgoing_email(kind=kinds.BROKEN.name))
    assert (row.status, row.reason, row.attempts) == (Status.FAILED, Reason.RENDER, 1)
    assert "KeyError in" in caplog.text
    assert "canary" not in caplog.text


def test_a_header_that_breaks_out_of_its_line_is_never_sent(mail_server):
    evil = {"X-Topic": "news\r\nBcc: eve@example.org"}
    register(EmailKind("test.evil", lambda row: RenderedEmail("x", "y", headers=evil)))
    row = deliver(outgoing_email(kind="test.evil"))
    assert (row.status, row.reason) == (Status.FAILED, Reason.RENDER)
    assert mail_server.received == []


def test_what_is_gone_is_cancelled_not_failed(mail_server):
    row = deliver(outgoing_email(kind=kinds.GONE.name))
    assert (row.status, row.reason) == (Status.CANCELLED, Reason.GONE)


def test_a_kind_that_no_app_knows_any_more_fails(mail_server):
    row = deliver(outgoing_email(kind="removed.kind"))
    assert (row.status, row.reason, row.is_untold) == (Status.FAILED, Reason.KIND, False)


def test_a_wrong_key_loses_no_mail(settings, mail_server, clock):
    row = outgoing_email()
    right, settings.ENCRYPTION_KEYS = settings.ENCRYPTION_KEYS, ["b3RoZXItb25seS1rZXktMDEyMzQ1Njc4OS0wMTIzNDU="]
    deliver_one(row.pk)
    assert OutgoingEmail.objects.defer("to").get().reason == Reason.KEY

    settings.ENCRYPTION_KEYS = right
    clock.forward(minutes=2)
    assert deliver(row).status == Status.SENT


def test_a_database_that_does_not_answer_while_writing_is_no_failure(mail_server):
    def render(row: OutgoingEmail) -> RenderedEmail:
        raise OperationalError

    register(EmailKind("test.database", render))
    row = deliver(outgoing_email(kind="test.database"))
    assert (row.status, row.reason) == (Status.DEFERRED, Reason.DATABASE)


@pytest.mark.parametrize(("kind", "status"), [(kinds.NOTICE, Status.DEFERRED), (kinds.ONCE_ONLY, Status.UNKNOWN)])
def test_silence_after_the_content(mail_server, clock, kind, status):
    mail_server.answer_next("CONTENT", DROP)
    row = deliver(outgoing_email(kind=kind.name))
    assert (row.status, row.reason) == (status, Reason.NO_REPLY)

    clock.forward(hours=1)
    deliver(row)
    ids = [received.message_id for received in mail_server.received]
    assert ids == [row.message_id] * (2 if kind.resend_when_unknown else 1)


@pytest.mark.parametrize(
    ("kind", "status"),
    [(kinds.NOTICE.name, Status.DEFERRED), (kinds.ONCE_ONLY.name, Status.UNKNOWN), ("removed.kind", Status.UNKNOWN)],
)
def test_the_row_of_a_dead_worker_comes_back(clock, kind, status):
    row = outgoing_email(
        kind=kind, status=Status.SENDING, attempts=1, lease_until=core_clock.now(), first_tried_at=core_clock.now()
    )
    assert release_expired() == 0
    clock.forward(seconds=1)
    assert release_expired() == 1
    row.refresh_from_db()
    assert (row.status, row.reason, row.lease_until) == (status, Reason.INTERRUPTED, None)
    assert release_expired() == 0


def test_a_message_that_kills_every_worker_is_given_up(clock):
    long_ago = core_clock.now() - timedelta(hours=49)
    row = outgoing_email(status=Status.SENDING, attempts=99, lease_until=long_ago, first_tried_at=long_ago)
    release_expired()
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.FAILED, Reason.GAVE_UP)


def test_an_interruption_while_sending_leaves_the_row_to_its_lease(monkeypatch, mail_server):
    def interrupted(envelope: Envelope) -> Answer:
        raise SoftTimeLimitExceeded

    monkeypatch.setattr(transport, "send", interrupted)
    row = outgoing_email()
    with pytest.raises(SoftTimeLimitExceeded):
        deliver_one(row.pk)
    row.refresh_from_db()
    assert row.status == Status.SENDING


@pytest.mark.skipif(connection.vendor != "postgresql", reason="only a database server can be restarted")
def test_a_database_restart_while_writing_loses_nothing(committed_db, mail_server):
    def render(row: OutgoingEmail) -> RenderedEmail:
        if row.attempts == 1:
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_terminate_backend(pg_backend_pid())")
        return RenderedEmail("x", "y")

    register(EmailKind("test.restart", render))
    row = deliver(outgoing_email(kind="test.restart"))
    assert (row.status, row.reason) == (Status.DEFERRED, Reason.DATABASE)
    OutgoingEmail.objects.update(not_before=core_clock.now())
    assert deliver(row).status == Status.SENT


def test_a_worker_that_comes_back_too_late_records_nothing(monkeypatch, mail_server, clock, settings):
    row = outgoing_email()

    def slow_send(envelope: Envelope) -> Answer:
        clock.forward(seconds=settings.OUTBOX_LEASE_SECONDS + 1)
        assert release_expired() == 1
        clock.forward(seconds=1)
        claimed = delivery._claim(row.pk)
        assert claimed is not None
        assert claimed.attempts == 2
        return Answer(Status.SENT, "", 250)

    monkeypatch.setattr(transport, "send", slow_send)
    assert deliver_one(row.pk) is None
    row.refresh_from_db()
    assert (row.status, row.attempts) == (Status.SENDING, 2)


def test_an_owner_that_fails_is_told_again(mail_server, caplog):
    answers = [RuntimeError("canary@private.example"), None]
    calls: list[str] = []

    def note(row: OutgoingEmail) -> None:
        calls.append(row.status)
        if error := answers.pop(0):
            raise error

    register(EmailKind("test.deaf", kinds.NOTICE.render, on_outcome=note))
    row = deliver(outgoing_email(kind="test.deaf"))
    assert (row.status, row.is_untold) == (Status.SENT, True)
    assert "canary" not in caplog.text

    assert tell_owners() == 1
    assert tell_owners() == 0
    assert calls == [Status.SENT, Status.SENT]


def test_an_owner_is_told_of_a_bounce_that_came_later(mail_server):
    row = deliver(outgoing_email())
    record_bounce(pk=row.pk)
    tell_owners()
    assert kinds.told[-1] == (str(row.pk), Status.BOUNCED)


def test_in_the_local_mailbox_mail_is_written_but_does_not_leave(settings):
    assert settings.EMAIL_URL == "local"
    row = deliver(outgoing_email())
    assert (row.status, row.reason, row.smtp_code) == (Status.SENT, Reason.LOCAL, None)
    assert deliver(outgoing_email(kind=kinds.BROKEN.name)).status == Status.FAILED


def test_a_public_server_without_a_mail_server_keeps_its_mail_waiting(settings):
    settings.LOCAL_MAILBOX = False
    row = deliver(outgoing_email())
    assert (row.status, row.attempts) == (Status.QUEUED, 0)


def test_logs_name_the_row_and_no_person(mail_server, caplog):
    with caplog.at_level(logging.DEBUG, logger="cms"):
        deliver(outgoing_email(to="canary@private.example"))
    own = " ".join(record.getMessage() for record in caplog.records if record.name.startswith("cms"))
    assert "test.notice" in own
    assert "canary" not in own


def test_two_claims_of_one_row(clock):
    row = outgoing_email()
    assert delivery._claim(row.pk) is not None
    assert delivery._claim(row.pk) is None


def test_the_login_of_the_mail_server_is_our_problem(settings):
    with RealSmtpServer(login=("kinship", "right")) as server:
        settings.EMAIL_URL, settings.EMAIL_HOST, settings.EMAIL_PORT = server.url, "127.0.0.1", server.port
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "kinship", "wrong"
        row = deliver(outgoing_email())
    assert (row.status, row.reason, row.smtp_code) == (Status.DEFERRED, Reason.LOGIN, 535)
