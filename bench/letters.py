"""What queueing a letter costs, against inserting its row alone: `make bench`.

"mail" is the letter's row and one row in the outbox. "queue" gives a confirmed letter its slot, its delivery and its
row in the outbox, with the paper held. "confirm" is all that the writer's button does, with the paper's rules checked
again. Each is one transaction a letter, as the insert is. Waking a worker is not counted: a letter that waits for its
morning wakes nobody.
"""

import argparse
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any
from unittest import mock

from bench.imports import RESULTS, ROOT, database

Timings = dict[str, list[tuple[float, float]]]
# Letters in a round; the tables grow by three times as many.
SIZES = (100, 400)
PAPERS = 100


def measure(rounds: int, size: int) -> Timings:
    """{"insert": [(seconds, CPU seconds), …], "mail": …, "queue": …, "confirm": …}: of one letter, one pair a round."""
    from django.db import transaction  # noqa: PLC0415  (Django is set up in this process only)

    from cms.letters.models import Confirmation, Letter  # noqa: PLC0415  (Django is set up first)
    from cms.letters.services import confirm_letter, leaving, rows  # noqa: PLC0415  (Django is set up first)
    from cms.letters.services.outcomes import tell_writer  # noqa: PLC0415  (Django is set up first)
    from tests.factories import many_letters as many  # noqa: PLC0415  (Django is set up first)

    papers, timings = many.many_papers(PAPERS), Timings(insert=[], mail=[], queue=[], confirm=[])

    def unsaved(first: int) -> list[Letter]:
        return [many.unsaved_letter(papers[number % PAPERS], number) for number in range(first, first + size)]

    def confirmed(first: int) -> list[Confirmation]:
        many.many_asked(papers, size, first=first)
        letters = Letter.objects.filter(confirmation=None, requests__isnull=False).select_related("newspaper")
        return [
            Confirmation.objects.create(letter=letter, request=letter.requests.get(), message_hash="")
            for letter in letters
        ]

    def insert(letter: Letter) -> None:
        with transaction.atomic():
            letter.save(force_insert=True)

    def insert_and_mail(letter: Letter) -> None:
        with transaction.atomic():
            letter.save(force_insert=True)
            tell_writer(letter, kind="letters.accepted", about="accepted")

    def queue(confirmation: Confirmation) -> None:
        with transaction.atomic():
            rows.lock_paper(confirmation.letter)
            leaving.schedule(confirmation.letter, confirmation)

    for number in range(rounds):
        first = 10 * number * size
        work: dict[str, tuple[Callable[[Any], Any], list[Any]]] = {
            "insert": (insert, unsaved(first)),
            "mail": (insert_and_mail, unsaved(first + 3 * size)),
            "queue": (queue, confirmed(first + size)),
            "confirm": (
                lambda token: confirm_letter(token=token),
                many.many_asked(papers, size, first=first + 2 * size),
            ),
        }
        for name in list(work)[:: -1 if number % 2 else 1]:  # the order is turned on odd rounds
            timings[name].append(seconds_each(*work[name]))
    return timings


def seconds_each(act: Callable[[Any], Any], items: list[Any]) -> tuple[float, float]:
    started, worked = time.perf_counter(), time.process_time()
    for item in items:
        act(item)
    return (time.perf_counter() - started) / len(items), (time.process_time() - worked) / len(items)


def measure_here(rounds: int, size: int) -> None:
    """In a process of its own, on the database of the environment; prints JSON."""
    import django  # noqa: PLC0415  (Django is set up first)

    django.setup()
    with mock.patch("cms.outbox.services.wake_worker"):
        print(json.dumps(measure(rounds, size)))


def measure_apart(kind: str, rounds: int, size: int) -> Timings:
    with database(kind) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        command = [sys.executable, "-m", "bench.letters", "--here", "--rounds", str(rounds), "--size", str(size)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        timings: Timings = json.loads(done.stdout.splitlines()[-1])
        return timings


def summary(timings: Timings) -> Iterator[str]:
    """One line each: median, spread, and how many inserts it is worth, by the clock and by our own CPU."""
    for name, pairs in timings.items():
        seconds = [pair[0] for pair in pairs]
        ratios = " and ".join(f"{middle(pairs, at) / middle(timings['insert'], at):.2f}" for at in (0, 1))
        spread = f"{min(seconds) * 1000:.2f} to {max(seconds) * 1000:.2f}"
        yield f"  {name:<8}{middle(pairs, 0) * 1000:>7.2f} ms ({spread})  {ratios} × the insert, by clock and CPU"


def middle(pairs: list[tuple[float, float]], at: int) -> float:
    return statistics.median(pair[at] for pair in pairs)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=6)
    parser.add_argument("--postgres", action="store_true", help="Measure PostgreSQL too.")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.here:
        measure_here(options.rounds, options.size)
        return
    results: dict[str, Timings] = {}
    for kind in ["sqlite", "postgresql"] if options.postgres else ["sqlite"]:
        for size in [options.size] if options.size else SIZES:
            results[f"{kind} {size}"] = timings = measure_apart(kind, options.rounds, size)
            print(f"{kind}, {options.rounds} rounds of {size} letters:")
            print(*summary(timings), sep="\n")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "letters.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
