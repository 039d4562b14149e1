"""City names: as people write them, and as a key under which different spellings meet."""

import re
import unicodedata

SMALL_WORDS = {"And", "By", "In", "Of", "On", "The"}
POST_OFFICES = {"Apo", "Dpo", "Fpo"}
LONG_FORMS = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}


def tidy_city(name: str) -> str:
    """A city as people write it, from the "Mcallen" and "Winston-salem" of postal tables."""
    name = re.sub(r"\bMc ?([A-Za-z])", lambda match: f"Mc{match.group(1).upper()}", name)
    name = re.sub(r"-([a-z])", lambda match: f"-{match.group(1).upper()}", name)
    return " ".join(_tidy_word(word, is_first=index == 0) for index, word in enumerate(name.split()))


def _tidy_word(word: str, *, is_first: bool) -> str:
    if word in POST_OFFICES:
        return word.upper()
    return word.lower() if word in SMALL_WORDS and not is_first else word


def words_of(text: str) -> list[str]:
    """Lower-case words of ASCII letters and digits: accents, points and apostrophes do not matter."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.findall(r"[a-z0-9]+", re.sub(r"['.]", "", plain))


def city_key(name: str) -> str:
    """What "Mc Allen", "McAllen" and "mcallen" (or "St. Louis" and "Saint Louis") have in common."""
    return "".join(LONG_FORMS.get(word, word) for word in words_of(name))[:60]
