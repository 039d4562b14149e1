"""The writer's way where the writer sends the letter, and how much each step asks of the database."""

import pytest

from cms.letters.models import Delivery, Letter, Newspaper, Status
from cms.outbox.models import OutgoingEmail
from tests.actions.test_letter_page import browser, finish_draft, html, letter_page, token_for, url
from tests.factories.letters import TEXT, paper, zip_area
from tests.factories.letters import draft as unsent

__all__ = ["browser", "letter_page"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
FORM = {"channel": "form", "letters_url": "https://courier.example/form"}
POST = {"channel": "post", "postal_address": "1 Main Street\nMcAllen, TX 78501"}


def ready(browser, language="en", **values):
    """A letter with its statement, at the page that hands it over."""
    newspaper = paper(name="The Courier", covers="Hidalgo County", **values)
    draft = finish_draft(browser, language, newspaper)
    response = browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert response.url == f"{draft}send/", html(response)
    return draft


@pytest.mark.parametrize(
    ("values", "words"), [(FORM, "has a web form of its own"), (POST, "wants your signature on paper")]
)
def test_the_search_says_who_sends_it(browser, values, words):
    zip_area()
    paper(covers="Hidalgo County", **values)
    page = html(browser.get(url(), {"zip": "78501"}))
    assert "You send it yourself" in page
    assert words in page
    assert "We send it by e-mail." not in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_letter_for_a_form_is_given_to_copy_and_noted_as_self_reported(browser, language):
    draft = ready(browser, language, **FORM)
    page = html(browser.get(f"{draft}send/"))
    assert 'data-copy="letter-text"' in page
    assert TEXT in page
    assert 'href="https://courier.example/form"' in page
    response = browser.post(f"{draft}send/", {"form_token": token_for("sent")}, follow=True)
    assert response.status_code == 200
    letter = Letter.objects.get()
    assert letter.status == Status.SELF_SENT
    assert "The Courier" in letter.statement
    assert not OutgoingEmail.objects.exists()
    assert not Delivery.objects.exists()


def test_a_letter_for_the_post_can_be_printed_and_signed(browser):
    page = html(browser.get(f"{ready(browser, **POST)}send/"))
    for part in ("1 Main Street<br>McAllen, TX 78501", "sheet__sign", "data-print", "Jane Doe", TEXT):
        assert part in page


def test_a_signature_on_top_of_e_mail_is_a_letter_on_paper_too(browser):
    page = html(browser.get(f"{ready(browser, signature_required=True, postal_address='9 Elm St')}send/"))
    assert "9 Elm St" in page


def test_the_preview_promises_no_e_mail_and_looking_changes_nothing(browser):
    draft = finish_draft(browser, newspaper=paper(covers="Hidalgo County", **FORM))
    page = html(browser.get(f"{draft}preview/"))
    assert "You send this one yourself" in page
    assert "link to confirm" not in page
    assert browser.get(f"{draft}send/").url == f"{draft}preview/"
    assert "We send you the link" not in html(browser.get(f"{draft}you/"))
    assert Letter.objects.get().agreed_at is None


def test_without_the_statement_nothing_is_handed_over(browser):
    draft = finish_draft(browser, newspaper=paper(covers="Hidalgo County", **FORM))
    assert "Tick the box" in html(browser.post(f"{draft}preview/", {}))
    assert browser.post(f"{draft}send/", {}).url == f"{draft}preview/"
    assert Letter.objects.get().status == Status.DRAFT


def test_a_second_letter_within_the_window_is_stopped_with_its_text(browser):
    draft = ready(browser, **FORM)
    browser.post(f"{draft}send/", {"form_token": token_for("sent")})
    second = unsent(Newspaper.objects.get())
    page = html(browser.post(f"{url()}draft/{second.token}/preview/", {"wrote_it": "on"}))
    assert "one text per person every 30 days" in page
    assert second.text in page
    assert Letter.objects.latest("pk").status == Status.DRAFT


def test_a_paper_turned_off_meanwhile_is_said(browser):
    draft = ready(browser, **FORM)
    Newspaper.objects.update(is_active=False)
    assert browser.get(f"{draft}send/").url == f"{draft}preview/"
    assert Letter.objects.get().status == Status.DRAFT


def test_another_paper_that_takes_e_mail_leads_back_to_the_question(browser):
    draft = ready(browser, **FORM)
    other = paper(name="Other", covers="Hidalgo County")
    browser.post(f"{draft}paper/?zip=78501", {"newspaper": other.pk})
    assert browser.get(f"{draft}send/").url == f"{draft}preview/"
    assert "link to confirm" in html(browser.get(f"{draft}preview/"))
