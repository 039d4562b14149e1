"""Publishes a story, or says in words why it may not be."""

import uuid
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.core import clock
from stories import periods
from stories.choices import OPEN_STATUSES, DecisionKind, Scope, Status
from stories.delivery import deliver_soon
from stories.erasure import unpublish
from stories.models import Consent, EditedVersion, Media, PublicPhoto, Story, Submission, Tombstone
from stories.privacy import leaks
from stories.services.claims import hold
from stories.services.moderation import Edit, NotOpen, locked, record, tell_storyteller, write_edit

REFUSALS = {
    "own_name": _("The storyteller’s own name is in the public version. They have not agreed to that."),
    "email": _("An e-mail address of the storyteller is in the public version."),
    "phone": _("A phone number of the storyteller is in the public version."),
    "no_consent": _("The storyteller has not given permission to publish the text, or has taken it back."),
    "no_photo_consent": _("A photo is chosen, but the storyteller has not given permission to publish photos."),
    "faces": _("A photo is chosen whose faces nobody has checked."),
    "no_alt": _("A photo is chosen that has no description for people who cannot see it."),
    "empty": _("The public version needs a title, a text and a name to show."),
    "no_translate_consent": _("The storyteller has not given permission to translate it."),
    "withdrawn": _("The storyteller has withdrawn this story."),
}


class PublishingRefused(Exception):
    """It may not be published. `codes` are keys of REFUSALS."""

    def __init__(self, codes: list[str]) -> None:
        super().__init__()
        self.codes = codes

    @property
    def sentences(self) -> list[str]:
        return [str(REFUSALS[code]) for code in self.codes]


class NeedsSecondPerson(Exception):
    """The story is flagged: this person's approval is noted, another person must publish it."""


def reasons_against(*, submission: Submission) -> list[str]:
    """Codes of REFUSALS that speak against publishing the edited version now; empty when nothing does."""
    edited = EditedVersion.objects.filter(pk=submission.pk).first()
    if edited is None:
        return ["empty"]
    chosen = list(submission.photos.filter(is_chosen=True))
    live = set(Consent.objects.live(clock.now()).filter(submission=submission).values_list("scope", flat=True))
    texts = [edited.title, edited.text, edited.attribution, edited.place_label, *(media.alt for media in chosen)]
    found = leaks(texts, submission.private_data)
    against = {
        "withdrawn": Tombstone.objects.filter(submission_id=submission.pk).exists(),
        "no_consent": Scope.PUBLISH_TEXT not in live,
        "empty": not (edited.title and edited.text and edited.attribution),
        "own_name": "own_name" in found,
        "email": "email" in found,
        "phone": "phone" in found,
        "no_photo_consent": bool(chosen) and Scope.PUBLISH_PHOTO not in live,
        "faces": any(not media.faces_checked for media in chosen),
        "no_alt": any(not media.alt for media in chosen),
    }
    return [code for code, is_so in against.items() if is_so]


def publish_story(*, submission_id: uuid.UUID, version: int, user: Any, edit: Edit) -> Story:
    """Save the edit and publish it in the storyteller's language; they are told by a neutral e-mail.

    A refusal and a first approval are kept: the edit is not lost.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen, PublishingRefused, NeedsSecondPerson
    """
    outcome = _publish(submission_id, version, user, edit)
    if isinstance(outcome, Exception):
        raise outcome
    return outcome


@transaction.atomic
def _publish(submission_id: uuid.UUID, version: int, user: Any, edit: Edit) -> Story | Exception:
    """The story, or the refusal to raise after the edit is committed."""
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status not in (*OPEN_STATUSES, Status.PUBLISHED):
        raise NotOpen
    hold(submission=submission, user=user)
    submission.save(update_fields=["claimed_by", "claimed_until"])
    if write_edit(submission=submission, edit=edit):
        record(submission=submission, kind=DecisionKind.EDITED, user=user)
    codes = reasons_against(submission=submission)
    if codes:
        return PublishingRefused(codes)
    edited = EditedVersion.objects.get(pk=submission.pk)
    if submission.needs_second_person and edited.approved_by in (None, user):
        _approve(submission, edited, user)
        return NeedsSecondPerson()
    return _make_public(submission, edited, user)


