"""Stories by the thousand, made without a thousand forms, for loads and benchmarks."""

from datetime import timedelta

from cms.core import clock
from stories.choices import Flag, Status
from stories.models import Submission

# Of a hundred stories, how many are in which state: most are decided.
SHARES = (
    (Status.NEW, 6), (Status.SUSPECT, 2), (Status.NEEDS_ANSWER, 2), (Status.READY, 1), (Status.SCHEDULED, 1),
    (Status.PUBLISHED, 30), (Status.DECLINED, 48), (Status.WITHDRAWN, 10),
)  # fmt: skip
STATUSES = [status for status, share in SHARES for _ in range(share)]


def unsaved_story(number: int, *, of: int) -> Submission:
    """Sent one minute after the one before; the last one is sent now."""
    sent = clock.now() - timedelta(minutes=of - number)
    return Submission(
        status=STATUSES[number * 37 % 100], language="es" if number % 3 else "en", title=f"Story {number}",
        body=f"We waited {number} days on the sidewalk. " * 20, state=("NM", "TX", "AZ", "")[number % 4],
        flags=[Flag.MINOR] if number % 5 == 0 else [], receipt_lookup=f"{number % 4096:06x}", receipt_hash="-",
        submission_key=f"many-{number}", created_at=sent, changed_at=sent,
    )  # fmt: skip


def many_stories(count: int) -> None:
    """Sent by the minute until now, in every state and both languages."""
    for first in range(0, count, 1000):
        numbers = range(first, min(first + 1000, count))
        Submission.objects.bulk_create(unsaved_story(number, of=count) for number in numbers)
