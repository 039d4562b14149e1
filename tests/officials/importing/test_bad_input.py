"""Files that are wrong in every way, through the commands: one clear line, and nothing half-imported."""

import copy
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
import yaml
import zipcodes
from django.core.management import CommandError
from django.db import models, transaction

from cms.core.imports import Report
from cms.core.sources import BadSource
from cms.officials.importing.attorneys import OUR_TABLE
from cms.officials.importing.branches import import_district_offices
from cms.officials.importing.congress import import_congress
from cms.officials.importing.governors import import_governors
from cms.officials.models import DistrictOffice, Holder, Office
from tests.factories.import_commands import COMMANDS
from tests.factories.officials import CROSSWALK, as_json, branch, branches, census_file, governor, member, members
from tests.factories.open_data import BRANCHES, DISTRICTS, GOVERNORS, MEMBERS, everything, run
from tests.factories.places import RECORDS

pytestmark = pytest.mark.core
OF_ANOTHER = branches(*[branch(f"Z-{number}") for number in range(20)], bioguide="Z000001")
OVER = as_json([member("A000001", start="2023-01-03", end="2025-01-03")])
WRONG_COLUMNS = as_json([{"name": "Ana", "state": "TX"}] * 3)

# What is wrong: the command, the file it reads, what stands in that file, and the one line.
WRONG_FILES: dict[str, tuple[str, str, str | bytes, str]] = {
    "districts, cut off in a quoted cell": ("import_districts", DISTRICTS, CROSSWALK[:60] + '"TX,', "no table"),
    "districts, other columns": ("import_districts", DISTRICTS, "zip,district\n78501,15\n", "no column cd, state"),
    "districts, no rows": ("import_districts", DISTRICTS, "", "no column"),
    "districts, of another Congress": (
        "import_districts",
        DISTRICTS,
        census_file(("4815", "78501", 4, 4), cd="118"),
        "of the 118th Congress, not the 119th",
    ),
    "districts, no text": ("import_districts", DISTRICTS, b"\xff\xfe\x00", "not UTF-8"),
    "members, cut off": ("import_congress", MEMBERS, as_json(members())[:-9], "not complete JSON"),
    "members, a web page": ("import_congress", MEMBERS, "<html>503</html>", "not complete JSON"),
    "members, nested too deep": ("import_congress", MEMBERS, "[" * 200_000, "nested too deep"),
    "members, other columns": ("import_congress", MEMBERS, WRONG_COLUMNS, "No member in the file can be read"),
    "members, of another Congress": ("import_congress", MEMBERS, OVER, "of another Congress"),
    "branches, cut off": ("import_district_offices", BRANCHES, branches(branch("A000001-a"))[:-9], "not complete JSON"),
    "branches, other columns": ("import_district_offices", BRANCHES, WRONG_COLUMNS, "not the shape of a list"),
    "branches, of another Congress": ("import_district_offices", BRANCHES, OF_ANOTHER, "20 of its 20 offices"),
    "governors, cut off": ("import_governors", "", governor()[1][:70] + b"\nparty: [", "The files name no governor"),
    "governors, other columns": ("import_governors", "", "people:\n- name: Gil\n", "The files name no governor"),
}


@pytest.fixture
def imported(open_data: Path) -> Path:
    for command in COMMANDS:
        run(command)
    return open_data


def refusal(command: str, *arguments: str) -> str:
    """The one line of an import that refuses its file and changes nothing."""
    before = everything()
    with pytest.raises(CommandError) as caught:
        run(command, *arguments)
    assert everything() == before
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize("case", WRONG_FILES)
def test_a_wrong_file_is_one_line_and_changes_nothing(case: str, imported: Path) -> None:
    command, path, content, reason = WRONG_FILES[case]
    file = imported / path if path else next((imported / GOVERNORS).rglob("*.yml"))
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    assert reason in refusal(command)


@pytest.mark.parametrize(
    ("rows", "reason"),
    [("name,state\nx,TX\n", "no column other_state, website"), (None, "It looks cut off"), ("", "no column")],
)
def test_a_wrong_table_of_us_attorneys(rows: str | None, reason: str, imported: Path) -> None:
    half = OUR_TABLE.read_text(encoding="utf-8")[:2_000]
    (imported / "attorneys.csv").write_text(half if rows is None else rows)
    assert reason in refusal("import_us_attorneys", "--file", str(imported / "attorneys.csv"))


