"""Counts by state and the people of one state: the newest position, vacant seats, everybody once."""

from datetime import date
from typing import Any

import pytest
from django.utils.translation import override
from wagtail.models import Page

from cms.officials.models import Holder, Office, Position
from cms.officials.record import OfficeRecord, StateRecord, record_by_state, record_of_state, totals

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]
CAMPAIGN = 1


def say(stance: str, who: str = "A000001", day: int = 1, **fields: Any) -> None:
    Position.objects.create(
        holder=Holder.objects.get(external_id=who),
        campaign=Page.objects.get(pk=CAMPAIGN),
        stance=stance,
        stated_on=date(2026, 3, day),
        **fields,
    )


def state(code: str) -> StateRecord:
    return next(record for record in record_by_state(CAMPAIGN) if record.state == code)


def names(records: list[OfficeRecord]) -> list[str]:
    return [record.office.label for record in records]


def test_everybody_is_counted_once_by_the_newest_position() -> None:
    say("silent", day=1)
    say("spoken_out", day=2)
    say("against", "S000001")
    texas = state("TX")
    assert (texas.spoken_out, texas.against, texas.silent, texas.not_asked) == (1, 1, 0, 1)


def test_empty_seats_are_vacant_and_not_silent() -> None:
    seats = Office.objects.filter(state="TX", kind="representative").count()
    assert state("TX").vacant == seats - 1
    Holder.objects.filter(external_id="A000001").update(left_on=date(2026, 3, 1))
    assert state("TX").vacant == seats


def test_attorneys_and_companies_are_not_on_record() -> None:
    before = state("TX")
    for kind in ("us_attorney", "company", "agency"):
        office = Office.objects.create(kind=kind, name=kind, state="TX")
        Holder.objects.create(office=office, name="Somebody")
    assert state("TX") == before


def test_a_governor_is() -> None:
    office = Office.objects.create(kind="governor", state="FM")
    holder = Holder.objects.create(office=office, name="Gil", is_sample=True)
    assert state("FM") == StateRecord("FM", not_asked=1, has_samples=True)
    holder.delete()
    assert state("FM") == StateRecord("FM", vacant=1)


def test_states_stand_in_the_order_of_their_names_in_each_language() -> None:
    for code in ("NY", "NE", "NV"):
        Office.objects.get_or_create(kind="governor", state=code)

    def order() -> list[str]:
        return [record.state for record in record_by_state(CAMPAIGN) if record.state in ("NY", "NE", "NV")]

    assert order() == ["NE", "NV", "NY"]  # Nebraska, Nevada, New York
    with override("es"):
        assert order() == ["NE", "NV", "NY"]  # Nebraska, Nevada, Nueva York
        assert next(record for record in record_by_state(CAMPAIGN) if record.state == "NY").name == "Nueva York"


def test_the_sums() -> None:
    say("spoken_out")
    say("spoken_out", "P000001")
    records = record_by_state(CAMPAIGN)
    found = totals(records)
    assert found["spoken_out"] == 2
    assert found["not_asked"] == Holder.objects.current().count() - 2
    assert totals([])["spoken_out"] == 0


def test_without_a_campaign_nobody_was_asked() -> None:
    say("spoken_out")
    assert totals(record_by_state(None))["spoken_out"] == 0
    assert {record.position for record in record_of_state("TX", None)} == {None}


def test_a_state_s_people_governor_first_then_by_district() -> None:
    Office.objects.create(kind="governor", state="TX")
    assert names(record_of_state("TX", CAMPAIGN))[:5] == [
        "Governor, Texas",
        "Senator, Texas",
        "Senator, Texas",
        "Representative, TX-15",
        "Representative, TX-20",
    ]


def test_each_row_knows_its_position() -> None:
    say("in_favor")
    found = {record.office.label: record.position for record in record_of_state("TX", CAMPAIGN)}
    assert found["Representative, TX-15"].stance == "in_favor"
    assert found["Representative, TX-28"] is None


@pytest.mark.parametrize("code", ["FM", "XX", "", "tx"])
def test_a_state_without_offices_has_no_rows(code: str) -> None:
    assert record_of_state(code, CAMPAIGN) == []


def test_few_queries_however_many(django_assert_num_queries: Any) -> None:
    say("in_favor")
    with django_assert_num_queries(2):
        record_by_state(CAMPAIGN)
    with django_assert_num_queries(4):
        record_of_state("TX", CAMPAIGN)
