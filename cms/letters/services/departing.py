"""The last look before a letter leaves: may it, and may it now?"""

from datetime import datetime

from django.db import transaction

from cms.core.clock import now
from cms.letters.mailbag import may_leave, next_slot, taken_days
from cms.letters.message import letter_hash
from cms.letters.models import Delivery, Letter, Status
from cms.letters.problems import MailbagFull
from cms.letters.services.rows import lock_letter, lock_paper
from cms.outbox.models import OutgoingEmail
from cms.outbox.services import TooLate, put_off_email


@transaction.atomic
def begin_sending(*, email: OutgoingEmail) -> Letter | datetime | None:
    """The letter to send now; or until when it waits on; or None where it must not leave at all.

    A worker may come days late, at night, and find many that are due. So the paper's hours and caps are asked once
    more, with the paper held, against what has really left. A letter that must wait gets a new slot, as if it were new,
    and its row in the outbox waits for it from the same moment on.
    None: it was taken back or changed, its paper was turned off, the desk holds it and has not approved these very
    words, or there is no slot within 90 days.
    """
    delivery_id = int(email.reference)
    letter = lock_letter(Delivery.objects.values_list("confirmation__letter_id", flat=True).get(pk=delivery_id))
    lock_paper(letter)
    # Only now: until the letter is held, a merge of papers may rewrite what was confirmed.
    delivery = Delivery.objects.select_related("confirmation").get(pk=delivery_id)
    if not _may_be_sent(letter, delivery):
        return None
    if not _is_its_time(letter, delivery):
        return _postpone(letter, delivery, email)
    letter.status = Status.SENDING
    letter.save(update_fields=["status", "updated_at"])
    _keep_the_day(letter, delivery)
    return letter


def _may_be_sent(letter: Letter, delivery: Delivery) -> bool:
    return (
        letter.status in (Status.QUEUED, Status.DEFERRED, Status.SENDING)
        and letter.newspaper.may_be_offered
        and delivery.confirmation.message_hash == letter_hash(letter)
        and (not letter.needs_review or letter.approved_hash == delivery.confirmation.message_hash)
    )


def _is_its_time(letter: Letter, delivery: Delivery) -> bool:
    """A second try goes on all day: the first was in the morning, and the letter has its place in today's mailbag."""
    today = now().astimezone(letter.newspaper.zone).date()
    is_second_try = letter.status != Status.QUEUED and delivery.slot_day == today
    return is_second_try or may_leave(delivery, letter.newspaper, moment=now())


def _postpone(letter: Letter, delivery: Delivery, email: OutgoingEmail) -> datetime | None:
    """Its next slot, on the writer's page too; until then the writer can take it back."""
    taken = taken_days(letter.newspaper, since=now().astimezone(letter.newspaper.zone).date())
    taken[delivery.slot_day] -= 1
    try:
        slot = next_slot(letter.newspaper, moment=now(), taken=taken)
        put_off_email(row=email, until=slot)
    except (MailbagFull, TooLate):
        return None
    _book(delivery, slot)
    letter.status = Status.QUEUED
    letter.save(update_fields=["status", "updated_at"])
    return slot


def _keep_the_day(letter: Letter, delivery: Delivery) -> None:
    """Its place in the mailbag is that of the day on which it leaves, not of the day on which it should have left."""
    moment = now().astimezone(letter.newspaper.zone)
    if delivery.slot_day != moment.date():
        _book(delivery, moment)


def _book(delivery: Delivery, slot: datetime) -> None:
    delivery.slot_at, delivery.slot_day = slot, slot.date()
    delivery.save(update_fields=["slot_at", "slot_day"])
