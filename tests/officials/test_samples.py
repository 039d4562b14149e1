"""Sample officials: there until real ones come, marked, and gone by themselves."""

import pytest

from cms.officials.importing.congress import import_congress
from cms.officials.models import DistrictOffice, Holder, Office
from cms.officials.samples import make_sample_officials
from cms.officials.services import congress_for
from cms.places.zip_import import import_zip_areas
from tests.conftest import Clock
from tests.factories.officials import MORE_RECORDS, as_json, districts_of_tests, members
from tests.factories.places import RECORDS, zip_record

pytestmark = [pytest.mark.core, pytest.mark.django_db]
NEW_YORK = zip_record("10001", "New York", "NY", (40.75, -73.99), timezone="America/New_York")


@pytest.fixture
def samples(clock: Clock) -> int:
    import_zip_areas(records=[*RECORDS, *MORE_RECORDS, NEW_YORK])
    return make_sample_officials()


def test_a_new_site_can_be_tried(samples: int) -> None:
    assert samples > 30
    found = congress_for("78501")
    assert [office.holder.name for office in found.house] == ["Rosa Ejemplo"]
    assert len(found.senators) == 2
    assert len(congress_for("10001").house) == 2
    assert congress_for("20500").senators == ()
    assert all(office.holder.is_sample for office in (*found.senators, *found.house))


def test_a_second_run_makes_nothing(samples: int) -> None:
    assert make_sample_officials() == 0


def test_real_people_take_the_seats(samples: int) -> None:
    districts_of_tests()
    import_congress(data=as_json(members()))
    house = congress_for("78501").house
    assert [(office.holder.name, office.holder.is_sample) for office in house] == [("Ana A000001", False)]
    assert make_sample_officials() == 0
    assert Holder.objects.current().filter(is_sample=True, office__kind__in=Office.CONGRESS).count() == 0


def test_no_number_belongs_to_anybody(samples: int) -> None:
    assert set(Office.objects.of_kind(*Office.CONGRESS).values_list("phone", flat=True)) <= {"+12022243121", ""}
    assert all("55501" in phone for phone in DistrictOffice.objects.values_list("phone", flat=True))
