"""One e-mail a day to each member of the letters desk, if letters wait: numbers, no names."""

from datetime import datetime

from cms.letters.waiting import count_waiting
from cms.outbox.digest import Digest

DIGEST = Digest(kind="letters.desk_digest", right="letters.change_letter")


def remind_desk(*, moment: datetime) -> int:
    """Queue today's e-mails, if letters wait; returns to how many people. Safe to repeat."""
    return DIGEST.send(moment=moment) if count_waiting(moment).number else 0
