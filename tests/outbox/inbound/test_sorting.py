"""Bounces, complaints, robots and people, in the shapes in which they really come."""

import pytest

from cms.outbox.inbound.parsing import read
from cms.outbox.inbound.reports import judge
from cms.outbox.inbound.sorting import Sort, sort
from cms.outbox.models import Reason
from tests.outbox.inbound.messages import message, names

pytestmark = pytest.mark.core

MISSING, REFUSED = Reason.NO_MAILBOX, Reason.REFUSED
EXPECTED = {
    "auto_empty_return_path": (Sort.AUTOMATIC, None),
    "auto_english_subject_only": (Sort.AUTOMATIC, None),
    "auto_gmail_vacation": (Sort.AUTOMATIC, None),
    "auto_list": (Sort.AUTOMATIC, None),
    "auto_outlook": (Sort.AUTOMATIC, None),
    "auto_outlook_spanish": (Sort.AUTOMATIC, None),
    "auto_spanish_subject_only": (Sort.AUTOMATIC, None),
    "auto_ticket": (Sort.AUTOMATIC, None),
    "complaint": (Sort.COMPLAINT, Reason.COMPLAINT),
    "complaint_taken_back": (Sort.RECEIPT, None),
    "exchange_full": (Sort.BOUNCE, REFUSED),
    "exchange_not_found": (Sort.BOUNCE, MISSING),
    "exchange_spanish": (Sort.BOUNCE, MISSING),
    "exim_report": (Sort.BOUNCE, MISSING),
    "exim_text_only": (Sort.BOUNCE, MISSING),
    "exim_warning": (Sort.DELAY, None),
    "forged_bounce": (Sort.BOUNCE, MISSING),
    "gmail_delay": (Sort.DELAY, None),
    "gmail_failure": (Sort.BOUNCE, MISSING),
    "gmail_gave_up": (Sort.BOUNCE, REFUSED),
    "headers_only": (Sort.REPLY, None),
    "mailbox_disabled": (Sort.BOUNCE, MISSING),
    "postfix_blocked": (Sort.BOUNCE, REFUSED),
    "postfix_delayed": (Sort.DELAY, None),
    "postfix_no_such_user": (Sort.BOUNCE, MISSING),
    "postfix_success": (Sort.RECEIPT, None),
    "qmail": (Sort.BOUNCE, MISSING),
    "read_receipt": (Sort.AUTOMATIC, None),
    "reply_8bit_headers": (Sort.REPLY, None),
    "reply_forwarding_original": (Sort.REPLY, None),
    "reply_gmail": (Sort.REPLY, None),
    "reply_outlook_html_only": (Sort.REPLY, None),
    "reply_quoting_a_bounce": (Sort.REPLY, None),
    "reply_signed": (Sort.REPLY, None),
    "reply_spanish_attachment": (Sort.REPLY, None),
    "reply_torn_boundary": (Sort.REPLY, None),
    "sendmail": (Sort.BOUNCE, MISSING),
    "spanish_text_only": (Sort.BOUNCE, MISSING),
    "yahoo_like_text_only": (Sort.BOUNCE, MISSING),
}


@pytest.mark.parametrize("name", names())
def test_each_message_of_the_corpus_is_what_it_is(name):
    verdict = sort(read(message(name)))
    assert (verdict.sort, verdict.reason) == EXPECTED[name]


def test_nothing_in_the_corpus_is_forgotten():
    assert set(EXPECTED) == set(names())
    assert len(EXPECTED) >= 25


@pytest.mark.parametrize(
    "header",
    [
        "Auto-Submitted: auto-replied; owner-email=ed@courier.example",
        "Auto-Submitted: auto-forwarded",
        "Auto-Submitted: auto-generated",
        "Precedence: auto_reply",
        "Precedence: junk",
        "X-Autorespond: yes",
        "X-Autoreply: 1",
        "List-Id: <letters.example>",
        "Return-Path: <>",
        "Return-Path: < >",
    ],
)
def test_one_such_header_shows_a_robot(header):
    raw = f"{header}\nFrom: ed@courier.example\nSubject: Re: your letter\n\nHello.\n".encode()
    assert sort(read(raw)).sort == Sort.AUTOMATIC


