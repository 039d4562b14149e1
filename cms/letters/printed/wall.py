"""The printed letters that everybody may see: headline, paper, month and link. Never a text, never a writer."""

from dataclasses import dataclass

from django.db.models import Count

from cms.letters.models import PrintedLetter
from cms.letters.models.printed import PrintedLetterQuerySet
from cms.places.states import state_name


@dataclass(frozen=True)
class StateCount:
    """How many printed letters of one state are shown."""

    state: str
    number: int

    @property
    def name(self) -> str:
        return state_name(self.state)


def shown_letters(state: str = "") -> PrintedLetterQuerySet:
    """Newest month first, with their papers; of one state, or of all."""
    letters = PrintedLetter.objects.shown().select_related("newspaper")
    return letters.filter(newspaper__state=state) if state else letters


def counts_by_state() -> list[StateCount]:
    """The states that have any, by name (one query)."""
    rows = PrintedLetter.objects.shown().order_by().values_list("newspaper__state").annotate(number=Count("pk"))
    return sorted((StateCount(state, number) for state, number in rows), key=lambda row: row.name)
