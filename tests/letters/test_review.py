"""What the desk reads first: nothing leaves before it is approved, one person decides, and nobody waits for ever."""

from contextlib import suppress
from importlib import import_module
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import IntegrityError, transaction
from django.utils.translation import override as use_language

from cms.core.clock import now
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.emails import render_delivery
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.models.letter import NEEDS_APPROVAL
from cms.letters.problems import (
    ClaimedByOther,
    LetterProblem,
    MailbagFull,
    NotClaimed,
    NotNow,
    NotOffered,
    TooManyWords,
    WroteRecently,
)
from cms.letters.services.leaving import queue_delivery, schedule
from cms.letters.services.review import CLAIM_LASTS
from cms.letters.standing import standing
from cms.outbox.delivery import deliver_one
from cms.outbox.kinds import NothingToSend
from cms.outbox.models import OutgoingEmail
from cms.users.models import User
from cms.users.roles import LETTERS_DESK
from tests.conftest import Clock
from tests.factories.letters import asked, confirmed, held, link_of, paper, taken
from tests.factories.site import person

pytestmark = pytest.mark.django_db
Desk = tuple[User, User]


@pytest.fixture
def desk() -> Desk:
    """Two people of the letters desk."""
    return person(LETTERS_DESK), User.objects.create_user("second", "second@example.org", "irrelevant")


def fresh(letter: Letter) -> Letter:
    return Letter.objects.select_related("newspaper").get(pk=letter.pk)


def forged(letter: Letter) -> Delivery:
    """A delivery that no service made, with its e-mail in the outbox, due now."""
    confirmation = Confirmation.objects.get(letter=letter)
    delivery = Delivery.objects.create(
        confirmation=confirmation, newspaper=letter.newspaper, slot_at=now(), slot_day=now().date(), email_id=uuid4()
    )
    queue_delivery(delivery)
    return delivery


def email_of(delivery: Delivery) -> OutgoingEmail:
    return OutgoingEmail.objects.get(pk=delivery.email_id)


class TestNothingLeavesUnread:
    def test_confirming_makes_no_delivery(self) -> None:
        letter = held()
        assert letter.status == Status.IN_REVIEW
        assert not Delivery.objects.exists()
        assert not OutgoingEmail.objects.filter(kind="letters.delivery").exists()

    def test_confirming_again_does_not_either(self) -> None:
        letter = asked(needs_review=True)
        for _ in range(2):
            assert services.confirm_letter(token=link_of(letter)).status == Status.IN_REVIEW
        assert not Delivery.objects.exists()

    @pytest.mark.parametrize("status", NEEDS_APPROVAL)
    def test_the_database_refuses_every_state_on_the_way(self, status: str) -> None:
        letter = held()
        with pytest.raises(IntegrityError), transaction.atomic():
            Letter.objects.filter(pk=letter.pk).update(status=status)

    def test_giving_it_a_time_is_refused_too(self) -> None:
        letter = held()
        with pytest.raises(IntegrityError), transaction.atomic():
            schedule(letter, letter.confirmation)
        assert fresh(letter).status == Status.IN_REVIEW

    def test_a_forged_delivery_does_not_leave(self, mail_server: Any, clock: Clock) -> None:
        delivery = forged(held())
        assert services.begin_sending(email=email_of(delivery)) is None
        row = deliver_one(delivery.email_id)
        assert row is not None
        assert row.status == "cancelled"
        assert mail_server.received == []

    @pytest.mark.parametrize("approved", ["", "0" * 64])
    def test_nor_with_a_forged_state_where_the_words_approved_are_not_these(self, approved: str) -> None:
        letter = held()
        delivery = forged(letter)
        Letter.objects.filter(pk=letter.pk).update(status=Status.QUEUED, approved_hash="1" * 64)
        if approved:
            Letter.objects.filter(pk=letter.pk).update(approved_hash=approved)
        assert services.begin_sending(email=email_of(delivery)) is None
        OutgoingEmail.objects.filter(pk=delivery.email_id).update(status="sending")
        with pytest.raises(NothingToSend):
            render_delivery(OutgoingEmail.objects.get(pk=delivery.email_id))

    @pytest.mark.parametrize("entrance", ["mark_arrived", "send_letter_again", "write_again", "ask_writer"])
    def test_no_other_service_lets_it_go(self, entrance: str) -> None:
        letter = held()
        more = {"write_again": {"submission_key": "k"}, "ask_writer": {"statement": "x"}}.get(entrance, {})
        with suppress(NotNow):
            getattr(services, entrance)(letter_id=letter.pk, **more)
        assert fresh(letter).status == Status.IN_REVIEW
        assert not Delivery.objects.exists()

    def test_what_was_approved_once_is_not_approved_for_other_words(self, desk: Desk) -> None:
        """Back with its writer, changed and confirmed again: it waits again, even where nobody asks for it now."""
        letter = taken(held(), desk[0])
        services.return_letter(letter_id=letter.pk, user_id=desk[0].pk, note="Which article?")
        services.save_text(letter_id=letter.pk, headline="New", text="New words.", language="en")
        services.ask_writer(letter_id=letter.pk, statement="I wrote this.", needs_review=False)
        assert services.confirm_letter(token=link_of(letter)).status == Status.IN_REVIEW
        with pytest.raises(NotClaimed):
            services.approve_letter(letter_id=letter.pk, user_id=desk[0].pk)

    def test_what_was_held_is_read_also_when_its_writer_takes_it_back_and_tries_again(self) -> None:
        letter = held()
        services.cancel_letter(letter_id=letter.pk)
        again = services.write_again(letter_id=letter.pk, submission_key="again")
        services.ask_writer(letter_id=again.pk, statement="I wrote this.")
        assert services.confirm_letter(token=link_of(again)).status == Status.IN_REVIEW

    def test_an_approved_letter_leaves(self, mail_server: Any, desk: Desk, clock: Clock) -> None:
        letter = taken(held(), desk[0])
        delivery = services.approve_letter(letter_id=letter.pk, user_id=desk[0].pk)
        assert fresh(letter).approved_hash == delivery.confirmation.message_hash
        clock.move_to(delivery.slot_at)
        row = deliver_one(delivery.email_id)
        assert row is not None
        assert row.status == "sent"
        assert fresh(letter).status == Status.ACCEPTED

    def test_letters_that_nobody_holds_need_no_approval(self) -> None:
        assert fresh(confirmed()).status == Status.QUEUED


