"""Notes stay as they were written; flags bring a second person, and taking one away makes nobody alone."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from stories.choices import Flag, FlagReason, Status
from stories.models import Decision, EditedVersion, Note, Story, Submission
from stories.models.records import AppendOnlyError
from stories.services import claims
from stories.services.claims import ClaimedByOther
from stories.services.flags import change_flags
from stories.services.moderation import NotOpen, StaleDecision
from stories.services.notes import add_note
from stories.services.own_data import as_text, export_my_data
from stories.services.publication import NeedsSecondPerson, publish_story
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import both_languages, edit, somebody, submission

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


def publish(story: Submission, user: Any) -> None:
    story.refresh_from_db()
    publish_story(submission_id=story.pk, version=story.version, user=user, edit=edit())


def flag(story: Submission, user: Any, *flags: Flag, version: int = 0) -> Submission:
    story.refresh_from_db()
    who = {"submission_id": story.pk, "version": version or story.version, "user": user}
    return change_flags(**who, flags=flags, reason=FlagReason.IN_TEXT)


class TestNotes:
    def test_a_note_is_encrypted_and_its_author_and_time_are_kept(self, ana):
        note = add_note(submission_id=submission().pk, user=ana, text="Ask about the brother.")
        with connection.cursor() as cursor:
            cursor.execute("SELECT text FROM stories_note")
            assert "brother" not in cursor.fetchone()[0]
        assert (note.user, str(note)[:8]) == (ana, "Note on ")
        assert "brother" not in str(note)

    def test_it_cannot_be_changed_or_deleted_alone(self, ana):
        note = add_note(submission_id=submission().pk, user=ana, text="One")
        note.text = "Two"
        for act in (note.save, note.delete, Note.objects.all().delete, lambda: Note.objects.update(text="Two")):
            with pytest.raises(AppendOnlyError):
                act()

    def test_a_double_click_is_one_note_and_the_same_by_another_person_is_two(self, ana, ben):
        story = submission()
        for user in (ana, ana, ben):
            add_note(submission_id=story.pk, user=user, text="I called the shelter.")
        assert [note.user for note in Note.objects.all()] == [ana, ben]

    def test_its_storyteller_can_read_it_without_our_name(self, ana):
        story = submission()
        add_note(submission_id=story.pk, user=ana, text="Ask about the brother.")
        text = as_text(export_my_data(submission_id=story.pk))
        assert "Ask about the brother." in text
        assert "ana" not in text.split()

    def test_it_goes_with_the_story(self, ana):
        story = submission()
        add_note(submission_id=story.pk, user=ana, text="One")
        erase_story(submission_id=story.pk)
        assert not Note.objects.exists()

    def test_nothing_is_added_to_what_was_taken_back(self, ana):
        story = submission()
        withdraw_story(submission_id=story.pk)
        with pytest.raises(NotOpen):
            add_note(submission_id=story.pk, user=ana, text="One")


class TestFlags:
    def test_a_flag_brings_a_second_person(self, ana, ben):
        story = submission()
        flag(story, ana, Flag.RETALIATION)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        publish(story, ben)
        assert Story.objects.public().count() == 1

    def test_a_new_flag_takes_a_first_approval_back(self, ana, ben):
        story = submission(is_minor=True)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        flag(story, ben, Flag.MINOR, Flag.LEGAL_CASE)
        assert EditedVersion.objects.get().approved_by is None

    def test_who_takes_the_flags_away_cannot_publish_alone(self, ana, ben):
        story = submission(is_minor=True)
        flag(story, ana)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        with pytest.raises(NeedsSecondPerson):
            publish(story, ana)
        assert not Story.objects.exists()
        publish(story, ben)
        assert Story.objects.public().count() == 1

    def test_it_is_written_down_with_its_reason(self, ana):
        story = submission(is_minor=True)
        flag(story, ana, Flag.MINOR, Flag.LEGAL_CASE)
        flag(story, ana, Flag.LEGAL_CASE)
        first, second = Decision.objects.order_by("pk")[1:]
        assert (first.kind, first.reason_label, first.user) == ("flagged", "The story says so", ana)
        assert second.kind == "unflagged"

    def test_the_same_flags_again_are_no_decision(self, ana):
        story = submission(is_minor=True)
        assert flag(story, ana, Flag.MINOR).version == 1

    def test_a_stale_screen_changes_nothing(self, ana):
        story = submission()
        flag(story, ana, Flag.MINOR)
        with pytest.raises(StaleDecision):
            flag(story, ana, version=1)

    def test_nor_does_who_does_not_hold_it(self, ana, ben):
        story = submission()
        claims.claim(submission_id=story.pk, user=ana)
        with pytest.raises(ClaimedByOther):
            flag(story, ben, Flag.MINOR)

    @pytest.mark.parametrize("status", [Status.DECLINED, Status.WITHDRAWN])
    def test_a_closed_story_keeps_its_flags(self, ana, status):
        story = submission()
        Submission.objects.update(status=status)
        with pytest.raises(NotOpen):
            flag(story, ana, Flag.MINOR)


class TestScreen:
    def act(self, user: Any, story: Submission, **data: Any) -> str:
        client = Client()
        client.force_login(user, backend=BACKEND)
        public = {"title": "A title not saved", "text": "A text.", "attribution": "A mother"}
        typed = {"version": story.version, **public, **data}
        return client.post(reverse("stories_admin:review", args=[story.pk]), typed).content.decode()

    def test_a_note_is_shown_and_what_was_typed_stays(self, ana):
        story = submission()
        shown = self.act(ana, story, note="1", note_text="<b>Ask</b> about the brother.")
        assert "&lt;b&gt;Ask&lt;/b&gt; about the brother." in shown
        assert "A title not saved" in shown
        assert f'name="version" value="{story.version}"' in shown
        assert not EditedVersion.objects.exists()

    @pytest.mark.parametrize(("text", "sentence"), [("", "Write a note first."), ("a" * 2001, "2000")])
    def test_a_note_that_cannot_be_kept(self, ana, text, sentence):
        assert sentence in self.act(ana, submission(), note="1", note_text=text)
        assert not Note.objects.exists()

    def test_a_note_on_what_was_taken_back(self, ana):
        story = submission()
        withdraw_story(submission_id=story.pk)
        story.refresh_from_db()
        assert "has withdrawn this story" in self.act(ana, story, note="1", note_text="One")

    def test_flags_are_changed_with_a_reason_and_the_screen_goes_on(self, ana):
        story = submission()
        shown = self.act(ana, story, flag="1", flags=["minor", "legal_case"], flag_reason="in_photo")
        assert "The flags are changed." in shown
        assert "A photo shows it" in shown
        assert "A title not saved" in shown
        story.refresh_from_db()
        assert story.flags == ["minor", "legal_case"]
        assert f'name="version" value="{story.version}"' in shown

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            ({"flags": ["minor"], "flag_reason": ""}, "Choose how you know. Nothing was changed."),
            ({"flags": ["minor"], "flag_reason": "whim"}, "whim"),
            ({"flags": ["huge"], "flag_reason": "told"}, "huge"),
            ({"flags": ["minor"], "flag_reason": "told", "version": 99}, "Somebody changed this"),
        ],
    )
    def test_what_cannot_be_flagged_says_so(self, ana, data, sentence):
        story = submission()
        shown = self.act(ana, story, flag="1", **data)
        assert sentence in shown or "Already decided by" in shown
        story.refresh_from_db()
        assert story.flags == []

    def test_the_history_says_who_looked(self, ana, ben):
        story = submission()
        for user in (ana, ana, ben):
            shown = self.act(user, story, note="1", note_text="One")
        assert "Read the story: ana · 2 times" in shown
        assert "Read the story: ben · 1 time" in shown
