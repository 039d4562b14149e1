"""How calls went: counted once, believed for a while, forgotten in the end, and nothing about the caller."""

import csv
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.db.models import Field
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.core.clock import now
from cms.officials.care import care_for_officials
from cms.officials.models import CallReport, DistrictOffice, Office
from cms.officials.models.call_report import FULL_FOR
from cms.officials.services import CallProblem, record_call
from cms.officials.tasks import care
from cms.users.roles import AUDITORS, EDITORS, ROLES
from tests.conftest import Clock
from tests.factories.calls import called
from tests.factories.site import logged_in

pytestmark = [pytest.mark.core, pytest.mark.usefixtures("congress")]


@pytest.fixture
def house() -> Office:
    return Office.objects.get(key="house-TX-15")


@pytest.fixture
def senator() -> Office:
    return Office.objects.get(key="senator-TX-1")


def branch_of(office: Office) -> DistrictOffice:
    return DistrictOffice.objects.create(office=office, city="McAllen", state="TX", phone="+19565550142")


def fine_call(office: Office) -> dict[str, Any]:
    return {"office_id": office.pk, "outcome": "spoke", "channel": "web", "submission_key": "x"}


def full() -> set[tuple[int, int]]:
    return CallReport.objects.full_numbers(now())


class TestRecording:
    def test_one_call_is_one_row(self, house: Office) -> None:
        report = called(house, "left_message")
        assert (report.office, report.branch, report.page, report.channel) == (house, None, None, "web")
        assert report.at == now()
        assert str(report) == f"{house.pk} left_message"

    def test_a_double_click_is_one_call(self, house: Office) -> None:
        facts: dict[str, Any] = {"office_id": house.pk, "channel": "web", "submission_key": "once"}
        first = record_call(outcome="spoke", **facts)
        assert record_call(outcome="no_answer", **facts) == first
        assert CallReport.objects.get().outcome == "spoke"

    @pytest.mark.parametrize("wrong", [{"outcome": "won"}, {"channel": "pigeon"}, {"outcome": ""}, {"office_id": 0}])
    def test_what_is_no_call_is_not_written(self, house: Office, wrong: dict[str, object]) -> None:
        facts: dict[str, Any] = {**fine_call(house), **wrong}
        with pytest.raises(CallProblem):
            record_call(**facts)
        assert not CallReport.objects.exists()

    def test_a_branch_belongs_to_its_own_office(self, house: Office, senator: Office) -> None:
        branch = branch_of(senator)
        with pytest.raises(CallProblem, match="another office"):
            called(house, branch=branch.pk)
        assert called(senator, branch=branch.pk).branch == branch

    def test_nothing_is_kept_about_the_caller(self) -> None:
        kept = {field.name for field in CallReport._meta.get_fields() if isinstance(field, Field)}
        assert kept == {"id", "office", "branch", "page", "outcome", "channel", "at", "submission_key"}


class TestFullMailboxes:
    def test_one_report_is_not_enough(self, house: Office) -> None:
        called(house, "mailbox_full")
        assert full() == set()
        called(house, "mailbox_full")
        assert full() == {(house.pk, 0)}

    def test_other_outcomes_and_offices_do_not_count(self, house: Office, senator: Office) -> None:
        called(house, "mailbox_full")
        called(senator, "mailbox_full")
        called(house, "no_answer")
        assert full() == set()

    def test_it_is_believed_for_half_an_hour(self, house: Office, clock: Clock) -> None:
        called(house, "mailbox_full")
        clock.forward(minutes=29)
        called(house, "mailbox_full")
        assert full() == {(house.pk, 0)}
        clock.forward(minutes=1)
        assert full() == set()

    @pytest.mark.parametrize("outcome", ["spoke", "left_message"])
    def test_whoever_got_through_after_it_proves_it_empty(self, house: Office, clock: Clock, outcome: str) -> None:
        called(house, outcome)
        clock.forward(minutes=1)
        called(house, "mailbox_full")
        called(house, "mailbox_full")
        assert full()
        clock.forward(minutes=1)
        called(house, outcome)
        assert full() == set()
        clock.forward(minutes=1)
        called(house, "mailbox_full")
        assert full() == set()
        called(house, "mailbox_full")
        assert full()

    def test_that_nobody_answered_proves_nothing(self, house: Office, clock: Clock) -> None:
        called(house, "mailbox_full")
        called(house, "mailbox_full")
        clock.forward(minutes=1)
        called(house, "no_answer")
        assert full()

    def test_a_branch_has_a_mailbox_of_its_own(self, senator: Office, clock: Clock) -> None:
        branch = branch_of(senator)
        called(senator, "mailbox_full", branch=branch.pk)
        called(senator, "mailbox_full", branch=branch.pk)
        clock.forward(minutes=1)
        called(senator, "spoke")
        assert full() == {(senator.pk, branch.pk)}
        called(senator, "spoke", branch=branch.pk)
        assert full() == set()

    def test_it_takes_one_query(self, house: Office, django_assert_num_queries) -> None:
        called(house, "mailbox_full")
        with django_assert_num_queries(1):
            full()

    @settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.tuples(st.integers(0, 45), st.sampled_from(CallReport.Outcome.values)), max_size=8))
    def test_it_is_what_the_sentence_says(self, calls: list[tuple[int, str]]) -> None:
        """Minutes ago and outcome, in any order, against the rule told in Python."""
        CallReport.objects.all().delete()
        office = Office.objects.get(key="house-TX-15")
        CallReport.objects.bulk_create(
            CallReport(
                office=office,
                outcome=outcome,
                channel="web",
                submission_key=str(number),
                at=now() - timedelta(minutes=minutes),
            )
            for number, (minutes, outcome) in enumerate(calls)
        )
        recent = [(ago, outcome) for ago, outcome in calls if timedelta(minutes=ago) < FULL_FOR]
        last_through = min((ago for ago, outcome in recent if outcome in CallReport.THROUGH), default=99)
        reports = [ago for ago, outcome in recent if outcome == "mailbox_full" and ago < last_through]
        assert bool(full()) == (len(reports) >= 2)