@pytest.mark.parametrize(
    "subject",
    [
        "Automatic reply: Letter to the editor",
        "Auto-Reply: hello",
        "Autoreply: hello",
        "AUTO: Ed Itor is out of the office",
        "Out of Office",
        "OOO until Monday",
        "On vacation until May",
        "I am currently away",
        "Respuesta automática: Carta",
        "RESPUESTA AUTOMATICA",
        "Contestación automática",
        "Fuera de la oficina",
        "De vacaciones hasta el lunes",
        "Estoy ausente",
        "Acuse de recibo",
        "Re: su carta (fuera de oficina)",
    ],
)
def test_an_absence_is_told_by_its_subject(subject):
    raw = f"From: ed@courier.example\nSubject: {subject}\n\nHello.\n".encode()
    assert sort(read(raw)).sort == Sort.AUTOMATIC


@pytest.mark.parametrize(
    "subject",
    [
        "Re: Letter to the editor: The office is closed",
        "Your automatic weapons letter",
        "RE: Carta: las vacaciones de verano",
        "Undeliverable promises: your letter",
        "Delay of your letter",
        "",
    ],
)
def test_a_person_may_write_about_anything(subject):
    raw = f"From: ed@courier.example\nAuto-Submitted: no\nSubject: {subject}\n\nHello.\n".encode()
    assert sort(read(raw)).sort == Sort.REPLY


@pytest.mark.parametrize("envelope_sender", ["", "<>"])
def test_what_a_provider_says_about_the_sender_counts(envelope_sender):
    raw = b"From: ed@courier.example\nSubject: Thank you\n\nHello.\n"
    assert sort(read(raw), envelope_sender=envelope_sender).sort == Sort.AUTOMATIC
    assert sort(read(raw), envelope_sender="ed@courier.example").sort == Sort.REPLY


@pytest.mark.parametrize(
    ("sayings", "reason"),
    [
        (("smtp; 550 5.1.1 unknown", "5.0.0"), MISSING),
        (("smtp; 550-5.1.10 not found", "5.0.0"), MISSING),
        (("smtp; 550 5.7.1 user unknown to our spam filter", "5.1.1"), REFUSED),
        (("", "5.1.1"), MISSING),
        (("", "5.1.2"), MISSING),
        (("", "5.1.8"), REFUSED),
        (("", "5.2.2"), REFUSED),
        (("", "4.4.7"), REFUSED),
        (("smtp; 550 No such user here", "5.0.0"), MISSING),
        (("smtp; 550 host 10.5.1.1 says no", ""), REFUSED),
        (("smtp; 550 5.1.1.1 is an address", ""), REFUSED),
        (("", ""), REFUSED),
        (("x" * 5000 + " 550 El usuario no existe",), MISSING),
    ],
)
def test_the_exact_code_decides_and_words_only_where_there_is_none(sayings, reason):
    assert judge(*sayings) == reason


def test_one_failure_among_several_recipients_counts():
    raw = message("postfix_no_such_user").replace(
        b"Final-Recipient: rfc822; ",
        b"Final-Recipient: rfc822; a@b.example\nAction: relayed\nStatus: 2.0.0\n\nFinal-Recipient: rfc822; ",
        1,
    )
    assert sort(read(raw)).sort == Sort.BOUNCE


@pytest.mark.parametrize(("status", "found"), [("5.1.1", Sort.BOUNCE), ("4.4.7", Sort.DELAY), ("2.0.0", Sort.RECEIPT)])
def test_a_report_without_an_action_is_read_by_its_status(status, found):
    raw = (
        message("postfix_no_such_user")
        .replace(b"Action: failed\n", b"")
        .replace(b"Status: 5.1.1", b"Status: " + status.encode())
    )
    assert sort(read(raw)).sort == found


def test_a_report_that_says_nothing_is_only_a_robot():
    raw = (
        message("postfix_no_such_user")
        .replace(b"Action: failed\nStatus: 5.1.1\n", b"")
        .replace(b"Undelivered Mail Returned to Sender", b"Hello")
    )
    assert sort(read(raw)).sort == Sort.AUTOMATIC
