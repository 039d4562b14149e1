"""`manage.py seed_organizations --count N`: invented organizations, for benchmarks and for trying a full site."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from cms.directory.models import Organization
from cms.directory.seeding import seed_organizations


class Command(BaseCommand):
    help = "Add invented organizations to measure with. Only on a machine of one's own: readers must never see them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--count", type=int, required=True, help="how many")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEBUG:
            raise CommandError("Invented organizations do not belong on a public site: this runs with DEBUG=1 only.")
        if options["count"] < 1:
            raise CommandError("Say how many: a whole number from 1.")
        seed_organizations(options["count"])
        self.stdout.write(f"{Organization.objects.count()} organizations.")
