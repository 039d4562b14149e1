"""What waits for the moderators: how many stories, for what, and since when. Samples never count."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, CharField, Count, F, Min, Value, When

from stories.choices import Status
from stories.models import Submission
from stories.models.message import has_news, waits_for_team

UNREAD, SECOND = "unread", "second"


@dataclass(frozen=True)
class Waiting:
    """How many stories are in each part. Each is in one: the first of these that is true.

    `UNREAD`: its teller wrote and nobody on the team has read it, whatever was decided before; `Status.NEEDS_ANSWER`:
    its teller was asked; `SECOND`: a first person approved it; else its status.
    `oldest` is when the oldest was sent of those that nobody has decided and that do not wait for their teller.
    """

    parts: Mapping[str, int]
    oldest: datetime | None

    @property
    def number(self) -> int:
        return sum(self.parts.values())

    @property
    def unread(self) -> int:
        return self.parts.get(UNREAD, 0)

    @property
    def second(self) -> int:
        return self.parts.get(SECOND, 0)

    @property
    def asked(self) -> int:
        return self.parts.get(Status.NEEDS_ANSWER, 0)

    @property
    def for_us(self) -> int:
        """How many the team can do something about."""
        return self.number - self.asked


def count_waiting() -> Waiting:
    """One query."""
    part = Case(
        When(has_news(), then=Value(UNREAD)),
        When(status=Status.NEEDS_ANSWER, then=Value(Status.NEEDS_ANSWER.value)),
        When(edited__approved_by__isnull=False, then=Value(SECOND)),
        default=F("status"),
        output_field=CharField(),
    )
    stories: Any = Submission.objects.filter(waits_for_team(), is_sample=False).order_by().values(part=part)
    rows = list(stories.annotate(number=Count("pk"), oldest=Min("created_at")))
    undecided = [row["oldest"] for row in rows if row["part"] not in (UNREAD, Status.NEEDS_ANSWER)]
    return Waiting({row["part"]: row["number"] for row in rows}, min(undecided, default=None))
