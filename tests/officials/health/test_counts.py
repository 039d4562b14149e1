"""The figures of data health: the same wherever they are shown, and few queries."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from pytest_django import DjangoAssertNumQueries

from cms.officials.health.counts import Health, health_by_kind, health_of_branches, health_of_offices
from cms.officials.importing.branches import import_district_offices
from cms.officials.models import DistrictOffice, Holder, Office
from tests.conftest import Clock
from tests.factories.officials import as_json, branch, branches, members

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]
HOUSE = (Office.Kind.REPRESENTATIVE, Office.Kind.DELEGATE)


def test_every_figure_counts_what_its_list_in_the_admin_shows(clock: Clock) -> None:
    Holder.objects.filter(external_id="A000001").update(end=date(2026, 1, 1))
    Office.objects.filter(key="house-PR-0").update(is_corrected=True, checked_on=date(2025, 1, 1))
    office = Office.objects.filter(key="house-VT-0").get()
    for start, end in ((date(2021, 1, 3), date(2025, 1, 3)), (date(2025, 1, 3), date(2026, 2, 1))):
        left = end if end.year == 2025 else None
        Holder.objects.create(office=office, name=f"Ana {start}", start=start, end=end, left_on=left)
    health = health_by_kind()
    for kind in (Office.Kind.SENATOR, *HOUSE):
        rows = Office.objects.of_kind(kind)
        assert health[kind] == Health(
            rows=rows.count(),
            stale=rows.stale().count(),
            without_phone=rows.without_phone().count(),
            corrected=rows.filter(is_corrected=True).count(),
            vacant=rows.vacant().count(),
            term_over=Holder.objects.needs_review().filter(office__kind=kind).count(),
        )
    assert (health["representative"].term_over, health["delegate"].corrected, health["delegate"].stale) == (2, 1, 1)
    assert health["representative"].vacant == Office.objects.of_kind("representative").count() - 2


def test_kinds_together_are_the_sum_of_each(clock: Clock) -> None:
    one, other = (health_of_offices(kind) for kind in HOUSE)
    both = health_of_offices(*HOUSE)
    for name in ("rows", "stale", "without_phone", "corrected", "vacant", "term_over"):
        assert getattr(both, name) == getattr(one, name) + getattr(other, name)


def test_what_nobody_holds_is_never_vacant_and_what_is_not_there_is_zero() -> None:
    Office.objects.create(kind="agency", name="Field office")
    health = health_by_kind()
    assert health["agency"] == Health(rows=1, stale=1, without_phone=1)
    assert health["company"] == Health()
    assert health["governor"] == Health(vacant=0, term_over=0)
    assert list(health) == Office.Kind.values


def test_branches_that_are_closed_need_no_care(clock: Clock) -> None:
    import_district_offices(data=branches(branch("A000001-a"), branch("A000001-b", phone=""), branch("A000001-c")))
    DistrictOffice.objects.filter(external_id="A000001-c").update(closed_on=date(2026, 3, 3), phone="")
    clock.forward(days=181)
    DistrictOffice.objects.filter(external_id="A000001-a").update(is_corrected=True)
    assert health_of_branches() == Health(rows=2, stale=2, without_phone=1, corrected=1)


def test_one_query_for_all_kinds_and_one_for_branches(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(2):
        health_by_kind()
        health_of_branches()


def test_an_import_ends_with_the_health_of_its_table(tmp_path: Path) -> None:
    (tmp_path / "members.json").write_bytes(as_json(members()))
    out = StringIO()
    call_command("import_congress", "--file", str(tmp_path / "members.json"), stdout=out)
    assert out.getvalue().splitlines()[-1] == (f"  health    {health_of_offices(*Office.CONGRESS)}"), (
        "the health of senators, representatives and delegates together"
    )
    assert "113 offices: 0 stale, 108 without phone, 108 vacant, 0 terms over, 0 corrected by hand" in out.getvalue()


def test_the_command_names_every_table() -> None:
    out = StringIO()
    call_command("data_health", stdout=out)
    lines = out.getvalue().splitlines()
    assert lines[0] == "Data health on 2026-03-03 (stale: nobody has looked at it for half a year):"
    assert lines[1] == "  21 ZIP areas: 1 not in use, 2 in use without a place"
    assert lines[2] == "  13 districts in force: 0 outdated, 45 states missing"
    assert [line[:18].strip() for line in lines[3:]] == [
        *(Office.Kind(kind).label for kind in Office.Kind.values),
        "District office",
    ]
