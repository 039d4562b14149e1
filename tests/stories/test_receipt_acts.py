"""The buttons of the receipt page: messages, changing the text, permissions, and the file with everything."""

import json
from typing import Any

import pytest
from django.urls import reverse
from django.utils.translation import override

from cms.users import roles
from stories.choices import Scope, Status
from stories.models import Consent, Message, Story, Submission
from stories.services.claims import claim
from stories.services.messages import send_message
from stories.services.permissions import CAN_CHANGE
from tests.factories.stories import published, shared, somebody
from tests.stories.browser import Storyteller, hidden

pytestmark = pytest.mark.django_db
HOSTILE = ["<script>alert(1)</script>", "{{7*7}}{% load x %}", '"><img src=x onerror=alert(1)>', "=HYPERLINK(1)"]


def page(response: Any) -> str:
    return response.content.decode()


class Opened:
    """A storyteller with an open receipt page."""

    def __init__(self, someone: Storyteller, **changes: Any) -> None:
        self.someone = someone
        self.sent = shared(**changes)
        self.submission = self.sent.submission
        self.shown = someone.ask(self.sent.receipt)

    def press(self, button: str, value: str = "1", **typed: Any) -> Any:
        """The button, with what the open page holds in its hidden fields."""
        kept = {name: hidden(page(self.shown), name)[0] for name in ("access", "form_token")}
        return self.someone.client.post(self.someone.receipt_url, {**kept, **typed, button: value})


@pytest.fixture
def opened(storyteller) -> Opened:
    return Opened(storyteller())


def ticks(scopes: Any) -> dict[str, str]:
    return {f"consent_{scope}": "on" for scope in scopes}


class TestMessages:
    def test_both_sides_can_be_read(self, opened):
        moderator = somebody(roles.MODERATORS, name="Maria Moderator")
        send_message(submission_id=opened.submission.pk, text="Which month was it?", by_user_id=moderator.pk)
        shown = page(opened.press("send_message", message="In May"))
        assert "Which month was it?" in shown
        assert "In May" in shown
        assert "Your message is sent." in shown
        assert "Maria" not in shown
        assert Message.objects.unread_by_storyteller().count() == 0

    def test_what_is_new_is_marked_once(self, opened):
        moderator = somebody(roles.MODERATORS)
        send_message(submission_id=opened.submission.pk, text="Which month was it?", by_user_id=moderator.pk)
        assert "message__new" in page(opened.press("keep"))
        assert "message__new" not in page(opened.press("keep"))

    def test_a_double_click_is_one_message(self, opened):
        for _click in range(2):
            opened.press("send_message", message="In May")
        assert Message.objects.count() == 1

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Write a message first."),
            (" \u200b\x00 ", "Write a message first."),
            ("x" * 5001, "the limit is 5000 characters, yours has 5001"),
        ],
    )
    def test_what_cannot_be_sent_is_said_and_stays(self, opened, typed, sentence):
        shown = page(opened.press("send_message", message=typed))
        assert sentence in shown
        assert "<title>Error: " in shown
        assert len(typed) < 100 or typed in shown
        assert not Message.objects.exists()

    def test_the_seven_words_are_not_sent(self, opened):
        shown = page(opened.press("send_message", message=f"I am {opened.sent.receipt}"))
        assert "Take your seven words out of the message" in shown
        assert not Message.objects.exists()

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_hostile_text_is_text(self, opened, typed):
        for button in ("send_message", "keep"):
            shown = page(opened.press(button, message=typed))
            assert "<script>alert" not in shown
            assert "<img src=x" not in shown
        assert Message.objects.get().text == typed

    @pytest.mark.parametrize(
        ("typed", "kept"),
        [
            ("a\x00b", "ab"),
            ("a\r\nb\rc", "a\nb\nc"),
            ("safe\u202etxt.exe", "safetxt.exe"),
            ("قصتي and my story", "قصتي and my story"),
        ],
    )
    def test_what_hides_something_is_made_plain(self, opened, typed, kept):
        opened.press("send_message", message=typed)
        assert Message.objects.get().text == kept

    def test_a_flood_is_stopped_with_a_sentence_and_the_text_stays(self, opened, monkeypatch):
        monkeypatch.setattr("stories.views.receipt_acts.MESSAGES_PER_HOUR", 1)
        opened.press("send_message", message="One")
        shown = page(opened.press("send_message", message="Number two"))
        assert "Wait an hour" in shown
        assert "Number two</textarea>" in shown
        assert Message.objects.count() == 1

    @pytest.mark.parametrize("button", ["save_permissions", "withdraw", "erase", "keep"])
    def test_a_message_that_was_begun_stays(self, opened, button):
        shown = page(opened.press(button, message="Half a sen", **ticks(CAN_CHANGE)))
        assert "Half a sen" in shown or button == "withdraw"

    def test_after_an_hour_a_message_that_was_begun_is_given_back(self, opened, clock):
        clock.forward(minutes=61)
        shown = page(opened.press("send_message", message="A long message"))
        assert "more than an hour" in shown
        assert "A long message</textarea>" in shown
        assert not Message.objects.exists()

    def test_after_withdrawing_no_message_is_taken(self, opened):
        opened.press("withdraw")
        assert "nobody reads messages" in page(opened.press("send_message", message="Hello"))


