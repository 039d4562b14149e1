"""The letter of a contact page: what is filled in, what stays open, and that nothing is kept."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.utils import translation

from cms.actions.contact.letter import Recipient, write_letter
from cms.actions.models import ChosenOffice, ContactPage
from cms.officials.models import Holder, Office
from tests.conftest import Clock
from tests.core.html import Html
from tests.factories.contact import GOVERNOR, build_contact_site, contact_page, office
from tests.factories.site import for_a_module

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact_site", "clock")]
YOU = {"name": "Ana Flores", "town": "McAllen"}


@pytest.fixture(scope="module")
def contact_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_module(django_db_blocker, build_contact_site):
        yield


def governor(state: str = "TX") -> Office:
    return Office.objects.get(kind="governor", state=state)


def url(language: str = "en", to: Office | None = None, which: str = "governors", query: str = "?state=TX") -> str:
    return f"{contact_page(which, language).url}letter/{(to or governor()).pk}/{query}"


def sheet(response: Any) -> str:
    """The words of the letter itself."""
    assert response.status_code == 200
    html = response.content.decode()
    inner = html[html.index('<article class="sheet"') : html.index("</article>")].replace("<br>", "<br> ")
    return " ".join(Html(inner).text.split())


class TestFillingIn:
    def test_before_anything_is_typed_the_letter_is_there_with_its_gaps(self, client: Client) -> None:
        letter = sheet(client.get(url()))
        assert letter.startswith("[your name] [your town], Texas March 3, 2026")
        assert f"{GOVERNOR} Governor, Texas State Capitol, Austin, TX 78701" in letter
        assert f"Dear {GOVERNOR}," in letter
        assert letter.endswith("Sincerely, [your name]")

    def test_name_and_town_go_into_the_letter(self, client: Client) -> None:
        response = client.post(url(), YOU)
        letter = sheet(response)
        assert letter.startswith("Ana Flores McAllen, Texas")
        assert "I live in McAllen, Texas." in letter
        assert letter.endswith("Sincerely, Ana Flores")
        assert "[" not in letter

    def test_one_gap_may_stay(self, client: Client) -> None:
        letter = sheet(client.post(url(), {"name": "", "town": "McAllen"}))
        assert letter.startswith("[your name] McAllen, Texas")

    def test_the_town_of_a_zip_is_filled_in(self, client: Client) -> None:
        response = client.get(url(query="?zip=78501"))
        assert "I live in McAllen, Texas." in sheet(response)
        assert Html(response.content.decode()).by_id("id_town")["value"] == "McAllen"

    def test_ones_own_words_stand_before_the_last_paragraph(self, client: Client) -> None:
        letter = sheet(client.post(url(), {**YOU, "own_words": "My mother crossed\r\nwith me in [1994]."}))
        assert "crossed. My mother crossed with me in (1994). Please tell me what you decide. Sincerely," in letter

    def test_a_letter_of_one_paragraph_takes_them_too(self) -> None:
        page = ContactPage(subject="S", letter="Please help.")
        written = write_letter(page, language="en", to=Recipient(governor()), writer={"own_words": "I ask."})
        assert written.text == "I ask.\n\nPlease help."

    def test_paragraphs_of_a_browser_are_paragraphs(self) -> None:
        page = ContactPage(subject="", letter="Dear [the official],\r\n\r\nHelp.\r\n\r\nThanks.")
        written = write_letter(page, language="en", to=Recipient(governor()), writer={"own_words": "Now."})
        assert written.text == f"Dear {GOVERNOR},\n\nHelp.\n\nNow.\n\nThanks."

    def test_the_back_link_leads_to_the_same_offices(self, client: Client) -> None:
        html = client.get(url(query="?zip=78501")).content.decode()
        assert f'href="/en/act/governors/?zip=78501#office-{governor().pk}"' in html


class TestTo:
    def test_a_vacant_seat(self, client: Client) -> None:
        letter = sheet(client.get(url(to=governor("NM"), query="?state=NM")))
        assert "Governor, New Mexico [postal address]" in letter
        assert "Dear Governor," in letter

    def test_somebody_whose_term_should_be_over(self, client: Client, clock: Clock) -> None:
        Holder.objects.filter(name=GOVERNOR).update(end=date(2026, 3, 1))
        letter = sheet(client.get(url()))
        assert GOVERNOR not in letter
        assert "Governor, Texas State Capitol" in letter
        assert "Dear Governor," in letter

    def test_a_sample_is_marked(self, client: Client) -> None:
        response = client.get(url(to=governor("DC"), query="?state=DC"))
        assert "Sample: invented" in response.content.decode()
        assert "Mel Mayor Mayor, District of Columbia" in sheet(response)

    def test_a_us_attorney_whose_name_we_do_not_know(self, client: Client) -> None:
        to = Office.objects.get(kind="us_attorney", state="NM")
        letter = sheet(client.get(url(to=to, which="attorneys", query="?state=NM")))
        assert "Dear U.S. Attorney," in letter
        assert "U.S. Attorney, District of New Mexico" in letter

    def test_a_company(self, client: Client) -> None:
        to = Office.objects.get(kind="company")
        letter = sheet(client.post(url(to=to, which="companies", query=""), YOU))
        assert "Chief Executive Officer Accenture [postal address]" in letter
        assert "Dear Chief Executive Officer," in letter
        assert "the contract between Accenture and U.S. Customs and Border Protection" in letter

    def test_a_company_without_a_line_about_whom_to_address(self, client: Client) -> None:
        ChosenOffice.objects.update(addressee="")
        to = Office.objects.get(kind="company")
        assert "Dear Accenture," in sheet(client.get(url(to=to, which="companies", query="")))

    @pytest.mark.parametrize("query", ["", "?state=NM", "?state=XX", "?zip=09012", "?zip=abc", "?state=%00"])
    def test_who_lives_elsewhere_is_not_put_into_this_state(self, client: Client, query: str) -> None:
        letter = sheet(client.post(url(query=query), YOU))
        assert "I live in McAllen, [your state]." in letter

    def test_offices_of_other_pages_are_not_written_to(self, client: Client) -> None:
        attorney = Office.objects.of_kind("us_attorney").first()
        stranger = office("company", name="Stranger Inc.")
        for forged in (attorney.pk, stranger.pk, 0, 999_999, 10**30):
            address = f"{contact_page('governors').url}letter/{forged}/"
            assert client.get(address).status_code == 404
            assert client.post(address, YOU).status_code == 404
        assert client.get(url(to=stranger, which="companies", query="")).status_code == 404
        assert client.get(f"{contact_page('governors').url}letter/abc/").status_code == 404

    def test_a_page_without_a_letter_has_none(self, client: Client) -> None:
        ContactPage.objects.update(letter="")
        assert client.get(url()).status_code == 404
        assert client.get(url("es")).status_code == 404


class TestWhatPeopleType:
    def test_too_long_a_name_is_said_and_everything_is_kept(self, client: Client) -> None:
        typed = {"name": "N" * 200, "town": "McAllen", "own_words": "Because."}
        response = client.post(url(), typed)
        html = Html(response.content.decode())
        assert "Error:" in html.one("title").text
        assert html.by_id("id_name")["value"] == typed["name"]
        assert html.by_id("id_town")["value"] == "McAllen"
        assert "Because." in html.by_id("id_own_words").text
        assert sheet(response).startswith("[your name] [your town], Texas")

    def test_too_many_own_words_are_said(self, client: Client) -> None:
        response = client.post(url(), {**YOU, "own_words": "w" * 301})
        assert "<title>Error:" in response.content.decode()

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("<script>alert(1)</script>", "<script>alert(1)</script>"),
            ("Ana [your town] Flores", "Ana (your town) Flores"),
            ("Ana\r\nBcc: all@example.org", "Ana Bcc: all@example.org"),
            ("Ñandú “Ana” O'Neil & Söhne", "Ñandú “Ana” O'Neil & Söhne"),
            ("\u202eanA", "anA"),
            ("   ", "[your name]"),
        ],
    )
    def test_a_name_is_plain_text(self, client: Client, typed: str, shown: str) -> None:
        response = client.post(url(), {**YOU, "name": typed})
        assert sheet(response).startswith(f"{shown} McAllen, Texas")
        assert "<script>alert" not in response.content.decode()

    def test_an_empty_form_is_fine(self, client: Client) -> None:
        assert sheet(client.post(url(), {})).startswith("[your name] [your town], Texas")

    def test_a_robot_gets_a_letter_too_because_nothing_happens(self, client: Client) -> None:
        assert "Ana Flores" in sheet(client.post(url(), {**YOU, "website": "spam", "form_token": "forged"}))


class TestKeepingNothing:
    def test_no_row_and_no_session_is_made(self, client: Client, django_assert_max_num_queries: Any) -> None:
        client.get(url())
        with django_assert_max_num_queries(20) as queries:
            client.post(url(), YOU)
        assert not [one for one in queries.captured_queries if not one["sql"].startswith("SELECT")]
        assert not Session.objects.exists()

    def test_the_page_is_kept_by_no_cache_and_no_search_engine(self, client: Client) -> None:
        response = client.post(url(), YOU)
        assert "no-store" in response.headers["Cache-Control"]
        assert "noindex" in response.headers["X-Robots-Tag"]

    def test_the_name_stands_in_no_address(self, client: Client) -> None:
        html = Html(client.post(url(), YOU).content.decode())
        addresses = [one.get("href") or one.get("action") or one.get("formaction") or "" for one in html.nodes()]
        assert not [one for one in addresses if "Ana" in one or "Flores" in one]

    def test_another_site_cannot_fill_it_in(self) -> None:
        assert Client(enforce_csrf_checks=True).post(url(), YOU).status_code == 403


class TestLanguages:
    def test_in_english_there_is_one_letter_and_no_choice(self, client: Client) -> None:
        html = client.get(url()).content.decode()
        assert 'name="language"' not in html
        assert "In your language" not in html

    def test_in_spanish_the_letter_is_english_with_its_meaning_beside_it(self, client: Client) -> None:
        response = client.post(url("es"), YOU)
        html = response.content.decode()
        assert '<article class="sheet" lang="en"' in html
        assert "I live in McAllen, Texas." in sheet(response)
        assert "March 3, 2026" in sheet(response)
        meaning = html[html.index('<div lang="es">') :]
        assert "Vivo en McAllen, Texas." in meaning
        assert '<details class="more letter-page__off" open>' in html  # nobody signs what they cannot read

    def test_or_spanish_if_the_writer_wants(self, client: Client) -> None:
        response = client.post(url("es"), {"name": "", "town": "McAllen", "language": "es"})
        with translation.override("es"):
            title = Office.Kind.GOVERNOR.label
            assert f"{GOVERNOR} {title}, Texas" in sheet(response)
        assert "A la atención de Alma Rey:" in sheet(response)
        assert "Vivo en McAllen, Texas." in sheet(response)
        assert '<div lang="en">' in response.content.decode()

    @pytest.mark.parametrize("language", ["fr", "<b>", "en-x"])
    def test_no_other_language_can_be_forged(self, client: Client, language: str) -> None:
        response = client.post(url("es"), {**YOU, "language": language})
        assert "alert--err" in response.content.decode()
        assert "Dear" in sheet(response)

    def test_without_a_published_english_page_only_spanish_is_offered(self, client: Client) -> None:
        to, address = governor(), url("es")
        contact_page("governors").unpublish()
        response = client.post(address, YOU)
        assert "A la atención de" in sheet(response)
        assert 'name="language"' not in response.content.decode()
        assert to.holder.name in sheet(response)

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_the_language_switch_carries_what_was_typed(self, client: Client, language: str) -> None:
        other = "es" if language == "en" else "en"
        page = client.get(url(language)).content.decode()
        assert f'formaction="{url(other)}"' in page
        typed = {**YOU, "own_words": "Porque sí.", "name": "N" * 200, "language_switch": "1"}
        response = client.post(url(other), typed)
        html = Html(response.content.decode())
        assert html.by_id("id_name")["value"] == "N" * 200
        assert "Porque sí." in html.by_id("id_own_words").text
        assert "alert--err" not in response.content.decode()


def test_a_holder_with_a_name_in_brackets_opens_no_gap() -> None:
    to = office("governor", "AZ")
    Holder.objects.create(office=to, name="Kim [your name]")
    page = ContactPage(subject="To [the official]", letter="Dear [the official],")
    written = write_letter(page, language="en", to=Recipient(to), writer={"name": "Ana"})
    assert written.subject == "To Kim (your name)"
    assert written.text == "Dear Kim (your name),"
