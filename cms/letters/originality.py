"""How much of a letter stands in another text. Only arithmetic: nothing here reads the database or the page.

The measure is the overlap of word shingles: every run of four words in a row, without capitals, accents and
punctuation. Of the shingles of the shorter text, which share stands in the longer one too? 0 is nothing, 1 is all.
A text of a few words counts as one of 15 shingles: a letter that thanks or repeats a slogan is no copy for that.
Shorter against longer (the Szymkiewicz-Simpson coefficient) answers both questions that matter: "was this talking
point pasted?", where the point is the shorter one, and "is this letter our guide?", where the letter is. Jaccard's
measure would call a point of 30 words inside a letter of 200 only 0.15 alike. Four words in a row are seldom the
same by chance, and one quoted figure stays below the first threshold.
"""

import unicodedata
import zlib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

WORDS_IN_A_ROW = 4
WARN_FROM = 0.3
STOP_FROM = 0.5
# So that ten words (7 shingles) stop nobody: below half of this.
FEWEST_SHINGLES = 15
MOST_PASSAGES = 5

# Shingles are kept as 32-bit sums: small to cache, and the words cannot be read from them.
Shingles = frozenset[int]


@dataclass(frozen=True)
class Word:
    """One word as compared, and where it stands in the text as typed."""

    folded: str
    start: int
    end: int


def shingles(text: str) -> Shingles:
    """Every run of four words of `text`; of a text with fewer words, that text. Takes time in line with its length."""
    return frozenset(_sums([word.folded for word in _words(text)]))


def similarity(one: Shingles, other: Shingles) -> float:
    """From 0 (nothing in common) to 1 (the shorter, if it is no slogan, stands wholly in the longer; or both are the
    same). The order makes no difference."""
    if one == other:
        return 1.0 if one else 0.0
    return len(one & other) / max(FEWEST_SHINGLES, min(len(one), len(other)))


def passages(text: str, shared: Shingles) -> list[str]:
    """The stretches of `text`, as typed, that are made of `shared` shingles: the longest five, in their order."""
    words = _words(text)
    found = [text[words[first].start : words[last].end] for first, last in _stretches(words, shared)]
    longest = sorted(found, key=len, reverse=True)[:MOST_PASSAGES]
    return list(dict.fromkeys(one for one in found if one in longest))


def _stretches(words: list[Word], shared: Shingles) -> list[tuple[int, int]]:
    """Pairs of the first and the last word of each stretch."""
    width = min(WORDS_IN_A_ROW, len(words))
    found: list[tuple[int, int]] = []
    for at, one in enumerate(_sums([word.folded for word in words])):
        if one in shared:
            goes_on = found and at <= found[-1][1] + 1
            first = found.pop()[0] if goes_on else at
            found.append((first, at + width - 1))
    return found


def _sums(words: list[str]) -> Iterable[int]:
    width = min(WORDS_IN_A_ROW, len(words))
    runs = (words[at : at + width] for at in range(len(words) - width + 1)) if width else ()
    return (zlib.crc32(" ".join(run).encode()) for run in runs)


def _words(text: str) -> list[Word]:
    found: list[Word] = []
    folded, start, end = "", 0, 0
    for at, character in enumerate(text):
        part = _fold(character)
        if part:
            start = at if not folded else start
            folded, end = folded + part, at + 1
        elif part is None and folded:
            found.append(Word(folded, start, end))
            folded = ""
    return [*found, Word(folded, start, end)] if folded else found


@lru_cache(maxsize=4096)
def _fold(character: str) -> str | None:
    """Its letters and digits without accent or capital; empty for an accent alone; None for what ends a word."""
    flat = unicodedata.normalize("NFKD", character.casefold())
    letters = "".join(one for one in flat if one.isalnum())
    is_mark = all(unicodedata.combining(one) or unicodedata.category(one) in {"Mn", "Cf"} for one in flat)
    return letters if letters or is_mark else None
