"""When a letter leaves: at most so many a day and a week per paper, on weekday mornings, before its deadline."""

from collections import Counter
from datetime import date, datetime, time, timedelta

from django.db.models import Count

from cms.letters.models import Delivery, Newspaper, Status
from cms.letters.models.delivery import DeliveryQuerySet
from cms.letters.problems import MailbagFull

MORNING_BEGINS = time(9)
MORNING_ENDS = time(12)
SATURDAY = 6
# A date further away than this is no promise.
HORIZON_DAYS = 90


def taken_days(paper: Newspaper, *, since: date) -> Counter[date]:
    """How many letters have a slot on each day from the Monday of `since`'s week on (one query)."""
    return _by_day(Delivery.objects.taking_slots(paper, since=_monday(since)))


def may_leave(delivery: Delivery, paper: Newspaper, *, moment: datetime) -> bool:
    """Whether `paper` takes letters at this moment, and those that have left or are leaving fill no cap (one query)."""
    week = _monday(moment.astimezone(paper.zone).date())
    others = Delivery.objects.taking_slots(paper, since=week).exclude(pk=delivery.pk)
    left = _by_day(others.exclude(confirmation__letter__status=Status.QUEUED))
    try:
        return next_slot(paper, moment=moment, taken=left) == moment
    except MailbagFull:
        return False


def _by_day(deliveries: DeliveryQuerySet) -> Counter[date]:
    rows = deliveries.values("slot_day").annotate(letters=Count("pk"))
    return Counter({row["slot_day"]: row["letters"] for row in rows})


def next_slot(paper: Newspaper, *, moment: datetime, taken: Counter[date] | None = None) -> datetime:
    """The first time, in the paper's zone and not before `moment`, at which a new letter may leave.

    Raises:
        MailbagFull: when there is none within 90 days.
    """
    local = moment.astimezone(paper.zone)
    counts = taken_days(paper, since=local.date()) if taken is None else taken
    for ahead in range(HORIZON_DAYS):
        day = local.date() + timedelta(days=ahead)
        begins, ends = _opening(paper, day)
        slot = max(_at(day, begins, paper), local)
        if slot <= _at(day, ends, paper) and slot.date() == day and _has_room(paper, day, counts):
            return slot
    raise MailbagFull


def _opening(paper: Newspaper, day: date) -> tuple[time, time]:
    """From when until when a letter may leave on `day`; an end before the beginning closes the day."""
    if paper.any_hour:
        return time.min, time.max
    if day.isoweekday() >= SATURDAY:
        return MORNING_BEGINS, time.min
    if paper.deadline_time and paper.deadline_weekday == day.isoweekday():
        return MORNING_BEGINS, min(MORNING_ENDS, paper.deadline_time)
    return MORNING_BEGINS, MORNING_ENDS


def _at(day: date, hour: time, paper: Newspaper) -> datetime:
    return datetime.combine(day, hour, tzinfo=paper.zone)


def _has_room(paper: Newspaper, day: date, taken: Counter[date]) -> bool:
    monday = _monday(day)
    in_week = sum(taken[monday + timedelta(days=offset)] for offset in range(7))
    return taken[day] < paper.cap_per_day and in_week < paper.cap_per_week


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)
