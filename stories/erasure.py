"""Takes a story off the public side, and deletes what a person wrote. Callers hold the row's lock."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction
from wagtail.admin.models import FormState
from wagtail.models import Revision
from wagtail.search import index
from wagtail_localize.models import SegmentOverride, String, StringTranslation, TranslationSource

from cms.core import clock
from cms.outbox.services import erase_recipient
from stories import periods
from stories.choices import PUBLIC_TEXTS, DecisionKind, Status, TombstoneKind
from stories.delivery import deliver_soon, remove_private_files
from stories.models import Consent, Decision, EditedVersion, PublicPhoto, Story, Submission, Tombstone, Translation

STATE = ("live", "go_live_at", "has_unpublished_changes", "live_revision", "latest_revision")


def take_back(*, submission: Submission) -> None:
    """Close every consent, take every language of the story down, and write tombstones."""
    now = clock.now()
    last_day = now + periods.WITHDRAWN
    Consent.objects.filter(submission=submission, withdrawn_at=None).update(withdrawn_at=now)
    submission.status = Status.WITHDRAWN
    submission.version = submission.version + 1
    submission.changed_at = now
    submission.expires_at = min(submission.expires_at or last_day, last_day)
    submission.claimed_by, submission.claimed_until = None, None
    submission.save(update_fields=["status", "version", "changed_at", "expires_at", "claimed_by", "claimed_until"])
    EditedVersion.objects.filter(pk=submission.pk).update(publish_at=None, scheduled_by=None)
    unpublish(submission=submission)
    Translation.objects.filter(submission=submission).delete()
    bury(submission=submission, kind=TombstoneKind.WITHDRAWN)


@transaction.atomic
def erase(*, submission: Submission, because: DecisionKind) -> None:
    """Delete everything a person wrote or sent. Records without text and tombstones stay.

    Args:
        because: ERASED when the storyteller asked for it, EXPIRED when its time is over.
    """
    if submission.status != Status.WITHDRAWN:
        take_back(submission=submission)
    Tombstone.objects.filter(submission_id=submission.pk).update(kind=TombstoneKind.ERASED)
    Decision.objects.create(submission_id=submission.pk, kind=because, version=submission.version)
    erase_recipient(reference=str(submission.pk))
    files = list(submission.photos.values_list("file_name", flat=True))
    _delete_public_versions(submission)
    submission.delete()
    transaction.on_commit(partial(remove_private_files, files), robust=True)


def _delete_public_versions(submission: Submission) -> None:
    stories = list(Story.objects.filter(submission=submission))
    _delete_copies_for_translators(stories)
    for story in stories:
        _delete_previews(story)
        story.delete()


def _delete_previews(story: Story) -> None:
    """What editors typed to look at it first: Wagtail keeps the whole form for a day or longer."""
    FormState.objects.for_instance(story).delete()


def unpublish(*, submission: Submission) -> None:
    """Take every language version off the public side, with its words, schedule, search row and photos."""
    _hide(Story.objects.filter(submission=submission))
    Translation.objects.filter(submission=submission).disapprove()
    retire_photos(submission=submission)


def unpublish_translations(*, submission: Submission) -> None:
    """Take every version off the public side that is not in the storyteller's own language."""
    _hide(Story.objects.filter(submission=submission).exclude(locale__language_code=submission.language))
    Translation.objects.filter(submission=submission).disapprove()


def unpublish_language(*, submission: Submission, language: str) -> None:
    """Take one translation off the public side."""
    _hide(Story.objects.filter(submission=submission, locale__language_code=language))
    Translation.objects.filter(submission=submission, language=language).disapprove()


def _hide(stories: Iterable[Story]) -> None:
    """The rows stay for their addresses. Their words rest encrypted, in EditedVersion and Translation."""
    hidden = list(stories)
    for story in hidden:
        story.live, story.go_live_at, story.has_unpublished_changes = False, None, True
        story.live_revision = story.latest_revision = None
        for name in PUBLIC_TEXTS:
            setattr(story, name, "")
        story.save(update_fields=[*STATE, *PUBLIC_TEXTS])
        Revision.objects.for_instance(story).delete()
        _delete_previews(story)
        index.remove_object(story)
    _delete_copies_for_translators(hidden)


def _delete_copies_for_translators(stories: Iterable[Story]) -> None:
    """What wagtail-localize holds of these stories, in every language; a sentence that others have too stays."""
    keys = {story.translation_key for story in stories}
    TranslationSource.objects.filter(object_id__in=keys).delete()
    StringTranslation.objects.filter(context__object_id__in=keys).delete()
    SegmentOverride.objects.filter(context__object_id__in=keys).delete()
    String.objects.filter(segments=None, translations=None).delete()


def retire_photos(*, submission: Submission) -> None:
    """Take every photo off the public side."""
    for photo in PublicPhoto.objects.filter(submission=submission, retired_at=None):
        retire_photo(photo)


def retire_photo(photo: PublicPhoto) -> None:
    """Take one photo off the public side, its description at once; file and row follow after the commit."""
    photo.retired_at, photo.alt = clock.now(), ""
    photo.save(update_fields=["retired_at", "alt"])
    deliver_soon(photo)


def bury(*, submission: Submission, kind: TombstoneKind) -> None:
    """One tombstone for each address where the story was, or one without address."""
    slugs = set(Story.objects.filter(submission=submission).values_list("slug", flat=True)) or {""}
    for slug in slugs:
        Tombstone.objects.get_or_create(submission_id=submission.pk, slug=slug, defaults={"kind": kind})
