"""Proof of authorship, and the way out of the house."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from cms.core.clock import now
from cms.letters import services
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.problems import AlreadyLeft, LinkExpired, NotNow, UnknownLink
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import asked, confirmed, draft, link_of, paper

pytestmark = [pytest.mark.core, pytest.mark.django_db]


def mails(kind):
    return OutgoingEmail.objects.filter(kind=kind)


def test_asking_sends_one_question_and_nothing_to_the_paper():
    letter = asked()
    assert letter.status == Status.AWAITING_CONFIRMATION
    question = mails("letters.confirm").get()
    assert question.to == "jane@example.org"
    assert not mails("letters.delivery").exists()
    assert not Delivery.objects.exists()


def test_a_double_click_asks_once():
    letter = asked()
    services.ask_writer(letter_id=letter.pk, statement="I wrote this.")
    assert mails("letters.confirm").count() == 1


def test_the_button_gives_the_letter_its_time_in_the_paper_s_mailbag(clock):
    letter = confirmed()
    delivery = Delivery.objects.get(confirmation__letter=letter)
    assert letter.status == Status.QUEUED
    assert delivery.email is not None
    assert delivery.email.to == letter.newspaper.letters_email
    assert delivery.email.not_before == delivery.slot_at


def test_the_outbox_waits_for_the_slot(clock):
    clock.forward(hours=12)
    delivery = Delivery.objects.get(confirmation__letter=confirmed())
    assert delivery.slot_at - now() == timedelta(hours=12)
    assert deliver_one(delivery.email_id) is None


def test_pressing_twice_sends_once():
    letter = asked()
    token = link_of(letter)
    services.confirm_letter(token=token)
    services.confirm_letter(token=token)
    assert Confirmation.objects.count() == Delivery.objects.count() == mails("letters.delivery").count() == 1


@pytest.mark.parametrize("forged", ["", "nonsense", "a" * 43])
def test_a_forged_link_confirms_nothing(forged):
    asked()
    with pytest.raises(UnknownLink):
        services.confirm_letter(token=forged)
    assert not Confirmation.objects.exists()


def test_the_writer_s_own_page_does_not_confirm():
    letter = asked()
    with pytest.raises(UnknownLink):
        services.confirm_letter(token=letter.token)


def test_a_link_is_good_for_seven_days(clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=7)
    with pytest.raises(LinkExpired):
        services.confirm_letter(token=token)
    assert not Delivery.objects.exists()


def test_in_the_last_second_it_is_still_good(clock):
    letter = asked()
    clock.forward(days=7, seconds=-1)
    assert services.confirm_letter(token=link_of(letter)).status == Status.QUEUED


def test_a_new_link_replaces_the_old_one(clock):
    letter = asked()
    old = link_of(letter)
    clock.forward(days=8)
    services.ask_again(token=old)
    services.ask_again(token=old)
    assert mails("letters.confirm").count() == 2
    with pytest.raises(LinkExpired):
        services.confirm_letter(token=old)
    assert services.confirm_letter(token=link_of(letter)).status == Status.QUEUED


def test_a_new_link_is_refused_for_a_letter_that_was_taken_back():
    letter = asked()
    token = link_of(letter)
    services.cancel_letter(letter_id=letter.pk)
    with pytest.raises(NotNow):
        services.ask_again(token=token)


def test_a_text_changed_behind_the_writer_s_back_is_not_confirmed():
    letter = asked()
    Letter.objects.filter(pk=letter.pk).update(text="Other words entirely.")
    with pytest.raises(NotNow):
        services.confirm_letter(token=link_of(letter))


def test_after_a_change_the_old_question_is_dead():
    letter = asked()
    token = link_of(letter)
    services.write_again(letter_id=letter.pk, submission_key="x")
    with pytest.raises(UnknownLink):
        services.confirm_letter(token=token)


def test_it_can_be_taken_back_until_it_leaves(clock):
    clock.forward(hours=12)
    letter = confirmed()
    services.cancel_letter(letter_id=letter.pk)
    services.cancel_letter(letter_id=letter.pk)
    clock.forward(days=1)
    delivery = Delivery.objects.get()
    assert deliver_one(delivery.email_id) is None
    assert delivery.is_cancelled
    letter.refresh_from_db()
    assert letter.status == Status.CANCELLED


def test_a_slot_that_was_given_back_is_free_again(clock):
    newspaper = paper()
    first = confirmed(newspaper)
    services.cancel_letter(letter_id=first.pk)
    second = confirmed(newspaper, email="li@example.org", full_name="Li Wei")
    slots = Delivery.objects.order_by("pk").values_list("slot_day", flat=True)
    assert slots[0] == slots[1]
    assert second.status == Status.QUEUED


def test_it_cannot_be_taken_back_while_it_is_being_sent(clock):
    letter = confirmed()
    OutgoingEmail.objects.filter(kind="letters.delivery").update(status="sending")
    with pytest.raises(AlreadyLeft):
        services.cancel_letter(letter_id=letter.pk)
    letter.refresh_from_db()
    assert letter.status == Status.QUEUED


def test_a_letter_taken_back_before_confirming_stays_back():
    letter = asked()
    token = link_of(letter)
    services.cancel_letter(letter_id=letter.pk)
    with pytest.raises(NotNow):
        services.confirm_letter(token=token)


def test_the_database_itself_refuses_a_delivery_without_a_confirmation():
    draft()
    newspaper = Newspaper.objects.get()
    with pytest.raises(IntegrityError), transaction.atomic():
        Delivery.objects.create(newspaper=newspaper, slot_at=now(), slot_day=now().date())
    field = Delivery._meta.get_field("confirmation")
    assert field.unique
    assert not field.null
    with connection.cursor() as cursor:
        columns = connection.introspection.get_table_description(cursor, "letters_delivery")
    assert not next(column for column in columns if column.name == "confirmation_id").null_ok


def test_a_confirmation_with_a_delivery_cannot_be_deleted():
    confirmation = confirmed().confirmation
    with pytest.raises(IntegrityError), transaction.atomic():
        confirmation.delete()


def test_a_held_letter_has_no_delivery():
    letter = asked(needs_review=True)
    services.confirm_letter(token=link_of(letter))
    letter.refresh_from_db()
    assert letter.status == Status.IN_REVIEW
    assert not Delivery.objects.exists()


def test_a_letter_that_may_come_from_a_robot_is_held():
    letter = draft()
    services.ask_writer(letter_id=letter.pk, statement="x", is_suspect=True)
    assert services.confirm_letter(token=link_of(letter)).status == Status.IN_REVIEW
