"""A storyteller changes what they allow. Each yes is a new dated row, each no closes one and acts at once."""

import uuid

from django.db import transaction

from cms.core import clock
from stories import periods
from stories.choices import PUBLIC_STATUSES, DecisionKind, Scope, Status
from stories.erasure import retire_photos, unpublish, unpublish_translations
from stories.models import Consent, Contact, EditedVersion, Media, Submission
from stories.recording import record
from stories.services.moderation import NotOpen
from stories.services.sharing import give_consents

# "Keep it" has no tick of its own: to end it is to erase everything.
CAN_CHANGE = tuple(scope for scope in Scope if scope != Scope.KEEP)


class NoWayToReach(Exception):
    """They allow us to write, but left neither an e-mail nor a phone number."""


@transaction.atomic
def change_permissions(*, submission_id: uuid.UUID, wanted: frozenset[Scope], language: str) -> bool:
    """Bring the permissions into the state of `wanted`; returns whether any changed.

    What a permission carried ends with it: the public text, its translations, its photos. A permission given
    again brings nothing back by itself; a moderator has to decide anew.

    Raises:
        NotOpen: the story was taken back.
        NoWayToReach: "contact me" is new, and there is no address.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.status == Status.WITHDRAWN:
        raise NotOpen
    now = clock.now()
    live = Consent.objects.scopes_of(submission, now)
    given: set[Scope] = {scope for scope in CAN_CHANGE if scope in wanted and scope not in live}
    ended: set[Scope] = {scope for scope in CAN_CHANGE if scope in live and scope not in wanted}
    if Scope.CONTACT in given and not can_be_reached(submission):
        raise NoWayToReach
    if not given and not ended:
        return False
    # Also those that had run out: only one row of each scope may be open.
    still_open = Consent.objects.filter(submission=submission, scope__in=given | ended, withdrawn_at=None)
    ran_out = given & {Scope(scope) for scope in still_open.values_list("scope", flat=True)}
    still_open.update(withdrawn_at=now)
    give_consents(submission=submission, scopes=given, language=language)
    # What ran out was hidden and never taken down: with the new yes it would be there again, and nobody had decided so.
    _end(submission, ended | ran_out)
    record(submission=submission, kind=DecisionKind.PERMISSIONS, user=None)
    return True


def can_be_reached(submission: Submission) -> bool:
    contact = Contact.objects.filter(pk=submission.pk).first()
    return bool(contact and (contact.email or contact.phone))


def _end(submission: Submission, ended: set[Scope]) -> None:
    """Take away what stood only on these permissions."""
    if Scope.PUBLISH_TEXT in ended:
        _take_down(submission)
    if Scope.PUBLISH_PHOTO in ended:
        _unchoose_photos(submission)
    if Scope.TRANSLATE in ended:
        unpublish_translations(submission=submission)


def _unchoose_photos(submission: Submission) -> None:
    """No photo is public, chosen or checked any more, and what was decided with one is decided no longer."""
    retire_photos(submission=submission)
    had_chosen = Media.objects.filter(submission=submission, is_chosen=True).exists()
    Media.objects.filter(submission=submission).update(is_chosen=False, faces_checked=False)
    if not had_chosen:
        return
    if submission.status == Status.SCHEDULED:
        submission.status = Status.READY
    _undecide(submission)


def _take_down(submission: Submission) -> None:
    """Off the site and out of the schedule; a first approval of two counts no more. The caller saves the row."""
    if submission.status in PUBLIC_STATUSES:
        submission.status = Status.READY
        submission.expires_at = clock.now() + periods.UNPUBLISHED
    _undecide(submission)
    unpublish(submission=submission)


def _undecide(submission: Submission) -> None:
    edited = EditedVersion.objects.filter(pk=submission.pk)
    edited.update(approved_by=None, publish_at=None, scheduled_by=None)
