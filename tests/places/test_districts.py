"""ZIP code to district: every kind of answer, two maps, and files that are wrong."""

from datetime import date, datetime
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from pytest_django import DjangoAssertNumQueries

from cms.core.sources import BadSource, Source
from cms.places.congresses import congress_on, starts_on
from cms.places.district_import import import_districts
from cms.places.districts import DistrictAnswer, Kind, Reason, districts_for
from cms.places.models import District, ZipArea, ZipDistrict
from tests.conftest import Clock
from tests.factories.officials import CROSSWALK, census_file, districts_of_tests

pytestmark = pytest.mark.core
NEW_YEAR = date(2027, 1, 3)
NEXT = CROSSWALK.replace("48,TX,78501,15", "48,TX,78501,34")


@pytest.fixture
def districts(db: None, clock: Clock) -> None:
    districts_of_tests()


def labels(answer: DistrictAnswer) -> list[str]:
    return [district.label for district in answer.districts]


@pytest.mark.usefixtures("districts")
class TestLookup:
    @pytest.mark.parametrize(
        ("zip_code", "kind", "reason", "expected"),
        [
            ("78501", Kind.ONE, Reason.MEMBER, ["TX-15"]),
            ("05001", Kind.ONE, Reason.MEMBER, ["VT at large"]),
            ("78589", Kind.SEVERAL, Reason.SPLIT, ["TX-15", "TX-28"]),
            ("60601", Kind.SEVERAL, Reason.SPLIT_STATES, ["IL-7", "IN-1"]),
            ("78502", Kind.APPROXIMATE, Reason.NEAREST, ["TX-15"]),
            ("05009", Kind.APPROXIMATE, Reason.ONLY_DISTRICT, ["VT at large"]),
            ("00901", Kind.ONE, Reason.DELEGATE, ["PR at large"]),
            ("00909", Kind.ONE, Reason.DELEGATE, ["PR at large"]),
            ("20500", Kind.ONE, Reason.DELEGATE, ["DC at large"]),
            ("96910", Kind.ONE, Reason.DELEGATE, ["GU at large"]),
            ("96941", Kind.NONE, Reason.NO_DELEGATE, []),
            ("09012", Kind.NONE, Reason.MILITARY, []),
            ("10048", Kind.NONE, Reason.INACTIVE, []),
            ("75299", Kind.NONE, Reason.NO_PLACE, []),
            ("63101", Kind.NONE, Reason.NO_DATA, []),
            ("00000", Kind.NONE, Reason.UNKNOWN, []),
            ("", Kind.NONE, Reason.UNKNOWN, []),
            ("7850' OR 1=1", Kind.NONE, Reason.UNKNOWN, []),
        ],
    )
    def test_every_kind_of_answer(self, zip_code: str, kind: Kind, reason: Reason, expected: list[str]) -> None:
        answer = districts_for(zip_code)
        assert (answer.kind, answer.reason, labels(answer)) == (kind, reason, expected)

    def test_an_approximate_answer_says_where_it_comes_from(self) -> None:
        assert districts_for("78502").nearest_zip == "78501"
        assert districts_for("78501").nearest_zip == ""

    def test_a_nearer_zip_of_another_state_does_not_count(self) -> None:
        ZipArea.objects.filter(pk="78502").update(latitude=41.8, longitude=-87.6)  # beside Chicago
        answer = districts_for("78502")
        assert answer.states == ["TX"]
        assert answer.kind == Kind.APPROXIMATE

    def test_a_zip_that_only_the_crosswalk_knows_is_answered(self) -> None:
        import_districts(text=f"{CROSSWALK}48,TX,78999,15\n", congress=119)
        answer = districts_for("78999")
        assert (answer.area, labels(answer)) == (None, ["TX-15"])

    @pytest.mark.parametrize(("zip_code", "most"), [("78501", 2), ("78589", 2), ("78502", 3), ("20500", 2), ("1", 2)])
    def test_at_most_three_queries(
        self, zip_code: str, most: int, django_assert_max_num_queries: DjangoAssertNumQueries
    ) -> None:
        with django_assert_max_num_queries(most):
            districts_for(zip_code).states  # noqa: B018  (asking is the point)


