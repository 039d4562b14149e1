"""The frame of every import command: a dry run and a report; where it reads a file, which one."""

import time
from abc import ABC, abstractmethod
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connection, transaction

from cms.core.imports import Report
from cms.core.sources import BadSource


def tell_the_planner() -> None:
    """Let PostgreSQL count the new rows now: with the counts of an empty table it chooses plans that take minutes."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


class ImportCommand(BaseCommand, ABC):
    """Subclasses say `read`, `run_import` and `health`. All or nothing; a second run changes nothing."""

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="Say what would change, and change nothing.")

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        try:
            content = self.read(options)
            with transaction.atomic():
                report = self.run_import(content, options)
                tell_the_planner()
                health = self.health()
                transaction.set_rollback(options["dry_run"])
        except BadSource as error:
            raise CommandError(str(error)) from error
        counts, *rest = report.lines()
        mode = " Dry run: nothing was written." if options["dry_run"] else ""
        self.stdout.write(f"{counts} ({time.monotonic() - started:.1f} s).{mode}")
        for line in [*rest, f"  health    {health}"]:
            self.stdout.write(line)

    def read(self, options: dict[str, Any]) -> Any:
        """What `run_import` gets, read before the transaction: a slow download must not keep others from writing."""
        return None

    @abstractmethod
    def run_import(self, content: Any, options: dict[str, Any]) -> Report:
        """Do it inside the transaction that is open. Raises `BadSource`."""

    @abstractmethod
    def health(self) -> object:
        """What is printed last: how the table is after the import, in one line."""


class FileImportCommand(ImportCommand):
    """An import that reads a file."""

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--file", default="", help="Read this instead of OPEN_DATA_DIR or the public source.")