class TestChanging:
    def test_the_text_is_shown_only_when_asked_for(self, opened):
        assert "sidewalk" not in page(opened.shown)
        assert "sidewalk" in page(opened.press("open_text"))

    def test_new_words_are_saved(self, opened):
        shown = page(opened.press("save_text", body="Ten days.", title="Ten"))
        assert "Your story is changed." in shown
        assert "Ten days." not in shown
        story = Submission.objects.get()
        assert (story.body, story.title) == ("Ten days.", "Ten")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"body": ""}, "Write your story."),
            ({"body": "\u200b"}, "Write your story."),
            ({"body": "x" * 20_001}, "the limit is 20000 characters, yours has 20001"),
            ({"title": "x" * 121}, "at most 120 characters"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_stays(self, opened, changes, sentence):
        shown = page(opened.press("save_text", **{"body": "Ten days.", "title": "Ten", **changes}))
        assert sentence in shown
        assert "Ten" in shown
        assert Submission.objects.get().body == opened.submission.body

    @pytest.mark.parametrize("typed", HOSTILE)
    def test_hostile_text_is_text(self, opened, typed):
        opened.press("save_text", body=typed, title=typed)
        shown = page(opened.press("open_text"))
        assert "<script>alert" not in shown
        assert "<img src=x" not in shown
        assert Submission.objects.get().body == typed

    def test_the_receipt_may_not_be_written_into_it(self, opened):
        shown = page(opened.press("save_text", body=opened.sent.receipt, title=""))
        assert "Take your receipt out of the story" in shown

    def test_once_somebody_works_on_it_a_sentence_says_so_and_the_words_come_back(self, opened):
        claim(submission_id=opened.submission.pk, user=somebody(roles.MODERATORS))
        assert "Somebody is working on your story right now" in page(opened.press("open_text"))
        shown = page(opened.press("save_text", body="My new words", title=""))
        assert "Somebody is working on your story right now" in shown
        assert "My new words</textarea>" in shown
        assert Submission.objects.get().body == opened.submission.body

    def test_new_words_survive_the_language_switch(self, opened):
        with override("es"):
            opened.someone.receipt_url = reverse("stories:receipt")
        shown = page(opened.press("language_switch", body="Half of it", title="Mine"))
        assert '<html lang="es"' in shown
        assert "Half of it" in shown
        assert 'value="Mine"' in shown
        assert Submission.objects.get().body == opened.submission.body

    def test_new_words_are_given_back_after_an_hour(self, opened, clock):
        clock.forward(minutes=61)
        assert "Half of it</textarea>" in page(opened.press("save_text", body="Half of it"))


class TestPermissions:
    def ticked(self, response: Any) -> set[str]:
        return {
            scope for scope in CAN_CHANGE if f'name="consent_{scope}" ' in page(response) and self.on(response, scope)
        }

    def on(self, response: Any, scope: str) -> bool:
        start = page(response).index(f'name="consent_{scope}"')
        return "checked" in page(response)[start : page(response).index(">", start)]

    def test_what_is_allowed_now_is_ticked(self, storyteller):
        opened = Opened(storyteller(), consents=frozenset({Scope.KEEP, Scope.PRESS}))
        assert self.ticked(opened.shown) == {Scope.PRESS}

    def test_each_can_be_changed_at_any_time(self, opened):
        shown = opened.press("save_permissions", **ticks({Scope.PRESS, Scope.CONTACT}))
        assert "Your permissions are changed." in page(shown)
        assert self.ticked(shown) == {Scope.PRESS, Scope.CONTACT}
        shown = opened.press("save_permissions", **ticks({Scope.PUBLISH_TEXT}))
        assert self.ticked(shown) == {Scope.PUBLISH_TEXT}

    def test_saving_the_same_says_so(self, opened):
        assert "nothing was changed" in page(opened.press("save_permissions", **ticks(CAN_CHANGE)))

    def test_taking_back_the_text_takes_the_story_off_the_site(self, storyteller):
        published(form_key="known")
        url = Story.objects.get().url_in("en")
        opened = Opened(storyteller(), form_key="known")
        assert url in page(opened.shown)
        shown = page(opened.press("save_permissions", **ticks({Scope.PRESS})))
        assert "It is not public now." in shown
        assert opened.someone.client.get(url).status_code in (404, 410)

    def test_an_unknown_permission_is_none(self, opened):
        opened.press("save_permissions", consent_everything="on", consent_keep="on")
        live = Consent.objects.filter(withdrawn_at=None).values_list("scope", flat=True)
        assert list(live) == [Scope.KEEP]

    def test_to_be_written_to_one_must_be_reachable(self, storyteller):
        opened = Opened(storyteller(), email="", phone="", consents=frozenset({Scope.KEEP}))
        shown = page(opened.press("save_permissions", **ticks({Scope.CONTACT})))
        assert "We have no e-mail and no phone number of yours" in shown
        assert Consent.objects.count() == 1

    def test_unsaved_ticks_survive_the_language_switch_and_are_not_saved(self, opened):
        with override("es"):
            opened.someone.receipt_url = reverse("stories:receipt")
        shown = opened.press("language_switch", message="Half", **ticks({Scope.PRESS}))
        assert self.ticked(shown) == {Scope.PRESS}
        assert Consent.objects.filter(withdrawn_at=None).count() == len(Scope)

    def test_unsaved_ticks_are_not_shown_as_if_they_were_saved(self, opened):
        shown = opened.press("send_message", message="Hello", **ticks({Scope.PRESS}))
        assert self.ticked(shown) == set(CAN_CHANGE)


class TestDownload:
    def test_the_file_holds_everything_and_its_name_says_nothing(self, opened):
        response = opened.press("download", "json")
        assert response["Content-Disposition"] == 'attachment; filename="my-data.json"'
        assert response["Cache-Control"] == "no-store, private"
        told = json.loads(page(response))["tables"]
        assert told["stories.submission"][0]["body"] == opened.submission.body
        assert told["stories.contact"][0]["email"] == "ximena.q@example.org"

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_as_text_it_can_be_read(self, storyteller, language):
        opened = Opened(storyteller(language), language=language)
        response = opened.press("download", "text")
        assert response["Content-Type"] == "text/plain; charset=utf-8"
        assert opened.submission.body in page(response)

    def test_a_flood_is_stopped_with_a_sentence(self, opened, monkeypatch):
        monkeypatch.setattr("stories.views.receipt_acts.DOWNLOADS_PER_HOUR", 1)
        opened.press("download", "json")
        assert "You have downloaded this many times" in page(opened.press("download", "json"))

    def test_it_can_be_had_after_withdrawing(self, opened):
        opened.press("withdraw")
        assert json.loads(page(opened.press("download", "json")))["tables"]["stories.submission"]


def test_the_page_needs_few_queries(opened, django_assert_max_num_queries):
    for number in range(20):
        send_message(submission_id=opened.submission.pk, text=f"Message {number}", by_user_id=None)
    with django_assert_max_num_queries(12):
        opened.press("keep")


@pytest.mark.parametrize("button", ["send_message", "open_text", "save_text", "save_permissions", "download", "keep"])
def test_every_answer_leaves_no_trace(opened, button):
    response = opened.press(button, message="Hi", body="Text")
    assert response["Cache-Control"] == "no-store, private"
    assert response["Referrer-Policy"] == "no-referrer"
    assert "noindex" in response["X-Robots-Tag"]
    assert not response.cookies


@pytest.mark.parametrize("button", ["send_message", "save_text", "save_permissions", "download", "open_text"])
def test_a_forged_token_does_nothing(opened, button):
    response = opened.press(button, access="forged:token:here", message="Hi", body="Text")
    assert "enter your words again" in page(response)
    assert opened.submission.body not in page(response)
    story = Submission.objects.get()
    assert (story.version, story.status) == (1, Status.NEW)
