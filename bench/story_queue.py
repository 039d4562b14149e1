"""The moderators' queue over 100,000 stories: queries, time, and a decision within two pages. `make bench`.

Each part is asked for once to warm up and then in rounds, as a moderator's browser would, with the admin's menu.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import time
from typing import Any

from bench.imports import RESULTS, ROOT, database

# A tenth of it too, to see the growth.
SIZES = (10_000, 100_000)
MOST_QUERIES = 12
QUEUE = "/admin/stories/"
LISTS = {"waiting": "", "all, page 100": "?status=all&p=100", "one flag": "?status=all&language=es&flag=minor"}


def measure_here(rounds: int, size: int) -> dict[str, Any]:
    """{"waiting": {"ms": …, "queries": …}, …, "decision": {"pages": …, "ms": …}, "plan": …}, on this database."""
    from django.test import Client  # noqa: PLC0415  (Django is set up in this process only)

    from tests.factories.many_stories import many_stories  # noqa: PLC0415  (Django is set up first)
    from tests.factories.stories import both_languages, somebody, submission  # noqa: PLC0415  (Django is set up first)

    both_languages()
    oldest = submission()
    many_stories(size)
    oldest.created_at = oldest.created_at.replace(year=2020)
    oldest.save(update_fields=["created_at"])
    client = Client()
    client.force_login(somebody("Moderators"), backend="django.contrib.auth.backends.ModelBackend")
    client.get(QUEUE)
    found = {name: read(client, QUEUE + query, rounds) for name, query in LISTS.items()}
    return {**found, "decision": decide(client), "plan": plan()}


def read(client: Any, address: str, rounds: int) -> dict[str, Any]:
    from django.db import connection  # noqa: PLC0415  (Django is set up first)
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415  (Django is set up first)

    milliseconds = []
    for _round in range(rounds):
        started = time.perf_counter()
        with CaptureQueriesContext(connection) as queries:
            expect(client.get(address).status_code == 200, address)
        milliseconds.append((time.perf_counter() - started) * 1000)
    return {
        "ms": statistics.median(milliseconds),
        "spread": [min(milliseconds), max(milliseconds)],
        "queries": len(queries),
        "in the database": sum(float(one["time"]) for one in queries.captured_queries) * 1000,
    }


def decide(client: Any) -> dict[str, Any]:
    """From the queue to the oldest story, declined by its form: how many pages are read, and how long it takes."""
    from stories.choices import DeclineReason, Status  # noqa: PLC0415  (Django is set up first)
    from stories.models import Submission  # noqa: PLC0415  (Django is set up first)

    started = time.perf_counter()
    address = find(r'href="(/admin/stories/[0-9a-f-]{36}/)"', client.get(QUEUE))
    version = find(r'name="version" value="(\d+)"', client.get(address))
    client.post(address, {"version": version, "decline": "1", "reason": DeclineReason.OFF_TOPIC})
    seconds = time.perf_counter() - started
    expect(Submission.objects.get(pk=address.split("/")[-2]).status == Status.DECLINED, "the decision")
    return {"pages": 2, "ms": seconds * 1000}


def find(pattern: str, response: Any) -> str:
    found = re.search(pattern, response.content.decode())
    expect(found is not None, pattern)
    return found[1] if found else ""


def expect(well: bool, what: str) -> None:
    if not well:
        raise SystemExit(f"Not as it should be: {what}.")


def plan() -> str:
    """How the database finds the first page of those that wait."""
    from django.contrib.auth.models import AnonymousUser  # noqa: PLC0415  (Django is set up first)

    from stories import queueing  # noqa: PLC0415  (Django is set up first)

    return str(queueing.in_part(queueing.WAITING, user=AnonymousUser())[:50].explain())


def measure_apart(kind: str, rounds: int, size: int) -> dict[str, Any]:
    with database(kind) as environment:
        environment["DJANGO_SETTINGS_MODULE"] = "cms.settings.test"
        command = [sys.executable, "-m", "bench.story_queue", "--here", "--rounds", str(rounds), "--size", str(size)]
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
        measured: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
        return measured


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--postgres", action="store_true", help="Measure PostgreSQL too.")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--size", type=int, default=0)
    options, _others = parser.parse_known_args()
    if options.here:
        import django  # noqa: PLC0415  (Django is set up first)

        django.setup()
        print(json.dumps(measure_here(options.rounds, options.size)))
        return
    results: dict[str, Any] = {}
    for kind in ["sqlite", "postgresql"] if options.postgres else ["sqlite"]:
        for size in [options.size] if options.size else SIZES:
            results[f"{kind} {size}"] = measured = measure_apart(kind, options.rounds, size)
            print(f"{kind}, {size} stories, load {os.getloadavg()[0]:.0f}:")
            for name in LISTS:
                print(
                    f"  {name:<14}{measured[name]['ms']:>6.0f} ms, {measured[name]['queries']} queries", measured[name]
                )
            print(f"  a decision in {measured['decision']['pages']} pages, {measured['decision']['ms']:.0f} ms")
            print(measured["plan"])
            expect(all(measured[name]["queries"] <= MOST_QUERIES for name in LISTS), "the number of queries")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "story_queue.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
