"""What becomes of a letter that is due, against a real SMTP server."""

import pytest

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, Newspaper, Status
from cms.letters.problems import NotNow
from cms.outbox.delivery import deliver_one, release_expired, tell_owners
from cms.outbox.models import OutgoingEmail
from cms.outbox.return_address import bounce_address
from cms.outbox.services import record_bounce
from tests.factories.letters import asked, confirmed, link_of, paper, taken
from tests.factories.site import person

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def send(letter):
    """Let the worker have the letter's e-mail; returns the letter as it is then."""
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return Letter.objects.get(pk=letter.pk)


def told(letter):
    kinds = ["letters.accepted", "letters.failed", "letters.returned"]
    return list(OutgoingEmail.objects.filter(kind__in=kinds, reference=str(letter.pk)).values_list("kind", flat=True))


def test_an_editor_gets_exactly_the_promised_message(mail_server, clock, site):
    newspaper = paper(
        name="The Courier", subject_phrase="Letter to the Editor", letters_email="letters@courier.example"
    )
    letter = send(confirmed(newspaper, full_name="Jane “JD” Doe, Jr.", headline="Ask where they are"))
    got = mail_server.received[0]
    message = got.message
    assert letter.status == Status.ACCEPTED
    assert got.recipients == ("letters@courier.example",)
    assert got.sender == bounce_address("letters", letter.mail_token)
    assert str(message["From"]) == f'"Jane “JD” Doe, Jr. via Kept Together" <letters+{letter.mail_token}@localhost>'
    assert str(message["Reply-To"]) == '"Jane “JD” Doe, Jr." <jane@example.org>'
    assert str(message["Subject"]) == "Letter to the Editor: Ask where they are"
    assert message["To"] == "letters@courier.example"
    assert message["Auto-Submitted"] == "no"
    assert message["Message-ID"] == OutgoingEmail.objects.get(kind="letters.delivery").message_id
    for absent in ("Cc", "Bcc", "List-Unsubscribe"):
        assert message[absent] is None
    assert message.get_content_type() == "text/plain"
    for part in (letter.text, "123 Main Street", "(956) 555-0123", "not for publication", "confirmed by e-mail"):
        assert part in got.text
    assert "http" not in got.text.replace("http://localhost:8000", "")


@pytest.mark.parametrize(
    "name",
    [
        "=?utf-8?q?=0d=0aBcc:_all=40example.org?=",
        "=?utf-8?q?The_Editor?=",
        "Jane\r\nBcc: all@example.org",
        '"x" <all@example.org>, Jane',
        "all@example.org, Jane",
        "group: all@example.org;",
        "Jane \\",
        "(Jane",
    ],
)
def test_no_name_adds_a_recipient_or_becomes_another_name(mail_server, clock, site, name):
    letter = send(confirmed(full_name=name, headline=name))
    got = mail_server.received[0]
    assert letter.status == Status.ACCEPTED
    assert got.recipients == (letter.mailbox,)
    assert {header.lower() for header in got.message} & {"bcc", "cc"} == set()
    assert [one.domain for one in got.message["From"].addresses] == ["localhost"]
    assert [one.addr_spec for one in got.message["Reply-To"].addresses] == ["jane@example.org"]
    assert "The Editor" not in got.message["Reply-To"].addresses[0].display_name


def test_an_address_with_letters_beyond_ascii_can_be_answered(mail_server, clock, site):
    letter = send(confirmed(email="jane@münchen.example"))
    assert letter.status == Status.ACCEPTED
    assert mail_server.received[0].message["Reply-To"].addresses[0].addr_spec == "jane@xn--mnchen-3ya.example"


def test_the_writer_is_told_once_that_it_was_accepted(mail_server, clock):
    letter = send(confirmed())
    services.record_outcome(email=OutgoingEmail.objects.get(kind="letters.delivery"))
    assert told(letter) == ["letters.accepted"]


def test_a_4xx_is_tried_again_under_the_same_message_id(mail_server, clock):
    mail_server.answer_next("DATA", "451 4.7.1 later")
    letter = send(confirmed())
    assert letter.status == Status.DEFERRED
    assert told(letter) == []
    clock.forward(hours=1)
    letter = send(letter)
    assert letter.status == Status.ACCEPTED
    assert len(mail_server.received) == 1
    assert mail_server.received[0].message_id == OutgoingEmail.objects.get(kind="letters.delivery").message_id


def test_a_deferred_letter_can_still_be_taken_back(mail_server, clock):
    mail_server.answer_next("DATA", "451 later")
    letter = send(confirmed())
    services.cancel_letter(letter_id=letter.pk)
    clock.forward(hours=5)
    assert send(letter).status == Status.CANCELLED
    assert mail_server.received == []


def test_a_5xx_ends_in_failed_and_the_writer_is_told(mail_server, clock):
    mail_server.answer_next("RCPT", "554 5.7.1 no")
    letter = send(confirmed())
    assert letter.status == Status.FAILED
    assert told(letter) == ["letters.failed"]
    assert Delivery.objects.get().smtp_code == 554
    assert Newspaper.objects.get().bounce_streak == 0


def test_a_missing_mailbox_flags_the_paper(mail_server, clock):
    mail_server.answer_next("RCPT", "550 5.1.1 no such user")
    letter = send(confirmed())
    assert letter.status == Status.BOUNCED
    assert told(letter) == ["letters.failed"]
    newspaper = Newspaper.objects.get()
    assert newspaper.bounce_streak == 1
    assert not newspaper.may_be_offered


