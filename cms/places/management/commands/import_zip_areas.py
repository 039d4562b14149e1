"""`manage.py import_zip_areas`: bring the ZIP table up to date; a second run changes nothing."""

from typing import Any

from cms.core.import_command import ImportCommand
from cms.core.imports import Report
from cms.places.health import ZipHealth, zip_health
from cms.places.zip_import import import_zip_areas


class Command(ImportCommand):
    help = "Bring the table of ZIP areas up to date from the zipcodes package. Safe to run again."

    def run_import(self, content: None, options: dict[str, Any]) -> Report:
        return import_zip_areas()

    def health(self) -> ZipHealth:
        return zip_health()
