"""Encrypts everything again with the first key. Each batch is a transaction, so it may be killed and run again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from cms.core.crypto import CannotDecrypt, is_current, rotated
from cms.core.models import KeyProof
from cms.core.sealed_columns import Change, Sealed, SealedColumn, sealed_columns
from cms.core.sealed_files import sealed_files

BATCH_ROWS = 500


class SealedPlace(Protocol):
    """Where ciphertext is kept: a column, or the files of a model."""

    @property
    def label(self) -> str: ...

    def batches(self, size: int) -> Iterator[list[Sealed]]: ...

    def replace(self, changes: Sequence[Change]) -> int: ...


@dataclass
class Survey:
    """How much of one place the first key opens, how much only an older one, and what nothing opens."""

    label: str
    current: int = 0
    only_old: int = 0
    unreadable: list[Any] = field(default_factory=list)

    @property
    def total(self) -> int:
        return self.current + self.only_old + len(self.unreadable)


def sealed_places() -> list[SealedPlace]:
    """All of them; the proof of the keys comes last, because it tells that the others are done."""
    proof = SealedColumn(KeyProof, "sealed")
    return [*(column for column in sealed_columns() if column != proof), *sealed_files(), proof]


def survey(place: SealedPlace, *, batch_size: int = BATCH_ROWS) -> Survey:
    """Count, and change nothing."""
    found = Survey(place.label)
    for batch in place.batches(batch_size):
        for one in batch:
            _count(one, found)
    return found


def rotate(place: SealedPlace, *, batch_size: int = BATCH_ROWS) -> int:
    """Encrypt again what the first key does not open; returns how many. What nothing opens stays as it is."""
    done = 0
    for batch in place.batches(batch_size):
        changes = [change for one in batch if (change := _change(one)) is not None]
        done += place.replace(changes) if changes else 0
    return done


def rotate_everything(*, batch_size: int = BATCH_ROWS) -> Iterator[tuple[str, int]]:
    """Rotate place by place, yielding each label with how many were encrypted again.

    The proof of the keys follows only when no other place needs an older key: until then a site without that key
    refuses to start.
    """
    *places, proof = sealed_places()
    for place in places:
        yield place.label, rotate(place, batch_size=batch_size)
    if not any(survey(place, batch_size=batch_size).only_old for place in places):
        yield proof.label, rotate(proof, batch_size=batch_size)


def _count(one: Sealed, found: Survey) -> None:
    if is_current(one.token):
        found.current += 1
    elif _change(one) is not None:
        found.only_old += 1
    else:
        found.unreadable.append(one.pk)


def _change(one: Sealed) -> Change | None:
    """What to write in its place; None when the first key opens it, or no key does."""
    if is_current(one.token):
        return None
    try:
        return Change(one.pk, one.token, rotated(one.token))
    except CannotDecrypt:
        return None
