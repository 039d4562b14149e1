"""One button of the review screen never costs what was typed beside another."""

from typing import Any

import pytest
from django.urls import reverse

from cms.users.roles import MODERATORS
from stories.choices import Flag, FlagReason, Status, StealReason
from stories.models import EditedVersion, Message, Note, Submission
from stories.services import claims
from stories.services.flags import change_flags
from stories.services.messages import send_message
from tests.factories.stories import both_languages, published, somebody, submission
from tests.stories.browser import hidden
from tests.stories.staff import Staff

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("clock")]
TYPED = {
    "title": "A title of mine",
    "text": "A family waited.",
    "attribution": "A mother",
    "place_label": "",
    "answer_text": "Which month was it?",
    "note_text": "Ask Ben about the bridge.",
    "flag_reason": "told",
    "publish_at": "2026-12-24T10:00",
}
WORDS = ("Which month was it?", "Ask Ben about the bridge.")
OPEN = '<textarea name="{}"'


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


@pytest.fixture
def ana() -> Staff:
    return Staff(MODERATORS, name="ana")


def url(story: Submission) -> str:
    return reverse("stories_admin:review", args=[story.pk])


def press(client: Staff, story: Submission, button: str, **changes: Any) -> Any:
    """What a browser sends of a screen that was just opened."""
    shown = client.get(url(story)).content.decode()
    kept = {name: hidden(shown, name)[0] for name in ("version", "answer_key")}
    return client.post(url(story), {**kept, **TYPED, button: "1", **changes}, follow=True)


def is_typed(response: Any, name: str) -> bool:
    """Whether this text stands in its field, not only among what was sent."""
    page = response.content.decode()
    return OPEN.format(name) in page and TYPED[name] in page.split(OPEN.format(name))[1].split("</textarea>")[0]


@pytest.mark.parametrize("button", ["claim", "release", "save", "publish", "schedule", "decline", "flag"])
def test_a_message_and_a_note_survive_every_other_button(ana: Staff, button: str) -> None:
    story = submission()
    if button == "release":
        claims.claim(submission_id=story.pk, user=ana.user)
    response = press(ana, story, button, reason="off_topic", flags=["minor"])
    assert (is_typed(response, "answer_text"), is_typed(response, "note_text")) == (True, True)
    assert not Message.objects.exists()
    assert not Note.objects.exists()


@pytest.mark.parametrize("button", ["release", "save", "publish", "decline"])
def test_whoever_is_done_with_it_is_told_that_something_is_unsent(ana: Staff, button: str) -> None:
    page = press(ana, submission(), button, reason="off_topic").content.decode()
    assert ("is not sent yet" in page) == (button != "save")


def test_the_decision_itself_is_made(ana: Staff) -> None:
    story = submission()
    press(ana, story, "decline", reason="off_topic")
    assert Submission.objects.get(pk=story.pk).status == Status.DECLINED


def test_what_was_sent_is_gone_from_its_field_and_the_rest_stays(ana: Staff) -> None:
    response = press(ana, submission(), "answer")
    assert not is_typed(response, "answer_text")
    assert is_typed(response, "note_text")
    assert 'value="A title of mine"' in response.content.decode()
    assert '<option value="told" selected>' in response.content.decode()


def test_the_kept_message_can_be_sent_next(ana: Staff) -> None:
    story = submission()
    press(ana, story, "save")
    press(ana, story, "answer")
    assert Message.objects.get().text == TYPED["answer_text"]


@pytest.mark.parametrize("is_mine", [True, False])
def test_claiming_and_taking_over_keep_the_unsaved_edit(ana: Staff, is_mine: bool) -> None:
    story = submission()
    if not is_mine:
        claims.claim(submission_id=story.pk, user=somebody(MODERATORS, name="ben"))
    button = "claim" if is_mine else "steal"
    page = press(ana, story, button, steal_reason=StealReason.AWAY, reason="").content.decode()
    assert 'value="A title of mine"' in page
    assert Submission.objects.get(pk=story.pk).claimed_by == ana.user
    assert not EditedVersion.objects.exists()


def test_taking_it_off_the_site_keeps_the_unsaved_edit(ana: Staff) -> None:
    story = published()
    page = press(ana, story, "take_down").content.decode()
    assert 'value="A title of mine"' in page
    assert Submission.objects.get(pk=story.pk).status == Status.READY


@pytest.mark.parametrize("button", ["claim", "release"])
def test_neither_claiming_nor_giving_back_hides_that_the_screen_is_old(ana: Staff, button: str) -> None:
    story = submission()
    shown = ana.get(url(story)).content.decode()
    old = {name: hidden(shown, name)[0] for name in ("version", "answer_key")}
    send_message(submission_id=story.pk, text="Please leave out the church.", by_user_id=None)
    again = ana.post(url(story), {**old, **TYPED, button: "1"}).content.decode()
    kept = {name: hidden(again, name)[0] for name in ("version", "answer_key")}
    assert ana.post(url(story), {**kept, **TYPED, "publish": "1"}).status_code == 409


def test_a_flag_that_somebody_else_set_meanwhile_is_not_typed_away(ana: Staff) -> None:
    story = submission()
    shown = ana.get(url(story)).content.decode()
    old = {name: hidden(shown, name)[0] for name in ("version", "answer_key")}
    ben = somebody(MODERATORS, name="ben")
    change_flags(submission_id=story.pk, version=1, user=ben, flags=[Flag.MINOR], reason=FlagReason.TOLD)
    claims.release(submission_id=story.pk, user=ben)
    refused = ana.post(url(story), {**old, **TYPED, "save": "1"})
    assert refused.status_code == 409
    box = refused.content.decode().split('name="flags" value="minor"')[1].split(">")[0]
    assert "checked" in box


def test_the_enter_key_saves_whoever_works_on_it(ana: Staff) -> None:
    story = submission()
    claims.claim(submission_id=story.pk, user=ana.user)
    form = ana.get(url(story)).content.decode().split('class="sr-form"')[1]
    first = form.split("<button")[1].split(">")[0]
    assert 'name="save"' in first
