"""The only writers of corrections."""

from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from cms.core.clock import now
from cms.corrections.models import Correction, Outcome, What
from cms.corrections.subjects import find_subject, get_kind
from cms.outbox.services import queue_email


class AlreadyResolved(Exception):
    """Another editor was quicker."""

    def __init__(self, correction: Correction) -> None:
        super().__init__(str(correction))
        self.correction = correction


@transaction.atomic
def report_correction(
    *,
    kind: str,
    object_id: int,
    what: What,
    note: str,
    language: str,
    submission_key: str,
    email: str = "",
    is_suspect: bool = False,
) -> Correction:
    """Put what a reader says is wrong into the queue. The same `submission_key` gives back the first row.

    Args:
        kind, object_id: which row is meant (see `subjects`).
        note: plain text in the reader's own words.
        email: where to say thanks; empty if they would rather not.

    Raises:
        NoSuchSubject
    """
    subject = find_subject(kind, object_id)
    return Correction.objects.get_or_create(
        submission_key=submission_key,
        defaults={
            "content_type": ContentType.objects.get_for_model(get_kind(kind).model),
            "object_id": subject.pk,
            "what": what,
            "note": note,
            "email": email,
            "language": language,
            "is_suspect": is_suspect,
        },
    )[0]


@transaction.atomic
def resolve_correction(*, pk: UUID | str, outcome: Outcome, user_id: int, answer: str = "") -> Correction:
    """Say what became of it, and thank the sender who left an e-mail.

    Who sent what cannot be used is written to only if there is an answer: it may be a robot with somebody
    else's address.

    Raises:
        AlreadyResolved: nothing was changed and nobody was written to.
    """
    changed = Correction.objects.open().filter(pk=pk)
    is_first = changed.update(resolved_at=now(), resolved_by=user_id, outcome=outcome, answer=answer)
    correction = Correction.objects.select_related("resolved_by").get(pk=pk)
    if not is_first:
        raise AlreadyResolved(correction)
    if correction.email and (answer or outcome != Outcome.NOT_USABLE):
        _thank(correction)
    return correction


def _thank(correction: Correction) -> None:
    queue_email(
        kind="corrections.thanks",
        to=correction.email,
        reference=str(correction.pk),
        dedupe_key=f"corrections.thanks:{correction.pk}",
        language=correction.language,
    )
