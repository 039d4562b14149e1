"""The only writers of the outbox."""

from datetime import datetime
from functools import partial
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import IntegrityError, transaction

from cms.core import clock
from cms.outbox.kinds import get_kind
from cms.outbox.models import CAN_BE_CANCELLED, CAN_BE_SENT_AGAIN, OutgoingEmail, Reason, Status, recipient_hash
from cms.outbox.wakeup import wake_worker


class InvalidRecipient(Exception):
    """The recipient is not exactly one e-mail address."""


class PersonalDataInKey(Exception):
    """A dedupe key or reference holds an address: it must be made of ids."""


class TooLate(Exception):
    """The e-mail is past the state in which this could be done."""


def queue_email(
    *,
    kind: str,
    to: str,
    reference: str,
    dedupe_key: str,
    language: str,
    not_before: datetime | None = None,
    pk: UUID | None = None,
) -> OutgoingEmail:
    """Put one e-mail into the outbox, in the caller's transaction, and wake a worker after the commit.

    Args:
        kind: a name registered in an app's `emails` module.
        to: one bare address.
        reference: the id of the row that the e-mail tells about.
        dedupe_key: event and recipient, made of ids: the same key gives back the existing row.
        language: the language in which it is written.
        not_before: when it may leave; at once if None.
        pk: the id of a new row, for a caller who has written it down already.

    Raises:
        UnknownKind, InvalidRecipient, PersonalDataInKey
    """
    get_kind(kind)
    address = _checked_recipient(to)
    if "@" in dedupe_key or "@" in reference:
        raise PersonalDataInKey("Build the dedupe key and the reference from ids, not from addresses.")
    row = OutgoingEmail(
        pk=pk or uuid4(),
        dedupe_key=dedupe_key,
        kind=kind,
        to=address,
        recipient_hash=recipient_hash(address),
        reference=reference,
        language=language,
        not_before=not_before or clock.now(),
    )
    existing = _save_or_find(row)
    if existing is None and row.not_before <= clock.now():
        _wake_after_commit(row)
    return existing or row


def _save_or_find(row: OutgoingEmail) -> OutgoingEmail | None:
    """Save the row, or give back the one that has its key. Almost always it is new, so we save first and do not ask."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        existing = OutgoingEmail.objects.filter(dedupe_key=row.dedupe_key).first()
        if existing is None:
            raise
        return existing
    return None


@transaction.atomic
def cancel_email(*, pk: UUID | str) -> OutgoingEmail:
    """Stop an e-mail that has not left. Safe to repeat.

    Raises:
        TooLate: when it is being sent, has left, or has already failed.
    """
    stoppable = OutgoingEmail.objects.filter(pk=pk, status__in=[*CAN_BE_CANCELLED, Status.CANCELLED])
    if not stoppable.update(status=Status.CANCELLED, reason="", updated_at=clock.now()):
        raise TooLate("This e-mail has already left or is being sent.")
    return OutgoingEmail.objects.get(pk=pk)


@transaction.atomic
def take_back_email(*, dedupe_key: str) -> bool:
    """Remove an e-mail as if nobody had asked for it, and free its key; returns whether it still waited."""
    removed, _by_model = OutgoingEmail.objects.waiting().filter(dedupe_key=dedupe_key).delete()
    return bool(removed)


@transaction.atomic
def erase_recipient(*, reference: str) -> int:
    """Forget to whom the e-mails about one erased row go or went; what waits is cancelled. Safe to repeat.

    Args:
        reference: the UUID of the row, which no other row shares.

    Returns:
        How many addresses were erased.
    """
    about = OutgoingEmail.objects.about(reference)
    about.waiting().update(status=Status.CANCELLED, reason=Reason.GONE, updated_at=clock.now())
    return about.forget_recipients()


@transaction.atomic
def send_again(*, pk: UUID | str) -> OutgoingEmail:
    """Try a failed, bounced, unknown, cancelled or waiting e-mail again now, with its Message-ID.

    The 48 hours start anew, and a bounced address is given another chance.

    Raises:
        TooLate: when it is being sent, was sent, or is so old that its address has been erased.
    """
    moment = clock.now()
    again = OutgoingEmail.objects.filter(pk=pk, status__in=CAN_BE_SENT_AGAIN).exclude(to="")
    if not again.update(
        status=Status.QUEUED, reason="", smtp_code=None, not_before=moment, first_tried_at=None, updated_at=moment
    ):
        raise TooLate("Only an e-mail that has not been delivered can be sent again.")
    row = OutgoingEmail.objects.get(pk=pk)
    _wake_after_commit(row)
    return row


@transaction.atomic
def put_off_email(*, row: OutgoingEmail, until: datetime) -> None:
    """Give back the claim that `row` stands for, as if nobody had tried: no attempt is counted, and the 48 hours have
    not begun unless an earlier attempt began them.

    Call it in the transaction that decides so: a worker that dies then leaves both or neither.

    Raises:
        TooLate: when the claim has ended, or another one has followed it.
    """
    has_begun_now = row.first_tried_at == row.updated_at  # the claim sets both to its own moment
    held = OutgoingEmail.objects.filter(pk=row.pk, status=Status.SENDING, attempts=row.attempts)
    if not held.update(
        status=Status.QUEUED,
        reason="",
        smtp_code=None,
        lease_until=None,
        not_before=until,
        attempts=row.attempts - 1,
        first_tried_at=None if has_begun_now else row.first_tried_at,
        updated_at=clock.now(),
    ):
        raise TooLate("Another worker has this e-mail.")


@transaction.atomic
def readdress_email(*, pk: UUID | str, to: str) -> bool:
    """Let an e-mail that waits go to another address, under its Message-ID; returns whether it still waited.

    Raises:
        InvalidRecipient
    """
    address = _checked_recipient(to)
    waiting = OutgoingEmail.objects.waiting().filter(pk=pk)
    changes = {"to": address, "recipient_hash": recipient_hash(address), "updated_at": clock.now()}
    return bool(waiting.update(**changes))


@transaction.atomic
def forgive_bounces(*, to: str) -> int:
    """Somebody has checked this address: mail goes there again. Returns how many bounces were forgiven."""
    return OutgoingEmail.objects.bounced_to(recipient_hash(to)).update(recipient_hash="")


@transaction.atomic
def record_bounce(*, pk: UUID | str, reason: Reason = Reason.NO_MAILBOX) -> OutgoingEmail:
    """Note that a sent e-mail came back for good. Safe to repeat.

    NO_MAILBOX and COMPLAINT stop all further mail to that address; REFUSED speaks of this one message only.
    The owner of the e-mail is told by the next sweep.

    Raises:
        TooLate: when the e-mail was never sent.
    """
    ending = Status.FAILED if reason == Reason.REFUSED else Status.BOUNCED
    came_back = OutgoingEmail.objects.filter(pk=pk, status__in=[Status.SENT, Status.UNKNOWN])
    changed = came_back.update(status=ending, reason=reason, updated_at=clock.now(), is_untold=True)
    row = OutgoingEmail.objects.get(pk=pk)
    if not changed and row.status != ending:
        raise TooLate("An e-mail that was not sent cannot come back.")
    return row


def _checked_recipient(to: str) -> str:
    try:
        validate_email(to)
    except ValidationError:
        raise InvalidRecipient("The recipient must be exactly one e-mail address, without a name.") from None
    if not to.isprintable():
        raise InvalidRecipient("The recipient holds a character that nobody can type.")
    return to


def _wake_after_commit(row: OutgoingEmail) -> None:
    transaction.on_commit(partial(wake_worker, row.pk), robust=True)
