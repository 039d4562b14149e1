"""A letter to one office with what we know filled in. An empty [slot] stays, and prints as a line to fill in."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from django.utils.translation import gettext

from cms.core.script_slots import fill_slots
from cms.officials.models import Office
from cms.places.states import state_name

ENGLISH = "en"


@dataclass(frozen=True)
class Recipient:
    """An office, and the line an editor wrote about whom to address there, such as "Chief Executive Officer"."""

    office: Office
    addressee: str = ""

    @property
    def person(self) -> str:
        """Who holds the office; nobody where their term should be over, for the letter may reach somebody else."""
        holder = self.office.holder
        return holder.name if holder and not holder.term_is_over else ""

    @property
    def is_company(self) -> bool:
        """Or an agency: one writes to it by its own name."""
        return self.office.kind in (Office.Kind.COMPANY, Office.Kind.AGENCY)

    @property
    def name(self) -> str:
        """How a letter speaks to them, in the active language: a name, else a title; of a company its addressee."""
        if self.person:
            return self.person
        if self.is_company:
            return self.addressee or self.office.label
        return self.office.title

    @property
    def lines(self) -> list[str]:
        """The block above the letter, in the active language."""
        lines = [self.person, self.addressee, self.office.label, self.office.address or gettext("[postal address]")]
        return [line for line in lines if line]

    @property
    def slots(self) -> dict[str, str]:
        """What scripts and letters can say about this office, in the active language."""
        return {"official": self.name, "company": self.office.label if self.is_company else ""}


@dataclass(frozen=True)
class ReadyLetter:
    """A letter as it is printed; blocks are lines of plain text, with [slots] where something is missing."""

    language: str
    sender: str
    recipient: str
    subject: str
    text: str
    signature: str


def versions_of(page: Any) -> dict[str, Any]:
    """The pages whose letter this page offers, by language: English first, because offices read English first."""
    own = page.locale.language_code
    pages = {own: page}
    if own != ENGLISH:
        pages |= {one.locale.language_code: one for one in page.get_translations().live().select_related("locale")}
    return {code: pages[code] for code in (ENGLISH, own) if code in pages and pages[code].letter}


def write_letter(page: Any, *, language: str, to: Recipient, writer: Mapping[str, str]) -> ReadyLetter:
    """The letter of `page`, which is in `language`.

    `writer`: name, town, state (a code) and own_words, each maybe empty.
    """
    with translation.override(language):
        place = {"state": state_name(writer["state"]) if writer.get("state") else ""}
        values = {**to.slots, "name": writer.get("name", ""), "town": writer.get("town", ""), **place}
        return ReadyLetter(
            language=language,
            sender=fill_slots("\n".join([gettext("[your name]"), _home(place["state"])]), values),
            recipient="\n".join(to.lines),
            subject=fill_slots(page.subject, values),
            text=_with_own_words(fill_slots(page.letter, values), writer.get("own_words", "")),
            signature=fill_slots(gettext("[your name]"), values),
        )


def _with_own_words(text: str, words: str) -> str:
    """The writer's own paragraph before the last one, which asks for an answer."""
    *paragraphs, last = text.replace("\r\n", "\n").split("\n\n")
    own = words.replace("[", "(").replace("]", ")")
    return "\n\n".join(part for part in (*paragraphs, own, last) if part)


def _home(state: str) -> str:
    return f"{gettext('[your town]')}, {state}" if state else gettext("[your town]")
