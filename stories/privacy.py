"""Finds in a text what belongs to a person: pure functions, used as hints and, for the storyteller's own, as a lock."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

# A story may be 20,000 characters without a space: each pattern starts once per word and repeats with a bound,
# or one such story would keep the moderators' screen busy for a minute.
EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+\s?(?:@|\(at\)|\[at\])\s?[\w-]+(?:\.[\w-]+)+", re.IGNORECASE)
PHONE = re.compile(r"(?<![\w-])(?:\+?\d{1,3}[\s.-]?)?\(?\d{3}\)?[\s.-]?\d{3}[\s.-]?\d{4}(?!\d)")
MONTHS = (
    r"jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*"
    r"|ene\w*|abr\w*|mayo|junio|julio|ago\w*|dic\w*"
)
HINTS: dict[str, re.Pattern[str]] = {
    "a_number": re.compile(r"\bA[\s#-]?\d{3}[\s-]?\d{3}[\s-]?\d{2,3}\b", re.IGNORECASE),
    "ssn": re.compile(r"(?<![\d-])\d{3}[- ]\d{2}[- ]\d{4}(?![\d-])"),
    "email": EMAIL,
    "phone": PHONE,
    "case_number": re.compile(
        r"\b(?:case|docket|receipt|caso|expediente)\s{0,5}(?:no\.?|n[uú]m\.?|#|number|número)?\s{0,5}"
        r"[\w-]{0,30}\d[\w-]{3,}",
        re.IGNORECASE,
    ),
    "street": re.compile(
        r"\b\d{1,5}\s+(?:[NSEW]\.?\s+)?(?:[A-Z][\w'.-]+\s+){1,3}"
        r"(?:St|Street|Ave|Avenue|Rd|Road|Blvd|Boulevard|Dr|Drive|Ln|Lane|Ct|Court|Way|Hwy|Apt)\b"
        r"|\b(?:Calle|Avenida|Av\.|Colonia|Carrera)\s+[A-Z0-9][\w'-]*(?:\s+[A-Z0-9#][\w'-]*)*",
    ),
    "birth_date": re.compile(
        rf"\b\d{{1,2}}[/.-]\d{{1,2}}[/.-](?:19|20)?\d{{2}}\b"
        rf"|\b(?:{MONTHS})\.?\s+\d{{1,2}},?\s+(?:19|20)\d{{2}}\b"
        rf"|\b\d{{1,2}}\s+de\s+(?:{MONTHS})\s+(?:de|del)\s+(?:19|20)\d{{2}}\b",
        re.IGNORECASE,
    ),
}
HINT_LABELS = {
    "a_number": _("A-number"),
    "ssn": _("Social Security number"),
    "email": _("e-mail address"),
    "phone": _("phone number"),
    "case_number": _("case number"),
    "street": _("street address"),
    "birth_date": _("full date, perhaps of birth"),
    "own_name": _("the storyteller’s own name"),
}
# Parts of names that are ordinary words: alone they give nobody away.
PARTICLES = {"del", "los", "las", "san", "santa", "von", "van", "der", "the", "mrs", "jr"}
SHORTEST_NAME = 3
WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True)
class PrivateData:
    """What must not stand in the public text: the storyteller's own name, e-mail addresses and phone numbers.

    `names` are folded words (no case, no accents); `emails` are lower case; `phones` are the last ten digits.
    """

    names: frozenset[str] = frozenset()
    emails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Hint:
    """One thing that looks personal: its kind, how often it was seen, and where it was seen."""

    kind: str
    count: int
    samples: tuple[str, ...] = field(default=())

    @property
    def label(self) -> str:
        return str(HINT_LABELS[self.kind])

    @property
    def summary(self) -> str:
        return str(ngettext_lazy("%(label)s: %(count)d place", "%(label)s: %(count)d places", self.count)) % {
            "label": self.label,
            "count": self.count,
        }


def fold(text: str) -> str:
    """Lower case without accents, so that "José" and "JOSE" are equal."""
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(char for char in decomposed if not unicodedata.combining(char)).casefold()


def words(text: str) -> list[str]:
    """The folded words of `text`, in order."""
    return WORD.findall(fold(text))


def name_words(name: str) -> frozenset[str]:
    """The words of a name that give a person away."""
    return frozenset(word for word in words(name) if len(word) >= SHORTEST_NAME and word not in PARTICLES)


def emails_in(text: str) -> frozenset[str]:
    """E-mail addresses, also those written with "(at)"."""
    found = (re.sub(r"\s?(?:\(at\)|\[at\]|@)\s?", "@", match, flags=re.IGNORECASE) for match in EMAIL.findall(text))
    return frozenset(address.casefold() for address in found)


def phones_in(text: str) -> frozenset[str]:
    """Phone numbers, as their last ten digits."""
    return frozenset(re.sub(r"\D", "", match)[-10:] for match in PHONE.findall(text))


# What of the storyteller may not stand in a public text.
OWN = ("own_name", "email", "phone")


def leaks(texts: Iterable[str], private: PrivateData) -> set[str]:
    """Which of OWN stand in `texts`."""
    text = "\n".join(texts)
    found = set()
    if private.names & set(words(text)):
        found.add("own_name")
    if private.emails & emails_in(text):
        found.add("email")
    if private.phones & phones_in(text):
        found.add("phone")
    return found


def hints(text: str, private: PrivateData) -> list[Hint]:
    """What a moderator should look at: never a verdict."""
    found = [Hint(kind, len(matches), tuple(matches[:3])) for kind, matches in _matches(text).items() if matches]
    own = [word for word in words(text) if word in private.names]
    if own:
        found.append(Hint("own_name", len(own), tuple(dict.fromkeys(own))[:3]))
    return found


@dataclass(frozen=True)
class Part:
    """A piece of a text; `kind` says what it looks like, if it looks personal."""

    text: str
    kind: str = ""

    @property
    def label(self) -> str:
        return str(HINT_LABELS[self.kind]) if self.kind else ""


def marked(text: str, private: PrivateData) -> list[Part]:
    """The whole text in pieces, with what looks personal in pieces of its own. Of two that overlap the first wins."""
    parts, position = [], 0
    for start, end, kind in sorted(_spans(text, private), key=lambda span: (span[0], -span[1])):
        if start < position:
            continue
        parts += [Part(text[position:start]), Part(text[start:end], kind)]
        position = end
    return [part for part in (*parts, Part(text[position:])) if part.text]


def _spans(text: str, private: PrivateData) -> Iterator[tuple[int, int, str]]:
    for kind, pattern in HINTS.items():
        yield from ((*match.span(), kind) for match in pattern.finditer(text))
    # A folded text may be longer or shorter than the written one: each folded letter knows where it came from.
    origins = [index for index, char in enumerate(text) for _letter in fold(char)]
    for match in WORD.finditer(fold(text)):
        if match.group() in private.names:
            yield origins[match.start()], origins[match.end() - 1] + 1, "own_name"


def _matches(text: str) -> dict[str, list[str]]:
    return {kind: [match.group(0) for match in pattern.finditer(text)] for kind, pattern in HINTS.items()}
