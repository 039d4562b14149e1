"""What the letters desk decides."""

from django.db import transaction

from cms.core.clock import now
from cms.letters.models import Confirmation, Delivery, Letter, Status
from cms.letters.problems import NotNow
from cms.letters.services.leaving import schedule
from cms.letters.services.mailboxes import follow_mailbox
from cms.letters.services.outcomes import tell_writer
from cms.letters.services.rows import lock_letter, lock_paper
from cms.outbox.services import TooLate, send_again


@transaction.atomic
def approve_letter(*, letter_id: int, user_id: int) -> Letter:
    """Let a held letter go on its way. Raises `NotNow` when somebody decided first, `MailbagFull`."""
    letter = _reviewed(letter_id, user_id)
    lock_paper(letter)
    schedule(letter, Confirmation.objects.get(letter=letter))
    return letter


@transaction.atomic
def return_letter(*, letter_id: int, user_id: int, note: str) -> Letter:
    """Send a held letter back to its writer with a reason; a new confirmation will be needed. Raises `NotNow`."""
    letter = _reviewed(letter_id, user_id)
    Confirmation.objects.filter(letter=letter).delete()
    letter.requests.filter(replaced_at=None).update(replaced_at=now())
    letter.status, letter.review_note = Status.DRAFT, note
    letter.save(update_fields=["status", "review_note", "updated_at"])
    tell_writer(letter, kind="letters.returned", about=letter.reviewed_at.isoformat() if letter.reviewed_at else "")
    return letter


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
    """The desk found out that it did not arrive: send it again, under the same Message-ID. Raises `NotNow`."""
    letter, delivery = _of_unknown_fate(letter_id)
    if delivery.email_id is None:
        raise NotNow
    try:
        send_again(pk=delivery.email_id)
    except TooLate as error:  # so long ago that the outbox has forgotten it
        raise NotNow from error
    letter.status = Status.QUEUED
    letter.save(update_fields=["status", "updated_at"])
    delivery.ended_at = None
    delivery.save(update_fields=["ended_at"])
    follow_mailbox(letter.newspaper_id)
    return letter


def _reviewed(letter_id: int, user_id: int) -> Letter:
    letter = lock_letter(letter_id)
    if letter.status != Status.IN_REVIEW:
        raise NotNow
    letter.reviewed_by_id, letter.reviewed_at = user_id, now()
    letter.save(update_fields=["reviewed_by", "reviewed_at", "updated_at"])
    return letter


def _of_unknown_fate(letter_id: int) -> tuple[Letter, Delivery]:
    letter = lock_letter(letter_id)
    if letter.status != Status.UNKNOWN:
        raise NotNow
    return letter, Delivery.objects.get(confirmation__letter=letter)
