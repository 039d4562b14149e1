"""When an office is open: its own time zone, weekends and federal holidays."""

from datetime import UTC, date, datetime

import pytest

from cms.officials.models import Office
from cms.officials.opening import is_working_day, next_working_day, opening_of

TEXAS = Office(time_zone="America/Chicago")


@pytest.mark.parametrize(
    ("moment", "is_open", "opens_at"),
    [
        ("2026-11-24T15:00", True, "2026-11-24T09:00-06:00"),  # 9:00 in McAllen
        ("2026-11-24T14:59", False, "2026-11-24T09:00-06:00"),
        ("2026-11-24T23:00", False, "2026-11-25T09:00-06:00"),  # 17:00
        ("2026-11-26T18:00", False, "2026-11-27T09:00-06:00"),  # Thanksgiving
        ("2026-11-28T18:00", False, "2026-11-30T09:00-06:00"),  # Saturday
        ("2026-07-03T18:00", False, "2026-07-06T09:00-05:00"),  # Independence Day, observed
        ("2026-03-08T18:00", False, "2026-03-09T09:00-05:00"),  # the clocks went forward that night
    ],
)
def test_the_office_clock_decides(moment: str, is_open: bool, opens_at: str) -> None:
    found = opening_of(TEXAS, datetime.fromisoformat(moment).replace(tzinfo=UTC))
    assert (found.is_open, found.opens_at) == (is_open, datetime.fromisoformat(opens_at))
    assert found.closes_at.hour == 17


def test_a_holiday_is_said() -> None:
    assert opening_of(TEXAS, datetime(2026, 11, 26, 18, tzinfo=UTC)).is_holiday
    assert not opening_of(TEXAS, datetime(2026, 11, 28, 18, tzinfo=UTC)).is_holiday


def test_guam_is_in_tomorrow_already() -> None:
    guam = Office(time_zone="Pacific/Guam")
    assert opening_of(guam, datetime(2026, 11, 24, 0, tzinfo=UTC)).is_open
    assert not opening_of(TEXAS, datetime(2026, 11, 24, 0, tzinfo=UTC)).is_open


def test_without_a_time_zone_nothing_is_claimed() -> None:
    assert opening_of(Office(), datetime(2026, 11, 24, 15, tzinfo=UTC)) is None


def test_working_days() -> None:
    assert not is_working_day(date(2026, 12, 25))
    assert next_working_day(date(2026, 12, 31)) == date(2027, 1, 4)
