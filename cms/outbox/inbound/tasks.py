"""Celery's entrance for mail that comes in."""

from celery import shared_task

from cms.outbox.inbound.mailboxes import read_configured_mailboxes


@shared_task(expires=280)
def read_mail() -> None:
    """Read the configured mailboxes; runs every five minutes where there are any."""
    read_configured_mailboxes()
