"""Makes a story public, or says what speaks against it. Callers hold the row's lock."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from cms.core import clock
from cms.places.states import state_name
from stories.choices import DecisionKind, Scope, Status
from stories.delivery import deliver_soon
from stories.erasure import retire_photo
from stories.models import Consent, EditedVersion, Media, Message, PublicPhoto, Story, Submission, Tombstone, Topic
from stories.models.records import texts_of
from stories.models.undo import UNDO_LASTS
from stories.privacy import OWN, leaks, words
from stories.recording import record, tell_storyteller

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
    "news": _("The storyteller has written since. Read it first."),
}


def reasons_against(*, submission: Submission) -> list[str]:
    """Codes of REFUSALS that speak against publishing the edited version now; empty when nothing does."""
    edited = EditedVersion.objects.filter(pk=submission.pk).first()
    if edited is None:
        return ["empty"]
    chosen = list(submission.photos.filter(is_chosen=True))
    live = Consent.objects.scopes_of(submission, clock.now())
    texts = [*texts_of(edited), *(media.alt for media in chosen)]
    found = leaks(texts, submission.private_data)
    against = {
        "withdrawn": Tombstone.objects.filter(submission_id=submission.pk).exists(),
        "no_consent": Scope.PUBLISH_TEXT not in live,
        "empty": not (edited.title and edited.text and edited.attribution),
        **{code: code in found for code in OWN},
        "no_photo_consent": bool(chosen) and Scope.PUBLISH_PHOTO not in live,
        "faces": any(not media.faces_checked for media in chosen),
        "no_alt": any(not media.alt for media in chosen),
        # It may say "please wait".
        "news": Message.objects.unread_by_team().filter(submission=submission).exists(),
    }
    return [code for code, is_so in against.items() if is_so]


def make_public(submission: Submission, edited: EditedVersion, user: Any) -> Story:
    """Publish the edited version of a locked submission, against which nothing speaks."""
    edited.publish_at, edited.scheduled_by = None, None
    edited.save(update_fields=["publish_at", "scheduled_by"])
    submission.status = Status.PUBLISHED
    submission.claimed_by, submission.claimed_until = None, None
    submission.expires_at = None
    record(submission=submission, kind=DecisionKind.PUBLISHED, user=user)
    locale = Locale.objects.get(language_code=submission.language)
    story = Story.objects.filter(submission=submission, locale=locale).first()
    if story is None:
        story = Story(submission=submission, locale=locale, live=False)
    story.state, story.is_sample = _shown_state(submission, edited), submission.is_sample
    story.month = story.month or submission.created_at.date().replace(day=1)
    story.submission = submission
    put_on_site(story, texts_of(edited), edited.topics.all(), user)
    _renew_photos(submission)
    tell_storyteller(submission=submission, kind="stories.published", wait=UNDO_LASTS)
    return story


def put_on_site(story: Story, texts: list[str], topics: Iterable[Topic], user: Any) -> None:
    """Publish these words as this story, in whichever language it is."""
    story.title, story.text, story.attribution, story.place_label = texts
    story.full_clean()
    story.save()
    story.topics.set(topics)
    story.save()
    story.save_revision(user=user, log_action=True).publish(user=user, skip_permission_checks=True)
    story.refresh_from_db()


def _shown_state(submission: Submission, edited: EditedVersion) -> str:
    """The state, only where the public version names it: a filter or a map may tell no more than the page."""
    label = f" {' '.join(words(edited.place_label))} "
    names = {state_name(submission.state, language) for language in ("en", "es")} | {submission.state}
    return submission.state if any(f" {' '.join(words(name))} " in label for name in names if name) else ""


def _renew_photos(submission: Submission) -> None:
    """One public copy for each chosen photo; copies of photos no longer chosen, or covered otherwise, are retired."""
    chosen = {media.pk: media for media in submission.photos.filter(is_chosen=True)}
    for photo in PublicPhoto.objects.filter(submission=submission, retired_at=None):
        media = chosen.get(photo.media_id) if photo.media_id else None
        if media is None or media.boxes != photo.boxes:
            retire_photo(photo)
        else:
            PublicPhoto.objects.filter(pk=photo.pk).update(alt=chosen.pop(media.pk).alt)
    for media in chosen.values():
        deliver_soon(_public_copy(submission, media))


def _public_copy(submission: Submission, media: Media) -> PublicPhoto:
    return PublicPhoto.objects.create(
        submission=submission,
        media=media,
        alt=media.alt,
        width=media.width,
        height=media.height,
        boxes=media.boxes,
    )
