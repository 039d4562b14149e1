"""Whether an office is open, and when it opens next."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from cms.core.clock import now
from cms.directory.models import Schedule

DAYS = Schedule.Day.values  # Monday first, as datetime counts


@dataclass(frozen=True)
class Opening:
    """Open until `until` (local time) or, with `until` empty, opening next at `opens`; empty where it never opens."""

    until: time | None = None
    opens: datetime | None = None

    @property
    def is_open(self) -> bool:
        return self.until is not None

    @property
    def opens_today(self) -> bool:
        return self.opens is not None and self.opens.date() == now().astimezone(self.opens.tzinfo).date()


def opening(hours: Iterable[Schedule], at: datetime) -> Opening:
    """What `hours` say at a local time."""
    rows = list(hours)
    today = DAYS[at.weekday()]
    until = [row.closes_at for row in rows if row.day == today and row.opens_at <= at.time() < row.closes_at]
    if until:
        return Opening(until=max(until))
    coming = [moment for row in rows if (moment := _next(row, at))]
    return Opening(opens=min(coming, default=None))


def _next(row: Schedule, at: datetime) -> datetime:
    """The first opening by this row after `at`, within a week."""
    days = (DAYS.index(row.day) - at.weekday()) % 7
    moment = datetime.combine(at.date() + timedelta(days=days), row.opens_at, at.tzinfo)
    return moment if moment > at else moment + timedelta(days=7)


def openings(offices: Iterable[int], zone: str) -> Mapping[int, Opening]:
    """Of each office (keys of locations) that has hours, what they say now. One query.

    An office without a time zone of its own counts by `zone`; where that is empty too, nothing is said of it.
    """
    hours: dict[int, list[Schedule]] = {}
    for row in Schedule.objects.filter(location__in=list(offices)).select_related("location").order_by("pk"):
        hours.setdefault(row.location_id, []).append(row)
    zones = {office: rows[0].location.time_zone or zone for office, rows in hours.items()}
    return {
        office: opening(rows, now().astimezone(ZoneInfo(zones[office])))
        for office, rows in hours.items()
        if zones[office]
    }
