"""The whole way, for real: forms, database, Valkey, a Celery worker in its own process, an SMTP server."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from cms.actions.letter_starter_kit import make_letter_page
from cms.letters.models import Confirmation, Letter, Status
from cms.outbox.return_address import bounce_address
from tests.factories.letters import TEXT, WRITER, paper, zip_area
from tests.factories.site import build_site, page_in
from tests.servers.smtp import RealSmtpServer
from tests.servers.waiting import wait_until
from tests.servers.worker import RealWorker

SLUGS = {"en": "write-a-letter", "es": "escriba-una-carta"}


def write_a_letter(browser: Client, start: str, newspaper_id: int) -> None:
    """Every form of the way, as a person without JavaScript sends them."""
    draft = browser.post(f"{start}?zip=78501", {"newspaper": newspaper_id}).headers["Location"]
    browser.post(draft, {"headline": "Ask where they are", "text": TEXT})
    browser.post(f"{draft}you/", {**WRITER, "phone": "(956) 555-0123"})
    answer = browser.post(f"{draft}preview/", {"wrote_it": "on"})
    assert answer.status_code == 302, answer.content.decode()


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_goes_from_the_form_to_the_editor_and_its_writer_learns_it(
    language: str, start_worker: Callable[..., RealWorker], smtp_server: RealSmtpServer
) -> None:
    build_site()
    make_letter_page()
    zip_area()
    newspaper = paper(covers="Hidalgo County", any_hour=True, letters_email="letters@courier.example")
    worker = start_worker()
    browser: Any = Client()
    write_a_letter(browser, page_in(language, SLUGS[language]).url, newspaper.pk)

    question = smtp_server.wait_for(1)[0]
    link = re.search(rf"http://localhost:8000(/{language}/\S+)", question.text)
    assert question.recipients == ("jane@example.org",)
    assert link is not None
    assert browser.get(link[1]).status_code == 200
    assert not Confirmation.objects.exists()
    assert len(smtp_server.received) == 1

    # A robot's hands are quick: the letter is held until the desk lets it go, unless the button was pressed in time.
    Letter.objects.update(needs_review=False)
    assert browser.post(link[1]).status_code == 302
    _question, letter_mail, ending = smtp_server.wait_for(3)
    wait_until(lambda: Letter.objects.get().status == Status.ACCEPTED, what="the outcome")

    assert letter_mail.recipients == ("letters@courier.example",)
    assert letter_mail.sender == bounce_address("letters", Letter.objects.get().mail_token)
    assert str(letter_mail.message["Reply-To"]) == "Jane Doe <jane@example.org>"
    assert TEXT in letter_mail.text.replace("\n", " ")
    assert ending.recipients == ("jane@example.org",)
    for secret in ("Jane", "jane@example.org", "courtroom", "Main Street"):
        assert secret not in worker.log
