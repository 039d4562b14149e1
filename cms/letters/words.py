"""How words are counted: one rule, here and in static/js/page.js (docs/letters.md).

Words are what stands between spaces, line ends and the long dashes – and —. What has no letter and no
digit in it ("…", "&", "--") is no word. So `well-known`, `$1,200`, `(956)`, `don't`, `and/or` and a web
address are one word each, and `here—and` are two. The same rule serves English and Spanish.
"""

import re

BETWEEN_WORDS = re.compile(r"[\s\u2013\u2014]+")


def count_words(text: str) -> int:
    """The number of words in `text`."""
    return sum(any(character.isalnum() for character in part) for part in BETWEEN_WORDS.split(text))
