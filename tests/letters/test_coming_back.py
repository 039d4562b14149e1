"""A letter that comes back, days after the paper's server had taken it."""

import pytest

from cms.letters import services
from cms.letters.message import compose
from cms.letters.models import MOST_BOUNCES, Delivery, Letter, Newspaper, Status
from cms.letters.problems import NotOffered
from cms.outbox.delivery import deliver_one, tell_owners
from cms.outbox.inbound.handling import Result, take_in
from cms.outbox.models import OutgoingEmail, Reason
from cms.outbox.return_address import tagged_addresses
from cms.outbox.sweep import sweep_once
from tests.factories.letters import confirmed, draft, paper
from tests.factories.site import person
from tests.letters.test_replies import incoming, send
from tests.outbox.inbound.messages import message
from tests.outbox.inbound.test_handling import BOUNCES
from tests.outbox.inbound.test_sorting import EXPECTED

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def told(letter):
    kinds = ["letters.accepted", "letters.failed"]
    rows = OutgoingEmail.objects.filter(reference=str(letter.pk), kind__in=kinds).order_by("created_at")
    return list(rows.values_list("kind", flat=True))


@pytest.mark.parametrize("name", BOUNCES)
def test_a_bounce_days_later_flags_the_paper_and_tells_the_writer(name, mail_server, clock, site):
    newspaper = paper(name="The Courier", any_hour=True, letters_email="letters@courier.example")
    letter = send(confirmed(newspaper))
    assert letter.status == Status.ACCEPTED
    sweep_once()
    clock.forward(days=3)

    assert take_in(incoming(letter, name)) == Result.BOUNCED
    sweep_once()
    letter.refresh_from_db()
    newspaper.refresh_from_db()
    is_missing = EXPECTED[name][1] == Reason.NO_MAILBOX
    assert letter.status == (Status.BOUNCED if is_missing else Status.FAILED)
    assert newspaper.bounce_streak == int(is_missing)
    assert newspaper.may_be_offered == (not is_missing)
    assert told(letter) == ["letters.accepted", "letters.failed"]
    sad = mail_server.received[-1]
    assert sad.recipients == ("jane@example.org",)
    assert str(sad.message["Subject"]) == "Your letter to The Courier did not get through"

    assert take_in(incoming(letter, name)) == Result.REPEATED
    sweep_once()
    newspaper.refresh_from_db()
    assert newspaper.bounce_streak == int(is_missing)
    assert told(letter) == ["letters.accepted", "letters.failed"]


def test_bounces_in_a_row_are_counted_and_the_paper_is_off_until_its_rules_are_read_again(mail_server, clock):
    newspaper = paper(any_hour=True, cap_per_day=5, cap_per_week=20)
    letters = [send(confirmed(newspaper, email=f"w{n}@example.org", full_name=f"W {n}")) for n in range(3)]
    for streak, letter in enumerate(letters, start=1):
        raw = incoming(letter, "postfix_no_such_user").replace(b"5D1E72A0C4@", b"%d@" % streak)
        assert take_in(raw) == Result.BOUNCED
        tell_owners()
        newspaper.refresh_from_db()
        assert newspaper.bounce_streak == streak
        assert newspaper.may_be_offered == (streak < MOST_BOUNCES)
    assert not Newspaper.objects.offered().filter(pk=newspaper.pk).exists()
    with pytest.raises(NotOffered):
        draft(newspaper, email="late@example.org")
    services.verify_paper(newspaper_id=newspaper.pk, user_id=person("Letters desk").pk, on=newspaper.created_at.date())
    assert Newspaper.objects.offered().filter(pk=newspaper.pk).exists()


def test_a_letter_that_waits_for_a_paper_whose_mailbox_is_gone_does_not_leave(mail_server, clock):
    newspaper = paper(any_hour=True, cap_per_day=1)
    first = send(confirmed(newspaper))
    second = confirmed(newspaper, email="bob@example.org", full_name="Bob")
    take_in(incoming(first, "gmail_failure"))
    tell_owners()
    clock.forward(days=2)
    deliver_one(Delivery.objects.get(confirmation__letter=second).email_id)
    second.refresh_from_db()
    assert second.status == Status.FAILED
    assert told(second) == ["letters.failed"]
    assert len([one for one in mail_server.received if newspaper.letters_email in one.recipients]) == 1


def test_a_complaint_pauses_the_paper_and_the_letter_stays_accepted(mail_server, clock):
    newspaper = paper(any_hour=True)
    letter = send(confirmed(newspaper))
    for _again in range(2):
        take_in(incoming(letter, "complaint"))
        OutgoingEmail.objects.filter(kind="letters.delivery").update(is_untold=True)
        tell_owners()
    letter.refresh_from_db()
    newspaper.refresh_from_db()
    assert letter.status == Status.ACCEPTED
    assert newspaper.bounce_streak == MOST_BOUNCES
    assert not newspaper.may_be_offered
    assert Delivery.objects.get().reason == Reason.COMPLAINT
    assert told(letter) == ["letters.accepted"]


def test_a_letter_of_unknown_fate_that_comes_back_is_no_longer_unknown(mail_server, clock):
    mail_server.answer_next("CONTENT", "drop")
    letter = send(confirmed(paper(any_hour=True)))
    assert letter.status == Status.UNKNOWN
    take_in(incoming(letter, "exim_report"))
    tell_owners()
    letter.refresh_from_db()
    assert letter.status == Status.BOUNCED


def test_a_writer_cannot_make_up_a_bounce_from_what_the_preview_shows(mail_server, clock, caplog):
    newspaper = paper(any_hour=True)
    letter = send(confirmed(newspaper))
    shown = compose(letter)
    assert "-" not in shown.sender.address
    [(found)] = tagged_addresses(shown.sender.address)
    assert not found.is_proven
    raw = message("forged_bounce", mailbox="letters", token=letter.mail_token)
    assert take_in(raw) == Result.NOT_OURS
    tell_owners()
    newspaper.refresh_from_db()
    assert newspaper.bounce_streak == 0
    assert Letter.objects.get(pk=letter.pk).status == Status.ACCEPTED
    assert letter.mail_token not in caplog.text


def test_a_question_that_came_back_is_found_by_its_message_id(mail_server, clock):
    letter = confirmed(paper(any_hour=True))
    question = OutgoingEmail.objects.get(kind="letters.confirm")
    deliver_one(question.pk)
    raw = message("gmail_failure", mailbox="letters", token="nosuchtoken", message_id=question.message_id)
    OutgoingEmail.objects.filter(pk=question.pk).update(status="sent")
    assert take_in(raw) == Result.BOUNCED
    assert OutgoingEmail.objects.get(pk=question.pk).reason == Reason.NO_MAILBOX
    assert Letter.objects.get(pk=letter.pk).newspaper.bounce_streak == 0


def test_a_bounce_of_what_was_passed_on_does_not_count_against_the_paper(mail_server, clock):
    newspaper = paper(any_hour=True)
    letter = send(confirmed(newspaper))
    take_in(incoming(letter))
    forwarded = deliver_one(OutgoingEmail.objects.get(kind="letters.reply").pk)
    raw = message("gmail_failure", mailbox="letters", token="nosuchtoken", message_id=forwarded.message_id)
    assert take_in(raw) == Result.BOUNCED
    tell_owners()
    newspaper.refresh_from_db()
    assert newspaper.bounce_streak == 0
    assert Letter.objects.get(pk=letter.pk).status == Status.ACCEPTED
