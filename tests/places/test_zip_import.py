"""The ZIP table is brought up to date, all or nothing, and a second time changes nothing."""

import zoneinfo
from io import StringIO

import pytest
import zipcodes
from django.core.management import call_command

from cms.core.imports import Report
from cms.core.sources import BadSource
from cms.places import zip_import
from cms.places.models import ZipArea
from cms.places.starter_kit import zip_areas as starter_kit_step
from cms.places.zip_import import import_zip_areas
from tests.factories.places import RECORDS, zip_record

pytestmark = pytest.mark.core


@pytest.mark.usefixtures("zip_areas")
def test_a_second_run_changes_nothing() -> None:
    assert ZipArea.objects.count() == len(RECORDS)
    assert import_zip_areas(records=RECORDS) == Report("ZIP areas")


@pytest.mark.usefixtures("zip_areas")
def test_only_what_differs_is_written() -> None:
    moved = zip_record("59718", "Bozeman", "MT", (45.7, -111.1), county="Gallatin County", timezone="America/Denver")
    new = zip_record("59715", "Bozeman", "MT", (45.66, -111.04))
    rest = [record for record in RECORDS if record["zip_code"] != "59718"]
    assert import_zip_areas(records=[*rest, moved, new]) == Report("ZIP areas", added=1, changed=1)
    assert ZipArea.objects.get(zip="59718").latitude == 45.7


@pytest.mark.usefixtures("zip_areas")
def test_a_zip_that_is_gone_stays_but_is_not_in_use() -> None:
    shorter = RECORDS[1:]
    assert import_zip_areas(records=shorter) == Report("ZIP areas", ended=1)
    assert not ZipArea.objects.get(zip="78501").is_active
    assert import_zip_areas(records=shorter).total == 0


@pytest.mark.usefixtures("zip_areas")
def test_a_broken_record_changes_nothing_at_all() -> None:
    new = zip_record("59715", "Bozeman", "MT", (45.66, -111.04))
    with pytest.raises(BadSource, match=r"^Record 2 of the package has not the shape of a ZIP area \(KeyError\)\.$"):
        import_zip_areas(records=[new, {"zip_code": "00000"}])
    assert not ZipArea.objects.filter(zip="59715").exists()


def test_a_failure_while_writing_takes_everything_back(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zip_import, "_retire", lambda codes: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        import_zip_areas(records=RECORDS)
    assert not ZipArea.objects.exists()


@pytest.mark.usefixtures("zip_areas")
def test_a_dry_run_says_what_would_change_and_writes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    new = zip_record("59715", "Bozeman", "MT", (45.66, -111.04))
    monkeypatch.setattr(zipcodes, "list_all", lambda: [*RECORDS, new])
    out = StringIO()
    call_command("import_zip_areas", "--dry-run", stdout=out)
    assert "ZIP areas: 1 added" in out.getvalue()
    assert "Dry run: nothing was written." in out.getvalue()
    assert ZipArea.objects.count() == len(RECORDS)


def test_zero_zero_means_that_nobody_knows(db: None) -> None:
    import_zip_areas(records=[zip_record("96960", "Majuro", "MH", (0, 0))])
    assert ZipArea.objects.get().place is None


def test_a_military_zip_has_no_place_even_where_the_table_gives_one(db: None) -> None:
    import_zip_areas(records=[zip_record("96507", "Dpo", "AP", (51.5672, 178.8775), zip_code_type="MILITARY")])
    row = ZipArea.objects.get()
    assert (row.city, row.kind, row.latitude, row.place) == ("DPO", ZipArea.Kind.MILITARY, None, None)


def test_a_time_zone_that_is_none_is_left_out(db: None) -> None:
    import_zip_areas(records=[zip_record("99634", "Napakiak", "AK", (60.69, -161.75), timezone="Napakiak")])
    assert ZipArea.objects.get().time_zone == ""


def test_the_whole_table(db: None) -> None:
    out = StringIO()
    call_command("import_zip_areas", stdout=out)
    assert "ZIP areas: 42789 added, 0 changed, 0 ended, 0 rejected" in out.getvalue()
    assert ZipArea.objects.count() == 42_789
    assert not ZipArea.objects.get(zip="10048").is_active
    puerto_rico, ketchikan, military = (ZipArea.objects.get(zip=code) for code in ("00901", "99950", "09012"))
    assert (puerto_rico.label, puerto_rico.kind) == ("San Juan, PR", "standard")
    assert (ketchikan.label, ketchikan.kind, ketchikan.time_zone) == ("Ketchikan, AK", "po_box", "America/Sitka")
    assert (military.kind, military.latitude, military.longitude) == ("military", None, None)
    assert not ZipArea.objects.filter(latitude=0).exists()
    zones = set(ZipArea.objects.exclude(time_zone="").values_list("time_zone", flat=True).distinct())
    assert all(zoneinfo.ZoneInfo(zone) for zone in zones)
    assert len(zones) > 30
    assert starter_kit_step() == 0
