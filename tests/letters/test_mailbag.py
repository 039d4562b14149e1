"""When letters leave: caps, mornings, weekends, deadlines, time zones."""

from collections import Counter
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cms.letters.mailbag import next_slot
from cms.letters.models import Delivery, Letter, Newspaper
from cms.letters.problems import MailbagFull
from tests.factories.letters import confirmed, paper

# Tuesday, March 3, 2026, 15:00 UTC is 9:00 in Chicago.
TUESDAY_NINE = datetime(2026, 3, 3, 15, tzinfo=UTC)


def rulebook(**values: Any) -> Newspaper:
    return Newspaper(name="X", time_zone="America/Chicago", **values)


def slot(newspaper: Newspaper, moment: datetime, taken: Counter[date] | None = None) -> datetime:
    return next_slot(newspaper, moment=moment, taken=taken if taken is not None else Counter())


def test_in_the_morning_a_letter_leaves_at_once():
    assert slot(rulebook(), TUESDAY_NINE) == TUESDAY_NINE


def test_before_nine_it_waits_for_nine():
    early = datetime(2026, 3, 3, 9, tzinfo=UTC)
    assert slot(rulebook(), early) == TUESDAY_NINE


def test_after_noon_it_waits_for_the_next_morning():
    late = datetime(2026, 3, 3, 19, tzinfo=UTC)
    assert slot(rulebook(), late) == datetime(2026, 3, 4, 15, tzinfo=UTC)


def test_on_saturday_it_waits_for_monday():
    saturday = datetime(2026, 3, 7, 15, tzinfo=UTC)
    # Monday after the clocks went forward: nine in Chicago is now 14:00 UTC.
    assert slot(rulebook(), saturday) == datetime(2026, 3, 9, 14, tzinfo=UTC)


def test_a_taken_day_passes_to_the_next():
    taken = Counter({date(2026, 3, 3): 1})
    assert slot(rulebook(), TUESDAY_NINE, taken).date() == date(2026, 3, 4)


def test_a_full_week_passes_to_the_next_week():
    taken = Counter({date(2026, 3, 2): 1, date(2026, 3, 3): 1, date(2026, 3, 4): 1})
    assert slot(rulebook(), TUESDAY_NINE, taken).date() == date(2026, 3, 9)


def test_a_paper_may_allow_more():
    taken = Counter({date(2026, 3, 3): 1})
    assert slot(rulebook(cap_per_day=2, cap_per_week=6), TUESDAY_NINE, taken) == TUESDAY_NINE


def test_on_the_day_of_its_deadline_a_letter_leaves_before_it():
    ten = datetime(2026, 3, 3, 16, tzinfo=UTC)
    strict = rulebook(deadline_weekday=2, deadline_time=time(9, 30))
    assert slot(strict, TUESDAY_NINE) == TUESDAY_NINE
    assert slot(strict, ten).date() == date(2026, 3, 4)


def test_a_deadline_before_nine_closes_the_day():
    assert slot(rulebook(deadline_weekday=2, deadline_time=time(8)), TUESDAY_NINE).date() == date(2026, 3, 4)


def test_a_paper_that_takes_letters_at_any_hour_gets_them_at_night_and_on_sunday():
    sunday_night = datetime(2026, 3, 9, 4, tzinfo=UTC)
    assert slot(rulebook(any_hour=True), sunday_night) == sunday_night


def test_each_paper_has_its_own_morning():
    nine_in_new_york = datetime(2026, 3, 3, 14, tzinfo=UTC)
    east = Newspaper(name="E", time_zone="America/New_York")
    assert slot(east, nine_in_new_york) == nine_in_new_york
    assert slot(rulebook(), nine_in_new_york) == TUESDAY_NINE


def test_a_mailbag_full_for_months_is_said_so():
    taken = Counter({date.fromordinal(date(2026, 3, 2).toordinal() + offset): 9 for offset in range(120)})
    with pytest.raises(MailbagFull):
        slot(rulebook(), TUESDAY_NINE, taken)


@given(
    moments=st.lists(st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 1)), min_size=1, max_size=30),
    per_day=st.integers(1, 3),
    per_week=st.integers(1, 7),
    any_hour=st.booleans(),
)
def test_caps_and_weekdays_hold_for_any_letters_at_any_time(moments, per_day, per_week, any_hour):
    newspaper = rulebook(cap_per_day=per_day, cap_per_week=per_week, any_hour=any_hour)
    taken: Counter[date] = Counter()
    for moment in sorted(moments):
        found = slot(newspaper, moment.replace(tzinfo=UTC), taken)
        assert found >= moment.replace(tzinfo=UTC)
        assert any_hour or found.isoweekday() <= 5
        assert any_hour or time(9) <= found.time() <= time(12)
        taken[found.date()] += 1
    weeks: Counter[Any] = Counter()
    for day, letters in taken.items():
        assert letters <= per_day
        weeks[day.isocalendar()[:2]] += letters
    assert max(weeks.values()) <= per_week


@pytest.mark.django_db
def test_confirmed_letters_take_the_slots_one_after_the_other(clock):
    newspaper = paper()
    for number in range(5):
        confirmed(newspaper, email=f"writer{number}@example.org", full_name=f"Writer Number{number}")
    days = list(Delivery.objects.order_by("slot_at").values_list("slot_day", flat=True))
    assert days == [date(2026, 3, day) for day in (3, 4, 5, 9, 10)]
    assert Letter.objects.filter(status="queued").count() == 5
