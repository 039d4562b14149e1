"""Bad inputs that go through more than one page: a clear sentence, text wherever it is shown, a story that arrives."""

import re
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db.utils import OperationalError
from django.test import Client
from django.urls import reverse

from stories.choices import Status
from stories.models import PublicPhoto, Story, Submission
from stories.services.messages import send_message
from stories.services.notes import add_note
from stories.services.publication import publish_story
from stories.services.translating import publish_translation
from tests.factories.stories import both_languages, edit, submission
from tests.stories.browser import hidden, receipt_in
from tests.stories.staff import Staff
from tests.stories.test_taken_back import walk

pytestmark = pytest.mark.django_db
HOSTILE = ['"><script>alert(1)</script>{{7*7}}Q', "javascript:alert(1)//'><img src=x onerror=alert(1)>"]
# A tag that was let through, a link that runs something, a template that was filled in.
RUNS = re.compile(r"<script>alert|<img src=x|(href|src|action)=[\"']?javascript:|49Q", re.IGNORECASE)


def page(response: Any) -> str:
    return response.content.decode()


@pytest.fixture
def everywhere(wall: None) -> Submission:
    """Hostile in every field of the form and of the public version, one story that waits and one that is public."""
    both_languages()
    root = Staff(name=HOSTILE[0][:30]).user
    for number, typed in enumerate(HOSTILE):
        private = dict.fromkeys(("body", "title", "name", "place_detail", "pen_name", "safe_times"), typed)
        waits = submission(**private, display="chosen_name", form_key=f"waits-{number}")
        send_message(submission_id=waits.pk, text=typed, by_user_id=None)
        add_note(submission_id=waits.pk, user=root, text=typed)
        sent = submission(body=typed, name="", form_key=f"public-{number}")
        words = edit(title=typed, text=typed, attribution=typed, place_label=f"{typed} New Mexico")
        publish_story(submission_id=sent.pk, version=1, user=root, edit=words)
        publish_translation(submission_id=sent.pk, language="es", user=root, edit=words)
        PublicPhoto.objects.create(submission=sent, file_name=f"stories/{number}.jpg", alt=typed, width=4, height=3)
    return waits


def test_hostile_text_is_text_on_every_public_page(everywhere: Submission, client: Client) -> None:
    found = walk(client, "/en/stories/feed/", "/es/historias/feed/")
    shown_on = {address for address, (_status, text) in found.items() if "alert(1)" in text}
    own = {story.url_in(code) for story in Story.objects.all() for code in ("en", "es")}
    assert {"/en/stories/", "/es/historias/", "/en/stories/feed/", *own} <= shown_on
    assert [address for address, (_status, text) in found.items() if RUNS.search(text)] == []


def test_hostile_text_is_text_on_every_screen_of_the_team(everywhere: Submission) -> None:
    root = Staff(name="root")
    root.user.is_superuser = True
    root.user.save()
    screens = ["/admin/", *(reverse(f"stories_admin:{name}") for name in ("queue", "translations", "log"))]
    screens += [reverse("stories_admin:review", args=[sent.pk]) for sent in Submission.objects.all()]
    screens += [reverse("wagtailsnippets_stories_story:list")]
    for story in Story.objects.all():
        screens += [reverse("stories_admin:translate", args=[story.slug, "es"])]
        screens += [reverse(f"wagtailsnippets_stories_story:{name}", args=[story.pk]) for name in ("edit", "history")]
    shown = {address: page(root.get(address)) for address in screens}
    contact = reverse("stories_admin:contact", args=[everywhere.pk])
    shown[contact] = page(root.post(contact, {"reason": "safety"}))
    assert sum("alert(1)" in text for text in shown.values()) > len(Submission.objects.all()) + 6
    assert [address for address, text in shown.items() if RUNS.search(text)] == []


def test_a_database_that_is_full_gives_the_text_back(storyteller: Any, answers: Any, monkeypatch: Any) -> None:
    def full(*args: Any, **kwargs: Any) -> None:
        raise OperationalError("database or disk is full")

    someone = storyteller()
    monkeypatch.setattr("stories.views.share.share_story", full)
    someone.client.raise_request_exception = False
    response = someone.send(answers)
    assert response.status_code == 500
    assert "Nobody told us anything." in page(response)
    assert answers["email"] in page(response)
    assert "no-store" in response["Cache-Control"]
    monkeypatch.undo()
    assert receipt_in(someone.send(answers))


def test_halves_of_characters_are_made_plain(storyteller: Any, answers: Any) -> None:
    """A lone surrogate cannot be stored as UTF-8, nor sent by mail."""
    someone = storyteller()
    typed = urlencode({"form_token": someone.token, **answers, "send": "1"})
    raw = typed.replace("body=", "body=%ED%A0%80half%00+", 1).replace("title=", "title=%ED%BF%BF", 1)
    response = someone.client.post(someone.share_url, raw, content_type="application/x-www-form-urlencoded")
    assert receipt_in(response)
    assert "half We waited nine days" in Submission.objects.get().body
    Submission.objects.get().body.encode()


def test_without_cookies_a_story_is_sent_and_taken_back(storyteller: Any, answers: Any) -> None:
    someone = storyteller()
    strict = Client(enforce_csrf_checks=True)

    def press(url: str, data: Any) -> Any:
        strict.cookies.clear()
        return strict.post(url, data)

    sent = press(someone.share_url, {"form_token": someone.token, **answers, "send": "1"})
    opened = press(someone.receipt_url, {"words": receipt_in(sent), "look": "1"})
    access = hidden(page(opened), "access")[0]
    press(someone.receipt_url, {"access": access, "withdraw": "1"})
    assert Submission.objects.get().status == Status.WITHDRAWN


def test_a_flood_from_many_addresses_stops_nobody(storyteller: Any, answers: Any, monkeypatch: Any) -> None:
    """Each address is counted for itself, and what is too much arrives as well: a person looks at it later."""
    monkeypatch.setattr("stories.views.share.STORIES_PER_HOUR", 1)
    for number in range(6):
        someone = storyteller()
        someone.client.defaults["REMOTE_ADDR"] = f"192.0.2.{number // 2}"
        assert receipt_in(someone.send({**answers, "body": f"Story {number}"}))
    assert sorted(Submission.objects.values_list("status", flat=True)) == [Status.NEW] * 3 + [Status.SUSPECT] * 3


@pytest.mark.parametrize("language", ["../en", "..%2Fen", "xx", "en/../es"])
def test_a_language_that_is_none_is_no_page(client: Client, language: str) -> None:
    for path in (f"/{language}/stories/share/", f"/en/stories/share/?language={language}"):
        response = client.get(path, headers={"Accept-Language": language})
        assert response.status_code in (200, 301, 302, 404)
        assert "../" not in response.headers.get("Location", "")