@pytest.mark.usefixtures("districts")
class TestSecondMap:
    def test_the_next_congress_changes_nothing_before_its_day_and_everything_on_it(self, clock: Clock) -> None:
        before = districts_for("78501")
        import_districts(text=NEXT, congress=120)
        assert districts_for("78501") == before
        clock.move_to(datetime.fromisoformat("2027-01-02T23:59:00+00:00"))
        assert labels(districts_for("78501")) == ["TX-15"]
        clock.move_to(datetime.fromisoformat("2027-01-03T00:00:00+00:00"))
        answer = districts_for("78501")
        assert (labels(answer), answer.districts[0].congress) == (["TX-34"], 120)
        assert labels(districts_for("78502")) == ["TX-34"]
        assert labels(districts_for("20500")) == ["DC at large"]

    def test_maps_may_be_imported_in_any_order(self) -> None:
        District.objects.all().delete()
        import_districts(text=NEXT, congress=120)
        import_districts(text=CROSSWALK, congress=119)
        assert labels(districts_for("78501")) == ["TX-15"]
        assert labels(districts_for("78501", on=NEW_YEAR)) == ["TX-34"]

    def test_one_state_may_change_its_lines_on_another_day(self) -> None:
        text = NEXT.replace("30,MT,59718,1", "30,MT,59718,2")
        import_districts(text=text, congress=119, active_from=date(2026, 6, 1), states=["TX"])
        assert labels(districts_for("78501")) == ["TX-15"]
        summer = date(2026, 6, 1)
        assert labels(districts_for("78501", on=summer)) == ["TX-34"]
        assert labels(districts_for("59718", on=summer)) == ["MT-1"]
        assert labels(districts_for("20500", on=summer)) == ["DC at large"]

    def test_old_lines_after_their_congress_are_called_outdated(self) -> None:
        assert not districts_for("78501").is_outdated
        assert districts_for("78501", on=NEW_YEAR).is_outdated

    def test_before_the_first_map_there_is_no_answer(self) -> None:
        assert districts_for("78501", on=date(2024, 12, 31)).reason == Reason.NO_DATA


@pytest.mark.usefixtures("districts")
class TestImport:
    def test_a_second_run_changes_nothing(self) -> None:
        report = import_districts(text=CROSSWALK, congress=119)
        assert (report.total, report.rejected) == (0, [])

    def test_rows_that_are_gone_end_and_new_ones_begin(self) -> None:
        report = import_districts(text=NEXT, congress=119)
        # TX-34 and its part are new; the part in TX-15 is gone, TX-15 itself still has San Juan.
        assert (report.added, report.ended) == (2, 1)

    def test_a_state_that_the_file_does_not_name_stays(self) -> None:
        import_districts(text="state_abbr,zcta,cd\nMT,59718,2\n", congress=119)
        assert labels(districts_for("78501")) == ["TX-15"]
        assert labels(districts_for("59718")) == ["MT-2"]

    def test_census_files_give_shares_and_the_largest_comes_first(self) -> None:
        rows = [("4815", "78589", 1000, 250), ("4828", "78589", 1000, 750), ("4828", "78501", 1000, 0)]
        text = census_file(*rows, ("48ZZ", "78589", 1000, 5), ("4820", "", 0, 9), ("1198", "20500", 10, 10))
        report = import_districts(text=text, congress=119, states=["TX"])
        assert report.rejected == []
        parts = districts_for("78589").candidates
        assert [(part.district.number, part.land_share) for part in parts] == [("28", 0.75), ("15", 0.25)]

    def test_a_file_without_shares_takes_none_away(self) -> None:
        import_districts(text=census_file(("3001", "59718", 4, 4)), congress=119)
        assert import_districts(text=CROSSWALK, congress=119).changed == 0
        assert districts_for("59718").candidates[0].land_share == 1.0

    def test_98_is_the_district_of_a_delegate(self) -> None:
        import_districts(text=census_file(("7298", "00901", 4, 4)), congress=119)
        assert District.objects.get(state="PR").number == "0"

    @pytest.mark.parametrize(
        ("line", "reason"),
        [
            ("48,,78504,15", "no state"),
            ("48,ZQ,78504,15", "'ZQ' is no state"),
            ("48,TX,7850,15", "'7850' is no ZIP code"),
            ("48,TX,78504,fifteen", "'fifteen' is no district"),
            ("48,TX,78504", "'' is no district"),
            ("48,TX,78501,15", "78501 in TX-15 stands there twice"),
        ],
    )
    def test_a_bad_row_is_one_line_and_the_rest_is_taken(self, line: str, reason: str) -> None:
        report = import_districts(text=f"{CROSSWALK}{line}\n48,TX,78504,15\n", congress=119)
        assert report.rejected == [f"line 11: {reason}"]
        assert report.added == 1

    @pytest.mark.parametrize(
        ("text", "reason"),
        [
            ("zip,district\n78501,15\n", "no column cd, state_abbr, zcta"),
            ("", "no column"),
            ("state_abbr,zcta,cd\n", "has no rows"),
            ("state_abbr,zcta,cd\n,1,2\n,3,4\n", "Most lines cannot be read; the first is line 2: '1' is no ZIP"),
            (census_file(("4815", "78501", 4, 4), cd="118"), "of the 118th Congress, not the 119th"),
            ("A|B\n1|2\n", "no column AREALAND_PART, AREALAND_ZCTA5_20, GEOID_CD119_20, GEOID_ZCTA5_20"),
        ],
    )
    def test_a_wrong_file_changes_nothing(self, text: str, reason: str) -> None:
        before = set(ZipDistrict.objects.values_list("area_id", "district_id"))
        with pytest.raises(BadSource, match=reason):
            import_districts(text=text, congress=119)
        assert set(ZipDistrict.objects.values_list("area_id", "district_id")) == before

    def test_a_file_cut_off_halfway_changes_nothing(self) -> None:
        many = "state_abbr,zcta,cd\n" + "".join(f"TX,{number:05},1\n" for number in range(70000, 70100))
        import_districts(text=many, congress=118)
        with pytest.raises(BadSource, match="looks cut off"):
            import_districts(text=many[:500], congress=118)
        assert ZipDistrict.objects.filter(district__congress=118).count() == 100


