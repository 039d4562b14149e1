"""The call page with the whole country in the tables: the ZIP codes that surprise, as a visitor sees them."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Site

from cms.officials.models import Office
from cms.places.models import ZipDistrict
from tests.factories.site import build_site, for_a_module

pytestmark = pytest.mark.open_data
# A day on which the files of 2026 were new: a Wednesday, 11 AM in Washington.
THEIR_DAY = datetime(2026, 8, 5, 15, tzinfo=UTC)
MOST_QUERIES_BEYOND_THE_FRAME = 9  # one of them only once an hour
FRAME = 10


def build_country() -> None:
    build_site()
    for command in ("import_zip_areas", "import_districts", "import_congress", "import_district_offices"):
        call_command(command)


@pytest.fixture(scope="module")
def country(django_db_setup: None, django_db_blocker: Any) -> Iterator[None]:
    with time_machine.travel(THEIR_DAY, tick=False), for_a_module(django_db_blocker, build_country):
        yield


@pytest.fixture(autouse=True)
def real_site(country: None, db: None) -> None:
    Site.clear_site_root_paths_cache()


def show(query: str) -> str:
    response = Client().get(f"/en/act/call/?{query}")
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("zip_code", "parts", "missing"),
    [
        ("10001", ["lies in 2 districts", "NY-10", "NY-12", "This one is mine"], []),
        ("99950", ["<strong>Approximate.</strong>", "Representative, Alaska", "Senator, Alaska"], ["This one is mine"]),
        ("00901", ["Resident Commissioner, Puerto Rico", "Pablo José Hernández", "no vote"], ["Senator"]),
        ("20500", ["Delegate, District of Columbia", "People here have no senators"], ["Senator,"]),
        ("05001", ["Representative, Vermont", "Senator, Vermont"], ["alert--info", "This one is mine"]),
        ("10048", ["no longer uses this ZIP code", "(202) 224-3121"], ["How did it go?"]),
        ("09012", ["where you are registered to vote", "(202) 224-3121"], ["How did it go?"]),
    ],
)
def test_a_zip_that_surprises(zip_code: str, parts: list[str], missing: list[str]) -> None:
    page = show(f"zip={zip_code}")
    assert [part for part in parts if part not in page] == []
    assert [part for part in missing if part in page] == []


@pytest.mark.parametrize("state_and_number", [("CA", "14"), ("TX", "23")])
def test_a_vacant_seat_says_vacant(state_and_number: tuple[str, str]) -> None:
    state, number = state_and_number
    part = ZipDistrict.objects.filter(district__state=state, district__number=number).first()
    page = show(f"zip={part.area_id}&district={state}-{number}")
    assert '<h3 class="official__name">Vacant</h3>' in page
    assert f"Representative, {state}-{number}" in page
    assert "Nobody holds this seat right now" in page


def test_real_people_their_numbers_and_branches_near() -> None:
    page = show("zip=78501")
    office = Office.objects.get(key="house-TX-15")
    assert office.holder.name in page
    assert f'href="tel:{office.phone}"' in page
    assert page.count("Open now, until 5 PM their time") >= 3
    assert "McAllen, TX" in page
    assert "miles away" in page


@pytest.mark.parametrize("zip_code", ["78501", "10001", "99950", "00901"])
def test_few_queries_and_no_network(zip_code: str) -> None:
    show(f"zip={zip_code}")
    with CaptureQueriesContext(connection) as queries:
        show(f"zip={zip_code}")
    assert len(queries) <= FRAME + MOST_QUERIES_BEYOND_THE_FRAME
