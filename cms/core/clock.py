"""The one place that tells the time, so that a test can move it."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """The present date in the site's time zone."""
    return timezone.localdate(now())
