"""`manage.py compile_catalog`: make the .mo files from the .po files, without gettext."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.core.catalog import catalog_paths, compile_catalog, problems, uncatalogued


class Command(BaseCommand):
    help = "Compile the translation catalogs; with --check, only say what is missing, fuzzy or out of date."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--check", action="store_true", help="change nothing; fail when a text is missing")

    def handle(self, *args: Any, check: bool, **options: Any) -> None:
        paths = catalog_paths()
        if not paths:
            raise CommandError("There is no catalog yet: run make messages")
        for path in paths:
            if check:
                self.check_one(path)
            else:
                self.stdout.write(f"{path.name}: {compile_catalog(path)} texts compiled")

    def check_one(self, path: Path) -> None:
        found = problems(path)
        missing = uncatalogued(path)
        if missing is None:
            self.stdout.write("gettext is not installed: texts that are in no catalog yet were NOT looked for.")
        found += [f"not in the catalog: {msgid!r}" for msgid in missing or []]
        for problem in found:
            self.stderr.write(problem)
        if found:
            raise CommandError(f"{len(found)} problems in the catalog for {path.parent.parent.name}")
        self.stdout.write(f"The catalog for {path.parent.parent.name} is complete.")
