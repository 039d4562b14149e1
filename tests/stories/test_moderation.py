"""Claims, versions, edits and refusals: two moderators never undo each other's work."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from cms.core import clock as site_clock
from cms.outbox.models import OutgoingEmail
from stories.choices import DecisionKind, DeclineReason, Display, Scope, Status, StealReason
from stories.models import Consent, Contact, Decision, EditedVersion, PublicPhoto, Story, Topic
from stories.publishing import reasons_against
from stories.services import claims, moderation
from stories.services.claims import ClaimedByOther
from stories.services.moderation import NotOpen, PhotoChoice, StaleDecision
from stories.services.publication import NeedsSecondPerson, PublishingRefused, publish_story, take_down
from stories.services.translating import publish_translation
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import EVERYTHING, both_languages, edit, somebody, submission, with_photo

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def locales():
    both_languages()


@pytest.fixture
def ana():
    return somebody("Moderators", name="ana")


@pytest.fixture
def ben():
    return somebody("Moderators", name="ben")


def publish(story, user, **changes):
    story.refresh_from_db()
    return publish_story(submission_id=story.pk, version=story.version, user=user, edit=edit(**changes))


def kinds(story) -> list[str]:
    return list(Decision.objects.filter(submission_id=story.pk).values_list("kind", flat=True))


class TestClaims:
    def test_a_claim_keeps_others_away_for_15_minutes(self, ana, ben, clock):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        with pytest.raises(ClaimedByOther):
            claims.claim(submission_id=story.pk, user=ben)
        clock.forward(minutes=16)
        assert claims.claim(submission_id=story.pk, user=ben).claimed_by == ben

    def test_activity_renews_it(self, ana, ben, clock):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        clock.forward(minutes=10)
        moderation.save_edit(submission_id=story.pk, version=1, user=ana, edit=edit())
        clock.forward(minutes=10)
        with pytest.raises(ClaimedByOther):
            claims.claim(submission_id=story.pk, user=ben)

    def test_renewing_is_not_written_down_again(self, ana):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        claims.claim(submission_id=story.pk, user=ana)
        assert kinds(story) == [DecisionKind.SENT, DecisionKind.CLAIMED]

    def test_it_can_be_taken_over_with_a_reason(self, ana, ben):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        claims.claim(submission_id=story.pk, user=ben, steal_reason=StealReason.AWAY)
        assert Decision.objects.order_by("-pk")[0].reason == StealReason.AWAY

    def test_it_can_be_given_back_only_by_its_holder(self, ana, ben):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        claims.release(submission_id=story.pk, user=ben)
        story.refresh_from_db()
        assert story.claimed_by == ana
        claims.release(submission_id=story.pk, user=ana)
        story.refresh_from_db()
        assert story.claimed_by is None

    @pytest.mark.parametrize("act", ["save", "publish", "decline"])
    def test_who_does_not_hold_it_can_do_nothing(self, ana, ben, act):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        who = {"submission_id": story.pk, "version": 1, "user": ben}
        acts = {
            "save": lambda: moderation.save_edit(**who, edit=edit()),
            "publish": lambda: publish_story(**who, edit=edit()),
            "decline": lambda: moderation.decline(**who, reason=DeclineReason.OFF_TOPIC),
        }
        with pytest.raises(ClaimedByOther):
            acts[act]()
        assert not EditedVersion.objects.exists()


class TestVersions:
    def test_a_stale_decision_is_refused_and_names_who_was_first(self, ana, ben):
        story = submission()
        publish(story, ana)
        with pytest.raises(StaleDecision) as caught:
            moderation.decline(submission_id=story.pk, version=1, user=ben, reason=DeclineReason.OFF_TOPIC)
        last = caught.value.last
        assert last
        assert (last.user, last.kind) == (ana, DecisionKind.PUBLISHED)
        assert Story.objects.public().count() == 1

    def test_a_stale_edit_is_refused(self, ana, ben):
        story = submission()
        moderation.save_edit(submission_id=story.pk, version=1, user=ana, edit=edit(title="Ana's"))
        claims.release(submission_id=story.pk, user=ana)
        with pytest.raises(StaleDecision):
            moderation.save_edit(submission_id=story.pk, version=1, user=ben, edit=edit(title="Ben's"))
        assert EditedVersion.objects.get().title == "Ana's"

    def test_a_withdrawal_in_between_stops_the_publication(self, ana):
        story = submission()
        withdraw_story(submission_id=story.pk)
        with pytest.raises(StaleDecision):
            publish_story(submission_id=story.pk, version=1, user=ana, edit=edit())

    def test_saving_without_a_change_is_no_new_version(self, ana):
        story = submission()
        moderation.save_edit(submission_id=story.pk, version=1, user=ana, edit=edit())
        moderation.save_edit(submission_id=story.pk, version=2, user=ana, edit=edit())
        assert kinds(story) == [DecisionKind.SENT, DecisionKind.EDITED]

    @pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
    def test_a_closed_story_takes_no_decision(self, ana, status):
        story = submission()
        story.status = status
        story.save()
        who = {"submission_id": story.pk, "version": 1, "user": ana}
        for act in (
            lambda: moderation.save_edit(**who, edit=edit()),
            lambda: publish_story(**who, edit=edit()),
            lambda: moderation.decline(**who, reason=DeclineReason.SPAM),
            lambda: take_down(**who),
        ):
            with pytest.raises(NotOpen):
                act()


class TestFirstContent:
    @pytest.mark.parametrize(
        ("changes", "attribution"),
        [
            ({}, ""),
            ({"display": Display.INITIAL}, "X."),
            ({"display": Display.FIRST_NAME}, "Ximena"),
            ({"display": Display.FULL_NAME}, "Ximena Quetzalli"),
            ({"display": Display.CHOSEN_NAME, "pen_name": "Luna"}, "Luna"),
        ],
    )
    def test_it_begins_as_the_storyteller_wants_to_appear(self, changes, attribution):
        start = moderation.starting_edit(submission(**changes))
        assert (start.attribution, start.place_label) == (attribution, "New Mexico")

    def test_the_state_is_named_in_the_storys_language(self):
        assert moderation.starting_edit(submission(language="es")).place_label == "Nuevo México"


class TestRefusals:
    def refused(self, story, ana, **changes) -> list[str]:
        with pytest.raises(PublishingRefused) as caught:
            publish(story, ana, **changes)
        assert not Story.objects.exists()
        assert all(caught.value.sentences)
        return caught.value.codes

    @pytest.mark.parametrize("field", ["title", "text", "attribution", "place_label"])
    @pytest.mark.parametrize(
        ("text", "code"),
        [
            ("Ximena", "own_name"),
            ("QUETZALLI said so", "own_name"),
            ("write to Ximena.Q@example.org", "email"),
            ("call 956.555.0123", "phone"),
        ],
    )
    def test_what_gives_the_storyteller_away_is_refused_everywhere(self, ana, field, text, code):
        assert code in self.refused(submission(), ana, **{field: text})

    def test_a_phone_from_the_story_itself_is_refused_too(self, ana):
        story = submission(body="Call me: 505-555-0199.", phone="")
        assert self.refused(story, ana, text="Call 505 555 0199") == ["phone"]

    def test_a_consented_name_may_stand_there(self, ana):
        publish(submission(display=Display.FULL_NAME), ana, attribution="Ximena Quetzalli")
        assert Story.objects.public().count() == 1

    def test_a_first_name_is_not_a_last_name(self, ana):
        story = submission(display=Display.FIRST_NAME)
        assert self.refused(story, ana, attribution="Ximena Quetzalli") == ["own_name"]

    def test_without_live_consent(self, ana):
        assert self.refused(submission(consents=EVERYTHING - {Scope.PUBLISH_TEXT}), ana) == ["no_consent"]

    def test_with_a_consent_that_was_taken_back(self, ana):
        story = submission()
        Consent.objects.filter(scope=Scope.PUBLISH_TEXT).update(withdrawn_at=site_clock.now())
        assert self.refused(story, ana) == ["no_consent"]

    @pytest.mark.parametrize("empty", ["title", "text", "attribution"])
    def test_without_what_a_story_needs(self, ana, empty):
        assert self.refused(submission(), ana, **{empty: ""}) == ["empty"]

    def test_nothing_edited_yet(self):
        assert reasons_against(submission=submission()) == ["empty"]

    @pytest.mark.parametrize(
        ("changes", "consents", "codes"),
        [
            ({"faces_checked": False}, EVERYTHING, ["faces"]),
            ({"alt": ""}, EVERYTHING, ["no_alt"]),
            ({"alt": "Ximena at the bridge"}, EVERYTHING, ["own_name"]),
            ({}, EVERYTHING - {Scope.PUBLISH_PHOTO}, ["no_photo_consent"]),
        ],
    )
    def test_photos_need_checked_faces_a_description_and_consent(self, ana, changes, consents, codes):
        story = with_photo(consents=consents)
        photo = {"media_id": story.photos.get().pk, "is_chosen": True, "faces_checked": True, "alt": "A bridge"}
        assert self.refused(story, ana, photos=(PhotoChoice(**{**photo, **changes}),)) == codes

    def test_a_refused_edit_is_kept(self, ana):
        story = submission()
        self.refused(story, ana, text="Ximena waited")
        assert EditedVersion.objects.get().text == "Ximena waited"
        assert kinds(story) == [DecisionKind.SENT, DecisionKind.EDITED]

    def test_who_edits_the_public_story_later_meets_the_same_lock(self, ana):
        story = publish(submission(), ana)
        story.text = "Ximena waited"
        with pytest.raises(ValidationError, match="own name"):
            story.save_revision()


class TestSecondPerson:
    def test_a_flagged_story_needs_two_people(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        story.refresh_from_db()
        assert story.status == Status.READY
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        assert not Story.objects.exists()
        publish(story, ben)
        assert Story.objects.public().count() == 1
        assert kinds(story) == ["sent", "edited", "approved", "published"]

    def test_a_change_takes_the_first_approval_back(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ben, text="Another text.")
        publish(story, ana, text="Another text.")
        assert Story.objects.get().text == "Another text."


class TestPublication:
    def test_the_public_story_holds_only_the_edited_version(self, ana):
        topic = Topic.objects.create(name="Asylum", slug="asylum", locale_id=1)
        story = publish(submission(), ana, topics=(topic,))
        assert (story.title, story.attribution, story.place_label, story.state) == (
            "Nine days",
            "A mother",
            "New Mexico",
            "NM",
        )
        assert list(story.topics.all()) == [topic]
        assert story.month.day == 1
        assert story.live
        assert len(story.slug) == 10

    def test_it_speaks_the_storytellers_language(self, ana):
        assert publish(submission(language="es"), ana).locale.language_code == "es"

    def test_publishing_again_changes_the_same_address(self, ana):
        story = submission()
        first = publish(story, ana)
        second = publish(story, ana, title="Nine days and nights")
        assert (second.pk, second.slug, second.title) == (first.pk, first.slug, "Nine days and nights")

    def test_a_story_taken_down_can_be_published_again_while_consent_lives(self, ana):
        story = submission()
        publish(story, ana)
        story.refresh_from_db()
        take_down(submission_id=story.pk, version=story.version, user=ana)
        assert not Story.objects.public().exists()
        publish(story, ana)
        assert Story.objects.public().count() == 1

    def test_a_photo_goes_to_public_storage_under_a_random_name(
        self, ana, own_files, django_capture_on_commit_callbacks
    ):
        story = with_photo()
        choice = PhotoChoice(media_id=story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bridge")
        with django_capture_on_commit_callbacks(execute=True):
            publish(story, ana, photos=(choice,))
        photo = PublicPhoto.objects.public().get()
        content = (own_files / "media" / photo.file_name).read_bytes()
        assert content.startswith(b"\xff\xd8\xff")
        assert str(story.pk) not in photo.file_name
        with django_capture_on_commit_callbacks(execute=True):
            publish(story, ana, photos=(PhotoChoice(media_id=choice.media_id),))
        assert not PublicPhoto.objects.exists()
        assert not (own_files / "media" / photo.file_name).exists()

    def test_a_translation_needs_its_own_permission(self, ana):
        story = submission(consents=EVERYTHING - {Scope.TRANSLATE})
        publish(story, ana)
        with pytest.raises(PublishingRefused) as caught:
            publish_translation(submission_id=story.pk, language="es", user=ana, edit=edit())
        assert caught.value.codes == ["no_translate_consent"]

    def test_a_translation_of_nothing_public_is_refused(self, ana):
        with pytest.raises(PublishingRefused):
            publish_translation(submission_id=submission().pk, language="es", user=ana, edit=edit())


class TestTelling:
    def mail(self) -> list[tuple[str, str]]:
        return list(OutgoingEmail.objects.values_list("kind", "language"))

    def test_the_storyteller_hears_of_the_publication_in_their_language(self, ana):
        publish(submission(language="es"), ana)
        assert self.mail() == [("stories.published", "es")]
        assert OutgoingEmail.objects.get().to == "ximena.q@example.org"
        assert Contact.objects.get().last_contact_at

    def test_once_only(self, ana):
        story = submission()
        publish(story, ana)
        publish(story, ana, title="Again")
        assert len(self.mail()) == 1

    @pytest.mark.parametrize("changes", [{"email": ""}, {"consents": EVERYTHING - {Scope.CONTACT}}])
    def test_nobody_is_written_to_who_did_not_ask_for_it(self, ana, changes):
        publish(submission(**changes), ana)
        assert self.mail() == []

    def test_declining_is_told_but_not_to_spammers(self, ana):
        first, second = submission(), submission(form_key="spam")
        moderation.decline(submission_id=first.pk, version=1, user=ana, reason=DeclineReason.UNSAFE)
        moderation.decline(submission_id=second.pk, version=1, user=ana, reason=DeclineReason.SPAM)
        assert self.mail() == [("stories.declined", "en")]

    def test_declined_stories_are_to_be_erased_soon(self, ana, clock):
        story = submission()
        story = moderation.decline(submission_id=story.pk, version=1, user=ana, reason=DeclineReason.UNSAFE)
        assert story.expires_at == site_clock.now() + timedelta(days=30)
        assert Decision.objects.order_by("-pk")[0].reason == DeclineReason.UNSAFE
