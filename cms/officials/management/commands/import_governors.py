"""`manage.py import_governors`: the governors of states and territories."""

from typing import Any

from cms.core.import_command import FileImportCommand
from cms.core.imports import Report
from cms.officials.health.counts import Health, health_of_offices
from cms.officials.importing.governor_files import executive_files
from cms.officials.importing.governors import import_governors
from cms.officials.models import Office


class Command(FileImportCommand):
    help = "Import governors from a folder or zip archive of YAML files (--file), OPEN_DATA_DIR or the public source."

    def read(self, options: dict[str, Any]) -> list[tuple[str, bytes]]:
        return executive_files(options["file"])

    def run_import(self, content: list[tuple[str, bytes]], options: dict[str, Any]) -> Report:
        return import_governors(files=content)

    def health(self) -> Health:
        return health_of_offices(Office.Kind.GOVERNOR)
