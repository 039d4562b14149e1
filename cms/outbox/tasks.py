"""Celery's entrances. A task is a hint: the row decides whether there is anything to do."""

from celery import shared_task

from cms.outbox.delivery import deliver_one
from cms.outbox.retention import erase_old_recipients, forget_seen
from cms.outbox.sweep import sweep_once


@shared_task
def deliver(pk: str) -> None:
    """Send one row if it is due."""
    deliver_one(pk)


@shared_task(expires=55)
def sweep() -> None:
    """Send whatever is due; runs each minute."""
    sweep_once()


@shared_task(expires=3600)
def erase() -> None:
    """Forget to whom old e-mails went, and what came in; runs each day."""
    erase_old_recipients()
    forget_seen()
