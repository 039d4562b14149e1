"""Workers that come back after days: nothing leaves at night, on weekends or in a heap; nothing is lost or doubled."""

from collections import Counter
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from cms.letters import services
from cms.letters.links import status_url
from cms.letters.models import Delivery, Letter, Newspaper, Status
from cms.letters.standing import standing
from cms.outbox import delivery as outbox
from cms.outbox.attempt import attempt
from cms.outbox.models import OutgoingEmail
from cms.outbox.sweep import sweep_once
from tests.conftest import Clock
from tests.factories.letters import confirmed, paper

pytestmark = [pytest.mark.core, pytest.mark.django_db]
# In Chicago: Saturday March 7, 10:00; Monday March 9, 9:00 (the clocks have gone forward).
SATURDAY = datetime(2026, 3, 7, 16, tzinfo=UTC)
MONDAY_NINE = datetime(2026, 3, 9, 14, tzinfo=UTC)


def delivery_of(letter: Letter) -> Delivery:
    return Delivery.objects.select_related("email", "newspaper").get(confirmation__letter=letter)


def row_of(letter: Letter) -> OutgoingEmail:
    email = delivery_of(letter).email
    assert email is not None
    return email


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("newspaper").get(pk=letter.pk)


def many(newspaper: Newspaper, number: int) -> list[Letter]:
    writers = [{"email": f"w{one}@example.org", "full_name": f"Writer {one}"} for one in range(number)]
    return [confirmed(newspaper, **writer) for writer in writers]


def days_of_leaving(newspaper: Newspaper) -> Counter[date]:
    left = Delivery.objects.filter(newspaper=newspaper).exclude(accepted_at=None)
    return Counter(one.accepted_at.astimezone(newspaper.zone).date() for one in left if one.accepted_at)


def letters_at(mail_server: Any) -> list[Any]:
    return [got for got in mail_server.received if got.sender.startswith("letters+")]


class TestWeekend:
    def test_what_was_due_on_friday_leaves_on_monday_under_the_same_message_id(
        self, mail_server: Any, clock: Clock, site: Any
    ) -> None:
        letter = confirmed(paper(name="The Courier"))
        before = row_of(letter)
        clock.move_to(SATURDAY)
        sweep_once()
        row = row_of(letter)
        assert letters_at(mail_server) == []
        assert (row.status, row.not_before, row.attempts, row.first_tried_at) == ("queued", MONDAY_NINE, 0, None)
        assert standing(again(letter)).title == "Queued for Monday, March 9, 9:00 AM"
        clock.move_to(MONDAY_NINE)
        sweep_once()
        assert again(letter).status == Status.ACCEPTED
        assert [got.message_id for got in letters_at(mail_server)] == [before.message_id]
        assert row_of(letter).pk == before.pk

    def test_the_writers_page_says_the_new_time_and_takes_it_back(
        self, mail_server: Any, clock: Clock, site: Any, client: Client
    ) -> None:
        letter = confirmed(paper(name="The Courier"))
        clock.move_to(SATURDAY)
        sweep_once()
        page = client.get(status_url(letter).removeprefix(settings.PUBLIC_URL)).content.decode()
        assert "Queued for Monday, March 9, 9:00 AM" in page
        services.cancel_letter(letter_id=letter.pk)
        clock.move_to(MONDAY_NINE)
        sweep_once()
        assert letters_at(mail_server) == []
        assert again(letter).status == Status.CANCELLED

    def test_a_paper_that_takes_letters_at_any_hour_gets_it_at_once(self, mail_server: Any, clock: Clock) -> None:
        letter = confirmed(paper(any_hour=True))
        clock.move_to(SATURDAY)
        sweep_once()
        assert again(letter).status == Status.ACCEPTED
        assert delivery_of(letter).slot_day == date(2026, 3, 7)

    def test_a_paper_that_was_turned_off_meanwhile_gets_nothing(self, mail_server: Any, clock: Clock) -> None:
        letter = confirmed()
        Newspaper.objects.update(is_active=False)
        clock.move_to(SATURDAY)
        sweep_once()
        assert again(letter).status == Status.FAILED

    @pytest.mark.parametrize("hour", [0, 8, 12, 17])
    def test_nothing_leaves_at_night_or_in_the_afternoon(self, mail_server: Any, clock: Clock, hour: int) -> None:
        letter = confirmed()
        clock.move_to(datetime(2026, 3, 4, 6 + hour, 1, tzinfo=UTC))
        sweep_once()
        slot = delivery_of(letter).slot_at.astimezone(again(letter).newspaper.zone)
        assert letters_at(mail_server) == []
        assert (slot.hour, slot.day) == (9, 4 if hour < 9 else 5)


