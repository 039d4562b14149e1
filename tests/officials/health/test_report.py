"""The report of data health: every problem, six queries, a file, and who may open it."""

import csv
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from cms.core.clock import today
from cms.officials.health.counts import health_by_kind, health_of_branches
from cms.officials.health.rows import FAILING_CALLS, HealthRow, Problem, count_problems, health_rows
from cms.officials.importing.branches import import_district_offices
from cms.officials.models import DistrictOffice, Holder, Office
from cms.users.roles import AUDITORS, DIRECTORY_KEEPERS, EDITORS, ROLES
from tests.conftest import Clock
from tests.factories.calls import called
from tests.factories.corrections import correction
from tests.factories.officials import branch, branches
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]
URL = "/admin/reports/data-health/"


@pytest.fixture
def house() -> Office:
    """In good health."""
    office = Office.objects.get(key="house-TX-15")
    import_district_offices(data=branches(branch("A000001-a")))
    return office


def row_of(office: Office, branch_id: int = 0) -> HealthRow | None:
    return next((row for row in health_rows() if (row.office_id, row.branch_id) == (office.pk, branch_id)), None)


def problems(office: Office, branch_id: int = 0) -> tuple[Problem, ...]:
    row = row_of(office, branch_id)
    return row.problems if row else ()


def fail_calls(office: Office, times: int, outcome: str = "no_answer", branch_id: int | None = None) -> None:
    for _call in range(times):
        called(office, outcome, branch=branch_id)


def text(response: Any) -> str:
    return str(response.content.decode())


class TestRows:
    def test_what_is_well_is_not_in_it(self, house: Office) -> None:
        assert row_of(house) is None
        assert row_of(house, DistrictOffice.objects.get().pk) is None

    def test_old_data(self, house: Office, clock: Clock) -> None:
        clock.forward(days=181)
        assert problems(house) == (Problem.STALE,)
        assert problems(house, DistrictOffice.objects.get().pk) == (Problem.STALE,)

    def test_no_phone(self, house: Office) -> None:
        Office.objects.filter(pk=house.pk).update(phone="")
        assert problems(house) == (Problem.NO_PHONE,)

    def test_a_term_that_is_over(self, house: Office) -> None:
        house.holders.update(end=date(2026, 3, 2))
        assert problems(house) == (Problem.TERM_OVER,)
        house.holders.update(end=today())
        assert problems(house) == ()

    def test_a_vacant_seat_but_no_vacant_agency(self, house: Office) -> None:
        house.holders.update(left_on=date(2026, 3, 1))
        assert problems(house) == (Problem.VACANT,)
        agency = Office.objects.create(kind="agency", name="Agency", phone="+12025550123", checked_on=today())
        assert problems(agency) == ()

    def test_what_readers_say(self, house: Office) -> None:
        correction(object_id=house.pk)
        correction(object_id=house.pk)
        row = row_of(house)
        assert (row.problems, row.corrections) == ((Problem.CORRECTED,), 2)

    def test_a_branch_is_not_its_office_though_the_number_is_the_same(self, house: Office) -> None:
        one = DistrictOffice.objects.create(
            pk=house.pk, office=house, city="Austin", state="TX", phone="+15125550123", checked_on=today()
        )
        correction("branch", one.pk)
        assert problems(house) == ()
        assert problems(house, one.pk) == (Problem.CORRECTED,)

    @pytest.mark.parametrize("outcome", ["no_answer", "mailbox_full"])
    def test_calls_that_fail(self, house: Office, outcome: str, clock: Clock) -> None:
        fail_calls(house, FAILING_CALLS - 1, outcome)
        assert problems(house) == ()
        fail_calls(house, 1, outcome)
        assert row_of(house).failed_calls == FAILING_CALLS
        assert problems(house) == (Problem.FAILING,)
        clock.forward(days=7, seconds=1)
        assert problems(house) == ()

    def test_calls_that_got_through_do_not_count(self, house: Office) -> None:
        fail_calls(house, 20, "spoke")
        assert problems(house) == ()

    def test_a_branch_has_calls_of_its_own(self, house: Office) -> None:
        one = DistrictOffice.objects.get()
        fail_calls(house, FAILING_CALLS, branch_id=one.pk)
        assert problems(house) == ()
        assert problems(house, one.pk) == (Problem.FAILING,)

    def test_a_closed_branch_needs_no_care(self, house: Office, clock: Clock) -> None:
        clock.forward(days=400)
        DistrictOffice.objects.update(closed_on=today())
        assert problems(house, DistrictOffice.objects.get().pk) == ()

    def test_the_worst_come_first(self, house: Office) -> None:
        Office.objects.filter(pk=house.pk).update(phone="", checked_on=None)
        house.holders.update(left_on=date(2026, 3, 1))
        correction(object_id=house.pk)
        assert health_rows()[0].office_id == house.pk

    def test_the_numbers_are_those_of_data_health_elsewhere(self, house: Office, clock: Clock) -> None:
        clock.forward(days=100)
        Office.objects.filter(key="house-PR-0").update(checked_on=date(2020, 1, 1))
        Holder.objects.filter(external_id="S000001").update(end=date(2026, 3, 4))
        figures = [*health_by_kind().values(), health_of_branches()]
        counts = dict(count_problems(health_rows()))
        assert counts[Problem.STALE] == sum(one.stale for one in figures)
        assert counts[Problem.NO_PHONE] == sum(one.without_phone for one in figures)
        assert counts[Problem.VACANT] == sum(one.vacant or 0 for one in figures)
        assert counts[Problem.TERM_OVER] == sum(one.term_over or 0 for one in figures) == 1

    def test_six_queries(self, house: Office, django_assert_num_queries: Any) -> None:
        correction(object_id=house.pk)
        fail_calls(house, 9)
        with django_assert_num_queries(6):
            assert len(health_rows()) > 100


