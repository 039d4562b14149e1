"""A row that no key opens: a sentence, never ciphertext, never a trace, in the page or in the log."""

from pathlib import Path
from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.db.models import TextField, Value
from django.test import Client
from django.urls import reverse
from django.utils import translation

from cms.core.clock import now
from cms.core.fields import left_sealed
from cms.users.roles import CONTACT_TEAM, MODERATORS
from stories.choices import Status
from stories.models import AccessLog, Story, Submission
from stories.retention import erase_expired
from stories.services.messages import send_message
from stories.services.publication import publish_story
from stories.services.sharing import SharedStory
from tests.conftest import Clock
from tests.factories.stories import both_languages, edit, shared, somebody, submission, with_photo
from tests.stories.staff import BACKEND

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall")]
TELLING = ("gAAAA", "Fernet", "Traceback", "CannotDecrypt", "crypto.py")


@pytest.fixture
def visitor() -> Client:
    """Gets the page that a server answers, instead of the exception."""
    return Client(raise_request_exception=False)


@pytest.fixture
def moderator(visitor: Client) -> Client:
    visitor.force_login(somebody(MODERATORS))
    return visitor


def wrong_key(settings: Any) -> None:
    settings.ENCRYPTION_KEYS = [Fernet.generate_key().decode()]


def assert_tells_nothing(response: Any, caplog: pytest.LogCaptureFixture) -> None:
    page = response.content.decode()
    assert [word for word in TELLING if word in page] == []
    assert "gAAAA" not in caplog.text
    assert "no-store" in response.headers["Cache-Control"]


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_receipt_page(visitor: Client, settings: Any, caplog: Any, language: str) -> None:
    sent = shared(language=language)
    wrong_key(settings)
    with translation.override(language):
        address = reverse("stories:receipt")
    response = visitor.post(address, {"words": sent.receipt})
    assert (response.status_code, response.templates[0].name) == (503, "stories/sealed.html")
    assert_tells_nothing(response, caplog)


