"""What was done is written down, and the storyteller is told. Callers hold the row's lock."""

from datetime import timedelta
from typing import Any

from cms.core import clock
from cms.outbox.services import queue_email
from stories.choices import DecisionKind, Scope
from stories.models import Consent, Contact, Decision, Submission, UndoPoint


def record(*, submission: Submission, kind: DecisionKind, user: Any, reason: str = "") -> Decision:
    """Raise the version, keep the claim of who works, and write down what was done."""
    submission.version += 1
    submission.changed_at = clock.now()
    submission.save()
    return Decision.objects.create(
        submission_id=submission.pk,
        kind=kind,
        user=user,
        reason=reason,
        status=submission.status,
        version=submission.version,
    )


def remember(*, submission: Submission, kind: DecisionKind, user: Any) -> None:
    """Note how it is before a decision that `record` is about to write down, so that it can be undone."""
    UndoPoint.objects.update_or_create(
        submission=submission,
        defaults={
            "user": user,
            "kind": kind,
            "version": submission.version + 1,
            "decided_at": clock.now(),
            "status": submission.status,
            "expires_at": submission.expires_at,
        },
    )


def tell_storyteller(*, submission: Submission, kind: str, event: str = "", wait: timedelta = timedelta(0)) -> bool:
    """Queue one neutral e-mail, if the storyteller left an address and allows us to write.

    Args:
        event: the id of what it tells about, where that can happen more than once to one story.
        wait: how long the e-mail stays here, so that what it tells can still be undone.
    """
    contact = Contact.objects.filter(pk=submission.pk).first()
    may_write = Consent.objects.allow(submission, Scope.CONTACT, clock.now())
    if contact is None or not contact.email or not may_write:
        return False
    queue_email(
        kind=kind,
        to=contact.email,
        reference=str(submission.pk),
        dedupe_key=telling_key(kind, event or str(submission.pk)),
        language=submission.language,
        not_before=clock.now() + wait,
    )
    contact.last_contact_at = clock.now()
    contact.save(update_fields=["last_contact_at"])
    return True


def telling_key(kind: str, event: str) -> str:
    return f"{kind}:{event}"
