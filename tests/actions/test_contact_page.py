"""Contact pages: every kind of place and office, in both languages, with everything people type."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client, RequestFactory
from django.utils import translation

from cms.actions.contact.search import search_contacts
from cms.actions.contact.whom import Whom
from cms.actions.models import ActionPage, ChosenOffice, ContactPage
from cms.officials.models import Holder, Office, Position
from cms.places.states import ENGLISH_NAMES
from tests.conftest import Clock
from tests.core.html import Html
from tests.factories.contact import GOVERNOR, all_contact_pages, build_contact_site, contact_page, office
from tests.factories.site import for_a_module, page_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("contact_site", "clock")]


@pytest.fixture(scope="module")
def contact_site(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with for_a_module(django_db_blocker, build_contact_site):
        yield


def words(response: Any) -> str:
    """What a reader sees, with single spaces."""
    assert response.status_code == 200
    return " ".join(Html(response.content.decode()).text.split())


def ask(client: Client, which: str, language: str = "en", **query: str) -> str:
    return words(client.get(contact_page(which, language).url, query))


def labels(page: Any, **query: str) -> list[str]:
    found = search_contacts(page, RequestFactory().get("/", query))
    return [one.label for one in found.offices]


class TestWithoutAPlace:
    @pytest.mark.parametrize("which", ["attorneys", "governors"])
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_the_page_asks_for_one_and_tells_why_it_matters(self, client: Client, which: str, language: str) -> None:
        page = contact_page(which, language)
        response = client.get(page.url)
        html = Html(response.content.decode())
        assert not response.cookies
        assert {one["name"] for one in [*html.all("select"), *html.all("input")] if one.get("name")} == {"state", "zip"}
        assert "2018" in html.text
        assert len(html.all("h1")) == 1

    def test_nobody_lives_in_a_military_post_office(self, client: Client) -> None:
        html = Html(client.get(contact_page("governors").url).content.decode())
        values = {one["value"] for one in html.all("option")}
        assert {"", "TX", "DC", "PR", "GU", "AS", "FM"} <= values
        assert not values & {"AA", "AE", "AP"}


class TestByState:
    def test_up_to_four_districts_and_nobody_says_which(self, client: Client) -> None:
        response = client.get(contact_page("attorneys").url, {"state": "TX"})
        page = words(response)
        assert not response.cookies
        assert "Texas has 4 U.S. Attorneys. We cannot tell by county which one is yours" in page
        sites = [a["href"] for a in Html(response.content.decode()).all("a") if "usao" in (a.get("href") or "")]
        assert sorted(sites) == [f"https://www.justice.gov/usao-{one}" for one in ("edtx", "ndtx", "sdtx", "wdtx")]

    @pytest.mark.parametrize("typed", ["NM", "nm", " nm ", "New Mexico", "nuevo méxico"])
    def test_a_state_as_people_write_it(self, client: Client, typed: str) -> None:
        page = ask(client, "attorneys", state=typed)
        assert "Offices for New Mexico" in page
        assert "District of New Mexico" in page
        assert "We cannot tell" not in page

    @pytest.mark.parametrize("state", ["GU", "MP"])
    def test_two_territories_share_one(self, client: Client, state: str) -> None:
        page = ask(client, "attorneys", state=state)
        assert "One U.S. Attorney serves Guam and Northern Mariana Islands." in page
        assert page.count("Make your letter") == 1

    @pytest.mark.parametrize(
        ("which", "state", "sentence"),
        [
            ("attorneys", "AS", "American Samoa has no U.S. Attorney"),
            ("attorneys", "FM", "independent country"),
            ("governors", "PW", "independent country"),
            ("governors", "CA", "We do not have the governor of California on our list yet"),
            ("governors", "AS", "We do not have the governor of American Samoa"),
        ],
    )
    def test_where_there_is_nobody_it_says_why_and_the_list_stays(
        self, client: Client, which: str, state: str, sentence: str
    ) -> None:
        page = ask(client, which, state=state)
        assert sentence in page
        assert "Another place?" in page
        assert "Make your letter" not in page

    def test_an_office_that_is_gone_from_our_list_is_no_office_that_never_was(self, client: Client) -> None:
        Office.objects.of_kind("us_attorney").serving("VT").delete()
        assert "on our list yet" in ask(client, "attorneys", state="VT")

    def test_the_district_of_columbia_has_a_mayor(self, client: Client) -> None:
        page = ask(client, "governors", state="DC")
        assert "has a mayor, not a governor" in page
        assert "Mel Mayor" in page
        assert "Mayor, District of Columbia" in page
        assert "Sample: invented" in page

    def test_every_state_and_territory_is_answered(self) -> None:
        page = contact_page("attorneys")
        for state in ENGLISH_NAMES:
            found = search_contacts(page, RequestFactory().get("/", {"state": state}))
            assert len(found.offices) <= 4
            assert found.offices or found.sentences or found.form.errors, state


class TestByZip:
    def test_the_state_of_the_zip(self, client: Client) -> None:
        page = ask(client, "attorneys", zip="78501-1234")
        assert "Offices for McAllen, TX 78501" in page
        assert page.count("Make your letter") == 4

    def test_in_two_states_both_are_shown(self) -> None:
        page = contact_page("attorneys")
        found = search_contacts(page, RequestFactory().get("/", {"zip": "60601"}))
        assert {one.state for one in found.offices} == {"IL", "IN"}
        assert "two states, Illinois and Indiana" in found.sentences[0]
        assert "Illinois has 3 U.S. Attorneys" in found.sentences[1]
        assert "Indiana has 2 U.S. Attorneys" in found.sentences[2]

    def test_a_state_beside_it_chooses_one_of_the_two(self) -> None:
        assert {one[-7:] for one in labels(contact_page("attorneys"), zip="60601", state="IN")} == {"Indiana"}

    def test_both_saying_the_same_is_fine(self, client: Client) -> None:
        assert "Offices for McAllen, TX 78501" in ask(client, "attorneys", zip="78501", state="TX")

    def test_both_saying_different_things_is_asked_about_and_kept(self, client: Client) -> None:
        response = client.get(contact_page("attorneys").url, {"zip": "78501", "state": "NM"})
        assert "Your ZIP code belongs to McAllen, TX, which is not in New Mexico." in words(response)
        html = Html(response.content.decode())
        assert html.by_id("id_zip")["value"] == "78501"
        assert [one["value"] for one in html.all("option") if "selected" in one] == ["NM"]
        assert not response.cookies

    @pytest.mark.parametrize(
        ("zip_code", "sentence", "offices"),
        [
            ("09012", "Mail to a military post office comes from anywhere. Choose the state where you vote.", 0),
            ("10048", "The Postal Service no longer uses this ZIP code. It was in New York.", 4),
            ("96941", "Federated States of Micronesia is an independent country", 0),
            ("96910", "One U.S. Attorney serves Guam", 1),
            ("75299", "Texas has 4 U.S. Attorneys", 4),
            ("20500", "Offices for Washington, DC 20500", 1),
            ("00901", "Offices for San Juan, PR 00901", 1),
        ],
    )
    def test_every_other_zip_has_its_answer(self, client: Client, zip_code: str, sentence: str, offices: int) -> None:
        page = ask(client, "attorneys", zip=zip_code)
        assert sentence in page
        assert page.count("Make your letter") == offices
        assert "Another place?" in page

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_an_unknown_one_is_said_at_its_field(self, client: Client, language: str) -> None:
        response = client.get(contact_page("attorneys", language).url, {"zip": "99999"})
        html = Html(response.content.decode())
        with translation.override(language):
            assert translation.gettext("We do not know this ZIP code. Check it, or choose your state.") in html.text
        assert html.by_id("id_zip")["aria-invalid"] == "true"


class TestWhatPeopleType:
    @pytest.mark.parametrize(
        "query",
        [
            {"state": "XX"},
            {"state": ""},
            {"zip": ""},
            {"state": "", "zip": ""},
            {"state": "AE"},
            {"state": "T\x00X"},
            {"state": "<script>alert(1)</script>"},
            {"zip": "1"},
            {"zip": "7850x"},
            {"zip": "７８５０１"},
            {"zip": "9" * 10_000},
            {"zip": "<b>78501</b>"},
            {"zip": "78501'; drop table"},
            {"state": "TX", "zip": "abc"},
        ],
        ids=str,
    )
    def test_what_is_no_place_is_said_and_kept(self, client: Client, query: dict[str, str]) -> None:
        response = client.get(contact_page("governors").url, query)
        html = response.content.decode()
        assert response.status_code == 200
        assert "<title>Error:" in html
        assert "There is a problem" in html
        assert "<script>alert" not in html
        assert "Make your letter" not in html
        if query.get("zip", "").isascii() and query.get("zip"):
            assert Html(html).by_id("id_zip")["value"] == query["zip"]

    def test_other_queries_ask_nothing(self, client: Client) -> None:
        response = client.get(contact_page("governors").url, {"utm_source": "x", "state[]": "TX"})
        assert "There is a problem" not in response.content.decode()

    def test_the_language_switch_keeps_the_question(self, client: Client) -> None:
        html = client.get(contact_page("attorneys").url, {"state": "TX"}).content.decode()
        assert 'href="/es/actua/fiscales-federales/?state=TX"' in html


class TestCards:
    def test_a_card_has_every_way_to_reach_the_office(self, client: Client) -> None:
        html = client.get(contact_page("governors").url, {"state": "TX"}).content.decode()
        links = {a.get("href") for a in Html(html).all("a")}
        assert {"tel:+15125550123", "https://gov.example.org/", "https://gov.example.org/form"} <= links
        for part in (GOVERNOR, "State Capitol, Austin, TX 78701", "Independent", "Open now", "Checked on"):
            assert part in html

    def test_hours_go_by_the_clock_of_the_office(self, client: Client, clock: Clock) -> None:
        clock.forward(hours=12)
        assert "Closed now. Opens Wednesday" in ask(client, "governors", state="TX")

    def test_a_vacant_seat_says_so(self, client: Client) -> None:
        page = ask(client, "governors", state="NM")
        assert "Vacant" in page
        assert "Nobody holds this seat right now" in page
        assert "Not verified" in page

    def test_a_term_that_should_be_over_is_said(self, client: Client, clock: Clock) -> None:
        Holder.objects.filter(name=GOVERNOR).update(end=date(2026, 3, 3))
        assert "this term ended" not in ask(client, "governors", state="TX")
        clock.forward(days=1)
        assert "By our data this term ended on March 3, 2026." in ask(client, "governors", state="TX")

    def test_nobody_says_that_a_us_attorneys_office_is_empty(self, client: Client) -> None:
        page = ask(client, "attorneys", state="NM")
        assert "Vacant" not in page
        Holder.objects.create(office=Office.objects.of_kind("us_attorney").get(state="NM"), name="Uma Fiscal")
        assert "Uma Fiscal" in ask(client, "attorneys", state="NM")

    def test_where_they_stand_on_the_campaign_in_either_language(self, client: Client) -> None:
        holder = Holder.objects.get(name=GOVERNOR)
        facts = {"stance": "spoken_out", "source_url": "https://news.example.org/", "stated_on": date(2026, 2, 1)}
        Position.objects.create(holder=holder, campaign=page_in("es", "familias-juntas"), **facts)
        Position.objects.create(holder=holder, campaign=page_in("en", "act"), **{**facts, "stance": "against"})
        assert "has spoken out" in ask(client, "governors", state="TX")
        html = client.get(contact_page("governors", "es").url, {"state": "TX"}).content.decode()
        assert "https://news.example.org/" in html

    def test_what_to_ask_is_filled_in_for_this_office(self, client: Client) -> None:
        page = contact_page("governors")
        page.asks = [{"type": "ask", "value": {"title": "Act", "words": "[the official], help [your town], [x]."}}]
        page.save_revision().publish()
        assert f"{GOVERNOR}, help McAllen, [x]." in ask(client, "governors", zip="78501")
        assert f"{GOVERNOR}, help [your town], [x]." in ask(client, "governors", state="TX")

    def test_without_anything_to_ask_or_a_letter_the_card_still_stands(self, client: Client) -> None:
        ContactPage.objects.filter(slug="governors").update(asks="[]", letter="", campaign=None)
        page = ask(client, "governors", state="TX")
        assert GOVERNOR in page
        assert "What to ask" not in page
        assert "Make your letter" not in page

    def test_no_markup_of_an_office_is_markup_of_ours(self, client: Client) -> None:
        Office.objects.filter(state="TX", kind="governor").update(address="<img src=x onerror=alert(1)>")
        html = client.get(contact_page("governors").url, {"state": "TX"}).content.decode()
        assert "<img src=x" not in html


class TestCompanies:
    def test_no_place_is_asked_and_messages_are_ready_to_copy(self, client: Client) -> None:
        response = client.get(contact_page("companies").url, {"state": "TX", "zip": "abc"})
        html = Html(response.content.decode())
        page = " ".join(html.text.split())
        assert not response.cookies
        assert html.all("select") == []
        assert "Accenture was hired to help recruit 5,000 border agents." in page
        copied = [html.by_id(one["data-copy"]) for one in html.all("button") if one.get("data-copy")]
        counts = [f"{len(' '.join(one.text.split()))} characters" for one in copied]
        assert len(counts) == 3
        assert all(count in page for count in counts)

    def test_whom_to_address_is_not_verified_without_a_source(self, client: Client) -> None:
        html = client.get(contact_page("companies").url).content.decode()
        line = html[html.index("Write to:") :][:400]
        assert "Chief Executive Officer" in line
        assert "Not verified" in line
        ChosenOffice.objects.update(source="https://filings.example.org/")
        html = client.get(contact_page("companies").url).content.decode()
        line = html[html.index("Write to:") :][:200]
        assert "https://filings.example.org/" in line
        assert "Not verified" not in line

    def test_offices_stand_in_the_editors_order(self, client: Client) -> None:
        page = contact_page("companies")
        for order, name in enumerate(("Zeta Corp.", "Border Agency", "Alpha Inc.")):
            kind = "agency" if "Agency" in name else "company"
            ChosenOffice.objects.create(page=page, office=office(kind, name=name), sort_order=order + 1)
        html = client.get(page.url).content.decode()
        places = [html.index(name) for name in ("Accenture", "Zeta Corp.", "Border Agency", "Alpha Inc.")]
        assert places == sorted(places)

    def test_a_page_without_offices_says_so(self, client: Client) -> None:
        ChosenOffice.objects.all().delete()
        page = ask(client, "companies")
        assert "No office here yet" in page
        assert "Make your letter" not in page

    def test_a_company_that_is_deleted_leaves_the_page(self, client: Client) -> None:
        accenture = Office.objects.get(kind="company")
        address = f"{contact_page('companies').url}letter/{accenture.pk}/"
        assert client.get(address).status_code == 200
        accenture.delete()
        assert client.get(address).status_code == 404
        assert "No office here yet" in ask(client, "companies")


class TestCongress:
    @pytest.fixture(autouse=True)
    def page(self) -> Any:
        ContactPage.objects.filter(slug="governors").update(whom=Whom.CONGRESS)

    def test_members_by_zip(self, client: Client) -> None:
        page = ask(client, "governors", zip="78501")
        assert "Ana A000001" in page
        assert page.count("Make your letter") == 3

    def test_a_split_zip_asks_which(self, client: Client) -> None:
        html = client.get(contact_page("governors").url, {"zip": "78589"}).content.decode()
        assert "This ZIP code lies in 2 districts" in html
        assert 'href="?zip=78589&amp;district=TX-15"' in html

    @pytest.mark.parametrize("query", [{}, {"zip": "abc"}, {"state": "TX"}])
    def test_only_a_zip_finds_them(self, client: Client, query: dict[str, str]) -> None:
        html = Html(client.get(contact_page("governors").url, query).content.decode())
        assert html.all("select") == []
        assert html.by_id("id_zip")


class TestCost:
    """The frame of a Spanish page takes ten: what an answer adds is at most six, however many offices there are."""

    @pytest.mark.parametrize(
        ("which", "query", "most"),
        [
            ("attorneys", {}, 12),
            ("governors", {}, 12),
            ("governors", {"state": "XX"}, 12),
            ("attorneys", {"state": "TX"}, 12),
            ("governors", {"state": "TX"}, 14),
            ("attorneys", {"zip": "60601"}, 14),
            ("governors", {"zip": "78502"}, 16),
            ("governors", {"zip": "00901"}, 16),
            ("companies", {}, 14),
        ],
        ids=str,
    )
    @pytest.mark.parametrize("language", ["en", "es"])
    def test_few_queries(
        self,
        client: Client,
        django_assert_max_num_queries: Any,
        which: str,
        query: dict[str, str],
        most: int,
        language: str,
    ) -> None:
        url = contact_page(which, language).url
        client.get(url, query)
        with django_assert_max_num_queries(most):
            client.get(url, query)

    def test_nothing_inline_and_nothing_from_elsewhere(self, client: Client) -> None:
        for page in all_contact_pages():
            html = client.get(page.url, {"state": "TX"}).content.decode()
            assert " style=" not in html
            assert 'src="http' not in html


class TestStarterContent:
    def test_they_follow_the_visits_in_every_list(self, client: Client) -> None:
        for parent, slugs in (
            ("act", ["visit", "us-attorneys", "governors", "companies"]),
            ("actua", ["visitar", "fiscales-federales", "gobernadores", "empresas"]),
        ):
            index = page_in("en" if parent == "act" else "es", parent)
            order = list(index.get_children().values_list("slug", flat=True))
            start = order.index(slugs[0])
            assert order[start : start + 4] == slugs
            html = client.get(index.url).content.decode()
            assert all(f"{index.url}{slug}/" in html for slug in slugs)

    @pytest.mark.parametrize("path", ["/en/", "/es/", "/en/families-together/", "/es/familias-juntas/"])
    def test_front_page_and_campaign_lead_to_them(self, client: Client, path: str) -> None:
        html = client.get(path).content.decode()
        for page in all_contact_pages():
            assert (page.url in html) == (page.locale.language_code == path[1:3])

    @pytest.mark.parametrize("language", ["en", "es"])
    def test_each_thank_you_leads_on(self, language: str) -> None:
        for which, following in (("attorneys", "governors"), ("governors", "companies")):
            assert contact_page(which, language).live_next_action.pk == contact_page(following, language).pk
        assert contact_page("companies", language).live_next_action.specific_class is ActionPage

    def test_names_of_2018_are_facts_of_then_and_hold_no_office(self, client: Client) -> None:
        page = ask(client, "attorneys")
        assert "In June 2018 the office in New Mexico was led by John C. Anderson" in page
        assert "Elizabeth A. Strange" in page
        assert "Facts of 2018" in page
        assert not Holder.objects.filter(office__kind="us_attorney").exists()

    def test_of_the_company_we_say_only_what_is_certain(self) -> None:
        accenture = Office.objects.get(kind="company")
        assert (accenture.phone, accenture.address, accenture.checked_on) == ("", "", None)


@pytest.mark.open_data
def test_the_governors_of_all_states_and_the_mayor() -> None:
    Office.objects.of_kind("governor").delete()
    call_command("import_governors")
    page = contact_page("governors")
    states = set(ENGLISH_NAMES) - {"AA", "AE", "AP", "AS", "FM", "GU", "MH", "MP", "PW", "VI"}
    assert len(states) == 52  # fifty, D.C. and Puerto Rico
    for state in states:
        found = search_contacts(page, RequestFactory().get("/", {"state": state}))
        assert [str(one.holder) != "None" for one in found.offices] == [True], state
