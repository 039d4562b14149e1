"""What was ended: taken back, erased, taken down. Also in a file of its own, which outlives a restored database.

A line holds ids, codes and a time, never text. `manage.py after_restore` reads it.
"""

import json
import os
import uuid
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db.models import Q

from cms.core import clock
from stories.choices import DecisionKind, Status
from stories.models import Consent, Decision

# Longer than backups may be kept: what ended before is ended in every backup.
WRITTEN_FOR = timedelta(days=60)
ENDS = (
    DecisionKind.WITHDRAWN,
    DecisionKind.ERASED,
    DecisionKind.EXPIRED,
    DecisionKind.TAKEN_DOWN,
    DecisionKind.UNSCHEDULED,
    DecisionKind.UNTRANSLATED,
)


@dataclass(frozen=True)
class Ending:
    """One thing that may not come back. `what` is the permission or the language where only that ended."""

    story: uuid.UUID
    kind: DecisionKind
    what: str
    at: datetime

    @property
    def line(self) -> str:
        return json.dumps(asdict(self), default=str) + "\n"

    @classmethod
    def from_line(cls, line: str) -> "Ending":
        """Raises ValueError, KeyError or TypeError for what is no line, such as half of one."""
        values = json.loads(line)
        at = datetime.fromisoformat(values["at"])
        return cls(uuid.UUID(values["story"]), DecisionKind(values["kind"]), str(values["what"]), at)


@dataclass(frozen=True)
class Written:
    """What the file holds. `unreadable` counts lines that are none: a disk that was full, a process that died."""

    endings: tuple[Ending, ...] = ()
    unreadable: int = 0


def read_endings() -> Written:
    """Every line of the file, each once, in its order.

    Raises:
        FileNotFoundError
    """
    endings: dict[Ending, None] = {}
    unreadable = 0
    with _path().open(encoding="utf-8", errors="replace") as file:
        for line in file:
            try:
                endings[Ending.from_line(line)] = None
            except (ValueError, KeyError, TypeError):
                unreadable += bool(line.strip())
    return Written(tuple(endings), unreadable)


def write_endings() -> int:
    """Add what the file lacks; returns how many lines. Two at once may write a line twice, which harms nothing."""
    path = _path()
    known = set(read_endings().endings) if path.exists() else set()
    missing = [ending for ending in recent_endings(clock.now() - WRITTEN_FOR) if ending not in known]
    if missing:
        _append(path, missing)
    return len(missing)


def recent_endings(since: datetime) -> list[Ending]:
    """What ended from `since` on, as the database knows it, oldest first."""
    decided = Decision.objects.filter(
        Q(kind__in=ENDS) | Q(kind=DecisionKind.UNDONE, reason=DecisionKind.PUBLISHED), created_at__gte=since
    )
    # A story that was withdrawn has a line of its own, which ends every permission.
    closed = Consent.objects.filter(withdrawn_at__gte=since).exclude(submission__status=Status.WITHDRAWN)
    rows = [
        *decided.values_list("submission_id", "kind", "reason", "created_at"),
        *((story, DecisionKind.PERMISSIONS, scope, at) for story, scope, at in _closed_rows(closed)),
    ]
    return sorted((Ending(story, DecisionKind(kind), what, at) for story, kind, what, at in rows), key=_by_time)


def _closed_rows(closed: Iterable[Consent]) -> list[tuple[uuid.UUID, str, datetime]]:
    return [(consent.submission_id, consent.scope, consent.withdrawn_at) for consent in closed if consent.withdrawn_at]


def _by_time(ending: Ending) -> datetime:
    return ending.at


def _path() -> Path:
    return Path(settings.ENDINGS_FILE)


def _append(path: Path, endings: list[Ending]) -> None:
    """On the disk when this returns. Half a line that somebody left is closed, so that ours begin anew."""
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(path, os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(descriptor, "a+b") as file:
        ends_in_a_line = file.tell() == 0 or os.pread(file.fileno(), 1, file.tell() - 1) == b"\n"
        file.write((b"" if ends_in_a_line else b"\n") + "".join(ending.line for ending in endings).encode())
        file.flush()
        os.fsync(file.fileno())
