"""Every import at full size, twice, and the ZIP codes that surprise."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest
import time_machine
from django.db import connection
from pytest_django import DjangoAssertNumQueries

from cms.officials.health.counts import HELD, health_by_kind
from cms.officials.models import DistrictOffice, Holder, Office
from cms.officials.services import congress_for
from cms.places.districts import Kind, Reason, districts_for
from cms.places.health import MapHealth, ZipHealth, map_health, zip_health
from cms.places.services import find_zip
from tests.factories.import_commands import COMMANDS
from tests.factories.open_data import run
from tests.factories.site import for_a_module

pytestmark = [
    pytest.mark.core,
    pytest.mark.open_data,
]
# A day on which the files of 2026, from which the expectations below were read, were new.
THEIR_DAY = datetime(2026, 8, 5, 15, tzinfo=UTC)
# Counts of the first run, then what is refused. One branch office of the source lies at latitude 441.
EXPECTED = {
    "import_zip_areas": "ZIP areas: 42789 added, 0 changed, 0 ended, 0 rejected",
    "import_districts": "Districts: 42474 added, 0 changed, 0 ended, 0 rejected",
    "import_congress": "Congress: 1078 added, 0 changed, 0 ended, 0 rejected",
    "import_district_offices": "District offices: 1312 added, 0 changed, 0 ended, 1 rejected",
    "import_governors": "Governors: 104 added, 0 changed, 0 ended, 0 rejected",
    "import_us_attorneys": "U.S. Attorney offices: 93 added, 0 changed, 0 ended, 0 rejected",
    "import_newspapers": "Newspapers: 6885 added, 0 changed, 0 ended, 60 rejected",
}


@pytest.fixture(scope="module")
def first_run(django_db_setup: None, django_db_blocker: Any) -> Iterator[dict[str, str]]:
    """The whole country, imported once for this file and taken back after it."""
    said: dict[str, str] = {}
    with (
        time_machine.travel(THEIR_DAY, tick=False),
        for_a_module(django_db_blocker, lambda: said.update(imported())),
    ):
        yield said


def imported() -> dict[str, str]:
    return {command: run(command)[0] for command in COMMANDS}


@pytest.fixture(autouse=True)
def country(first_run: dict[str, str], db: None) -> None:
    """Each test sees it, and leaves it as it was."""


def keys_for(zip_code: str) -> list[str | None]:
    answer = congress_for(zip_code)
    return [office.key for office in (*answer.senators, *answer.house)]


def test_the_first_run_brings_everything(first_run: dict[str, str]) -> None:
    assert {command: said.partition(" (")[0] for command, said in first_run.items()} == EXPECTED


def test_a_second_run_changes_nothing() -> None:
    for command, said in imported().items():
        assert ": 0 added, 0 changed, 0 ended, " in said, command


def test_nearly_everything_is_known() -> None:
    assert zip_health() == ZipHealth(rows=42_789, not_in_use=1_040, without_place=51)
    assert map_health() == MapHealth(rows=441, outdated=0, states_missing=0)
    health = health_by_kind()
    rows = {kind: health[kind].rows for kind in HELD}
    assert rows == {"senator": 100, "representative": 435, "delegate": 6, "governor": 52, "us_attorney": 93}


@pytest.mark.parametrize(
    ("zip_code", "kind", "reason", "expected"),
    [
        ("10001", Kind.SEVERAL, Reason.SPLIT, ["NY-10", "NY-12"]),
        ("99950", Kind.APPROXIMATE, Reason.ONLY_DISTRICT, ["AK at large"]),
        ("00901", Kind.ONE, Reason.DELEGATE, ["PR at large"]),
        ("20500", Kind.ONE, Reason.DELEGATE, ["DC at large"]),
        ("05001", Kind.ONE, Reason.MEMBER, ["VT at large"]),
        ("10048", Kind.NONE, Reason.INACTIVE, []),
        ("09012", Kind.NONE, Reason.MILITARY, []),
    ],
)
def test_zip_codes_that_surprise(zip_code: str, kind: Kind, reason: Reason, expected: list[str]) -> None:
    answer = districts_for(zip_code)
    assert (answer.kind, answer.reason, [district.label for district in answer.districts]) == (kind, reason, expected)


def test_who_stands_for_them() -> None:
    assert keys_for("10001") == ["senator-NY-1", "senator-NY-3", "house-NY-10", "house-NY-12"]
    assert [str(office.holder) for office in congress_for("00901").house] == ["Pablo José Hernández"]
    assert congress_for("00901").house[0].title == "Resident Commissioner"
    assert keys_for("20500") == ["house-DC-0"]
    assert keys_for("05001") == ["senator-VT-1", "senator-VT-3", "house-VT-0"]
    assert len(keys_for("99950")) == 3
    assert keys_for("10048") == keys_for("09012") == []


def test_vacant_seats_say_so() -> None:
    vacant = Office.objects.of_kind(*Office.CONGRESS).vacant()
    assert {office.key for office in vacant} == {"house-CA-14", "house-FL-20", "house-GA-13", "house-TX-23"}
    assert vacant[0].holder is None
    assert Holder.objects.current().filter(office__kind__in=Office.CONGRESS).count() == 537


@pytest.mark.parametrize("zip_code", ["10001", "99950", "20500", "05001", "59718"])
def test_a_zip_code_is_answered_in_six_queries(
    zip_code: str, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    with django_assert_max_num_queries(6):
        answer = congress_for(zip_code)
        assert [str(office.holder) for office in (*answer.senators, *answer.house)]


def test_the_ten_nearest_branch_offices_come_from_the_index() -> None:
    rows = DistrictOffice.objects.open().near(find_zip("10001").place, miles=50)[:10]
    assert [round(row.distance_miles) for row in rows] == sorted(round(row.distance_miles) for row in rows)
    assert len(rows) == 10
    assert rows[0].city == "New York"
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE officials_districtoffice")
    assert "districtoffice_lat_lng" in rows.explain()
