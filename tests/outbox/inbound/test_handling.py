"""From a message to the row it is about: once, and only where it is proven."""

import logging
from datetime import timedelta

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from cms.core import clock as core_clock
from cms.outbox import tasks
from cms.outbox.delivery import tell_owners
from cms.outbox.inbound.handling import NotYet, Result, take_in, take_in_or_leave
from cms.outbox.kinds import EmailKind, _kinds, register
from cms.outbox.models import InboundSeen, OutgoingEmail, Reason, Status
from cms.outbox.return_address import bounce_address, is_ours, reply_address, tagged_addresses
from tests.outbox import kinds
from tests.outbox.inbound.messages import TOKEN, about, message, names, sent_email
from tests.outbox.inbound.test_sorting import EXPECTED

pytestmark = [pytest.mark.core, pytest.mark.django_db]

BOUNCES = [name for name, (sort, _reason) in EXPECTED.items() if sort == "bounce" and name != "forged_bounce"]
REPLIES = [name for name, (sort, _reason) in EXPECTED.items() if sort == "reply" and name != "headers_only"]
NOTHING = [name for name, (sort, _reason) in EXPECTED.items() if sort in ("automatic", "delay", "receipt")]


@pytest.fixture(autouse=True)
def nobody_has_answered():
    kinds.answers.clear()
    kinds.told.clear()


def everything():
    """All rows there are, as plain values."""
    return [list(model.objects.order_by("pk").values()) for model in (OutgoingEmail, InboundSeen)]


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_in_any_shape_reaches_its_row_and_its_owner(name):
    row, reason = sent_email(), EXPECTED[name][1]
    assert take_in(about(row, name)) == Result.BOUNCED
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.BOUNCED if reason == Reason.NO_MAILBOX else Status.FAILED, reason)
    tell_owners()
    assert kinds.told == [(str(row.pk), row.status)]


@pytest.mark.parametrize("name", [*BOUNCES, *REPLIES, "complaint"])
def test_the_same_message_read_again_changes_nothing(name, clock):
    row = sent_email()
    raw = about(row, name)
    take_in(raw)
    before, answers = everything(), list(kinds.answers)
    clock.forward(days=29)
    assert take_in(raw) == Result.REPEATED
    assert everything() == before
    assert kinds.answers == answers


@pytest.mark.parametrize("name", NOTHING)
def test_robots_delays_and_receipts_change_nothing(name):
    row = sent_email()
    before = everything()
    assert take_in(about(row, name)) == Result.IGNORED
    assert everything() == before
    assert kinds.answers == []


@pytest.mark.parametrize("name", REPLIES)
def test_a_person_s_answer_is_given_to_the_kind_s_owner(name):
    row = sent_email()
    assert take_in(about(row, name)) == Result.FORWARDED
    [(pk, reply)] = kinds.answers
    assert pk == str(row.pk)
    assert reply.sender.endswith("correo.example" if "spanish" in name or "8bit" in name else "courier.example")
    assert reply.text
    assert OutgoingEmail.objects.get().status == Status.SENT


def test_who_wrote_and_about_what_is_decoded():
    row = sent_email()
    take_in(about(row, "reply_spanish_attachment"))
    reply = kinds.answers[0][1]
    assert (reply.sender_name, reply.sender) == ("María Nuñez", "maria@elcorreo.example")
    assert reply.subject == "RE: Carta a la redacción"
    assert reply.had_attachments


def test_reply_to_is_whom_to_answer():
    row = sent_email()
    raw = about(row, "reply_8bit_headers").replace(
        b"MIME-Version", b"Reply-To: Desk <desk@courier.example>\nMIME-Version"
    )
    take_in(raw)
    reply = kinds.answers[0][1]
    assert (reply.sender_name, reply.sender) == ("Desk", "desk@courier.example")


@pytest.mark.parametrize(
    "sender",
    [
        b"not an address",
        b"",
        b"hello@localhost",
        b"x <notices+abcdefgh@localhost>",
        b"<>",
        b"a@b",
        b"x@" + b"a" * 300 + b".example",
    ],
)
def test_nobody_who_can_be_answered_or_only_ourselves(sender):
    row = sent_email()
    raw = about(row, "reply_gmail").replace(b'"Ed Itor" <ed@courier.example>', sender)
    before = everything()
    assert take_in(raw) == Result.IGNORED
    assert everything() == before


def test_an_owner_who_says_no_leaves_no_trace():
    row = sent_email()
    raw = about(row, "headers_only") + b"no thanks"
    before = everything()
    assert take_in(raw) == Result.IGNORED
    assert everything() == before
    assert take_in(about(row, "headers_only")) == Result.IGNORED  # not a word