class TestClaims:
    def test_one_person_at_a_time(self, desk: Desk) -> None:
        first, second = desk
        letter = taken(held(), first)
        with pytest.raises(ClaimedByOther) as caught:
            services.claim_letter(letter_id=letter.pk, user_id=second.pk)
        assert str(first) in caught.value.sentence
        assert fresh(letter).claimed_by == first

    def test_it_ends_by_the_clock_and_can_then_be_taken_over(self, desk: Desk, clock: Clock) -> None:
        first, second = desk
        letter = taken(held(), first)
        clock.forward(minutes=29)
        with pytest.raises(ClaimedByOther):
            services.claim_letter(letter_id=letter.pk, user_id=second.pk)
        clock.forward(minutes=1)
        services.claim_letter(letter_id=letter.pk, user_id=second.pk)
        with pytest.raises(ClaimedByOther):
            services.approve_letter(letter_id=letter.pk, user_id=first.pk)
        services.approve_letter(letter_id=letter.pk, user_id=second.pk)
        assert fresh(letter).reviewed_by == second

    def test_taking_it_again_begins_the_half_hour_anew(self, desk: Desk, clock: Clock) -> None:
        letter = taken(held(), desk[0])
        clock.forward(minutes=20)
        taken(letter, desk[0])
        assert fresh(letter).claimed_until == now() + CLAIM_LASTS

    def test_it_can_be_put_back_by_its_holder_alone(self, desk: Desk) -> None:
        first, second = desk
        letter = taken(held(), first)
        services.release_letter(letter_id=letter.pk, user_id=second.pk)
        assert fresh(letter).claimed_by == first
        services.release_letter(letter_id=letter.pk, user_id=first.pk)
        assert fresh(letter).claimed_by is None
        taken(letter, second)

    def test_only_waiting_letters_can_be_taken(self, desk: Desk) -> None:
        for letter in (confirmed(), asked(needs_review=True)):
            with pytest.raises(NotNow):
                services.claim_letter(letter_id=letter.pk, user_id=desk[0].pk)

    @pytest.mark.parametrize("decision", ["approve", "return"])
    @pytest.mark.parametrize("state", ["never", "ran out", "other", "cancelled"])
    def test_no_decision_without_holding_it(self, desk: Desk, clock: Clock, decision: str, state: str) -> None:
        first, second = desk
        letter = held()
        if state != "never":
            taken(letter, second if state == "other" else first)
        if state == "ran out":
            clock.forward(minutes=30)
        if state == "cancelled":
            services.cancel_letter(letter_id=letter.pk)
        before = Letter.objects.values().get(pk=letter.pk)
        expected = {"other": ClaimedByOther, "cancelled": NotNow}.get(state, NotClaimed)
        with pytest.raises(expected):
            decide(decision, letter, first)
        assert Letter.objects.values().get(pk=letter.pk) == before
        assert not Delivery.objects.exists()

    @pytest.mark.parametrize("decision", ["approve", "return"])
    def test_a_decision_ends_the_claim_and_counts_once(self, desk: Desk, decision: str) -> None:
        letter = taken(held(), desk[0])
        decide(decision, letter, desk[0])
        assert (fresh(letter).claimed_by, fresh(letter).claimed_until) == (None, None)
        with pytest.raises(NotNow):
            decide(decision, letter, desk[0])


def decide(decision: str, letter: Letter, user: User) -> None:
    if decision == "approve":
        services.approve_letter(letter_id=letter.pk, user_id=user.pk)
    else:
        services.return_letter(letter_id=letter.pk, user_id=user.pk, note="Which article?")


