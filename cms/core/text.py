"""What people paste into forms, made harmless without changing what they meant."""

import re
import unicodedata

# Characters that hide, reorder or end text early: none of them is ever typed on purpose.
INVISIBLE = re.compile("[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\u00ad]")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
LONE_SURROGATE = re.compile("[\ud800-\udfff]")
COMBINING_RUN = re.compile("((?:(?![\u0300-\u036f]).)[\u0300-\u036f]{3})[\u0300-\u036f]+", re.DOTALL)


def clean_text(value: str) -> str:
    """Plain text: NFC, `\\n` line ends, no control, invisible or bidirectional characters, at most three
    combining marks in a row. Lines and words stay as typed."""
    value = value.replace("\r\n", "\n").replace("\r", "\n")
    value = LONE_SURROGATE.sub("", value)
    value = INVISIBLE.sub("", CONTROL.sub("", value))
    return COMBINING_RUN.sub(r"\1", unicodedata.normalize("NFC", value)).strip()


def clean_line(value: str) -> str:
    """One line of plain text, for names and subjects: no line ends, no runs of spaces."""
    return " ".join(clean_text(value).split())
