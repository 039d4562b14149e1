"""Changing what one allows: dated rows only, and what a permission carried ends with it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from wagtail.search.models import IndexEntry

from cms.core import clock as site_clock
from cms.users import roles
from stories.choices import DecisionKind, Scope, Status
from stories.models import Consent, Decision, EditedVersion, PublicPhoto, Story, Submission
from stories.scheduled import publish_due
from stories.services.moderation import NotOpen, PhotoChoice, StaleDecision, save_edit
from stories.services.permissions import CAN_CHANGE, NoWayToReach, change_permissions
from stories.services.publication import NeedsSecondPerson, PublishingRefused, publish_story
from stories.services.scheduling import schedule_story
from stories.services.translating import publish_translation
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages, edit, published, somebody, submission, with_photo

pytestmark = pytest.mark.django_db
EVERYTHING = frozenset(CAN_CHANGE)


def change(story, wanted, language="en"):
    return change_permissions(submission_id=story.pk, wanted=frozenset(wanted), language=language)


def live(story):
    return set(Consent.objects.live(site_clock.now()).filter(submission=story).values_list("scope", flat=True))


def test_a_no_closes_the_row_and_a_new_yes_is_a_new_row(clock):
    story = submission()
    clock.forward(hours=1)
    change(story, EVERYTHING - {Scope.PRESS})
    clock.forward(hours=1)
    change(story, EVERYTHING, language="es")
    first, second = Consent.objects.filter(submission=story, scope=Scope.PRESS)
    assert first.given_at < first.withdrawn_at < second.given_at
    assert (first.language, second.language, second.withdrawn_at) == ("en", "es", None)


def test_only_what_changed_is_touched():
    story = submission()
    before = dict(Consent.objects.values_list("scope", "given_at"))
    change(story, EVERYTHING - {Scope.PRESS})
    assert dict(Consent.objects.values_list("scope", "given_at")) == before
    assert live(story) == set(Scope) - {Scope.PRESS}


def test_keeping_cannot_be_ended_by_leaving_it_out():
    story = submission()
    change(story, frozenset())
    assert live(story) == {Scope.KEEP}


def test_nothing_new_changes_nothing():
    story = submission()
    assert not change(story, EVERYTHING)
    assert Decision.objects.filter(kind=DecisionKind.PERMISSIONS).count() == 0


def test_a_change_is_recorded_without_a_user_and_makes_open_screens_stale():
    story = submission()
    change(story, EVERYTHING - {Scope.SOCIAL})
    decision = Decision.objects.get(kind=DecisionKind.PERMISSIONS)
    assert (decision.user, decision.version) == (None, story.version + 1)
    with pytest.raises(StaleDecision):
        publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit())


def test_taking_back_the_text_takes_the_public_story_down_in_every_language():
    story = published()
    publish_translation(submission_id=story.pk, language="es", user=None, edit=edit(title="Nueve días"))
    change(story, EVERYTHING - {Scope.PUBLISH_TEXT})
    story.refresh_from_db()
    assert story.status == Status.READY
    assert story.expires_at > site_clock.now() + timedelta(days=364)
    assert not Story.objects.public().exists()
    assert not Story.objects.filter(live=True).exists()
    assert not IndexEntry.objects.filter(content_type__model="story").exists()


def test_giving_the_text_again_brings_nothing_back_by_itself():
    story = published()
    change(story, EVERYTHING - {Scope.PUBLISH_TEXT})
    change(story, EVERYTHING)
    Story.objects.get().save_revision(clean=False).publish()
    assert not Story.objects.public().exists()
    story.refresh_from_db()
    publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit())
    assert Story.objects.public().count() == 1


def test_taking_back_the_text_takes_back_the_first_of_two_approvals():
    both_languages()
    story, ana, ben = submission(is_minor=True), somebody(roles.MODERATORS), somebody(roles.MODERATORS)
    with pytest.raises(NeedsSecondPerson):
        publish_story(submission_id=story.pk, version=story.version, user=ana, edit=edit())
    change(story, EVERYTHING - {Scope.PUBLISH_TEXT})
    change(story, EVERYTHING)
    assert EditedVersion.objects.get().approved_by is None
    story.refresh_from_db()
    with pytest.raises(NeedsSecondPerson):
        publish_story(submission_id=story.pk, version=story.version, user=ben, edit=edit())


def test_taking_back_the_translation_leaves_the_original():
    story = published()
    publish_translation(submission_id=story.pk, language="es", user=None, edit=edit(title="Nueve días"))
    change(story, EVERYTHING - {Scope.TRANSLATE})
    assert [version.locale.language_code for version in Story.objects.filter(live=True)] == ["en"]
    change(story, EVERYTHING)
    assert [version.locale.language_code for version in Story.objects.public()] == ["en"]


def test_taking_back_the_photo_leaves_the_text(django_capture_on_commit_callbacks):
    both_languages()
    story = with_photo()
    photos = (PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bag"),)
    with django_capture_on_commit_callbacks(execute=True):
        publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit(photos=photos))
    assert PublicPhoto.objects.public().count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        change(story, EVERYTHING - {Scope.PUBLISH_PHOTO})
    assert not PublicPhoto.objects.exists()
    assert Story.objects.public().count() == 1
    change(story, EVERYTHING)
    assert not PublicPhoto.objects.public().exists()


def test_being_contacted_needs_an_address():
    story = submission(email="", phone="", consents=frozenset({Scope.KEEP}))
    with pytest.raises(NoWayToReach):
        change(story, {Scope.CONTACT, Scope.PRESS})
    assert live(story) == {Scope.KEEP}


def test_a_permission_that_ran_out_can_be_given_again():
    story = submission()
    Consent.objects.filter(scope=Scope.PRESS).update(expires_at=site_clock.now())
    assert change(story, EVERYTHING)
    assert Scope.PRESS in live(story)
    assert Consent.objects.filter(scope=Scope.PRESS, withdrawn_at=None).count() == 1


class TestGivenAgainAfterItRanOut:
    """What ran out by itself is ended like what is taken back: the new yes waits for a new decision."""

    def run_out(self, scope):
        Consent.objects.filter(scope=scope).update(expires_at=site_clock.now())

    def test_the_text_is_not_there_by_itself(self):
        story = published()
        self.run_out(Scope.PUBLISH_TEXT)
        change(story, EVERYTHING)
        story.refresh_from_db()
        assert story.status == Status.READY
        assert not Story.objects.public().exists()
        assert not Story.objects.exclude(text="").exists()

    def test_the_translation_is_not_there_by_itself(self):
        story = published()
        publish_translation(submission_id=story.pk, language="es", user=None, edit=edit(title="Nueve días"))
        self.run_out(Scope.TRANSLATE)
        change(story, EVERYTHING)
        assert [version.locale.language_code for version in Story.objects.public()] == ["en"]

    def test_the_photo_needs_a_new_look_and_a_new_copy(self, django_capture_on_commit_callbacks):
        both_languages()
        story = with_photo()
        choice = PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bag")
        with django_capture_on_commit_callbacks(execute=True):
            publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit(photos=(choice,)))
        first = PublicPhoto.objects.public().get().file_name
        self.run_out(Scope.PUBLISH_PHOTO)
        with django_capture_on_commit_callbacks(execute=True):
            change(story, EVERYTHING)
        assert not PublicPhoto.objects.exists()
        story.refresh_from_db()
        photo = story.photos.get()
        assert (photo.is_chosen, photo.faces_checked) == (False, False)
        unchecked = replace(choice, faces_checked=False)
        with pytest.raises(PublishingRefused):
            publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit(photos=(unchecked,)))
        story.refresh_from_db()
        with django_capture_on_commit_callbacks(execute=True):
            publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit(photos=(choice,)))
        assert PublicPhoto.objects.public().get().file_name != first


def test_after_withdrawing_nothing_can_be_allowed_again():
    story = published()
    withdraw_story(submission_id=story.pk)
    with pytest.raises(NotOpen):
        change(story, EVERYTHING)
    assert live(story) == set()


def test_without_permission_nothing_is_published():
    both_languages()
    story = submission()
    change(story, frozenset())
    story.refresh_from_db()
    with pytest.raises(PublishingRefused):
        publish_story(submission_id=story.pk, version=story.version, user=None, edit=edit())


def test_taking_back_the_text_stops_the_schedule():
    story = submission()
    save_edit(submission_id=story.pk, version=story.version, user=None, edit=edit())
    Submission.objects.update(status=Status.SCHEDULED)
    EditedVersion.objects.update(publish_at=site_clock.now())
    change(story, frozenset())
    change(story, EVERYTHING)
    assert Submission.objects.get().status == Status.READY
    assert EditedVersion.objects.get().publish_at is None
    assert publish_due() == 0


class TestChosenPhoto:
    """A photo that was chosen and checked before its permission ended is neither afterwards."""

    @pytest.fixture
    def two(self):
        both_languages()
        return somebody(roles.MODERATORS), somebody(roles.MODERATORS)

    def choice(self, story):
        return (PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bag"),)

    def schedule(self, story, user):
        story.refresh_from_db()
        schedule_story(
            submission_id=story.pk,
            version=story.version,
            user=user,
            edit=edit(photos=self.choice(story)),
            publish_at=site_clock.now() + timedelta(days=1),
        )

    @pytest.mark.parametrize("given_again", [EVERYTHING, EVERYTHING - {Scope.PUBLISH_PHOTO}])
    def test_a_schedule_with_it_stops(self, two, clock, given_again):
        story = with_photo()
        self.schedule(story, two[0])
        change(story, EVERYTHING - {Scope.PUBLISH_PHOTO})
        change(story, given_again)
        story.refresh_from_db()
        assert story.status == Status.READY
        clock.forward(days=2)
        assert publish_due() == 0
        assert not Story.objects.exists()
        photo = story.photos.get()
        assert (photo.is_chosen, photo.faces_checked) == (False, False)

    def test_a_first_approval_with_it_counts_no_more(self, two):
        story = with_photo(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            self.schedule(story, two[0])
        change(story, EVERYTHING - {Scope.PUBLISH_PHOTO})
        change(story, EVERYTHING)
        assert EditedVersion.objects.get().approved_by is None
        with pytest.raises(NeedsSecondPerson):
            self.schedule(story, two[1])

    def test_a_published_story_stays_without_it(self, two):
        story = with_photo()
        publish_story(submission_id=story.pk, version=story.version, user=two[0], edit=edit(photos=self.choice(story)))
        change(story, EVERYTHING - {Scope.PUBLISH_PHOTO})
        change(story, EVERYTHING)
        story.refresh_from_db()
        publish_story(submission_id=story.pk, version=story.version, user=two[0], edit=edit())
        assert Story.objects.public().count() == 1
        assert not PublicPhoto.objects.filter(retired_at=None).exists()

    def test_a_schedule_without_a_photo_goes_on(self, two, clock):
        story = with_photo()
        schedule_story(
            submission_id=story.pk,
            version=story.version,
            user=two[0],
            edit=edit(),
            publish_at=site_clock.now() + timedelta(days=1),
        )
        change(story, EVERYTHING - {Scope.PUBLISH_PHOTO})
        clock.forward(days=2)
        assert publish_due() == 1
