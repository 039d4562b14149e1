"""What is wrong with a list of encryption keys, in sentences that never repeat a key."""

import base64
from collections.abc import Iterator, Sequence

from cryptography.fernet import Fernet

NEW_KEY = "python -c 'from cryptography.fernet import Fernet; print(Fernet.generate_key().decode())'"
DEVELOPMENT_KEY = "ZGV2ZWxvcG1lbnQtb25seS1rZXktbm90LXNlY3JldCE="
TEST_KEY = "dGVzdC1vbmx5LWtleS0wMTIzNDU2Nzg5LTAxMjM0NTY="
PUBLISHED_KEYS = (DEVELOPMENT_KEY, TEST_KEY)


def unusable(keys: Sequence[str]) -> Iterator[str]:
    """Why nothing can be encrypted or read with these keys."""
    if not keys:
        yield f"ENCRYPTION_KEYS must hold at least one key. Make one with: {NEW_KEY}"
    for position, key in enumerate(keys, start=1):
        if _secret(key) is None:
            yield f"Key {position} of ENCRYPTION_KEYS is not valid. Make one with: {NEW_KEY}"


def published(keys: Sequence[str]) -> Iterator[str]:
    """Which of them anybody can read in this project's code."""
    known = {_secret(key) for key in PUBLISHED_KEYS}
    for position, key in enumerate(keys, start=1):
        if _secret(key) in known:
            yield (
                f"Key {position} of ENCRYPTION_KEYS stands in this project's public code and protects nothing. "
                f"Make one with: {NEW_KEY}"
            )


def repeated(keys: Sequence[str]) -> Iterator[str]:
    """Which of them stand there twice: often a new key that was not copied."""
    secrets = [_secret(key) for key in keys]
    for position, secret in enumerate(secrets, start=1):
        if secret is not None and secret in secrets[: position - 1]:
            yield f"Key {position} of ENCRYPTION_KEYS is the same as key {secrets.index(secret) + 1}."


def _secret(key: str) -> bytes | None:
    """What a key comes down to, however it is spelled; None when it is no key."""
    try:
        Fernet(key)
        return base64.urlsafe_b64decode(key)
    except ValueError:
        return None
