"""The writer's secret pages."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.letters.care import care_for_letters
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.outbox.delivery import deliver_one
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import TEXT, asked, confirmed, held, link_of, paper

pytestmark = pytest.mark.django_db


def address(name, token, language="en"):
    with override(language):
        return reverse(f"letters:{name}", args=[token])


def text_of(response):
    return response.content.decode()


@pytest.fixture
def browser():
    return Client(enforce_csrf_checks=False)


def test_a_mail_scanner_that_opens_the_link_confirms_nothing(browser, site):
    letter = asked()
    url = address("confirm", link_of(letter))
    for _ in range(3):
        assert browser.get(url).status_code == 200
        assert browser.head(url).status_code == 200
    assert not Confirmation.objects.exists()
    assert not Delivery.objects.exists()
    letter.refresh_from_db()
    assert letter.status == Status.AWAITING_CONFIRMATION


def test_the_button_confirms_and_leads_to_the_writer_s_page(browser, site, clock):
    clock.forward(hours=-1)
    letter = asked()
    response = browser.post(address("confirm", link_of(letter)))
    assert response.url == address("status", letter.token)
    page = text_of(browser.get(response.url))
    assert "Queued for Tuesday, March 3, 9:00 AM" in page
    assert TEXT in page


def test_the_button_needs_a_token_of_this_site(site):
    strict = Client(enforce_csrf_checks=True)
    letter = asked()
    assert strict.post(address("confirm", link_of(letter))).status_code == 403
    assert not Confirmation.objects.exists()


@pytest.mark.parametrize("rules", [{"any_hour": True}, {}])
def test_where_it_leaves_at_once_no_page_names_a_minute(browser, site, clock, rules):
    """Also in the paper's own hours: the clock stands at nine in the morning."""
    letter = asked(paper(**rules))
    before = text_of(browser.get(address("confirm", link_of(letter))))
    after = text_of(browser.post(address("confirm", link_of(letter)), follow=True))
    for page in (before, after):
        assert "It leaves right away" in page
        assert "March 3" not in page.split("From:")[0]
    clock.forward(hours=7)  # no worker has come
    assert "It leaves right away" in text_of(browser.get(address("status", letter.token)))


def test_the_confirm_page_shows_the_exact_message_and_the_time(browser, site, clock):
    clock.forward(hours=-1)
    letter = asked(paper(name="The Courier"))
    page = text_of(browser.get(address("confirm", link_of(letter))))
    for part in ("Send this to", "The Courier", "It leaves on Tuesday, March 3, 9:00 AM", TEXT, "For verification"):
        assert part in page


def test_in_spanish_the_page_has_its_own_address(browser, site):
    letter = asked(language="es")
    url = address("confirm", link_of(letter), "es")
    assert url.startswith("/es/")
    response = browser.get(url)
    assert response.status_code == 200
    assert '<html lang="es"' in text_of(response)


@pytest.mark.parametrize("name", ["confirm", "status"])
@pytest.mark.parametrize("token", ["nonsense", "a" * 43, "%00", "🙂"])
def test_a_forged_link_is_told_so_in_words(browser, site, name, token):
    response = browser.get(address(name, token))
    assert response.status_code == 404
    assert "does not belong to a letter" in text_of(response)
    assert 'class="btn" href="/en/"' in text_of(response)


@pytest.mark.parametrize("name", ["confirm", "cancel", "write_again", "new_link"])
def test_a_forged_link_changes_nothing(browser, site, name):
    asked()
    assert browser.post(address(name, "forged")).status_code == 404
    assert Letter.objects.get().status == Status.AWAITING_CONFIRMATION


@pytest.mark.parametrize("name", ["cancel", "write_again", "new_link"])
def test_what_changes_something_is_no_link(browser, site, name):
    letter = asked()
    token = link_of(letter) if name == "new_link" else letter.token
    assert browser.get(address(name, token)).status_code == 405


def test_secret_pages_are_not_kept_indexed_or_told_to_others(browser, site):
    letter = asked()
    for url in (address("confirm", link_of(letter)), address("status", letter.token), address("status", "forged")):
        headers = browser.get(url).headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_an_expired_link_gives_the_words_back_and_offers_a_new_one(browser, site, clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=8)
    care_for_letters()
    page = text_of(browser.get(address("confirm", token)))
    assert "The link has run out" in page
    assert TEXT in page
    response = browser.post(address("new_link", token))
    assert "Waiting for you to confirm" in text_of(browser.get(response.url))


def test_an_old_link_of_an_erased_letter_offers_nothing_that_cannot_be_done(browser, site, clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=8)
    care_for_letters()
    clock.forward(days=28)
    care_for_letters()
    page = text_of(browser.get(address("confirm", token)))
    assert "erased after 28 days" in page
    for absent in ("Send me a new link", "Change my text", "still here"):
        assert absent not in page
    answer = browser.post(address("new_link", token))
    assert "erased after 28 days" in text_of(browser.get(answer.url))
    answer = browser.post(address("write_again", letter.token))
    assert answer.status_code == 409
    letter.refresh_from_db()
    assert letter.status == Status.EXPIRED


