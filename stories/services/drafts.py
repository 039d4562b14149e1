"""Unfinished stories: saved because their teller asked for it, opened by seven words, gone after seven days."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from cms.core import clock
from stories import periods, receipts
from stories.models import Draft
from stories.services.photos import erase_waiting, keep_waiting, tokens_of


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
    """
    words, draft = _of_form(unfinished.form_key)
    if draft is None:
        words = receipts.new_receipt(_secret(unfinished.form_key), language=language)
        draft = Draft(receipt_lookup=receipts.lookup_prefix(words), receipt_hash=receipts.slow_hash(words))
    with transaction.atomic():
        photos = keep_waiting(unfinished.photo_tokens)
        kept = {"values": unfinished.values, "photos": photos, "step": unfinished.step, "key": unfinished.form_key}
        draft.answers = json.dumps(kept)
        draft.saved_at = clock.now()
        draft.expires_at = draft.saved_at + periods.DRAFT
        draft.save()
    return words


def find_draft(typed: str) -> Draft:
    """The unfinished story that these words open.

    Raises:
        NoSuchDraft
    """
    alive = Draft.objects.filter(receipt_lookup=receipts.lookup_prefix(typed), expires_at__gt=clock.now())
    for draft in alive:
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
    erase_waiting(json.loads(draft.answers)["photos"])
    draft.delete()


def forget_draft_of_form(*, form_key: str) -> bool:
    """Erase what was saved from this form; returns whether there was anything."""
    draft = _of_form(form_key)[1]
    if draft is not None:
        forget_draft(draft=draft)
    return draft is not None


def _of_form(form_key: str) -> tuple[str, Draft | None]:
    """The words and the draft of a form, in whichever language it was saved."""
    for words in _possible_words(form_key):
        try:
            return words, find_draft(words)
        except NoSuchDraft:
            continue
    return "", None


def _possible_words(form_key: str) -> Iterable[str]:
    return (receipts.new_receipt(_secret(form_key), language=language) for language in receipts.LISTS)


def _secret(form_key: str) -> str:
    return f"{form_key}:draft"
