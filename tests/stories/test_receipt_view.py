"""The receipt page: the state in plain words, taking it down, erasing, and no help for a guesser."""

from typing import Any

import pytest
from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from stories.choices import Status
from stories.models import Story, Submission
from stories.receipts import is_in_text
from tests.factories.stories import published, shared
from tests.stories.browser import Storyteller, hidden

pytestmark = pytest.mark.django_db


def page(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def someone(storyteller) -> Storyteller:
    return storyteller()


def act(someone: Storyteller, response: Any, **buttons: str) -> Any:
    return someone.client.post(someone.receipt_url, {"access": hidden(page(response), "access")[0], **buttons})


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_words_show_the_state_but_not_the_story(storyteller, language):
    sent = shared(language=language)
    response = storyteller(language).ask(f"  {sent.receipt.upper().replace(' ', ' , ')}. ")
    assert "access" in page(response)
    for secret in ("sidewalk", "Ximena", "ximena", "555"):
        assert secret not in page(response)


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (Status.NEW, "We have it."),
        (Status.SUSPECT, "We have it."),
        (Status.NEEDS_ANSWER, "We have a question about it."),
        (Status.READY, "A person has read it."),
        (Status.SCHEDULED, "It will be published soon."),
        (Status.DECLINED, "We will not publish it"),
        (Status.WITHDRAWN, "You took it back."),
    ],
)
def test_every_state_has_plain_words_and_suspicion_shows_nowhere(someone, status, sentence):
    sent = shared()
    Submission.objects.update(status=status)
    response = page(someone.ask(sent.receipt))
    assert sentence in response
    assert "uspect" not in response


def test_a_published_story_leads_to_its_page(someone):
    story = published(form_key="known")
    response = page(someone.ask(shared(form_key="known").receipt))
    assert Story.objects.get(submission=story).url_in("en") in response


def test_withdraw_takes_the_story_down_at_once(someone):
    published(form_key="known")
    url = Story.objects.get().url_in("en")
    assert someone.client.get(url).status_code == 200
    response = act(someone, someone.ask(shared(form_key="known").receipt), withdraw="1")
    assert "Your story is down." in page(response)
    assert someone.client.get(url).status_code == 410


def test_withdraw_needs_no_get(someone):
    published(form_key="known")
    asked = someone.ask(shared(form_key="known").receipt)
    access = hidden(page(asked), "access")[0]
    someone.client.get(someone.receipt_url, {"access": access, "withdraw": "1"})
    assert Submission.objects.get().status == Status.PUBLISHED


def test_erase_asks_first_and_then_leaves_nothing(someone):
    sent = shared()
    asked = someone.ask(sent.receipt)
    question = act(someone, asked, erase="1")
    assert "This cannot be undone" in page(question)
    assert Submission.objects.exists()
    done = act(someone, question, erase="1", sure="1")
    assert "Everything is erased" in page(done)
    assert not Submission.objects.exists()


@pytest.mark.parametrize("minutes", [0, 90])
@pytest.mark.parametrize("button", ["open_text", "save_text", "send_message", "erase", "language_switch"])
def test_nothing_typed_comes_back_once_it_is_erased(someone, clock, button, minutes):
    sent = shared()
    asked = someone.ask(sent.receipt)
    act(someone, asked, erase="1", sure="1")
    clock.forward(minutes=minutes)
    response = act(
        someone, asked, body="Nine days on the sidewalk", title="Nine", message="Half a word", **{button: "1"}
    )
    assert "Everything is erased" in page(response)
    for secret in ("sidewalk", "Nine", "Half a word"):
        assert secret not in page(response)


