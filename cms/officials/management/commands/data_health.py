"""`manage.py data_health`: what of the data about places and officials somebody should look at."""

from typing import Any

from django.core.management.base import BaseCommand

from cms.core.clock import today
from cms.officials.health.counts import health_by_kind, health_of_branches
from cms.officials.models import Office
from cms.places.health import map_health, zip_health


class Command(BaseCommand):
    help = "Say how many rows of each table are stale, vacant, without a phone or over by our data."

    def handle(self, *args: Any, **options: Any) -> None:
        self.stdout.write(f"Data health on {today()} (stale: nobody has looked at it for half a year):")
        self.stdout.write(f"  {zip_health()}")
        self.stdout.write(f"  {map_health()}")
        for kind, health in health_by_kind().items():
            self.stdout.write(f"  {Office.Kind(kind).label:<16}{health}")
        self.stdout.write(f"  {'District office':<16}{health_of_branches()}")
