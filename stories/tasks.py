"""Celery's entrances of this app."""

import logging

from celery import shared_task

from cms.core import clock
from cms.core.deleted_words import overwrite_deleted
from stories import alike, delivery, digest, endings, retention, scheduled

logger = logging.getLogger(__name__)


@shared_task(expires=280)
def sweep() -> None:
    """Finish files that wait; runs every five minutes."""
    delivery.sweep()


@shared_task(expires=50)
def publish_due() -> None:
    """Publish scheduled stories whose time has come; runs each minute."""
    scheduled.publish_due()


@shared_task(expires=50)
def write_endings() -> None:
    """Write what was taken back into the file that outlives a restored database; runs each minute."""
    endings.write_endings()


@shared_task(expires=50)
def find_alike() -> None:
    """Look whether new and changed stories are here already; runs each minute."""
    alike.find_alike()


@shared_task(expires=3000)
def erase() -> None:
    """Erase what is past its date, and overwrite what was deleted, by whomever; runs each hour."""
    try:
        retention.erase_expired()
    except retention.TooManyAtOnce as refusal:
        logger.error(
            "stories: nothing erased, %s: look at the clock, then run: manage.py erase_expired_stories --even-if-many",
            refusal,
        )
    overwrite_deleted()


@shared_task(expires=3000)
def remind() -> None:
    """Tell moderators once a day what waits; runs each hour."""
    digest.remind_moderators(moment=clock.now())
