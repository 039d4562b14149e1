"""`manage.py data_check`: ask for the districts of every ZIP area, and count the answers."""

import time
from collections import Counter
from typing import Any

from django.core.management.base import BaseCommand

from cms.core.progress import progress
from cms.places.districts import Kind, districts_for
from cms.places.models import ZipArea


class Command(BaseCommand):
    help = "Walk every ZIP area through the district lookup and say how many gave one, several, a nearby or no answer."

    def handle(self, *args: Any, **options: Any) -> None:
        started = time.monotonic()
        counts: Counter[tuple[Kind, str]] = Counter()
        with progress(list(ZipArea.objects.values_list("zip", flat=True)), "ZIP areas: asking") as zips:
            for zip_code in zips:
                answer = districts_for(zip_code)
                counts[answer.kind, answer.reason] += 1
        self._say(counts, counts.total(), time.monotonic() - started)

    def _say(self, counts: "Counter[tuple[Kind, str]]", total: int, seconds: float) -> None:
        self.stdout.write(f"{total:,} ZIP areas asked without an error ({seconds:.1f} s):")
        for kind in Kind:
            reasons = {reason: count for (found, reason), count in sorted(counts.items()) if found == kind}
            detail = ", ".join(f"{reason} {count:,}" for reason, count in reasons.items())
            self.stdout.write(f"  {kind.value:<12}{sum(reasons.values()):>7,}  {detail}".rstrip())
