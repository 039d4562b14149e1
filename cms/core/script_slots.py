"""Words to say with [slots]: what the server knows is filled in, the rest stays visible in square brackets."""

import re
from collections.abc import Mapping

SLOT = re.compile(r"\[([^\[\]\n]{1,60})\]")

# What editors write between the brackets, in both languages, and what it stands for.
NAMES = {
    "name": ("your name", "su nombre"),
    "town": ("your town", "your city", "su ciudad", "su pueblo"),
    "zip": ("your zip code", "your zip", "su código postal"),
    "state": ("your state", "su estado"),
    "official": ("official", "the official", "name of the official", "nombre", "el funcionario", "la funcionaria"),
    "ask": ("ask", "the ask", "my ask", "pedido", "mi pedido", "petición"),
    "company": ("company", "the company", "empresa", "la empresa"),
}
MEANING = {words: slot for slot, all_words in NAMES.items() for words in all_words}


def fill_slots(text: str, values: Mapping[str, str]) -> str:
    """`text` with each slot that `values` ({"name": …, "town": …}) knows replaced; an empty or unknown one stays.

    What is filled in is plain text: escape the result as any text. Brackets in a value open no new slot.
    """
    return SLOT.sub(lambda found: _value(found, values) or found.group(0), text)


def _value(found: "re.Match[str]", values: Mapping[str, str]) -> str:
    slot = MEANING.get(found.group(1).strip().casefold(), "")
    return values.get(slot, "").replace("[", "(").replace("]", ")")
