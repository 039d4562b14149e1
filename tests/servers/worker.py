"""A real Celery worker in a process of its own."""

import itertools
import os
import signal
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Self

from django.db import connection

from tests.servers.waiting import wait_until

ROOT = Path(__file__).resolve().parent.parent.parent
START_SECONDS = 60
_numbers = itertools.count(1)


def database_url() -> str:
    """The DATABASE_URL of the test database this process uses, for another process."""
    used = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{used['NAME']}"
    return f"postgres://{used['USER']}@{used['HOST']}:{used['PORT']}/{used['NAME']}"


class RealWorker:
    """`celery worker` on the given broker and mail server, one task at a time, logging into `log_file`.

    `pool` is "solo" (the worker's only process does the work) or "prefork" (a child does it).
    """

    def __init__(
        self, *, broker_url: str, email_url: str, log_file: Path, environment: dict[str, str], pool: str = "solo"
    ) -> None:
        self.log_file = log_file
        self._pool = pool
        self._environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "cms.settings.test",
            "CELERY_BROKER_URL": broker_url,
            "EMAIL_URL": email_url,
            "DATABASE_URL": database_url(),
            **environment,
        }
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        options = ["-P", self._pool, "-c", "1", "-l", "INFO", "-n", f"test{next(_numbers)}@localhost"]
        quiet = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
        with self.log_file.open("wb") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "celery", "-A", "tests.servers.worker_app", "worker", *options, *quiet],
                cwd=ROOT, env=self._environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
            )  # fmt: skip
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.kill()

    @property
    def log(self) -> str:
        return self.log_file.read_text(errors="replace")

    def wait_until_ready(self) -> Self:
        wait_until(self._is_ready, seconds=START_SECONDS, what=f"the worker:\n{self.log}")
        return self

    def kill(self) -> None:
        """SIGKILL: it can finish nothing."""
        if self._process is not None:
            if self._pool == "prefork":
                self.kill_pool_child()
            self._process.kill()
            self._process.wait()
            self._process = None

    def kill_pool_child(self) -> None:
        """SIGKILL for the process that does the work; the worker itself lives on."""
        assert self._process is not None
        children = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children").read_text().split()
        for child in children:
            os.kill(int(child), signal.SIGKILL)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def _signal(self, number: int) -> None:
        if self._process is not None:
            self._process.send_signal(number)

    def _is_ready(self) -> bool:
        if self._process is None or self._process.poll() is not None:
            raise RuntimeError(f"The worker ended:\n{self.log}")
        return " ready." in self.log
