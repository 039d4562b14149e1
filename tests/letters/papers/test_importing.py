"""Papers from files: what is taken, what is refused and why, and that hands win."""

import gzip
from datetime import date
from typing import Any

import pytest
from django.core.management import CommandError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.core.imports import BadRow
from cms.core.tables import unquoted
from cms.letters.models import Coverage, Newspaper, PaperKey
from cms.letters.papers import csv_file
from cms.letters.papers.columns import written
from tests.factories.letters import paper
from tests.factories.newspapers import as_3dlnews, as_csv, outlet, row
from tests.factories.open_data import everything
from tests.letters.papers.files import import_file

pytestmark = pytest.mark.core
JSON = "outlets.json"


def imported(folder, *rows, **options):
    return import_file(folder, as_csv(*rows), **options)


def counts(lines):
    return lines[0].split(" (")[0].removeprefix("Newspapers: ")


def refusal(folder, **cells):
    lines = imported(folder, row(**cells))
    assert Newspaper.objects.count() == 0
    assert counts(lines) == "0 added, 0 changed, 0 ended, 1 rejected"
    return lines[1].strip()


# What is taken


def test_a_row_with_name_town_and_state_is_placed_by_the_map(tmp_path):
    assert counts(imported(tmp_path, row())) == "1 added, 0 changed, 0 ended, 0 rejected"
    one = Newspaper.objects.get()
    assert (one.county, one.time_zone) == ("Hidalgo County", "America/Chicago")
    assert one.latitude == pytest.approx(26.2354)
    assert one.longitude == pytest.approx(-98.2359)
    assert [str(area) for area in one.coverage.all()] == ["Hidalgo County, TX"]
    assert not one.is_verified
    assert not one.may_be_offered
    assert Newspaper.objects.offered().count() == 0


def test_a_zip_code_stands_for_a_town(tmp_path):
    imported(tmp_path, {"name": "Pass Post", "state": "Texas", "zip": "79901-0001"})
    one = Newspaper.objects.get()
    assert (one.city, one.county, one.time_zone) == ("El Paso", "El Paso County", "America/Denver")


def test_every_column_is_taken_but_the_date_of_reading(tmp_path):
    imported(
        tmp_path,
        row(
            kind="weekly",
            language="es",
            channel="email",
            letters_email="letters@courier.example",
            word_limit="300",
            exclusive="yes",
            deadline_weekday="3",
            deadline_time="17:00",
            op_ed_limit="700",
            website="courier.example",
            source_url="https://courier.example/letters",
            coverage="Cameron County; 78501",
            verified_on="2026-01-01",
            postal_address="1 Main St\nMcAllen, TX 78501",
        ),
    )
    one = Newspaper.objects.get()
    assert (one.kind, one.language, one.word_limit, one.exclusive) == ("weekly", "es", 300, True)
    assert (one.domain, one.deadline_time.hour, one.op_ed_limit) == ("courier.example", 17, 700)
    assert one.postal_address.count("\n") == 1
    assert {str(area) for area in one.coverage.all()} == {"Cameron County, TX", "78501"}
    assert one.verified_on is None


def test_statewide_and_online_papers_cover_nothing_by_themselves(tmp_path):
    imported(tmp_path, row(name="A", reach="statewide"), row(name="B", kind="online"))
    assert Newspaper.objects.count() == 2
    assert Coverage.objects.count() == 0


@pytest.mark.parametrize(
    "data",
    [
        "\ufeffName;City;State;Notes\r\nEl Periódico;McAllen;TX;Señas\r\n".encode(),
        "name,city,state,notes\nEl Periódico,McAllen,TX,Señas\n".encode("windows-1252"),
        "NAME\tcity\tState\tnotes\rEl Periódico\tMcAllen\tTX\tSeñas\r".encode(),
    ],
)
def test_tables_come_as_spreadsheets_write_them(tmp_path, data):
    assert counts(import_file(tmp_path, data)).startswith("1 added")
    assert Newspaper.objects.get().name == "El Periódico"
    assert Newspaper.objects.get().notes == "Señas"


