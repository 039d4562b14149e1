"""Keepers bring files in, look at duplicates and merge them; others stay out."""

import json
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from cms.directory.hsds.files import JSON, export_organizations, import_organizations
from cms.directory.merging import merge_organizations
from cms.directory.models import Organization, Phone, Schedule
from cms.users.roles import AUDITORS, DIRECTORY_KEEPERS, MODERATORS
from tests.factories.directory import located, organization, serving
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.django_db]
IMPORT = "directory_desk:import"
TABLE = "name,city,state\nValley Aid,McAllen,TX\n,McAllen,TX\n"


def upload(client: Any, data: str | bytes, **fields: str) -> Any:
    content = data.encode() if isinstance(data, str) else data
    return client.post(reverse(IMPORT), {"file": SimpleUploadedFile("aid.csv", content), **fields})


class TestImport:
    def test_a_file_is_looked_at_first_and_written_when_a_person_says_so(self) -> None:
        client = logged_in(DIRECTORY_KEEPERS)
        assert reverse("directory_desk:template") in client.get(reverse(IMPORT)).text
        shown = upload(client, TABLE, are_listed="on")
        assert "Organizations added: 1, changed: 0. Rows refused: 1." in shown.text
        assert "line 3: no name" in shown.text
        assert not Organization.objects.exists()
        response = client.post(reverse(IMPORT), {"packed": shown.context["packed"]})
        assert response.status_code == 302
        row = Organization.objects.get()
        assert (row.name, row.is_listed, row.checked_on) == ("Valley Aid", True, None)

    def test_a_package_goes_the_same_way(self) -> None:
        located("Centro")
        client = logged_in(DIRECTORY_KEEPERS)
        data = client.get(reverse("directory_desk:export", args=["package"])).content
        Organization.objects.all().delete()
        client.post(reverse(IMPORT), {"packed": upload(client, data).context["packed"]})
        assert not Organization.objects.get().is_listed

    @pytest.mark.parametrize("data", ["", "city\nMcAllen\n", b"PK\x03\x04", "{"])
    def test_a_file_that_cannot_be_used_is_said_to_be_one(self, data: str | bytes) -> None:
        response = upload(logged_in(DIRECTORY_KEEPERS), data)
        assert response.status_code == 422
        assert response.context["form"].errors["file"]

    def test_a_report_that_was_changed_on_its_way_does_nothing(self) -> None:
        client = logged_in(DIRECTORY_KEEPERS)
        packed = upload(client, TABLE).context["packed"]
        assert client.post(reverse(IMPORT), {"packed": packed[:-1] + "!"}).status_code == 422
        assert not Organization.objects.exists()

    @pytest.mark.parametrize("role", [AUDITORS, MODERATORS])
    @pytest.mark.parametrize("name", ["import", "template", "duplicates"])
    def test_others_stay_out(self, role: str, name: str) -> None:
        assert logged_in(role).get(reverse(f"directory_desk:{name}")).status_code == 302

    def test_an_unknown_kind_of_file_is_not_found(self) -> None:
        client = logged_in(DIRECTORY_KEEPERS)
        assert client.get(reverse("directory_desk:export", args=["xls"])).status_code == 404


class TestMerging:
    def test_two_become_one_and_an_import_does_not_bring_the_other_back(self) -> None:
        stays = located("Valley Aid", phone="(956) 555-0123", description_en="Old words")
        goes = serving(located("Valley Aid, Inc.", phone="956 555 0123", website="https://aid.example/"), "TX")
        Phone.objects.create(organization=goes, number="(956) 555-0199")
        file = export_organizations(JSON)
        client = logged_in(DIRECTORY_KEEPERS)
        address = reverse("directory_desk:merge", args=[stays.pk, goes.pk])
        assert address in client.get(reverse("directory_desk:duplicates")).text
        warning = next(iter(get_messages(client.get(edit_url(stays)).wsgi_request)))
        assert "This may be the same organization as Valley Aid, Inc." in str(warning)
        choices = {"stays": stays.pk, "name": stays.pk, "description_en": stays.pk, "website": goes.pk}
        assert client.post(address, choices).status_code == 302
        row = Organization.objects.complete().get()
        assert (row.pk, row.website, row.description_en) == (stays.pk, "https://aid.example/", "Old words")
        assert [phone.number for phone in row.phones.all()] == ["(956) 555-0123", "(956) 555-0199"]
        assert row.services.count() == row.service_areas.count() == row.locations.count() == 1
        trees = [one | {"description": "New words"} for one in json.loads(file)]
        import_organizations(json.dumps(trees).encode())
        row = Organization.objects.complete().get()
        assert (row.website, row.description_en) == ("https://aid.example/", "Old words")

    def test_hours_and_details_that_only_the_other_has_are_kept(self) -> None:
        stays, goes = located("Valley Aid", phone="956 555 0123"), located("Valley Aid Inc", phone="956 555 0123")
        goes.services.update(cost="free", apply_en="Come by", is_remote=True, new_clients="yes")
        stays.services.update(new_clients="wait")
        goes.phones.update(languages=["es"])
        Phone.objects.create(organization=goes, number="956 555 0123", extension="7")
        Schedule.objects.create(location=goes.locations.get(), day="MO", opens_at="09:00", closes_at="12:00")
        merge_organizations(stays_id=stays.pk, goes_id=goes.pk, values={})
        row = Organization.objects.complete().get()
        (service,), (office,) = row.services.all(), row.locations.all()
        assert (service.cost, service.apply_en, service.is_remote, service.new_clients) == (
            "free",
            "Come by",
            True,
            "wait",
        )
        assert office.schedules.get().day == "MO"
        assert [(phone.extension, phone.languages) for phone in row.phones.all()] == [("", ["es"]), ("7", [])]

    def test_two_offices_in_one_city_stay_two(self) -> None:
        stays, goes = located("Valley Aid"), located("Valley Aid Inc")
        stays.locations.update(zip="78501")
        goes.locations.update(zip="78504")
        merge_organizations(stays_id=stays.pk, goes_id=goes.pk, values={})
        assert Organization.objects.get().locations.count() == 2

    def test_the_form_says_what_is_missing_and_does_nothing(self) -> None:
        pair = located("Valley Aid"), located("Valley Aid Inc")
        address = reverse("directory_desk:merge", args=[row.pk for row in pair])
        assert logged_in(DIRECTORY_KEEPERS).post(address, {}).status_code == 422
        assert Organization.objects.count() == 2

    def test_nobody_merges_an_organization_with_itself(self) -> None:
        row = organization("Alone")
        address = reverse("directory_desk:merge", args=[row.pk, row.pk])
        assert logged_in(DIRECTORY_KEEPERS).get(address).status_code == 404


def edit_url(row: Organization) -> str:
    return reverse("wagtailsnippets_directory_organization:edit", args=[row.pk])
