"""How far a letter came, read off its row, also after its words are erased; and kept before a draft is deleted."""

from datetime import date, datetime
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When
from django.utils import timezone

from cms.letters.models import Letter, Newspaper, Status, Step, StepCount

# A letter that the desk sent back had been confirmed; the statement stays when a writer goes back to change words.
_SENT = Q(confirmation__isnull=False) | Q(status=Status.SELF_SENT) | Q(reviewed_at__isnull=False)
_AGREED = ~Q(statement="") | _SENT
_WRITER = ~Q(writer_hash="") | _AGREED
_TEXT = Q(word_count__gt=0) | _WRITER
# Each step contains those after it, so that the numbers can only get smaller on the way.
REACHED = {Step.TEXT: _TEXT, Step.WRITER: _WRITER, Step.AGREED: _AGREED, Step.SENT: _SENT}

# The writer sends it: they did, or they are writing to a paper that we cannot mail.
_NOT_BY_MAIL = ~Q(newspaper__channel=Newspaper.Channel.EMAIL) | Q(newspaper__signature_required=True)
BY_HAND = Q(status=Status.SELF_SENT) | (Q(status=Status.DRAFT) & _NOT_BY_MAIL)
REAL = Q(is_sample=False, newspaper__is_sample=False)


def by_hand() -> Case:
    """`BY_HAND` as a column."""
    return Case(When(BY_HAND, then=Value(True)), default=Value(False), output_field=BooleanField())


def furthest() -> Case:
    """The last step that a letter reached."""
    return Case(
        *(When(REACHED[step], then=Value(step.value)) for step in reversed(REACHED)), default=Value(Step.BEGUN.value)
    )


def site_day(moment: datetime) -> date:
    """The date in the site's time zone, whatever that of the person who looks."""
    return moment.astimezone(timezone.get_default_timezone()).date()


def keep_counts(drafts: QuerySet[Letter]) -> None:
    """Add up drafts that are about to be deleted. The caller holds them, so that none is counted twice."""
    kept: dict[tuple[Any, ...], int] = {}
    rows = drafts.filter(REAL).annotate(hand=by_hand(), furthest=furthest())
    wanted = ("created_at", "page_id", "language", "newspaper__state", "hand", "furthest")
    for created_at, *rest in rows.values_list(*wanted).order_by("pk"):
        key = (site_day(created_at), *rest)
        kept[key] = kept.get(key, 0) + 1
    names = ("day", "page_id", "language", "state", "is_by_hand", "step")
    StepCount.objects.bulk_create(
        StepCount(**dict(zip(names, key, strict=True)), times=times) for key, times in kept.items()
    )