def _approve(submission: Submission, edited: EditedVersion, user: Any) -> None:
    submission.claimed_by, submission.claimed_until = None, None
    if edited.approved_by == user:
        submission.save(update_fields=["claimed_by", "claimed_until"])
        return
    edited.approved_by = user
    edited.save(update_fields=["approved_by"])
    if submission.status != Status.PUBLISHED:
        submission.status = Status.READY
    record(submission=submission, kind=DecisionKind.APPROVED, user=user)


def _make_public(submission: Submission, edited: EditedVersion, user: Any) -> Story:
    submission.status = Status.PUBLISHED
    submission.claimed_by, submission.claimed_until = None, None
    submission.expires_at = None
    record(submission=submission, kind=DecisionKind.PUBLISHED, user=user)
    locale = Locale.objects.get(language_code=submission.language)
    story = Story.objects.filter(submission=submission, locale=locale).first()
    if story is None:
        story = Story(submission=submission, locale=locale, live=False)
    story.title, story.text = edited.title, edited.text
    story.attribution, story.place_label = edited.attribution, edited.place_label
    story.state, story.is_sample = submission.state, submission.is_sample
    story.month = story.month or submission.created_at.date().replace(day=1)
    story.submission = submission
    story.full_clean()
    story.save()
    story.topics.set(edited.topics.all())
    story.save()
    story.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    _renew_photos(submission)
    tell_storyteller(submission=submission, kind="stories.published")
    story.refresh_from_db()
    return story


@transaction.atomic
def publish_translation(*, submission_id: uuid.UUID, language: str, user: Any, edit: Edit) -> Story:
    """Publish a published story in another language, which needs a permission of its own.

    Raises:
        PublishingRefused
    """
    submission = Submission.objects.select_for_update().get(pk=submission_id)
    original = Story.objects.public().filter(submission=submission).order_by("pk").first()
    if original is None:
        raise PublishingRefused(["no_consent"])
    if not Consent.objects.live(clock.now()).filter(submission=submission, scope=Scope.TRANSLATE).exists():
        raise PublishingRefused(["no_translate_consent"])
    locale = Locale.objects.get(language_code=language)
    story = original.get_translation_or_none(locale) or original.copy_for_translation(locale)
    story.title, story.text = edit.title, edit.text
    story.attribution, story.place_label = edit.attribution, edit.place_label
    story.save()
    story.topics.set(original.topics.all())
    story.save()
    story.save_revision(user=user).publish(user=user, skip_permission_checks=True)
    story.refresh_from_db()
    return story


def _renew_photos(submission: Submission) -> None:
    """One public copy for each chosen photo; copies of photos no longer chosen are retired."""
    chosen = {media.pk: media for media in submission.photos.filter(is_chosen=True)}
    for photo in PublicPhoto.objects.filter(submission=submission, retired_at=None):
        if photo.media_id not in chosen:
            photo.retired_at = clock.now()
            photo.save(update_fields=["retired_at"])
            deliver_soon(photo)
        else:
            PublicPhoto.objects.filter(pk=photo.pk).update(alt=chosen.pop(photo.media_id).alt)
    for media in chosen.values():
        deliver_soon(_public_copy(submission, media))


def _public_copy(submission: Submission, media: Media) -> PublicPhoto:
    return PublicPhoto.objects.create(
        submission=submission, media=media, alt=media.alt, width=media.width, height=media.height
    )


@transaction.atomic
def take_down(*, submission_id: uuid.UUID, version: int, user: Any) -> Submission:
    """Take a published story off the site; it can be published again while its consent lives.

    Raises:
        StaleDecision, ClaimedByOther, NotOpen
    """
    submission = locked(submission_id=submission_id, version=version, user=user)
    if submission.status != Status.PUBLISHED:
        raise NotOpen
    submission.status = Status.READY
    submission.expires_at = clock.now() + periods.UNPUBLISHED
    record(submission=submission, kind=DecisionKind.TAKEN_DOWN, user=user)
    unpublish(submission=submission)
    return submission
