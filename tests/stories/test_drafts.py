"""Putting a story aside: only when asked, encrypted, opened by seven words, gone after seven days."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from stories.models import Draft, Media, Submission
from stories.retention import TooManyAtOnce, erase_expired, what_is_due
from stories.services.drafts import NoSuchDraft, Unfinished, find_draft, save_draft
from stories.services.sent_forms import AlreadySent
from tests.factories.stories import shared
from tests.stories.browser import Storyteller, hidden, receipt_in

pytestmark = pytest.mark.django_db


def page(response: Any) -> str:
    return response.content.decode()


def heading(response: Any) -> str:
    return page(response).split("<h1>")[1].split("</h1>")[0]


def save(someone: Storyteller, answers: dict[str, Any], step: str = "appear", **more: Any) -> str:
    return receipt_in(someone.post({**answers, "step": step}, "save", **more))


def opened(someone: Storyteller, words: str) -> str:
    """The token on the page that these words open."""
    return hidden(page(someone.ask(words)), "draft")[0]


def resume(someone: Storyteller, words: str) -> Any:
    return someone.client.post(someone.share_url, {"draft": opened(someone, words), "resume": "1"})


def typed_on(response: Any, names: Any) -> dict[str, str]:
    return {name: hidden(page(response), name)[0] for name in names if hidden(page(response), name)}


@pytest.mark.parametrize("language", ["en", "es"])
def test_seven_words_bring_back_everything_on_the_step_where_it_was_left(storyteller, answers, language):
    words = save(storyteller(language), answers)
    later = storyteller(language)
    shown = resume(later, words.upper().replace(" ", ", "))
    assert 'name="step" value="appear"' in page(shown)
    assert 'value="Ximena Quetzalli"' in page(shown)
    back = typed_on(shown, answers)
    assert back["body"].replace("\r\n", "\n") == answers["body"]
    assert back["email"] == answers["email"]


def test_what_is_unfinished_or_wrong_is_saved_as_it_is(storyteller):
    someone = storyteller()
    words = save(someone, {"body": "x" * 20_010, "email": "half@", "display": "full_name"}, step="reach")
    shown = page(resume(someone, words))
    assert "x" * 20_010 in shown
    assert 'value="half@"' in shown
    assert "alert--err" not in shown


def test_it_rests_encrypted_and_moderators_have_no_submission(storyteller, answers):
    words = save(storyteller(), answers)
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM stories_draft")
        row = repr(cursor.fetchall())
    for secret in ("sidewalk", "Ximena", "ximena", words, words.split()[0]):
        assert secret not in row
    assert not Submission.objects.exists()
    assert "sidewalk" not in str(Draft.objects.get())


def test_the_words_alone_show_nothing_of_it(storyteller, answers):
    someone = storyteller()
    response = someone.ask(save(someone, answers))
    assert "Your unfinished story is here" in page(response)
    assert "sidewalk" not in page(response)
    assert "Ximena" not in page(response)


@pytest.mark.parametrize("languages", [("en", "en"), ("en", "es"), ("es", "en")])
def test_saving_again_changes_what_was_kept_under_the_same_words(storyteller, answers, languages):
    someone = storyteller(languages[0])
    first = save(someone, answers)
    with override(languages[1]):
        someone.share_url = reverse("stories:share")
    second = save(someone, {**answers, "body": "More of it."})
    assert first == second
    assert Draft.objects.count() == 1
    assert "More of it." in page(resume(storyteller(), first))


def test_saving_again_after_coming_back_keeps_the_words(storyteller, answers):
    words = save(storyteller(), answers)
    later = storyteller()
    later.token = hidden(page(resume(later, words)), "form_token")[0]
    assert save(later, {**answers, "body": "More of it."}) == words
    assert Draft.objects.count() == 1


def test_a_form_that_was_sent_cannot_be_put_aside():
    shared(form_key="one")
    unfinished = Unfinished(values={"body": "Half of it"}, photo_tokens=[], step="story", form_key="one")
    with pytest.raises(AlreadySent):
        save_draft(unfinished=unfinished, language="en")
    assert not Draft.objects.exists()


def test_a_draft_that_no_key_opens_keeps_nobody_from_sending(storyteller, answers):
    someone = storyteller()
    save(someone, answers)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE stories_draft SET answers = 'gAAAAA=='")
    assert receipt_in(someone.send(answers))
    assert not Draft.objects.exists()


def test_a_clock_that_may_be_wrong_keeps_no_draft(storyteller, answers, clock):
    save(storyteller(), answers)
    for _number in range(25):
        shared()
    Submission.objects.update(expires_at=timezone.now() + timedelta(days=1))
    clock.forward(days=8)
    with pytest.raises(TooManyAtOnce):
        erase_expired()
    assert not Draft.objects.exists()
    assert Submission.objects.count() == 25


def test_two_people_have_different_words(storyteller, answers):
    assert save(storyteller(), answers) != save(storyteller(), answers)
    assert Draft.objects.count() == 2


def test_once_sent_it_is_no_longer_kept_and_the_receipt_is_another(storyteller, answers):
    words = save(storyteller(), answers)
    later = storyteller()
    later.token = hidden(page(resume(later, words)), "form_token")[0]
    sent = later.send(answers)
    assert "Only these count now." in page(sent)
    assert receipt_in(sent) != words
    assert not Draft.objects.exists()
    assert "We find no story for these words." in page(later.ask(words))
    assert "access" in page(later.ask(receipt_in(sent)))


def test_sent_from_two_windows_it_is_one_story(storyteller, answers):
    words = save(storyteller(), answers)
    windows = [storyteller(), storyteller()]
    for window in windows:
        window.token = hidden(page(resume(window, words)), "form_token")[0]
    assert receipt_in(windows[0].send(answers)) == receipt_in(windows[1].send(answers))
    assert Submission.objects.count() == 1


def test_after_seven_days_it_is_gone(storyteller, answers, clock):
    someone = storyteller()
    words = save(someone, answers)
    clock.forward(days=6, hours=23)
    assert what_is_due(Draft.objects.get().expires_at - timedelta(hours=1)).drafts == 0
    assert "Your unfinished story is here" in page(someone.ask(words))
    clock.forward(hours=2)
    assert "We find no story for these words." in page(someone.ask(words))
    assert erase_expired().drafts == 1
    assert not Draft.objects.exists()


def test_many_old_drafts_do_not_stop_the_clock(storyteller, answers, clock):
    someone = storyteller()
    save(someone, answers)
    Draft.objects.bulk_create(
        Draft(answers="{}", receipt_lookup="x", receipt_hash="x", expires_at=Draft.objects.get().expires_at)
        for _number in range(60)
    )
    clock.forward(days=8)
    assert erase_expired().drafts == 61


def test_saving_again_gives_another_seven_days(storyteller, answers, clock):
    someone = storyteller()
    words = save(someone, answers)
    clock.forward(days=5)
    save(someone, answers)
    clock.forward(days=5)
    assert find_draft(words)


def test_erasing_it_takes_row_photos_and_files(
    storyteller, answers, photo, own_files, django_capture_on_commit_callbacks
):
    someone = storyteller()
    words = save(someone, answers, photos=[SimpleUploadedFile("x.jpg", photo, "image/jpeg")])
    assert Media.objects.count() == 1
    token = opened(someone, words)
    with django_capture_on_commit_callbacks(execute=True):
        response = someone.client.post(someone.receipt_url, {"draft": token, "forget": "1"})
    assert heading(response) == "What you saved is erased"
    assert (Draft.objects.count(), Media.objects.count()) == (0, 0)
    assert not [path for path in Path(own_files).rglob("*") if path.is_file()]
    assert "We find no story for these words." in page(someone.ask(words))


def test_photos_come_back_even_late_and_are_sent(storyteller, answers, photo, clock):
    someone = storyteller()
    first = someone.post(answers, "add_photos", photos=[SimpleUploadedFile("x.jpg", photo, "image/jpeg")])
    tokens = hidden(page(first), "photo")
    clock.forward(days=5)
    words = save(someone, answers, photo=tokens)
    clock.forward(days=5)
    assert erase_expired().photos == 0
    shown = resume(someone, words)
    someone.token = hidden(page(shown), "form_token")[0]
    someone.send(answers, photo=hidden(page(shown), "photo"))
    assert Submission.objects.get().photos.count() == 1


def test_sending_leaves_the_photos_of_the_story(storyteller, answers, photo, django_capture_on_commit_callbacks):
    someone = storyteller()
    first = someone.post(answers, "add_photos", photos=[SimpleUploadedFile("x.jpg", photo, "image/jpeg")])
    tokens = hidden(page(first), "photo")
    save(someone, answers, photo=tokens)
    with django_capture_on_commit_callbacks(execute=True):
        someone.send(answers, photo=tokens)
    assert not Draft.objects.exists()
    assert Submission.objects.get().photos.count() == 1


@pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
@pytest.mark.parametrize("button", ["resume", "forget"])
def test_a_forged_token_opens_and_erases_nothing(storyteller, answers, token, button):
    someone = storyteller()
    save(someone, answers)
    url = someone.share_url if button == "resume" else someone.receipt_url
    response = someone.client.post(url, {"draft": token, button: "1"})
    assert "enter your words again" in page(response)
    assert "sidewalk" not in page(response)
    assert Draft.objects.count() == 1


def test_an_open_page_expires_after_an_hour(storyteller, answers, clock):
    someone = storyteller()
    token = opened(someone, save(someone, answers))
    clock.forward(minutes=61)
    response = someone.client.post(someone.share_url, {"draft": token, "resume": "1"})
    assert "more than an hour" in page(response)


def test_the_page_can_be_read_in_the_other_language(storyteller, answers):
    someone = storyteller()
    token = opened(someone, save(someone, answers))
    with override("es"):
        spanish = reverse("stories:receipt")
    response = page(someone.client.post(spanish, {"draft": token, "language_switch": "1"}))
    assert '<html lang="es"' in response
    assert hidden(response, "draft")
    assert Draft.objects.count() == 1


def test_a_flood_is_stopped_with_a_sentence_and_the_text_stays(storyteller, answers, monkeypatch):
    monkeypatch.setattr("stories.views.drafts.SAVES_PER_HOUR", 1)
    someone = storyteller()
    save(someone, answers)
    response = page(someone.post(answers, "save"))
    assert "This was saved many times" in response
    assert "Nobody told us anything." in response


def test_a_guesser_of_drafts_is_stopped_as_well(storyteller, answers):
    someone = storyteller()
    words = save(someone, answers)
    for _try in range(10):
        someone.ask("hover narrow increase whip outside window faith")
    assert someone.ask(words).status_code == 429


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "a\x00b", "قصتي"])
def test_hostile_text_is_text(storyteller, answers, typed):
    someone = storyteller()
    shown = page(resume(someone, save(someone, {**answers, "body": typed, "name": typed})))
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_every_page_leaves_no_trace(storyteller, answers):
    someone = storyteller()
    saved = someone.post(answers, "save")
    words = receipt_in(saved)
    for response in (saved, someone.ask(words), resume(someone, words)):
        assert response["Cache-Control"] == "no-store, private"
        assert response["Referrer-Policy"] == "no-referrer"
        assert not response.cookies
        assert "<title>Information</title>" in page(response)


def test_no_words_open_nothing():
    with pytest.raises(NoSuchDraft):
        find_draft("hover narrow increase whip outside window faith")


def test_who_left_at_the_end_comes_back_to_the_end(storyteller, answers):
    someone = storyteller()
    shown = resume(someone, save(someone, answers, step="check"))
    assert heading(shown) == "Is this what you want to send?"
    someone.token = hidden(page(shown), "form_token")[0]
    assert receipt_in(someone.send({name: hidden(page(shown), name)[0] for name in answers}))
    assert Submission.objects.get().body == answers["body"]
