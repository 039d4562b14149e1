"""`manage.py import_zip_areas`: bring the ZIP table up to date; a second run changes nothing."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from cms.places.zip_import import import_zip_areas


class Command(BaseCommand):
    help = "Bring the table of ZIP areas up to date from the zipcodes package. Safe to run again."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        result = import_zip_areas()
        self.stdout.write(
            f"ZIP areas: {result.added} added, {result.changed} changed, {result.retired} no longer in use "
            f"({time.monotonic() - started:.1f} s)."
        )
