"""What was decided on stories, read off the record that outlives them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from stories.choices import PUBLIC_STATUSES, DecisionKind
from stories.models import Decision, Submission

DECIDES = (
    DecisionKind.PUBLISHED,
    DecisionKind.SCHEDULED,
    DecisionKind.DECLINED,
    DecisionKind.TAKEN_DOWN,
    DecisionKind.WITHDRAWN,
)
AS_RECORDED = (DecisionKind.TAKEN_DOWN, DecisionKind.WITHDRAWN)
# What else tells when a story was sent, whether a decision stood, and whether it was public.
TELLS = (
    DecisionKind.SENT,
    DecisionKind.APPROVED,
    DecisionKind.UNDONE,
    DecisionKind.UNSCHEDULED,
    DecisionKind.PERMISSIONS,
)


@dataclass(frozen=True)
class Decided:
    """One decision that was not undone within its half minute; its teller's, where `what` is WITHDRAWN.

    Else `what` is PUBLISHED (also for a later day), TAKEN_DOWN, or the reason why it was declined. `waited` is the time
    since the story was sent, for its first decision only; `second_took` the time since a first person approved it.
    `language` is empty where the story is erased.
    """

    at: datetime
    what: str
    language: str
    waited: timedelta | None
    second_took: timedelta | None


def decided_since(moment: datetime) -> Iterator[Decided]:
    """All decisions since then, story by story. One query; samples never count."""
    for _story, rows in groupby(_records(moment).iterator(), key=itemgetter(0)):
        yield from (one for one in _decisions(rows) if one.at >= moment)


def _records(moment: datetime) -> QuerySet[Any]:
    """Everything that tells something about the stories on which somebody has decided since then."""
    decided = Decision.objects.filter(kind__in=DECIDES, created_at__gte=moment).order_by().values("submission_id")
    samples = Submission.objects.filter(is_sample=True).values("pk")
    language = Submission.objects.filter(pk=OuterRef("submission_id")).values("language")
    told = Decision.objects.filter(kind__in=(*DECIDES, *TELLS), submission_id__in=decided)
    return (
        told.exclude(submission_id__in=samples)
        .annotate(language=Subquery(language))
        .order_by("submission_id", "pk")
        .values_list("submission_id", "language", "kind", "reason", "status", "created_at")
    )


def _decisions(rows: Iterable[Any]) -> list[Decided]:
    """The decisions on one story that stood, from its records in their order."""
    done: list[Decided] = []
    sent = approved = None
    status = ""
    for _story, language, kind, reason, after, at in rows:
        if kind == DecisionKind.SENT:
            sent = at
        elif kind == DecisionKind.APPROVED:
            approved = at
        elif kind == DecisionKind.UNDONE:
            approved = _undo(done, reason)
        elif _is_decision(kind, status):
            what = reason or (kind if kind in AS_RECORDED else DecisionKind.PUBLISHED)
            waited = at - sent if sent and not done else None
            done.append(Decided(at, what, language or "", waited, at - approved if approved else None))
            approved = None
        status = after
    return done


def _is_decision(kind: str, status: str) -> bool:
    """What is public or scheduled already becomes public again by an edit or by the clock: nobody decides anew."""
    becomes_public = kind in (DecisionKind.PUBLISHED, DecisionKind.SCHEDULED)
    return kind in DECIDES and not (becomes_public and status in PUBLIC_STATUSES)


def _undo(done: list[Decided], what: str) -> datetime | None:
    """Forget the last decision, or the first approval; returns when a first person had approved before it."""
    if what == DecisionKind.APPROVED or not done:
        return None
    last = done.pop()
    return last.at - last.second_took if last.second_took is not None else None
