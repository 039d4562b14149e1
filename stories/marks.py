"""Numbers by which two stories that are much alike find each other, while their texts rest encrypted.

MinHash in bands (A. Broder, "On the resemblance and containment of documents", 1997; P. Indyk and R. Motwani,
"Approximate nearest neighbors", 1998). Of all runs of four words, the one whose sum lies closest to a given point is
the same in two texts as often as the texts are alike. Three such runs together make one mark, so that an equal mark
speaks of the whole texts: with a phrase in common, even a long one, two stories share none. Points and marks are made
with the key of the installation.

How often two stories share at least one of the 16 marks, by the part of all their runs that both have: one in ten,
2 of 100 times; half of them, 88; two thirds (a paragraph of five is new), over 99.
"""

from cms.core.crypto import keyed_hash
from cms.letters.originality import Shingles, shingles

BANDS, RUNS_IN_A_BAND = 16, 3
# Raised when marks are made in another way: then all stories get new ones.
WAY = 1


def recipe() -> str:
    """By what marks are made now (16 hexadecimal digits): changes with the way and with the key."""
    return _hash(f"way {WAY}")[:16]


def marks_of(text: str) -> list[int]:
    """Seventeen signed 64-bit numbers, the first of which tells the whole text; none for a text without a word.

    Spaces, capitals, accents and punctuation make no difference.
    """
    runs = shingles(text)
    return [_whole(runs), *(_band(runs, number) for number in range(BANDS))] if runs else []


def _whole(runs: Shingles) -> int:
    return _signed(_hash(f"whole {sorted(runs)}"))


def _band(runs: Shingles, number: int) -> int:
    points = _hash(f"points {number}")
    closest = [_closest(runs, int(points[at * 8 : at * 8 + 8], 16)) for at in range(RUNS_IN_A_BAND)]
    return _signed(_hash(f"band {number} {closest}"))


def _closest(runs: Shingles, point: int) -> int:
    return min(run ^ point for run in runs)


def _signed(hexadecimal: str) -> int:
    """As a column for whole numbers takes it."""
    return int(hexadecimal[:16], 16) - 2**63


def _hash(value: str) -> str:
    return keyed_hash(value, purpose="stories.alike")
