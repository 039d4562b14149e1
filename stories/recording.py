"""What was done is written down, and the storyteller is told. Callers hold the row's lock."""

from typing import Any

from cms.core import clock
from cms.outbox.services import queue_email
from stories.choices import DecisionKind, Scope
from stories.models import Consent, Contact, Decision, Submission


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


def tell_storyteller(*, submission: Submission, kind: str, event: str = "") -> bool:
    """Queue one neutral e-mail, if the storyteller left an address and allows us to write.

    Args:
        event: the id of what it tells about, where that can happen more than once to one story.
    """
    contact = Contact.objects.filter(pk=submission.pk).first()
    may_write = Consent.objects.live(clock.now()).filter(submission=submission, scope=Scope.CONTACT).exists()
    if contact is None or not contact.email or not may_write:
        return False
    queue_email(
        kind=kind,
        to=contact.email,
        reference=str(submission.pk),
        dedupe_key=f"{kind}:{event or submission.pk}",
        language=submission.language,
    )
    contact.last_contact_at = clock.now()
    contact.save(update_fields=["last_contact_at"])
    return True
