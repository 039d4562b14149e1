"""Encrypted files in private storage, and how one takes the place of another without ever being half there."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.core.files.storage import FileSystemStorage, Storage, storages
from django.db import models, transaction

from cms.core.sealed_columns import Change, Sealed


@dataclass(frozen=True)
class SealedFiles:
    """The files whose names stand in one field of one model."""

    model: type[models.Model]
    name_field: str
    storage_alias: str = "private"

    @property
    def label(self) -> str:
        return f"{self.model._meta.label}.{self.name_field} (files)"

    def batches(self, size: int) -> Iterator[list[Sealed]]:
        """One file at a time, since each may be large; `size` names are asked for at once."""
        rows: models.QuerySet[Any] = models.QuerySet(self.model).exclude(**{self.name_field: ""}).order_by("pk")
        names = rows.values_list("pk", self.name_field)
        found = list(names[:size])
        while found:
            for pk, name in found:
                content = self._read(name)
                if content is not None:
                    yield [Sealed(pk, content)]
            found = list(names.filter(pk__gt=found[-1][0])[:size])

    def replace(self, changes: Sequence[Change]) -> int:
        return sum(map(self._replace_one, changes))

    @transaction.atomic
    def _replace_one(self, change: Change) -> int:
        """Under the lock of its row: a file that is erased meanwhile must not come back."""
        row: models.QuerySet[Any] = models.QuerySet(self.model).select_for_update().filter(pk=change.pk)
        name = row.values_list(self.name_field, flat=True).first()
        if not name or self._read(name) != change.old:
            return 0
        replace_file(self._storage, name, change.new)
        return 1

    @property
    def _storage(self) -> Storage:
        return storages[self.storage_alias]

    def _read(self, name: str) -> bytes | None:
        try:
            with self._storage.open(name) as stored:
                return bytes(stored.read())
        except FileNotFoundError:
            return None


_known: list[SealedFiles] = []


def register_files(model: type[models.Model], *, name_field: str, storage_alias: str = "private") -> None:
    """Called once by each app that keeps encrypted files, from its AppConfig.ready."""
    files = SealedFiles(model, name_field, storage_alias)
    if files not in _known:
        _known.append(files)


def sealed_files() -> list[SealedFiles]:
    return list(_known)


def replace_file(storage: Storage, name: str, content: bytes) -> None:
    """Put `content` in the place of an existing file: whoever reads gets the old one or the new one, whole."""
    if isinstance(storage, FileSystemStorage):
        _replace_on_disk(Path(storage.path(name)), content)
    else:  # an object store shows a new object only once it is complete
        with storage.open(name, "wb") as target:
            target.write(content)


def _replace_on_disk(path: Path, content: bytes) -> None:
    # Beside the file: a rename is atomic only there. What a killed process leaves, the sweep of lost files removes.
    handle, temporary = tempfile.mkstemp(dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as target:
            _take_over_rights(path, target)
            target.write(content)
            target.flush()
            os.fsync(target.fileno())
        os.replace(temporary, path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _take_over_rights(path: Path, target: Any) -> None:
    """Also when root runs the command, the site's own user must be able to read the file afterwards."""
    known = path.stat()
    os.fchmod(target.fileno(), known.st_mode & 0o777)
    os.fchown(target.fileno(), known.st_uid, known.st_gid)
