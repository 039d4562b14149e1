"""Storage that a test may fill, and the wall in both languages."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import storages

from stories.starter_kit import make_page, make_topics
from tests.factories.site import build_site, for_a_module
from tests.factories.stories import jpeg
from tests.stories.browser import Storyteller


@pytest.fixture(autouse=True)
def own_files(settings: Any, tmp_path: Path) -> Path:
    """Public and private files of each test in a place of its own."""
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = {
        **settings.STORAGES,
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path / "private"), "base_url": None},
        },
    }
    storages.backends  # noqa: B018  (reads the changed setting)
    return tmp_path


@pytest.fixture(scope="module")
def built_wall(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    def build() -> None:
        build_site()
        make_page()
        make_topics()

    with for_a_module(django_db_blocker, build):
        yield


@pytest.fixture
def wall(built_wall: None, db: None) -> None:
    """The starter site with the stories page in both languages, without a story."""


@pytest.fixture
def answers() -> dict[str, Any]:
    """What a storyteller fills in who allows everything and stays anonymous."""
    return {
        "body": "We waited nine days on the sidewalk.\n\nNobody told us anything.",
        "title": "Nine days",
        "subject": "self",
        "display": "anonymous",
        "name": "Ximena Quetzalli",
        "state": "NM",
        "consent_keep": "on",
        "consent_publish_text": "on",
        "consent_publish_photo": "on",
        "email": "ximena.q@example.org",
        "consent_contact": "on",
    }


@pytest.fixture
def storyteller(db: None, clock: Any) -> Any:
    """Makes a storyteller whose form has been open for a minute."""

    def make(language: str = "en") -> Storyteller:
        someone = Storyteller(language)
        clock.forward(minutes=1)
        return someone

    return make


@pytest.fixture
def photo() -> bytes:
    return jpeg((640, 480))
