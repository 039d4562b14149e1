"""Encryption at rest with the keys in `ENCRYPTION_KEYS`, and keyed hashes to find things by (docs/encryption.md).

The first key encrypts; all of them decrypt, so that keys can be rotated. No error repeats a text or a ciphertext.
"""

import hashlib
import hmac
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(Exception):
    """No configured key opens this text. Never answer with the ciphertext instead."""


@lru_cache(maxsize=8)
def _ciphers(keys: tuple[str, ...]) -> MultiFernet:
    """Made once for each list of keys; threads may share it, since each call works on data of its own."""
    return MultiFernet([Fernet(key) for key in keys])


def _all_keys() -> MultiFernet:
    return _ciphers(tuple(settings.ENCRYPTION_KEYS))


def _first_key() -> MultiFernet:
    return _ciphers(tuple(settings.ENCRYPTION_KEYS[:1]))


def encrypt(text: str) -> str:
    """Ciphertext (URL-safe base64, ASCII) of `text`."""
    return encrypt_bytes(text.encode("utf-8")).decode("ascii")


def decrypt(token: str) -> str:
    """The text behind `token`.

    Raises:
        CannotDecrypt: when no key of `ENCRYPTION_KEYS` opens it.
    """
    try:
        return decrypt_bytes(token.encode("utf-8")).decode("utf-8")
    except UnicodeError:  # it quotes what it cannot read
        raise CannotDecrypt("What ENCRYPTION_KEYS opens here is no text.") from None


def encrypt_bytes(content: bytes) -> bytes:
    """Ciphertext of a file's content."""
    return _all_keys().encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """The content behind `token`.

    Raises:
        CannotDecrypt: when no key of `ENCRYPTION_KEYS` opens it.
    """
    try:
        return _all_keys().decrypt(token)
    except InvalidToken:
        raise CannotDecrypt("None of the ENCRYPTION_KEYS opens this.") from None


def is_current(token: bytes) -> bool:
    """Whether the first key, the one that encrypts, opens `token`: then it needs no rotation."""
    try:
        _first_key().decrypt(token)
    except InvalidToken:
        return False
    return True


def rotated(token: bytes) -> bytes:
    """The same content and time of writing, encrypted with the first key.

    Raises:
        CannotDecrypt: when no key of `ENCRYPTION_KEYS` opens it.
    """
    try:
        return _all_keys().rotate(token)
    except InvalidToken:
        raise CannotDecrypt("None of the ENCRYPTION_KEYS opens this.") from None


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash (64 hexadecimal digits) that only this installation can compute; `purpose` keeps uses apart.

    It finds equal things whose text is encrypted or gone (a blind index). Keyed by BLIND_INDEX_KEY, or SECRET_KEY
    where that is empty, so that rotating encryption keys does not change it. docs/encryption.md lists the purposes.
    """
    secret = settings.BLIND_INDEX_KEY or settings.SECRET_KEY
    key = hashlib.sha256(f"{purpose}:{secret}".encode()).digest()
    return hmac.new(key, value.encode("utf-8"), hashlib.sha256).hexdigest()
