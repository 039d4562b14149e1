"""`manage.py import_congress`: who sits in Congress."""

from typing import Any

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.core.sources import read_source
from cms.officials.health.counts import Health, health_of_offices
from cms.officials.importing.congress import LEGISLATORS, import_congress
from cms.officials.models import Office


class Command(FileImportCommand):
    help = "Import senators, representatives and delegates. Run import_districts first, so that vacant seats show."

    def read(self, options: dict[str, Any]) -> bytes:
        return read_source(LEGISLATORS, options["file"])

    def run_import(self, content: bytes, options: dict[str, Any]) -> Report:
        return import_congress(data=content)

    def health(self) -> Health:
        return health_of_offices(*Office.CONGRESS)