class TestNumbers:
    def test_counts_by_outcome(self, house: Office, senator: Office) -> None:
        for outcome in ("spoke", "spoke", "no_answer"):
            called(house, outcome)
        called(senator, "spoke")
        counts = CallReport.objects.filter(office=house).by_outcome()
        assert counts == {"spoke": 2, "left_message": 0, "mailbox_full": 0, "no_answer": 1}

    def test_old_reports_go(self, house: Office, clock: Clock) -> None:
        called(house)
        clock.forward(days=399)
        care()
        called(house)
        assert CallReport.objects.count() == 2
        clock.forward(days=1)
        assert care_for_officials() == 1
        assert care_for_officials() == 0
        assert CallReport.objects.count() == 1


class TestReport:
    def rows(self, **query: str) -> list[list[str]]:
        response = logged_in(EDITORS).get(reverse("call_numbers"), {"export": "csv", **query})
        assert response.headers["Content-Disposition"] == 'attachment; filename="calls.csv"'
        return list(csv.reader(response.getvalue().decode().splitlines()))

    def test_numbers_by_office(self, house: Office, senator: Office) -> None:
        for outcome in ("spoke", "mailbox_full", "mailbox_full"):
            called(house, outcome, at=datetime(2026, 3, 2, 15, tzinfo=UTC))
        called(senator, "left_message", branch=branch_of(senator).pk)
        page = logged_in(EDITORS).get(reverse("call_numbers")).content.decode()
        assert page.index("Representative, TX-15") < page.index("Senator, Texas")
        assert "Representative, TX-28" not in page

    def test_the_file(self, house: Office, senator: Office) -> None:
        for outcome in ("spoke", "mailbox_full", "mailbox_full"):
            called(house, outcome, at=datetime(2026, 3, 2, 15, tzinfo=UTC))
        called(senator, "left_message")
        heading, first, second = self.rows()
        assert heading[:4] == ["Office", "Held by", "Spoke to someone", "Left a message"]
        assert first == ["Representative, TX-15", "Ana A000001", "1", "0", "2", "0", "3", "2026-03-02 15:00:00+00:00"]
        assert second[:3] == ["Senator, Texas", "Ana S000001", "0"]

    def test_one_state(self, house: Office) -> None:
        called(house)
        assert len(self.rows(state="TX", kind="representative")) == 2

    def test_another_state(self, house: Office) -> None:
        called(house)
        assert len(self.rows(state="VT")) == 1

    def test_a_name_is_no_formula(self) -> None:
        called(Office.objects.create(kind="agency", name='=HYPERLINK("https://x.example/")'))
        assert self.rows()[1][0].startswith("'=")

    def test_a_name_is_no_formula_in_a_workbook_either(self) -> None:
        called(Office.objects.create(kind="agency", name="=1+1"))
        response = logged_in(EDITORS).get(reverse("call_numbers"), {"export": "xlsx"})
        cell = openpyxl.load_workbook(BytesIO(response.getvalue())).active["A2"]
        assert (cell.data_type, cell.value) == ("s", "'=1+1")

    @pytest.mark.parametrize("role", ROLES)
    def test_who_sees_it(self, role: str) -> None:
        response = logged_in(role).get(reverse("call_numbers"))
        assert (response.status_code == 200) == (role in (EDITORS, AUDITORS))

    def test_it_stands_in_the_menu_of_those_who_may(self) -> None:
        assert reverse("call_numbers") in logged_in(AUDITORS).get("/admin/").content.decode()

    def test_it_stands_in_no_other_menu(self) -> None:
        assert reverse("call_numbers") not in logged_in("Moderators").get("/admin/").content.decode()
