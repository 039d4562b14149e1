"""How long each import of open data takes at full size, and how much memory: `make bench`.

One process a command, as in `make data`, on an empty database: every import once, then once more. Needs
OPEN_DATA_DIR. With `--postgres` the same on a real PostgreSQL too, interleaved. There is one size: the country.
"""

import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from tests.factories.import_commands import COMMANDS
from tests.servers.postgres import RealPostgres

ROOT = Path(__file__).resolve().parent.parent
RESULTS = ROOT / "bench" / "results"
# The start of the interpreter and of Django, which every command pays.
IDLE = "check"
COUNTS = re.compile(r"(\d+) added, (\d+) changed, (\d+) ended")


@contextmanager
def database(kind: str) -> Iterator[dict[str, str]]:
    """The environment of an empty, migrated database that is gone afterwards."""
    with ExitStack() as stack:
        folder = stack.enter_context(tempfile.TemporaryDirectory())
        environment = {**os.environ, "DATA_DIR": folder}
        environment.pop("DATABASE_URL", None)
        if kind == "postgresql":
            environment["DATABASE_URL"] = stack.enter_context(RealPostgres()).url
        run("migrate", environment, "--verbosity", "0")
        yield environment


def run(command: str, environment: dict[str, str], *arguments: str) -> dict[str, Any]:
    """Seconds, CPU seconds, peak memory (2^20 bytes) and rows changed of a `manage.py` command in its own process."""
    started = time.monotonic()
    process = subprocess.Popen(
        [sys.executable, "manage.py", command, *arguments],
        cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    output = process.stdout.read() if process.stdout else ""
    _pid, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command} failed.")
    found = COUNTS.search(output)
    rows = sum(map(int, found.groups())) if found else 0
    measured = {
        "seconds": time.monotonic() - started,
        "cpu": usage.ru_utime + usage.ru_stime,
        "megabytes": usage.ru_maxrss / 1024,
        "rows": rows,
    }
    print(command, json.dumps(measured), file=sys.stderr)
    return measured


def measure(kind: str) -> dict[str, dict[str, Any]]:
    """{"first import_congress": …, "again import_congress": …}, and what doing nothing takes."""
    with database(kind) as environment:
        measured = {f"idle {IDLE}": run(IDLE, environment)}
        for turn in ("first", "again"):
            for command in COMMANDS:
                measured[f"{turn} {command}"] = run(command, environment)
    return measured


def summary(rounds: list[dict[str, dict[str, Any]]]) -> Iterator[str]:
    """One line each: medians, spread of the seconds, highest memory, rows of the last round.

    CPU is that of our process; the clock also counts what the database server does, and what else the machine does.
    """
    for name in rounds[0]:
        seconds = [one[name]["seconds"] for one in rounds]
        peak = max(one[name]["megabytes"] for one in rounds)
        cpu = statistics.median(one[name]["cpu"] for one in rounds)
        time_taken = f"{statistics.median(seconds):>6.1f} s ({min(seconds):.1f} to {max(seconds):.1f}){cpu:>6.1f} s CPU"
        yield f"  {name:<32}{time_taken}{peak:>6.0f} MB{rounds[-1][name]['rows']:>8} rows"
    for turn in ("first", "again"):
        totals = [sum(row["seconds"] for name, row in one.items() if name.startswith(turn)) for one in rounds]
        yield f"  {turn} run, all imports: {statistics.median(totals):.1f} s ({min(totals):.1f} to {max(totals):.1f})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--postgres", action="store_true", help="Measure PostgreSQL too.")
    options = parser.parse_args()
    if not os.environ.get("OPEN_DATA_DIR"):
        raise SystemExit("Set OPEN_DATA_DIR: a benchmark of imports must not measure the network.")
    kinds = ["sqlite", "postgresql"] if options.postgres else ["sqlite"]
    rounds: dict[str, list[dict[str, dict[str, Any]]]] = {kind: [] for kind in kinds}
    for number in range(options.rounds):
        for kind in kinds[:: -1 if number % 2 else 1]:  # the order is turned on odd rounds
            rounds[kind].append(measure(kind))
    for kind in kinds:
        print(f"{kind}, {options.rounds} rounds:", *summary(rounds[kind]), sep="\n")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "imports.json").write_text(json.dumps(rounds, indent=1))


if __name__ == "__main__":
    main()
