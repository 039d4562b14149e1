"""One card for each official on the call page: whom, which number, what to say, and whether it is their turn."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext

from cms.actions.call.forms import MAIN_NUMBER, OutcomeForm
from cms.actions.call.progress import Progress
from cms.actions.officials_search import OfficialsSearch
from cms.core.clock import now
from cms.officials.best_hours import BestHour, best_hours
from cms.officials.branches import NearBranch, branches_near
from cms.officials.models import CallReport, DistrictOffice, Office, Position


@dataclass
class CallCard:
    """What `actions/call_card.html` shows. `full` holds the branches (0: the main number) whose mailbox is full."""

    office: Office
    position: Position | None
    branches: Sequence[NearBranch]
    best: BestHour | None
    full: frozenset[int]
    is_first: bool = False
    is_next: bool = False
    is_called: bool = False
    is_missed: bool = False
    script: str = ""
    form: OutcomeForm = field(init=False)

    def new_form(self, data: Any = None) -> OutcomeForm:
        """How the call went; the number shown largest is chosen beforehand."""
        nearest = self.instead.pk if self.instead else MAIN_NUMBER
        return OutcomeForm(data, office=self.office, branches=self.branches, nearest=nearest)

    @property
    def is_full(self) -> bool:
        """Whether many found the mailbox of the main number full a moment ago."""
        return MAIN_NUMBER in self.full

    @property
    def instead(self) -> DistrictOffice | None:
        """The nearest branch that still takes messages, while the main number does not."""
        free = (one.branch for one in self.branches if one.branch.pk not in self.full)
        return next(free, None) if self.is_full else None

    @property
    def is_done(self) -> bool:
        """Called, and somebody or something took the words down."""
        return self.is_called and not self.is_missed

    @property
    def is_open(self) -> bool:
        """Whether its words are shown at once: those of one office at a time."""
        return self.is_next or self.is_first

    @property
    def mark(self) -> str:
        """The word on top of the card."""
        return gettext("Next") if self.is_next else ""

    @property
    def name(self) -> str:
        """Of the person, or of the seat while it is vacant."""
        return self.office.holder.name if self.office.holder else self.office.label

    @property
    def can_remind(self) -> bool:
        return bool(self.office.time_zone and self.office.phone)

    @property
    def outcomes(self) -> list[tuple[str, Any]]:
        """(value, label) of the four buttons."""
        return list(CallReport.Outcome.choices)


def cards_of(
    offices: Sequence[Office], found: OfficialsSearch, progress: Progress, positions: Mapping[int, Position]
) -> list[CallCard]:
    """The cards of offices that may be called (at most three queries for all of them)."""
    if not offices:
        return []
    moment = now()
    branches = branches_near(offices, found.area.place if found.area else None)
    full = CallReport.objects.filter(office__in=offices).full_numbers(moment)
    best = best_hours(offices, moment)
    following = next((office.pk for office in offices if office.pk not in progress.called), None)
    cards = [
        CallCard(
            office=office,
            position=positions.get(office.pk),
            branches=branches.get(office.pk, []),
            best=best.get(office.pk),
            full=frozenset(line for pk, line in full if pk == office.pk),
            is_first=not progress.called and office.pk == following,
            is_next=bool(progress.called) and office.pk == following,
            is_called=office.pk in progress.called,
            is_missed=office.pk in progress.missed,
        )
        for office in offices
    ]
    for card in cards:
        card.form = card.new_form()
    return cards
