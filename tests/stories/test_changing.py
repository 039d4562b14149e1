"""A storyteller's own words can be changed until somebody works with them."""

import pytest
from django.db import connection

from cms.core import clock as site_clock
from cms.users import roles
from stories.choices import DecisionKind, DeclineReason, Status
from stories.models import Decision, EditedVersion, Media, Story, Submission
from stories.publishing import reasons_against
from stories.services.changing import BeingReviewed, can_change, change_story
from stories.services.claims import claim, release
from stories.services.moderation import StaleDecision, decline, save_edit, starting_edit
from stories.services.publication import publish_story
from stories.services.sharing import ContainsReceipt
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import edit, published, shared, somebody, submission, with_photo

pytestmark = pytest.mark.django_db


def change(story, body="Ten days, not nine.", title="Ten days"):
    return change_story(submission_id=story.pk, title=title, body=body)


def test_the_new_words_replace_the_old_ones_which_are_kept_nowhere():
    story = submission(body="Nine days by the plum tree.")
    change(story)
    assert Submission.objects.get().body == "Ten days, not nine."
    with connection.cursor() as cursor:
        cursor.execute("SELECT body, title FROM stories_submission")
        assert "Ten" not in repr(cursor.fetchall())
    assert Decision.objects.filter(kind=DecisionKind.CHANGED, user=None).count() == 1


def test_the_same_words_change_nothing():
    story = submission()
    change(story, body=story.body, title=story.title)
    assert Submission.objects.get().version == story.version


def test_while_somebody_works_on_it_nothing_can_be_changed(clock):
    story, moderator = submission(), somebody(roles.MODERATORS)
    claim(submission_id=story.pk, user=moderator)
    with pytest.raises(BeingReviewed):
        change(story)
    clock.forward(minutes=16)
    change(story)
    claim(submission_id=story.pk, user=moderator)
    release(submission_id=story.pk, user=moderator)
    change(story, body="Eleven")
    assert Submission.objects.get().body == "Eleven"


@pytest.mark.parametrize("status", [Status.READY, Status.SCHEDULED, Status.PUBLISHED, Status.DECLINED])
def test_what_was_decided_cannot_be_changed(status):
    story = submission()
    Submission.objects.update(status=status)
    with pytest.raises(BeingReviewed):
        change(story)
    assert not can_change(Submission.objects.get(), site_clock.now())


def test_what_is_public_or_taken_back_cannot_be_changed():
    story = published()
    with pytest.raises(BeingReviewed):
        change(story)
    withdraw_story(submission_id=story.pk)
    with pytest.raises(BeingReviewed):
        change(story)


def test_a_moderator_who_read_the_old_words_cannot_decide_on_them():
    story, moderator = submission(), somebody(roles.MODERATORS)
    change(story)
    with pytest.raises(StaleDecision):
        decline(submission_id=story.pk, version=story.version, user=moderator, reason=DeclineReason.OFF_TOPIC)
    with pytest.raises(StaleDecision):
        save_edit(submission_id=story.pk, version=story.version, user=moderator, edit=edit())


def test_new_words_answer_a_question():
    story = submission()
    Submission.objects.update(status=Status.NEEDS_ANSWER)
    change(story)
    assert Submission.objects.get().status == Status.NEW


def test_a_suspect_story_stays_suspect():
    story = submission()
    Submission.objects.update(status=Status.SUSPECT)
    change(story)
    assert Submission.objects.get().status == Status.SUSPECT


@pytest.mark.parametrize("where", ["title", "body"])
def test_the_receipt_may_not_stand_in_the_story(where):
    sent = shared()
    with pytest.raises(ContainsReceipt):
        change(sent.submission, **{where: f"My words: {sent.receipt.replace(' ', ', ')}!"})
    assert Submission.objects.get().version == sent.submission.version


def test_after_a_change_the_words_taken_out_cannot_be_published():
    story, moderator = with_photo(), somebody(roles.MODERATORS)
    Media.objects.update(is_chosen=True)
    old = edit(text="We hid at the church on Elm Street.")
    save_edit(submission_id=story.pk, version=story.version, user=moderator, edit=old)
    release(submission_id=story.pk, user=moderator)
    story.refresh_from_db()
    seen = story.version
    changed = change(story)
    assert not EditedVersion.objects.exists()
    assert not Media.objects.filter(is_chosen=True).exists()
    assert starting_edit(changed).text == "Ten days, not nine."
    assert "empty" in reasons_against(submission=changed)
    with pytest.raises(StaleDecision):
        publish_story(submission_id=story.pk, version=seen, user=moderator, edit=old)
    assert not Story.objects.exists()
