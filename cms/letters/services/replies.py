"""Answers that an editor's mail program sent to our address instead of the writer's: passed on to the writer."""

from datetime import timedelta

from django.db import transaction

from cms.core.clock import now
from cms.letters.identity import normalized_email
from cms.letters.models import Delivery, ForwardedReply, Letter
from cms.letters.services.rows import lock_letter
from cms.outbox.kinds import Reply
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus
from cms.outbox.return_address import is_ours
from cms.outbox.services import queue_email

MOST_A_DAY = 5
# The outbox may still need the words in these states; in all others nothing is left to do with them.
STILL_NEEDED = (MailStatus.QUEUED, MailStatus.SENDING, MailStatus.DEFERRED, MailStatus.UNKNOWN)


@transaction.atomic
def forward_reply(*, delivery_id: int, reply: Reply) -> bool:
    """Pass one answer on to the writer; returns whether it is on its way.

    It is not where the letter has been erased, where it would come back to us or to its sender, and after
    five on one day.
    """
    delivery = Delivery.objects.select_related("confirmation").filter(pk=delivery_id).first()
    if delivery is None:
        return False
    letter = lock_letter(delivery.confirmation.letter_id)
    if not _may_be_forwarded(letter, reply):
        return False
    row = ForwardedReply.objects.create(letter=letter, created_at=now(), **vars(reply))
    queue_email(
        kind="letters.reply",
        to=letter.email,
        reference=str(row.pk),
        dedupe_key=f"letters.reply:{row.pk}",
        language=letter.language,
    )
    return True


def erase_forwarded(*, email: OutgoingEmail) -> None:
    """Forget an answer once its e-mail has left or will not. Safe to repeat."""
    if email.status not in STILL_NEEDED:
        ForwardedReply.objects.filter(pk=email.reference).forget_content()


def _may_be_forwarded(letter: Letter, reply: Reply) -> bool:
    if not letter.email or is_ours(letter.email):
        return False
    if normalized_email(reply.sender) == normalized_email(letter.email):
        return False
    today = ForwardedReply.objects.since(now() - timedelta(days=1)).filter(letter=letter)
    return today.count() < MOST_A_DAY
