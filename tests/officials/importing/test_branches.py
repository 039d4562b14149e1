"""Branch offices: under the member's office, by distance, closed when the source drops them."""

from datetime import date
from typing import Any

import pytest

from cms.core.sources import BadSource
from cms.officials.importing.branches import import_district_offices
from cms.officials.importing.congress import import_congress
from cms.officials.models import DistrictOffice
from cms.places.services import find_zip
from tests.factories.officials import as_json, branch, branches, member, members

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]


def test_a_branch_has_its_place_and_its_clock_and_a_second_run_changes_nothing() -> None:
    data = branches(branch("A000001-mcallen", hours="Mon-Fri 9-5"), branch("A000001-far", latitude=29.4, suite=210))
    assert import_district_offices(data=data).added == 2
    row = DistrictOffice.objects.get(external_id="A000001-mcallen")
    assert (row.office.key, row.phone, row.address) == ("house-TX-15", "+19565550123", "1 Main St., Suite 2")
    assert (row.time_zone, row.hours, row.checked_on) == ("America/Chicago", "Mon-Fri 9-5", date(2026, 3, 3))
    assert row.is_current
    near = DistrictOffice.objects.open().near(find_zip("78501").place, miles=25)
    assert [one.external_id for one in near] == ["A000001-mcallen"]
    assert import_district_offices(data=data).total == 0


def test_a_branch_that_is_gone_is_closed_and_may_open_again() -> None:
    two = branches(branch("A000001-a"), branch("A000001-b"))
    import_district_offices(data=two)
    assert import_district_offices(data=branches(branch("A000001-a"))).ended == 1
    assert DistrictOffice.objects.get(external_id="A000001-b").closed_on == date(2026, 3, 3)
    assert import_district_offices(data=two).changed == 1
    assert DistrictOffice.objects.open().count() == 2


def test_a_branch_moves_with_its_member_to_another_seat() -> None:
    import_district_offices(data=branches(branch("A000001-a")))
    moved = member("A000001", district=28, start="2026-03-01")
    import_congress(data=as_json([moved, *members()[1:]]))
    assert import_district_offices(data=branches(branch("A000001-a"))).changed == 1
    assert DistrictOffice.objects.get().office.key == "house-TX-28"


def test_contact_data_corrected_by_hand_stays() -> None:
    import_district_offices(data=branches(branch("A000001-a")))
    DistrictOffice.objects.update(phone="+19565550199", is_corrected=True)
    assert import_district_offices(data=branches(branch("A000001-a"))).total == 0
    assert DistrictOffice.objects.get().phone == "+19565550199"


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"state": ""}, "no state"),
        ({"state": "ZQ"}, "'ZQ' is no state"),
        ({"city": ""}, "no city that can be read"),
        ({"city": "<i>McAllen</i>"}, "HTML in the city"),
        ({"hours": "<script>1</script>"}, "HTML in the hours"),
    ],
)
def test_a_bad_row_is_one_line_and_closes_nothing(fields: dict[str, Any], reason: str) -> None:
    good = branch("A000001-a")
    import_district_offices(data=branches(good, branch("A000001-b")))
    report = import_district_offices(data=branches(good, branch("A000001-b", **fields)))
    assert report.rejected == [f"office 2 (A000001-b): {reason}"]
    assert report.total == 0


def test_rows_without_an_id_or_with_one_twice() -> None:
    report = import_district_offices(data=branches(branch("A000001-a"), branch("A000001-a"), branch("")))
    assert report.rejected == ["office 2 (A000001-a): this id stands there twice", "office 3 (no id): no id"]
    assert report.added == 1


def test_a_member_we_do_not_know() -> None:
    report = import_district_offices(data=branches(branch("Z-a"), bioguide="Z000001"))
    assert report.rejected == ["office 1 (Z-a): Z000001 is no member we know"]


@pytest.mark.parametrize("wrong", [{"latitude": 441.5}, {"longitude": -981.0}])
def test_a_place_that_is_nowhere_is_left_out_and_said(wrong: dict[str, float]) -> None:
    report = import_district_offices(data=branches(branch("A000001-a", **wrong)))
    assert "is nowhere; the rest of the row was taken" in report.rejected[0]
    row = DistrictOffice.objects.get()
    assert (row.latitude, row.longitude) == (None, None)


def test_a_phone_with_letters_is_left_out_and_said() -> None:
    report = import_district_offices(data=branches(branch("A000001-a", phone="956-CALL-ANA")))
    assert "the phone '956-CALL-ANA' has letters" in report.rejected[0]
    assert DistrictOffice.objects.without_phone().count() == 1


@pytest.mark.parametrize(
    ("data", "reason"), [(as_json([{"id": {}}]), "has not the shape"), (b'[{"id"', "not complete JSON")]
)
def test_a_wrong_file_changes_nothing(data: bytes, reason: str) -> None:
    import_district_offices(data=branches(branch("A000001-a")))
    with pytest.raises(BadSource, match=reason):
        import_district_offices(data=data)
    assert DistrictOffice.objects.open().count() == 1
