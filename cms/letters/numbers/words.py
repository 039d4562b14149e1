"""The numbers of letters in words: durations, and the rows of the overview file."""

from collections.abc import Iterator, Mapping
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from cms.core.durations import in_words
from cms.letters.numbers.tables import Numbers


def time_rows(numbers: Numbers) -> list[tuple[str, int, str, str]]:
    """Until what, how many letters, median and 90th percentile in words."""
    rows = ((_("Until we asked them"), numbers.to_asked), (_("Until they confirmed"), numbers.to_confirmed))
    return [(label, times.letters, in_words(times.median), in_words(times.ninetieth)) for label, times in rows]


def overview(numbers: Numbers, statuses: Mapping[str, Any]) -> Iterator[list[Any]]:
    """All of it as lines of four cells: part, row, column, number. Times are in minutes."""
    yield [_("Part"), _("Row"), _("Column"), _("Number")]
    for row in numbers.steps():
        cells = {_("By e-mail"): row.by_mail, _("By the writer"): row.by_hand, _("All"): row.total}
        yield from ([_("Steps"), row.step.label, name, number] for name, number in cells.items())
    for label, times in (
        (_("Until we asked them"), numbers.to_asked),
        (_("Until they confirmed"), numbers.to_confirmed),
    ):
        yield [_("Minutes"), label, _("Letters"), times.letters]
        yield [_("Minutes"), label, _("Half took up to"), _minutes(times.median)]
        yield [_("Minutes"), label, _("Nine in ten took up to"), _minutes(times.ninetieth)]
    for state in numbers.states():
        cells = {_("Letters begun"): state["begun"], **{str(label): state[name] for name, label in statuses.items()}}
        yield from ([_("State"), state["state"], name, number] for name, number in cells.items())


def _minutes(duration: timedelta | None) -> int | str:
    return "" if duration is None else round(duration / timedelta(minutes=1))
