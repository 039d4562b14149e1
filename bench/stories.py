"""Five thousand stories sent by 32 writers at once to a real server: `make bench`.

The server is `manage.py serve`: two web processes, worker, beat, Valkey. Each story is the whole post that sends it,
with consents and contact; one in fifty brings a phone's photo of 12 megapixels. Each comes from an address of its own,
as behind a proxy. A story counts as sent when its seven words are on the page and its row is in the database.
"""

import argparse
import json
import os
import secrets
import signal
import statistics
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection, HTTPException
from itertools import count
from typing import Any

from bench.imports import RESULTS, ROOT, database
from bench.story_photo import phone_photo
from tests.servers.ports import free_port

WRITERS, STORIES = 32, 5000
PHOTO_EACH = 50
START_SECONDS = 400
# What a person does whose photo had to wait: press again.
MOST_PRESSES = 5
NOT_NOW = "We could not save your photo just now"
ANSWERS = {
    "title": "Nine days", "subject": "self", "display": "anonymous", "name": "Ximena Quetzalli", "state": "NM",
    "consent_keep": "on", "consent_publish_text": "on", "consent_publish_photo": "on", "email": "ximena.q@example.org",
    "consent_contact": "on", "send": "1",
}  # fmt: skip
BODY = "We waited on the sidewalk, and nobody told us anything. " * 12
MAKE_TOKENS = (
    "from cms.core.forms import new_form_token\nprint(json.dumps([new_form_token() for _number in range({})]))"
)
COUNT_ROWS = "from stories.models import Submission\nprint(Submission.objects.count())"


class Writers:
    """Threads that share the numbers of the stories and what they saw."""

    def __init__(self, port: int, tokens: list[str], photo: bytes) -> None:
        self.port, self.tokens, self.photo = port, tokens, photo
        self.numbers = count()
        self.failures: Counter[str] = Counter()
        self.seconds: dict[bool, list[float]] = {False: [], True: []}
        self.pressed_again = 0

    def run(self) -> float:
        """Seconds until all are sent."""
        threads = [threading.Thread(target=self._write) for _writer in range(WRITERS)]
        started = time.monotonic()
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return time.monotonic() - started

    def _write(self) -> None:
        while (number := next(self.numbers)) < len(self.tokens):
            with_photo = number % PHOTO_EACH == 0
            started = time.monotonic()
            try:
                failure = self._send(number, with_photo)
            except (OSError, HTTPException) as error:
                failure = type(error).__name__
            self.seconds[with_photo].append(time.monotonic() - started)
            if failure:
                self.failures[failure] += 1

    def _send(self, number: int, with_photo: bool) -> str:
        """What went wrong, or nothing."""
        body, kind = form_data(self.tokens[number], number, self.photo if with_photo else b"")
        headers = {"Content-Type": kind, "X-Forwarded-For": f"10.{number >> 16}.{number >> 8 & 255}.{number & 255}"}
        for _press in range(MOST_PRESSES):
            status, page = post(self.port, body, headers)
            if status != 200 or 'class="receipt"' in page:
                return "" if status == 200 else f"status {status}"
            if NOT_NOW not in page:
                return "another page"
            self.pressed_again += 1
        return "photo not taken"


def form_data(token: str, number: int, photo: bytes) -> tuple[bytes, str]:
    """A browser's form, and its content type."""
    edge = secrets.token_hex(16)
    fields = {**ANSWERS, "form_token": token, "body": f"{BODY} {number}"}
    parts = [
        f'--{edge}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n'.encode()
        for name, value in fields.items()
    ]
    if photo:
        kind = 'Content-Disposition: form-data; name="photos"; filename="a.jpg"\r\nContent-Type: image/jpeg'
        parts.append(f"--{edge}\r\n{kind}\r\n\r\n".encode() + photo + b"\r\n")
    return b"".join(parts) + f"--{edge}--\r\n".encode(), f"multipart/form-data; boundary={edge}"


def post(port: int, body: bytes, headers: dict[str, str]) -> tuple[int, str]:
    connection = HTTPConnection("127.0.0.1", port, timeout=120)
    try:
        connection.request("POST", "/en/stories/share/", body, headers)
        answer = connection.getresponse()
        return answer.status, answer.read().decode(errors="replace")
    finally:
        connection.close()


@contextmanager
def served(environment: dict[str, str], port: int) -> Iterator[None]:
    """`manage.py serve` until the block ends; what it says goes into a file beside the database."""
    with open(f"{environment['DATA_DIR']}/serve.log", "wb") as log:
        command = [sys.executable, "manage.py", "serve", "--no-prepare", "--port", str(port)]
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=log)
        try:
            until_ready(port)
            yield
        finally:
            server.send_signal(signal.SIGINT)
            server.wait(timeout=60)


def until_ready(port: int) -> None:
    """Minutes, where the machine has other work."""
    end = time.monotonic() + START_SECONDS
    while time.monotonic() < end:
        connection = HTTPConnection("127.0.0.1", port, timeout=10)
        try:
            connection.request("GET", "/readyz")
            if connection.getresponse().status == 200:
                return
        except OSError:
            pass
        finally:
            connection.close()
        time.sleep(0.2)
    raise SystemExit("The server did not start.")


def ask(question: str, environment: dict[str, str]) -> Any:
    """What Django says to a line of Python that prints JSON, in a process of its own."""
    command = [sys.executable, "-c", f"import django, json\ndjango.setup()\n{question}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout)


def measure(kind: str, stories: int) -> dict[str, Any]:
    with database(kind) as environment:
        port = free_port()
        environment |= {"DJANGO_SETTINGS_MODULE": "cms.settings.dev", "TRUSTED_PROXIES": "1"}
        tokens = ask(MAKE_TOKENS.format(stories), environment)
        with served(environment, port):
            writers = Writers(port, tokens, phone_photo())
            seconds = writers.run()
        return {
            "seconds": seconds,
            "rows": ask(COUNT_ROWS, environment),
            "failures": dict(writers.failures),
            "pressed_again": writers.pressed_again,
            **{name: percentiles(writers.seconds[photo]) for name, photo in (("text", False), ("photo", True))},
        }


def percentiles(seconds: list[float]) -> dict[str, float]:
    cuts = statistics.quantiles(seconds, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "max": max(seconds)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--postgres", action="store_true", help="Measure PostgreSQL too.")
    parser.add_argument("--stories", type=int, default=STORIES)
    options, _others = parser.parse_known_args()
    results: dict[str, Any] = {}
    for kind in ["sqlite", "postgresql"] if options.postgres else ["sqlite"]:
        results[kind] = measure(kind, options.stories)
        print(f"{kind}, load {os.getloadavg()[0]:.0f}:", json.dumps(results[kind], indent=1))
        RESULTS.mkdir(parents=True, exist_ok=True)
        (RESULTS / "stories.json").write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