class TestZipAreas:
    @pytest.mark.parametrize(
        ("records", "reason"),
        [
            ([], "The file has 0 ZIP areas where 21 are known"),
            ([{"zip": "78501", "city": "McAllen"}], r"Record 1 of the package has not the shape .* (KeyError)"),
            (["78501"], r"Record 1 of the package has not the shape .* (TypeError)"),
            ([{**RECORDS[0], "lat": "north"}], r"Record 1 of the package has not the shape .* (ValueError)"),
            ([{**RECORDS[0], "zip_code_type": "NEW"}], r"Record 1 of the package has not the shape .* (KeyError)"),
        ],
    )
    def test_another_package(
        self, records: list[Any], reason: str, imported: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(zipcodes, "list_all", lambda: records)
        said = refusal("import_zip_areas")
        assert all(part in said for part in reason.split(" .* "))

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"state": ""}, "record 22 (78501): no state"),
            ({"state": "ZQ"}, "record 22 (78501): 'ZQ' is no state"),
            ({"city": "<b>McAllen</b>"}, "record 22 (78501): HTML in the city"),
            ({"county": "<script>"}, "record 22 (78501): HTML in the county"),
            ({"zip_code": "785011"}, "record 22 (785011): no ZIP code"),
            ({}, "record 22 (78501): this ZIP code stands there twice"),
        ],
    )
    def test_a_bad_record_is_one_line_and_retires_nothing(
        self, changes: dict[str, str], reason: str, imported: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        before = everything()
        records = [*zipcodes.list_all(), {**RECORDS[0], **changes}]
        monkeypatch.setattr(zipcodes, "list_all", lambda: records)
        said = run("import_zip_areas")
        assert said[1] == f"  rejected  {reason}"
        assert everything() == before

    def test_whose_record_cannot_be_read_stays_in_use(self, imported: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        before = everything()
        records = [{**RECORDS[0], "state": ""}, *zipcodes.list_all()[1:]]
        monkeypatch.setattr(zipcodes, "list_all", lambda: records)
        assert "0 added, 0 changed, 0 ended, 1 rejected" in run("import_zip_areas")[0]
        assert everything() == before


def test_a_person_governs_one_state(imported: Path) -> None:
    report = import_governors(files=[governor("mt", id="t" * 36), governor("tx", id="t" * 36)])
    assert report.rejected == ["tx/executive/Gil Gobernador.yml: this id stands there twice, for MT and TX"]
    assert Holder.objects.filter(office__kind="governor").count() == 2


# What no source means to write, in place of any value of a row.
NASTY = [None, [], {"a": 1}, -1, 10**30, float("inf"), "\0", "<b>x</b>", "x" * 1_000, "2026-13-45", 123456]


def spoiled(row: Any) -> Iterator[Any]:
    """`row` with one value at a time replaced by each nasty one."""
    for path in leaves(row):
        for value in NASTY:
            copied = copy.deepcopy(row)
            target = copied
            for step in path[:-1]:
                target = target[step]
            target[path[-1]] = value
            yield copied


def leaves(value: Any) -> Iterator[tuple[Any, ...]]:
    """The way to every value inside, containers too."""
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in items:
        yield (key,)
        yield from ((key, *rest) for rest in leaves(inner))


def fits(row: models.Model) -> bool:
    """Whether every text fits its column: SQLite does not ask, PostgreSQL does."""
    fields = [field for field in row._meta.concrete_fields if isinstance(field, models.CharField)]
    return all(len(getattr(row, field.attname) or "") <= field.max_length for field in fields)


def survives(run_import: Callable[[], Report]) -> str:
    """Import and take it back: a report or a refusal, and rows that fit. Returns what was said."""
    try:
        with transaction.atomic():
            report = run_import()
            offices = Office.objects.filter(state="TX").exclude(kind=Office.Kind.US_ATTORNEY)
            rows = [*offices, *Holder.objects.all(), *DistrictOffice.objects.all()]
            assert all(fits(row) for row in rows)
            transaction.set_rollback(True)
    except BadSource as error:
        return str(error)
    return "\n".join(report.lines())


class TestWhateverStandsInOneRow:
    """Each test says how many of the spoiled rows were refused: no value at all may be let in by mistake."""

    def test_a_member(self, imported: Path) -> None:
        rows = members()
        files = [as_json([row, *rows[1:]]) for row in spoiled(rows[0])]
        said = [survives(partial(import_congress, data=data)) for data in files]
        assert sum("1 rejected" in text for text in said) > len(said) / 4

    def test_a_branch_office(self, imported: Path) -> None:
        row = {"id": {"bioguide": "A000001"}, "offices": [branch("A000001-a")]}
        files = [as_json([one]) for one in spoiled(row)]
        said = [survives(partial(import_district_offices, data=data)) for data in files]
        assert sum("1 rejected" in text for text in said) > len(said) / 4

    def test_a_governor(self, imported: Path) -> None:
        name, text = governor()
        files = [[(name, yaml.safe_dump(one).encode())] for one in spoiled(yaml.safe_load(text))]
        said = [survives(partial(import_governors, files=one)) for one in files]
        assert sum("1 rejected" in text or "name no governor" in text for text in said) > len(said) / 4