class TestTenDays:
    def test_twelve_letters_leave_one_a_day_and_three_a_week(self, mail_server: Any, clock: Clock) -> None:
        newspaper = paper()
        letters = many(newspaper, 12)
        ids = {row_of(letter).message_id for letter in letters}
        clock.forward(days=10, hours=9)
        while waiting := OutgoingEmail.objects.waiting().order_by("not_before").first():
            clock.move_to(max(waiting.not_before, datetime(2026, 3, 14, 0, tzinfo=UTC)))
            sweep_once()
        days = days_of_leaving(newspaper)
        weeks = Counter(day.isocalendar().week for day in days.elements())
        assert set(Letter.objects.values_list("status", flat=True)) == {Status.ACCEPTED}
        assert {got.message_id for got in letters_at(mail_server)} == ids
        assert len(letters_at(mail_server)) == 12
        assert max(days.values()) == 1
        assert max(weeks.values()) == 3
        assert all(day.isoweekday() <= 5 for day in days)
        assert sorted(weeks) == [12, 13, 14, 15]
        # Those with a time to come keep it; those that are late follow, the longest waiting first.
        order = list(Letter.objects.order_by("confirmation__delivery__accepted_at").values_list("pk", flat=True))
        on_time, late = [one.pk for one in letters[6:]], [one.pk for one in letters[:6]]
        assert order == on_time + late

    def test_other_papers_do_not_wait_for_a_full_one(self, mail_server: Any, clock: Clock) -> None:
        full, other = paper(), paper()
        many(full, 3)
        letter = confirmed(other)
        clock.move_to(MONDAY_NINE)
        sweep_once()
        assert sum(days_of_leaving(full).values()) == 1
        assert again(letter).status == Status.ACCEPTED

    def test_a_new_letter_does_not_take_the_place_of_one_that_has_left_late(
        self, mail_server: Any, clock: Clock
    ) -> None:
        newspaper = paper()
        confirmed(newspaper)
        clock.move_to(MONDAY_NINE)
        sweep_once()
        later = confirmed(newspaper, email="new@example.org", full_name="New One")
        assert delivery_of(later).slot_day == date(2026, 3, 10)

    def test_caps_that_were_lowered_meanwhile_count(self, mail_server: Any, clock: Clock) -> None:
        newspaper = paper(cap_per_day=3, cap_per_week=9)
        many(newspaper, 3)
        Newspaper.objects.update(cap_per_day=1, cap_per_week=2)
        sweep_once()
        assert days_of_leaving(newspaper) == Counter({date(2026, 3, 3): 1})
        assert sorted(Delivery.objects.values_list("slot_day", flat=True)) == [
            date(2026, 3, 3),
            date(2026, 3, 4),
            date(2026, 3, 9),
        ]

    def test_without_a_slot_in_ninety_days_its_writer_is_told(self, mail_server: Any, clock: Clock) -> None:
        newspaper = paper()
        letter = confirmed(newspaper)
        Delivery.objects.update(slot_day=date(2026, 3, 2))
        clock.move_to(SATURDAY)
        Newspaper.objects.update(cap_per_week=0)
        sweep_once()
        assert again(letter).status == Status.FAILED
        assert OutgoingEmail.objects.filter(kind="letters.failed", reference=str(letter.pk)).exists()


