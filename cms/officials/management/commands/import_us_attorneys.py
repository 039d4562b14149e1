"""`manage.py import_us_attorneys`: the 93 offices of the U.S. Attorneys."""

from typing import Any

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.core.sources import read_file, read_text
from cms.officials.health.counts import Health, health_of_offices
from cms.officials.importing.attorneys import OUR_TABLE, import_us_attorneys
from cms.officials.models import Office


class Command(FileImportCommand):
    help = "Import the offices of the U.S. Attorneys from our own table, or from --file."

    def read(self, options: dict[str, Any]) -> str:
        return read_text(read_file(options["file"] or OUR_TABLE))

    def run_import(self, content: str, options: dict[str, Any]) -> Report:
        return import_us_attorneys(text=content)

    def health(self) -> Health:
        return health_of_offices(Office.Kind.US_ATTORNEY)
