"""The way in steps: each asks for its own part, carries the rest, and nothing rests on the server."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from stories import steps
from stories.forms import ShareForm
from stories.models import Draft, Media, Submission
from stories.services.withdrawal import erase_story
from tests.stories.browser import Storyteller, hidden, receipt_in


def page(response: Any) -> str:
    return response.content.decode()


def shown_fields(response: Any) -> set[str]:
    """Fields that can be filled in on this page."""
    return {name for name in ShareForm.base_fields if f'name="{name}"' in page(response)} - carried(response)


def carried(response: Any) -> set[str]:
    return {name for name in ShareForm.base_fields if f'<input type="hidden" name="{name}"' in page(response)}


def at(step: str, answers: dict[str, Any]) -> dict[str, Any]:
    return {**answers, "step": step}


def heading(response: Any) -> str:
    return page(response).split("<h1>")[1].split("</h1>")[0]


def test_every_field_of_the_form_is_asked_for_on_exactly_one_step():
    asked = [name for step in steps.STEPS for name in step.fields]
    assert len(asked) == len(set(asked))
    assert set(asked) == set(ShareForm.base_fields) - {"website", "form_token", "person"}


def test_an_unknown_step_is_the_story_and_the_ends_hold():
    assert steps.named("../en") == steps.STORY
    assert steps.before(steps.BEFORE) == steps.BEFORE
    assert steps.after(steps.CHECK) == steps.CHECK
    assert steps.first_with_error(["email", "body"]) == steps.STORY
    assert steps.first_with_error(["unheard of"]) == steps.STORY


@pytest.mark.parametrize("step", steps.QUESTIONS)
def test_a_step_asks_for_its_own_fields_and_carries_all_others(storyteller, answers, step):
    response = storyteller().post(answers, "change", change=step.name)
    assert shown_fields(response) == set(step.fields)
    assert carried(response) == set(ShareForm.base_fields) - set(step.fields) - {"photos"}


def test_going_through_all_steps_loses_nothing(storyteller, answers):
    someone = storyteller()
    typed: dict[str, Any] = {"form_token": someone.token}
    response = someone.client.post(someone.share_url, {**typed, "step": "before", "next": "1"})
    for step in steps.QUESTIONS:
        assert heading(response) == str(step.title)
        typed = {name: hidden(page(response), name)[0] for name in carried(response) if hidden(page(response), name)}
        own = {name: answers[name] for name in step.fields if name in answers}
        response = someone.client.post(someone.share_url, {**typed, **own, "step": step.name, "next": "1"})
    assert heading(response) == "Is this what you want to send?"
    fields = {name: hidden(page(response), name)[0] for name in answers}
    assert receipt_in(someone.send(fields))
    story = Submission.objects.get()
    assert (story.body, story.title, story.state) == (answers["body"], "Nine days", "NM")
    assert (Draft.objects.count(), Media.objects.count()) == (0, 0)


@pytest.mark.parametrize("button", ["next", "back", "change", "add_photos", "check", "language_switch"])
def test_before_sending_nothing_rests_on_the_server(storyteller, answers, button):
    storyteller().post(answers, button)
    assert not Submission.objects.exists()
    assert not Draft.objects.exists()


@pytest.mark.parametrize(
    ("step", "changes", "sentence"),
    [
        ("story", {"body": ""}, "Write your story."),
        ("story", {"body": "\u200b"}, "Write your story."),
        ("story", {"body": "x" * 20_001}, "yours has 20001"),
        ("about", {"subject": ""}, "Choose who your story is about."),
        ("about", {"subject": "other"}, "Choose whether this person knows"),
        ("appear", {"display": "full_name", "name": ""}, "Enter your name, or choose to stay anonymous."),
        ("appear", {"display": "chosen_name"}, "Enter the name you choose"),
        ("appear", {"state": "ZZ"}, "not one of the available choices"),
        ("allow", {"consent_keep": ""}, "or we cannot receive your story."),
        ("reach", {"email": "a@localhost"}, "Enter an e-mail address like"),
        ("reach", {"consent_contact": ""}, "Tick “You may write to me or call me”"),
    ],
)
def test_a_step_does_not_let_on_what_is_wrong_in_it(storyteller, answers, step, changes, sentence):
    response = storyteller().post(at(step, {**answers, **changes}), "next")
    assert sentence in page(response)
    assert "<title>Error: " in page(response)
    assert heading(response) == str(steps.named(step).title)


def test_a_step_is_not_scolded_for_what_later_steps_will_ask(storyteller):
    response = storyteller().post({"step": "story", "body": "A story."}, "next")
    assert heading(response) == "Who it is about"
    assert "alert--err" not in page(response)


def test_one_step_back_checks_nothing_and_keeps_everything(storyteller, answers):
    response = storyteller().post(at("about", {**answers, "subject": ""}), "back")
    assert heading(response) == "Your story"
    assert "Nobody told us anything." in page(response)
    assert "alert--err" not in page(response)


def test_the_enter_key_goes_on(storyteller, answers):
    someone = storyteller()
    response = someone.client.post(someone.share_url, {"form_token": someone.token, **at("story", answers)})
    assert heading(response) == "Who it is about"


def test_an_error_at_the_end_leads_to_the_step_where_it_is(storyteller, answers):
    response = storyteller().post({**answers, "email": "nobody", "consent_keep": ""}, "send")
    assert heading(response) == "What we may do"
    assert page(response).count("field--err") == 1


def test_who_changes_one_answer_at_the_end_comes_back_to_the_end(storyteller, answers):
    someone = storyteller()
    changing = someone.post(answers, "change", change="appear")
    assert "Save and check" in page(changing)
    assert hidden(page(changing), "seen_end") == ["1"]
    checked = someone.post(at("appear", {**answers, "state": "TX", "seen_end": "1"}), "next")
    assert heading(checked) == "Is this what you want to send?"
    assert "Texas" in page(checked)


def test_the_end_offers_to_change_each_step(storyteller, answers):
    checked = page(storyteller().post(answers, "check"))
    for step in steps.QUESTIONS:
        assert f'name="change" value="{step.name}"' in checked


@pytest.mark.parametrize("step", [*steps.QUESTIONS, steps.CHECK])
def test_the_language_switch_stays_on_the_step_and_keeps_all(storyteller, answers, step):
    someone, spanish = storyteller(), storyteller("es").share_url
    data = {"form_token": someone.token, **at(step.name, answers), "language_switch": "1"}
    response = page(someone.client.post(spanish, data))
    assert '<html lang="es"' in response
    assert f'name="step" value="{step.name}"' in response
    assert "Nobody told us anything." in response
    assert "ximena.q@example.org" in response
    assert "alert--err" not in response


def test_photos_are_carried_along_and_only_their_step_shows_them(storyteller, answers, photo):
    someone: Storyteller = storyteller()
    upload = SimpleUploadedFile("x.jpg", photo, "image/jpeg")
    after_photos = someone.post(at("photos", answers), "next", photos=[upload])
    assert heading(after_photos) == "What we may do"
    tokens = hidden(page(after_photos), "photo")
    assert len(tokens) == 1
    assert "data:image" not in page(after_photos)
    assert "data:image" in page(someone.post(answers, "change", change="photos", photo=tokens))


@pytest.mark.parametrize("button", ["next", "back", "check"])
def test_a_step_needs_few_queries(storyteller, answers, django_assert_max_num_queries, button):
    someone = storyteller()
    with django_assert_max_num_queries(12):
        someone.post(answers, button)


class TestAfterSending:
    """Someone else may press Back, and confirm that the form is sent again."""

    @pytest.mark.parametrize("button", ["next", "back", "change", "check", "save", "language_switch", "add_photos"])
    def test_no_step_shows_the_story_again(self, storyteller, answers, button):
        someone = storyteller()
        someone.send(answers)
        response = someone.post(at("about", answers), button)
        assert "This form was already sent" in page(response)
        for secret in ("Nobody told us", "Ximena", "ximena"):
            assert secret not in page(response)
        assert not Draft.objects.exists()

    def test_the_receipt_is_shown_again_to_a_retry_but_not_to_the_next_person(self, storyteller, answers, clock):
        someone = storyteller()
        first = receipt_in(someone.send(answers))
        clock.forward(minutes=14)
        assert receipt_in(someone.send(answers)) == first
        clock.forward(minutes=2)
        later = someone.send(answers)
        assert "This form was already sent" in page(later)
        assert not any(word in page(later).split("<main")[1] for word in first.split() if len(word) > 5)

    @pytest.mark.parametrize("button", ["next", "check", "send"])
    def test_nor_an_earlier_wording_of_it(self, storyteller, answers, button):
        someone = storyteller()
        someone.send(answers)
        response = someone.post(at("story", {**answers, "body": "My first, rash words."}), button)
        assert "This form was already sent" in page(response)
        assert "rash words" not in page(response)
        assert Submission.objects.count() == 1

    @pytest.mark.parametrize("button", ["next", "check", "save", "send"])
    @pytest.mark.parametrize("days", [0, 6, 9, 29])
    def test_nor_once_everything_is_erased(self, storyteller, answers, clock, button, days):
        someone = storyteller()
        someone.send(answers)
        erase_story(submission_id=Submission.objects.get().pk)
        clock.forward(days=days)
        response = someone.post(at("check", answers), button)
        assert "If you have erased your story since, it stays erased." in page(response)
        for secret in ("Nobody told us", "Ximena", "ximena"):
            assert secret not in page(response)
        assert not Submission.objects.exists()
        assert not Draft.objects.exists()

    def test_a_new_form_is_another_story(self, storyteller, answers):
        storyteller().send(answers)
        assert receipt_in(storyteller().send(answers))
        assert Submission.objects.count() == 2

    def test_a_form_that_was_open_for_too_long_is_still_one_story(self, storyteller, answers, clock):
        someone = storyteller()
        clock.forward(days=9)
        first = receipt_in(someone.send(answers))
        assert receipt_in(someone.send(answers)) == first
        assert Submission.objects.count() == 1
