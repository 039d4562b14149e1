"""For half a minute a decision can be taken back, and nobody has heard of it."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.core import clock as site_clock
from cms.outbox.models import OutgoingEmail
from stories.choices import DeclineReason, Status
from stories.models import Decision, EditedVersion, PublicPhoto, Story, Submission, UndoPoint
from stories.services import claims, moderation
from stories.services.claims import ClaimedByOther
from stories.services.moderation import PhotoChoice, StaleDecision
from stories.services.publication import NeedsSecondPerson, publish_story, take_down
from stories.services.undoing import TooLateToUndo, undo_all, undo_decision
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import both_languages, edit, published, somebody, submission, with_photo

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(autouse=True)
def locales():
    both_languages()


@pytest.fixture
def ana():
    return somebody("Moderators", name="ana")


@pytest.fixture
def ben():
    return somebody("Moderators", name="ben")


def publish(story: Submission, user: Any, **changes: Any) -> None:
    story.refresh_from_db()
    publish_story(submission_id=story.pk, version=story.version, user=user, edit=edit(**changes))
    story.refresh_from_db()


def decline(story: Submission, user: Any, reason: DeclineReason = DeclineReason.UNSAFE) -> None:
    moderation.decline(submission_id=story.pk, version=story.version, user=user, reason=reason)
    story.refresh_from_db()


def undo(story: Submission, user: Any, **changes: Any) -> None:
    undo_decision(**{"submission_id": story.pk, "version": story.version, "user": user, **changes})
    story.refresh_from_db()


class TestPublished:
    def test_it_is_off_the_site_with_its_photo_and_can_be_published_again(
        self, ana, own_files, django_capture_on_commit_callbacks
    ):
        story = with_photo()
        day = story.expires_at
        photo = PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bridge")
        with django_capture_on_commit_callbacks(execute=True):
            publish(story, ana, photos=(photo,))
            address = Story.objects.get().url_in("en")
        with django_capture_on_commit_callbacks(execute=True):
            undo(story, ana)
        assert (story.status, story.expires_at, story.claimed_by) == (Status.NEW, day, ana)
        assert not Story.objects.public().exists()
        assert Client().get(address).status_code in (404, 410)
        assert not PublicPhoto.objects.exists()
        assert list((own_files / "media" / "stories").iterdir()) == []
        publish(story, ana, photos=(photo,))
        assert Story.objects.public().count() == 1

    def test_the_words_stay_in_the_edit(self, ana):
        story = submission()
        publish(story, ana, text="What Ana wrote.")
        undo(story, ana)
        assert EditedVersion.objects.get().text == "What Ana wrote."

    def test_an_edit_of_what_was_public_already_is_not_undone(self, ana, clock):
        story = published(user=ana)
        clock.forward(minutes=1)
        publish(story, ana, title="Another title")
        with pytest.raises(TooLateToUndo):
            undo(story, ana)
        assert Story.objects.public().get().title == "Another title"

    def test_the_second_persons_publication_goes_back_to_one_approval(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        publish(story, ben)
        undo(story, ben)
        assert story.status == Status.READY
        assert EditedVersion.objects.get().approved_by == ana

    def test_after_taking_it_down_there_is_nothing_to_undo(self, ana):
        story = submission()
        publish(story, ana)
        take_down(submission_id=story.pk, version=story.version, user=ana)
        story.refresh_from_db()
        with pytest.raises(TooLateToUndo):
            undo(story, ana)


class TestApprovedAndDeclined:
    def test_an_approval_is_taken_back(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        story.refresh_from_db()
        undo(story, ana)
        assert story.status == Status.NEW
        assert EditedVersion.objects.get().approved_by is None
        claims.release(submission_id=story.pk, user=ana)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ben)

    @pytest.mark.parametrize("reason", [DeclineReason.SPAM, DeclineReason.UNSAFE])
    def test_a_declined_story_is_open_again_and_kept_as_long_as_before(self, ana, reason):
        story = submission()
        day = story.expires_at
        decline(story, ana, reason)
        undo(story, ana)
        assert (story.status, story.expires_at) == (Status.NEW, day)

    def test_what_was_suspect_is_suspect_again(self, ana):
        story = submission()
        Submission.objects.update(status=Status.SUSPECT)
        decline(story, ana, DeclineReason.SPAM)
        undo(story, ana)
        assert story.status == Status.SUSPECT

    def test_it_is_written_down(self, ana):
        story = submission()
        decline(story, ana)
        undo(story, ana)
        last = Decision.objects.order_by("-pk")[0]
        assert (last.kind, last.user, last.reason_label, last.status) == ("undone", ana, "Declined", Status.NEW)


class TestTelling:
    def due(self) -> list[str]:
        return list(OutgoingEmail.objects.due(site_clock.now()).values_list("kind", flat=True))

    @pytest.mark.parametrize(("act", "kind"), [(publish, "stories.published"), (decline, "stories.declined")])
    def test_nobody_hears_of_it_before_it_stands(self, ana, clock, act, kind):
        act(submission(), ana)
        clock.forward(seconds=29)
        assert self.due() == []
        clock.forward(seconds=1)
        assert self.due() == [kind]

    @pytest.mark.parametrize("act", [publish, decline])
    def test_nobody_hears_of_what_was_undone_but_of_what_is_decided_then(self, ana, clock, act):
        story = submission()
        act(story, ana)
        undo(story, ana)
        assert not OutgoingEmail.objects.exists()
        act(story, ana)
        clock.forward(seconds=30)
        assert len(self.due()) == 1

    def test_an_earlier_e_mail_stays(self, ana, clock):
        story = submission()
        publish(story, ana)
        OutgoingEmail.objects.update(status="sent")
        take_down(submission_id=story.pk, version=story.version, user=ana)
        clock.forward(days=1)
        publish(story, ana)
        undo(story, ana)
        assert OutgoingEmail.objects.get().status == "sent"


class TestRefused:
    @pytest.mark.parametrize("act", [publish, decline])
    def test_after_half_a_minute(self, ana, clock, act):
        story = submission()
        act(story, ana)
        status = story.status
        clock.forward(seconds=30)
        with pytest.raises(TooLateToUndo):
            undo(story, ana)
        story.refresh_from_db()
        assert story.status == status

    def test_by_somebody_else(self, ana, ben):
        story = submission()
        decline(story, ana)
        with pytest.raises(TooLateToUndo):
            undo(story, ben)

    def test_twice(self, ana):
        story = submission()
        decline(story, ana)
        undo(story, ana)
        with pytest.raises(TooLateToUndo):
            undo(story, ana)

    def test_from_a_screen_of_before(self, ana):
        story = submission()
        decline(story, ana)
        with pytest.raises(StaleDecision):
            undo(story, ana, version=1)

    def test_while_somebody_else_works_on_it(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        story.refresh_from_db()
        claims.claim(submission_id=story.pk, user=ben)
        with pytest.raises(ClaimedByOther):
            undo(story, ana)

    def test_a_withdrawal_in_between_stands(self, ana):
        story = submission()
        publish(story, ana)
        version = story.version
        withdraw_story(submission_id=story.pk)
        with pytest.raises(StaleDecision):
            undo(story, ana, version=version)
        story.refresh_from_db()
        assert story.status == Status.WITHDRAWN

    def test_an_erased_story_leaves_nothing_to_undo(self, ana):
        story = submission()
        decline(story, ana)
        erase_story(submission_id=story.pk)
        assert not UndoPoint.objects.exists()


class TestBar:
    def browser(self, user: Any) -> Client:
        client = Client()
        client.force_login(user, backend=BACKEND)
        return client

    def queue(self, browser: Client) -> str:
        return browser.get(reverse("stories_admin:queue")).content.decode()

    def test_it_is_there_for_who_decided_and_gone_after_half_a_minute(self, ana, ben, clock):
        story, anas, bens = submission(), self.browser(ana), self.browser(ben)
        public = {"title": "Nine days", "text": "We waited.", "attribution": "A mother"}
        anas.post(reverse("stories_admin:review", args=[story.pk]), {**public, "version": 1, "publish": "1"})
        assert Story.objects.public().exists()
        assert f"Undo {story}" in self.queue(anas)
        assert f"Undo {story}" not in self.queue(bens)
        clock.forward(seconds=30)
        assert f"Undo {story}" not in self.queue(anas)

    def test_the_button_undoes_and_shows_the_story_again(self, ana):
        story = submission()
        decline(story, ana)
        url = reverse("stories_admin:undo", args=[story.pk])
        response = self.browser(ana).post(url, {"version": story.version}, follow=True)
        assert "Undone. It is as it was before" in response.content.decode()
        story.refresh_from_db()
        assert story.status == Status.NEW

    @pytest.mark.parametrize("version", ["", "x", "1", "99", "9" * 40])
    def test_what_cannot_be_undone_says_so(self, ana, version):
        story = submission()
        decline(story, ana)
        url = reverse("stories_admin:undo", args=[story.pk])
        response = self.browser(ana).post(url, {"version": version}, follow=True)
        assert "Too late to undo" in response.content.decode()
        story.refresh_from_db()
        assert story.status == Status.DECLINED

    def test_looking_undoes_nothing(self, ana):
        story = submission()
        decline(story, ana)
        assert self.browser(ana).get(reverse("stories_admin:undo", args=[story.pk])).status_code == 405

    def test_who_may_not_decide_may_not_undo(self, ana):
        story = submission()
        decline(story, ana)
        ana.groups.clear()
        self.browser(ana).post(reverse("stories_admin:undo", args=[story.pk]), {"version": story.version})
        story.refresh_from_db()
        assert story.status == Status.DECLINED

    def test_an_unknown_story_is_not_found(self, ana):
        url = reverse("stories_admin:undo", args=["00000000-0000-4000-8000-000000000000"])
        assert self.browser(ana).post(url, {"version": 1}, follow=True).status_code == 404


class TestAll:
    def test_one_press_takes_back_all_of_ones_own_and_nobody_elses(self, ana, ben):
        mine, theirs = [submission() for _ in range(5)], submission()
        for story in mine:
            decline(story, ana, DeclineReason.SPAM)
        decline(theirs, ben)
        client = Client()
        client.force_login(ana, backend=BACKEND)
        session = client.session
        session["stories_undo_until"] = site_clock.now().timestamp() + 20
        session.save()
        queue = client.get(reverse("stories_admin:queue")).content.decode()
        assert "Undo all 5" in queue
        client.post(reverse("stories_admin:undo_all"))
        statuses = dict(Submission.objects.values_list("pk", "status"))
        assert {statuses[story.pk] for story in mine} == {Status.NEW}
        assert statuses[theirs.pk] == Status.DECLINED

    def test_one_that_somebody_went_on_with_stays_as_it_is(self, ana):
        story, other = submission(), submission()
        decline(story, ana)
        decline(other, ana)
        UndoPoint.objects.filter(pk=other.pk).update(version=99)
        assert undo_all(user=ana) == 1

    def test_a_get_undoes_nothing(self, ana):
        story = submission()
        decline(story, ana)
        client = Client()
        client.force_login(ana, backend=BACKEND)
        assert client.get(reverse("stories_admin:undo_all")).status_code == 405
        story.refresh_from_db()
        assert story.status == Status.DECLINED
