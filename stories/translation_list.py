"""Which public stories may be translated, and how far each language is."""

from dataclasses import dataclass

from django.conf import settings
from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from stories.models import Story, Translation
from stories.models.public import StoryQuerySet
from stories.models.records import texts_of
from stories.models.translation import digest_of


class Stage(TextChoices):
    WAITING = "waiting", _("Waits for approval")
    OLDER = "older", _("Out of date: the original has changed")
    MISSING = "missing", _("Not translated")
    PUBLIC = "public", _("Public")


@dataclass(frozen=True)
class Row:
    """One public story and one language that is not its own."""

    story: Story
    language: str
    stage: Stage


def stage_of(story: Story, translation: Translation | None) -> Stage:
    """How far the translation of this original is."""
    if translation is None:
        return Stage.MISSING
    if translation.source_digest != digest_of(texts_of(story)):
        return Stage.OLDER
    return Stage.PUBLIC if translation.is_approved else Stage.WAITING


def translatable() -> StoryQuerySet:
    """Originals that are public and whose tellers allow translation at this moment, newest first."""
    return Story.objects.translatable().originals().select_related("locale", "submission").newest_first()


def rows() -> list[Row]:
    """What to do first comes first (two queries)."""
    known = {(one.submission_id, one.language): one for one in Translation.objects.all()}
    codes = [code for code, _name in settings.LANGUAGES]
    found = [
        Row(story, code, stage_of(story, known.get((story.submission_id, code))))
        for story in translatable()
        for code in codes
        if code != story.locale.language_code
    ]
    order = list(Stage)
    return sorted(found, key=lambda row: order.index(row.stage))
