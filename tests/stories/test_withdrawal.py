"""Down means down: in every language, search, photo and schedule, and no admin brings it back."""

from datetime import timedelta
from functools import partial

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.db import connection
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.models import IndexEntry

from cms.core import clock as site_clock
from stories.choices import DecisionKind, Scope, Status, TombstoneKind
from stories.models import (
    AccessLog,
    Consent,
    Contact,
    Decision,
    EditedVersion,
    Media,
    PublicPhoto,
    Story,
    Submission,
    Tombstone,
)
from stories.models.records import AppendOnlyError
from stories.services.moderation import NotOpen, PhotoChoice
from stories.services.publication import publish_story
from stories.services.translating import publish_translation
from stories.services.withdrawal import NoSuchReceipt, erase_story, find_by_receipt, withdraw_story
from tests.factories.stories import both_languages, edit, published, shared, submission, with_photo

pytestmark = pytest.mark.django_db


@pytest.fixture
def in_two_languages():
    sent = published()
    publish_translation(submission_id=sent.pk, language="es", user=None, edit=edit(title="Nueve días"))
    return sent


def test_a_receipt_finds_its_story_among_others():
    stories = [shared(form_key=f"k{number}") for number in range(5)]
    assert find_by_receipt(stories[3].receipt) == stories[3].submission


def test_two_receipts_with_one_prefix_are_told_apart(monkeypatch):
    monkeypatch.setattr("stories.receipts.lookup_prefix", lambda typed: "000000")
    first, second = shared(), shared()
    assert find_by_receipt(first.receipt) == first.submission
    assert find_by_receipt(second.receipt) == second.submission


def test_a_wrong_receipt_finds_nothing():
    shared()
    with pytest.raises(NoSuchReceipt):
        find_by_receipt("hover narrow increase whip outside window faith")


def test_withdrawing_takes_down_every_language(in_two_languages):
    assert Story.objects.public().count() == 2
    withdraw_story(submission_id=in_two_languages.pk)
    assert not Story.objects.public().exists()
    assert not Story.objects.filter(live=True).exists()
    assert set(Tombstone.objects.values_list("slug", "kind")) == {
        (Story.objects.all()[0].slug, TombstoneKind.WITHDRAWN)
    }


def test_withdrawing_closes_every_consent_and_records_it(in_two_languages):
    story = withdraw_story(submission_id=in_two_languages.pk)
    assert story.status == Status.WITHDRAWN
    assert not Consent.objects.filter(withdrawn_at=None).exists()
    assert Decision.objects.order_by("-pk")[0].kind == DecisionKind.WITHDRAWN


def test_withdrawing_twice_is_once(in_two_languages):
    withdraw_story(submission_id=in_two_languages.pk)
    withdraw_story(submission_id=in_two_languages.pk)
    assert Decision.objects.filter(kind=DecisionKind.WITHDRAWN).count() == 1
    assert Tombstone.objects.count() == 1


def test_search_forgets_the_story(in_two_languages):
    assert IndexEntry.objects.filter(content_type__model="story").count() == 2
    withdraw_story(submission_id=in_two_languages.pk)
    assert not IndexEntry.objects.filter(content_type__model="story").exists()


def test_a_story_that_was_never_public_can_be_withdrawn():
    story = submission()
    withdraw_story(submission_id=story.pk)
    assert Tombstone.objects.get().slug == ""


class TestNothingBringsItBack:
    @pytest.fixture
    def revisions(self, in_two_languages):
        return list(Revision.objects.filter(content_type__model="story"))

    @pytest.fixture
    def down(self, in_two_languages, revisions):
        return withdraw_story(submission_id=in_two_languages.pk)

    def public(self) -> int:
        return Story.objects.public().count()

    def test_not_the_publish_button(self, down):
        for story in Story.objects.all():
            with pytest.raises(ValidationError):
                story.save_revision()
            story.save_revision(clean=False).publish()
        assert self.public() == 0
        assert not Story.objects.filter(live=True).exists()

    def test_not_an_old_revision(self, revisions, down):
        assert len(revisions) == 2
        for restored in revisions:
            restored.save(force_insert=True)
            restored.publish()
        assert self.public() == 0

    def test_not_a_schedule(self, down):
        for story in Story.objects.all():
            story.go_live_at = site_clock.now() - timedelta(minutes=1)
            revision = story.save_revision(clean=False)
            revision.approved_go_live_at = story.go_live_at
            revision.save()
        call_command("publish_scheduled")
        assert self.public() == 0
        assert not Story.objects.filter(live=True).exists()

    def test_not_a_flag_in_the_database(self, down):
        Story.objects.update(live=True)
        assert self.public() == 0

    def test_not_a_restored_status_or_a_restored_consent(self, down):
        Story.objects.update(live=True)
        Submission.objects.update(status=Status.PUBLISHED)
        Consent.objects.update(withdrawn_at=None)
        assert self.public() == 0

    def test_not_a_copy(self, down):
        story = Story.objects.all()[0]
        Story.objects.create(
            submission=down, locale=story.locale, title="Copy", text="x", attribution="A", month=story.month
        )
        Story.objects.update(live=True)
        assert self.public() == 0

    def test_not_a_moderator(self, down):
        with pytest.raises(NotOpen):
            publish_story(submission_id=down.pk, version=down.version, user=None, edit=edit())

    def test_not_a_translation(self, down):
        story = Story.objects.all()[0]
        story.title = "Again"
        story.save()
        assert self.public() == 0


