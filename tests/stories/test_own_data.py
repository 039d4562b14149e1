"""Everything we keep, for the person it is about. Completeness is proved by walking the models."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.apps import apps
from django.core.files.storage import storages
from django.db import models
from wagtail.admin.models import FormState

from cms.core import clock
from cms.core.fields import EncryptedTextField
from cms.outbox.models import OutgoingEmail
from cms.users import roles
from stories.alike import find_alike
from stories.choices import AccessKind, DeclineReason, RevealReason
from stories.models import (
    AccessLog,
    ContactExport,
    Draft,
    Likeness,
    Media,
    SentForm,
    StoriesPage,
    Story,
    StoryMark,
    Submission,
    Tombstone,
    Topic,
)
from stories.services.access import open_submission, reveal_contact
from stories.services.messages import send_message
from stories.services.moderation import PhotoChoice, decline
from stories.services.notes import add_note
from stories.services.own_data import ABOUT_OTHERS, SECRET, as_text, export_my_data
from stories.services.photos import stash_photo
from stories.services.publication import publish_story
from stories.services.translating import publish_translation
from tests.factories.stories import both_languages, edit, jpeg, shared, somebody, submission, with_photo

pytestmark = pytest.mark.django_db
# Nobody's data: shared by all stories, or tied to none. Which stories were in a file stands in AccessLog.
ABOUT_NOBODY = {Topic, StoriesPage, Draft, SentForm, ContactExport}


@pytest.fixture
def everything(django_capture_on_commit_callbacks) -> Submission:
    """A story that has been through all: photo, edit, publication, translation, messages, looks, tombstone."""
    both_languages()
    moderator = somebody(roles.MODERATORS, name="Moderator Maria")
    story = with_photo(pen_name="Luz", display="chosen_name", place_detail="Near the river", safe_times="Mornings")
    photos = (PhotoChoice(story.photos.get().pk, is_chosen=True, faces_checked=True, alt="A bag"),)
    topic = Topic.objects.create(name="Detention", slug="detention")
    with django_capture_on_commit_callbacks(execute=True):
        publish_story(submission_id=story.pk, version=1, user=moderator, edit=edit(photos=photos, topics=(topic,)))
    publish_translation(submission_id=story.pk, language="es", user=moderator, edit=edit(title="Nueve días"))
    open_submission(submission_id=story.pk, user=moderator)
    send_message(submission_id=story.pk, text="Thank you, and be safe", by_user_id=moderator.pk)
    send_message(submission_id=story.pk, text="And thanks to you", by_user_id=None)
    add_note(submission_id=story.pk, user=moderator, text="Call on Monday")
    Tombstone.objects.create(submission_id=story.pk, kind="withdrawn")
    looked_at = {"user": moderator, "data": "title=Nine+nights", "last_updated_at": clock.now()}
    FormState.objects.update_or_create_by_instance(Story.objects.earliest("pk"), **looked_at)
    submission(body=story.body)
    find_alike()
    return story


def personal_models() -> list[type[models.Model]]:
    return [model for model in apps.get_app_config("stories").get_models() if model not in ABOUT_NOBODY | ABOUT_OTHERS]


def test_every_field_of_every_model_of_this_app_is_there(everything):
    tables = export_my_data(submission_id=everything.pk)["tables"]
    for model in personal_models():
        if model._base_manager.exists():
            rows = tables[model._meta.label_lower]
            for field in (*model._meta.concrete_fields, *model._meta.many_to_many):
                assert all(field.name in row for row in rows), (model, field)


def test_every_model_of_this_app_is_filled_by_the_story_above_or_may_be_empty(everything):
    """A new model must be made part of `everything`, or the test before this one proves nothing about it."""
    tables = export_my_data(submission_id=everything.pk)["tables"]
    known = {"submission", "contact", "consent", "media", "editedversion", "message", "story", "publicphoto"}
    known |= {"note", "translation", "undopoint", "storymark"}
    assert {f"stories.{name}" for name in known | {"decision", "accesslog", "tombstone"}} <= set(tables)
    assert {"wagtailcore.revision", "wagtailadmin.formstate", "outbox.outgoingemail"} <= set(tables)


def test_every_encrypted_text_is_there_in_plain_words(everything):
    """Also those of models that other apps tie to a story some day."""
    told = json.dumps(export_my_data(submission_id=everything.pk), ensure_ascii=False)
    with_mail: list[type[models.Model]] = [*personal_models(), OutgoingEmail]
    for model in with_mail:
        for field in model._meta.concrete_fields:
            if isinstance(field, EncryptedTextField):
                for text in model._base_manager.values_list(field.name, flat=True):
                    assert json.dumps(text, ensure_ascii=False)[1:-1] in told, (model, field)


def test_no_table_of_another_app_points_to_a_submission_unseen():
    """Were one added, it would have to be exported, and erased, as well."""
    strangers = {
        relation.related_model._meta.label
        for model in personal_models()
        for relation in model._meta.related_objects
        if relation.related_model._meta.app_label != "stories"
    }
    assert strangers <= {"wagtailsearch.IndexEntry", "wagtailcore.Revision"}


def test_the_photo_itself_is_there(everything):
    (row,) = export_my_data(submission_id=everything.pk)["tables"]["stories.media"]
    assert base64.b64decode(row["content_base64"]).startswith(b"\xff\xd8")


def gone(media: Media) -> None:
    Media.objects.filter(pk=media.pk).update(file_name="photos/nowhere")


def cut_short(media: Media) -> None:
    path = storages["private"].path(media.file_name)
    Path(path).write_bytes(Path(path).read_bytes()[:-20])


def of_another_key(media: Media) -> None:
    Path(storages["private"].path(media.file_name)).write_bytes(Fernet(Fernet.generate_key()).encrypt(b"photo"))


@pytest.mark.parametrize("spoil", [gone, cut_short, of_another_key])
def test_a_photo_that_cannot_be_read_is_named_and_does_not_cost_the_rest(spoil):
    story = submission(photo_tokens=[stash_photo(content=jpeg()), stash_photo(content=jpeg())])
    bad, good = story.photos.all()
    spoil(bad)
    data = export_my_data(submission_id=story.pk)
    rows = {row["id"]: row for row in data["tables"]["stories.media"]}
    assert "could not be read" in rows[str(bad.pk)]["problem"]
    assert base64.b64decode(rows[str(good.pk)]["content_base64"]).startswith(b"\xff\xd8")
    assert data["tables"]["stories.submission"][0]["body"] == story.body
    assert as_text(data).count("could not be read") == 1


def test_neither_what_we_suspect_nor_why_somebody_looked_up_a_contact(everything):
    """A person is not told that we took them for a robot; and whoever has their words learns of no danger."""
    Submission.objects.update(risk=7, status="suspect")
    reveal_contact(submission_id=everything.pk, user=somebody(), reason=RevealReason.SAFETY)
    data = export_my_data(submission_id=everything.pk)
    assert "suspect" not in json.dumps(data).lower()
    assert data["tables"]["stories.submission"][0]["status"] == "new"
    assert "robots" in data["tables"]["stories.submission"][0]["risk"]
    (look,) = [row for row in data["tables"]["stories.accesslog"] if row["kind"] == "contact"]
    assert "safe" in look["reason"]
    assert look["reason"] != RevealReason.SAFETY


def test_marks_and_decisions_with_their_reasons_are_told():
    story = submission(is_minor=True)
    decline(submission_id=story.pk, version=story.version, user=somebody(), reason=DeclineReason.OFF_TOPIC)
    tables = export_my_data(submission_id=story.pk)["tables"]
    assert tables["stories.submission"][0]["flags"] == ["minor"]
    assert "off_topic" in [row["reason"] for row in tables["stories.decision"]]


def test_nothing_of_another_story_and_no_name_of_the_team(everything):
    submission(body="Somebody else's words", name="Otra Persona")
    told = json.dumps(export_my_data(submission_id=everything.pk))
    assert "Somebody else" not in told
    assert "Otra" not in told
    assert "Moderator Maria" not in told
    assert "somebody of our team" in told


def test_who_sends_found_words_does_not_learn_that_another_person_sent_them(everything):
    assert Likeness.objects.of(everything.pk).exists()
    data = export_my_data(submission_id=everything.pk)
    assert "stories.likeness" not in data["tables"]
    (other,) = Submission.objects.exclude(pk=everything.pk)
    assert str(other.pk) not in json.dumps(data) + as_text(data)


def test_nor_do_they_learn_it_from_the_reason_of_a_decline():
    story = submission()
    decline(
        submission_id=story.pk, version=story.version, user=somebody(roles.MODERATORS), reason=DeclineReason.DUPLICATE
    )
    data = export_my_data(submission_id=story.pk)
    assert "duplicate" not in json.dumps(data).casefold()
    assert str(DeclineReason.DUPLICATE.label).casefold() not in as_text(data).casefold()


def test_what_opens_the_story_is_not_in_the_file():
    sent = shared()
    told = json.dumps(export_my_data(submission_id=sent.submission.pk))
    assert sent.submission.receipt_hash not in told
    assert sent.submission.submission_key not in told
    row = export_my_data(submission_id=sent.submission.pk)["tables"]["stories.submission"][0]
    assert {name: row[name] for name in SECRET & set(row)} == dict.fromkeys(
        SECRET & set(row), "not shown: it protects your receipt"
    )


def test_each_download_is_written_down():
    story = submission()
    export_my_data(submission_id=story.pk)
    assert list(AccessLog.objects.values_list("kind", "user")) == [(AccessKind.OWN_DATA, None)]


def test_it_is_plain_json(everything):
    data = export_my_data(submission_id=everything.pk)
    assert json.loads(json.dumps(data)) == data
    assert data["exported_at"][:4] == str(clock.now().year)


@pytest.mark.parametrize("text", ['=HYPERLINK("x")', "<script>alert(1)</script>", "قصتي", "{{7*7}}", "line\nline"])
def test_hostile_text_comes_back_as_it_was_typed(text):
    story = submission(body=text)
    data: dict[str, Any] = export_my_data(submission_id=story.pk)
    assert data["tables"]["stories.submission"][0]["body"] == text
    assert text in as_text(data)


def test_the_text_for_reading_names_every_table_and_leaves_out_the_bytes(everything):
    data = export_my_data(submission_id=everything.pk)
    text = as_text(data)
    for expected in ("SUBMISSION", "CONTACT", "MESSAGE", "And thanks to you", "Near the river", "A name I choose"):
        assert expected in text
    assert data["tables"]["stories.media"][0]["content_base64"] not in text
    assert "marks to find the same story by: 17" in text
    assert len(data["tables"]["stories.storymark"]) == StoryMark.objects.filter(submission=everything).count() == 17


def test_no_mark_by_which_a_text_could_be_tried_is_in_the_file(everything):
    told = json.dumps(export_my_data(submission_id=everything.pk))
    marks = list(StoryMark.objects.filter(submission=everything).values_list("mark", flat=True))
    assert [mark for mark in marks if str(mark) in told] == []


def test_an_erased_story_has_nothing_to_show():
    with pytest.raises(Submission.DoesNotExist):
        export_my_data(submission_id="00000000-0000-0000-0000-000000000000")  # type: ignore[arg-type]  # no UUID
