"""Who is the same person, and what is the same text: keyed hashes that outlive erased words."""

import base64
import re
import secrets
import unicodedata

from cms.core.crypto import keyed_hash

# Mail providers that ignore dots in a mailbox's name.
IGNORES_DOTS = {"gmail.com", "googlemail.com"}


def normalized_email(address: str) -> str:
    """One spelling for all spellings of one mailbox: no capitals, no "+tag", no dots where they do not count."""
    name, _at, domain = address.strip().casefold().rpartition("@")
    name = name.split("+", 1)[0]
    if domain in IGNORES_DOTS:
        name, domain = name.replace(".", ""), "gmail.com"
    return f"{name}@{domain}"


def plain_words(text: str) -> str:
    """Letters and digits only, without accents or capitals, for comparison."""
    flat = unicodedata.normalize("NFKD", text).casefold()
    return " ".join(re.findall(r"[^\W_]+", "".join(c for c in flat if not unicodedata.combining(c))))


def writer_hash(email: str) -> str:
    return keyed_hash(normalized_email(email), purpose="letters.writer")


def person_hash(full_name: str, zip: str) -> str:  # noqa: A002
    return keyed_hash(f"{plain_words(full_name)}|{zip}", purpose="letters.person")


def text_hash(text: str) -> str:
    return keyed_hash(plain_words(text), purpose="letters.text")


def token_hash(token: str) -> str:
    """How a secret link is found in the database, which never holds the link itself in the open."""
    return keyed_hash(token, purpose="letters.link")


def new_mail_token() -> str:
    """Names one letter in a mail address: 20 characters, no capitals, because mailboxes may lose them."""
    return base64.b32encode(secrets.token_bytes(12)).decode("ascii").rstrip("=").lower()


def content_hash(parts: list[str]) -> str:
    """What exactly was confirmed: any changed character gives another hash."""
    return keyed_hash("\x1f".join(parts), purpose="letters.content")
