"""Celery's entrance: the clock."""

from celery import shared_task

from cms.corrections.care import care_for_corrections


@shared_task(expires=3000)
def care() -> None:
    """Forget senders and their words when it is time; runs each hour."""
    care_for_corrections()