def test_a_complaint_stops_mail_to_that_address(mail_server):
    row = sent_email()
    assert take_in(about(row, "complaint")) == Result.BOUNCED
    row.refresh_from_db()
    assert (row.status, row.reason) == (Status.BOUNCED, Reason.COMPLAINT)
    later = sent_email(status=Status.QUEUED, reference="somebodyelse")
    tasks.deliver(str(later.pk))
    later.refresh_from_db()
    assert (later.status, later.reason) == (Status.FAILED, Reason.SUPPRESSED)
    assert mail_server.received == []


def test_a_refused_message_does_not_stop_the_next_one(mail_server):
    row = sent_email()
    take_in(about(row, "postfix_blocked"))
    later = sent_email(status=Status.QUEUED, reference="somebodyelse")
    tasks.deliver(str(later.pk))
    assert len(mail_server.received) == 1


@pytest.mark.parametrize("name", ["forged_bounce"])
def test_a_bounce_sent_to_the_address_that_people_see_proves_nothing(name, caplog):
    row = sent_email()
    before = everything()
    assert take_in(about(row, name)) == Result.NOT_OURS
    assert everything() == before


@pytest.mark.parametrize("name", [*BOUNCES, *REPLIES, "complaint"])
def test_a_guessed_token_does_nothing(name):
    sent_email()
    before = everything()
    assert take_in(message(name, token="guessedguessed")) == Result.NOT_OURS
    assert everything() == before
    assert kinds.answers == []


def test_a_token_that_was_changed_needs_a_new_proof():
    row = sent_email()
    other = bounce_address("notices", "othertoken22").split("-")[1]
    raw = message("postfix_no_such_user").replace(
        bounce_address("notices", TOKEN).encode(), f"notices+{TOKEN}-{other}".encode()
    )
    assert take_in(raw) == Result.NOT_OURS
    row.refresh_from_db()
    assert row.status == Status.SENT


def test_guessing_does_not_fill_the_log_and_names_nobody(caplog):
    caplog.set_level(logging.INFO)
    for number in range(50):
        take_in(message("reply_gmail", token=f"guess{number:08}"))
    lines = [record.getMessage() for record in caplog.records if record.name.startswith("cms.outbox")]
    assert len(lines) == 10
    for private in ("guess", "courier", "ed@", "Jane", "noon"):
        assert not any(private in line for line in lines)


def test_mail_about_nothing_of_ours_is_not_even_logged(caplog):
    caplog.set_level(logging.INFO)
    assert take_in(b"From: spam@spam.example\nTo: hello@localhost\nSubject: Buy\n\nBuy.\n") == Result.NOT_OURS
    assert caplog.text == ""


def test_a_bounce_names_its_row_by_token_alone_or_by_message_id_alone():
    by_token, by_id = sent_email(), sent_email(reference="zzzzzzzzzzzz")
    without_id = about(by_token, "postfix_no_such_user").replace(
        by_token.message_id.encode(), b"<rewritten@ses.example>"
    )
    assert take_in(without_id) == Result.BOUNCED
    without_token = about(by_id, "gmail_failure").replace(
        bounce_address("notices", "zzzzzzzzzzzz").encode(), b"x@y.example"
    )
    assert take_in(without_token) == Result.BOUNCED
    assert set(OutgoingEmail.objects.values_list("status", flat=True)) == {Status.BOUNCED}


@pytest.mark.parametrize("header", ["In-Reply-To", "References"])
def test_an_answer_that_came_elsewhere_is_found_by_what_it_answers(header):
    row = sent_email()
    raw = f"From: ed@courier.example\nTo: x@localhost\n{header}: <a@b> {row.message_id}\n\nHello.\n".encode()
    assert take_in(raw) == Result.FORWARDED


def test_the_envelope_s_recipient_is_enough():
    sent_email()
    raw = b"From: ed@courier.example\nTo: undisclosed-recipients:;\n\nHello.\n"
    assert take_in(raw) == Result.NOT_OURS
    assert take_in(raw, recipient=reply_address("notices", TOKEN).upper()) == Result.FORWARDED


def test_a_message_without_an_id_is_known_by_all_of_it():
    sent_email()
    raw = f"From: ed@courier.example\nTo: {reply_address('notices', TOKEN)}\n\nHello.\n".encode()
    assert take_in(raw) == Result.FORWARDED
    assert take_in(raw) == Result.REPEATED
    assert take_in(raw + b"And more.\n") == Result.FORWARDED


@pytest.mark.parametrize("status", [Status.QUEUED, Status.DEFERRED, Status.CANCELLED, Status.FAILED, Status.BOUNCED])
def test_only_what_was_sent_can_come_back(status):
    row = sent_email(status=status)
    before = everything()
    assert take_in(about(row, "postfix_no_such_user")) == Result.IGNORED
    assert everything() == before


