"""What a source means that uses words where we have a list. A guess is never more than the words say."""

import re

from cms.directory.hsds.columns import Raw
from cms.directory.models import Service

# The first that fits counts.
KINDS = (
    (Service.Kind.BOND, r"\bbonds?\b|fianza"),
    (Service.Kind.RIGHTS, r"know your rights|conozca sus derechos"),
    (Service.Kind.DETENTION, r"detention|detainee|detained|detenid"),
    (Service.Kind.LEGAL, r"\blegal|immigra|inmigra|asylum|asilo|attorney|lawyer|abogad|\blaw\b"),
    (Service.Kind.FAMILY, r"reunif|reunite|reunir"),
    (Service.Kind.CHILDREN, r"child|youth|unaccompanied|niñ|jóven"),
    (Service.Kind.ORGANIZING, r"organizing|advocacy|movement"),
)
FREE = re.compile(
    r"^\s*(free|no fees?|no cost|no charge|none|gratis|gratuit[oa]s?|free of charge|0|\$0)\b[\s.!]*$", re.I
)


def guess_kind(raw: Raw, description: str) -> str:
    """The kind of a service from its name, else from its description; help of no kind we know is support."""
    for words in (str(raw.get("name") or ""), description):
        for kind, pattern in KINDS:
            if re.search(pattern, words, re.I):
                return kind
    return Service.Kind.SUPPORT


def guess_cost(raw: Raw) -> str:
    """Free only where the source says just that; a fee with a text to read stays not known."""
    said = [str(raw.get(name) or "") for name in ("fees_description", "fees")]
    return Service.Cost.FREE if any(FREE.match(words) for words in said) else Service.Cost.UNKNOWN