def test_wrong_and_erased_look_the_same(someone):
    sent = shared()
    act(someone, someone.ask(sent.receipt), erase="1", sure="1")
    erased, wrong = (
        page(someone.ask(sent.receipt)),
        page(someone.ask("hover narrow increase whip outside window faith")),
    )
    assert "We find no story for these words." in erased
    assert erased.replace(sent.receipt, "") == wrong.replace("hover narrow increase whip outside window faith", "")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        ("", "Enter the seven words of your receipt."),
        ("only three words", "Enter all seven words"),
        ("one two three four five six seven eight", "Enter all seven words"),
        ("' OR 1=1 --", "Enter all seven words"),
        ("<script>a b c d e f</script>", "Enter all seven words"),
        ("x" * 5000, "Ensure this value has at most 200 characters"),
        ("\x00 \u202e", "Enter the seven words of your receipt."),
    ],
)
def test_what_is_no_receipt_is_said(someone, words, sentence):
    response = page(someone.ask(words))
    assert sentence in response
    assert "<script>a" not in response


def test_a_guesser_is_stopped_and_others_are_not(someone, storyteller):
    wrong = "hover narrow increase whip outside window faith"
    assert [someone.ask(wrong).status_code for _try in range(12)] == [200] * 10 + [429] * 2
    assert "Please wait ten minutes" in page(someone.ask(wrong))
    other = storyteller()
    sent = shared()
    assert "access" in page(other.ask(sent.receipt, REMOTE_ADDR="192.0.2.9"))


def test_after_ten_minutes_one_may_try_again(someone, monkeypatch):
    asked: list[int] = []

    def allow(action: str, sender: str, *, limit: int, seconds: int) -> bool:
        asked.append(seconds)
        return True

    monkeypatch.setattr("stories.views.receipt.allow", allow)
    someone.ask("hover narrow increase whip outside window faith")
    assert asked == [600]


def test_a_wrong_receipt_is_checked_as_slowly_as_a_right_one(someone, monkeypatch):
    slow: list[str] = []

    def slow_hash(typed: str) -> str:
        slow.append(typed)
        return "$"

    monkeypatch.setattr("stories.receipts.slow_hash", slow_hash)
    someone.ask("hover narrow increase whip outside window faith")
    assert len(slow) == 1


@pytest.mark.parametrize("access", ["", "forged", "forged:token:here"])
def test_a_forged_token_opens_nothing(someone, access):
    published()
    response = someone.client.post(someone.receipt_url, {"access": access, "withdraw": "1"})
    assert "enter your words again" in page(response)
    assert Submission.objects.get().status == Status.PUBLISHED


def test_a_token_of_the_share_form_does_not_withdraw(someone):
    story = published()
    foreign = signing.dumps(str(story.pk), salt="stories.photo")
    someone.client.post(someone.receipt_url, {"access": foreign, "withdraw": "1"})
    assert Submission.objects.get().status == Status.PUBLISHED


def test_an_open_page_expires_after_an_hour(someone, clock):
    sent = shared()
    asked = someone.ask(sent.receipt)
    clock.forward(minutes=61)
    assert "more than an hour" in page(act(someone, asked, withdraw="1"))
    assert Submission.objects.get().status == Status.NEW


def test_pages_leave_no_trace_and_the_words_are_in_no_address(someone):
    sent = shared()
    asked = someone.ask(sent.receipt)
    for response in (someone.client.get(someone.receipt_url), asked, act(someone, asked, withdraw="1")):
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert not response.cookies
    assert not is_in_text(sent.receipt, page(asked))


def test_the_state_can_be_read_in_the_other_language(someone):
    sent = shared()
    asked = someone.ask(sent.receipt)
    with override("es"):
        spanish = reverse("stories:receipt")
    data = {"access": hidden(page(asked), "access")[0], "language_switch": "1"}
    response = page(someone.client.post(spanish, data))
    assert '<html lang="es"' in response
    assert hidden(response, "access")


def test_typed_words_survive_the_language_switch(someone):
    with override("es"):
        spanish = reverse("stories:receipt")
    response = page(someone.client.post(spanish, {"words": "faith window", "language_switch": "1"}))
    assert 'value="faith window"' in response
    assert "alert--err" not in response
