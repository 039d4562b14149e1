"""Ends once more what was ended after the backup was made, before a restored site starts again."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from stories.endings import Ending, Written, read_endings
from stories.forgotten import forgotten
from stories.models.records import short_code
from stories.services.restoring import end_again, remove_unknown_photos

NO_FILE = (
    "{path} is not there, so nobody knows what was taken back after the backup was made. "
    "Set ENDINGS_FILE, or read docs/operators.md#backups before the site starts."
)


class Command(BaseCommand):
    help = "After a restore: take down and erase again what was taken back after the backup was made."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say what would be done")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            written = read_endings()
        except FileNotFoundError:
            raise CommandError(NO_FILE.format(path=settings.ENDINGS_FILE)) from None
        self._tell_of_the_file(written)
        if options["dry_run"]:
            number = sum(1 for _ending in forgotten(written.endings))
            self.stdout.write(f"The database has undone {number} of them. Nothing was changed.")
            return
        self._end_all(written.endings)

    def _tell_of_the_file(self, written: Written) -> None:
        self.stdout.write(f"{len(written.endings)} endings in {settings.ENDINGS_FILE}.")
        if written.unreadable:
            self.stderr.write(f"Lines that cannot be read: {written.unreadable}.")

    def _end_all(self, endings: tuple[Ending, ...]) -> None:
        """One after the other, each in a transaction of its own: one that fails stops none of the others."""
        done, failed = 0, []
        for ending in endings:
            try:
                done += end_again(ending=ending)
            except Exception as error:  # a row that no key opens, a storage that does not answer
                failed.append(f"story {short_code(ending.story)}, {ending.kind}: {type(error).__name__}")
        self.stdout.write(f"Ended again: {done}.")
        self.stdout.write(f"Public photos that no story has, removed: {remove_unknown_photos()}.")
        if failed:
            raise CommandError("Do not start the site. These could not be ended: " + "; ".join(failed))
