"""When people may come: the page's hours on working days, by the office's own clock, a few people at a time."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from cms.officials.models import DistrictOffice, Visit
from cms.officials.opening import CLOSES, OPENS, at, is_working_day

# Shorter than this, neither the office nor the campaign could prepare.
LEAST_AHEAD = timedelta(hours=24)
MOST_HOURS = 8
HOUR = re.compile(r"^(\d{1,2}):(\d{2})$", re.ASCII)


class WrongHours(ValueError):
    """Not a list of hours at which offices are open."""


@dataclass(frozen=True)
class SlotRules:
    """What a page says about visits: hours of the day, people at a time, and how many days may be planned ahead."""

    hours: tuple[time, ...]
    people_per_slot: int
    days_ahead: int


@dataclass(frozen=True)
class Slot:
    """One time, aware and in the office's zone, with the places left."""

    starts_at: datetime
    places_left: int

    @property
    def value(self) -> str:
        """How forms name it: "2026-03-09T15:00Z"."""
        return self.starts_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%MZ")


def parse_hours(text: str) -> tuple[time, ...]:
    """ "14:00, 10:00" as hours, earliest first.

    Raises:
        WrongHours: for anything else, for hours when offices are closed, for none and for more than eight.
    """
    hours = {_hour(part.strip()) for part in text.split(",")}
    if len(hours) > MOST_HOURS:
        raise WrongHours(text)
    return tuple(sorted(hours))


def _hour(text: str) -> time:
    found = HOUR.match(text)
    if not found or not (int(found[1]) < 24 and int(found[2]) < 60):
        raise WrongHours(text)
    hour = time(int(found[1]), int(found[2]))
    if not OPENS <= hour < CLOSES:
        raise WrongHours(text)
    return hour


def free_slots(branch: DistrictOffice, *, rules: SlotRules, moment: datetime) -> list[Slot]:
    """All times from a day after `moment` on, full ones too; none where the office is closed or its zone unknown."""
    if branch.closed_on is not None or not branch.time_zone:
        return []
    taken = Visit.objects.people_by_time(branch.pk, since=moment)
    return [
        Slot(starts_at, max(0, rules.people_per_slot - taken.get(starts_at, 0)))
        for starts_at in _times(branch.time_zone, rules, moment)
    ]


def _times(time_zone: str, rules: SlotRules, moment: datetime) -> Iterator[datetime]:
    # In UTC: Python compares two times of one zone by the wall, which is wrong in the nights when clocks change.
    earliest = moment.astimezone(UTC) + LEAST_AHEAD
    today = moment.astimezone(ZoneInfo(time_zone)).date()
    for day in _days(today, rules.days_ahead):
        for hour in rules.hours:
            starts_at = at(day, hour, time_zone)
            if starts_at.astimezone(UTC) >= earliest:
                yield starts_at


def _days(today: date, ahead: int) -> Iterator[date]:
    days = (today + timedelta(days=number) for number in range(1, ahead + 1))
    return (day for day in days if is_working_day(day))
