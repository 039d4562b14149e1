"""A confirmed letter gets its time, and the writer may take it back until then."""

from uuid import uuid4

from django.db import transaction

from cms.core.clock import now
from cms.letters.mailbag import next_slot
from cms.letters.models import Confirmation, Delivery, Letter, Status
from cms.letters.problems import AlreadyLeft, NotOffered
from cms.letters.services.rows import lock_letter
from cms.outbox.services import InvalidRecipient, TooLate, cancel_email, queue_email


def schedule(letter: Letter, confirmation: Confirmation) -> Delivery:
    """Reserve the next slot in the paper's mailbag and put the letter into the outbox for then.

    Call it with letter and paper held (`lock_letter`, `lock_paper`), so that fifty letters at once keep the caps.
    Raises `MailbagFull`, `NotOffered` where its mailbox is no address.
    """
    slot = next_slot(letter.newspaper, moment=now())
    delivery = Delivery.objects.create(
        confirmation=confirmation,
        newspaper=letter.newspaper,
        slot_at=slot,
        slot_day=slot.date(),
        email_id=uuid4(),
        created_at=now(),
    )
    queue_delivery(delivery)
    letter.status = Status.QUEUED
    letter.save(update_fields=["status", "updated_at"])
    return delivery


def queue_delivery(delivery: Delivery) -> None:
    """The one outbox row of this delivery, which names it already; the database looks for it when the transaction
    ends. Raises `NotOffered`."""
    letter = delivery.letter
    try:
        queue_email(
            pk=delivery.email_id,
            kind="letters.delivery",
            to=letter.mailbox,
            reference=str(delivery.pk),
            dedupe_key=delivery.dedupe_key,
            language=letter.newspaper.language,
            not_before=delivery.slot_at,
        )
    except InvalidRecipient as error:
        raise NotOffered(letter.newspaper.name) from error


@transaction.atomic
def cancel_letter(*, letter_id: int) -> Letter:
    """The writer takes the letter back. Safe to repeat.

    Raises:
        AlreadyLeft: when it is being sent or has left.
    """
    letter = lock_letter(letter_id)
    if letter.status == Status.CANCELLED:
        return letter
    if not letter.can_be_cancelled:
        raise AlreadyLeft
    _stop_delivery(letter)
    letter.status, letter.ended_at = Status.CANCELLED, now()
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    return letter


def _stop_delivery(letter: Letter) -> None:
    delivery = Delivery.objects.filter(confirmation__letter=letter).first()
    if delivery is None or delivery.email_id is None:
        return
    try:
        cancel_email(pk=delivery.email_id)
    except TooLate as error:
        raise AlreadyLeft from error
    delivery.is_cancelled, delivery.ended_at = True, now()
    delivery.save(update_fields=["is_cancelled", "ended_at"])
