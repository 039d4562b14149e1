"""Feeds and the sitemap: the public stories and pages, by month, and nothing that outlives a withdrawal."""

import re
from datetime import date
from typing import Any
from xml.etree import ElementTree

import pytest
from django.test import Client
from wagtail.models import Page, PageViewRestriction

from stories.models import Story
from stories.services.withdrawal import withdraw_story
from tests.factories.stories import both_languages
from tests.stories.reading import page, tell, translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall")]
FEEDS = {"en": "/en/stories/feed/", "es": "/es/historias/feed/"}
ATOM = {"a": "http://www.w3.org/2005/Atom"}


@pytest.fixture(autouse=True)
def locales() -> None:
    both_languages()


def entries(client: Client, path: str) -> list[Any]:
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Content-Type"].startswith("application/atom+xml")
    return ElementTree.fromstring(response.content).findall("a:entry", ATOM)


def titles(client: Client, path: str) -> set[str | None]:
    return {entry.findtext("a:title", None, ATOM) for entry in entries(client, path)}


class TestFeed:
    def test_each_language_has_its_own(self, client: Client) -> None:
        translate(tell("Nine days"), "es", "Nueve días")
        tell("Solo en español", language="es")
        assert titles(client, FEEDS["en"]) == {"Nine days", "Solo en español"}
        assert titles(client, FEEDS["es"]) == {"Nueve días", "Solo en español"}

    def test_each_topic_has_its_own(self, client: Client) -> None:
        tell("Nine days", topics=("asylum", "detention"))
        tell("Ten days", topics=("detention",))
        assert titles(client, f"{FEEDS['en']}asylum/") == {"Nine days"}
        assert titles(client, f"{FEEDS['es']}detention/") == {"Nine days", "Ten days"}
        assert client.get(f"{FEEDS['en']}nothing/").status_code == 404

    def test_a_reader_that_keeps_it_has_neither_the_text_nor_the_day(self, client: Client) -> None:
        tell("Nine days")
        Story.objects.update(month=date(2026, 3, 1))
        (entry,) = entries(client, FEEDS["en"])
        assert entry.findtext("a:updated", None, ATOM) == "2026-03-01T00:00:00+00:00"
        response = client.get(FEEDS["en"])
        assert "The words of" not in page(response)
        assert response.headers["Last-Modified"] == "Sun, 01 Mar 2026 00:00:00 GMT"

    def test_what_was_taken_back_is_gone_and_an_empty_feed_is_one(self, client: Client) -> None:
        withdraw_story(submission_id=tell("Nine days").submission_id)
        assert entries(client, FEEDS["en"]) == []

    @pytest.mark.parametrize("count", [1, 5])
    def test_few_queries(self, client: Client, count: int, django_assert_max_num_queries: Any) -> None:
        for number in range(count):
            tell(f"Story {number}")
        with django_assert_max_num_queries(6):
            client.get(FEEDS["en"])

    def test_the_wall_names_it(self, client: Client) -> None:
        tell("Nine days", topics=("asylum",))
        assert f'href="{FEEDS["en"]}"' in page(client.get("/en/stories/"))
        assert f'href="{FEEDS["en"]}asylum/"' in page(client.get("/en/stories/?topic=asylum"))


def listed(client: Client) -> dict[str, str]:
    """Each address of the sitemap with what stands beside it."""
    response = client.get("/sitemap.xml")
    assert response.status_code == 200
    parts = re.findall(r"<url>(.*?)</url>", page(response), re.DOTALL)
    return {re.findall(r"<loc>http://testserver(.*?)</loc>", part)[0]: part for part in parts}


class TestSitemap:
    def test_versions_name_each_other_and_only_the_month(self, client: Client) -> None:
        both, alone = tell("Nine days"), tell("Solo en español", language="es")
        translate(both, "es", "Nueve días")
        Story.objects.update(month=date(2026, 2, 1))
        found = listed(client)
        for code in ("en", "es"):
            for other in ("en", "es"):
                assert f'hreflang="{other}" href="http://testserver{both.url_in(other)}"' in found[both.url_in(code)]
            assert "<lastmod>2026-02-01</lastmod>" in found[both.url_in(code)]
        assert alone.url_in("es") in found
        assert alone.url_in("en") not in found

    def test_pages_that_anybody_may_see_are_there_in_each_language(self, client: Client) -> None:
        assert {"/en/", "/es/", "/en/stories/", "/es/historias/"} <= set(listed(client))
        hidden, closed = (Page.objects.get(locale__language_code="en", slug=slug) for slug in ("act", "stories"))
        Page.objects.filter(pk=hidden.pk).update(live=False)
        PageViewRestriction.objects.create(page=closed, restriction_type=PageViewRestriction.LOGIN)
        found = listed(client)
        assert not {"/en/act/", "/en/stories/"} & set(found)
        assert "/es/historias/" in found

    def test_what_was_taken_back_is_gone(self, client: Client) -> None:
        story = tell("Nine days")
        assert story.url_in("en") in listed(client)
        withdraw_story(submission_id=story.submission_id)
        assert story.url_in("en") not in listed(client)

    def test_robots_are_told_where_it_is(self, client: Client) -> None:
        assert "Sitemap: http://testserver/sitemap.xml" in page(client.get("/robots.txt"))
