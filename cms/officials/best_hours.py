"""When somebody picks up: learned from how many calls went, and silent until there are enough of them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.core.cache import cache
from django.db.models import Case, Count, IntegerField, Q, When
from django.db.models.functions import ExtractHour

from cms.officials.models import CallReport, Office

LEARNED_FROM = timedelta(days=90)
LEAST_CALLS = 20
LEAST_CALLS_AN_HOUR = 5
REMEMBERED_SECONDS = 60 * 60
KEY = "officials.best_hour:{}"
NOTHING = "nothing yet"


@dataclass(frozen=True)
class BestHour:
    """An hour by the office's own clock, and which share of its calls (0 to 1) reached a person."""

    begins: time
    ends: time
    share: float


def best_hours(offices: Iterable[Office], moment: datetime) -> dict[int, BestHour]:
    """The best hour to call each office's main number, as {id of the office: hour}.

    One query for all of them, and none for an hour: three months of calls teach nothing new in that time.
    """
    zones = {office.pk: office.time_zone for office in offices if office.time_zone}
    remembered: dict[str, BestHour | str] = cache.get_many([KEY.format(pk) for pk in zones])
    missing = {pk: zone for pk, zone in zones.items() if KEY.format(pk) not in remembered}
    if missing:
        learned = _learn(missing, moment)
        fresh = {KEY.format(pk): learned.get(pk, NOTHING) for pk in missing}
        cache.set_many(fresh, timeout=REMEMBERED_SECONDS)
        remembered |= fresh
    found = {pk: remembered[KEY.format(pk)] for pk in zones}
    return {pk: best for pk, best in found.items() if isinstance(best, BestHour)}


def _learn(zones: dict[int, str], moment: datetime) -> dict[int, BestHour]:
    counts: dict[int, dict[int, tuple[int, int]]] = defaultdict(dict)
    for office, hour, calls, spoke in _counts(zones, moment):
        counts[office][hour] = (calls, spoke)
    found = {office: _best(hours) for office, hours in counts.items()}
    return {office: best for office, best in found.items() if best}


def _counts(zones: dict[int, str], moment: datetime) -> Iterable[tuple[int, int, int, int]]:
    """(office, hour there, calls, calls that reached a person)."""
    each = sorted(set(zones.values()))
    clocks = [When(office__time_zone=zone, then=ExtractHour("at", tzinfo=ZoneInfo(zone))) for zone in each]
    reports = CallReport.objects.of_main_numbers().between(moment - LEARNED_FROM, moment).filter(office__in=zones)
    by_hour = reports.order_by().annotate(hour=Case(*clocks, output_field=IntegerField())).values("office", "hour")
    spoke = Count("pk", filter=Q(outcome=CallReport.Outcome.SPOKE))
    return by_hour.annotate(calls=Count("pk"), spoke=spoke).values_list("office", "hour", "calls", "spoke")


def _best(hours: dict[int, tuple[int, int]]) -> BestHour | None:
    if sum(calls for calls, _spoke in hours.values()) < LEAST_CALLS:
        return None
    enough = [(spoke / calls, calls, -hour) for hour, (calls, spoke) in hours.items() if calls >= LEAST_CALLS_AN_HOUR]
    share, _calls, hour = max(enough, default=(0, 0, 0))
    return BestHour(time(-hour), time((1 - hour) % 24), share) if share else None