@pytest.mark.usefixtures("districts")
class TestCommand:
    def run(self, *arguments: str) -> str:
        out = StringIO()
        call_command("import_districts", *arguments, stdout=out)
        return out.getvalue()

    def test_it_says_what_it_did(self, tmp_path: Path) -> None:
        file = tmp_path / "next.csv"
        file.write_text(NEXT + "48,,78504,15\n")
        said = self.run("--file", str(file), "--congress", "120", "--state", "tx")
        assert "Districts: 8 added, 0 changed, 0 ended, 1 rejected" in said
        assert "rejected  line 11: no state" in said
        assert set(District.objects.filter(congress=120).values_list("state", flat=True)) == {"TX"}

    def test_a_dry_run_writes_nothing(self, tmp_path: Path) -> None:
        (tmp_path / "next.csv").write_text(NEXT)
        said = self.run("--file", str(tmp_path / "next.csv"), "--congress", "120", "--dry-run")
        assert "nothing was written" in said
        assert not District.objects.filter(congress=120).exists()

    def test_no_file_is_one_clear_line(self, tmp_path: Path) -> None:
        with pytest.raises(CommandError, match=r"Cannot read .*none\.csv: No such file or directory\."):
            self.run("--file", str(tmp_path / "none.csv"))

    def test_no_network_is_one_clear_line(self, settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
        settings.OPEN_DATA_DIR = ""
        closed = Source("", "http://127.0.0.1:9/zccd.csv")
        monkeypatch.setattr("cms.places.management.commands.import_districts.CROSSWALK", closed)
        with pytest.raises(CommandError, match=r"Cannot fetch http://127\.0\.0\.1:9/zccd\.csv \(ConnectionError\)"):
            self.run()

    def test_data_check_counts_the_answers(self) -> None:
        out = StringIO()
        call_command("data_check", stdout=out)
        assert "21 ZIP areas asked without an error" in out.getvalue()
        assert "no_delegate 1" in out.getvalue()


@pytest.mark.parametrize(
    ("day", "congress"),
    [
        (date(2025, 1, 2), 118),
        (date(2025, 1, 3), 119),
        (date(2026, 12, 31), 119),
        (NEW_YEAR, 120),
        (date(2028, 5, 1), 120),
    ],
)
def test_which_congress_sits(day: date, congress: int) -> None:
    assert congress_on(day) == congress
    assert starts_on(congress) <= day
