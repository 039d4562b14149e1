"""One reminder, a day after the question, and none where it would be noise."""

import re

import pytest
from django.urls import reverse

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import ConfirmationRequest, Newspaper
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from cms.outbox.sweep import sweep_once
from cms.places.models import ZipArea
from tests.factories.letters import TEXT, asked, confirmed, link_of, paper

pytestmark = pytest.mark.django_db


def reminders():
    return OutgoingEmail.objects.filter(kind="letters.remind")


def test_a_day_without_an_answer_brings_one_reminder_and_never_a_second(clock):
    asked()
    clock.forward(hours=23)
    care_for_letters()
    assert not reminders().exists()
    clock.forward(hours=1)
    for _ in range(3):
        care_for_letters()
        clock.forward(days=1)
    assert reminders().count() == 1
    assert ConfirmationRequest.objects.get().reminded_at is not None


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_reminder_leads_to_the_same_button_and_quotes_nothing(mail_server, site, clock, client, language):
    letter = asked(paper(name="The Courier"), language=language)
    clock.forward(days=1)
    care_for_letters()
    deliver_one(reminders().get().pk)
    got = mail_server.received[0]
    link = re.search(rf"http://localhost:8000(/{language}/\S+)", got.text)
    assert link is not None
    assert link_of(letter) in link[1]
    assert client.get(link[1]).status_code == 200
    assert got.recipients == ("jane@example.org",)
    assert "The Courier" in str(got.message["Subject"])
    assert TEXT not in got.text
    assert "2026" in got.text


@pytest.mark.parametrize("answer", ["confirm", "cancel", "again", "expire", "return"])
def test_an_answered_question_is_not_asked_again(clock, answer):
    letter = asked(needs_review=answer == "return")
    if answer in ("confirm", "return"):
        services.confirm_letter(token=link_of(letter))
    elif answer == "cancel":
        services.cancel_letter(letter_id=letter.pk)
    elif answer == "again":
        services.write_again(letter_id=letter.pk, submission_key="x")
    clock.forward(days=8 if answer == "expire" else 1)
    care_for_letters()
    assert not reminders().exists()


def test_an_answer_that_comes_before_the_reminder_leaves_stops_it(mail_server, site, clock):
    letter = asked()
    clock.forward(days=1)
    care_for_letters()
    services.confirm_letter(token=link_of(letter))
    assert deliver_one(reminders().get().pk).status == "cancelled"
    assert mail_server.received == []


def turn_off(letter):
    Newspaper.objects.filter(pk=letter.newspaper_id).update(is_active=False)


def fill_mailbag(letter):
    Newspaper.objects.filter(pk=letter.newspaper_id).update(cap_per_week=0)


def demand_neighbors(letter):
    ZipArea.objects.update(city="Elsewhere", county="Other County")
    Newspaper.objects.filter(pk=letter.newspaper_id).update(local_only=True)


@pytest.mark.parametrize("closes", [turn_off, fill_mailbag, demand_neighbors])
def test_nobody_is_called_to_a_button_that_would_say_no(clock, closes):
    closes(asked())
    clock.forward(days=1)
    care_for_letters()
    assert not reminders().exists()


def test_who_wrote_to_the_paper_before_is_reminded_once_they_may_write_again(clock):
    newspaper = paper(frequency_days=30)
    confirmed(newspaper)
    clock.forward(days=25)
    early = asked(newspaper)
    clock.forward(days=2)
    care_for_letters()
    assert not reminders().exists()
    clock.forward(days=3)
    care_for_letters()
    assert reminders().get().reference == str(early.requests.get().pk)


def test_a_mailbag_that_is_full_stops_no_reminder_of_what_the_desk_reads_first(clock):
    fill_mailbag(asked(needs_review=True))
    clock.forward(days=1)
    care_for_letters()
    assert reminders().count() == 1


def test_a_reminder_is_not_sent_where_the_paper_was_turned_off_before_it_left(mail_server, site, clock):
    letter = asked()
    clock.forward(days=1)
    care_for_letters()
    turn_off(letter)
    assert deliver_one(reminders().get().pk).status == "cancelled"
    assert mail_server.received == []


def test_a_reminder_that_waited_longer_than_its_link_is_not_sent(mail_server, site, clock):
    asked()
    clock.forward(days=1)
    care_for_letters()
    clock.forward(days=6)
    assert deliver_one(reminders().get().pk).status == "cancelled"
    assert mail_server.received == []


def test_a_new_link_has_a_reminder_of_its_own(clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=1)
    care_for_letters()
    clock.forward(days=7)
    services.ask_again(token=token)
    clock.forward(days=1)
    care_for_letters()
    assert reminders().count() == 2


def test_nobody_is_reminded_at_an_address_that_does_not_exist(mail_server, site, clock):
    asked()
    OutgoingEmail.objects.filter(kind="letters.confirm").update(status="bounced")
    clock.forward(days=1)
    care_for_letters()
    assert deliver_one(reminders().get().pk).status == "failed"
    assert mail_server.received == []


def test_the_writer_s_page_says_until_when_the_link_is_good(site, clock, client):
    letter = asked()
    page = client.get(reverse("letters:status", args=[letter.token])).content.decode()
    assert "press the button by March 10, 2026" in page


def test_without_a_worker_in_time_the_sweep_sends_it(mail_server, site, clock):
    asked()
    OutgoingEmail.objects.all().delete()
    clock.forward(days=1)
    care_for_letters()
    sweep_once()
    assert [mail.recipients for mail in mail_server.received] == [("jane@example.org",)]
