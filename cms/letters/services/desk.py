"""What the letters desk finds out about letters of unknown fate."""

from django.db import transaction

from cms.core.clock import now
from cms.letters.models import Delivery, Letter, Status
from cms.letters.problems import NotNow, SentTooLongAgo
from cms.letters.services.mailboxes import follow_mailbox
from cms.letters.services.outcomes import tell_writer
from cms.letters.services.printed import note_bounced
from cms.letters.services.rows import lock_letter
from cms.outbox.services import TooLate, send_again


@transaction.atomic
def mark_arrived(*, letter_id: int) -> Letter:
    """The desk found out that a letter of unknown fate did arrive. Raises `NotNow`."""
    letter, delivery = _of_unknown_fate(letter_id)
    letter.status, letter.ended_at = Status.ACCEPTED, now()
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    delivery.accepted_at = now()
    delivery.save(update_fields=["accepted_at"])
    tell_writer(letter, kind="letters.accepted", about=Status.ACCEPTED)
    return letter


@transaction.atomic
def send_letter_again(*, letter_id: int) -> Letter:
    """The desk found out that it did not arrive: send it again, under the same Message-ID.

    Raises:
        NotNow; SentTooLongAgo when the outbox has forgotten where it went.
    """
    letter, delivery = _of_unknown_fate(letter_id)
    if delivery.email is None or not delivery.email.to:
        raise SentTooLongAgo
    try:
        send_again(pk=delivery.email.pk)
    except TooLate as error:
        raise NotNow from error
    letter.status = Status.QUEUED
    letter.save(update_fields=["status", "updated_at"])
    delivery.ended_at = None
    delivery.save(update_fields=["ended_at"])
    follow_mailbox(letter.newspaper_id)
    return letter


@transaction.atomic
def give_up(*, letter_id: int) -> Letter:
    """The desk found out that it did not arrive, and it is not sent again: its writer may try another paper.

    Raises:
        NotNow
    """
    letter, _delivery = _of_unknown_fate(letter_id)
    letter.status, letter.ended_at = Status.FAILED, now()
    letter.save(update_fields=["status", "ended_at", "updated_at"])
    note_bounced(letter)
    tell_writer(letter, kind="letters.failed", about=Status.FAILED)
    return letter


def _of_unknown_fate(letter_id: int) -> tuple[Letter, Delivery]:
    letter = lock_letter(letter_id)
    if letter.status != Status.UNKNOWN:
        raise NotNow
    return letter, Delivery.objects.get(confirmation__letter=letter)
