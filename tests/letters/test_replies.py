"""An editor's answer to our address reaches the writer, and nothing of it stays with us."""

import logging

import pytest
from django.db import connection
from django.utils import translation

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.emails import find_by_token
from cms.letters.links import editor_token, editor_url
from cms.letters.models import Delivery, ForwardedReply, Letter, Status
from cms.outbox.delivery import deliver_one
from cms.outbox.inbound.handling import Result, take_in
from cms.outbox.kinds import Reply
from cms.outbox.models import InboundSeen, OutgoingEmail
from cms.outbox.models import Status as MailStatus
from cms.outbox.preview import preview
from tests.factories.letters import confirmed, draft, paper
from tests.outbox.inbound.messages import message, names

pytestmark = [pytest.mark.core, pytest.mark.django_db]

CANARY = "Canary-7731"
REPLY = Reply(sender_name="Ed Itor", sender="ed@courier.example", subject="Re: Carta", text="Call me.")


@pytest.fixture
def letter(mail_server, clock, site):
    """A letter that The Courier's server has accepted."""
    newspaper = paper(name="The Courier", letters_email="letters@courier.example", any_hour=True)
    return send(confirmed(newspaper))


def send(letter):
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return Letter.objects.get(pk=letter.pk)


def incoming(letter, name="reply_gmail", **changes):
    row = OutgoingEmail.objects.get(kind="letters.delivery", reference=str(delivery_of(letter).pk))
    values = {"mailbox": "letters", "token": letter.mail_token, "message_id": row.message_id, **changes}
    return message(name, **values)


def delivery_of(letter):
    return Delivery.objects.get(confirmation__letter=letter)


def forward(letter, **changes):
    return services.forward_reply(delivery_id=delivery_of(letter).pk, reply=Reply(**{**vars(REPLY), **changes}))


def send_forwarded():
    row = OutgoingEmail.objects.filter(kind="letters.reply").latest("created_at")
    return deliver_one(row.pk)


def test_the_writer_gets_the_answer_with_exactly_these_headers(letter, mail_server):
    assert take_in(incoming(letter)) == Result.FORWARDED
    send_forwarded()
    got = mail_server.received[-1]
    head, _empty, _body = got.content.partition(b"\r\n\r\n")
    lines = head.split(b"\r\n")
    assert f"From: The Courier via Kept Together <letters+{letter.mail_token}@localhost>".encode() in lines
    assert b"Reply-To: Ed Itor <ed@courier.example>" in lines
    assert b"To: jane@example.org" in lines
    assert b"Subject: An answer to your letter to The Courier" in lines
    assert b"Auto-Submitted: auto-forwarded" in lines
    assert b'Content-Type: text/plain; charset="utf-8"' in lines
    assert sorted(line.split(b":")[0].lower() for line in lines if not line.startswith((b" ", b"\t"))) == [
        b"auto-submitted", b"content-transfer-encoding", b"content-type", b"date", b"from", b"message-id",
        b"mime-version", b"reply-to", b"subject", b"to",
    ]  # fmt: skip
    assert got.recipients == ("jane@example.org",)
    assert got.sender == "hello@localhost"  # not the letter's: a dead mailbox of the writer is not the paper's
    assert "Dear Jane, could you call me before noon? We would like to print it. – Ed" in got.text
    assert "Ed Itor <ed@courier.example>" in got.text
    assert "attached" not in got.text
    assert "longer" not in got.text


def test_the_frame_is_in_the_writer_s_language(mail_server, clock, site):
    letter = send(confirmed(paper(name="El Correo", any_hour=True), language="es"))
    take_in(incoming(letter, "reply_spanish_attachment"))
    row = OutgoingEmail.objects.get(kind="letters.reply")
    assert row.language == "es"
    seen = preview(row)
    assert "Estimada señora: ¿puede llamarme mañana?" in seen.text
    assert ("Reply-To", "María Nuñez <maria@elcorreo.example>") in seen.headers
    assert "/es/" in seen.text


