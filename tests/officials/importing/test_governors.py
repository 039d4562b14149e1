"""Governors out of YAML files, in a folder or an archive; and the table of U.S. Attorney offices."""

import io
import zipfile
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from cms.core.sources import BadSource
from cms.officials.importing.attorneys import OUR_TABLE, import_us_attorneys
from cms.officials.importing.governor_files import executive_files
from cms.officials.importing.governors import import_governors
from cms.officials.models import Holder, Office
from cms.officials.starter_kit import us_attorneys
from tests.factories.officials import governor

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("districts")]


class TestGovernors:
    def test_a_governor_has_an_office_and_a_second_run_changes_nothing(self) -> None:
        files = [governor(), governor("mt", "Ana Montaña"), governor("il", "A Treasurer", type="treasurer")]
        assert import_governors(files=files).added == 4
        office = Office.objects.get(key="governor-TX")
        assert (office.phone, office.address) == ("+15125550123", "State Capitol, McAllen, TX 78501-2428")
        assert (office.website, office.contact_form) == ("https://gov.example.org/", "https://gov.example.org/contact")
        assert (office.time_zone, office.label) == ("America/Chicago", "Governor, Texas")
        assert str(office.holder) == "Gil Gobernador"
        assert import_governors(files=files).total == 0

    def test_of_two_in_one_state_the_later_term_counts(self) -> None:
        old = governor("tx", "Old Governor", id="o" * 36, start="2019-01-10", end="2023-01-10")
        for files in ([old, governor()], [governor(), old]):
            import_governors(files=files)
            assert [str(one) for one in Holder.objects.current()] == ["Gil Gobernador"]

    def test_a_term_whose_beginning_nobody_knows_is_the_oldest(self) -> None:
        unknown = governor("tx", "Undated Governor", id="u" * 36, start="")
        for files in ([unknown], [unknown, governor()], [governor(), unknown]):
            import_governors(files=files)
        assert [str(one) for one in Holder.objects.current()] == ["Gil Gobernador"]

    def test_a_term_that_is_over_is_to_be_looked_at(self) -> None:
        report = import_governors(files=[governor(end="2026-01-01")])
        assert report.notes == ["governor-TX: the term of Gil Gobernador ended on 2026-01-01 by this source."]
        assert Holder.objects.needs_review().count() == 1

    def test_the_successor_entered_by_hand_stays(self) -> None:
        import_governors(files=[governor(end="2026-01-01")])
        office = Office.objects.get(key="governor-TX")
        office.holders.update(left_on=date(2026, 1, 1))
        Holder.objects.create(office=office, name="New Governor", start=date(2026, 1, 1))
        report = import_governors(files=[governor(end="2026-01-01")])
        assert report.total == 0
        assert str(Office.objects.get(key="governor-TX").holder) == "New Governor"

    def test_bad_files_are_one_line_each(self) -> None:
        name, text = governor("mt")
        files = [
            governor(),
            ("cut.yml", text[:70] + b"\nparty: ["),
            ("list.yml", b"- 1\n- 2\n"),
            ("state.yml", text.replace(b"state:mt", b"state:zq")),
            ("html.yml", text.replace(b"name: Gil", b"name: <b>Gil")),
            ("date.yml", text.replace(b"2023-01-10", b"someday")),
            ("id.yml", text.replace(b"ocd-person/mt", b"").replace(b"id: ", b"no: ", 1)),
            (name, text.replace(b"512-555-0123", b"512-GOVERNOR")),
        ]
        report = import_governors(files=files)
        assert [line.partition(":")[0] for line in report.rejected] == [
            "cut.yml",
            "list.yml",
            "state.yml",
            "html.yml",
            "date.yml",
            "id.yml",
            "governor-MT",
        ]
        assert Holder.objects.count() == 2

    def test_files_without_a_governor(self) -> None:
        with pytest.raises(BadSource, match="name no governor"):
            import_governors(files=[governor(type="treasurer")])


class TestFiles:
    def test_a_folder_and_an_archive_hold_the_same(self, tmp_path: Path) -> None:
        name, text = governor()
        folder = tmp_path / "data" / "tx" / "executive"
        folder.mkdir(parents=True)
        (folder / "gil.yml").write_bytes(text)
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w") as writer:
            writer.writestr(f"people-main/data/{name}", text)
            writer.writestr("people-main/data/tx/legislature/x.yml", "no")
        (tmp_path / "people.zip").write_bytes(archive.getvalue())
        assert [data for _name, data in executive_files(str(tmp_path))] == [text]
        assert [data for _name, data in executive_files(str(tmp_path / "people.zip"))] == [text]

    def test_what_cannot_be_read_is_one_line(self, tmp_path: Path) -> None:
        (tmp_path / "cut.zip").write_bytes(b"PK\x03\x04cut")
        for name, reason in (("cut.zip", "no complete zip archive"), ("", "no files of"), ("none", "No such file")):
            with pytest.raises(CommandError, match=reason):
                call_command("import_governors", "--file", str(tmp_path / name))


class TestUsAttorneys:
    def test_our_table_has_the_93_offices_of_94_districts(self) -> None:
        report = import_us_attorneys(text=OUR_TABLE.read_text(encoding="utf-8"))
        assert (report.added, report.rejected) == (93, [])
        offices = Office.objects.of_kind(Office.Kind.US_ATTORNEY)
        assert offices.serving("TX").count() == 4
        assert [str(one) for one in offices.serving("MP")] == list(map(str, offices.serving("GU")))
        # The states that have several, and everybody else with one (28 U.S.C. 81 to 131).
        assert str(offices.get(state="NM")) == "U.S. Attorney, District of New Mexico"
        assert offices.get(state="AZ").website == "https://www.justice.gov/usao-az"
        assert offices.without_phone().count() == 93
        assert offices.filter(checked_on=None).count() == 93, "our own table is nobody's look at them"
        assert us_attorneys() == 0

    def test_a_phone_entered_by_staff_stays(self) -> None:
        text = OUR_TABLE.read_text(encoding="utf-8")
        import_us_attorneys(text=text)
        Office.objects.filter(key="us_attorney-usao-nm").update(phone="+15055550123")
        assert import_us_attorneys(text=text).total == 0
        assert Office.objects.get(key="us_attorney-usao-nm").phone == "+15055550123"

    def test_bad_rows_and_wrong_files(self) -> None:
        header = "state,other_state,name,website\n"
        good = "NM,,District of New Mexico,https://www.justice.gov/usao-nm\n"
        rows = f"{good}{good},,X,https://a.example\nNM,,,https://a.example\nNM,,<b>X</b>,https://a.example\nNM,,X,ftp://a\n"
        report = import_us_attorneys(text=header + rows)
        assert [line.partition(": ")[2] for line in report.rejected] == [
            "https://www.justice.gov/usao-nm stands there twice",
            "no state",
            "no name or no website",
            "HTML in the name",
            "no name or no website",
        ]
        for text, reason in (("name\nx\n", "no column other_state, state, website"), (header, "no rows")):
            with pytest.raises(BadSource, match=reason):
                import_us_attorneys(text=text)
