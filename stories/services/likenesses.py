"""What a moderator says about two stories that look the same."""

import uuid
from typing import Any

from cms.core import clock
from stories.models import Likeness


def say_not_the_same(*, submission_id: uuid.UUID, likeness_id: int, user: Any) -> bool:
    """The hint goes away for this pair, on both stories; returns whether there was one."""
    pair = Likeness.objects.of(submission_id).filter(pk=likeness_id)
    return bool(pair.update(dismissed_at=clock.now(), dismissed_by=user))


def say_may_be_the_same(*, submission_id: uuid.UUID, likeness_id: int) -> bool:
    """Take that back; returns whether there was such a pair."""
    pair = Likeness.objects.of(submission_id).filter(pk=likeness_id)
    return bool(pair.update(dismissed_at=None, dismissed_by=None))
