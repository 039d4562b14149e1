"""Celery's entrances of this app."""

import logging

from celery import shared_task

from stories import delivery, retention

logger = logging.getLogger(__name__)


@shared_task(expires=280)
def sweep() -> None:
    """Finish files that wait; runs every five minutes."""
    delivery.sweep()


@shared_task(expires=3000)
def erase() -> None:
    """Erase what is past its date; runs each hour."""
    try:
        retention.erase_expired()
    except retention.TooManyAtOnce as refusal:
        logger.error("stories: nothing erased, %s: check the clock, then run erase_expired_stories", refusal)
