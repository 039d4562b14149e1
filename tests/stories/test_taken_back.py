"""A canary story is walked for on every public address: there while it may be, nowhere once it may not."""

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import urldefrag, urljoin, urlsplit

import pytest
from django.core.management import call_command
from django.test import Client
from wagtail.search.backends import get_search_backend

from home.starter_kit import link_home
from stories.choices import Scope
from stories.models import Story, Submission
from stories.services.permissions import change_permissions
from stories.services.publication import take_down
from stories.services.withdrawal import erase_story, withdraw_story
from tests.factories.stories import both_languages
from tests.stories.reading import tell, translate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("wall")]
CANARY = re.compile("canarybird|canario", re.IGNORECASE)
STARTS = ("/en/", "/es/", "/sitemap.xml", "/robots.txt")
NOT_PUBLIC_PAGES = ("/admin/", "/static/", "/media/", "/documents/")
LINK = re.compile(r'(?:href="|<loc>)([^"<]+)')
MOST_ADDRESSES = 300


def walk(client: Client, *more: str) -> dict[str, tuple[int, str]]:
    """Every address that links, feeds and the sitemap lead to, and `more`: its status and what it says."""
    found: dict[str, tuple[int, str]] = {}
    waiting = [*STARTS, *more]
    while waiting:
        address = waiting.pop()
        if address in found:
            continue
        response = client.get(address)
        found[address] = (response.status_code, response.content.decode(errors="replace"))
        assert len(found) < MOST_ADDRESSES
        waiting += [target for target in map(_target, _links(address, found[address][1])) if target]
    return found


def _links(address: str, text: str) -> list[str]:
    return [urljoin(f"http://testserver{address}", link.replace("&amp;", "&")) for link in LINK.findall(text)]


def _target(link: str) -> str:
    parts = urlsplit(urldefrag(link).url)
    if parts.netloc != "testserver" or parts.path.startswith(NOT_PUBLIC_PAGES):
        return ""
    return parts.path + (f"?{parts.query}" if parts.query else "")


def told_on(found: dict[str, tuple[int, str]], slug: str) -> set[str]:
    return {address for address, (_status, text) in found.items() if CANARY.search(text) or slug in text}


@pytest.fixture
def canary() -> Story:
    both_languages()
    link_home()
    story = tell("Canarybird", topics=("asylum",), state="TX")
    translate(story, "es", "Canario")
    tell("Another", topics=("asylum",), state="TX")
    return story


def withdraw(sent: Submission) -> None:
    withdraw_story(submission_id=sent.pk)


def erase(sent: Submission) -> None:
    erase_story(submission_id=sent.pk)


def end_permission(sent: Submission) -> None:
    change_permissions(submission_id=sent.pk, wanted=frozenset(Scope) - {Scope.PUBLISH_TEXT}, language="en")


def moderators_take_down(sent: Submission) -> None:
    take_down(submission_id=sent.pk, version=sent.version, user=None)


@pytest.mark.parametrize(
    ("end", "status"), [(withdraw, 410), (erase, 410), (end_permission, 404), (moderators_take_down, 404)]
)
def test_it_is_everywhere_and_then_nowhere(
    canary: Story, client: Client, end: Callable[[Submission], None], status: int
) -> None:
    own = [canary.url_in("en"), canary.url_in("es")]
    walls = ["/en/stories/?topic=asylum", "/es/historias/?state=TX"]
    feeds = ["/en/stories/feed/", "/es/historias/feed/", "/en/stories/feed/asylum/"]
    before = told_on(walk(client, *walls, *feeds), canary.slug)
    assert {"/en/", "/es/", "/en/stories/", "/es/historias/", "/sitemap.xml", *own, *walls, *feeds} <= before

    sent = Submission.objects.get(pk=canary.submission_id)
    end(sent)
    after = walk(client, *before)
    # The address itself may stand in the page at the address: as what was asked for.
    assert told_on(after, canary.slug) <= set(own)
    for address in own:
        assert after[address][0] == status
        assert not CANARY.search(after[address][1])
    call_command("update_index", verbosity=0)
    assert list(get_search_backend().search("Canarybird", Story)) == []


def test_without_the_permission_to_translate_only_the_translation_goes(canary: Story, client: Client) -> None:
    without: Any = frozenset(Scope) - {Scope.TRANSLATE}
    change_permissions(submission_id=canary.submission_id, wanted=without, language="en")
    found = walk(client, canary.url_in("es"))
    assert not [address for address, (_status, text) in found.items() if "Canario" in text]
    assert "/en/stories/" in told_on(found, canary.slug)


@pytest.mark.parametrize("path", ["/en/", "/en/stories/", "/es/historias/feed/", "/sitemap.xml", "own"])
def test_no_cache_shows_it_without_asking(canary: Story, client: Client, path: str) -> None:
    address = canary.url_in("en") if path == "own" else path
    assert client.get(address).headers["Cache-Control"] == "no-cache"
    withdraw_story(submission_id=canary.submission_id)
    assert client.get(address).headers["Cache-Control"] == "no-cache"
