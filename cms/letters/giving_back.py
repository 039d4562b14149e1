"""A letter goes back from the desk to its writer: with somebody's note, or because nobody read it in 21 days."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override as use_language

from cms.core.clock import now
from cms.letters.models import Confirmation, Letter, Status
from cms.letters.waiting import GIVEN_BACK_AFTER
from cms.outbox.services import queue_email

CHANGED = ("status", "review_note", "reviewed_by", "reviewed_at", "claimed_by", "claimed_until", "updated_at")


def give_back(letter: Letter, *, user_id: int | None, note: str) -> Letter:
    """A draft again, with a note; a new confirmation will be needed. Call it with the letter held."""
    Confirmation.objects.filter(letter=letter).delete()
    letter.requests.filter(replaced_at=None).update(replaced_at=now())
    letter.status, letter.review_note = Status.DRAFT, note
    letter.reviewed_by_id, letter.reviewed_at = user_id, now()
    letter.claimed_by, letter.claimed_until = None, None
    letter.save(update_fields=CHANGED)
    _tell_writer(letter)
    return letter


def return_overdue(*, moment: datetime) -> int:
    """Give back what nobody has read for 21 days, one letter after the other; returns how many."""
    due = Letter.objects.for_desk().filter(confirmation__confirmed_at__lte=moment - GIVEN_BACK_AFTER)
    return sum(_return_unread(letter_id, moment) for letter_id in list(due.values_list("pk", flat=True)))


@transaction.atomic
def _return_unread(letter_id: int, moment: datetime) -> int:
    """Not from under the hands of somebody who is reading it: the next hour comes."""
    letter = Letter.objects.select_for_update().get(pk=letter_id)
    if letter.status != Status.IN_REVIEW or letter.is_claimed(moment):
        return 0
    with use_language(letter.language):
        note = _(
            "We are sorry: nobody managed to read it in time, so we give it back to you. Please look whether your "
            "words are still up to date. Then send it again, or choose another paper."
        )
    give_back(letter, user_id=None, note=note)
    return 1


def _tell_writer(letter: Letter) -> None:
    queue_email(
        kind="letters.returned",
        to=letter.email,
        reference=str(letter.pk),
        dedupe_key=f"letters.returned:{letter.pk}:{now().isoformat()}",
        language=letter.language,
    )
