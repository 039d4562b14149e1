"""Encryption at rest and keyed hashes, both from the keys in `ENCRYPTION_KEYS`.

The first key encrypts; all of them decrypt, so that keys can be rotated.
"""

import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from django.conf import settings


class CannotDecrypt(Exception):
    """No configured key opens this text. Never answer with the ciphertext instead."""


def _cipher() -> MultiFernet:
    return MultiFernet([Fernet(key) for key in settings.ENCRYPTION_KEYS])


def encrypt(text: str) -> str:
    """Ciphertext (URL-safe base64, ASCII) of `text`."""
    return _cipher().encrypt(text.encode("utf-8")).decode("ascii")


def decrypt(token: str) -> str:
    """The text behind `token`.

    Raises:
        CannotDecrypt: when no key of `ENCRYPTION_KEYS` opens it.
    """
    try:
        return _cipher().decrypt(token.encode("ascii")).decode("utf-8")
    except (InvalidToken, UnicodeEncodeError) as error:
        raise CannotDecrypt("None of the ENCRYPTION_KEYS opens this text.") from error


def encrypt_bytes(content: bytes) -> bytes:
    """Ciphertext of a file's content."""
    return _cipher().encrypt(content)


def decrypt_bytes(token: bytes) -> bytes:
    """The content behind `token`.

    Raises:
        CannotDecrypt: when no key of `ENCRYPTION_KEYS` opens it.
    """
    try:
        return _cipher().decrypt(token)
    except InvalidToken as error:
        raise CannotDecrypt("None of the ENCRYPTION_KEYS opens this file.") from error


def keyed_hash(value: str, *, purpose: str) -> str:
    """A hash (64 hexadecimal digits) that only this installation can compute; `purpose` keeps uses apart.

    Keyed by SECRET_KEY, so that rotating encryption keys does not change it.
    """
    key = hashlib.sha256(f"{purpose}:{settings.SECRET_KEY}".encode()).digest()
    return hmac.new(key, value.encode("utf-8"), hashlib.sha256).hexdigest()
