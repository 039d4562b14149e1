"""`manage.py serve`: the whole site on one machine, what `make run` ends with."""

import logging
import os
import signal
import sys
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections

from cms.core.processes import SitePrinter, port_is_free, run_until_stopped, site_processes

GREETING = """
  Kinship is ready:  {url}/
  The admin:         {url}/admin/
  {login}
  Stop everything with Ctrl-C.
"""


class Command(BaseCommand):
    help = "Bring the database up to date, then run web server, worker, beat and an embedded Valkey until Ctrl-C."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: only this machine)")
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--no-prepare", action="store_true", help="start at once, without touching the database")

    def handle(self, *args: Any, host: str, port: int, no_prepare: bool, **options: Any) -> None:
        if not port_is_free(host, port):
            raise CommandError(
                f"Port {port} is already in use. Stop what uses it, or choose another: make run PORT={port + 1}"
            )
        if not no_prepare:
            self.prepare()
        self.supervise(host, port)

    def prepare(self) -> None:
        """Everything the site needs before it can answer; quick and without effect when it is already there."""
        logging.disable(logging.INFO)  # the kit's own lines say enough
        self.timed("Bringing the database up to date", lambda: call_command("migrate", verbosity=0))
        self.timed("Building what is missing of the starter site", lambda: call_command("starter_kit"))
        logging.disable(logging.NOTSET)
        connections.close_all()

    def timed(self, title: str, work: Callable[[], Any]) -> None:
        self.stdout.write(f"==> {title}")
        started = time.monotonic()
        work()
        self.stdout.write(f"    done in {time.monotonic() - started:.1f} s")

    def supervise(self, host: str, port: int) -> None:
        # A closed terminal must not leave processes behind.
        signal.signal(signal.SIGHUP, lambda number, frame: os.kill(os.getpid(), signal.SIGTERM))
        processes = site_processes(host=host, port=port, environment=os.environ)
        url = f"http://localhost:{port}"
        printer = SitePrinter(GREETING.format(url=url, login=login_hint()), sys.stdout)
        self.stdout.write(f"==> Starting {', '.join(one.name for one in processes)}")
        code = run_until_stopped(processes, printer)
        if printer.stopped_by_itself:
            raise CommandError(
                f"{printer.stopped_by_itself} stopped by itself, so everything else was stopped too. "
                "Its last lines above say why."
            )
        self.stdout.write("Everything is stopped.")
        sys.exit(0 if code in {130, 143} else code)


def login_hint() -> str:
    """Where the passwords are: the starter kit prints them in development, and nowhere else are there any."""
    if settings.DEMO_USERS:
        return "Log in as admin; its password was printed when the account was made (manage.py changepassword admin)."
    return "Make yourself a user with: manage.py createsuperuser"
