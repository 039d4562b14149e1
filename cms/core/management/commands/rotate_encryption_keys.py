"""`manage.py rotate_encryption_keys`: after it, the first key opens everything. Stop it at any moment, run it again."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core.rotation import BATCH_ROWS, Survey, rotate_everything, sealed_places, survey

MOST_NAMED = 20
ALL_DONE = "Only old keys open: 0. ENCRYPTION_KEYS needs its first key alone; keep the others with your backups."
NOT_DONE = "Only old keys open: {count}. Keep every key in ENCRYPTION_KEYS and run this again."


class Command(BaseCommand):
    help = (
        "Encrypt all private texts and files again with the first of ENCRYPTION_KEYS, while the site runs. "
        "Safe to stop and to run again. Ends with how much only older keys open, and with an error if there is any."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only count")
        parser.add_argument("--batch-size", type=int, default=BATCH_ROWS, help="rows in one transaction")

    def handle(self, *args: Any, dry_run: bool, batch_size: int, **options: Any) -> None:
        if batch_size < 1:
            raise CommandError("--batch-size must be at least 1.")
        if not dry_run:
            self.rotate(batch_size)
        surveys = [survey(place, batch_size=batch_size) for place in sealed_places()]
        if dry_run:
            self.say_what_there_is(surveys)
        self.conclude(surveys, dry_run=dry_run)

    def rotate(self, batch_size: int) -> None:
        started, total = time.monotonic(), 0
        for label, count in rotate_everything(batch_size=batch_size):
            self.stdout.write(f"  {label}: {count} encrypted again")
            total += count
        self.stdout.write(f"Encrypted again: {total} ({time.monotonic() - started:.1f} s).")

    def say_what_there_is(self, surveys: list[Survey]) -> None:
        for one in surveys:
            self.stdout.write(f"  {one.label}: {one.only_old} of {one.total} to encrypt again")
        self.stdout.write("Dry run: nothing was changed.")

    def conclude(self, surveys: list[Survey], *, dry_run: bool) -> None:
        only_old = sum(one.only_old for one in surveys)
        lost = [f"  {one.label} {pk}" for one in surveys for pk in one.unreadable]
        self.stdout.write(NOT_DONE.format(count=only_old) if only_old else ALL_DONE)
        if lost:
            raise CommandError("\n".join([f"No key opens {len(lost)}. They were left alone:", *_named(lost)]))
        if only_old and not dry_run:
            raise CommandError("Not everything could be encrypted again.")


def _named(lost: list[str]) -> list[str]:
    more = len(lost) - MOST_NAMED
    return lost if more <= 0 else [*lost[:MOST_NAMED], f"  and {more} more"]
