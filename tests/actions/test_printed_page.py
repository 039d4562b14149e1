"""The page of printed letters: what is checked, by state, never a writer, in both languages."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import html5lib
import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.actions.letter_starter_kit import make_letter_page
from cms.actions.printed_starter_kit import make_printed_page
from cms.actions.starter_kit import make_index
from cms.core.clock import now
from cms.letters.models import PrintedLetter
from cms.letters.starter_kit import make_papers, make_printed_letters
from tests.factories.letters import paper
from tests.factories.site import build_site, for_a_module

PAGE = {"en": "/en/printed-letters/", "es": "/es/cartas-publicadas/"}
MOST_QUERIES = 13


@pytest.fixture(scope="module")
def starter_site_with_page(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    def build() -> None:
        build_site()
        make_index()
        assert make_printed_page() == 2
        assert make_printed_page() == 0

    with for_a_module(django_db_blocker, build):
        yield


@pytest.fixture(autouse=True)
def kit(starter_site_with_page: None, db: None) -> None:
    """The starter site with the page of this file."""


def printed(headline: str = "Ask where they are", *, is_checked: bool = True, **values: Any) -> PrintedLetter:
    where = values.pop("newspaper", None) or paper(state=values.pop("state", "TX"))
    facts = {"language": "en", "month": date(2026, 3, 1), "checked_at": now() if is_checked else None, **values}
    return PrintedLetter.objects.create(newspaper=where, headline=headline, **facts)


def get(client: Client, language: str = "en", query: str = "") -> str:
    response = client.get(PAGE[language] + query)
    assert response.status_code == 200
    text = response.content.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    return text


@pytest.mark.parametrize(
    ("language", "words"), [("en", "No printed letter is shown yet"), ("es", "Todavía no hay cartas publicadas")]
)
def test_with_nothing_to_show_it_says_so(client: Client, language: str, words: str) -> None:
    assert words in get(client, language)


def test_only_what_the_desk_has_looked_at_is_shown(client: Client) -> None:
    printed("Checked", url="https://courier.example/42")
    printed("Not yet", is_checked=False)
    page = get(client)
    assert "Checked" in page
    assert 'href="https://courier.example/42" rel="noopener noreferrer external nofollow"' in page
    assert "March 2026" in page
    assert "Not yet" not in page


def test_a_headline_in_another_language_says_so(client: Client) -> None:
    printed("Pregunten dónde están", language="es")
    assert '<h3 lang="es">' in get(client)


def test_by_state(client: Client) -> None:
    printed("From Texas")
    printed("From Maryland", state="MD")
    page = get(client, query="?state=MD")
    assert "1 printed letter in Maryland" in page
    assert "From Maryland" in page
    assert "From Texas" not in page
    assert "Show all states" in page


@pytest.mark.parametrize("query", ["?state=ZZ", "?state=", "?state=%00", "?state=" + "x" * 5000, "?page=-1", "?page=x"])
def test_nonsense_in_the_address_shows_all(client: Client, query: str) -> None:
    printed("From Texas")
    assert "From Texas" in get(client, query=query)


@pytest.mark.parametrize("headline", ["<script>alert(1)</script>", "{{ 7*7 }}", "=HYPERLINK(1)"])
def test_a_headline_is_text_and_nothing_else(client: Client, headline: str) -> None:
    printed(headline)
    page = get(client)
    assert "<script>alert" not in page
    assert ">49<" not in page


def test_many_are_paged_and_keep_the_state(client: Client) -> None:
    where = paper(state="TX")
    for number in range(30):
        printed(f"Letter {number}", newspaper=where)
    page = get(client, query="?state=TX")
    assert page.count("printed__letter") == 24
    assert "?state=TX&amp;page=2" in page
    assert get(client, query="?state=TX&page=2").count("printed__letter") == 6


def test_samples_are_marked_and_made_once(client: Client) -> None:
    make_papers()
    assert make_printed_letters() == 5
    assert make_printed_letters() == 0
    assert get(client, "es").count("printed__letter") == 5


def test_few_questions_to_the_database(client: Client) -> None:
    get(client)
    for number in range(30):
        printed(f"Letter {number}")
    with CaptureQueriesContext(
        connection,
    ) as queries:
        get(client, query="?state=TX&page=2")
    assert len(queries) <= MOST_QUERIES, [query["sql"][:100] for query in queries]


@pytest.mark.parametrize(("language", "address"), [("en", "/en/act/write-a-letter/"), ("es", "/es/actua/")])
def test_it_leads_on_to_writing_one(client: Client, language: str, address: str) -> None:
    make_letter_page()
    page = get(client, language)
    assert f'class="btn btn--big" href="{address}' in page


def test_it_sets_no_cookie(client: Client) -> None:
    printed()
    assert not client.get(PAGE["en"]).cookies
