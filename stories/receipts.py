"""Receipts: seven words that prove a story is yours. Only a slow hash of them is kept.

Seven of 2,048 words are 77 bits. The words are those of BIP 39 (English and Spanish lists), in which the first
four letters of each word are unique without accents: so only those count, and a typing slip behind them is forgiven.
"""

import hashlib
import hmac
import secrets
import unicodedata
from functools import lru_cache

from mnemonic import Mnemonic

from cms.core.crypto import keyed_hash
from stories.privacy import words

WORDS_IN_RECEIPT = 7
BITS_PER_WORD = 11
LETTERS_THAT_COUNT = 4
LISTS = {"en": "english", "es": "spanish"}
# 16 MB and about 40 ms on one core: a receipt is 77 random bits, so this is ample.
SCRYPT_COST, SCRYPT_BLOCK, SCRYPT_PARALLEL = 2**14, 8, 1


@lru_cache
def _word_list(language: str) -> list[str]:
    # The Spanish list keeps accents apart from their letters; people and printers want them together.
    return [unicodedata.normalize("NFC", word) for word in Mnemonic(LISTS.get(language, "english")).wordlist]


def new_receipt(submission_key: str, *, language: str) -> str:
    """The receipt of the story sent under `submission_key`: the same again for a retry, a secret to everybody else.

    It comes from SECRET_KEY and a key that only the storyteller's browser has, and is stored nowhere.
    """
    number = int(keyed_hash(submission_key, purpose="stories.receipt"), 16)
    word_list = _word_list(language)
    chosen = [word_list[(number >> (BITS_PER_WORD * place)) % 2048] for place in range(WORDS_IN_RECEIPT)]
    return " ".join(chosen)


def normalize(typed: str) -> str:
    """What counts of a typed receipt: case, accents, spacing, punctuation and numbering are forgiven."""
    return " ".join(word[:LETTERS_THAT_COUNT] for word in words(typed))


def looks_like_receipt(typed: str) -> bool:
    return len(words(typed)) == WORDS_IN_RECEIPT


def lookup_prefix(typed: str) -> str:
    """Six hexadecimal digits to find the row without trying every hash; too few to help a guesser."""
    return keyed_hash(normalize(typed), purpose="stories.receipt.lookup")[:6]


def slow_hash(typed: str) -> str:
    """A salted scrypt hash of the receipt."""
    salt = secrets.token_hex(16)
    return f"{salt}${_scrypt(typed, salt)}"


def matches(typed: str, stored: str) -> bool:
    """Whether `typed` is the receipt behind `stored`, in constant time."""
    salt, _dollar, expected = stored.partition("$")
    return hmac.compare_digest(_scrypt(typed, salt), expected)


def is_in_text(receipt: str, text: str) -> bool:
    """Whether the seven words stand in `text`, in this order and without other words between."""
    wanted = normalize(receipt)
    return bool(wanted) and f" {wanted} " in f" {normalize(text)} "


def is_hidden_in(text: str, *, lookup: str, stored: str) -> bool:
    """Whether seven words in a row of `text` are the receipt of which only prefix and hash are known."""
    typed = words(text)
    for start in range(len(typed) - WORDS_IN_RECEIPT + 1):
        seven = " ".join(typed[start : start + WORDS_IN_RECEIPT])
        if lookup_prefix(seven) == lookup and matches(seven, stored):
            return True
    return False


def _scrypt(typed: str, salt: str) -> str:
    return hashlib.scrypt(
        normalize(typed).encode(),
        salt=salt.encode(),
        n=SCRYPT_COST,
        r=SCRYPT_BLOCK,
        p=SCRYPT_PARALLEL,
        maxmem=64 * 1024 * 1024,
        dklen=32,
    ).hex()
