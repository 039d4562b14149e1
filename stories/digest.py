"""One e-mail a day to each moderator, if stories wait for one: numbers, no names and no codes."""

from datetime import datetime

from cms.outbox.digest import Digest
from stories.waiting import count_waiting

DIGEST = Digest(kind="stories.digest", right="stories.moderate_submission")


def remind_moderators(*, moment: datetime) -> int:
    """Queue today's e-mails, if stories wait for the team; returns to how many people. Safe to repeat."""
    return DIGEST.send(moment=moment) if count_waiting().for_us else 0
