"""Numbers of one period: by step, by state, by paper, and how long writers took. Samples never count."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q, QuerySet, Sum
from django.utils import timezone
from wagtail.models import Page

from cms.core.durations import percentile
from cms.letters.models import LEFT, Letter, Status, Step, StepCount
from cms.letters.numbers.steps import BY_HAND, REACHED, REAL, by_hand

# So many letters are enough for a median and a 90th percentile, and fit in memory.
MOST_TIMES = 10_000
_LATER = {
    "left": Q(status__in=LEFT),
    "accepted": Q(status=Status.ACCEPTED),
    "failed": Q(status__in=(Status.FAILED, Status.BOUNCED)),
}
STATUS_COLUMNS = ("asked", "confirmed", *_LATER, "self_sent")


@dataclass(frozen=True)
class Scope:
    """Letters begun since a day in the site's time zone, on one action in all languages, to papers of one state."""

    since: date | None = None
    action: UUID | None = None
    state: str = ""

    def letters(self) -> QuerySet[Letter]:
        rows = self._narrow(Letter.objects.filter(REAL), "newspaper__state")
        if self.since is None:
            return rows
        midnight = datetime.combine(self.since, time.min, timezone.get_default_timezone())
        return rows.filter(created_at__gte=midnight)

    def abandoned(self) -> QuerySet[StepCount]:
        rows = self._narrow(StepCount.objects.all(), "state")
        return rows.filter(day__gte=self.since) if self.since else rows

    def _narrow(self, rows: Any, state: str) -> Any:
        if self.action:
            rows = rows.filter(page__translation_key=self.action)
        return rows.filter(**{state: self.state}) if self.state else rows


@dataclass(frozen=True)
class StepRow:
    """One step: how many letters got there, by either way, and what share of those begun (0 to 100)."""

    step: Step
    by_mail: int
    by_hand: int
    share: int

    @property
    def total(self) -> int:
        return self.by_mail + self.by_hand


@dataclass
class Times:
    """How long writers took from the beginning, nearest rank; None where nobody got there."""

    took: Sequence[timedelta]
    letters: int = field(init=False)
    median: timedelta | None = field(init=False)
    ninetieth: timedelta | None = field(init=False)

    def __post_init__(self) -> None:
        self.letters, self.median = len(self.took), percentile(self.took, 50)
        self.ninetieth = percentile(self.took, 90)


class Numbers:
    """What the screen and its files show. Three queries, however many letters there are."""

    def __init__(self, scope: Scope) -> None:
        # By state, way and column.
        self.counted: Counter[tuple[str, bool, str]] = Counter()
        self._count_letters(scope)
        self._count_abandoned(scope)
        times = list(_times(scope))
        self.to_asked = Times([asked - begun for begun, asked, _confirmed in times if asked])
        self.to_confirmed = Times([confirmed - begun for begun, _asked, confirmed in times if confirmed])

    def steps(self) -> list[StepRow]:
        begun = self._sum(Step.BEGUN)
        return [
            StepRow(step, self._sum(step, False), self._sum(step, True), round(100 * self._sum(step) / (begun or 1)))
            for step in Step
        ]

    def states(self) -> list[dict[str, Any]]:
        """One row per state of a paper, most letters first: `state`, `begun` and the status columns."""
        codes = {state for state, _hand, _name in self.counted}
        rows = [self._state(code) for code in codes]
        return sorted(rows, key=lambda row: (-row["begun"], row["state"]))

    def _state(self, code: str) -> dict[str, Any]:
        at = self.counted
        later = {name: at[code, False, name] for name in _LATER}
        return {
            "state": code,
            "begun": at[code, False, Step.BEGUN] + at[code, True, Step.BEGUN],
            "asked": at[code, False, Step.AGREED],
            "confirmed": at[code, False, Step.SENT],
            **later,
            "self_sent": at[code, True, Step.SENT],
        }

    def _sum(self, name: str, hand: bool | None = None) -> int:
        return sum(n for (_state, way, what), n in self.counted.items() if what == name and hand in (None, way))

    def _count_letters(self, scope: Scope) -> None:
        asked = {"begun": Q(), **{step.value: reached for step, reached in REACHED.items()}, **_LATER}
        counts = {f"n_{name}": Count("pk", filter=question) for name, question in asked.items()}
        rows: Any = scope.letters().annotate(hand=by_hand()).order_by().values("newspaper__state", "hand")
        for row in rows.annotate(**counts):
            for name in asked:
                self.counted[row["newspaper__state"], row["hand"], name] += row[f"n_{name}"]

    def _count_abandoned(self, scope: Scope) -> None:
        """A draft that came as far as one step has been at all those before it."""
        order = list(Step)
        rows = scope.abandoned().order_by().values("state", "is_by_hand", "step")
        for row in rows.annotate(drafts=Sum("times")):
            for step in order[: order.index(Step(row["step"])) + 1]:
                self.counted[row["state"], row["is_by_hand"], step] += row["drafts"]


def _times(scope: Scope) -> QuerySet[Any, tuple[datetime, datetime | None, datetime | None]]:
    """When letters were begun, first asked about and confirmed: the latest of those that got so far."""
    asked = scope.letters().annotate(asked=Min("requests__created_at")).filter(asked__isnull=False)
    return asked.order_by("-created_at", "-pk").values_list("created_at", "asked", "confirmation__confirmed_at")[
        :MOST_TIMES
    ]


def by_paper(scope: Scope) -> QuerySet[Any, dict[str, Any]]:
    """One row per paper to which somebody's letter was ready, with the status columns; no draft is counted."""
    mailed = {"asked": ~BY_HAND, "confirmed": ~BY_HAND & REACHED[Step.SENT], **_LATER}
    counts = {**mailed, "self_sent": Q(status=Status.SELF_SENT)}
    ready = scope.letters().filter(REACHED[Step.AGREED])
    rows: Any = ready.values("newspaper", "newspaper__name", "newspaper__city", "newspaper__state")
    counted: QuerySet[Any, dict[str, Any]] = rows.annotate(
        **{name: Count("pk", filter=question) for name, question in counts.items()}
    )
    return counted


def actions_with_letters() -> list[Page]:
    """Pages from which somebody wrote, one per action whatever its languages, by title."""
    written = Q(pk__in=Letter.objects.order_by().values("page")) | Q(pk__in=StepCount.objects.values("page"))
    pages = Page.objects.filter(written).only("title", "translation_key").order_by("title", "pk")
    return list({page.translation_key: page for page in pages}.values())