def test_the_template_can_be_read_and_its_example_is_no_paper(tmp_path):
    lines = import_file(tmp_path, csv_file.template())
    assert counts(lines) == "0 added, 0 changed, 0 ended, 0 rejected"
    assert "not read" not in "".join(lines)


# What is refused, with a reason


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        ({"name": ""}, "no name"),
        ({"state": "ZZ"}, "'ZZ' is no state"),
        ({"name": "<b>Courier</b>"}, "HTML in the name"),
        ({"notes": "<script>x</script>"}, "HTML in the notes"),
        ({"name": "x" * 121}, "at most 120 characters"),
        ({"name": "=1+1"}, "begins like a formula"),
        ({"website": "@SUM(A1)"}, "begins like a formula"),
        ({"website": "javascript:alert(1)"}, "the website"),
        ({"website": "ftp://courier.example/"}, "the website"),
        ({"website": "http://www.hugedomains.com/x"}, "where addresses are sold"),
        ({"channel": "email", "letters_email": "letters at courier"}, "the letters email"),
        ({"letters_email": "a@b.example\nBcc: c@d.example"}, "the letters email"),
        ({"channel": "email"}, "letters_email: Fill this in"),
        ({"channel": "pigeon"}, "the channel 'pigeon'"),
        ({"word_limit": "many"}, "the word limit"),
        ({"word_limit": "5"}, "the word limit"),
        ({"exclusive": "perhaps"}, "Write yes or no"),
        ({"time_zone": "Mars/Crater"}, "time_zone: Enter a time zone"),
        ({"latitude": "120"}, "the latitude"),
        ({"coverage": "Hidlago; 99999"}, "no county “Hidlago” in TX. We do not know the ZIP code “99999”"),
        ({"city": "", "zip": "88045"}, "88045 is not in TX"),
        ({"city": ""}, "no town"),
    ],
)
def test_a_bad_row_says_why(tmp_path, cells, reason):
    assert reason in refusal(tmp_path, **cells)


