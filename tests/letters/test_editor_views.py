"""The editor's page: a scanner changes nothing, a button does, and every way through it has words."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.core.logs import without_personal_data
from cms.letters.editor_views import MOST_CHANGES_A_DAY
from cms.letters.links import editor_token, editor_url
from cms.letters.models import Delivery, Letter, Newspaper, PaperAnswer
from cms.outbox.delivery import deliver_one
from tests.factories.letters import asked, confirmed, paper

pytestmark = pytest.mark.django_db
NAMES = ("editor", "editor_answer", "editor_take_back")


@pytest.fixture
def letter(site, clock):
    row = confirmed(paper(name="The Courier", cap_per_week=4), headline="Ask where they are")
    deliver_one(Delivery.objects.get().email_id)
    return Letter.objects.get(pk=row.pk)


def address(name, token, language="en"):
    with override(language):
        return reverse(f"letters:{name}", args=[token])


def press(browser, letter, kind, name="editor_answer", **values):
    return browser.post(address(name, editor_token(letter)), {"kind": kind, **values})


def html(response):
    return response.content.decode()


def test_a_mail_scanner_that_opens_everything_changes_nothing(letter, client):
    before = Newspaper.objects.values().get()
    for name in NAMES:
        for kind in PaperAnswer.Kind:
            client.get(f"{address(name, editor_token(letter))}?kind={kind}")
            client.head(address(name, editor_token(letter)))
    assert not PaperAnswer.objects.exists()
    assert Newspaper.objects.values().get() == before
    assert client.get(address("editor_answer", editor_token(letter))).status_code == 405


def test_the_page_says_when_the_writer_confirmed_and_keeps_the_address_to_itself(letter, client):
    page = html(client.get(editor_url(letter).replace("http://localhost:8000", "")))
    for part in ("Confirmed on March 3, 2026", "Jane Doe", "McAllen", "The Courier", "Ask where they are"):
        assert part in page
    for private in ("123 Main Street", "5550123", "jane@example.org", letter.text):
        assert private not in page


def test_every_button_is_a_form_with_a_token_of_this_site(letter):
    browser = Client(enforce_csrf_checks=True)
    page = html(browser.get(address("editor", editor_token(letter))))
    assert page.count('method="post"') == page.count("csrfmiddlewaretoken") == 5
    assert press(browser, letter, "none").status_code == 403
    assert Newspaper.objects.get().is_active
    token = browser.cookies["csrftoken"].value
    assert press(browser, letter, "none", csrfmiddlewaretoken=token).status_code == 302
    assert not Newspaper.objects.get().is_active


@pytest.mark.parametrize("kind", list(PaperAnswer.Kind))
def test_each_button_is_written_down_shown_and_can_be_taken_back(letter, client, kind):
    response = press(client, letter, kind)
    assert response.url == address("editor", editor_token(letter))
    page = html(client.get(response.url))
    assert "What you told us" in page
    assert "Take back “" in page
    press(client, letter, kind, name="editor_take_back")
    assert "What you told us" not in html(client.get(response.url))
    assert PaperAnswer.objects.get().withdrawn_at is not None


@pytest.mark.parametrize(
    ("kind", "field", "typed", "words"),
    [
        ("printed", "url", "javascript:alert(1)", "Paste a web address"),
        ("printed", "url", "https://a:b@evil.example/", "Paste a web address"),
        ("printed", "url", "https://courier.example/" + "x" * 300, "at most 300 characters"),
        ("wrong_address", "mailbox", "not an address", "Enter an e-mail address like"),
        ("wrong_address", "mailbox", "a@b.example\r\nBcc: c@d.example", "Enter an e-mail address like"),
        ("wrong_address", "mailbox", "root@localhost", "Enter an e-mail address like"),
    ],
)
def test_what_is_no_address_is_said_and_nothing_is_changed(letter, client, kind, field, typed, words):
    response = press(client, letter, kind, **{field: typed})
    assert response.status_code == 400
    assert words in html(response)
    assert "There is a problem" in html(response)
    assert not PaperAnswer.objects.exists()


@pytest.mark.parametrize("kind", ["", "delete", "<script>", "printed\x00"])
@pytest.mark.parametrize("name", NAMES[1:])
def test_an_unknown_button_does_nothing(letter, client, kind, name):
    response = press(client, letter, kind, name=name)
    assert response.status_code == 400
    assert "<script>" not in html(response).replace("<script src", "")
    assert not PaperAnswer.objects.exists()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("token", ["forged", "a.b", "%00", "🙂", "a" * 500])
def test_a_forged_link_is_told_so_kindly(letter, client, name, token):
    for send in (client.get, client.post) if name == "editor" else (client.post,):
        response = send(address(name, token), {"kind": "none"})
        assert response.status_code in (404, 405)
    response = client.get(address("editor", token))
    assert response.status_code == 404
    assert "works for 28 days" in html(response)
    assert not PaperAnswer.objects.exists()


def test_an_old_link_is_told_so_and_changes_nothing(letter, client, clock):
    clock.forward(days=28)
    assert client.get(address("editor", editor_token(letter))).status_code == 404
    assert press(client, letter, "none").status_code == 404
    assert Newspaper.objects.get().is_active


def test_the_link_of_a_letter_that_never_left_is_no_link(site, client):
    letter = asked()
    assert client.get(address("editor", editor_token(letter))).status_code == 404


@pytest.mark.parametrize("token", ["good", "forged"])
def test_the_page_is_kept_by_nobody_and_told_to_nobody(letter, client, token):
    headers = client.get(address("editor", editor_token(letter) if token == "good" else token)).headers
    assert headers["Cache-Control"] == "no-store, private"
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_logs_never_hold_the_link(letter):
    line = without_personal_data(f"POST {address('editor_answer', editor_token(letter))} 302")
    assert editor_token(letter) not in line
    assert letter.mail_token not in line


def test_somebody_who_presses_all_day_is_slowed_down(letter, client):
    for _ in range(MOST_CHANGES_A_DAY):
        assert press(client, letter, "printed").status_code == 302
    response = press(client, letter, "none")
    assert response.status_code == 429
    assert "come back tomorrow" in html(response)
    assert Newspaper.objects.get().is_active
    assert press(client, letter, "printed", name="editor_take_back").status_code == 429


def test_in_spanish(letter, client):
    response = client.get(address("editor", editor_token(letter), "es"))
    assert response.status_code == 200
    assert '<html lang="es"' in html(response)


def test_a_name_with_markup_is_text(site, clock, client):
    row = confirmed(full_name="<img src=x onerror=alert(1)>", headline="<script>x</script>", town="<b>T</b>")
    deliver_one(Delivery.objects.get().email_id)
    page = html(client.get(address("editor", editor_token(row))))
    assert "<img src=x" not in page
    assert "<script>x" not in page
    assert "<b>T" not in page
