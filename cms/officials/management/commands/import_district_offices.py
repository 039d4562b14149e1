"""`manage.py import_district_offices`: branch offices of members of Congress."""

from typing import Any

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.core.sources import read_source
from cms.officials.health.counts import Health, health_of_branches
from cms.officials.importing.branches import DISTRICT_OFFICES, import_district_offices


class Command(FileImportCommand):
    help = "Import the district offices of members of Congress. Run import_congress first."

    def read(self, options: dict[str, Any]) -> bytes:
        return read_source(DISTRICT_OFFICES, options["file"])

    def run_import(self, content: bytes, options: dict[str, Any]) -> Report:
        return import_district_offices(data=content)

    def health(self) -> Health:
        return health_of_branches()
