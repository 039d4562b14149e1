"""Finding one of hundreds: by name, title, state or district, as people type."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from cms.officials.models import Holder, Office, Position
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]


def chooser(model: str, view: str = "choose_results") -> str:
    return reverse(f"wagtailsnippetchoosers_officials_{model}:{view}")


def names(response: Any) -> list[str]:
    return sorted(str(row) for row in response.context["results"])


@pytest.fixture
def editor() -> Client:
    Holder.objects.filter(external_id="S000001").update(name="Lucía O’Hara Muñoz")
    return logged_in(EDITORS)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lucia", ["Lucía O’Hara Muñoz"]),
        ("LUCÍA texas", ["Lucía O’Hara Muñoz"]),
        ("munoz sen", ["Lucía O’Hara Muñoz"]),
        ("tx-15", ["Ana A000001"]),
        ("tx sen", ["Ana S000002", "Lucía O’Hara Muñoz"]),
        ("resident", ["Ana P000001"]),
        ("15", ["Ana A000001"]),
        ("nobody", []),
        ("'; DROP TABLE", []),
        ("%", ["Ana A000001", "Ana D000001", "Ana P000001", "Ana S000002", "Lucía O’Hara Muñoz"]),
    ],
)
def test_people_are_found(editor: Client, typed: str, found: list[str]) -> None:
    assert names(editor.get(chooser("holder"), {"q": typed})) == found


def test_who_has_left_is_not_offered(editor: Client) -> None:
    Holder.objects.filter(external_id="A000001").update(left_on=date(2026, 3, 1))
    assert "Ana A000001" not in names(editor.get(chooser("holder")))


@pytest.mark.parametrize(
    ("typed", "found"), [("tx 28", ["Representative, TX-28"]), ("a000001", ["Representative, TX-15"])]
)
def test_offices_are_found_vacant_ones_too(editor: Client, typed: str, found: list[str]) -> None:
    assert names(editor.get(chooser("office"), {"q": typed})) == found


def test_the_dialog_has_a_search_box_and_says_who_is_what(editor: Client) -> None:
    html = editor.get(chooser("holder", "choose")).json()["html"]
    assert 'name="q"' in html
    assert "Representative, TX-15" in html


def test_a_long_list_has_pages_and_few_queries(editor: Client, django_assert_max_num_queries: Any) -> None:
    offices = Office.objects.bulk_create(Office(kind="company", name=f"Company {number}") for number in range(60))
    Holder.objects.bulk_create(Holder(office=office, name=f"Chair {office.pk}") for office in offices)
    editor.get(chooser("holder"))
    for model in ("holder", "office"):
        with django_assert_max_num_queries(14):
            response = editor.get(chooser(model), {"q": "company", "p": "2"})
        assert len(response.context["results"]) == 10


def test_the_form_has_a_chooser_and_no_list_of_everybody(editor: Client) -> None:
    html = editor.get(reverse("wagtailsnippets_officials_position:add")).content.decode()
    assert 'data-start="SnippetChooser' in html or "data-chooser-url" in html
    assert "Ana A000001" not in html
    assert "Silence has no source" in html


def test_silence_needs_a_day_that_has_come_and_no_source(editor: Client) -> None:
    holder = Holder.objects.get(external_id="A000001")
    facts = {"holder": holder.pk, "stance": "silent", "campaign": 1, "source_url": ""}
    url = reverse("wagtailsnippets_officials_position:add")
    assert "has not come yet" in editor.post(url, {**facts, "stated_on": "2026-03-04"}).content.decode()
    assert "This field is required" in editor.post(url, facts).content.decode()
    assert not Position.objects.exists()


@pytest.mark.parametrize("role", [AUDITORS, LETTERS_DESK])
def test_what_a_chooser_shows_is_public(role: str) -> None:
    assert logged_in(role).get(chooser("holder")).status_code == 200
