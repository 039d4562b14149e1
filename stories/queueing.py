"""The moderators' queue: its parts, how many stories are in each, and what its list needs to know of a story."""

from collections import defaultdict
from typing import Any

from django.db.models import CharField, Count, F, Q, QuerySet, TextField, Value
from django.db.models.functions import Cast

from cms.core import clock
from cms.core.crypto import CannotDecrypt
from cms.core.sealed_rows import open_each
from stories.choices import OPEN_STATUSES, Status
from stories.models import Submission
from stories.models.likeness import has_alike
from stories.models.message import has_news, waits_for_team

WAITING, MINE, CLAIMED, ALL = "", "mine", "claimed", "all"
NEWS, FOUND = "news", "found"
# No list shows one of these.
PRIVATE_FIELDS = ("title", "body", "pen_name", "place_detail")


def in_part(part: str, *, user: Any) -> QuerySet[Submission]:
    """The stories in one part of the queue, oldest first. A part is a status, or one of the four above."""
    claimed = Q(claimed_until__gt=clock.now())
    wanted = {
        WAITING: waits_for_team(),
        MINE: claimed & Q(claimed_by=user),
        CLAIMED: claimed,
        ALL: Q(),
    }.get(part, Q(status=part))
    return Submission.objects.filter(wanted).oldest_first()


def with_code(code: str) -> QuerySet[Submission]:
    """Whatever its part. A code is seldom shared, and never by many."""
    return Submission.objects.filter(code=code).oldest_first()


def narrowed(
    stories: QuerySet[Submission], *, language: str = "", state: str = "", flag: str = ""
) -> QuerySet[Submission]:
    """Those of one language, one state, with one flag."""
    if language:
        stories = stories.filter(language=language)
    if state:
        stories = stories.filter(state=state)
    if flag:
        stories = stories.annotate(flag_list=Cast("flags", TextField())).filter(flag_list__contains=f'"{flag}"')
    return stories


def counts(found: QuerySet[Submission], *, user: Any) -> dict[str, int]:
    """How many stories are in each part, and how many were `FOUND`. One query."""
    by_status = Submission.objects.order_by().annotate(part=F("status")).values_list("part").annotate(n=Count("pk"))
    closed_with_news = Submission.objects.filter(has_news()).exclude(status__in=(*OPEN_STATUSES, Status.WITHDRAWN))
    others = {
        CLAIMED: in_part(CLAIMED, user=user),
        MINE: in_part(MINE, user=user),
        NEWS: closed_with_news,
        FOUND: found,
    }
    number: dict[str, int] = defaultdict(int, by_status.union(*(_counted(*one) for one in others.items()), all=True))
    number[WAITING] = number[NEWS] + sum(number[status] for status in OPEN_STATUSES)
    number[ALL] = sum(number[status] for status in Status)
    return number


def _counted(name: str, stories: QuerySet[Submission]) -> QuerySet[Any]:
    part = Value(name, output_field=CharField())
    return stories.order_by().annotate(part=part).values_list("part").annotate(n=Count("pk"))


def rows(page: Any) -> tuple[list[Any], set[Any]]:
    """What the list shows of one page of stories, oldest first, with `photo_count`, `has_news` and `has_alike`; and the
    keys of those among them that no key opens.

    `page` is a slice of a queryset. Its rows are found by their keys alone and only then read: a row with its encrypted
    texts is heavy. One query, unless one of them cannot be opened.
    """
    stories = Submission.objects.filter(pk__in=page.values("pk")).oldest_first().select_related("claimed_by")
    stories = stories.annotate(photo_count=Count("photos"), has_news=has_news(), has_alike=has_alike())
    try:
        return list(stories), set()
    except CannotDecrypt:
        listed = list(stories.defer(*PRIVATE_FIELDS))
        return listed, {one.pk for one in listed} - set(open_each(stories))
