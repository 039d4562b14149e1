"""The finder's HTML: what a screen reader, a keyboard and a printer need."""

from collections import Counter
from itertools import pairwise

import pytest
from django.test import Client

from tests.core.html import Html, Node
from tests.factories.directory import located, national, organization, serving

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("finder")]

ADDRESSES = [
    "/en/help/",
    "/en/help/?zip=78501",
    "/en/help/?zip=78501&language=es&service=bond",
    "/en/help/?zip=59718",
    "/en/help/?zip=99999&distance=7&language=xx&service=xx",
    "/es/ayuda/?zip=78501",
    "/es/ayuda/?zip=",
    "/en/help/centro-legal/",
    "/es/ayuda/centro-legal/",
]


@pytest.fixture(autouse=True)
def some_organizations(finder: None) -> None:
    full = located(
        "Centro Legal", miles_north=3, phone="956 555 0123", website="https://example.org/", languages=["es"]
    )
    serving(full, "TX")
    located("Neighbors", miles_north=5, kinds=("bond", "legal"), donate_url="https://example.org/donate")
    serving(organization("All Texas", website="https://example.com/"), "TX")
    national("Everywhere", volunteer_url="https://example.net/help")


def main_of(client: Client, address: str) -> Node:
    response = client.get(address)
    assert response.status_code == 200
    return Html(response.content.decode()).one("main")


@pytest.mark.parametrize("address", ADDRESSES)
def test_ids_are_unique(client: Client, address: str) -> None:
    ids = Counter(node["id"] for node in Html(client.get(address).content.decode()).nodes() if "id" in node)
    assert not [name for name, count in ids.items() if count > 1]


@pytest.mark.parametrize("address", ADDRESSES)
def test_headings_go_down_one_step_at_a_time(client: Client, address: str) -> None:
    levels = [int(node.tag[1]) for node in main_of(client, address).nodes() if node.tag in {"h1", "h2", "h3", "h4"}]
    assert levels.count(1) == 1
    after_title = levels[levels.index(1) :]
    assert all(lower - upper <= 1 for upper, lower in pairwise(after_title))


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_control_has_a_label(client: Client, address: str) -> None:
    main = main_of(client, address)
    labelled = {label["for"] for label in main.all("label") if "for" in label}
    controls = [*main.all("input"), *main.all("select")]
    assert not [node["name"] for node in controls if node.get("type") != "hidden" and node.get("id") not in labelled]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_described_by_points_at_something(client: Client, address: str) -> None:
    page = Html(client.get(address).content.decode())
    ids = {node["id"] for node in page.nodes() if "id" in node}
    for node in page.nodes():
        assert set((node.get("aria-describedby") or "").split()) <= ids
        assert set((node.get("aria-labelledby") or "").split()) <= ids


@pytest.mark.parametrize("address", ["/en/help/?zip=99999&distance=7&language=xx&service=xx"])
def test_each_error_leads_to_its_field(client: Client, address: str) -> None:
    main = main_of(client, address)
    ids = {node["id"] for node in main.nodes() if "id" in node}
    summary = next(node for node in main.nodes() if node.get("role") == "alert")
    targets = [link["href"].removeprefix("#") for link in summary.all("a")]
    assert len(targets) == 4
    assert set(targets) <= ids
    zip_field = next(node for node in main.all("input") if node["name"] == "zip")
    assert zip_field.get("aria-invalid") == "true"


@pytest.mark.parametrize("address", ADDRESSES[:7])
def test_the_count_is_announced_before_the_cards(client: Client, address: str) -> None:
    order = [node for node in main_of(client, address).nodes() if node.get("role") == "status" or node.tag == "article"]
    assert order[0].get("role") == "status"
    assert len(order) > 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_that_look_alike_have_names_of_their_own(client: Client, address: str) -> None:
    links = {(link.text, link["href"]) for link in main_of(client, address).all("a")}
    names = Counter(text for text, _href in links)
    assert not [name for name, count in names.items() if count > 1]
    assert "" not in names


@pytest.mark.parametrize("address", ADDRESSES)
def test_links_to_others_tell_them_nothing(client: Client, address: str) -> None:
    outside = [link for link in main_of(client, address).all("a") if link["href"].startswith("https://")]
    for link in outside:
        assert {"noopener", "noreferrer"} <= set(link["rel"].split())


def test_the_place_field_helps_phones(client: Client) -> None:
    field = next(node for node in main_of(client, "/en/help/").all("input") if node["name"] == "zip")
    assert field.get("autocomplete") == "postal-code"
    assert field.get("inputmode") is None  # a city has letters
    assert field.get("maxlength") == "80"
    assert "required" in field


def test_filters_wait_until_somebody_has_asked(client: Client) -> None:
    assert not main_of(client, "/en/help/").all("select")
    asked = main_of(client, "/en/help/?zip=78501")
    details = next(node for node in asked.all("details") if "finder__filters" in (node.get("class") or ""))
    assert "open" not in details
    wrong = main_of(client, "/en/help/?zip=78501&distance=7")
    details = next(node for node in wrong.all("details") if "finder__filters" in (node.get("class") or ""))
    assert "open" in details


def test_each_group_of_results_has_its_heading(client: Client) -> None:
    groups = main_of(client, "/en/help/?zip=78501").all("section")
    titles = {
        node.one("h2").text: len(node.all("article")) for node in groups if "finder__group" in (node.get("class") or "")
    }
    assert titles == {"Near McAllen, TX": 2, "For people in all of Texas": 1, "Help anywhere in the country": 1}


def test_the_page_is_small_enough_for_a_slow_line(client: Client) -> None:
    for number in range(40):
        located(f"Number {number}", miles_north=number / 4, description_en="Words about what they do. " * 8)
    assert len(client.get("/en/help/?zip=78501").content) < 80_000  # about 10 KB compressed; the budget is 20 KB
