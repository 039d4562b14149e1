"""When somebody picks up: office hours in the office's own time zone, without weekends and federal holidays."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

from cms.officials.models.contact import Contact

# The hours of nearly all offices of Congress. What an office says of its own hours is shown beside.
OPENS = time(9)
CLOSES = time(17)
SATURDAY = 5


@dataclass(frozen=True)
class Opening:
    """Whether an office is open at a moment, and else when next. Times are aware, in the office's zone."""

    is_open: bool
    opens_at: datetime
    closes_at: datetime
    is_holiday: bool = False


def opening_of(contact: Contact, moment: datetime) -> Opening | None:
    """None where the office's time zone is not known."""
    if not contact.time_zone:
        return None
    here = moment.astimezone(ZoneInfo(contact.time_zone))
    day = here.date()
    if not is_working_day(day) or here.time() >= CLOSES:
        day = next_working_day(day)
    opens, closes = at(day, OPENS, contact.time_zone), at(day, CLOSES, contact.time_zone)
    return Opening(opens <= here < closes, opens, closes, here.date() in federal_holidays(here.year))


def next_opening(contact: Contact, moment: datetime) -> datetime | None:
    """When it opens the next time after `moment`; none where its time zone is not known."""
    found = opening_of(contact, moment)
    if found is None or not found.is_open:
        return found.opens_at if found else None
    return at(next_working_day(found.opens_at.date()), OPENS, contact.time_zone)


def next_working_day(day: date) -> date:
    """The first weekday after `day` that is no federal holiday."""
    following = day + timedelta(days=1)
    while not is_working_day(following):
        following += timedelta(days=1)
    return following


def is_working_day(day: date) -> bool:
    return day.weekday() < SATURDAY and day not in federal_holidays(day.year)


def at(day: date, hour: time, time_zone: str) -> datetime:
    """A wall-clock hour of a zone, aware."""
    return datetime.combine(day, hour, tzinfo=ZoneInfo(time_zone))


@cache
def federal_holidays(year: int) -> frozenset[date]:
    """The days on which federal offices are closed (5 U.S.C. 6103, by the `holidays` package)."""
    return frozenset(holidays.country_holidays("US", years=year))
