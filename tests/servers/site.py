"""The whole site as its users meet it: `manage.py serve` on free ports, in a folder of its own."""

import ctypes
import os
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tests.servers.ports import free_port
from tests.servers.smtp import RealSmtpServer

ROOT = Path(__file__).resolve().parent.parent.parent
# A machine that is busy with other tests takes minutes for the migrations alone.
START_SECONDS = 400
STOP_SECONDS = 30
PR_SET_PDEATHSIG = 1
# `  editor       kL0yJpJ1nGq2sT3v   Editors` as the starter kit prints it, once
ACCOUNT = re.compile(r"^ {2}(?P<name>[a-z]+) +(?P<password>\S{12,}) +\S", re.MULTILINE)
# A setting of the machine that runs the tests must not reach the site under test.
OWN_VARIABLES = ("DATABASE_URL", "REDIS_URL", "CELERY_BROKER_URL", "SECRET_KEY", "ENCRYPTION_KEYS", "PUBLIC_URL")


class RealSite:
    """Web server, worker, beat and Valkey as processes; mail goes to `smtp`, accounts are in `passwords`."""

    def __init__(self) -> None:
        self.port = free_port()
        self.url = f"http://localhost:{self.port}"
        self.smtp = RealSmtpServer()
        self.passwords: dict[str, str] = {}
        self._folder = tempfile.TemporaryDirectory(prefix="kinship-site-")
        self._log_path = Path(self._folder.name) / "serve.log"
        self._log: IO[bytes] | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> Self:
        self.smtp.__enter__()
        self._log = self._log_path.open("wb")
        self._process = subprocess.Popen(
            [sys.executable, "manage.py", "serve", "--port", str(self.port)],
            cwd=ROOT, env=self._environment(), stdout=self._log, stderr=self._log, start_new_session=True,
            preexec_fn=_stop_with_parent,  # noqa: PLW1509  (it takes no lock)
        )  # fmt: skip
        self._wait_until_ready()
        self.passwords = {found["name"]: found["password"] for found in ACCOUNT.finditer(self.log())}
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        if self._process is not None:
            self._process.send_signal(signal.SIGINT)
            self._process.wait(timeout=STOP_SECONDS)
        if self._log is not None:
            self._log.close()
        self.smtp.__exit__(kind, error, tb)
        self._folder.cleanup()

    def _environment(self) -> dict[str, str]:
        kept = {name: value for name, value in os.environ.items() if name not in OWN_VARIABLES}
        return kept | {
            "DJANGO_SETTINGS_MODULE": "tests.servers.site_settings",
            "DATA_DIR": self._folder.name,
            "EMAIL_URL": self.smtp.url,
            "TRUSTED_PROXIES": "1",  # a browser may say where it is: X-Forwarded-For
            "PYTHONUNBUFFERED": "1",
        }

    def log(self) -> str:
        """Everything the processes have said so far."""
        return self._log_path.read_text(errors="replace")

    def change(self, statement: str, *values: str) -> None:
        """Write into the site's database what a test cannot wait for, such as a day that has passed."""
        with closing(sqlite3.connect(Path(self._folder.name) / "kinship.sqlite3", timeout=START_SECONDS)) as database:
            database.execute(statement, values)
            database.commit()

    def get(self, path: str) -> tuple[int, str]:
        """Status and body of one address, redirects followed, without a browser."""
        address = path if path.startswith("http") else f"{self.url}{path}"
        try:
            with urllib.request.urlopen(address, timeout=20) as response:
                return response.status, response.read().decode("utf-8", "replace")
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.read().decode("utf-8", "replace")

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        while not self._answers():
            gone = self._process is None or self._process.poll() is not None
            if gone or time.monotonic() > end:
                raise RuntimeError(f"The site did not start:\n{self.log()}")
            time.sleep(0.3)

    def _answers(self) -> bool:
        try:
            return self.get("/readyz")[0] == 200
        except OSError:
            return False


def _stop_with_parent() -> None:
    """On Linux, ask the kernel to stop this process when the tests are killed: nothing stays behind."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
