"""Two rows for one paper become one: its letters, deliveries and areas move, and nothing is lost or sent twice."""

from collections import Counter
from datetime import date, timedelta
from typing import Any

from django.db import transaction

from cms.core.clock import now
from cms.letters.message import letter_hash
from cms.letters.models import (
    Confirmation,
    Coverage,
    Delivery,
    Letter,
    Newspaper,
    PaperAnswer,
    PaperKey,
    PrintedLetter,
    Status,
)
from cms.letters.papers.sameness import keys_of
from cms.letters.problems import MailboxChanges, MergeRefused, SlotDoubled

ON_THEIR_WAY = (Status.AWAITING_CONFIRMATION, Status.IN_REVIEW, Status.QUEUED, Status.DEFERRED, Status.UNKNOWN)


@transaction.atomic
def merge_papers(*, stays_id: int, goes_id: int, values: dict[str, Any]) -> Newspaper:
    """Make `goes` part of `stays`, which takes over `values` (fields chosen from either).

    Raises:
        MergeRefused: a letter is leaving at this moment, or one of the two is gone.
        SlotDoubled: letters that wait would go beyond the paper's caps.
        MailboxChanges: letters that wait are addressed to another mailbox.
        ValidationError: where the chosen values contradict each other.
    """
    letters = _lock_letters(stays_id, goes_id)
    stays, goes = _lock_papers(stays_id, goes_id)
    if any(letter.status == Status.SENDING for letter in letters):
        raise MergeRefused
    for name, value in values.items():
        setattr(stays, name, value)
    stays.edited_at = now()
    stays.full_clean(exclude=["verified_by"])
    _refuse_doubled_slots(stays, goes)
    _refuse_other_mailbox(stays, letters)
    _move(letters, stays, goes)
    stays.save()
    goes.delete()
    return stays


def _lock_letters(*newspaper_ids: int) -> list[Letter]:
    """Letters that somebody still waits for, held before their papers, as everywhere."""
    rows = Letter.objects.select_for_update(of=("self",)).select_related("newspaper")
    return list(rows.filter(newspaper__in=newspaper_ids, status__in=[*ON_THEIR_WAY, Status.SENDING]).order_by("pk"))


def _lock_papers(stays_id: int, goes_id: int) -> tuple[Newspaper, Newspaper]:
    rows = Newspaper.objects.select_for_update().filter(pk__in=[stays_id, goes_id]).order_by("pk")
    papers = {paper.pk: paper for paper in rows}
    if len(papers) != 2:
        raise MergeRefused
    return papers[stays_id], papers[goes_id]


def _refuse_doubled_slots(stays: Newspaper, goes: Newspaper) -> None:
    """Both mailbags together must fit into the caps, in each day and week in which a letter waits."""
    waiting = Delivery.objects.filter(newspaper__in=[stays, goes], is_cancelled=False, ended_at=None)
    first = waiting.order_by("slot_day").values_list("slot_day", flat=True).first()
    if first is None or not waiting.filter(newspaper=goes).exists():
        return
    taken = Delivery.objects.filter(newspaper__in=[stays, goes], is_cancelled=False, slot_day__gte=_monday(first))
    days = Counter(taken.values_list("slot_day", flat=True))
    weeks: Counter[date] = Counter()
    for day, letters in days.items():
        weeks[_monday(day)] += letters
    for day in waiting.values_list("slot_day", flat=True):
        if days[day] > stays.cap_per_day or weeks[_monday(day)] > stays.cap_per_week:
            raise SlotDoubled(stays.name, day)


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)


def _refuse_other_mailbox(stays: Newspaper, letters: list[Letter]) -> None:
    """A letter in the outbox has its address already: what its writer confirmed is what leaves."""
    addresses = dict(
        Delivery.objects.filter(confirmation__letter__in=letters, ended_at=None, email__isnull=False).values_list(
            "confirmation__letter", "email__to"
        )
    )
    for letter in letters:
        letter_to = Letter(newspaper=stays, kind=letter.kind).mailbox
        if letter.pk in addresses and addresses[letter.pk] != letter_to:
            raise MailboxChanges(addresses[letter.pk])


def _move(letters: list[Letter], stays: Newspaper, goes: Newspaper) -> None:
    for letter in letters:
        if letter.newspaper_id == goes.pk:
            _move_promise(letter, stays)
    Letter.objects.filter(newspaper=goes).update(newspaper=stays)
    Delivery.objects.filter(newspaper=goes).update(newspaper=stays)
    PrintedLetter.objects.filter(newspaper=goes).update(newspaper=stays)
    covered = set(Coverage.objects.filter(newspaper=stays).values_list("state", "county_key", "zip"))
    for area in Coverage.objects.filter(newspaper=goes):
        if (area.state, area.county_key, area.zip) not in covered:
            Coverage.objects.filter(pk=area.pk).update(newspaper=stays)
    _move_answers(stays, goes)
    _move_keys(stays, goes)


def _move_answers(stays: Newspaper, goes: Newspaper) -> None:
    """An editor's "none" counts for the whole paper, until it is taken back."""
    PaperAnswer.objects.filter(newspaper=goes).update(newspaper=stays)
    if PaperAnswer.objects.standing().filter(newspaper=stays, kind=PaperAnswer.Kind.NONE).exists():
        stays.is_active = False


def _move_promise(letter: Letter, stays: Newspaper) -> None:
    """What the writer confirmed names the paper by its id; the same words now name the paper that stays."""
    before = letter_hash(letter)
    letter.newspaper = stays
    after = letter_hash(letter)
    letter.requests.filter(message_hash=before).update(message_hash=after)
    Confirmation.objects.filter(letter=letter, message_hash=before).update(message_hash=after)


def _move_keys(stays: Newspaper, goes: Newspaper) -> None:
    """The next import must find one paper, not bring the other back."""
    PaperKey.objects.filter(newspaper=goes).update(newspaper=stays)
    for key in keys_of(goes):
        PaperKey.objects.get_or_create(key=key, defaults={"newspaper": stays})
