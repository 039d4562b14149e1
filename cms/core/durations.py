"""How long things took: percentiles, and in words."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from math import ceil

from django.utils.timesince import timesince

# Any moment will do: a month of 31 days follows.
_FROM = datetime(2024, 1, 1, tzinfo=UTC)


def percentile(values: Iterable[timedelta], percent: int) -> timedelta | None:
    """The smallest value that so many percent of all values do not exceed (nearest rank); None of none."""
    ranked = sorted(values)
    return ranked[max(1, ceil(len(ranked) * percent / 100)) - 1] if ranked else None


def in_words(duration: timedelta | None) -> str:
    """ "3 hours, 5 minutes"; a dash where there is none."""
    return "–" if duration is None else timesince(_FROM, _FROM + duration)
