"""Public stories in another language: somebody writes it, a moderator approves it, nothing publishes itself."""

import uuid
from typing import Any

from django.db import transaction
from wagtail.models import Locale

from cms.core import clock
from stories.choices import DecisionKind, Scope
from stories.erasure import unpublish_language
from stories.models import Consent, Story, Submission, Translation
from stories.models.records import texts_of
from stories.models.translation import digest_of
from stories.privacy import OWN, leaks
from stories.publishing import put_on_site
from stories.recording import record
from stories.services.flags import needs_another_person
from stories.services.moderation import Edit
from stories.services.publication import PublishingRefused


class StaleTranslation(Exception):
    """Somebody saved or decided since this screen was shown."""


class NeedsAnotherPerson(Exception):
    """The story needs two people: who wrote the translation may not approve it."""


@transaction.atomic
def save_translation(*, submission_id: uuid.UUID, language: str, version: int, user: Any, edit: Edit) -> Translation:
    """Keep the words; nothing becomes public. What is public already stays as it was approved.

    Raises:
        StaleTranslation, PublishingRefused
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    return _write(submission, language, version, user, edit)


def approve_translation(*, submission_id: uuid.UUID, language: str, version: int, user: Any, edit: Edit) -> Story:
    """Publish these words in this language. A refusal keeps them.

    Raises:
        StaleTranslation, PublishingRefused, NeedsAnotherPerson
    """
    outcome = _approve(submission_id, language, version, user, edit)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


def publish_translation(*, submission_id: uuid.UUID, language: str, user: Any, edit: Edit) -> Story:
    """Write and approve in one go, over whatever version there is: for samples and imports.

    Raises:
        PublishingRefused, NeedsAnotherPerson
    """
    known = Translation.objects.filter(submission=submission_id, language=language).first()
    version = known.version if known else 0
    return approve_translation(submission_id=submission_id, language=language, version=version, user=user, edit=edit)


@transaction.atomic
def take_down_translation(*, submission_id: uuid.UUID, language: str, version: int, user: Any) -> None:
    """Take this language off the site. The words stay with the translators.

    Raises:
        StaleTranslation
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    translation = _current(submission, language, version)
    unpublish_language(submission=submission, language=translation.language)
    record(submission=submission, kind=DecisionKind.UNTRANSLATED, user=user, reason=language)


def original_of(submission: Submission) -> Story | None:
    """The public story as it was told, where it is public at this moment."""
    return Story.objects.public().originals().filter(submission=submission).select_related("locale").first()


@transaction.atomic
def _approve(submission_id: uuid.UUID, language: str, version: int, user: Any, edit: Edit) -> Story | Exception:
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    translation = _write(submission, language, version, user, edit)
    original = original_of(submission)
    codes = _reasons_against(submission, original, translation)
    if codes or original is None:
        return PublishingRefused(codes)
    if translation.written_by == user and needs_another_person(submission, user):
        return NeedsAnotherPerson()
    translation.approved_by, translation.approved_digest = user, digest_of(texts_of(translation))
    translation.version += 1
    translation.save()
    record(submission=submission, kind=DecisionKind.TRANSLATED, user=user, reason=language)
    return _make_public(original, translation, user)


def _current(submission: Submission, language: str, version: int) -> Translation:
    """The translation as it was on the screen; a new one for version 0."""
    found = Translation.objects.filter(submission=submission, language=language).first()
    translation = found or Translation(submission=submission, language=language)
    if translation.version != version:
        raise StaleTranslation
    return translation


def _write(submission: Submission, language: str, version: int, user: Any, edit: Edit) -> Translation:
    translation = _current(submission, language, version)
    original = original_of(submission)
    if original is None or language == submission.language:
        raise PublishingRefused(["no_consent"])
    if not _may_translate(submission):
        raise PublishingRefused(["no_translate_consent"])
    source, words = digest_of(texts_of(original)), texts_of(edit)
    if (words, source) == (texts_of(translation), translation.source_digest):
        return translation
    translation.title, translation.text, translation.attribution, translation.place_label = words
    translation.source_digest, translation.written_by, translation.changed_at = source, user, clock.now()
    translation.version += 1
    translation.save()
    return translation


def _may_translate(submission: Submission) -> bool:
    return Consent.objects.allow(submission, Scope.TRANSLATE, clock.now())


def _reasons_against(submission: Submission, original: Story | None, translation: Translation) -> list[str]:
    found = leaks(texts_of(translation), submission.private_data)
    is_empty = not (translation.title and translation.text and translation.attribution)
    return [
        *(["no_consent"] if original is None else []),
        *(["empty"] if is_empty else []),
        *(code for code in OWN if code in found),
    ]


def _make_public(original: Story, translation: Translation, user: Any) -> Story:
    locale = Locale.objects.get(language_code=translation.language)
    story = original.get_translation_or_none(locale) or original.copy_for_translation(locale)
    story.state, story.month = original.state, original.month
    put_on_site(story, texts_of(translation), original.topics.all(), user)
    return story
