"""Whether the database still allows what was ended: after a restore it is older than the file of endings."""

import uuid
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import islice

from cms.core import clock
from stories.choices import PUBLIC_STATUSES, DecisionKind, Status
from stories.endings import Ending, read_endings
from stories.models import Consent, Decision, Submission, Translation

MOST_AT_ONCE = 1000
RUN_AFTER_RESTORE = (
    "This database is older than what storytellers and moderators ended: stories would be shown that were taken back. "
    "Run: manage.py after_restore (docs/operators.md#backups)"
)
GONE = (DecisionKind.ERASED, DecisionKind.EXPIRED)


def nothing_is_forgotten() -> bool:
    """For /readyz: False once the file knows of an ending that the database has undone."""
    try:
        endings = read_endings().endings
    except FileNotFoundError:
        return True
    return next(forgotten(endings), None) is None


def forgotten_problems() -> list[str]:
    """For the start: a restored database shows nobody what was taken back since."""
    return [] if nothing_is_forgotten() else [RUN_AFTER_RESTORE]


def forgotten(endings: Iterable[Ending]) -> Iterator[Ending]:
    """Those that the database has undone. A yes that was given after an ending stands."""
    rest = iter(endings)
    while part := list(islice(rest, MOST_AT_ONCE)):
        known = _Known({ending.story for ending in part})
        yield from (ending for ending in part if known.allows(ending))


class _Known:
    """What the database allows of some stories, and since when."""

    def __init__(self, stories: set[uuid.UUID]) -> None:
        self.statuses = dict(Submission.objects.filter(pk__in=stories).values_list("pk", "status"))
        live = Consent.objects.live(clock.now()).filter(submission__in=stories)
        self.permissions = {(row.submission_id, row.scope): row.given_at for row in live}
        approved = Translation.objects.filter(submission__in=stories).exclude(approved_digest="")
        self.languages = set(approved.values_list("submission_id", "language"))
        self.shown: dict[uuid.UUID, datetime] = {}
        self.translated: dict[tuple[uuid.UUID, str], datetime] = {}
        self._read_decisions(stories)

    def _read_decisions(self, stories: set[uuid.UUID]) -> None:
        opens = (DecisionKind.PUBLISHED, DecisionKind.SCHEDULED, DecisionKind.TRANSLATED)
        for row in Decision.objects.filter(submission_id__in=stories, kind__in=opens).order_by("created_at"):
            if row.kind == DecisionKind.TRANSLATED:
                self.translated[row.submission_id, row.reason] = row.created_at
            else:
                self.shown[row.submission_id] = row.created_at

    def allows(self, ending: Ending) -> bool:
        """Whether it is still, or again, as it was before this ending."""
        if ending.story not in self.statuses:
            return False
        if ending.kind in GONE:
            return True
        if ending.kind == DecisionKind.WITHDRAWN:
            return self.statuses[ending.story] != Status.WITHDRAWN
        since = self._allowed_since(ending)
        return since is not None and since < ending.at

    def _allowed_since(self, ending: Ending) -> datetime | None:
        key = ending.story, ending.what
        if ending.kind == DecisionKind.PERMISSIONS:
            return self.permissions.get(key)
        if ending.kind == DecisionKind.UNTRANSLATED:
            return self.translated.get(key) if key in self.languages else None
        return self.shown.get(ending.story) if self.statuses[ending.story] in PUBLIC_STATUSES else None
