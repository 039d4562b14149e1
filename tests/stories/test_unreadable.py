"""A row that no key opens: an apology, never ciphertext, never a trace, in the page or in the log."""

from typing import Any

import pytest
from cryptography.fernet import Fernet
from django.db import connection
from django.test import Client
from django.urls import reverse

from cms.users.roles import MODERATORS
from tests.factories.stories import shared, somebody

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
    assert response.headers["Cache-Control"] == "no-store, private"


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_receipt_page(visitor: Client, settings: Any, caplog: Any, language: str) -> None:
    sent = shared(language=language)
    wrong_key(settings)
    with_language = reverse("stories:receipt").replace("/en/", f"/{language}/", 1)
    response = visitor.post(with_language, {"receipt": sent.receipt})
    assert_tells_nothing(response, caplog)


@pytest.mark.parametrize("column", ["title", "body", "pen_name"])
def test_the_review_page_of_a_spoiled_row(moderator: Client, caplog: Any, column: str) -> None:
    sent = shared().submission
    with connection.cursor() as cursor:
        cursor.execute(f"UPDATE stories_submission SET {column} = 'gAAAAAspoiled'")
    response = moderator.get(reverse("stories_admin:review", args=[sent.pk]))
    assert response.status_code == 500
    assert_tells_nothing(response, caplog)