def test_what_was_left_out_is_said(letter, mail_server):
    forward(letter, was_cut=True, had_attachments=True, text="x" * 20_000)
    send_forwarded()
    assert "The answer was longer." in mail_server.received[-1].text
    assert "Something was attached" in mail_server.received[-1].text


def test_no_text_of_an_answer_is_left_once_it_has_been_sent(letter, mail_server, caplog):
    caplog.set_level(logging.DEBUG)
    raw = incoming(letter).replace(b"before noon", CANARY.encode()).replace(b"Ed Itor", b"Canary-7732 Itor")
    assert take_in(raw) == Result.FORWARDED
    assert ForwardedReply.objects.get().text.count(CANARY) == 1
    assert raw_columns() != ["", "", "", ""]
    assert not any("Canary" in value or "courier" in value for value in raw_columns())

    send_forwarded()
    assert CANARY in mail_server.received[-1].text
    assert raw_columns() == ["", "", "", ""]
    assert "Canary" not in whole_database()
    assert "ed@courier.example" not in whole_database()
    ours = "\n".join(line.getMessage() for line in caplog.records if line.name != "mail.log")  # the test's own server
    assert "letters.reply" in ours
    for private in ("Canary", "ed@courier", "jane@", letter.mail_token):
        assert private not in ours


