"""`manage.py starter_kit`: build the bilingual site on an empty database; a second run changes nothing."""

import time
from typing import Any

from django.core.management.base import BaseCommand

from cms.core.starter_kit import all_steps, take_notes


class Command(BaseCommand):
    help = "Build the starter site in English and Spanish. Safe to run again: it only adds what is missing."

    def handle(self, *args: Any, **options: Any) -> None:
        total = 0
        for one in all_steps():
            started = time.monotonic()
            made = one.run()
            total += made
            self.stdout.write(f"  {one.title}: {made} new ({time.monotonic() - started:.1f} s)")
        for line in take_notes():
            self.stdout.write(line)
        self.stdout.write(f"Starter kit: {total} new rows." if total else "Starter kit: nothing to do.")
