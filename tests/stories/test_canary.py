"""Someone takes the server: a canary story goes the whole way, and then everything is searched for it."""

import logging
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.urls import reverse
from PIL import Image

from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from stories.models import Story, Submission
from tests.factories.stories import both_languages, jpeg
from tests.stories.browser import hidden, receipt_in
from tests.stories.test_admin_views import browser, fields, review_url

pytestmark = pytest.mark.django_db
# Name, e-mail, phone, a phrase of the story, a place in the photo.
CANARIES = [
    "Zyxwina",
    "Kanariova",
    "zyxwina.k@canary.example",
    "9565550177",
    "555-0177",
    "plum-colored suitcase",
    "GPSCANARY",
]


def tables() -> dict[str, str]:
    """Every value of every table, by table."""
    found: dict[str, str] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            found[table] = "\n".join(repr(row) for row in cursor.fetchall())
    return found


def dumped() -> str:
    return "\n".join(tables().values())


def stored(folder: Path) -> bytes:
    return b"\n".join(
        str(path).encode() + path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".log"
    )


def hits(text: str) -> list[str]:
    return [canary for canary in CANARIES if canary.lower() in text.lower()]


def photo_with_place() -> bytes:
    exif = Image.Exif()
    exif[0x010E] = "GPSCANARY"
    content = jpeg((320, 240), exif=exif)
    assert b"GPSCANARY" in content
    return content


@pytest.fixture
def story_of_a_canary(storyteller, answers, own_files, caplog) -> Any:
    caplog.set_level(logging.DEBUG)
    both_languages()
    someone = storyteller()
    canary = {
        **answers,
        "body": "I carried a plum-colored suitcase. I am Zyxwina Kanariova, call 956-555-0177.",
        "title": "The plum-colored suitcase",
        "name": "Zyxwina Kanariova",
        "email": "zyxwina.k@canary.example",
        "phone": "956-555-0177",
        "place_detail": "near Kanariova street",
    }
    upload = SimpleUploadedFile("Zyxwina.jpg", photo_with_place(), "image/jpeg")
    checked = someone.post(canary, "check", photos=[upload])
    sent = someone.send(canary, photo=hidden(checked.content.decode(), "photo"))
    return someone, receipt_in(sent), Submission.objects.get()


def publish(story: Submission, django_capture_on_commit_callbacks: Any) -> None:
    ana = browser("Moderators", name="ana")
    ana.get(review_url(story))
    pk = story.photos.get().pk
    ana.get(reverse("stories_admin:photo", args=[pk]))
    ana.post(review_url(story), fields(story, publish="1", text="I am Zyxwina"))  # refused
    photo = {f"chosen_{pk}": "on", f"faces_{pk}": "on", f"alt_{pk}": "A bag"}
    with django_capture_on_commit_callbacks(execute=True):
        ana.post(review_url(story), fields(story, publish="1", **photo))
    assert Story.objects.public().exists()


def test_no_hit_outside_ciphertext_while_the_story_lives(
    story_of_a_canary, own_files, caplog, mail_server, clock, django_capture_on_commit_callbacks
):
    _someone, receipt, story = story_of_a_canary
    assert hits(dumped()) == []
    assert receipt not in dumped()
    publish(story, django_capture_on_commit_callbacks)
    clock.forward(seconds=30)
    deliver_one(OutgoingEmail.objects.get().pk)
    assert hits(dumped()) == []
    assert hits(stored(own_files).decode("latin-1")) == []
    assert hits(caplog.text.replace("zyxwina.k@canary.example", "")) == []
    for word in ("plum", "Zyxwina", "suitcase"):
        assert word not in mail_server.received[0].content.decode()


def test_after_erasing_nothing_is_left_but_records_without_text(
    story_of_a_canary, own_files, django_capture_on_commit_callbacks
):
    someone, receipt, story = story_of_a_canary
    publish(story, django_capture_on_commit_callbacks)
    access = hidden(someone.ask(receipt).content.decode(), "access")[0]
    with django_capture_on_commit_callbacks(execute=True):
        someone.client.post(someone.receipt_url, {"access": access, "erase": "1", "sure": "1"})
    assert hits(dumped()) == []
    assert not [path for path in own_files.rglob("*") if path.is_file()]
    for table in ("submission", "contact", "consent", "editedversion", "story", "media", "publicphoto"):
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT COUNT(*) FROM stories_{table}")
            assert cursor.fetchone()[0] == 0
