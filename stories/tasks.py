"""Celery's entrances of this app."""

from celery import shared_task

from stories import delivery


@shared_task(expires=280)
def sweep() -> None:
    """Finish files that wait; runs every five minutes."""
    delivery.sweep()
