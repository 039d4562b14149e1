"""What stands on the card of each office of a contact page."""

from dataclasses import dataclass
from typing import Any

from cms.actions.contact.letter import Recipient
from cms.actions.contact.search import ContactSearch
from cms.core.script_slots import fill_slots
from cms.officials.models import Office, Position
from cms.officials.positions import newest_positions
from cms.places.states import state_name


@dataclass(frozen=True)
class ReadyAsk:
    """One point with its words, filled in for one office."""

    title: str
    words: str

    @property
    def characters(self) -> int:
        return len(self.words)


@dataclass(frozen=True)
class ContactCard:
    """An office with where it stands, whom to address there, and what to ask. `seat`: choose it in a split ZIP."""

    office: Office
    position: Position | None
    addressee: str
    addressee_source: str
    asks: list[ReadyAsk]
    seat: str = ""


def cards_for(page: Any, found: ContactSearch) -> list[ContactCard]:
    """A card for each office that was found, in the same order."""
    held = [office for office in found.offices if office.holder]
    positions = newest_positions(held, campaign_id=page.campaign_id) if held else {}
    return [_card(page, found, office, positions.get(office.pk)) for office in found.offices]


def _card(page: Any, found: ContactSearch, office: Office, position: Position | None) -> ContactCard:
    row = found.chosen.get(office.pk)
    addressee = row.addressee if row else ""
    state = found.state_for(office)
    known = {"town": found.town, "state": state_name(state) if state else ""}
    values = {**Recipient(office, addressee).slots, **known}
    return ContactCard(
        office=office,
        position=position,
        addressee=addressee,
        addressee_source=row.source if row else "",
        asks=[ReadyAsk(ask["title"], fill_slots(ask["words"], values)) for ask in page.ask_list],
        seat=found.seats.get(office.pk, ""),
    )
