"""What an editor changed in a text, word by word."""

import re
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

# What a story may be long; a longer text would keep the screen busy.
LONGEST_TEXT = 20_000
# In a long text, a word that stands there more often says little about where two texts meet, and costs seconds.
LONG, MANY = 1_000, 20
PIECE = re.compile(r"\w+|\s+|[^\w\s]+")
Kind = Literal["same", "gone", "new"]


class TooLong(Exception):
    """One of the texts is longer than any story may be."""


@dataclass(frozen=True)
class Change:
    kind: Kind
    text: str


def compare(before: str, after: str) -> list[Change]:
    """The way from one text to the other: what is the same or gone makes up `before`, the same or new `after`.

    Raises:
        TooLong
    """
    if max(len(before), len(after)) > LONGEST_TEXT:
        raise TooLong
    old, new = PIECE.findall(before), PIECE.findall(after)
    matcher = SequenceMatcher(None, old, new)
    if len(new) > LONG:
        places = matcher.b2j  # type: ignore[attr-defined]  # documented, but unknown to typeshed
        for often in [piece for piece, at in places.items() if len(at) > MANY]:
            del places[often]
    changes = []
    for name, old_from, old_to, new_from, new_to in matcher.get_opcodes():
        if name == "equal":
            changes.append(Change("same", "".join(old[old_from:old_to])))
            continue
        gone, come = "".join(old[old_from:old_to]), "".join(new[new_from:new_to])
        changes += [change for change in (Change("gone", gone), Change("new", come)) if change.text]
    return changes
