"""`manage.py export_organizations organizations.zip`: the directory as HSDS, or as a plain table."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.directory.hsds.files import JSON, PACKAGE, PLAIN, export_organizations
from cms.directory.models import Organization

KINDS = {".zip": PACKAGE, ".json": JSON, ".csv": PLAIN}


class Command(BaseCommand):
    help = "Write the directory to a file: .zip (HSDS package), .json (HSDS) or .csv (plain table)."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file")
        parser.add_argument("--all", action="store_true", help="Hidden organizations too.")

    def handle(self, *args: Any, **options: Any) -> None:
        path = Path(options["file"])
        kind = KINDS.get(path.suffix.casefold())
        if kind is None:
            raise CommandError("The name of the file must end in .zip, .json or .csv.")
        rows = Organization.objects.all() if options["all"] else Organization.objects.listed()
        path.write_bytes(export_organizations(kind, rows))
        self.stdout.write(f"{rows.count()} organizations written to {path}.")