def test_what_may_have_left_can_come_back():
    row = sent_email(status=Status.UNKNOWN)
    assert take_in(about(row, "postfix_no_such_user")) == Result.BOUNCED


def test_a_bounce_that_is_quicker_than_our_own_record_comes_again_later():
    row = sent_email(status=Status.SENDING)
    with pytest.raises(NotYet):
        take_in(about(row, "postfix_no_such_user"))
    assert take_in_or_leave(about(row, "postfix_no_such_user")) is None
    OutgoingEmail.objects.update(status=Status.SENT)
    assert take_in(about(row, "postfix_no_such_user")) == Result.BOUNCED


def test_a_kind_that_takes_no_answers_or_is_gone_ignores_them():
    row = sent_email(kind="test.notice")
    assert take_in(about(row, "reply_gmail")) == Result.IGNORED
    OutgoingEmail.objects.update(kind="test.forgotten")
    assert take_in(about(row, "reply_gmail")) == Result.IGNORED


def test_an_owner_s_fault_loses_nothing_and_keeps_nobody_waiting(caplog):
    row = sent_email()

    def broken(row, reply):
        raise KeyError(reply.text)

    kind = _kinds["test.answered"]
    register(EmailKind("test.answered", kind.render, mailbox=kind.mailbox, find=kind.find, on_reply=broken))
    try:
        assert take_in_or_leave(about(row, "reply_gmail")) is None
        assert InboundSeen.objects.count() == 0
        assert "KeyError" in caplog.text
        assert "noon" not in caplog.text
    finally:
        register(kind)
    assert take_in(about(row, "reply_gmail")) == Result.FORWARDED


def test_nothing_of_a_message_is_kept_but_a_hash_and_that_for_30_days(clock):
    row = sent_email()
    take_in(about(row, "reply_gmail"))
    [seen] = InboundSeen.objects.values()
    assert set(seen) == {"id", "message_hash", "seen_at"}
    assert len(seen["message_hash"]) == 64
    assert seen["seen_at"] == core_clock.now()
    clock.forward(days=30)
    tasks.erase()
    assert InboundSeen.objects.count() == 1
    clock.forward(seconds=1)
    tasks.erase()
    assert InboundSeen.objects.count() == 0


def test_the_proof_is_ours_alone_and_differs_for_each_token_and_mailbox(settings):
    first = bounce_address("notices", TOKEN)
    assert len({first, bounce_address("notices", TOKEN + "a"), bounce_address("letters", TOKEN)}) == 3
    [found] = tagged_addresses(f"Somebody <{first.upper()}>")
    assert (found.mailbox, found.token, found.is_proven) == ("notices", TOKEN, True)
    settings.SECRET_KEY = "another"
    assert not next(tagged_addresses(first)).is_proven


@pytest.mark.parametrize(
    "text",
    [
        f"notices+{TOKEN}@other.example",
        f"nobodys+{TOKEN}@localhost",
        "notices@localhost",
        "notices+short@localhost",
        f"xnotices+{TOKEN}@localhost.example",
        f"a.notices+{TOKEN}@localhost",
        "notices+../../x@localhost",
    ],
)
def test_other_addresses_are_none_of_ours(text):
    assert list(tagged_addresses(text)) == []


@pytest.mark.parametrize(
    ("address", "ours"),
    [
        ("hello@localhost", True),
        ("HELLO@localhost ", True),
        ("notices+x@localhost", True),
        ("letters@localhost", True),
        ("jane@localhost", False),
        ("jane@example.org", False),
        ("", False),
    ],
)
def test_which_addresses_come_back_to_us(address, ours):
    assert is_ours(address) == ours


@given(raw=st.binary(max_size=600))
@example(raw=b"")
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_arbitrary_bytes_never_raise_and_never_change_a_row(raw):
    if not OutgoingEmail.objects.exists():
        sent_email()
    before = everything()
    assert take_in(raw) in (Result.NOT_OURS, Result.IGNORED, Result.UNREADABLE)
    assert everything() == before


@given(name=st.sampled_from(names()), cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6))
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_torn_messages_of_the_corpus_never_raise_and_without_proof_change_nothing(name, cuts):
    if not OutgoingEmail.objects.exists():
        sent_email()
    raw = message(name, token="guessedguessed")
    for where, junk in cuts:
        position = int(where * len(raw))
        raw = raw[:position] + junk + raw[position + len(junk) :]
    before = everything()
    take_in(raw)
    assert everything() == before


def test_seen_rows_say_nothing():
    row = InboundSeen.objects.create(message_hash="x" * 64, seen_at=core_clock.now() - timedelta(days=1))
    assert str(row) == f"inbound {row.pk}"