class TestTrouble:
    def test_a_worker_killed_after_the_new_time_was_written_leaves_it_waiting_for_that_time(
        self, mail_server: Any, clock: Clock
    ) -> None:
        letter = confirmed()
        clock.move_to(SATURDAY)
        claimed = outbox._claim(row_of(letter).pk)
        assert claimed is not None
        services.begin_sending(email=claimed)  # and then it dies
        for _ in range(2):
            clock.forward(hours=1)
            sweep_once()
        row = row_of(letter)
        assert (again(letter).status, row.status, row.attempts) == (Status.QUEUED, "queued", 0)
        assert delivery_of(letter).slot_at == row.not_before == MONDAY_NINE
        assert letters_at(mail_server) == []
        clock.move_to(MONDAY_NINE)
        sweep_once()
        sweep_once()
        assert again(letter).status == Status.ACCEPTED
        assert len(letters_at(mail_server)) == 1

    def test_and_its_writer_can_take_it_back(self, mail_server: Any, clock: Clock) -> None:
        letter = confirmed()
        clock.move_to(SATURDAY)
        claimed = outbox._claim(row_of(letter).pk)
        assert claimed is not None
        services.begin_sending(email=claimed)
        services.cancel_letter(letter_id=letter.pk)
        clock.move_to(MONDAY_NINE)
        sweep_once()
        assert letters_at(mail_server) == []

    def test_a_worker_that_wakes_up_late_gives_no_second_time(self, mail_server: Any, clock: Clock) -> None:
        letter = confirmed()
        clock.move_to(SATURDAY)
        claimed = outbox._claim(row_of(letter).pk)
        assert claimed is not None
        assert attempt(claimed) is None
        clock.move_to(MONDAY_NINE)
        sweep_once()
        clock.forward(days=5)
        late = attempt(claimed)
        assert late is not None
        assert outbox._record(claimed, late) is None
        assert row_of(letter).status == "sent"
        assert len(letters_at(mail_server)) == 1

    def test_a_second_try_goes_on_all_day_and_then_waits_for_the_next_morning(
        self, mail_server: Any, clock: Clock
    ) -> None:
        letter = confirmed()
        mail_server.answer_next("DATA", "451 later", times=2)
        sweep_once()
        clock.forward(hours=9)  # six in the evening
        sweep_once()
        assert (again(letter).status, row_of(letter).attempts) == (Status.DEFERRED, 2)
        first = row_of(letter).first_tried_at
        clock.forward(hours=7)  # one at night
        sweep_once()
        row = row_of(letter)
        assert (again(letter).status, row.status, row.attempts) == (Status.QUEUED, "queued", 2)
        assert row.first_tried_at == first
        assert delivery_of(letter).slot_day == date(2026, 3, 4)
        clock.move_to(row.not_before)
        sweep_once()
        assert again(letter).status == Status.ACCEPTED
        assert len(letters_at(mail_server)) == 1

    def test_a_letter_that_is_tried_all_day_keeps_its_place(self, mail_server: Any, clock: Clock) -> None:
        newspaper = paper(cap_per_day=2, cap_per_week=6)
        first, second = many(newspaper, 2)
        Newspaper.objects.update(cap_per_day=1)
        mail_server.answer_next("DATA", "451 later")
        sweep_once()
        assert again(first).status == Status.DEFERRED
        assert delivery_of(second).slot_day == date(2026, 3, 4)
        clock.forward(hours=2)
        sweep_once()
        assert days_of_leaving(newspaper) == Counter({date(2026, 3, 3): 1})

    def test_the_48_hours_begin_with_the_first_real_try(self, mail_server: Any, clock: Clock) -> None:
        letter = confirmed()
        clock.move_to(SATURDAY)
        sweep_once()
        clock.move_to(MONDAY_NINE)
        mail_server.answer_next("DATA", "451 later")
        sweep_once()
        assert again(letter).status == Status.DEFERRED


def test_the_queue_is_read_once_more_only_for_the_letter_at_hand(
    clock: Clock, django_assert_max_num_queries: Any
) -> None:
    """Asking a paper's hours and caps takes two queries more a letter."""
    letter = confirmed()
    pk: UUID = row_of(letter).pk
    with django_assert_max_num_queries(26):
        outbox.deliver_one(pk)
