"""Finds stories that may have been sent twice. What it finds is a hint for moderators: nothing is decided by it.

Marks only lead to candidates; how alike two texts are is then read from the texts themselves, in memory.
"""

import logging
import uuid

from django.db import transaction
from django.db.models import Count, Q

from cms.core.crypto import CannotDecrypt
from cms.letters.originality import STOP_FROM, shingles, similarity
from stories.marks import marks_of, recipe
from stories.models import Likeness, StoryMark, Submission

logger = logging.getLogger(__name__)
MOST_IN_ONE_RUN = 200
# A moderator reads no more than that; of a thousand copies each new one is tied to so many.
MOST_PAIRS = 5
MOST_READ = 10
# What stands in place of a recipe where no key opens the story, and how many of those each run tries again.
SEALED, SEALED_TRIED = "sealed", 5


def find_alike() -> int:
    """Compare stories that are new, changed or marked with an older key, the newest first, at most 200; returns how
    many. Each is a step of its own: it may be stopped at any point, run again, and run twice at once.
    """
    current, done = recipe(), 0
    due = Submission.objects.filter(Q(marked_with__lt=current) | Q(marked_with__gt=current)).order_by("-created_at")
    sealed = Submission.objects.filter(marked_with=SEALED).order_by("?").values_list("pk", flat=True)[:SEALED_TRIED]
    for pk in [*due.exclude(marked_with=SEALED).values_list("pk", flat=True)[:MOST_IN_ONE_RUN], *sealed]:
        try:
            done += _compare_one(pk, current)
        except CannotDecrypt:  # rotate_encryption_keys names it; an old key may be put back
            Submission.objects.filter(pk=pk).update(marked_with=SEALED)
        except Exception as error:  # somebody erased one of the two, or holds it: the next run tries again
            logger.warning("stories: one is not compared: %s", type(error).__name__)
    return done


def forget_likeness(submission: Submission) -> None:
    """The words of before are kept nowhere, nor what was made of them; the caller saves the story."""
    StoryMark.objects.filter(submission=submission).delete()
    Likeness.objects.of(submission.pk).delete()
    submission.marked_with = ""


def _compare_one(pk: uuid.UUID, current: str) -> bool:
    """Marks come first and the search after them: of two at once, the later one sees the other."""
    marked = _mark(pk)
    if marked is None:
        return False
    story, marks = marked
    versions, pairs = {story.pk: story.version}, []
    for other in _candidates(story, marks):
        alike = similarity(shingles(story.body), shingles(other.body))
        if alike >= STOP_FROM:
            versions[other.pk] = other.version
            pairs.append(Likeness.between(story.pk, other.pk, percent=round(alike * 100)))
    pairs.sort(key=lambda pair: -pair.percent)
    return _write(story, current, pairs[:MOST_PAIRS], versions)


@transaction.atomic
def _mark(pk: uuid.UUID) -> tuple[Submission, list[int]] | None:
    story = Submission.objects.only("body", "version").select_for_update().filter(pk=pk).first()
    if story is None:
        return None
    marks = marks_of(story.body)
    StoryMark.objects.filter(submission=story).delete()
    StoryMark.objects.bulk_create(StoryMark(submission=story, mark=mark) for mark in marks)
    return story, marks


def _candidates(story: Submission, marks: list[int]) -> list[Submission]:
    """Those worth reading: with the same whole text, else with the most marks in common."""
    others = StoryMark.objects.exclude(submission=story).order_by("submission")
    keys = list(others.filter(mark__in=marks[:1]).values_list("submission", flat=True)[:MOST_PAIRS])
    if len(keys) < MOST_PAIRS:
        shared = others.filter(mark__in=marks[1:]).values("submission").annotate(shared=Count("pk"))
        keys += shared.order_by("-shared", "submission").values_list("submission", flat=True)[:MOST_READ]
    found = (_readable(key) for key in dict.fromkeys(keys))
    return [other for other in found if other is not None]


def _readable(pk: uuid.UUID) -> Submission | None:
    try:
        return Submission.objects.only("body", "version").filter(pk=pk).first()
    except CannotDecrypt:
        return None


@transaction.atomic
def _write(story: Submission, current: str, pairs: list[Likeness], versions: dict[uuid.UUID, int]) -> bool:
    """Nothing is written about a text that changed or went in the meantime. What a moderator said of a pair stays."""
    locked = Submission.objects.select_for_update().filter(pk__in=versions).order_by("pk")
    now = dict(locked.values_list("pk", "version"))
    if now.get(story.pk) != story.version:
        return False
    same = [pair for pair in pairs if all(now.get(pk) == versions[pk] for pk in (pair.first_id, pair.second_id))]
    Likeness.objects.bulk_create(same, ignore_conflicts=True)
    Submission.objects.filter(pk=story.pk).update(marked_with=current)
    return True