def spoil(table: str, column: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE {table} SET {column} = 'gAAAAAspoiled'")


@pytest.mark.parametrize(
    ("table", "column"),
    [
        ("stories_submission", "title"),
        ("stories_submission", "body"),
        ("stories_submission", "pen_name"),
        ("stories_contact", "name"),
        ("stories_message", "text"),
        ("stories_media", "alt"),
    ],
)
@pytest.mark.parametrize("press", [None, "save", "claim"])
def test_the_review_screen_of_a_spoiled_row_says_what_to_do(
    moderator: Client, caplog: Any, table: str, column: str, press: str | None
) -> None:
    sent = with_photo()
    send_message(submission_id=sent.pk, text="Hello", by_user_id=None)
    spoil(table, column)
    address = reverse("stories_admin:review", args=[sent.pk])
    response = moderator.post(address, {press: "1", "version": 2}, follow=True) if press else moderator.get(address)
    assert response.status_code == 503
    page = response.content.decode()
    assert f"{Submission(pk=sent.pk)} cannot be opened" in page
    assert "docs/encryption.md" in page
    assert_tells_nothing(response, caplog)


def test_the_contact_page_of_a_spoiled_contact_says_so_and_the_look_is_written_down(
    moderator: Client, caplog: Any
) -> None:
    sent = submission()
    spoil("stories_contact", "phone")
    moderator.force_login(somebody(CONTACT_TEAM), backend=BACKEND)
    response = moderator.post(reverse("stories_admin:contact", args=[sent.pk]), {"reason": "question"})
    assert response.status_code == 503
    assert_tells_nothing(response, caplog)
    assert AccessLog.objects.filter(kind="contact").exists()


def test_the_queue_names_it_and_lists_the_others(moderator: Client, caplog: Any) -> None:
    bad, fine = submission(), submission()
    table = Submission.objects.filter(pk=bad.pk)
    table.update(body=Value("gAAAAAspoiled", output_field=TextField()))
    response = moderator.get(reverse("stories_admin:queue"))
    assert (response.status_code, response.context["sealed"]) == (200, {bad.pk})
    assert {one.pk for one in response.context["rows"]} == {bad.pk, fine.pk}
    assert "cannot be opened" in response.content.decode()
    assert_tells_nothing(response, caplog)


def test_several_at_once_leave_it_and_name_it(moderator: Client) -> None:
    bad, fine = submission(), submission()
    Submission.objects.filter(pk=bad.pk).update(body=Value("gAAAAAspoiled", output_field=TextField()))
    rows = [f"{one.pk}:{one.version}" for one in (bad, fine)]
    page = moderator.post(reverse("stories_admin:bulk"), {"act": "spam", "stories": rows}, follow=True).content.decode()
    assert f"{bad}: it cannot be opened" in page
    assert Submission.objects.get(pk=fine.pk).status == Status.DECLINED


def test_a_photo_that_no_key_opens(moderator: Client, caplog: Any, own_files: Path) -> None:
    sent = with_photo()
    (path,) = [path for path in (own_files / "private").rglob("*") if path.is_file()]
    path.write_bytes(path.read_bytes()[:-9])
    response = moderator.get(reverse("stories_admin:photo", args=[sent.photos.get().pk]))
    assert response.status_code == 503
    assert_tells_nothing(response, caplog)


class TestTakingBackWithoutAKey:
    """Whoever holds the words can take down and erase what nobody can read."""

    SPOILED = (("stories_submission", "body"), ("stories_contact", "email"), ("stories_message", "text"))

    @pytest.fixture
    def sealed(self) -> SharedStory:
        both_languages()
        sent = shared()
        publish_story(submission_id=sent.submission.pk, version=1, user=None, edit=edit())
        send_message(submission_id=sent.submission.pk, text="Hello", by_user_id=None)
        for table, column in self.SPOILED:
            spoil(table, column)
        return sent

    def open_page(self, visitor: Client, sent: SharedStory) -> str:
        response = visitor.post(reverse("stories:receipt"), {"words": sent.receipt})
        assert response.status_code == 503
        return str(response.context["access"])

    def test_withdraw(self, visitor: Client, sealed: SharedStory, caplog: Any) -> None:
        access = self.open_page(visitor, sealed)
        response = visitor.post(reverse("stories:receipt"), {"access": access, "withdraw": "1"})
        assert "Done. Your story is down." in response.content.decode()
        assert_tells_nothing(response, caplog)
        assert not Story.objects.public().exists()
        with left_sealed():
            assert Submission.objects.get(pk=sealed.submission.pk).status == Status.WITHDRAWN
        with connection.cursor() as cursor:
            cursor.execute("SELECT body FROM stories_submission")
            assert cursor.fetchone() == ("gAAAAAspoiled",)  # taking back wrote nothing over it

    def test_erase_asks_first(self, visitor: Client, sealed: SharedStory) -> None:
        access = self.open_page(visitor, sealed)
        asked = visitor.post(reverse("stories:receipt"), {"access": access, "erase": "1"})
        assert "This cannot be undone." in asked.content.decode()
        done = visitor.post(reverse("stories:receipt"), {"access": access, "erase": "1", "sure": "1"})
        assert done.status_code == 200
        assert not Submission.objects.exists()

    def test_after_an_hour_the_words_are_asked_again(self, visitor: Client, sealed: SharedStory, clock: Clock) -> None:
        access = self.open_page(visitor, sealed)
        clock.forward(hours=2)
        visitor.post(reverse("stories:receipt"), {"access": access, "erase": "1", "sure": "1"})
        assert Submission.objects.exists()

    def test_the_clock_erases_it_too(self, sealed: SharedStory, clock: Clock) -> None:
        Submission.objects.update(status=Status.DECLINED, expires_at=now())
        clock.forward(days=1)
        assert erase_expired().failed == 0
        assert not Submission.objects.exists()
