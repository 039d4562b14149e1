"""The tables of the report. No number under three is in them, and none can be worked out from the others."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from cms.core import clock
from cms.core.durations import in_words, percentile
from stories.choices import DecisionKind, DeclineReason, Status, reason_label
from stories.numbers.decided import Decided, decided_since
from stories.state_counts import FEWEST, safe_counts
from stories.waiting import SECOND, UNREAD, count_waiting

WEEKS = 26


@dataclass(frozen=True)
class Row:
    """`words` is for the screen, `cell` for the file: a number of `unit`, or the same words."""

    label: str
    words: str
    cell: str
    unit: str


@dataclass(frozen=True)
class Table:
    """`key` names it in the page; `about` says what is counted, where that does not go without saying."""

    key: str
    title: str
    rows: list[Row]
    about: str = ""


def report() -> list[Table]:
    """All tables that have a row; none while there is nothing to count. Two queries."""
    since = first_day()
    moment = datetime.combine(since, time.min, timezone.get_default_timezone())
    every = list(decided_since(moment))
    decided = [one for one in every if one.what != DecisionKind.WITHDRAWN]
    taken_back = _taken_back(len(every) - len(decided))
    tables = [_waiting(), _times(decided), _kinds(decided), taken_back, _weeks(decided), _languages(decided)]
    return [table for table in tables if table.rows]


def first_day() -> date:
    """The Monday with which the oldest week begins, in the site's time zone."""
    return _monday(clock.now()) - timedelta(weeks=WEEKS - 1)


def _monday(moment: datetime) -> date:
    day = moment.astimezone(timezone.get_default_timezone()).date()
    return day - timedelta(days=day.weekday())


def _waiting() -> Table:
    waiting = count_waiting()
    names = {UNREAD: _("A message that nobody has read"), SECOND: _("Approved, needs a second person")}
    rows = _safe_rows(waiting.parts, _("stories"), lambda part: names.get(part) or str(Status(part).label))
    if waiting.oldest:
        days = (clock.now() - waiting.oldest).days
        words = ngettext("%(number)s day ago", "%(number)s days ago", days) % {"number": days}
        rows.append(Row(_("The oldest was sent"), words if days else _("today"), str(days), _("days")))
    return Table("waiting", _("What waits now"), rows)


def _times(decided: Iterable[Decided]) -> Table:
    waited = [one.waited for one in decided if one.waited is not None]
    second = [one.second_took for one in decided if one.second_took is not None]
    rows = [
        *_percentiles(
            waited,
            _("Until the first decision: half took up to"),
            _("Until the first decision: nine in ten took up to"),
        ),
        *_percentiles(
            second,
            _("Until a second person agreed: half took up to"),
            _("Until a second person agreed: nine in ten took up to"),
        ),
    ]
    return Table("times", _("How long it takes"), rows, _("In full hours, nights and weekends included."))


def _percentiles(times: list[timedelta], half: str, most: str) -> list[Row]:
    """In full hours, so that no time points to one story. No row where there was nothing to wait for."""
    if not times:
        return []
    few = len(times) < FEWEST
    return [_hours(label, None if few else percentile(times, share)) for label, share in ((half, 50), (most, 90))]


def _hours(label: str, took: timedelta | None) -> Row:
    """None where there were too few."""
    if took is None:
        return Row(label, _too_few(), _too_few(), "")
    hours = round(took / timedelta(hours=1))
    return Row(
        label,
        in_words(timedelta(hours=hours)) if hours else _("less than an hour"),
        str(hours),
        pgettext("how long", "hours"),
    )


def _kinds(decided: Iterable[Decided]) -> Table:
    rows = _safe_rows(Counter(one.what for one in decided), _("decisions"), _kind)
    about = _("A decision that was undone at once does not count, nor does an edit of what was public already.")
    return Table("kinds", _("What was decided"), rows, about)


def _kind(what: str) -> str:
    if what in DeclineReason.values:
        return _("Declined: %(reason)s") % {"reason": reason_label(what)}
    return _("Published, at once or for a later day") if what == DecisionKind.PUBLISHED else reason_label(what)


def _taken_back(number: int) -> Table:
    words = str(number) if number >= FEWEST else _too_few()
    rows = [Row(_("By their storytellers, those erased since too"), words, words, _("stories"))] if number else []
    return Table("withdrawn", _("Stories taken back"), rows)


def _weeks(decided: Iterable[Decided]) -> Table:
    counts = Counter(_monday(one.at).isoformat() for one in decided)
    rows = _safe_rows(counts, _("decisions"), _week, by_name=True)
    return Table("weeks", _("By week"), rows, _("Each week begins on the Monday that it is named for."))


def _week(day: str) -> str:
    return date_format(date.fromisoformat(day), "DATE_FORMAT")


def _languages(decided: Iterable[Decided]) -> Table:
    names = {code: str(name) for code, name in settings.LANGUAGES}
    counts = Counter(one.language for one in decided)
    rows = _safe_rows(counts, _("decisions"), lambda code: names.get(code, code))
    about = _("Nothing tells in which language an erased story was: it counts among the rest.")
    return Table("languages", _("By language"), rows, about)


def _safe_rows(counts: Mapping[str, int], unit: str, name: Callable[[str], str], *, by_name: bool = False) -> list[Row]:
    """Most first, or the last code first. What is too small stands together in the last row."""
    safe = safe_counts(counts)
    codes = sorted(safe.shown, reverse=by_name, key=lambda code: code if by_name else (-safe.shown[code], code))
    numbers = [(name(code), safe.shown[code]) for code in codes]
    if safe.elsewhere:
        numbers.append((_("The rest together"), safe.elsewhere))
    words = [(label, str(number) if number >= FEWEST else _too_few()) for label, number in numbers]
    return [Row(label, number, number, unit) for label, number in words]


def _too_few() -> str:
    return _("fewer than 3")
