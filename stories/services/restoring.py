"""After a restore: ends once more what was ended after the backup was made."""

from django.core.files.storage import default_storage
from django.db import transaction

from cms.core import clock
from stories.choices import DecisionKind, Scope, Status
from stories.delivery import PUBLIC_FOLDER
from stories.endings import Ending
from stories.erasure import erase, unpublish_language
from stories.forgotten import GONE, forgotten
from stories.models import Consent, PublicPhoto, Submission
from stories.recording import record
from stories.scheduled import stop_schedule
from stories.services.permissions import change_permissions
from stories.services.publication import hide
from stories.services.withdrawal import withdraw_story


@transaction.atomic
def end_again(*, ending: Ending) -> bool:
    """Bring this ending back, if the database has undone it; returns whether it had. Safe to repeat."""
    submission = Submission.objects.select_for_update().filter(pk=ending.story).first()
    if submission is None or next(forgotten([ending]), None) is None:
        return False
    _end(submission, ending)
    return True


def remove_unknown_photos() -> int:
    """Remove public files that no row knows, such as of a story that was erased between the copies of files and rows.

    Only while nothing else runs: a file is written before its row is. Returns how many were removed.
    """
    try:
        names = {f"{PUBLIC_FOLDER}/{name}" for name in default_storage.listdir(PUBLIC_FOLDER)[1]}
    except FileNotFoundError:
        return 0
    unknown = names - set(PublicPhoto.objects.values_list("file_name", flat=True))
    for name in unknown:
        default_storage.delete(name)
    return len(unknown)


def _end(submission: Submission, ending: Ending) -> None:
    if ending.kind in GONE:
        erase(submission=submission, because=ending.kind)
    elif ending.kind == DecisionKind.WITHDRAWN:
        withdraw_story(submission_id=submission.pk)
    elif ending.kind == DecisionKind.PERMISSIONS:
        _end_permission(submission, Scope(ending.what))
    elif ending.kind == DecisionKind.UNTRANSLATED:
        unpublish_language(submission=submission, language=ending.what)
        record(submission=submission, kind=ending.kind, user=None, reason=ending.what)
    elif submission.status == Status.SCHEDULED:
        stop_schedule(submission, user=None)
    else:
        hide(submission=submission, user=None)


def _end_permission(submission: Submission, ended: Scope) -> None:
    live = Consent.objects.scopes_of(submission, clock.now())
    wanted = frozenset(Scope(scope) for scope in live) - {ended}
    change_permissions(submission_id=submission.pk, wanted=wanted, language=submission.language)
