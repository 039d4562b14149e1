"""Celery's entrance: the clock."""

from celery import shared_task

from cms.officials.care import care_for_officials


@shared_task(expires=3000)
def care() -> None:
    """Forget what is due; runs each hour."""
    care_for_officials()
