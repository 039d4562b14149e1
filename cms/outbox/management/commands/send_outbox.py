"""Sends what is due, here and now: for a site without workers, or to see what happens."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.outbox.models import OutgoingEmail
from cms.outbox.sweep import sweep_once

NO_LIMIT = float("inf")


class Command(BaseCommand):
    help = "Send every e-mail that is due, once, in the foreground."

    def handle(self, *args: Any, **options: Any) -> None:
        tried = sweep_once(budget_seconds=NO_LIMIT)
        waiting = OutgoingEmail.objects.waiting().count()
        self.stdout.write(f"{tried} tried, {waiting} still waiting.")
