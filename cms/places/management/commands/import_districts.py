"""`manage.py import_districts`: which ZIP area lies in which district, from a date on."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.core.sources import read_source, read_text
from cms.places.crosswalk_files import CROSSWALK
from cms.places.district_import import import_districts
from cms.places.health import MapHealth, map_health

CONGRESS_OF_THE_PUBLIC_FILE = 119


class Command(FileImportCommand):
    help = "Import the ZIP-to-district crosswalk of a Congress, or of single states of it. Safe to run again."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("--congress", type=int, default=CONGRESS_OF_THE_PUBLIC_FILE)
        parser.add_argument("--active-from", type=date.fromisoformat, help="YYYY-MM-DD; default: that Congress begins.")
        parser.add_argument("--state", action="append", default=[], help="Take only this state (may be repeated).")

    def read(self, options: dict[str, Any]) -> str:
        return read_text(read_source(CROSSWALK, options["file"]))

    def run_import(self, content: str, options: dict[str, Any]) -> Report:
        return import_districts(
            text=content,
            congress=options["congress"],
            active_from=options["active_from"],
            states=[code.upper() for code in options["state"]],
        )

    def health(self) -> MapHealth:
        return map_health()
