"""A paper's mailbox changes, was wrong, or is no address at all: where its letters go then."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from cms.core.clock import now
from cms.letters import services
from cms.letters.links import editor_token
from cms.letters.models import Delivery, Letter, Newspaper, PaperAnswer, Status
from cms.letters.problems import NotOffered, SentTooLongAgo
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.outbox.retention import KEEP_RECIPIENTS_FOR, erase_old_recipients
from tests.factories.letters import asked, confirmed, draft, link_of, paper
from tests.factories.site import person

pytestmark = [pytest.mark.core, pytest.mark.django_db]
OLD, NEW = "letters@old.example", "letters@new.example"


def other(number=1):
    return {"email": f"writer{number}@example.org", "full_name": f"Writer Number{number}"}


def roomy(**values):
    return paper(any_hour=True, cap_per_day=9, cap_per_week=9, **{"letters_email": OLD, **values})


def send(letter):
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return Letter.objects.get(pk=letter.pk)


def read_rules(newspaper, **values):
    desk = person("Letters desk")
    services.verify_paper(newspaper_id=newspaper.pk, user_id=desk.pk, on=date(2026, 3, 3), values=values)


class TestLettersThatWait:
    """Their writers confirmed a letter to a paper, with their street and phone: no stranger may get it."""

    def test_leave_for_the_mailbox_that_an_editor_named_and_the_desk_checked(self, mail_server, clock, site):
        newspaper = roomy()
        first, waiting = send(confirmed(newspaper)), confirmed(newspaper, **other())
        message_id = Delivery.objects.get(confirmation__letter=waiting).email.message_id
        services.answer_as_editor(token=editor_token(first), kind=PaperAnswer.Kind.WRONG_ADDRESS, mailbox=NEW)
        given = PaperAnswer.objects.get()
        services.settle_address(answer_id=given.pk, user_id=person("Letters desk").pk, use_mailbox=True)
        assert send(waiting).status == Status.ACCEPTED
        got = mail_server.received[-1]
        assert got.recipients == (NEW,)
        assert got.message_id == message_id

    def test_leave_for_the_mailbox_that_the_desk_has_read_of(self, mail_server, clock, site):
        newspaper = roomy()
        waiting = confirmed(newspaper)
        read_rules(newspaper, letters_email=NEW)
        send(waiting)
        assert [got.recipients for got in mail_server.received] == [(NEW,)]

    def test_follow_a_change_that_somebody_typed(self, mail_server, clock, site):
        newspaper = roomy()
        waiting = confirmed(newspaper)
        Newspaper.objects.update(letters_email=NEW)
        services.note_edit(newspaper_id=newspaper.pk)
        send(waiting)
        assert [got.recipients for got in mail_server.received] == [(NEW,)]

    def test_an_op_ed_goes_to_the_mailbox_for_op_eds(self, mail_server, clock, site):
        newspaper = roomy(op_ed_limit=700, op_ed_email="op-eds@old.example")
        waiting = confirmed(newspaper, kind=Letter.Kind.OP_ED)
        read_rules(newspaper, letters_email=NEW, op_ed_email="op-eds@new.example")
        send(waiting)
        assert [got.recipients for got in mail_server.received] == [("op-eds@new.example",)]

    def test_of_unknown_fate_are_repeated_to_the_new_one(self, mail_server, clock, site):
        newspaper = roomy()
        mail_server.answer_next("CONTENT", "drop")
        letter = send(confirmed(newspaper))
        read_rules(newspaper, letters_email=NEW)
        assert OutgoingEmail.objects.get(kind="letters.delivery").to == OLD
        services.send_letter_again(letter_id=letter.pk)
        assert send(letter).status == Status.ACCEPTED
        assert [got.recipients for got in mail_server.received] == [(OLD,), (NEW,)]

    def test_that_have_left_keep_the_address_they_went_to(self, mail_server, clock, site):
        newspaper = roomy()
        send(confirmed(newspaper))
        read_rules(newspaper, letters_email=NEW)
        assert OutgoingEmail.objects.get(kind="letters.delivery").to == OLD

    def test_do_not_leave_once_the_paper_takes_no_e_mail(self, mail_server, clock, site):
        newspaper = roomy()
        waiting = confirmed(newspaper)
        read_rules(newspaper, channel="form", letters_email="", letters_url="https://old.example/form")
        assert send(waiting).status == Status.FAILED
        assert mail_server.received == []
        assert OutgoingEmail.objects.filter(kind="letters.failed").count() == 1


def test_once_its_rules_are_read_again_a_paper_that_bounced_does_get_letters(mail_server, clock, site):
    newspaper = roomy()
    mail_server.answer_next("RCPT", "550 5.1.1 no such user")
    assert send(confirmed(newspaper)).status == Status.BOUNCED
    read_rules(newspaper)
    assert send(confirmed(newspaper, **other())).status == Status.ACCEPTED


def test_what_the_outbox_has_forgotten_cannot_be_sent_again(mail_server, clock, site):
    mail_server.answer_next("CONTENT", "drop")
    letter = send(confirmed())
    clock.forward(seconds=KEEP_RECIPIENTS_FOR.total_seconds() + 1)
    assert erase_old_recipients() > 0
    with pytest.raises(SentTooLongAgo):
        services.send_letter_again(letter_id=letter.pk)
    assert services.mark_arrived(letter_id=letter.pk).status == Status.ACCEPTED


@pytest.mark.parametrize("mailbox", ["letters at old", "a@old.example, b@old.example", "x@old.example\u200b", "@"])
def test_a_mailbox_that_is_no_address_stops_the_letter_with_a_sentence(site, mailbox):
    newspaper = roomy()
    token = link_of(asked(newspaper))
    Newspaper.objects.filter(pk=newspaper.pk).update(letters_email=mailbox)
    response = Client().post(reverse("letters:confirm", args=[token]))
    assert response.status_code == 409
    assert "not sending anything to" in response.content.decode()
    assert not Delivery.objects.exists()
    assert not OutgoingEmail.objects.filter(kind="letters.delivery").exists()


def test_a_paper_without_a_mailbox_is_neither_offered_nor_written_to():
    newspaper = roomy()
    token = link_of(asked(newspaper))
    Newspaper.objects.filter(pk=newspaper.pk).update(letters_email="")
    assert not Newspaper.objects.to_choose().exists()
    with pytest.raises(NotOffered):
        draft(newspaper, **other())
    with pytest.raises(NotOffered):
        services.confirm_letter(token=token)
    assert not Delivery.objects.exists()


def test_a_paper_that_is_turned_off_tells_each_writer_who_waits(mail_server, clock, site):
    newspaper = roomy()
    letters = [confirmed(newspaper, **other(number)) for number in range(3)]
    Newspaper.objects.filter(pk=newspaper.pk).update(is_active=False)
    assert {send(letter).status for letter in letters} == {Status.FAILED}
    assert mail_server.received == []
    told = OutgoingEmail.objects.filter(kind="letters.failed")
    assert {row.reference for row in told} == {str(letter.pk) for letter in letters}
    assert {row.to for row in told} == {f"writer{number}@example.org" for number in range(3)}
    assert all(row.not_before <= now() + timedelta(seconds=1) for row in told)