def test_a_bounce_days_later_changes_accepted_to_bounced(mail_server, clock):
    letter = send(confirmed())
    record_bounce(pk=Delivery.objects.get().email_id)
    tell_owners()
    letter.refresh_from_db()
    assert letter.status == Status.BOUNCED
    assert told(letter) == ["letters.accepted", "letters.failed"]


def test_a_bounce_after_erasure_tells_nobody_and_breaks_nothing(mail_server, clock):
    letter = send(confirmed())
    clock.forward(days=29)
    care_for_letters()
    record_bounce(pk=Delivery.objects.get().email_id)
    tell_owners()
    letter.refresh_from_db()
    assert letter.status == Status.BOUNCED
    assert told(letter) == ["letters.accepted"]


@pytest.mark.parametrize("stage", ["drop"])
def test_silence_after_the_content_is_unknown_and_never_sent_twice(mail_server, clock, stage):
    mail_server.answer_next("CONTENT", stage)
    letter = send(confirmed())
    assert letter.status == Status.UNKNOWN
    clock.forward(days=3)
    release_expired()
    assert send(letter).status == Status.UNKNOWN
    assert len(mail_server.received) == 1


def test_a_worker_that_dies_in_the_middle_leaves_it_unknown(clock):
    letter = confirmed()
    OutgoingEmail.objects.filter(kind="letters.delivery").update(
        status="sending", attempts=1, lease_until=Delivery.objects.get().slot_at
    )
    services.begin_sending(email=OutgoingEmail.objects.get(kind="letters.delivery"))
    clock.forward(hours=1)
    release_expired()
    letter.refresh_from_db()
    assert letter.status == Status.UNKNOWN


def unknown_letter(mail_server):
    mail_server.answer_next("CONTENT", "drop")
    return send(confirmed())


def test_the_desk_may_note_that_it_arrived(mail_server, clock):
    letter = unknown_letter(mail_server)
    services.mark_arrived(letter_id=letter.pk)
    with pytest.raises(NotNow):
        services.mark_arrived(letter_id=letter.pk)
    letter.refresh_from_db()
    assert letter.status == Status.ACCEPTED
    assert told(letter) == ["letters.accepted"]


def test_the_desk_may_send_it_again_under_the_same_message_id(mail_server, clock):
    letter = unknown_letter(mail_server)
    services.send_letter_again(letter_id=letter.pk)
    letter = send(letter)
    assert letter.status == Status.ACCEPTED
    assert len({received.message_id for received in mail_server.received}) == 1


def test_the_desk_may_give_it_up_and_the_writer_is_told(mail_server, clock):
    letter = unknown_letter(mail_server)
    services.give_up(letter_id=letter.pk)
    with pytest.raises(NotNow):
        services.give_up(letter_id=letter.pk)
    letter.refresh_from_db()
    assert letter.status == Status.FAILED
    assert told(letter) == ["letters.failed"]
    clock.forward(days=28)
    care_for_letters()
    letter.refresh_from_db()
    assert letter.text == ""


def test_a_letter_given_up_is_not_sent_by_its_old_row(mail_server, clock):
    letter = unknown_letter(mail_server)
    services.give_up(letter_id=letter.pk)
    before = len(mail_server.received)
    OutgoingEmail.objects.filter(kind="letters.delivery").update(status="queued")
    assert send(letter).status == Status.FAILED
    assert len(mail_server.received) == before


def test_a_paper_turned_off_while_the_letter_waits_gets_nothing_and_the_writer_is_told(mail_server, clock):
    letter = confirmed()
    Newspaper.objects.update(is_active=False)
    letter = send(letter)
    assert letter.status == Status.FAILED
    assert mail_server.received == []
    assert told(letter) == ["letters.failed"]


def test_a_letter_changed_in_the_database_does_not_leave(mail_server, clock):
    letter = confirmed()
    Letter.objects.filter(pk=letter.pk).update(text="Words nobody confirmed.")
    assert send(letter).status == Status.FAILED
    assert mail_server.received == []


def test_an_approved_letter_leaves_and_a_returned_one_does_not(mail_server, clock):
    desk = person("Letters desk")
    good, bad = (asked(needs_review=True, email=f"w{n}@example.org", full_name=f"W {n}") for n in (1, 2))
    for letter in (good, bad):
        taken(services.confirm_letter(token=link_of(letter)), desk)
    services.approve_letter(letter_id=good.pk, user_id=desk.pk)
    services.return_letter(letter_id=bad.pk, user_id=desk.pk, note="Please say which article you mean.")
    with pytest.raises(NotNow):
        services.approve_letter(letter_id=bad.pk, user_id=desk.pk)
    assert send(good).status == Status.ACCEPTED
    bad.refresh_from_db()
    assert bad.status == Status.DRAFT
    assert told(bad) == ["letters.returned"]
    assert Delivery.objects.count() == len(mail_server.received) == 1


def test_reading_the_rules_again_forgives_a_bounce(clock):
    newspaper, desk = paper(bounce_streak=1, verified_on=None), person("Letters desk")
    services.verify_paper(newspaper_id=newspaper.pk, user_id=desk.pk, on=newspaper.created_at.date())
    newspaper.refresh_from_db()
    assert newspaper.may_be_offered
    assert newspaper.verified_by == desk
