"""Erases what is past its date, here and now; the worker does the same each hour."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core import clock
from stories.retention import Counts, TooManyAtOnce, erase_expired, is_too_many, what_is_due

TOO_MANY = (
    "Nothing was erased. So much is due at once ({due}) that the clock may be wrong: it says {now:%Y-%m-%d %H:%M} UTC. "
    "If that is right, for example after a long pause, run this again with --even-if-many."
)


class Command(BaseCommand):
    help = "Erase stories, contacts and unsent photos that are past their date, at most 200 of each."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what is due")
        parser.add_argument(
            "--even-if-many", action="store_true", help="you have checked the clock: erase all the same"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            return self._say_what_is_due()
        try:
            erased = erase_expired(even_if_many=options["even_if_many"])
        except TooManyAtOnce as refusal:
            raise CommandError(_too_many(refusal.due)) from None
        self.stdout.write(f"Erased: {erased}.")
        left = what_is_due(clock.now())
        if left.total:
            self.stdout.write(f"Still due: {left}. Run this again.")
        return None

    def _say_what_is_due(self) -> None:
        due = what_is_due(clock.now())
        self.stdout.write(f"Due: {due}. Nothing was changed.")
        if is_too_many(due):
            self.stdout.write(_too_many(due))


def _too_many(due: Counts) -> str:
    return TOO_MANY.format(due=due, now=clock.now())