class TestThePaperHasTheLastWord:
    def test_what_was_sent_before_is_checked_again_too(self, desk: Desk) -> None:
        newspaper = paper(frequency_days=0)
        confirmed(newspaper)
        letter = taken(held(newspaper), desk[0])
        Newspaper.objects.update(frequency_days=30)
        with pytest.raises(WroteRecently):
            services.approve_letter(letter_id=letter.pk, user_id=desk[0].pk)
        assert fresh(letter).status == Status.IN_REVIEW

    @pytest.mark.parametrize(
        ("change", "problem"),
        [
            ({"is_active": False}, NotOffered),
            ({"verified_on": None}, NotOffered),
            ({"bounce_streak": 9}, NotOffered),
            ({"word_limit": 5}, TooManyWords),
        ],
    )
    def test_rules_are_checked_again_when_it_is_approved(
        self, desk: Desk, change: dict[str, Any], problem: type[LetterProblem]
    ) -> None:
        letter = taken(held(), desk[0])
        Newspaper.objects.update(**change)
        with pytest.raises(problem):
            services.approve_letter(letter_id=letter.pk, user_id=desk[0].pk)
        assert fresh(letter).status == Status.IN_REVIEW
        assert fresh(letter).reviewed_at is None
        assert fresh(letter).claimed_by == desk[0]
        services.return_letter(letter_id=letter.pk, user_id=desk[0].pk, note="The paper is closed.")
        assert fresh(letter).status == Status.DRAFT

    def test_a_full_mailbag_leaves_it_in_the_queue(self, desk: Desk, clock: Clock) -> None:
        newspaper = paper(cap_per_day=1, cap_per_week=1)
        letter = taken(held(newspaper), desk[0])
        assert standing(fresh(letter)).tone == "info"
        for number in range(13):
            confirmed(newspaper, email=f"w{number}@example.org", full_name=f"W {number}")
        with pytest.raises(MailbagFull):
            services.approve_letter(letter_id=letter.pk, user_id=desk[0].pk)
        assert fresh(letter).status == Status.IN_REVIEW
        assert fresh(letter).approved_hash == ""
        told = standing(fresh(letter))
        assert told.tone == "warn"
        assert "cannot take more from us" in told.text


class TestWaiting:
    def test_the_writer_knows_the_last_day(self, clock: Clock) -> None:
        told = standing(fresh(held()))
        assert "March 24, 2026" in told.text
        assert told.title == "A person is reading it first"

    def test_nobody_waits_longer_than_21_days(self, clock: Clock) -> None:
        letter = held()
        clock.forward(days=20, hours=23)
        care_for_letters()
        assert fresh(letter).status == Status.IN_REVIEW
        clock.forward(hours=1)
        care_for_letters()
        back = fresh(letter)
        assert (back.status, back.reviewed_by) == (Status.DRAFT, None)
        assert "nobody managed to read" in back.review_note
        assert not Confirmation.objects.exists()
        care_for_letters()
        assert OutgoingEmail.objects.filter(kind="letters.returned").count() == 1

    def test_not_from_under_the_hands_of_a_reader(self, desk: Desk, clock: Clock) -> None:
        letter = held()
        clock.forward(days=22)
        taken(letter, desk[0])
        care_for_letters()
        assert fresh(letter).status == Status.IN_REVIEW
        clock.forward(minutes=31)
        care_for_letters()
        assert fresh(letter).status == Status.DRAFT

    def test_its_mail_does_not_say_that_somebody_read_it(self, mail_server: Any, site: Any, clock: Clock) -> None:
        letter = held()
        clock.forward(days=22)
        care_for_letters()
        deliver_one(OutgoingEmail.objects.get(kind="letters.returned").pk)
        got = mail_server.received[-1]
        assert "is back with you" in got.text
        assert "Someone at our letters desk read" not in got.text
        assert "nobody managed to read" in got.text
        assert letter.newspaper.name in str(got.message["Subject"])

    def test_a_letter_that_came_back_and_is_forgotten_ends_too(self, clock: Clock) -> None:
        letter = held()
        clock.forward(days=22)
        care_for_letters()
        clock.forward(days=29)
        care_for_letters()
        assert not Letter.objects.filter(pk=letter.pk).exists()

    def test_the_note_is_in_the_writer_s_language(self, clock: Clock) -> None:
        letter = held(language="es")
        clock.forward(days=21)
        with use_language("en"):
            care_for_letters()
        assert fresh(letter).language == "es"
        assert fresh(letter).review_note

    def test_a_writer_can_take_it_back_while_it_waits(self, desk: Desk) -> None:
        letter = taken(held(), desk[0])
        services.cancel_letter(letter_id=letter.pk)
        assert fresh(letter).status == Status.CANCELLED
        assert letter.pk not in Letter.objects.for_desk().values_list("pk", flat=True)


def test_letters_approved_before_keep_their_approval() -> None:
    """The migration's own function on rows as they stood before it."""
    migration = import_module("cms.letters.migrations.0009_desk_claims")
    letter, waiting = confirmed(), held(full_name="Ann Roe", email="ann@example.org")
    Letter.objects.filter(pk=letter.pk).update(needs_review=True, approved_hash="old")
    migration.keep_approvals(apps, None)
    assert fresh(letter).approved_hash == Confirmation.objects.get(letter=letter).message_hash
    assert fresh(waiting).approved_hash == ""
