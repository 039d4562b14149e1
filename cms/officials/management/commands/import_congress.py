"""`manage.py import_congress`: who sits in Congress."""

from typing import Any

from cms.core.import_command import ImportCommand
from cms.core.imports import Report, read_source
from cms.officials.congress_import import LEGISLATORS, import_congress


class Command(ImportCommand):
    help = "Import senators, representatives and delegates. Run import_districts first, so that vacant seats show."

    def run_import(self, options: dict[str, Any]) -> Report:
        return import_congress(data=read_source(LEGISLATORS, options["file"]))
