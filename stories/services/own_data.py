"""Everything that we keep about a storyteller, for the storyteller: found by walking the tables, not by a list."""

import base64
import json
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.core.files.storage import default_storage
from django.db import models, transaction
from django.utils.translation import gettext as _
from wagtail.admin.models import FormState
from wagtail.models import Revision

from cms.core import clock
from cms.core.crypto import CannotDecrypt
from cms.outbox.models import OutgoingEmail
from stories.choices import AccessKind, DeclineReason, Status
from stories.models import AccessLog, Likeness, Media, PublicPhoto, Story, StoryMark, Submission
from stories.services.photos import read_photo

Row = dict[str, Any]
# Numbers by the dozen that say nothing to a reader: they are in the file, and counted in the text.
FOR_THE_SITE = {StoryMark._meta.label_lower}
# Whoever sends in words that they found must not learn from us that these are another person's story.
ABOUT_OTHERS = {Likeness}
# Values that would open something. That they exist is said. docs/stories.md says what else is left out, and why.
SECRET = frozenset({"receipt_lookup", "receipt_hash", "submission_key", "message_key", "dedupe_key", "recipient_hash"})


@transaction.atomic
def export_my_data(*, submission_id: uuid.UUID) -> dict[str, Any]:
    """Every row that belongs to one submission, as plain JSON values.

    Returns:
        {"exported_at": ISO 8601, "tables": {"stories.submission": [{field: value, …}, …], …}}. Photos carry
        their JPEG as "content_base64", or "problem" says that this one cannot be read. Keys of receipts are
        left out, and so are who of the team acted, why they looked up a contact, and the guess whether a robot
        wrote; a sentence stands in their place.
    """
    submission = Submission.objects.get(pk=submission_id)
    AccessLog.objects.create(submission_id=submission.pk, user=None, kind=AccessKind.OWN_DATA)
    tables = {model._meta.label_lower: [_row(found) for found in rows] for model, rows in _tables(submission)}
    return {"exported_at": clock.now().isoformat(), "tables": {name: rows for name, rows in tables.items() if rows}}


def _tables(submission: Submission) -> Iterator[tuple[type[models.Model], list[Any]]]:
    """Each model that leads to this submission, directly or over another one, with its rows."""
    known: dict[type[models.Model], list[Any]] = {Submission: [submission]}
    apart = {Submission, *ABOUT_OTHERS}
    waiting = [model for model in apps.get_app_config("stories").get_models() if model not in apart]
    is_growing = True
    while is_growing:
        found = {model: rows for model in waiting if (rows := _rows_of(model, known)) is not None}
        known |= found
        waiting = [model for model in waiting if model not in found]
        is_growing = bool(found)
    yield from known.items()
    for kept in (Revision, FormState):  # both speak of the public versions, and neither has a foreign key to them
        yield kept, [row for story in known.get(Story, []) for row in kept.objects.for_instance(story)]
    yield OutgoingEmail, list(OutgoingEmail.objects.filter(reference=str(submission.pk)))


def _rows_of(model: type[models.Model], known: dict[type[models.Model], list[Any]]) -> list[Any] | None:
    """Rows of `model` that point to known rows; None where it points to no known model."""
    match = models.Q()
    for field in model._meta.concrete_fields:
        if field.is_relation and field.related_model in known:
            match |= models.Q(**{f"{field.name}__in": known[field.related_model]})
        elif field.name == "submission_id":  # records that outlive the story have no foreign key
            match |= models.Q(submission_id=known[Submission][0].pk)
    return list(model._base_manager.filter(match).order_by("pk")) if match else None


def _row(found: Any) -> Row:
    fields = {field.name: _value(found, field) for field in found._meta.concrete_fields}
    lists = {field.name: [str(item) for item in getattr(found, field.name).all()] for field in found._meta.many_to_many}
    return {**fields, **lists, **_content(found)}


def _value(found: Any, field: Any) -> Any:
    value = getattr(found, field.attname)
    instead = _instead_of(found, field, value)
    if instead:
        return instead
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, bool | int | float | dict | list | None) else str(value)


def _instead_of(found: Any, field: Any, value: Any) -> str:
    """What stands where a value is left out; empty where it is told."""
    if field.name in SECRET:
        return _("not shown: it protects your receipt")
    if field.name == "risk":
        return _("not shown: it helps us to tell people from robots")
    if field.name == "status" and value == Status.SUSPECT:
        return str(Status.NEW)
    if _endangers_others(found, field, value):
        return _("not shown: it keeps you and others safe")
    if field.is_relation and field.related_model._meta.app_label == "users" and value is not None:
        return _("somebody of our team")
    return ""


def _endangers_others(found: Any, field: Any, value: Any) -> bool:
    """Why a contact was looked up; that the words were here before; and numbers by which a guessed text could be
    tried against a stolen database."""
    if isinstance(found, StoryMark):
        return bool(field.name == "mark")
    return field.name == "reason" and (isinstance(found, AccessLog) or value == DeclineReason.DUPLICATE) and bool(value)


def _content(found: Any) -> Row:
    """The file behind a photo's row. One that is gone, cut or of another key costs nothing but itself."""
    try:
        if isinstance(found, Media):
            return {"content_base64": base64.b64encode(read_photo(found)).decode()}
        if isinstance(found, PublicPhoto) and found.file_name:
            with default_storage.open(found.file_name) as stored:
                return {"content_base64": base64.b64encode(stored.read()).decode()}
    except (OSError, CannotDecrypt):
        return {"problem": _("The photo could not be read just now. Try again later.")}
    return {}


def as_text(data: dict[str, Any]) -> str:
    """The export for reading: each row under the name of its table, without the photos' bytes."""
    parts = [_("Everything we keep about your story"), data["exported_at"]]
    for label, rows in data["tables"].items():
        model = apps.get_model(label)
        if label in FOR_THE_SITE:
            parts.append(f"{model._meta.verbose_name_plural}: {len(rows)}")
        else:
            parts += [_row_as_text(model, row) for row in rows]
    return "\n\n".join(parts) + "\n"


def _row_as_text(model: type[models.Model], row: Row) -> str:
    lines = [str(model._meta.verbose_name).upper()]
    names = {field.name: field for field in (*model._meta.concrete_fields, *model._meta.many_to_many)}
    for name, value in row.items():
        field = names.get(name)
        if field is not None and value not in ("", None, []):
            lines.append(f"{field.verbose_name}: {_in_words(field, value)}")
    lines += [row["problem"]] if "problem" in row else []
    return "\n".join(lines)


def _in_words(field: Any, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(map(str, value))
    if isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    return str(dict(field.flatchoices).get(value, value))
