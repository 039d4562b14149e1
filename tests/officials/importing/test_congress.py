"""Who sits in Congress: seats, vacancies, changes by date, and files that are wrong."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from cms.core.sources import BadSource
from cms.officials.importing.congress import import_congress
from cms.officials.models import Holder, Office
from cms.officials.services import congress_for
from tests.conftest import Clock
from tests.factories.officials import as_json, member, members, senator

pytestmark = pytest.mark.core
BAD = "member 6 (X000001): "


def holder_of(key: str, on: date | None = None) -> str:
    office = Office.objects.with_holders(on).get(key=key)
    return office.holder.name if office.holder else "vacant"


@pytest.mark.usefixtures("congress")
class TestSeats:
    def test_a_second_run_changes_nothing(self) -> None:
        report = import_congress(data=as_json(members()))
        assert (report.total, report.rejected, report.notes) == (0, [], [])

    def test_every_seat_is_there_and_the_empty_ones_are_vacant(self) -> None:
        assert Office.objects.of_kind(Office.Kind.SENATOR).count() == 100
        assert Office.objects.of_kind(Office.Kind.DELEGATE).count() == 6
        assert holder_of("house-TX-15") == "Ana A000001"
        assert holder_of("house-TX-28") == "vacant"
        assert Office.objects.vacant().filter(key="house-TX-28").exists()

    def test_the_office_has_the_contact_data(self) -> None:
        office = Office.objects.get(key="house-TX-15")
        assert (office.phone, office.website) == ("+12022250123", "https://ana.example.org")
        assert (office.time_zone, office.checked_on, office.label) == (
            "America/New_York",
            date(2026, 3, 3),
            "Representative, TX-15",
        )

    def test_titles_of_territories(self) -> None:
        assert Office.objects.get(key="house-PR-0").label == "Resident Commissioner, Puerto Rico"
        assert Office.objects.get(key="house-DC-0").title == "Delegate"

    def test_a_name_is_put_together_where_the_full_one_is_missing(self) -> None:
        rows = [member("N000001", name={"first": "Noé", "last": "Peña", "suffix": "Jr."}), *members()[1:]]
        import_congress(data=as_json(rows))
        assert holder_of("house-TX-15") == "Noé Peña Jr."


@pytest.mark.usefixtures("congress")
class TestChanges:
    def test_who_is_gone_leaves_the_seat_vacant_and_stays_on_record(self) -> None:
        report = import_congress(data=as_json(members()[1:]))
        assert (report.added, report.changed, report.ended) == (0, 0, 1)
        assert holder_of("house-TX-15") == "vacant"
        assert holder_of("house-TX-15", date(2026, 3, 2)) == "Ana A000001"
        assert Office.objects.get(key="house-TX-15").phone == "+12022250123"

    def test_a_successor_takes_over_on_their_first_day(self, clock: Clock) -> None:
        import_congress(data=as_json([member("B000002", start="2026-03-10"), *members()[1:]]))
        assert holder_of("house-TX-15") == "Ana A000001"
        clock.forward(days=7)
        assert holder_of("house-TX-15") == "Ana B000002"

    def test_the_next_congress_changes_nothing_before_its_day_and_everything_on_it(self, clock: Clock) -> None:
        terms = {"start": "2027-01-03", "end": "2029-01-03"}
        again = member("P000001", state="PR", district=0, **terms)
        rows = [member("B000002", **terms), senator("S000001", 1), senator("S000002", 2), again]
        import_congress(data=as_json(rows))
        assert holder_of("house-TX-15") == "Ana A000001"
        assert (holder_of("house-DC-0"), holder_of("house-PR-0")) == ("Ana D000001", "Ana P000001")
        clock.move_to(datetime.fromisoformat("2027-01-03T12:00:00+00:00"))
        assert holder_of("house-TX-15") == "Ana B000002"
        assert (holder_of("house-DC-0"), holder_of("house-PR-0")) == ("vacant", "Ana P000001")
        assert import_congress(data=as_json(rows)).total == 0

    def test_the_same_person_ended_by_mistake_is_back(self) -> None:
        import_congress(data=as_json(members()[1:]))
        report = import_congress(data=as_json(members()))
        assert (report.added, report.changed) == (0, 1)
        assert Holder.objects.filter(external_id="A000001").count() == 1

    def test_contact_data_corrected_by_hand_stays(self) -> None:
        Office.objects.filter(key="house-TX-15").update(phone="+12025550199", is_corrected=True)
        report = import_congress(data=as_json(members()))
        assert report.total == 0
        assert Office.objects.get(key="house-TX-15").phone == "+12025550199"

    def test_a_holder_entered_by_hand_stays_until_the_source_agrees(self) -> None:
        office = Office.objects.get(key="house-TX-28")
        Holder.objects.create(office=office, name="Ana N000009", start=date(2026, 3, 1))
        other = import_congress(data=as_json([*members(), member("O000008", district=28)]))
        assert other.notes == [
            "Representative, TX-28: Ana N000009 was entered by hand and stays; the source has Ana O000008."
        ]
        assert import_congress(data=as_json(members())).total == 0
        agreed = import_congress(data=as_json([*members(), member("N000009", district=28)]))
        assert (agreed.added, agreed.changed) == (0, 1)
        assert holder_of("house-TX-28") == "Ana N000009"

    def test_a_term_that_is_over_is_to_be_looked_at(self, clock: Clock) -> None:
        report = import_congress(data=as_json([*members(), member("O000008", district=28, end="2026-02-01")]))
        assert report.notes == ["house-TX-28: the term of Ana O000008 ended on 2026-02-01 by this source."]
        assert Holder.objects.needs_review().get().external_id == "O000008"
        assert holder_of("house-TX-28") == "Ana O000008"


@pytest.mark.usefixtures("congress")
class TestBadInput:
    @pytest.mark.parametrize(
        ("row", "reason"),
        [
            (member("X000001", state="", district=28), BAD + "no state"),
            (member("X000001", state="ZQ", district=28), BAD + "'ZQ' is no state"),
            (member("X000001", district=28, type="gov"), BAD + "'gov' is neither sen nor rep"),
            (senator("X000001", 4), BAD + "there is no Senate class 4"),
            (member("X000001"), BAD + "house-TX-15 is held by Ana A000001 already"),
            (member("X000001", district=28, start="soon"), BAD + "the start 'soon' is no date"),
            (member("X000001", district=28, name={"official_full": "<b>Ana</b>"}), BAD + "HTML in the name"),
            (
                member("X000001", district=28, name={"official_full": "A" * 121}),
                BAD + "a name of more than 120 characters",
            ),
            (member("X000001", district=28, name={}), BAD + "no name"),
            (member("X000001", district="x"), BAD + "it has not the shape of a member (ValueError)"),
            ({"id": {"bioguide": "X000001"}}, BAD + "it has not the shape of a member (KeyError)"),
            ({"id": {"bioguide": "X000001"}, "terms": []}, BAD + "it has not the shape of a member (IndexError)"),
            (member("S000001", district=28), "member 6 (S000001): this id stands there twice"),
            (member("", district=28), "member 6 (no id): no bioguide id"),
            ("text", "member 6 (no id): no bioguide id"),
        ],
    )
    def test_a_bad_row_is_one_line_and_ends_nobody(self, row: Any, reason: str) -> None:
        report = import_congress(data=as_json([*members(), row]))
        assert report.rejected == [reason]
        assert report.total == 0

    def test_whose_row_cannot_be_read_is_not_gone(self) -> None:
        broken = member("A000001", name={"official_full": "<script>"})
        report = import_congress(data=as_json([broken, *members()[1:]]))
        assert len(report.rejected) == 1
        assert holder_of("house-TX-15") == "Ana A000001"

    @pytest.mark.parametrize("phone", ["202-CALL-NOW", "12", "+44 20 7946 0958 1234"])
    def test_a_bad_phone_keeps_the_one_we_have(self, phone: str) -> None:
        report = import_congress(data=as_json([member("A000001", phone=phone), *members()[1:]]))
        assert len(report.rejected) == 1
        assert "the rest of the row was taken" in report.rejected[0]
        assert Office.objects.get(key="house-TX-15").phone == "+12022250123"

    def test_an_address_that_is_no_web_address_is_left_out(self) -> None:
        import_congress(data=as_json([member("A000001", url="javascript:alert(1)"), *members()[1:]]))
        assert Office.objects.get(key="house-TX-15").website == ""

    @pytest.mark.parametrize(
        ("data", "reason"),
        [
            (as_json(members())[:-40], r"not complete JSON \(line 1\)"),
            (b"", "not complete JSON"),
            (b"\xff\xfe\x00", "not UTF-8"),
            (b"{}", "should hold a JSON list"),
            (b"[]", "No member in the file can be read"),
            (
                as_json([member("A1", end="2025-01-03"), member("A2", district=28, end="2025-01-03")]),
                "another Congress",
            ),
        ],
    )
    def test_a_wrong_file_changes_nothing(self, data: bytes, reason: str) -> None:
        before = list(Holder.objects.order_by("pk").values())
        with pytest.raises(BadSource, match=reason):
            import_congress(data=data)
        assert list(Holder.objects.order_by("pk").values()) == before

    def test_a_file_that_lost_half_its_members_changes_nothing(self) -> None:
        many = [member(f"M{number:06}", district=number) for number in range(1, 31) if number not in (15,)]
        import_congress(data=as_json([*members(), *many]))
        with pytest.raises(BadSource, match="looks cut off"):
            import_congress(data=as_json(members()))
        assert Holder.objects.current().count() == 34

    def test_the_command_says_one_line_and_leaves_no_half(self, tmp_path: Path) -> None:
        (tmp_path / "cut.json").write_bytes(as_json(members())[:-40])
        with pytest.raises(CommandError, match="not complete JSON"):
            call_command("import_congress", "--file", str(tmp_path / "cut.json"))


@pytest.mark.usefixtures("congress")
class TestForAZip:
    def keys(self, zip_code: str) -> list[str | None]:
        answer = congress_for(zip_code)
        return [office.key for office in (*answer.senators, *answer.house)]

    def test_one_district_and_two_senators(self) -> None:
        assert self.keys("78501") == ["senator-TX-1", "senator-TX-2", "house-TX-15"]

    def test_a_split_zip_has_all_candidates_the_vacant_one_too(self) -> None:
        house = congress_for("78589").house
        assert [(office.district, str(office.holder)) for office in house] == [("15", "Ana A000001"), ("28", "None")]

    def test_a_delegate_and_no_senators(self) -> None:
        assert self.keys("20500") == ["house-DC-0"]
        assert self.keys("00901") == ["house-PR-0"]

    def test_nobody_where_there_is_no_district(self) -> None:
        assert self.keys("09012") == []

    @pytest.mark.parametrize("zip_code", ["78501", "78589", "78502", "60601"])
    def test_at_most_six_queries(self, zip_code: str, django_assert_max_num_queries: Any) -> None:
        with django_assert_max_num_queries(6):
            answer = congress_for(zip_code)
            assert [str(office.holder) for office in (*answer.senators, *answer.house)]
