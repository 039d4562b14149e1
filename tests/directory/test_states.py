"""The directory without a ZIP code: a page for each state, and an organization to keep."""

import re
from typing import Any

import pytest
from django.test import Client

from cms.core.clock import now
from cms.directory.contact_file import contact_file
from cms.directory.models import Location, Organization, Schedule
from tests.conftest import Clock
from tests.factories.directory import located, national, organization

pytestmark = pytest.mark.usefixtures("finder")
ENGLISH, SPANISH = "/en/help/", "/es/ayuda/"


def text_of(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestStates:
    def test_each_has_a_page_by_name(self, client: Client) -> None:
        located("Zeta")
        located("Alfa", city="Laredo")
        located("Elsewhere", city="Gallup", state="NM")
        located("Hidden", is_listed=False)
        text = text_of(client, f"{ENGLISH}tx/")
        assert "Help in Texas" in text
        assert text.index("Alfa") < text.index("Zeta")
        assert "Elsewhere" not in text
        assert "Hidden" not in text
        assert 'href="/es/ayuda/tx/"' in client.get(f"{ENGLISH}tx/").content.decode()
        assert "Texas" in text_of(client, f"{SPANISH}tx/")

    def test_a_state_with_nobody_says_so_and_leads_on(self, client: Client) -> None:
        assert "We know of no organization with an office in Vermont yet." in text_of(client, f"{ENGLISH}vt/")

    @pytest.mark.parametrize("slug", ["TX", "zz", "t", "texas"])
    def test_what_is_no_state_is_not_found(self, client: Client, slug: str) -> None:
        assert client.get(f"{ENGLISH}{slug}/").status_code == 404

    def test_the_start_page_names_states_with_somebody_in_them(self, client: Client) -> None:
        located("One")
        located("Two")
        html = client.get(ENGLISH).content.decode()
        assert re.findall(r'href="/en/help/(\w\w)/"', html) == ["tx"]
        assert "Or look through a state" not in client.get(f"{ENGLISH}?zip=78501").content.decode()

    def test_an_empty_directory_has_no_list_of_states(self, client: Client) -> None:
        national("Everywhere")
        assert "Or look through a state" not in text_of(client, ENGLISH)

    def test_the_sitemap_has_both_languages(self, client: Client) -> None:
        located("One")
        listed = client.get("/sitemap.xml").content.decode()
        assert "/en/help/tx/" in listed
        assert "/es/ayuda/tx/" in listed
        assert "/en/help/vt/" not in listed

    def test_many_come_in_pages_with_few_queries(self, client: Client, django_assert_max_num_queries: Any) -> None:
        for number in range(55):
            located(f"Number {number:02}", kinds=("legal", "bond"), phone="956 555 0123")
        client.get(f"{ENGLISH}tx/")
        with django_assert_max_num_queries(12):
            html = client.get(f"{ENGLISH}tx/").content.decode()
        assert html.count("Number ") == 50
        assert client.get(f"{ENGLISH}tx/?page=2").content.decode().count("Number ") == 5


class TestOrganization:
    def test_today_is_marked_by_the_clock_of_the_office(self, client: Client, clock: Clock) -> None:
        row = located("Centro")
        Location.objects.filter(organization=row).update(time_zone="America/Chicago")
        for day in Schedule.Day.values:
            Schedule.objects.create(location=row.locations.get(), day=day, opens_at="09:00", closes_at="17:00")
        clock.move_to(now().replace(day=4, hour=3))  # Wednesday by UTC, Tuesday evening in Texas
        text = text_of(client, f"{ENGLISH}centro/")
        assert "Tuesday ( today )" in text or "Tuesday (today)" in text
        assert text.count("today") == 1

    def test_it_can_be_saved_as_a_contact(self, client: Client) -> None:
        located("Centro Legal", phone="(956) 555-0123", website="https://example.org/")
        response = client.get(f"{ENGLISH}centro-legal/contact/")
        assert response.headers["Content-Type"] == "text/vcard; charset=utf-8"
        assert 'filename="centro-legal.vcf"' in response.headers["Content-Disposition"]
        assert "FN:Centro Legal\r\n" in response.content.decode()

    def test_nothing_in_a_name_adds_a_line_or_a_field(self) -> None:
        row = organization("Evil\r\nTEL:1;2,3\\")
        lines = contact_file(Organization.objects.complete().get(pk=row.pk)).split("\r\n")
        assert "FN:Evil TEL:1\\;2\\,3\\\\" in lines
        assert not [line for line in lines if line.startswith("TEL")]

    def test_a_hidden_one_has_no_contact(self, client: Client) -> None:
        located("Hidden", is_listed=False)
        assert client.get(f"{ENGLISH}hidden/contact/").status_code == 404

    def test_what_is_wrong_can_be_reported_without_a_login(self, client: Client) -> None:
        row = located("Centro")
        html = client.get(f"{ENGLISH}centro/").content.decode()
        address = re.search(rf'href="([^"]+/organization/{row.pk}/)"', html)
        assert address
        assert "Centro" in text_of(client, address.group(1))

    def test_the_printed_page_has_a_code(self, client: Client) -> None:
        located("Centro")
        assert 'src="data:image/svg+xml' in client.get(f"{ENGLISH}centro/").content.decode()
