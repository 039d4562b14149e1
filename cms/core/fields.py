"""Model fields shared by all apps."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from cms.core.crypto import decrypt, encrypt

_is_left_sealed: ContextVar[bool] = ContextVar("is_left_sealed", default=False)


@contextmanager
def left_sealed() -> Iterator[None]:
    """Inside it every encrypted text reads as empty, and no key is needed: taking back and erasing must never fail
    because nobody can read what is erased. Save such rows with `update_fields` only."""
    token = _is_left_sealed.set(True)
    try:
        yield
    finally:
        _is_left_sealed.reset(token)


class EncryptedTextField(models.TextField):
    """Text that rests encrypted in the database and is plain on the instance.

    An empty text stays empty, so that "nothing given" can be seen without a key. Reading with a
    wrong key raises `cms.core.crypto.CannotDecrypt`. It cannot be searched or sorted by: equal
    texts have different ciphertexts. Compare with `IsEmpty` lookups (`exact=""`) or keep a
    `keyed_hash` beside it.
    """

    description = "Encrypted text"

    def get_prep_value(self, value: Any) -> Any:
        if value in (None, "") or hasattr(value, "resolve_expression"):
            return value
        return encrypt(str(value))

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> str | None:
        if _is_left_sealed.get():
            return ""
        return decrypt(value) if value else value

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name not in {"exact", "isnull"}:
            raise FieldError(f"An encrypted field cannot answer '{lookup_name}'.")
        return super().get_lookup(lookup_name)
