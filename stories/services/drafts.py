"""Unfinished stories: saved because their teller asked for it, opened by seven words, gone after seven days."""

import json
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from cms.core import clock
from cms.core.crypto import CannotDecrypt
from stories import periods, receipts
from stories.models import Draft
from stories.services.photos import erase_waiting, keep_waiting, tokens_of
from stories.services.sent_forms import AlreadySent, form_hash, hold_unsent


@dataclass(frozen=True)
class Unfinished:
    """What was in the form: field values as they were typed, photos, and the step on which it was left.

    `form_key` is the random key of the shown form: with it, a story that was saved and sent is still sent once.
    """

    values: dict[str, Any]
    photo_tokens: list[str]
    step: str
    form_key: str


class NoSuchDraft(Exception):
    """No unfinished story has these words: mistyped, sent, forgotten or too old."""


def save_draft(*, unfinished: Unfinished, language: str) -> str:
    """Keep an unfinished story for seven days; returns the seven words that open it.

    The same form saved again changes what was kept, under the same words. They are shown and stored nowhere else.

    Raises:
        AlreadySent
    """
    words = receipts.new_receipt(_secret(unfinished.form_key), language=language)
    # The slow hash is made before the transaction begins: SQLite has one writer at a time.
    slow_hash = receipts.slow_hash(words)
    try:
        draft = _keep(unfinished, words, slow_hash)
    except IntegrityError:  # sent from another window
        raise AlreadySent from None
    return words if draft.receipt_hash == slow_hash else _words_of(draft, unfinished.form_key)


@transaction.atomic
def _keep(unfinished: Unfinished, words: str, slow_hash: str) -> Draft:
    """The one draft of this form, which keeps the words that it has."""
    hold_unsent(unfinished.form_key)
    photos = keep_waiting(unfinished.photo_tokens)
    kept = {"values": unfinished.values, "photos": photos, "step": unfinished.step, "key": unfinished.form_key}
    now = clock.now()
    draft = _of_form(unfinished.form_key) or Draft(
        form_hash=form_hash(unfinished.form_key),
        receipt_lookup=receipts.lookup_prefix(words),
        receipt_hash=slow_hash,
    )
    draft.answers, draft.saved_at, draft.expires_at = json.dumps(kept), now, now + periods.DRAFT
    draft.save()
    return draft


def _words_of(draft: Draft, form_key: str) -> str:
    """They may be in the other language."""
    possible = (receipts.new_receipt(_secret(form_key), language=language) for language in receipts.LISTS)
    return next(words for words in possible if receipts.matches(words, draft.receipt_hash))


def find_draft(typed: str) -> Draft:
    """The unfinished story that these words open.

    Raises:
        NoSuchDraft
    """
    alive = Draft.objects.filter(receipt_lookup=receipts.lookup_prefix(typed), expires_at__gt=clock.now())
    for draft in alive.order_by("-saved_at"):
        if receipts.matches(typed, draft.receipt_hash):
            return draft
    raise NoSuchDraft


def open_draft(draft: Draft) -> Unfinished:
    """What was saved. It stays saved until it is sent, forgotten or seven days old."""
    kept = json.loads(draft.answers)
    return Unfinished(
        values=kept["values"], photo_tokens=tokens_of(kept["photos"]), step=kept["step"], form_key=kept["key"]
    )


@transaction.atomic
def forget_draft(*, draft: Draft) -> None:
    """Erase an unfinished story with its photos. Photos of a story that was sent are no longer its."""
    erase_waiting(_photos_of(draft))
    draft.delete()


def forget_draft_of_form(*, form_key: str) -> bool:
    """Erase what was saved from this form; returns whether there was anything."""
    draft = _of_form(form_key)
    if draft is not None:
        forget_draft(draft=draft)
    return draft is not None


def _of_form(form_key: str) -> Draft | None:
    """Without its answers: they may be what no key opens, and are about to be replaced or erased."""
    return Draft.objects.filter(form_hash=form_hash(form_key)).defer("answers").first()


def _photos_of(draft: Draft) -> list[str]:
    try:
        return list(json.loads(draft.answers)["photos"])
    except CannotDecrypt:  # then they go by the clock, like all that were never sent
        return []


def _secret(form_key: str) -> str:
    return f"{form_key}:draft"
