"""Notes of moderators to each other: added, never changed, read by the storyteller who asks for their data."""

import uuid
from typing import Any

from django.db import transaction

from stories.choices import Status
from stories.models import Note, Submission
from stories.services.moderation import NotOpen

LONGEST_NOTE = 2_000


@transaction.atomic
def add_note(*, submission_id: uuid.UUID, user: Any, text: str) -> Note:
    """Write a note; the same once more by the same person, as by a double click, is one note.

    Raises:
        NotOpen: the storyteller has taken the story back.
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    if submission.status == Status.WITHDRAWN:
        raise NotOpen
    last = Note.objects.filter(submission=submission).order_by("created_at", "pk").last()
    if last is not None and (last.user_id, last.text) == (user.pk, text):
        return last
    return Note.objects.create(submission=submission, user=user, text=text)
