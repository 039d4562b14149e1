"""What one visitor sees after a ZIP code: whom to choose from, whom to call, and how far they are."""

from collections.abc import Mapping
from dataclasses import dataclass

from cms.actions.call.cards import CallCard, cards_of
from cms.actions.call.progress import Progress, read_progress
from cms.actions.officials_search import OfficialsSearch, seat_of
from cms.officials.models import Office, Position
from cms.officials.positions import newest_positions


@dataclass(frozen=True)
class Candidate:
    """One of the members a split ZIP code may have: to choose, not to call."""

    office: Office
    position: Position | None

    @property
    def seat(self) -> str:
        return seat_of(self.office)


@dataclass(frozen=True)
class CallSheet:
    """All that the page shows about officials. Somebody in a split ZIP code has `candidates` to choose from first."""

    found: OfficialsSearch
    progress: Progress
    candidates: list[Candidate]
    cards: list[CallCard]

    @property
    def next_card(self) -> CallCard | None:
        return next((card for card in self.cards if card.is_next), None)

    @property
    def missed_cards(self) -> list[CallCard]:
        return [card for card in self.cards if card.is_missed]

    @property
    def is_done(self) -> bool:
        """Whether everybody was called; not before a district is chosen."""
        return bool(self.cards) and not self.candidates and all(card.is_called for card in self.cards)


def make_call_sheet(found: OfficialsSearch, query: Mapping[str, str], *, campaign_id: int | None) -> CallSheet:
    """The sheet for an answer; `query` says who was called already."""
    offices = offices_to_call(found)
    progress = read_progress(query, [office.pk for office in offices])
    positions = positions_of(found, campaign_id)
    cards = cards_of(offices, found, progress, positions)
    return CallSheet(found, progress, candidates_of(found, positions), cards)


def candidates_of(found: OfficialsSearch, positions: Mapping[int, Position]) -> list[Candidate]:
    """None where the ZIP code has one district, or theirs was chosen."""
    house = found.house if found.must_choose else []
    return [Candidate(office, positions.get(office.pk)) for office in house]


def offices_to_call(found: OfficialsSearch) -> list[Office]:
    """In calling order. While a ZIP code is split, only those who are theirs whatever they choose."""
    if not found.must_choose:
        return found.offices
    return found.senators if len({office.state for office in found.senators}) == 1 else []


def positions_of(found: OfficialsSearch, campaign_id: int | None) -> dict[int, Position]:
    """Where each person found stands on the campaign (one query, and none where nobody's position is known)."""
    holders = [office.holder for office in found.offices if office.holder]
    if not any(holder.positions.all() for holder in holders):
        return {}
    return newest_positions(found.offices, campaign_id=campaign_id)
