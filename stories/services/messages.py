"""Messages between a storyteller and the moderators. The e-mail about one says only that it is there."""

import secrets
import uuid
from collections.abc import Iterable

from django.db import transaction

from cms.core import clock
from cms.core.crypto import keyed_hash
from cms.users.models import User
from stories import receipts
from stories.choices import OPEN_STATUSES, DecisionKind, Status
from stories.models import Message, Submission
from stories.recording import record, tell_storyteller
from stories.services.moderation import NotOpen
from stories.services.sharing import ContainsReceipt

LONGEST_MESSAGE = 5_000


@transaction.atomic
def send_message(
    *, submission_id: uuid.UUID, text: str, by_user_id: int | None, needs_answer: bool = False, form_key: str = ""
) -> Message:
    """Write one message; the same form sent again gives the same message back.

    A storyteller's message raises the version, so that nobody decides without having seen it, and puts a
    story that waited for an answer back among the new ones.

    Args:
        text: cleaned plain text, at most 5,000 characters.
        by_user_id: the moderator, or None where the storyteller writes.
        needs_answer: a moderator waits for the answer: an open story becomes "needs an answer".
        form_key: the random key of the shown form.

    Raises:
        NotOpen: the story was taken back.
        ContainsReceipt: the text holds the story's own receipt.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    key = keyed_hash(f"{submission_id}:{form_key or secrets.token_hex(16)}:{text}", purpose="stories.message")
    sent_before = Message.objects.filter(message_key=key).first()
    if sent_before is not None:
        return sent_before
    if submission.status == Status.WITHDRAWN:
        raise NotOpen
    if receipts.is_hidden_in(text, lookup=submission.receipt_lookup, stored=submission.receipt_hash):
        raise ContainsReceipt
    message = Message.objects.create(
        submission=submission,
        is_from_storyteller=by_user_id is None,
        user_id=by_user_id,
        text=text,
        message_key=key,
    )
    _note(submission, by_user_id, needs_answer)
    if by_user_id is not None:
        tell_storyteller(submission=submission, kind="stories.message", event=str(message.pk))
    return message


def _note(submission: Submission, by_user_id: int | None, needs_answer: bool) -> None:
    """Who has to do something next, and the record without the text."""
    if by_user_id is None:
        if submission.status == Status.NEEDS_ANSWER:
            submission.status = Status.NEW
        record(submission=submission, kind=DecisionKind.ANSWERED, user=None)
        return
    if needs_answer and submission.status in OPEN_STATUSES:
        submission.status = Status.NEEDS_ANSWER
    record(submission=submission, kind=DecisionKind.ASKED, user=User.objects.get(pk=by_user_id))


def mark_read(*, submission_id: uuid.UUID, message_ids: Iterable[uuid.UUID], by_storyteller: bool) -> int:
    """Note that one side has seen these messages of the other; returns how many were new to it.

    Only what was shown counts as read: a message that came while the page was made is still new.
    """
    unread = Message.objects.unread_by_storyteller() if by_storyteller else Message.objects.unread_by_team()
    return unread.filter(submission_id=submission_id, pk__in=list(message_ids)).update(read_at=clock.now())
