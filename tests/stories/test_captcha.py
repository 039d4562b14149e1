"""The captcha: before anything is written, on a page of its own, and it never loses a story."""

from typing import Any

import pytest

from cms.core.forms import key_of_token
from stories import steps
from stories.choices import Status
from stories.models import Submission
from tests.stories.browser import Storyteller, hidden, receipt_in
from tests.stories.test_drafts import resume, save

ELSEWHERE = "https://www.google.com/recaptcha/"


def page(response: Any) -> str:
    return response.content.decode()


def is_elsewhere(response: Any) -> bool:
    return "google" in page(response).split("<body>")[0] or ELSEWHERE in response["Content-Security-Policy"]


def begin(someone: Storyteller, **more: Any) -> Any:
    """Start is pressed on the first page."""
    typed = {"form_token": someone.token, "display": "anonymous", "step": "before", "next": "1"}
    return someone.client.post(someone.share_url, {**typed, **more})


def answer(someone: Storyteller) -> str:
    """What is carried along after the page with the captcha was answered, with the token of the form that follows."""
    shown = page(begin(someone, asked="1", **{"g-recaptcha-response": "token"}))
    someone.token = hidden(shown, "form_token")[0]
    return (hidden(shown, "person") or [""])[0]


def status() -> str:
    return Submission.objects.get().status


class TestWithKeys:
    @pytest.fixture(autouse=True)
    def keys(self, settings):
        settings.RECAPTCHA_PUBLIC_KEY = settings.RECAPTCHA_PRIVATE_KEY = "a-key"

    @pytest.fixture
    def asked(self, monkeypatch):
        """What the service was asked; it finds everybody a person."""
        questions: list[dict[str, Any]] = []

        def submit(**kwargs: Any) -> Any:
            questions.append(kwargs)
            return type("Answer", (), {"is_valid": True})

        monkeypatch.setattr("stories.captcha.client.submit", submit)
        return questions

    def test_it_has_a_page_of_its_own_after_the_first(self, storyteller):
        someone = storyteller()
        assert not is_elsewhere(someone.client.get(someone.share_url))
        response = begin(someone)
        assert is_elsewhere(response)
        assert 'data-sitekey="a-key"' in page(response)
        assert "textarea" not in page(response)
        assert "ask no other company" not in page(response)

    def test_its_script_sees_nothing_that_opens_something_later(self, storyteller, asked):
        someone = storyteller()
        before = someone.token
        assert "form_token" not in page(begin(someone))
        answer(someone)
        assert key_of_token(someone.token) not in ("", key_of_token(before))

    @pytest.mark.parametrize("step", [steps.BEFORE, steps.STORY, steps.CHECK])
    @pytest.mark.parametrize("button", ["next", "back", "change", "check", "save", "send", "language_switch"])
    def test_no_page_with_words_of_a_story_loads_it(self, storyteller, answers, step, button):
        response = storyteller().post({**answers, "step": step.name}, button, change=step.name)
        assert not is_elsewhere(response)

    @pytest.mark.parametrize("field", ["body", "title", "name", "email", "state", "consent_keep", "photo"])
    def test_who_went_back_to_the_start_with_something_typed_is_not_asked(self, storyteller, field):
        response = begin(storyteller(), **{field: "NM"})
        assert not is_elsewhere(response)
        assert 'name="step" value="story"' in page(response)

    def test_the_other_language_asks_again(self, storyteller):
        response = begin(storyteller(), asked="1", language_switch="1")
        assert 'data-sitekey="a-key"' in page(response)

    def test_who_declines_is_not_asked(self, storyteller):
        assert not is_elsewhere(begin(storyteller(), next="unasked"))

    def test_a_person_is_asked_once_and_their_story_is_new(self, storyteller, answers, asked, clock):
        someone = storyteller()
        person = answer(someone)
        clock.forward(minutes=1)
        assert not is_elsewhere(begin(someone, person=person))
        assert receipt_in(someone.send({**answers, "person": person}))
        assert status() == Status.NEW
        assert asked == [{"recaptcha_response": "token", "private_key": "a-key", "remoteip": ""}]

    def test_also_when_the_story_was_put_aside(self, storyteller, answers, asked, clock):
        someone = storyteller()
        words = save(someone, {**answers, "person": answer(someone)})
        later = storyteller()
        shown = page(resume(later, words))
        later.token = hidden(shown, "form_token")[0]
        clock.forward(minutes=1)
        later.send({**answers, "person": hidden(shown, "person")[0]})
        assert status() == Status.NEW

    @pytest.mark.parametrize("given", ["", "forged", "another"])
    def test_a_story_without_an_answer_of_its_own_arrives_and_is_suspect(self, storyteller, answers, asked, given):
        person = answer(storyteller()) if given == "another" else given
        assert receipt_in(storyteller().send({**answers, "person": person}))
        assert status() == Status.SUSPECT

    @pytest.mark.parametrize("fault", [OSError("unreachable"), ValueError("no JSON"), TimeoutError(), None])
    def test_a_service_that_fails_or_says_no_stops_nobody(self, storyteller, answers, fault, monkeypatch):
        def fail(**kwargs: Any) -> Any:
            if fault:
                raise fault
            return type("Answer", (), {"is_valid": False})

        monkeypatch.setattr("stories.captcha.client.submit", fail)
        someone = storyteller()
        assert receipt_in(someone.send({**answers, "person": answer(someone)}))
        assert status() == Status.SUSPECT

    def test_without_javascript_nobody_is_asked_and_the_way_goes_on(self, storyteller, monkeypatch):
        monkeypatch.setattr("stories.captcha.client.submit", None)
        response = begin(storyteller(), asked="1")
        assert 'name="step" value="story"' in page(response)
        assert hidden(page(response), "display") == ["anonymous"]


def test_without_keys_nobody_is_asked(storyteller, answers, monkeypatch):
    monkeypatch.setattr("stories.captcha.client.submit", None)
    someone = storyteller()
    assert 'name="step" value="story"' in page(begin(someone))
    assert receipt_in(someone.send(answers))
    assert status() == Status.NEW
