"""Each role walks through the whole admin; then it asks for all that anybody has found, and all that there is."""

import re
from collections.abc import Iterator
from itertools import chain
from typing import Any

import pytest
import time_machine
from django.conf import settings
from django.core.files.storage import storages
from django.test import override_settings
from django.urls import get_resolver, reverse

from cms.users.roles import AUDITORS, CONTACT_TEAM, EDITORS, MODERATORS, ROLES, SAFETY_LEAD
from stories.choices import RevealReason
from stories.models import Submission
from tests.crawl import residents
from tests.crawl.crawler import NOT_FOLLOWED, Crawler, is_ours, kind_of
from tests.factories.site import for_a_module
from tests.test_security import routes

pytestmark = [
    pytest.mark.django_db,
    # wagtail-localize's report does not order its rows.
    pytest.mark.filterwarnings("ignore:.*wagtail_localize.models.Translation"),
]
NOON = "2026-03-03T15:00Z"
PARAMETER = re.compile(r"<(\w+):\w+>")
# Lists to choose from in a form of a page: names of what is public. Wagtail opens them to all who may log in.
TO_CHOOSE = "admin/snippets/choose/"
# Parts of the page above them: scripts fetch them, no link leads there.
PARTS = ("results/", "covered/")


@pytest.fixture(scope="module")
def crawlers(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, Crawler]]:
    """By role: somebody who has walked through the admin."""
    found: dict[str, Crawler] = {}

    def walk() -> None:
        residents.build()
        found.update((role, Crawler(role).crawl()) for role in ROLES)

    with time_machine.travel(NOON, tick=False), override_settings(STORAGES=_own_files(tmp_path_factory)):
        storages.backends  # noqa: B018  (reads the changed setting)
        with for_a_module(django_db_blocker, walk):
            yield found


def _own_files(folders: pytest.TempPathFactory) -> dict[str, Any]:
    options = {"location": str(folders.mktemp("private")), "base_url": None}
    files = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    return {**settings.STORAGES, "private": files}


@pytest.fixture(scope="module")
def addresses(crawlers: dict[str, Crawler]) -> dict[str, str]:
    """One address of each kind: those that somebody has met, and those that only the resolver knows."""
    met = dict(chain.from_iterable(crawler.met.items() for crawler in crawlers.values()))
    ids = _ids_in(met)
    for route in routes(get_resolver(), ""):
        if route.startswith("admin/") and not re.search(r"[\^(]", route) and route not in met:
            address = "/" + _filled(route, ids)
            if not address.startswith(NOT_FOLLOWED):
                met[kind_of(address)] = address
    return met


def _ids_in(met: dict[str, str]) -> dict[str, str]:
    """Real values of parameters: {"admin/letters/<int:pk>": "7"}."""
    ids: dict[str, str] = {}
    for kind, address in met.items():
        parts = kind.partition("?")[0].split("/")
        values = address.partition("?")[0].strip("/").split("/")
        ids |= {"/".join(parts[: at + 1]): values[at] for at, part in enumerate(parts) if PARAMETER.fullmatch(part)}
    return ids


def _filled(route: str, ids: dict[str, str]) -> str:
    """With the values that are known for the most similar addresses."""
    while found := PARAMETER.search(route):
        is_id = found[1] in ("int", "uuid")
        known = [place for place in ids if is_id and place.rpartition("<")[2].startswith(found[1])]
        nearest = max(known, key=lambda place: _likeness(place, route), default="")
        route = route[: found.start()] + ids.get(nearest, "1") + route[found.end() :]
    return route


def _likeness(one: str, other: str) -> int:
    """How many letters are the same at the beginning."""
    return next((at for at, (left, right) in enumerate(zip(one, other, strict=False)) if left != right), len(one))


@pytest.mark.parametrize("role", ROLES)
def test_what_no_link_leads_to_is_closed(role: str, crawlers: dict[str, Crawler], addresses: dict[str, str]) -> None:
    crawler = crawlers[role]
    open_after_all = []
    for kind, address in addresses.items():
        if kind not in crawler.reached and _page_around(kind) not in crawler.reached:
            status, text = crawler.ask(address)
            assert status < 500, address
            assert secrets_in(text) <= _may_read(crawler), address
            if status == 200 and is_ours(address) and not kind.startswith(TO_CHOOSE):
                open_after_all.append(kind)
    assert open_after_all == []


@pytest.mark.parametrize("role", ROLES)
def test_who_is_shown_no_button_at_a_desk_can_press_none_there(
    role: str, crawlers: dict[str, Crawler], addresses: dict[str, str]
) -> None:
    crawler = crawlers[role]
    theirs = {_desk(kind) for kind in crawler.forms}
    others = [address for kind, address in addresses.items() if is_ours(address) and _desk(kind) not in theirs]
    assert [address for address in others if crawler.press(address)] == []


def _page_around(kind: str) -> str:
    return next((kind.removesuffix(part) for part in PARTS if kind.endswith(part)), kind)


def _desk(kind: str) -> str:
    """What comes before the first parameter and the act: "admin/letters", "admin/snippets/letters/newspaper"."""
    parts = kind.split("/")
    return "/".join(parts[: 4 if parts[1] == "snippets" else 2])


@pytest.mark.parametrize("role", ROLES)
def test_private_words_are_seen_by_exactly_those_who_may_read_them(role: str, crawlers: dict[str, Crawler]) -> None:
    assert secrets_in("".join(crawlers[role].pages.values())) == _may_read(crawlers[role])


@pytest.mark.parametrize("role", ROLES)
def test_a_contact_is_seen_by_exactly_those_who_may_ask_for_it(role: str, crawlers: dict[str, Crawler]) -> None:
    crawler = crawlers[role]
    sent = Submission.objects.get(messages__is_from_storyteller=True)
    address = reverse("stories_admin:contact", args=[sent.pk])
    page = crawler.client.post(address, {"reason": RevealReason.SAFETY}).content.decode()
    assert (residents.CONTACT in page) == crawler.user.has_perm("stories.reveal_contact")


def test_the_crawl_gets_everywhere(crawlers: dict[str, Crawler], addresses: dict[str, str]) -> None:
    """Or the tests above would prove nothing."""
    assert len(addresses) > 300
    assert "admin/stories/<uuid:pk>/" in crawlers[MODERATORS].reached
    assert "admin/stories/<uuid:pk>/contact/" in crawlers[CONTACT_TEAM].reached
    assert "admin/stories/log/" in crawlers[AUDITORS].reached
    assert "admin/pages/<int:page_id>/edit/" in crawlers[EDITORS].reached
    assert crawlers[MODERATORS].press(addresses["admin/stories/<uuid:pk>/"])
    readers = {word: [role for role in ROLES if word in _may_read(crawlers[role])] for word in residents.READABLE_WITH}
    assert readers[residents.STORY] == [MODERATORS, SAFETY_LEAD]
    assert all(readers.values())


def test_a_visitor_is_asked_to_log_in_everywhere(client: Any, addresses: dict[str, str]) -> None:
    for address in addresses.values():
        response = client.get(address)
        assert not secrets_in(response.content.decode()), address
        assert response.status_code != 200 or not is_ours(address), address


def secrets_in(text: str) -> set[str]:
    return {word for word in (*residents.READABLE_WITH, residents.CONTACT) if word in text.lower()}


def _may_read(crawler: Crawler) -> set[str]:
    return {word for word, permission in residents.READABLE_WITH.items() if crawler.user.has_perm(permission)}
