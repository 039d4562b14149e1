"""Directory keepers look after organizations on one screen; others stay out."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from cms.core.clock import today
from cms.directory.models import Location, Organization, Schedule, ServiceArea
from cms.users.models import User
from cms.users.roles import (
    AUDITORS,
    CONTACT_TEAM,
    DIRECTORY_KEEPERS,
    EDITORS,
    LETTERS_DESK,
    MODERATORS,
    SAFETY_LEAD,
    TRANSLATORS,
)
from tests.factories.directory import located, organization, serving
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("zip_areas")]

LIST = "wagtailsnippets_directory_organization:list"
ADD = "wagtailsnippets_directory_organization:add"
EDIT = "wagtailsnippets_directory_organization:edit"
DELETE = "wagtailsnippets_directory_organization:delete"
OUTSIDERS = [AUDITORS, CONTACT_TEAM, LETTERS_DESK, MODERATORS, SAFETY_LEAD, TRANSLATORS]


def checked_address(*rows: Organization) -> str:
    query = "&".join(f"id={row.pk}" for row in rows)
    return reverse("wagtail_bulk_action", args=("directory", "organization", "mark_checked")) + f"?{query}"


def form(
    locations: list[dict[str, Any]] | None = None, phone_languages: list[str] | None = None, **fields: Any
) -> dict[str, Any]:
    """The screen as a browser sends it, with all its inline parts."""
    parts: dict[str, Any] = {
        "name": "Centro Legal",
        "slug": "centro-legal",
        "alternate_name": "",
        "description_en": "Free lawyers",
        "description_es": "Abogados gratuitos",
        "website": "https://example.org/",
        "email": "",
        "volunteer_url": "",
        "donate_url": "",
        "is_listed": "on",
        "source_en": "",
        "source_es": "",
        "phones": inline_formset([]),
        "services": inline_formset([]),
        "service_areas": inline_formset([]),
        "locations": inline_formset(locations or []),
        **fields,
    }
    lists = {"languages": parts.pop("languages", ["en", "es"])}
    lists |= {"phones-0-languages": phone_languages} if phone_languages else {}
    return nested_form_data(parts) | lists


def location(**fields: Any) -> dict[str, Any]:
    blank = {"name": "", "address": "", "zip": "", "latitude": "", "longitude": ""}
    texts = {"accessibility_en": "", "accessibility_es": ""}
    return {"city": "McAllen", "state": "TX", **blank, **texts, "schedules": inline_formset([]), **fields}


def warnings_of(response: Any) -> list[str]:
    return [str(message) for message in get_messages(response.wsgi_request) if message.level_tag == "warning"]


class TestOneScreen:
    """A keeper adds and changes an organization."""

    def test_an_organization_with_all_its_parts(self) -> None:
        hours = {"day": "MO", "opens_at": "09:00", "closes_at": "17:00", "note_en": "", "note_es": ""}
        texts = dict.fromkeys(
            [
                f"{name}_{code}"
                for name in ("description", "eligibility", "apply", "documents")
                for code in ("en", "es")
            ],
            "",
        )
        service = {"kind": "legal", "cost": "free", "new_clients": "yes", **texts, "for_detained": "unknown"}
        data = form(
            phone_languages=["es"],
            locations=[location(zip="78501", schedules=inline_formset([hours]))],
            phones=inline_formset(
                [
                    {
                        "number": "956 555 0123",
                        "extension": "",
                        "description_en": "",
                        "description_es": "",
                    }
                ]
            ),
            services=inline_formset([{**service, "for_released": "unknown"}]),
            service_areas=inline_formset([{"extent": "county", "state": "TX", "county": "Hidalgo County"}]),
        )
        response = logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), data)
        assert response.status_code == 302, response.context["form"].errors
        row = Organization.objects.get()
        assert (row.name, row.languages) == ("Centro Legal", ["en", "es"])
        assert row.phones.get().languages == ["es"]
        assert row.services.get().new_clients == "yes"
        assert row.where == "McAllen, TX; Hidalgo County, TX"
        assert str(Schedule.objects.get()) == "Monday 09:00-17:00"
        assert not warnings_of(response)

    def test_a_zip_code_puts_a_location_on_the_map(self) -> None:
        logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form([location(zip="78501")]))
        placed = Location.objects.get()
        assert (placed.latitude, placed.longitude) == (26.2154, -98.2359)

    def test_without_a_zip_code_the_city_does(self) -> None:
        logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form([location(city="San Juan")]))
        assert Location.objects.get().latitude == 26.1920

    def test_typed_coordinates_are_kept(self) -> None:
        logged_in(DIRECTORY_KEEPERS).post(
            reverse(ADD), form([location(zip="78501", latitude="26.1", longitude="-98.1")])
        )
        assert Location.objects.get().latitude == 26.1

    def test_a_city_we_do_not_know_is_kept_and_said_so(self) -> None:
        response = logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form([location(city="Atlantis")]))
        assert Location.objects.get().latitude is None
        assert "We could not find Atlantis, TX on the map" in warnings_of(response)[0]

    def test_a_moved_location_moves_on_the_map_and_others_stay(self) -> None:
        row = located("Centro Legal", miles_north=3)
        old = row.locations.get()
        kept = old.latitude
        client = logged_in(DIRECTORY_KEEPERS)
        same = {"id": old.pk, "latitude": old.latitude, "longitude": old.longitude}

        def save(**fields: Any) -> float | None:
            data = form([location(**same, **fields)]) | {"locations-INITIAL_FORMS": "1"}
            assert client.post(reverse(EDIT, args=[row.pk]), data).status_code == 302
            return Location.objects.get().latitude

        assert save(name="Main office") == kept
        assert save(zip="78589", city="San Juan") == 26.1920

    @pytest.mark.parametrize(
        ("fields", "sentence"),
        [
            ({"name": ""}, "This field is required."),
            ({"website": "javascript:alert(1)"}, "Enter a valid URL."),
            ({"languages": ["xx"]}, "Select a valid choice."),
            ({"slug": "taken"}, "already exists"),
        ],
    )
    def test_mistakes_are_explained(self, fields: dict[str, Any], sentence: str) -> None:
        organization("Taken")
        response = logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form(**fields))
        assert response.status_code == 200
        assert sentence in response.content.decode()
        assert Organization.objects.count() == 1

    def test_a_wrong_phone_number_is_explained(self) -> None:
        phone = {"number": "555", "extension": "", "description_en": "", "description_es": ""}
        response = logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form(phones=inline_formset([phone])))
        assert "Enter a U.S. phone number with area code" in response.content.decode()

    def test_an_incomplete_area_is_explained(self) -> None:
        area = {"extent": "county", "state": "TX", "county": ""}
        response = logged_in(DIRECTORY_KEEPERS).post(reverse(ADD), form(service_areas=inline_formset([area])))
        assert "a county needs both" in response.content.decode()
        assert not ServiceArea.objects.exists()


def test_a_saved_organization_keeps_its_address_when_it_is_renamed() -> None:
    row = organization("Old name")
    client = logged_in(DIRECTORY_KEEPERS)
    sync = "w-sync#apply"
    assert sync in client.get(reverse(ADD)).content.decode()
    assert sync not in client.get(reverse(EDIT, args=[row.pk])).content.decode()


class TestList:
    """What needs a check is easy to find."""

    def names(self, client: Client, **query: str) -> set[str]:
        response = client.get(reverse(LIST), query)
        assert response.status_code == 200
        return {row.name for row in response.context["page_obj"].object_list}

    def test_filters(self) -> None:
        serving(organization("Serves Texas", checked_on=today()), "TX")
        located("Office in Texas", checked_on=today() - timedelta(days=181))
        located("Illinois", state="IL", city="Chicago", is_listed=False)
        client = logged_in(DIRECTORY_KEEPERS)
        assert self.names(client) == {"Serves Texas", "Office in Texas", "Illinois"}
        assert self.names(client, state="TX") == {"Serves Texas", "Office in Texas"}
        assert self.names(client, freshness="fresh") == {"Serves Texas"}
        assert self.names(client, freshness="stale") == {"Office in Texas"}
        assert self.names(client, freshness="never_checked") == {"Illinois"}
        assert self.names(client, is_listed="false") == {"Illinois"}

    def test_a_row_says_where(self) -> None:
        serving(located("Centro Legal"), "TX")
        html = logged_in(DIRECTORY_KEEPERS).get(reverse(LIST)).content.decode()
        assert "McAllen, TX; Texas" in html
        assert "Mark as checked today" in html

    def test_the_number_of_queries_does_not_grow(self, django_assert_max_num_queries: Any) -> None:
        client = logged_in(DIRECTORY_KEEPERS)
        for number in range(30):
            serving(located(f"Number {number}"), "TX")
        client.get(reverse(LIST))
        with django_assert_max_num_queries(20):
            client.get(reverse(LIST))


class TestMarkAsChecked:
    """One click and one question, for one organization or many."""

    def test_who_and_when_are_recorded(self) -> None:
        rows = [organization("One"), organization("Two")]
        other = organization("Other")
        client = logged_in(DIRECTORY_KEEPERS)
        question = client.get(checked_address(*rows)).content.decode()
        assert "Yes, they are checked" in question
        assert client.post(checked_address(*rows)).status_code == 302
        keeper = User.objects.get(groups__name=DIRECTORY_KEEPERS)
        for row in Organization.objects.exclude(pk=other.pk):
            assert (row.checked_on, row.checked_by, row.is_fresh) == (today(), keeper, True)
        other.refresh_from_db()
        assert other.checked_on is None

    def test_asking_changes_nothing(self) -> None:
        row = organization("One")
        logged_in(DIRECTORY_KEEPERS).get(checked_address(row))
        row.refresh_from_db()
        assert row.checked_on is None

    @pytest.mark.parametrize("role", OUTSIDERS)
    def test_outsiders_cannot(self, role: str) -> None:
        row = organization("One")
        logged_in(role).post(checked_address(row))
        row.refresh_from_db()
        assert row.checked_on is None


@pytest.mark.parametrize("role", [DIRECTORY_KEEPERS, EDITORS, None])
def test_keepers_and_editors_may_open_everything(role: str | None) -> None:
    row = organization("One")
    client = logged_in(role)
    for address in (reverse(LIST), reverse(ADD), reverse(EDIT, args=[row.pk]), reverse(DELETE, args=[row.pk])):
        assert client.get(address).status_code == 200


@pytest.mark.parametrize("role", OUTSIDERS)
def test_others_may_open_nothing(role: str) -> None:
    row = organization("One")
    client = logged_in(role)
    for address in (reverse(LIST), reverse(ADD), reverse(EDIT, args=[row.pk]), reverse(DELETE, args=[row.pk])):
        assert client.get(address).status_code == 302
        assert client.post(address, form()).status_code == 302
    assert list(Organization.objects.values_list("name", flat=True)) == ["One"]


def test_nobody_gets_in_without_logging_in(client: Client) -> None:
    response = client.get(reverse(LIST))
    assert response.status_code == 302
    assert "/login" in response.headers["Location"]
