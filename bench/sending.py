"""How fast due letters leave, against the same messages over one SMTP connection: `make bench`.

"raw" hands messages of the same size to a mail server on loopback, one after the other over one connection: no
database, no promise. "letters" is two processes that send due letters as workers do: claim, rules and caps with the
paper held, message, a connection of its own, outcome, e-mail to the writer queued. Celery's own part is left out: it
hands over thousands of ids a second. The mail server, in Python, runs beside both.
"""

import argparse
import json
import logging
import smtplib
import statistics
import subprocess
import sys
import time
from typing import Any
from unittest import mock

from bench.imports import RESULTS, ROOT, database
from tests.servers.smtp import RealSmtpServer

SIZES, PAPERS, WORKERS = (200, 800), 500, 2


def prepare(size: int, number: int) -> None:
    """Prints the ids of the rows that are due."""
    from tests.factories import many_letters as many  # noqa: PLC0415  (Django is set up in this process only)

    print(json.dumps([str(pk) for pk in many.many_due(many.many_papers(PAPERS), size, first=number * size)]))


def work(pks: list[str]) -> None:
    """Says that it is ready, waits for a line, then sends; prints how many were sent and its CPU seconds."""
    from cms.outbox.delivery import deliver_one  # noqa: PLC0415  (Django is set up first)

    print("ready", flush=True)
    sys.stdin.readline()
    began = time.process_time()
    with mock.patch("cms.outbox.services.wake_worker"):
        rows = [deliver_one(pk) for pk in pks]
    print(json.dumps([sum(row is not None and row.status == "sent" for row in rows), time.process_time() - began]))


def send_raw(port: int, size: int) -> float:
    """Messages a second."""
    content = b"Subject: x\r\n\r\n" + b"A line of a letter, and the next one.\r\n" * 40
    began = time.perf_counter()
    with smtplib.SMTP("127.0.0.1", port) as smtp:
        for _ in range(size):
            smtp.sendmail("letters@example.org", ["letters@paper.example"], content)
    return size / (time.perf_counter() - began)


def child(environment: dict[str, str], *arguments: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "bench.sending", *arguments]
    return subprocess.Popen(
        command, cwd=ROOT, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def wait_until_ready(worker: subprocess.Popen[str]) -> None:
    if worker.stdout is None or worker.stdout.readline() != "ready\n":
        raise SystemExit("A worker did not start.")


def answer(process: subprocess.Popen[str], line: str = "") -> Any:
    output, _errors = process.communicate(line)
    if process.returncode:
        raise SystemExit("A worker failed.")
    return json.loads(output.splitlines()[-1])


def send_letters(environment: dict[str, str], size: int, number: int) -> tuple[float, float]:
    """Letters a second, and CPU milliseconds of our processes for each."""
    pks = answer(child(environment, "--prepare", str(size), str(number)))
    workers = [child(environment, "--work", *pks[one::WORKERS]) for one in range(WORKERS)]
    for worker in workers:
        wait_until_ready(worker)
    began = time.perf_counter()
    for worker in workers:
        print("go", file=worker.stdin, flush=True)
    done = [answer(worker) for worker in workers]
    seconds = time.perf_counter() - began
    if sum(sent for sent, _cpu in done) != size:
        raise SystemExit(f"Of {size} letters {done} left.")
    return size / seconds, sum(cpu for _sent, cpu in done) * 1000 / size


def measure(kind: str, rounds: int, size: int) -> dict[str, list[float]]:
    """{"raw": messages a second, "letters": letters a second, "cpu": CPU milliseconds a letter}, one number a round."""
    found: dict[str, list[float]] = {"raw": [], "letters": [], "cpu": []}
    with RealSmtpServer() as server, database(kind) as environment:
        environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.test", "EMAIL_URL": server.url}
        for number in range(rounds):
            for name in ["raw", "letters"][:: -1 if number % 2 else 1]:  # the order is turned on odd rounds
                if name == "raw":
                    found["raw"].append(answer(child(environment, "--raw", str(server.port), str(size))))
                    continue
                rate, cpu = send_letters(environment, size, number)
                found["letters"].append(rate)
                found["cpu"].append(cpu)
    return found


def measure_here(options: argparse.Namespace) -> None:
    """What a process of its own does; prints JSON."""
    if options.raw:
        print(json.dumps(send_raw(*options.raw)))
        return
    import django  # noqa: PLC0415  (Django is set up first)

    django.setup()
    logging.disable(logging.WARNING)
    prepare(*options.prepare) if options.prepare else work(options.work)


def summary(found: dict[str, list[float]]) -> str:
    raw, letters = statistics.median(found["raw"]), statistics.median(found["letters"])
    spread = f"{min(found['letters']):.0f} to {max(found['letters']):.0f}"
    cpu = statistics.median(found["cpu"])
    return f"  {letters:.0f} letters/s ({spread}), {letters / raw:.0%} of raw ({raw:.0f}/s), {cpu:.1f} ms CPU a letter"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=4)
    parser.add_argument("--size", type=int, default=0, help="One size instead of two.")
    parser.add_argument("--postgres", action="store_true", help="Measure PostgreSQL too.")
    parser.add_argument("--raw", nargs=2, type=int, help=argparse.SUPPRESS)
    parser.add_argument("--prepare", nargs=2, type=int, help=argparse.SUPPRESS)
    parser.add_argument("--work", nargs="*", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.raw or options.prepare or options.work:
        measure_here(options)
        return
    results: dict[str, dict[str, list[float]]] = {}
    for kind in ["sqlite", "postgresql"] if options.postgres else ["sqlite"]:
        for size in [options.size] if options.size else SIZES:
            results[f"{kind} {size}"] = found = measure(kind, options.rounds, size)
            print(f"{kind}, {options.rounds} rounds of {size} letters:", summary(found), sep="\n")
    RESULTS.mkdir(parents=True, exist_ok=True)
    (RESULTS / "sending.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