def test_a_consent_that_ends_takes_the_story_off_by_itself(clock):
    sent = published()
    Consent.objects.filter(scope=Scope.PUBLISH_TEXT).update(expires_at=site_clock.now() + timedelta(days=30))
    assert Story.objects.public().count() == 1
    clock.forward(days=31)
    assert Story.objects.public().count() == 0
    Story.objects.get().save_revision(clean=False).publish()
    assert Story.objects.public().count() == 0
    assert sent.status == Status.PUBLISHED


def test_a_withdrawn_translation_consent_takes_only_the_translation_down(in_two_languages):
    Consent.objects.filter(scope=Scope.TRANSLATE).update(withdrawn_at=site_clock.now())
    assert list(Story.objects.public().values_list("locale__language_code", flat=True)) == ["en"]


class TestPhotos:
    @pytest.fixture
    def with_public_photo(self, django_capture_on_commit_callbacks):
        both_languages()
        sent = with_photo()
        choice = PhotoChoice(media_id=sent.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bridge")
        with django_capture_on_commit_callbacks(execute=True):
            publish_story(submission_id=sent.pk, version=sent.version, user=None, edit=edit(photos=(choice,)))
        return sent

    def test_the_public_file_is_removed(self, with_public_photo, django_capture_on_commit_callbacks):
        name = PublicPhoto.objects.public().get().file_name
        assert default_storage.exists(name)
        with django_capture_on_commit_callbacks(execute=True):
            withdraw_story(submission_id=with_public_photo.pk)
        assert not default_storage.exists(name)
        assert not PublicPhoto.objects.exists()

    def test_without_consent_the_photo_is_hidden_even_before_the_file_is_gone(self, with_public_photo):
        Consent.objects.filter(scope=Scope.PUBLISH_PHOTO).update(withdrawn_at=site_clock.now())
        assert not PublicPhoto.objects.public().exists()

    def test_erasing_removes_private_files_too(self, with_public_photo, own_files, django_capture_on_commit_callbacks):
        with django_capture_on_commit_callbacks(execute=True):
            erase_story(submission_id=with_public_photo.pk)
        assert not [path for path in own_files.rglob("*") if path.is_file() and "sqlite" not in path.name]


class TestErasing:
    def test_nothing_a_person_wrote_is_left(self, in_two_languages):
        slug = Story.objects.all()[0].slug
        erase_story(submission_id=in_two_languages.pk)
        for model in (Submission, Contact, Consent, EditedVersion, Media, Story):
            assert not model.objects.exists()
        assert not Revision.objects.filter(content_type__model="story").exists()
        assert set(Tombstone.objects.values_list("slug", "kind")) == {(slug, TombstoneKind.ERASED)}

    def test_what_was_done_stays_without_text(self, in_two_languages):
        erase_story(submission_id=in_two_languages.pk)
        assert list(Decision.objects.values_list("kind", flat=True))[-2:] == ["withdrawn", "erased"]
        assert not ModelLogEntry.objects.filter(label__icontains="nine days").exists()

    def test_the_address_stays_gone(self, in_two_languages, client):
        url = Story.objects.all()[0].url_in("en")
        erase_story(submission_id=in_two_languages.pk)
        assert client.get(url).status_code == 410

    def test_a_backup_of_last_week_does_not_bring_it_back(self):
        """The tombstones are newer than the backup: they win."""
        sent = published()
        rows = {model: list(model.objects.all()) for model in (Submission, Consent, Story)}
        erase_story(submission_id=sent.pk)
        for objects in rows.values():
            for restored in objects:
                if isinstance(restored, Story):
                    restored.live_revision = restored.latest_revision = None
                restored.save(force_insert=True)
        assert Story.objects.filter(live=True).exists()
        assert not Story.objects.public().exists()


def test_records_can_be_written_and_never_changed():
    story = submission()
    AccessLog.objects.create(submission_id=story.pk, kind="story")
    for row in (Decision.objects.get(), AccessLog.objects.get()):
        for attempt in (
            row.save,
            row.delete,
            type(row).objects.all().delete,
            partial(type(row).objects.update, kind="x"),
        ):
            with pytest.raises(AppendOnlyError):
                attempt()
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM stories_decision")
        assert cursor.fetchone()[0] == 1
