"""The public page behind "This is wrong": nothing typed is lost, nothing private is in an address."""

import re
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.corrections.models import Correction
from cms.corrections.views import REPORTS_PER_HOUR
from tests.factories.corrections import ADDRESS, NOTE, branch, senator

pytestmark = pytest.mark.django_db
TYPED = {"what": "phone", "note": NOTE, "email": ADDRESS}


def url(kind: str = "office", pk: int = 0, language: str = "en") -> str:
    with override(language):
        return reverse("corrections:report", args=[kind, pk or senator().pk])


def html(response: Any) -> str:
    return str(response.content.decode())


def token(client: Client, address: str) -> str:
    found = re.search(r'name="form_token" value="([^"]+)"', html(client.get(address)))
    assert found is not None
    return found[1]


def test_the_page_says_of_what_and_asks_three_things(client: Client) -> None:
    page = html(client.get(url()))
    for words in ("Alma Muestra, Senator, Texas", "The phone number", 'name="note"', "(optional)", "within three days"):
        assert words in page
    assert 'name="robots" content="noindex"' in page


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_the_form_to_the_queue(client: Client, clock: Any, language: str) -> None:
    address = url(language=language)
    secret = token(client, address)
    clock.forward(seconds=30)
    response = client.post(address, {**TYPED, "form_token": secret})
    with override(language):
        assert response.headers["Location"] == reverse("corrections:thanks")
    assert client.get(response.headers["Location"]).status_code == 200
    row = Correction.objects.get()
    assert (row.what, row.note, row.email, row.language) == ("phone", NOTE, ADDRESS, language)
    assert (row.subject, row.is_suspect) == (senator(), False)


def test_an_e_mail_is_not_needed(client: Client) -> None:
    assert client.post(url(), {**TYPED, "email": ""}).status_code == 302
    assert Correction.objects.get().email == ""


def test_a_branch_offers_what_a_branch_has(client: Client) -> None:
    address = url("branch", branch().pk)
    assert "somebody else is there now" not in html(client.get(address))
    assert client.post(address, {**TYPED, "what": "person"}).status_code == 200
    assert client.post(address, TYPED).status_code == 302


def test_a_closed_branch_can_be_reported_from_an_old_page(client: Client) -> None:
    address = url("branch", branch(closed_on="2020-01-01").pk)
    assert "(closed)" in html(client.get(address))
    assert client.post(address, TYPED).status_code == 302


@pytest.mark.parametrize("path", ["office/999999/", "office/99999999999999999999999999/", "paper/x/", "nothing/1/"])
def test_what_we_do_not_have_is_not_found(client: Client, path: str) -> None:
    address = f"/en/corrections/{path}"
    assert client.get(address).status_code == 404
    assert client.post(address, TYPED).status_code == 404
    assert not Correction.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"what": ""}, "Choose what is wrong."),
        ({"what": "<script>"}, "Choose what is wrong."),
        ({"note": "   "}, "Tell us what is right"),
        ({"note": "a" * 10_000}, "at most 500 characters"),
        ({"email": "nobody"}, "Enter an e-mail address"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "Enter an e-mail address"),
        ({"email": "a@example.org, b@example.org"}, "Enter an e-mail address"),
        ({"email": "root@localhost"}, "Enter an e-mail address"),
    ],
)
def test_an_error_says_what_to_do_and_loses_nothing(client: Client, change: dict[str, str], words: str) -> None:
    typed = {**TYPED, **change}
    response = client.post(url(), typed)
    page = html(response)
    assert response.status_code == 200
    assert words in page
    assert "<title>Error:" in page
    if change.get("note", "").strip():
        assert change["note"] in page
    if "note" not in change:
        assert NOTE in page
    assert not Correction.objects.exists()


def test_html_in_a_note_stays_text(client: Client) -> None:
    note = '<img src=x onerror="alert(1)"> & <b>bold</b>'
    page = html(client.post(url(), {**TYPED, "note": note, "what": ""}))
    assert "<img src=x" not in page
    assert "&lt;img src=x" in page
    client.post(url(), {**TYPED, "note": note})
    assert Correction.objects.get().note == note


def test_the_note_is_plain_text_of_what_can_be_typed(client: Client) -> None:
    client.post(url(), {**TYPED, "note": "a\x00b\u202ec\r\nd"})
    assert Correction.objects.get().note == "abc\nd"


def test_two_clicks_are_one_correction(client: Client) -> None:
    data = {**TYPED, "form_token": token(client, url())}
    assert [client.post(url(), data).status_code for _click in range(2)] == [302, 302]
    assert Correction.objects.count() == 1


@pytest.mark.parametrize("change", [{"website": "http://spam.example"}, {"form_token": "forged"}, {}])
def test_robots_are_marked_and_not_refused(client: Client, change: dict[str, str]) -> None:
    assert client.post(url(), {**TYPED, **change}).status_code == 302
    assert Correction.objects.get().is_suspect


def test_the_language_switch_keeps_what_was_typed_and_saves_nothing(client: Client) -> None:
    response = client.post(url(language="es"), {"note": NOTE, "what": "hours", "language_switch": "1"})
    page = html(response)
    assert '<html lang="es"' in page
    assert NOTE in page
    assert re.search(r'value="hours"[^>]*checked', page)
    assert 'class="err"' not in page
    assert not Correction.objects.exists()


def test_the_switch_leads_to_the_same_row(client: Client) -> None:
    assert f'formaction="{url(language="es")}"' in html(client.get(url()))


def test_nobody_floods_the_queue(client: Client) -> None:
    for _report in range(REPORTS_PER_HOUR):
        assert client.post(url(), TYPED).status_code == 302
    response = client.post(url(), {**TYPED, "note": "The eleventh thing I noticed."})
    assert response.status_code == 429
    assert "The eleventh thing I noticed." in html(response)
    assert Correction.objects.count() == REPORTS_PER_HOUR
    assert client.post(url(), TYPED, REMOTE_ADDR="203.0.113.7").status_code == 302


def test_no_cache_keeps_the_form_and_no_address_tells_of_the_sender(client: Client) -> None:
    assert "no-store" in client.get(url()).headers["Cache-Control"]
    location = client.post(url(), TYPED).headers["Location"]
    assert "?" not in location
    assert client.get(location).headers.get("Set-Cookie") is None


def test_another_site_cannot_send_it() -> None:
    assert Client(enforce_csrf_checks=True).post(url(), TYPED).status_code == 403


def test_other_methods_are_refused(client: Client) -> None:
    assert client.put(url()).status_code == 405
    assert client.post(reverse("corrections:thanks")).status_code == 405


def test_few_queries(client: Client, django_assert_max_num_queries: Any) -> None:
    address = url()
    client.get(address)
    with django_assert_max_num_queries(8):
        client.get(address)


def test_the_link_on_a_card_says_of_what() -> None:
    office = senator()
    link = render_to_string("corrections/link.html", {"kind": "office", "pk": office.pk, "name": "A & <b>"})
    assert f'href="{url()}"' in link
    assert 'This is wrong<span class="vh">: A &amp; &lt;b&gt;</span>' in link
    assert "vh" not in render_to_string("corrections/link.html", {"kind": "office", "pk": office.pk})
