"""The finder as a reader sees it: both languages, honest sentences, nothing remembered."""

import re
from datetime import timedelta
from html import unescape
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import reverse

from cms.core.clock import today
from cms.directory.models import Organization
from cms.directory.pages import FinderPage
from cms.places.models import ZipArea
from cms.users.roles import EDITORS
from tests.factories.directory import located, national, organization, serving
from tests.factories.places import BOZEMAN, SAN_ANTONIO
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("finder")]

ENGLISH, SPANISH = "/en/help/", "/es/ayuda/"


def text_of(client: Client, address: str) -> str:
    """The page's visible words, spaces made single."""
    response = client.get(address)
    assert response.status_code == 200
    main = response.content.decode().split("<main", 1)[1].split("</main>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", main)).split())


def status_of(client: Client, address: str) -> str:
    """What a screen reader is told about the results."""
    html = client.get(address).content.decode()
    (inside,) = re.findall(r'<div role="status"[^>]*>(.*?)</div>', html, re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", inside)).split())


def test_the_start_page_asks_one_thing(client: Client) -> None:
    html = client.get(ENGLISH).content.decode()
    assert html.count("<input") == 1
    assert 'name="zip"' in html
    assert 'action="/en/help/"' in html
    assert "We do not save your ZIP code" in html
    assert status_of(client, ENGLISH) == ""


def test_the_start_page_already_shows_help_for_the_whole_country(client: Client) -> None:
    national("Everywhere")
    text = text_of(client, ENGLISH)
    assert "Helps anywhere in the country" in text
    assert "miles away" not in text


def test_results_say_how_far_where_and_for_what(client: Client) -> None:
    located("Centro Legal", miles_north=4, city="Edinburg", kinds=("legal", "bond"), languages=["en", "es"])
    text = text_of(client, f"{ENGLISH}?zip=78501")
    assert "Centro Legal About 4 miles away, Edinburg, TX" in text
    assert "Legal help Bond money" in text
    assert "They speak: English, Spanish" in text
    assert status_of(client, f"{ENGLISH}?zip=78501") == "1 organization within 25 miles of McAllen, TX."


def test_one_mile_and_less_are_said_properly(client: Client) -> None:
    located("Here")
    located("Next door", miles_north=1)
    text = text_of(client, f"{ENGLISH}?zip=78501")
    assert "Less than 1 mile away, McAllen, TX" in text
    assert "About 1 mile away, McAllen, TX" in text


def test_a_card_offers_to_call_to_text_and_to_give(client: Client) -> None:
    located(
        "Centro Legal",
        phone="956.555.0123",
        website="https://example.org/",
        volunteer_url="https://example.org/volunteer",
        donate_url="https://example.org/donate",
    )
    html = client.get(f"{ENGLISH}?zip=78501").content.decode()
    assert 'href="tel:+19565550123"' in html
    assert "(956) 555-0123" in html
    message = quote("Centro Legal\n(956) 555-0123\nhttps://example.org/", safe="/")
    assert f'href="sms:?&amp;body={message}"' in html
    assert "78501" not in message
    for address in ("https://example.org/", "https://example.org/volunteer", "https://example.org/donate"):
        assert f'href="{address}" rel="noopener noreferrer external"' in html


def test_a_card_without_number_or_website_says_so(client: Client) -> None:
    located("Quiet")
    text = text_of(client, f"{ENGLISH}?zip=78501")
    assert "We have no phone number and no website for them yet." in text
    assert "Text me this" not in text


def test_what_was_not_checked_is_marked(client: Client) -> None:
    located("New")
    located("Fresh", checked_on=today())
    located("Old", checked_on=today() - timedelta(days=200))
    text = text_of(client, f"{ENGLISH}?zip=78501")
    assert text.count("Not verified yet") == 1
    assert text.count("Last checked on") == 1
    assert len(re.findall(r"(?<!Last )[Cc]hecked on", text)) == 1


def test_unknown_languages_are_not_guessed(client: Client) -> None:
    located("Silent")
    assert "Ask which languages they speak" in text_of(client, f"{ENGLISH}?zip=78501")


def test_names_cannot_break_out_of_the_page(client: Client) -> None:
    located("<script>alert(1)</script>", description_en='"><img src=x>', languages=["en"])
    html = client.get(f"{ENGLISH}?zip=78501").content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


class TestWideningInWords:
    """What the page says when nothing is near."""

    def test_wider_radius(self, client: Client) -> None:
        located("Farther", miles_north=40)
        assert status_of(client, f"{ENGLISH}?zip=78501") == (
            "We know of no organization within 25 miles of McAllen, TX yet. "
            "We looked farther: there is 1 within 50 miles."
        )

    def test_whole_state(self, client: Client) -> None:
        serving(organization("For all Texas"), "TX")
        status = status_of(client, f"{ENGLISH}?zip=78501")
        assert "no organization within 100 miles of McAllen, TX yet" in status
        assert "Below are those that help people in all of Texas." in status
        assert "Helps in all of Texas" in text_of(client, f"{ENGLISH}?zip=78501")

    def test_elsewhere_in_the_state(self, client: Client) -> None:
        located("San Antonio office", of=SAN_ANTONIO, city="San Antonio")
        assert "Below are those elsewhere in Texas." in status_of(client, f"{ENGLISH}?zip=78501")
        assert "Elsewhere in Texas San Antonio office" in text_of(client, f"{ENGLISH}?zip=78501")

    def test_neighboring_states(self, client: Client) -> None:
        located("Boise office", of=(43.6150, -116.2023), city="Boise", state="ID")
        assert "In Montana we know of none either." in status_of(client, f"{ENGLISH}?zip=59718")
        assert "In the states around Montana Boise office" in text_of(client, f"{ENGLISH}?zip=59718")

    def test_only_national_ones(self, client: Client) -> None:
        national("Everywhere")
        located("Texas office")
        status = status_of(client, f"{ENGLISH}?zip=59718")
        assert "no organization within 100 miles of Bozeman, MT yet" in status
        assert "none elsewhere in Montana or in the states around it either" in status
        assert "1 organization helps people anywhere in the country." in status

    def test_even_an_empty_directory_gives_advice(self, client: Client) -> None:
        text = text_of(client, f"{ENGLISH}?zip=59718")
        assert "no organization within 100 miles of Bozeman, MT yet" in text
        assert "nonprofit immigration legal services" in text

    def test_in_spanish(self, client: Client) -> None:
        located("Boise office", of=(43.6150, -116.2023), city="Boise", state="ID", description_es="Ayuda en español")
        text = text_of(client, f"{SPANISH}?zip=59718")
        assert "Ayuda en español" in text
        assert "Cuidado con los “notarios”" in text


class TestFilters:
    """A question is an address that can be shared."""

    def test_all_filters_in_the_address(self, client: Client) -> None:
        located("Bond Spanish", miles_north=40, kinds=("bond",), languages=["es"])
        located("Legal English", kinds=("legal",), languages=["en"])
        address = f"{ENGLISH}?zip=78501&distance=50&service=bond&service=family&language=es"
        text = text_of(client, address)
        assert "Bond Spanish" in text
        assert "Legal English" not in text
        html = client.get(address).content.decode()
        assert html.count(" checked") == 3
        assert "3 choices" in text
        assert '<option value="50" selected>' in html

    def test_the_usual_distance_is_chosen_when_none_was(self, client: Client) -> None:
        assert '<option value="25" selected>' in client.get(f"{ENGLISH}?zip=78501").content.decode()

    def test_only_spoken_languages_are_offered(self, client: Client) -> None:
        located("Mam", languages=["mam"])
        html = client.get(f"{ENGLISH}?zip=78501").content.decode()
        assert re.findall(r'name="language" value="(\w+)"', html) == ["mam"]

    def test_a_shared_question_for_a_language_nobody_speaks_any_more_still_works(self, client: Client) -> None:
        located("English", languages=["en"])
        status = status_of(client, f"{ENGLISH}?zip=78501&language=ko")
        assert status.startswith("No organization we know of matches all your choices")
        assert "1 organization within 25 miles" in status

    def test_city_and_state_as_words(self, client: Client) -> None:
        located("Centro Legal")
        assert "Centro Legal" in text_of(client, f"{ENGLISH}?zip=McAllen%2C+TX")

    @pytest.mark.parametrize("name", ["service=legal", "language=es", "also=remote", "also=open", "cost=free"])
    def test_a_thousand_filters_are_one(self, client: Client, name: str) -> None:
        located("Centro Legal", languages=["es"])
        assert "Centro Legal" in text_of(client, f"{ENGLISH}?zip=78501" + f"&{name}" * 1000)

    def test_many_results_come_in_pages_that_keep_the_question(self, client: Client) -> None:
        for number in range(45):
            located(f"Number {number:02}", miles_north=number / 10)
        national("Everywhere")
        first = client.get(f"{ENGLISH}?zip=78501&service=legal").content.decode()
        assert first.count("<article") == 21
        assert "45 organizations within 25 miles" in first
        assert 'href="?zip=78501&amp;service=legal&amp;page=2"' in first
        last = client.get(f"{ENGLISH}?zip=78501&service=legal&page=3").content.decode()
        assert last.count("<article") == 5
        assert "Everywhere" not in last

    @pytest.mark.parametrize("page", ["0", "-1", "999", "x"])
    def test_a_page_that_is_none_shows_one_that_is(self, client: Client, page: str) -> None:
        located("Centro Legal")
        assert "Centro Legal" in text_of(client, f"{ENGLISH}?zip=78501&page={page}")


class TestBadInput:
    """Every mistake ends in a clear sentence, keeps what was typed, and still shows help."""

    @pytest.mark.parametrize(
        ("typed", "sentence"),
        [
            ("", "Enter your ZIP code, or your city and state."),
            ("   ", "Enter your ZIP code, or your city and state."),
            ("99999", "We do not know this ZIP code."),
            ("09012", "This ZIP code has no place on our map."),
            ("7850a", "We do not know this place."),
            ("Atlantis", "We do not know this place."),
            ("San Juan", "Add the state, for example “San Juan, PR”."),
            ("x" * 10_240, "That is too long for a place."),
            ("\x00\ufffe", "We do not know this place."),
            ("<script>alert(1)</script>", "We do not know this place."),
        ],
    )
    def test_places(self, client: Client, typed: str, sentence: str) -> None:
        national("Everywhere")
        response = client.get(ENGLISH, {"zip": typed})
        html = response.content.decode()
        assert response.status_code == 200
        assert unescape(html).count(sentence) == 2  # in the summary and at the field
        assert "<title>Error: " in html
        assert 'href="#id_zip"' in html
        assert "<script>alert" not in html
        assert "Everywhere" in html

    def test_what_was_typed_stays(self, client: Client) -> None:
        assert 'value="Atlantis"' in client.get(f"{ENGLISH}?zip=Atlantis").content.decode()

    @pytest.mark.parametrize("typed", ["78501-1234", "78501 1234", "%20785011234%20", "78501\u200b"])
    def test_zip_plus_four_and_spaces_are_fine(self, client: Client, typed: str) -> None:
        assert "of McAllen, TX" in status_of(client, f"{ENGLISH}?zip={typed}")

    @pytest.mark.parametrize("radius", ["0", "-1", "1000000000", "25.5", "x", "1e9"])
    def test_distances(self, client: Client, radius: str) -> None:
        text = text_of(client, f"{ENGLISH}?zip=78501&distance={radius}")
        assert text.count("Choose one of the distances from the list.") == 2

    @pytest.mark.parametrize("code", ["xx", "", "es'", "EN"])
    def test_languages(self, client: Client, code: str) -> None:
        text = text_of(client, f"{ENGLISH}?zip=78501&language={quote(code)}")
        assert text.count("Choose the language from the list.") == 2

    def test_services(self, client: Client) -> None:
        text = text_of(client, f"{ENGLISH}?zip=78501&service=miracles")
        assert text.count("Choose the kind of help from the list.") == 2

    def test_strange_parameters_change_nothing(self, client: Client) -> None:
        located("Centro Legal")
        assert "Centro Legal" in text_of(client, f"{ENGLISH}?zip=78501&zip=78501&utm_source=x&[]=1")


class TestPrivacy:
    """No cookie, nothing stored, nothing logged, no script needed."""

    @pytest.mark.parametrize("address", [ENGLISH, f"{ENGLISH}?zip=78501", f"{SPANISH}?zip=zzz"])
    def test_no_cookie_is_set(self, client: Client, address: str) -> None:
        response = client.get(address)
        assert not response.cookies
        assert "Set-Cookie" not in response.headers

    def test_nothing_typed_is_logged(self, client: Client, caplog: pytest.LogCaptureFixture) -> None:
        caplog.set_level("DEBUG")
        client.get(f"{ENGLISH}?zip=59718")
        client.get(f"{ENGLISH}?zip=Secretville")
        own = [record for record in caplog.records if not record.name.startswith("django.db")]
        assert not [record for record in own if re.search("59718|Secretville", record.getMessage())]

    def test_nothing_typed_is_stored(self, client: Client, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(20) as queries:
            client.get(f"{ENGLISH}?zip=78501")
        assert not [query["sql"] for query in queries if not query["sql"].lstrip("(").startswith("SELECT")]

    def test_the_form_works_without_scripts(self, client: Client) -> None:
        html = client.get(f"{ENGLISH}?zip=78501").content.decode().split("<main", 1)[1].split("</main>")[0]
        assert 'method="get"' in html
        assert "<script" not in html
        assert " style=" not in html
        assert "onclick" not in html

    def test_the_tab_does_not_tell_what_this_is(self, client: Client) -> None:
        html = client.get(f"{ENGLISH}?zip=78501").content.decode()
        assert re.search(r"<title>\s*Information\s*</title>", html)


class TestTwoLanguages:
    """The same answer in the other language, at its own address."""

    def test_the_language_switch_keeps_the_question(self, client: Client) -> None:
        html = client.get(f"{ENGLISH}?zip=78501&distance=50").content.decode()
        assert 'href="/es/ayuda/?zip=78501&amp;distance=50"' in html

    def test_descriptions_follow_the_language(self, client: Client) -> None:
        located("Both", description_en="Free lawyers", description_es="Abogados gratuitos")
        located("English only", description_en="Just English")
        text = text_of(client, f"{SPANISH}?zip=78501")
        assert "Abogados gratuitos" in text
        assert "Free lawyers" not in text
        assert "Just English" in text

    def test_states_have_spanish_names(self, client: Client) -> None:
        ZipArea.objects.filter(zip="59718").update(state="NM", city="Gallup")
        serving(organization("Todo el estado"), "NM")
        assert "Nuevo México" in text_of(client, f"{SPANISH}?zip=59718")


class TestOrganizationPage:
    """One organization, to read, print or share."""

    def test_all_that_is_known(self, client: Client) -> None:
        row = serving(located("Centro Legal", phone="(956) 555-0123", website="https://example.org/"), "TX")
        Organization.objects.filter(pk=row.pk).update(source_en="Facts of 2018", source_es="Datos de 2018")
        row.services.get().delete()
        text = text_of(client, f"{ENGLISH}centro-legal/")
        for fact in ("Centro Legal", "(956) 555-0123", "https://example.org/", "McAllen, TX", "Texas", "Facts of 2018"):
            assert fact in text
        assert "Nobody has confirmed these facts lately." in text
        assert "Datos de 2018" in text_of(client, f"{SPANISH}centro-legal/")

    def test_where_no_spanish_is_spoken_the_page_says_so(self, client: Client) -> None:
        located("English only", languages=["en"])
        located("Both", languages=["en", "es"])
        sentence = "We know of nobody there who speaks Spanish."
        assert sentence in text_of(client, f"{ENGLISH}english-only/")
        assert sentence not in text_of(client, f"{ENGLISH}both/")

    def test_it_is_found_from_the_results(self, client: Client) -> None:
        located("Centro Legal")
        assert 'href="/en/help/centro-legal/"' in client.get(f"{ENGLISH}?zip=78501").content.decode()
        assert 'href="/es/ayuda/centro-legal/"' in client.get(f"{SPANISH}?zip=78501").content.decode()

    def test_the_language_switch_stays_with_the_organization(self, client: Client) -> None:
        located("Centro Legal")
        assert 'href="/es/ayuda/centro-legal/"' in client.get(f"{ENGLISH}centro-legal/").content.decode()

    @pytest.mark.parametrize("slug", ["hidden", "nobody", "a" * 200])
    def test_what_is_hidden_or_unknown_is_not_found(self, client: Client, slug: str) -> None:
        located("Hidden", is_listed=False)
        assert client.get(f"{ENGLISH}{slug}/").status_code == 404


class TestEditing:
    """An editor changes the words around the list, and sees them before readers do."""

    def test_an_editor_opens_it_and_previews_it(self) -> None:
        page = FinderPage.objects.get(locale__language_code="en")
        response = logged_in(EDITORS).get(reverse("wagtailadmin_pages:edit", args=[page.pk]))
        assert response.status_code == 200
        assert "warning about fraud" in response.content.decode().lower()
        page.warning = "<p>A new warning</p>"
        assert "A new warning" in page.make_preview_request().rendered_content

    def test_one_per_site_is_enough(self) -> None:
        assert not FinderPage.can_create_at(FinderPage.objects.get(locale__language_code="en").get_parent())


class TestQueries:
    """At most twelve queries for a page of results, whatever is in it."""

    def test_sixty_organizations(self, client: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(60):
            row = located(f"Number {number}", miles_north=number / 10, kinds=("legal", "bond"), phone="956 555 0123")
            serving(row, "TX")
        national("Everywhere")
        client.get(f"{ENGLISH}?zip=78501")  # the site's root paths and settings are cached
        with django_assert_max_num_queries(12):
            assert client.get(f"{ENGLISH}?zip=78501&service=legal").content.count(b"<article") == 21

    def test_the_longest_way_to_an_answer(self, client: Client, django_assert_max_num_queries: Any) -> None:
        national("Everywhere")
        located("Boise office", of=BOZEMAN, miles_north=150, city="Boise", state="ID")
        client.get(f"{ENGLISH}?zip=59718")
        with django_assert_max_num_queries(12):
            assert "Boise office" in text_of(client, f"{ENGLISH}?zip=59718&language=es")

    def test_the_organization_page_with_all_its_parts(self, client: Client, django_assert_max_num_queries: Any) -> None:
        located("Centro Legal", phone="956 555 0123")
        client.get(f"{ENGLISH}centro-legal/")
        with django_assert_max_num_queries(16):
            client.get(f"{ENGLISH}centro-legal/")
