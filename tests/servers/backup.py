"""A copy of the real database and of the files, made and put back by the steps of docs/operators.md#backups."""

import shutil
import sqlite3
import subprocess
from contextlib import closing
from pathlib import Path

from django.db import connection

from tests.servers.postgres import INSTALLED


class Backup:
    """Of the database that this process uses, and of what is in `files`. Nothing else may use them meanwhile."""

    def __init__(self, folder: Path, files: Path) -> None:
        self._copy, self._files, self._copied_files = folder / "kinship.backup", files, folder / "files"
        folder.mkdir()

    def make(self) -> None:
        if connection.vendor == "sqlite":
            name = str(connection.settings_dict["NAME"])
            with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(self._copy)) as copy:
                source.backup(copy)
        else:
            _run("pg_dump", "--format=custom", "--file", str(self._copy), _database())
        shutil.copytree(self._files, self._copied_files, dirs_exist_ok=True)

    def restore(self) -> None:
        connection.close()
        if connection.vendor == "sqlite":
            database = Path(connection.settings_dict["NAME"])
            # A journal that was left behind belongs to another database.
            for leftover in ("", "-wal", "-shm"):
                Path(f"{database}{leftover}").unlink(missing_ok=True)
            shutil.copy(self._copy, database)
        else:
            _run("dropdb", _database())
            _run("createdb", _database())
            _run("pg_restore", "--exit-on-error", "--no-owner", "--dbname", _database(), str(self._copy))
        shutil.rmtree(self._files, ignore_errors=True)
        shutil.copytree(self._copied_files, self._files)


def _database() -> str:
    return str(connection.settings_dict["NAME"])


def _run(program: str, *arguments: str) -> None:
    used = connection.settings_dict
    where = ["--host", str(used["HOST"]), "--port", str(used["PORT"]), "--username", str(used["USER"])]
    command = [str(INSTALLED / "pginstall" / "bin" / program), *where, *arguments]
    subprocess.run(command, check=True, capture_output=True, text=True)