def test_pressing_the_button_too_late_says_so_and_loses_nothing(browser, site, clock):
    letter = asked()
    token = link_of(letter)
    clock.forward(days=8)
    response = browser.post(address("confirm", token))
    assert response.status_code == 409
    assert "good for 7 days" in text_of(response)
    assert TEXT in text_of(response)
    assert not Confirmation.objects.exists()


def test_a_paper_turned_off_meanwhile_is_said_and_another_can_be_chosen(browser, site):
    letter = asked(paper(name="The Courier"))
    Newspaper.objects.update(is_active=False)
    response = browser.post(address("confirm", link_of(letter)))
    assert response.status_code == 409
    assert "not sending anything to The Courier right now" in text_of(response)
    assert "Change it first" in text_of(response)


def test_behind_the_link_a_writer_reads_when_the_paper_takes_the_next_one_and_nothing_is_sent(browser, site, clock):
    newspaper = paper(name="The Courier")
    confirmed(newspaper)
    letter = asked(newspaper)
    url = address("confirm", link_of(letter))
    for response, status in ((browser.get(url), 200), (browser.post(url), 409)):
        assert response.status_code == status
        page = text_of(response)
        for part in ("The Courier</span> cannot get this one now", "April 2, 2026", "Choose another paper", TEXT):
            assert part in page
        for absent in ("Yes, I wrote this", "It leaves on"):
            assert absent not in page
    letter.refresh_from_db()
    assert letter.status == Status.AWAITING_CONFIRMATION
    assert Delivery.objects.count() == 1


def test_a_link_that_ran_out_says_only_that(browser, site, clock):
    newspaper = paper()
    letter = asked(newspaper)
    confirmed(newspaper)
    clock.forward(days=8)
    page = text_of(browser.get(address("confirm", link_of(letter))))
    assert "The link has run out" in page
    assert "one text per person" not in page


def test_the_old_link_of_a_confirmed_letter_leads_to_its_page(browser, site):
    letter = asked()
    token = link_of(letter)
    browser.post(address("confirm", token))
    assert browser.get(address("confirm", token)).url == address("status", letter.token)
    assert browser.post(address("confirm", token)).url == address("status", letter.token)


def test_the_writer_takes_the_letter_back(browser, site, clock):
    clock.forward(hours=12)
    letter = confirmed()
    response = browser.post(address("cancel", letter.token))
    assert "You took it back" in text_of(browser.get(response.url))
    assert Delivery.objects.get().is_cancelled


def test_a_letter_that_has_left_cannot_be_taken_back(browser, site, clock):
    letter = confirmed()
    deliver_one(Delivery.objects.get().email_id)
    response = browser.post(address("cancel", letter.token))
    assert response.status_code == 409
    assert "already left" in text_of(response)


def test_accepted_is_not_called_delivered(browser, site, clock):
    letter = confirmed()
    deliver_one(Delivery.objects.get().email_id)
    page = text_of(browser.get(address("status", letter.token)))
    assert "mail server took your text on March 3, 2026" in page
    assert "up to its editors" in page
    assert "delivered" not in page.lower()


def test_an_erased_letter_says_that_it_was_erased(browser, site, clock):
    letter = confirmed()
    deliver_one(Delivery.objects.get().email_id)
    clock.forward(days=29)
    care_for_letters()
    page = text_of(browser.get(address("status", letter.token)))
    assert "were erased, as promised" in page
    assert TEXT not in page


@pytest.mark.parametrize("status", [status for status in Status if status not in ("queued", "accepted", "deferred")])
def test_every_state_has_words_for_the_writer(browser, site, status):
    letter = held() if status == Status.IN_REVIEW else asked()
    Letter.objects.filter(pk=letter.pk).update(status=status)
    response = browser.get(address("status", letter.token))
    assert response.status_code == 200
    assert "<h1>" in text_of(response)


def test_a_deferred_letter_says_that_we_keep_trying(browser, site, clock):
    letter = confirmed()
    Letter.objects.filter(pk=letter.pk).update(status=Status.DEFERRED)
    assert "We are trying again" in text_of(browser.get(address("status", letter.token)))


@pytest.mark.parametrize("outcome", ["bounced", "failed"])
def test_a_question_that_came_back_is_said_and_the_address_can_be_changed(browser, site, outcome):
    letter = asked()
    status = address("status", letter.token)
    assert "We sent an e-mail to" in text_of(browser.get(status))
    OutgoingEmail.objects.filter(kind="letters.confirm").update(status=outcome)
    page = text_of(browser.get(status))
    assert "Our e-mail did not reach you" in page
    assert "We sent an e-mail to" not in page
    assert "Change my text" in page


def test_the_language_switch_keeps_the_page_and_presses_nothing(browser, site):
    letter = asked()
    english, spanish = (address("confirm", link_of(letter), code) for code in ("en", "es"))
    assert spanish in text_of(browser.get(english))
    assert browser.post(spanish, {"language_switch": "1"}).status_code == 200
    assert not Confirmation.objects.exists()