def test_one_bad_row_does_not_stop_the_others(tmp_path):
    lines = imported(tmp_path, row(name="A"), row(name="B", state="??"), row(name="C"))
    assert counts(lines) == "2 added, 0 changed, 0 ended, 1 rejected"
    assert lines[1].split() == ["rejected", "line", "3:", "'??'", "is", "no", "state"]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no column name, state"),
        (b"name,city\nA,B\n", "no column state"),
        (b"Courier,McAllen,TX\n", "no column name, state"),
        (b"name,state,name\nA,TX,B\n", "name stands there twice"),
        (b"name,state" + b",x" * 100_000 + b"\n", "100002 columns"),
        (b'name,state\n"A,TX\n', "no table that can be read"),
        (b"PK\x03\x04\x00\x00", "no CSV"),
        (b"name,state\nA\x81,TX\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_one_line(tmp_path, data, reason):
    with pytest.raises(CommandError) as caught:
        import_file(tmp_path, data)
    assert reason in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_cell_of_100_000_columns_beyond_the_header_is_ignored(tmp_path):
    assert counts(import_file(tmp_path, "name,city,state\nA,McAllen,TX" + ",x" * 100_000)).startswith("1 added")


# Once, and only what nobody touched


def test_a_second_run_changes_nothing_and_a_dry_run_writes_nothing(tmp_path):
    rows = [row(website="https://www.courier.example/", coverage="Cameron County"), row(name="B", word_limit="200")]
    assert "Dry run: nothing was written." in imported_with(tmp_path, rows, "--dry-run")[0]
    assert Newspaper.objects.count() == PaperKey.objects.count() == 0
    assert counts(imported(tmp_path, *rows)).startswith("2 added")
    before = list(Newspaper.objects.values_list())
    assert counts(imported(tmp_path, *rows)) == "0 added, 0 changed, 0 ended, 0 rejected"
    assert list(Newspaper.objects.values_list()) == before


def imported_with(folder, rows, *options):
    return import_file(folder, as_csv(*rows), *options)


def test_rows_of_one_paper_are_merged_and_the_table_says_so(tmp_path):
    lines = imported(
        tmp_path,
        row(website="http://www.courier.example/"),
        row(name="Courier of the Valley", website="https://courier.example/opinion", word_limit="200"),
        row(name="The Rio Grande Courier"),
        row(),
    )
    assert counts(lines).startswith("1 added")
    assert sum("the same paper as line 2" in line for line in lines) == 3
    one = Newspaper.objects.get()
    assert (one.name, one.word_limit) == ("Rio Grande Courier", 200)


def test_an_import_changes_what_an_import_made(tmp_path):
    imported(tmp_path, row())
    assert counts(imported(tmp_path, row(word_limit="150", coverage="Cameron County"))).startswith("0 added, 1 changed")
    one = Newspaper.objects.get()
    assert one.word_limit == 150
    assert [str(area) for area in one.coverage.all()] == ["Cameron County, TX"]


@pytest.mark.parametrize(
    "touched",
    [{"verified_on": date(2026, 1, 2)}, {"edited_at": "2026-01-02T00:00:00Z"}, {"imported_from": ""}],
)
def test_what_a_person_verified_edited_or_made_is_left_alone(tmp_path, touched):
    imported(tmp_path, row())
    Newspaper.objects.update(**touched)
    lines = imported(tmp_path, row(word_limit="150", coverage="Cameron County"))
    assert counts(lines) == "0 added, 0 changed, 0 ended, 0 rejected"
    assert "was left as people have edited it; the file differs in word_limit" in lines[1]
    assert Newspaper.objects.get().word_limit == 250
    assert [str(area) for area in Coverage.objects.all()] == ["Hidalgo County, TX"]


def test_a_paper_that_people_made_is_found_by_website_or_by_name(tmp_path):
    paper(name="Courier", website="https://courier.example/")
    paper(name="Weekly Ledger", city="Edinburg")
    lines = imported(
        tmp_path, row(name="X", website="http://www.courier.example/a"), row(name="The Weekly Ledger", city="Edinburg")
    )
    assert counts(lines).startswith("0 added")


def test_a_paper_is_still_known_after_people_corrected_its_name_and_county(tmp_path):
    imported(tmp_path, row(website="https://courier.example/"))
    Newspaper.objects.update(
        name="Valley Courier", city="Harlingen", county="Cameron County", edited_at="2026-01-01T00:00Z"
    )
    assert counts(imported(tmp_path, row(website="https://courier.example/"))).startswith("0 added")


def test_a_paper_that_the_desk_removed_stays_away(tmp_path):
    imported(tmp_path, row())
    Newspaper.objects.get().delete()
    lines = imported(tmp_path, row())
    assert counts(lines).startswith("0 added")
    assert "1 papers stay away" in lines[1]
    assert Newspaper.objects.count() == 0


# 3DLNews


def outlets(folder, *rows, data=None):
    return import_file(folder, data or as_3dlnews(TX=list(rows)), name=JSON)


def test_newspapers_of_3dlnews_are_taken_and_radio_is_not(tmp_path):
    assert counts(outlets(tmp_path, outlet(name="Rio Grande Courier Newspaper"))).startswith("1 added")
    one = Newspaper.objects.get()
    assert (one.name, one.city, one.county, one.county_fips) == (
        "Rio Grande Courier",
        "McAllen",
        "Hidalgo County",
        "48215",
    )
    assert (one.channel, one.kind, one.language, one.imported_from) == ("unknown", "weekly", "en", "3dlnews")
    assert counts(outlets(tmp_path, outlet())) == "0 added, 0 changed, 0 ended, 0 rejected"


def test_it_is_read_out_of_the_gzip_in_which_it_is_published(tmp_path):
    assert counts(outlets(tmp_path, data=gzip.compress(as_3dlnews(TX=[outlet()])))).startswith("1 added")


def test_a_county_of_another_state_is_replaced_by_the_one_around_the_paper(tmp_path):
    outlets(tmp_path, outlet(**{"city-county-name": "Placer County", "fips": "06061"}))
    one = Newspaper.objects.get()
    assert (one.county, one.county_fips) == ("Hidalgo County", "")


def test_coordinates_of_another_continent_are_not_believed(tmp_path):
    nowhere: dict[str, Any] = {"city-county-lat": 47.7, "city-county-long": 12.9}
    outlets(tmp_path, outlet(**nowhere))
    assert Newspaper.objects.get().latitude == pytest.approx(26.2354)
    lines = outlets(
        tmp_path, outlet(name="Lost", website="http://lost.example", **nowhere, **{"city-county-name": None})
    )
    assert "no town" in lines[1]


@pytest.mark.parametrize(
    ("name", "language"),
    [("El Diario", "es"), ("La Prensa Texas", "es"), ("El Paso Times", "en"), ("La Crosse Tribune", "en")],
)
def test_papers_in_spanish_are_told_by_their_names(tmp_path, name, language):
    outlets(tmp_path, outlet(name=name))
    assert Newspaper.objects.get().language == language


def test_a_better_source_is_not_overwritten_by_the_list(tmp_path):
    outlets(tmp_path, outlet())
    imported(tmp_path, row(name="Rio Grande Courier", kind="daily", word_limit="150"))
    assert Newspaper.objects.get().kind == "daily"
    assert counts(outlets(tmp_path, outlet())) == "0 added, 0 changed, 0 ended, 0 rejected"


@pytest.mark.parametrize(
    "data",
    [b"[]", b"{}", b'{"TX": []}', b'{"ZZ": {"newspaper": []}}', b'{"TX": {"newspaper": {}}}', b'{"TX"', b"\x1f\x8bxx"],
)
def test_json_of_another_shape_is_refused(tmp_path, data):
    with pytest.raises(CommandError):
        outlets(tmp_path, data=data)


@pytest.mark.parametrize("row", [None, [], {}, {"name": None}, {"name": ["x"]}, {"name": " "}, outlet(name="<i>x</i>")])
def test_an_outlet_without_a_name_is_rejected_alone(tmp_path, row):
    assert counts(outlets(tmp_path, row, outlet())) == "1 added, 0 changed, 0 ended, 1 rejected"


# Out and in again


@pytest.mark.parametrize("value", ["=1+1", "+1-2", "-x", "@a", "\tx", "'quoted", "'=x", "plain", "-98.23", ""])
def test_a_cell_comes_back_as_it_was_and_no_spreadsheet_runs_it(value):
    cell = written(value)
    assert cell[:1] not in ("=", "@", "\t", "\r")
    assert cell[:1] not in ("+", "-") or float(cell)
    assert unquoted(cell, "cell") == value


@given(value=st.text(st.characters(codec="utf-8"), max_size=20))
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_text_comes_back_as_it_was(value):
    assert unquoted(written(value), "cell") == value


def test_a_formula_typed_into_a_file_is_refused():
    with pytest.raises(BadRow):
        unquoted("=HYPERLINK(1)", "name")


def test_an_export_imported_again_changes_nothing(tmp_path):
    paper(name="=cmd|' /C calc'!A0", website="https://verified.example/", covers=["78501", "78504"], notes='a\nb, "c"')
    imported(tmp_path, row(coverage="Cameron County; Hidalgo County, NM", deadline_time="09:30", any_hour="yes"))
    text = csv_file.write_papers(Newspaper.objects.prefetch_related("coverage"))
    assert "\n=cmd" not in text
    before = everything()
    lines = import_file(tmp_path, text)
    assert counts(lines) == "0 added, 0 changed, 0 ended, 0 rejected"
    assert "differs" not in "".join(lines)
    assert {**everything(), "PaperKey": []} == {**before, "PaperKey": []}
