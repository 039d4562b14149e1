"""The clock's part: expiry, erasure, forgotten drafts."""

import pytest
from django.db import connection

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, Status
from cms.letters.problems import WroteRecently
from cms.letters.rules import check_rules
from cms.letters.tasks import care
from cms.outbox.delivery import deliver_one
from tests.factories.letters import asked, confirmed, draft, link_of, paper

pytestmark = pytest.mark.django_db


def status_of(letter):
    letter.refresh_from_db()
    return letter.status


def test_a_letter_nobody_confirmed_expires_and_keeps_its_words(clock):
    letter = asked()
    clock.forward(days=6, hours=23)
    assert care_for_letters() == 0
    clock.forward(hours=1)
    care()
    assert status_of(letter) == Status.EXPIRED
    assert letter.text


def test_an_expired_letter_can_be_asked_about_again(clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=8)
    care_for_letters()
    services.ask_again(token=token)
    assert status_of(letter) == Status.AWAITING_CONFIRMATION
    assert services.confirm_letter(token=link_of(letter)).status == Status.QUEUED


def test_words_are_erased_28_days_after_the_end_and_counts_stay(clock):
    newspaper = paper(frequency_days=60)
    letter = confirmed(newspaper)
    deliver_one(Delivery.objects.get().email_id)
    clock.forward(days=27)
    assert care_for_letters() == 0
    clock.forward(days=1)
    care_for_letters()
    letter.refresh_from_db()
    assert letter.erased_at is not None
    assert letter.status == Status.ACCEPTED
    assert letter.word_count > 0
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT headline, text, full_name, street, town, zip, phone, email FROM letters_letter WHERE id = %s",
            [letter.pk],
        )
        assert set(cursor.fetchone()) == {""}


def test_the_window_outlives_the_erased_words(clock):
    newspaper = paper(frequency_days=60)
    confirmed(newspaper)
    deliver_one(Delivery.objects.get().email_id)
    clock.forward(days=40)
    care_for_letters()
    with pytest.raises(WroteRecently):
        check_rules(draft(newspaper))


def test_care_twice_changes_nothing_more(clock):
    confirmed()
    deliver_one(Delivery.objects.get().email_id)
    clock.forward(days=29)
    assert care_for_letters() == 1
    assert care_for_letters() == 0


def test_a_letter_that_waits_is_never_erased(clock):
    letter = confirmed()
    clock.forward(days=60)
    care_for_letters()
    letter.refresh_from_db()
    assert letter.text
    assert letter.status == Status.QUEUED


def test_drafts_nobody_touches_are_forgotten(clock):
    draft()
    clock.forward(days=27)
    care_for_letters()
    assert Letter.objects.count() == 1
    clock.forward(days=1)
    care_for_letters()
    assert Letter.objects.count() == 0
