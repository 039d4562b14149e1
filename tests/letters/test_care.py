"""The clock's part: expiry, erasure, forgotten drafts."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import IntegrityError, connection, transaction

from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, Status
from cms.letters.problems import NotNow, WroteRecently
from cms.letters.rules import check_rules
from cms.letters.standing import standing
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


def erased_before_it_was_confirmed(clock):
    """A letter whose link ran out and whose words went 28 days later, and that old link."""
    letter = asked()
    token = link_of(letter)
    clock.forward(days=8)
    care_for_letters()
    clock.forward(days=28)
    care_for_letters()
    letter.refresh_from_db()
    assert (letter.status, letter.text) == (Status.EXPIRED, "")
    return letter, token


def test_an_erased_letter_is_not_revived(clock):
    letter, token = erased_before_it_was_confirmed(clock)
    with pytest.raises(NotNow):
        services.write_again(letter_id=letter.pk, submission_key="again")
    with pytest.raises(NotNow):
        services.ask_again(token=token)
    with pytest.raises(NotNow):
        services.confirm_letter(token=token)
    assert status_of(letter) == Status.EXPIRED


def test_an_erased_letter_that_was_taken_back_is_not_copied(clock):
    letter = asked()
    services.cancel_letter(letter_id=letter.pk)
    clock.forward(days=28)
    care_for_letters()
    with pytest.raises(NotNow):
        services.write_again(letter_id=letter.pk, submission_key="again")
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("status", [Status.EXPIRED, Status.FAILED, Status.BOUNCED])
def test_of_an_erased_letter_nobody_says_that_its_words_are_here(clock, status):
    letter, _token = erased_before_it_was_confirmed(clock)
    letter.status = status
    assert "erased after 28 days" in standing(letter).text


def test_the_database_refuses_words_in_an_erased_letter(clock):
    letter, _token = erased_before_it_was_confirmed(clock)
    with pytest.raises(IntegrityError), transaction.atomic():
        Letter.objects.filter(pk=letter.pk).update(text="Back again.")


def test_letters_that_came_back_from_erasure_are_erased_in_their_time_again(clock):
    letter, _token = erased_before_it_was_confirmed(clock)
    Letter.objects.filter(pk=letter.pk).update(status=Status.DRAFT)
    ended = confirmed(paper(), email="other@example.org", full_name="Other Writer")
    Letter.objects.filter(pk=ended.pk).update(status=Status.CANCELLED, text="", erased_at=letter.erased_at)
    import_module("cms.letters.migrations.0011_erased_stays_empty").forget_revived(apps, None)
    letter.refresh_from_db()
    ended.refresh_from_db()
    assert letter.erased_at is None
    assert ended.erased_at is not None
