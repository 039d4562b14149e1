"""The whole way, for real: forms, database, Valkey, a Celery worker in its own process, an SMTP server."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from celery import current_app as current
from django.test import Client

from cms.actions.letter_starter_kit import make_letter_page
from cms.letters.models import Confirmation, ForwardedReply, Letter, Newspaper, Status
from cms.outbox.inbound import tasks
from cms.outbox.models import OutgoingEmail
from cms.outbox.models import Status as MailStatus
from cms.outbox.return_address import bounce_address
from tests.factories.letters import TEXT, WRITER, confirmed, paper, zip_area
from tests.factories.site import build_site, page_in
from tests.outbox.inbound.messages import message
from tests.servers.imap import RealImapServer
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


def test_what_comes_back_goes_from_the_mailbox_to_the_writer(
    start_worker: Callable[..., RealWorker], smtp_server: RealSmtpServer
) -> None:
    build_site()
    newspaper = paper(name="The Courier", any_hour=True, letters_email="letters@courier.example")
    with RealImapServer() as mailbox:
        worker = start_worker(INBOUND_IMAP_URL=mailbox.url)
        letter = confirmed(newspaper)
        wait_until(lambda: Letter.objects.get().status == Status.ACCEPTED, what="the letter to be accepted")
        sent = OutgoingEmail.objects.get(kind="letters.delivery")
        for name in ("reply_gmail", "auto_outlook", "gmail_failure"):
            about = {"mailbox": "letters", "token": letter.mail_token, "message_id": sent.message_id}
            mailbox.add(message(name, **about))
        for _twice in range(2):
            tasks.read_mail.delay()
        wait_until(lambda: mailbox.unseen == 0, what="the mailbox to be read")

        wait_until(lambda: not ForwardedReply.objects.exclude(sender="").exists(), what="the answer to be erased")
        current.send_task("cms.outbox.tasks.sweep")
        wait_until(lambda: Letter.objects.get().status == Status.BOUNCED, what="the bounce")
        told = OutgoingEmail.objects.filter(kind="letters.failed", status=MailStatus.SENT)
        wait_until(told.exists, what="the writer to be told")

    assert Newspaper.objects.get().bounce_streak == 1
    to_writer = [got for got in smtp_server.received if got.recipients == ("jane@example.org",)]
    subjects = [str(got.message["Subject"]) for got in to_writer]
    assert subjects.count("An answer to your letter to The Courier") == 1
    assert subjects.count("Your letter to The Courier did not get through") == 1
    [answer] = [got for got in to_writer if got.message["Auto-Submitted"] == "auto-forwarded"]
    assert "could you call me before noon" in answer.text
    assert str(answer.message["Reply-To"]) == "Ed Itor <ed@courier.example>"
    for secret in ("noon", "ed@courier", "Itor", letter.mail_token):
        assert secret not in worker.log