def raw_columns():
    """What rests in the database's own bytes."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sender_name, sender, subject, text FROM letters_forwardedreply")
        return list(cursor.fetchone())


def whole_database():
    with connection.cursor() as cursor:
        found = []
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += cursor.fetchall()
    return str(found)


def test_the_same_answer_twice_is_one(letter):
    raw = incoming(letter)
    assert [take_in(raw), take_in(raw)] == [Result.FORWARDED, Result.REPEATED]
    assert ForwardedReply.objects.count() == OutgoingEmail.objects.filter(kind="letters.reply").count() == 1


def test_a_busy_mail_server_loses_nothing(letter, mail_server, clock):
    take_in(incoming(letter))
    mail_server.answer_next("RCPT", "451 later")
    assert send_forwarded().status == MailStatus.DEFERRED
    assert ForwardedReply.objects.get().text
    clock.forward(hours=1)
    assert send_forwarded().status == MailStatus.SENT
    assert ForwardedReply.objects.get().text == ""


@pytest.mark.parametrize("answer", ["550 5.1.1 no such user", "554 5.7.1 no"])
def test_what_cannot_be_passed_on_is_erased_too(letter, mail_server, answer):
    take_in(incoming(letter))
    mail_server.answer_next("RCPT", answer)
    assert send_forwarded().status in (MailStatus.BOUNCED, MailStatus.FAILED)
    assert raw_columns() == ["", "", "", ""]


def test_a_second_sending_after_the_erasure_sends_nothing(letter, mail_server):
    forward(letter)
    row = send_forwarded()
    OutgoingEmail.objects.filter(pk=row.pk).update(status=MailStatus.QUEUED)
    before = len(mail_server.received)
    assert send_forwarded().status == MailStatus.CANCELLED
    assert len(mail_server.received) == before


@pytest.mark.parametrize(
    "name", [name for name in names() if name.startswith(("auto", "read_receipt", "exim_warning"))]
)
def test_robots_are_not_passed_on_and_are_no_bounce(letter, name):
    assert take_in(incoming(letter, name)) == Result.IGNORED
    letter.refresh_from_db()
    assert letter.status == Status.ACCEPTED
    assert ForwardedReply.objects.count() == 0


def test_what_we_passed_on_is_not_passed_on_again(letter, mail_server):
    take_in(incoming(letter))
    send_forwarded()
    ours = mail_server.received[-1].content
    back = ours.replace(b"To: jane@example.org", f"To: letters+{letter.mail_token}@localhost".encode())
    assert take_in(back) == Result.IGNORED
    as_a_person = back.replace(b"Auto-Submitted: auto-forwarded\r\n", b"").replace(b"Message-ID: <", b"Message-ID: <x")
    assert take_in(as_a_person) == Result.IGNORED
    assert ForwardedReply.objects.count() == 1


@pytest.mark.parametrize("address", ["hello@localhost", "letters+abcdefgh@localhost", "letters@LOCALHOST"])
def test_nothing_is_sent_to_an_address_of_ours(letter, address):
    Letter.objects.filter(pk=letter.pk).update(email=address)
    assert not forward(letter)


@pytest.mark.parametrize("address", ["jane@example.org", "JANE@example.org", "jane+paper@example.org"])
def test_a_writer_s_own_words_do_not_come_back_to_the_writer(letter, address):
    assert not forward(letter, sender=address)


def test_five_a_day_and_no_more(letter, clock):
    assert [forward(letter, text=f"{n}") for n in range(6)] == [True] * 5 + [False]
    clock.forward(hours=23)
    assert not forward(letter)
    clock.forward(hours=1, seconds=1)
    assert forward(letter)


def test_five_for_one_letter_say_nothing_about_another(letter, clock, mail_server):
    for number in range(5):
        forward(letter, text=str(number))
    other = send(confirmed(paper(any_hour=True), email="bob@example.org", full_name="Bob"))
    assert forward(other)


def test_after_the_letter_is_erased_nothing_is_passed_on(letter, clock, mail_server):
    clock.forward(days=28)
    assert forward(letter)
    clock.forward(minutes=1)
    care_for_letters()
    assert raw_columns() == ["", "", "", ""]
    before = len(mail_server.received)
    assert send_forwarded().status == MailStatus.CANCELLED
    assert take_in(incoming(letter)) == Result.IGNORED
    assert len(mail_server.received) == before
    assert InboundSeen.objects.count() == 0


def test_after_28_days_not_even_the_row_is_left(letter, clock):
    forward(letter)
    send_forwarded()
    clock.forward(days=27)
    care_for_letters()
    assert ForwardedReply.objects.count() == 1
    clock.forward(days=1)
    care_for_letters()
    assert ForwardedReply.objects.count() == 0


def test_a_letter_that_never_left_has_no_address_that_answers():
    letter = draft()
    assert find_by_token(letter.mail_token) is None
    assert find_by_token("") is None
    assert not services.forward_reply(delivery_id=987654, reply=REPLY)


@pytest.mark.parametrize(
    ("name", "sender_name"),
    [
        ('The "Courier", Inc.', "=?utf-8?q?x=0d=0aBcc:_all=40example.org?="),
        ("El Correo del Valle – Edición", "Ed\r\nBcc: all@example.org"),
        ("<all@example.org>", "a, b <all@example.org>"),
    ],
)
def test_no_name_breaks_out_of_its_header(mail_server, clock, site, name, sender_name):
    letter = send(confirmed(paper(name=name, any_hour=True)))
    forward(letter, sender_name=sender_name, subject="x\r\nBcc: all@example.org")
    assert send_forwarded().status == MailStatus.SENT
    got = mail_server.received[-1]
    assert got.recipients == ("jane@example.org",)
    assert got.message["Bcc"] is None
    assert [one.addr_spec for one in got.message["From"].addresses] == [f"letters+{letter.mail_token}@localhost"]
    assert [one.addr_spec for one in got.message["Reply-To"].addresses] == ["ed@courier.example"]


def test_rows_say_nothing_private(letter):
    forward(letter)
    reply = ForwardedReply.objects.get()
    assert str(reply) == f"forwarded answer {reply.pk}"
    with translation.override("es"):
        assert "Call me" not in str(vars(OutgoingEmail.objects.get(kind="letters.reply")))


def test_the_editor_s_link_in_a_quoted_letter_is_not_passed_on(letter, mail_server):
    assert forward(letter, text=f"Fine with me.\n> {editor_url(letter)}")
    send_forwarded()
    text = mail_server.received[-1].text
    assert "Fine with me." in text
    assert editor_token(letter) not in text
    assert "/letters/editor/…/" in text
