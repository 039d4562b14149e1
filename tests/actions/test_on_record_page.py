"""Who has spoken out: an index by state and a table for each state, in both languages, without JavaScript."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import html5lib
import pytest
from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags
from wagtail.models import Page

from cms.actions.models import CampaignPage, OnRecordPage
from cms.actions.on_record_starter_kit import make_on_record_page, make_sample_positions
from cms.actions.starter_content import on_record
from cms.officials.models import Holder, Office, Position
from tests.factories.site import build_site, for_a_module, page_in

INDEX = {"en": "/en/on-record/", "es": "/es/quien-ha-hablado/"}
OWN_QUERIES = 6


@pytest.fixture(scope="module")
def starter_site_with_page(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    def build() -> None:
        build_site()
        assert make_on_record_page() == 2

    with for_a_module(django_db_blocker, build):
        yield


@pytest.fixture(autouse=True)
def kit(starter_site_with_page: None, db: None) -> None:
    """The starter site with the page of this file."""


def seat(kind: str = "senator", state: str = "TX", name: str = "Alma Muestra", **fields: Any) -> Office:
    office = Office.objects.create(kind=kind, state=state, **fields)
    if name:
        Holder.objects.create(office=office, name=name)
    return office


def say(office: Office, stance: str, code: str = "en", **fields: Any) -> Position:
    facts = {"stated_on": date(2026, 3, 1), "source_url": "https://source.example.org/", **fields}
    campaign = CampaignPage.objects.get(locale__language_code=code)
    return Position.objects.create(holder=office.holder, campaign=campaign, stance=stance, **facts)


def html(client: Client, path: str, code: int = 200) -> str:
    response = client.get(path)
    assert response.status_code == code
    return str(response.content.decode())


def words(text: str) -> str:
    return " ".join(strip_tags(text).split())


class TestIndex:
    @pytest.mark.parametrize("code", ["en", "es"])
    def test_an_empty_record_says_so(self, client: Client, code: str) -> None:
        page = html(client, INDEX[code])
        assert "<table" not in page
        assert 'class="empty' in page

    def test_it_counts_by_state(self, client: Client) -> None:
        say(seat(), "spoken_out")
        say(seat(name="Pat Sample"), "silent", source_url="")
        seat("governor", name="")
        seat("representative", "NM", "Ben Ortiz", district="1")
        page = words(html(client, INDEX["en"]))
        assert "Texas 1 0 0 1 0 1" in page
        assert "New Mexico 0 0 0 0 1 0" in page
        assert "1 has spoken out" in page

    def test_four_zeros_are_not_shown_as_numbers_to_be_proud_of(self, client: Client) -> None:
        office = seat()
        page = html(client, INDEX["en"])
        assert "Nobody is on record yet" in page
        assert 'class="numeral"' not in page
        say(office, "silent", source_url="")
        assert "Nobody is on record yet" not in html(client, INDEX["en"])

    @pytest.mark.parametrize(("chosen", "read"), [("en", "es"), ("es", "en")])
    def test_a_position_counts_in_both_languages(self, client: Client, chosen: str, read: str) -> None:
        say(seat(), "spoken_out", chosen)
        assert "Texas 1 0 0" in words(html(client, INDEX[read]))

    def test_it_is_a_table_that_can_be_heard(self, client: Client) -> None:
        seat()
        page = html(client, INDEX["en"])
        html5lib.HTMLParser(strict=True).parse(page)
        assert "<caption>Where officials stand, by state</caption>" in page
        assert page.count('<th scope="col">') == 7
        assert '<th scope="row"><a href="/en/on-record/tx/">Texas</a></th>' in page

    def test_invented_people_are_marked(self, client: Client) -> None:
        office = seat()
        assert "Sample: invented" not in html(client, INDEX["en"])
        Holder.objects.filter(office=office).update(is_sample=True)
        assert "Sample: invented" in html(client, INDEX["en"])

    def test_another_campaign_s_positions_are_not_shown(self, client: Client) -> None:
        office = seat()
        Position.objects.create(
            holder=office.holder,
            campaign=Page.objects.get(depth=1),
            stance="spoken_out",
            stated_on=date(2026, 1, 1),
            source_url="https://a.example.org/",
        )
        assert "Texas 0 0 0 0 1 0" in words(html(client, INDEX["en"]))

    def test_it_leads_on_to_what_to_do(self, client: Client) -> None:
        assert 'href="/es/familias-juntas/#act"' in html(client, INDEX["es"])
        CampaignPage.objects.get(locale__language_code="es").unpublish()
        assert "#act" not in html(client, INDEX["es"])

    def test_without_a_campaign_it_still_stands(self, client: Client) -> None:
        seat()
        OnRecordPage.objects.update(campaign=None)
        assert "Texas 0 0 0 0 1 0" in words(html(client, INDEX["en"]))


class TestState:
    def test_it_lists_everybody_with_source_and_date(self, client: Client) -> None:
        say(seat(), "spoken_out")
        seat(name="Pat Sample")
        page = html(client, "/en/on-record/tx/")
        html5lib.HTMLParser(strict=True).parse(page)
        text = words(page)
        assert "Alma Muestra Senator, Texas has spoken out" in text
        assert "March 1, 2026" in text
        assert "Pat Sample Senator, Texas not asked yet" in text
        assert 'href="https://source.example.org/" rel="noopener noreferrer external"' in page
        assert "<caption>Where officials from Texas stand</caption>" in page
        assert page.count("<h1") == 1

    def test_a_vacant_seat_is_said_to_be(self, client: Client) -> None:
        seat("representative", name="", district="15")
        text = words(html(client, "/en/on-record/tx/"))
        assert "Vacant Representative, TX-15 Nobody holds this seat right now." in text

    def test_every_row_can_be_called_wrong(self, client: Client) -> None:
        office = seat()
        page = html(client, "/en/on-record/tx/")
        assert f'href="{reverse("corrections:report", args=["office", office.pk])}"' in page
        assert "This is wrong: Alma Muestra Senator, Texas" in words(page)

    def test_invented_people_and_positions_are_marked_once(self, client: Client) -> None:
        office = seat()
        say(office, "in_favor", is_sample=True, source_url="")
        assert html(client, "/en/on-record/tx/").count("Sample: invented") == 1
        Holder.objects.filter(office=office).update(is_sample=True)
        assert html(client, "/en/on-record/tx/").count("Sample: invented") == 1

    def test_html_in_a_name_stays_text(self, client: Client) -> None:
        seat(name="<script>alert(1)</script>")
        assert "<script>alert(1)" not in html(client, "/en/on-record/tx/")

    @pytest.mark.parametrize("path", ["xx/", "texas/", "%00/", "tx'--/", "tx/ny/"])
    def test_what_is_no_state_is_not_found(self, client: Client, path: str) -> None:
        seat()
        html(client, f"{INDEX['en']}{path}", 404)

    def test_a_state_nobody_is_listed_for_says_so(self, client: Client) -> None:
        seat()
        page = html(client, "/en/on-record/wy/")
        assert "Nobody is listed for this state yet" in page
        assert 'href="/en/on-record/"' in page

    def test_capital_letters_lead_to_the_one_address(self, client: Client) -> None:
        response = client.get("/en/on-record/TX/")
        assert response.status_code == 302
        assert response.headers["Location"] == "/en/on-record/tx/"

    def test_in_spanish_and_back(self, client: Client) -> None:
        say(seat("senator", "NM"), "against")
        page = html(client, "/es/quien-ha-hablado/nm/")
        assert "<h1>Nuevo México</h1>" in page
        assert 'href="/en/on-record/nm/"' in page
        assert 'href="/es/quien-ha-hablado/nm/"' in html(client, "/en/on-record/nm/")


class TestSpeed:
    @pytest.mark.parametrize("path", ["", "tx/"])
    def test_the_number_of_people_costs_nothing(
        self, client: Client, path: str, django_assert_max_num_queries: Any
    ) -> None:
        address = f"{INDEX['en']}{path}"
        client.get(f"{INDEX['en']}xx/")
        with django_assert_max_num_queries(12):
            client.get(address)
        for number in range(30):
            say(seat("representative", district=str(number)), "silent", source_url="")
        with django_assert_max_num_queries(12):
            client.get(address)


class TestStarterKit:
    def test_both_languages_have_the_same_fields_and_blocks(self) -> None:
        assert set(on_record.ENGLISH) == set(on_record.SPANISH)
        contents: list[Any] = [on_record.ENGLISH, on_record.SPANISH]
        english, spanish = ([block["type"] for block in one["body"]] for one in contents)
        assert english == spanish

    def test_the_pages_are_translations_of_each_other(self) -> None:
        english, spanish = page_in("en", "on-record"), page_in("es", "quien-ha-hablado")
        assert english.translation_key == spanish.translation_key
        assert make_on_record_page() == 0

    def test_sample_officials_get_sample_positions_once(self) -> None:
        offices = [seat(name=f"Sample {number}") for number in range(6)]
        Holder.objects.filter(office__in=offices[:5]).update(is_sample=True)
        assert make_sample_positions() == 4
        assert set(Position.objects.values_list("stance", flat=True)) == set(Position.Stance.values)
        assert not Position.objects.real().exists()
        assert not Position.objects.filter(holder__is_sample=False).exists()
        for position in Position.objects.all():
            position.full_clean()
        assert make_sample_positions() == 0

    def test_without_a_campaign_nothing_is_made(self) -> None:
        CampaignPage.objects.all().delete()
        assert (make_on_record_page(), make_sample_positions()) == (0, 0)