class TestView:
    @pytest.mark.parametrize("role", ROLES)
    def test_who_may_open_it(self, role: str) -> None:
        browser = logged_in(role)
        may = role in {EDITORS, DIRECTORY_KEEPERS, AUDITORS}
        for address in (URL, f"{URL}results/", f"{URL}?export=csv"):
            assert (browser.get(address).status_code == 200) is may
        assert (URL in text(browser.get("/admin/"))) is may

    def test_it_leads_to_where_things_are_changed(self, house: Office) -> None:
        Office.objects.filter(pk=house.pk).update(phone="")
        one = DistrictOffice.objects.create(office=house, city="Austin", state="TX")
        page = text(logged_in(EDITORS).get(URL, {"kind": "representative", "state": "TX"}))
        assert reverse("wagtailsnippets_officials_office:edit", args=[house.pk]) in page
        assert reverse("wagtailsnippets_officials_districtoffice:edit", args=[one.pk]) in page
        assert "Representative, TX-15: Austin, TX" in page

    def test_auditors_get_no_links_to_screens_they_may_not_open(self) -> None:
        assert "/office/edit/" not in text(logged_in(AUDITORS).get(URL))

    @pytest.mark.parametrize(
        ("query", "found"),
        [
            ({"problem": "no_phone", "kind": "representative"}, {"Representative, TX-15"}),
            ({"problem": "no_phone", "kind": "delegate"}, set()),
            ({"problem": "no_phone", "state": "VT"}, set()),
        ],
    )
    def test_filters(self, house: Office, query: dict[str, str], found: set[str]) -> None:
        Office.objects.exclude(phone="+1").update(phone="+12025550123")
        Office.objects.filter(pk=house.pk).update(phone="")
        rows = logged_in(EDITORS).get(URL, query).context["object_list"]
        assert {row.label for row in rows} == found

    def test_nonsense_in_the_address_shows_everything(self) -> None:
        browser = logged_in(EDITORS)
        for query in ({"problem": "x"}, {"kind": "<b>"}, {"p": "999"}, {"ordering": "phone"}):
            assert browser.get(URL, query).status_code == 200

    def test_the_counts_lead_to_their_lists(self, house: Office) -> None:
        correction(object_id=house.pk)
        page = " ".join(text(logged_in(EDITORS).get(URL)).split())
        assert f'<a href="{URL}?problem=corrections"><strong>1</strong> Readers say it is wrong</a>' in page

    def test_a_file_for_a_spreadsheet(self, house: Office) -> None:
        house.holders.update(name="=cmd()", end=date(2026, 1, 1))
        response: Any = logged_in(EDITORS).get(URL, {"export": "csv", "problem": "term_over"})
        lines = list(csv.DictReader(b"".join(response.streaming_content).decode().splitlines()))
        assert [(line["Office"], line["Held by"]) for line in lines] == [("Representative, TX-15", "'=cmd()")]
        assert lines[0]["What to look at"] == "Term is over by our data"

    def test_every_row_is_in_the_file(self) -> None:
        browser = logged_in(EDITORS)
        response: Any = browser.get(URL, {"export": "csv"})
        lines = list(csv.reader(b"".join(response.streaming_content).decode().splitlines()))
        assert len(lines) == len(health_rows()) + 1 > 51

    def test_queries(self, django_assert_max_num_queries: Any) -> None:
        browser = logged_in(EDITORS)
        browser.get(URL)
        with django_assert_max_num_queries(22):
            browser.get(URL)
