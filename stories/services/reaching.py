"""A storyteller adds, changes or takes away the way to reach them, at any time before the story is taken back."""

import uuid
from dataclasses import dataclass

from django.db import transaction

from cms.core import clock
from cms.outbox.services import erase_recipient
from stories.choices import OPEN_STATUSES, DecisionKind, Scope, Status
from stories.models import Consent, Contact, Decision, Submission
from stories.services.moderation import NotOpen
from stories.services.permissions import NoWayToReach, change_permissions


@dataclass(frozen=True)
class WayToReach:
    """What the storyteller wants us to have from now on; `may_write` is the permission to use it."""

    email: str = ""
    phone: str = ""
    safe_times: str = ""
    may_write: bool = False


@transaction.atomic
def change_contact(*, submission_id: uuid.UUID, way: WayToReach, language: str) -> bool:
    """Keep this way to reach the storyteller in place of the one before; returns whether anything was different.

    The record says that it changed, not into what. Only a change of the permission raises the story's version.

    Raises:
        NotOpen: the story was taken back.
        NoWayToReach: we may write, but to no address and no number.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.status == Status.WITHDRAWN:
        raise NotOpen
    if way.may_write and not (way.email or way.phone):
        raise NoWayToReach
    is_other = _write(submission, way)
    live = {Scope(scope) for scope in Consent.objects.scopes_of(submission, clock.now())}
    wanted = live | {Scope.CONTACT} if way.may_write else live - {Scope.CONTACT}
    may_other = change_permissions(submission_id=submission.pk, wanted=frozenset(wanted), language=language)
    return is_other or may_other


def _write(submission: Submission, way: WayToReach) -> bool:
    contact = Contact.objects.filter(pk=submission.pk).first() or Contact(submission=submission)
    if (contact.email, contact.phone, contact.safe_times) == (way.email, way.phone, way.safe_times):
        return False
    if contact.email != way.email:
        # Somebody else may read the old mailbox by now: what still waits for it is not sent.
        erase_recipient(reference=str(submission.pk))
    contact.email, contact.phone, contact.safe_times = way.email, way.phone, way.safe_times
    # Its ninety days begin anew where they run; for an open story they begin with the decision.
    if contact.last_contact_at or submission.status not in OPEN_STATUSES:
        contact.last_contact_at = clock.now()
    contact.save()
    Decision.objects.create(
        submission_id=submission.pk,
        kind=DecisionKind.CONTACT,
        status=submission.status,
        version=submission.version,
    )
    return True
