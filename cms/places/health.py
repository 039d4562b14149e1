"""How complete the tables of places are: for the end of an import, and for `data_health`."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from cms.core.clock import today
from cms.places.congresses import congress_on
from cms.places.districts import MILITARY, WITHOUT_DELEGATE
from cms.places.models import District, ZipArea
from cms.places.states import ENGLISH_NAMES

SENDS_SOMEBODY = ENGLISH_NAMES.keys() - MILITARY - WITHOUT_DELEGATE


@dataclass(frozen=True)
class ZipHealth:
    """Rows of the ZIP table. Military post offices are not meant to have a place."""

    rows: int
    not_in_use: int
    without_place: int

    def __str__(self) -> str:
        return f"{self.rows:,} ZIP areas: {self.not_in_use:,} not in use, {self.without_place} in use without a place"


@dataclass(frozen=True)
class MapHealth:
    """Districts in force on a day; `outdated` are lines of a Congress that is over."""

    rows: int
    outdated: int
    states_missing: int

    def __str__(self) -> str:
        return f"{self.rows} districts in force: {self.outdated} outdated, {self.states_missing} states missing"


def zip_health() -> ZipHealth:
    lost = Q(is_active=True, latitude=None) & ~Q(kind=ZipArea.Kind.MILITARY)
    counts = ZipArea.objects.aggregate(
        rows=Count("pk"),
        not_in_use=Count("pk", filter=Q(is_active=False)),
        without_place=Count("pk", filter=lost),
    )
    return ZipHealth(**counts)


def map_health(on: date | None = None) -> MapHealth:
    day = on or today()
    counts = District.objects.in_force(day).aggregate(
        rows=Count("pk"),
        outdated=Count("pk", filter=Q(congress__lt=congress_on(day))),
        states=Count("state", distinct=True),
    )
    return MapHealth(counts["rows"], counts["outdated"], len(SENDS_SOMEBODY) - counts["states"])
