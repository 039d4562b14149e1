"""Celery's entrance: the clock."""

from celery import shared_task

from cms.letters.care import care_for_letters


@shared_task(expires=3000)
def care() -> None:
    """Expire, erase and forget what is due; runs each hour."""
    care_for_letters()
