"""Visits: when there is room, who may change what, and what is kept how long."""

import logging
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import pytest
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st

from cms.core.clock import now
from cms.officials.care import care_for_officials
from cms.officials.models import DistrictOffice, Holder, Position, Visit
from cms.officials.services import agree_to_report, cancel_visit, decline_report, find_visit, plan_visit, report_back
from cms.officials.visits.problems import (
    AlreadyReviewed,
    NotOffered,
    NotYet,
    SlotFull,
    TooLate,
    UnknownVisit,
    VisitProblem,
)
from cms.officials.visits.slots import SlotRules, WrongHours, free_slots, parse_hours
from cms.officials.visits.standing import standing
from cms.outbox.models import OutgoingEmail
from tests.factories.site import person
from tests.factories.visits import EMAIL, NAME, RULES, THURSDAY_10, WORDS, after, branch, fresh, planned

pytestmark = pytest.mark.django_db


def times(at: DistrictOffice, **rules: Any) -> list[str]:
    """What is offered now, by the office's own clock."""
    wanted = SlotRules(**{"hours": RULES.hours, "people_per_slot": 4, "days_ahead": 14, **rules})
    return [slot.starts_at.strftime("%a %d %H:%M") for slot in free_slots(at, rules=wanted, moment=now())]


class TestHours:
    @pytest.mark.parametrize(
        ("text", "hours"),
        [("10:00, 14:00", [10, 14]), ("14:00,10:00", [10, 14]), ("9:00", [9]), (" 10:00 , 10:00 ", [10])],
    )
    def test_a_list_of_hours_is_read(self, text: str, hours: list[int]) -> None:
        assert [hour.hour for hour in parse_hours(text)] == hours

    @pytest.mark.parametrize(
        "text",
        [
            "", ",", "10", "10:00;14:00", "ten", "25:00", "10:61", "10:00,", "8:59", "17:00", "02:30", "-1:00",
            "١٠:٠٠", "10:00 AM", "9:00,9:30,10:00,10:30,11:00,11:30,12:00,12:30,13:00",
        ],
    )  # fmt: skip
    def test_anything_else_is_not(self, text: str) -> None:
        with pytest.raises(WrongHours):
            parse_hours(text)

    @given(st.text(max_size=30))
    def test_no_text_makes_it_fall_over(self, text: str) -> None:
        try:
            hours = parse_hours(text)
        except WrongHours:
            return
        assert all(time(9) <= hour < time(17) for hour in hours)


class TestSlots:
    def test_working_days_a_day_ahead_by_the_office_s_own_clock(self, clock) -> None:
        assert times(branch(), days_ahead=7) == [
            "Wed 04 10:00", "Wed 04 14:00", "Thu 05 10:00", "Thu 05 14:00", "Fri 06 10:00", "Fri 06 14:00",
            "Mon 09 10:00", "Mon 09 14:00", "Tue 10 10:00", "Tue 10 14:00",
        ]  # fmt: skip

    def test_at_least_24_hours_ahead_to_the_minute(self, clock) -> None:
        office = branch()
        clock.move_to(datetime(2026, 3, 3, 16, 0, tzinfo=UTC))
        assert times(office)[0] == "Wed 04 10:00"
        clock.forward(seconds=1)
        assert times(office)[0] == "Wed 04 14:00"

    @pytest.mark.parametrize(
        ("moment", "first"),
        [
            # Summer time begins on Sunday, March 8: Saturday 10:30 to Monday 10:00 is 46.5 hours and not 47.5.
            (datetime(2026, 3, 7, 16, 30, tzinfo=UTC), "Mon 09 10:00"),
            # It ends on Sunday, November 1.
            (datetime(2026, 10, 31, 15, 30, tzinfo=UTC), "Mon 02 10:00"),
        ],
    )
    def test_nights_in_which_clocks_change(self, clock, moment: datetime, first: str) -> None:
        clock.move_to(moment)
        assert times(branch())[0] == first

    def test_the_wall_hour_stays_when_summer_time_comes(self, clock) -> None:
        found = free_slots(branch(), rules=RULES, moment=now())
        by_day = {slot.starts_at.date(): slot.value for slot in found if slot.starts_at.hour == 10}
        assert by_day[date(2026, 3, 6)] == "2026-03-06T16:00Z"
        assert by_day[date(2026, 3, 9)] == "2026-03-09T15:00Z"

    def test_federal_holidays_are_left_out(self, clock) -> None:
        clock.move_to(datetime(2026, 11, 23, 15, tzinfo=UTC))
        days = [one[:6] for one in times(branch(), days_ahead=7)]
        assert "Wed 25" in days
        assert "Thu 26" not in days

    def test_guam_is_ahead_of_texas(self, clock) -> None:
        assert times(branch(time_zone="Pacific/Guam"))[0] == "Thu 05 10:00"

    def test_a_closed_office_and_one_without_a_clock_offer_none(self, clock) -> None:
        assert times(branch(closed_on=date(2026, 1, 1))) == []
        assert times(branch(time_zone="")) == []

    def test_the_cap_counts_people_of_both_languages_and_only_of_this_office(self, clock) -> None:
        office = branch()
        planned(office, people=1)
        planned(office, people=2, language="es")
        planned(branch(), people=4)
        left = {slot.starts_at: slot.places_left for slot in free_slots(office, rules=RULES, moment=now())}
        assert left[THURSDAY_10] == 1
        assert left[THURSDAY_10 + timedelta(hours=4)] == 4

    def test_a_smaller_cap_than_people_is_full_and_not_less(self, clock) -> None:
        office = branch()
        planned(office, people=4)
        small = SlotRules(RULES.hours, people_per_slot=2, days_ahead=14)
        assert {slot.places_left for slot in free_slots(office, rules=small, moment=now())} == {0, 2}

    def test_one_query_however_many_days(self, clock, django_assert_num_queries) -> None:
        office = branch()
        with django_assert_num_queries(1):
            assert len(free_slots(office, rules=RULES, moment=now())) == 20


class TestPlanning:
    def test_a_plan_is_kept_encrypted_and_found_by_its_link(self, clock) -> None:
        visit = planned()
        assert find_visit(visit.token) == visit
        with connection.cursor() as cursor:
            cursor.execute("SELECT name || email || token FROM officials_visit")
            raw = cursor.fetchone()[0]
        for secret in (NAME, EMAIL, visit.token):
            assert secret not in raw

    @pytest.mark.parametrize(
        "starts_at",
        [
            datetime(2026, 3, 2, 16, tzinfo=UTC),  # yesterday
            datetime(2026, 3, 4, 14, tzinfo=UTC),  # in less than a day
            datetime(2026, 3, 5, 16, 1, tzinfo=UTC),  # no hour of the page
            datetime(2026, 3, 7, 16, tzinfo=UTC),  # a Saturday
            datetime(2026, 3, 18, 15, tzinfo=UTC),  # further ahead than the page says
        ],
    )
    def test_a_time_that_is_not_offered_is_refused(self, clock, starts_at: datetime) -> None:
        with pytest.raises(NotOffered):
            planned(starts_at=starts_at)
        assert not Visit.objects.exists()
        assert not OutgoingEmail.objects.exists()

    def test_a_closed_or_unknown_office_is_refused(self, clock) -> None:
        for pk in (branch(closed_on=date(2026, 1, 1)).pk, 987654):
            with pytest.raises(NotOffered) as caught:
                planned(branch_id=pk)
            assert "another" in caught.value.sentence

    def test_a_full_time_is_refused_with_the_places_left(self, clock) -> None:
        office = branch()
        planned(office, people=3)
        with pytest.raises(SlotFull) as caught:
            planned(office, people=2)
        assert "Only 1 place is left" in caught.value.sentence
        planned(office, people=1)
        with pytest.raises(SlotFull) as caught:
            planned(office, people=1)
        assert "just filled up" in caught.value.sentence

    def test_a_double_click_plans_once(self, clock) -> None:
        office = branch()
        first = planned(office, people=4, submission_key="same")
        assert planned(office, people=4, submission_key="same") == first
        assert Visit.objects.count() == 1
        assert OutgoingEmail.objects.filter(kind="officials.visit_confirmed").count() == 1

    @pytest.mark.parametrize("token", ["", "nonsense", "a" * 43, "🙂"])
    def test_a_forged_link_finds_nothing(self, clock, token: str) -> None:
        planned()
        with pytest.raises(UnknownVisit):
            find_visit(token)


class TestCallingOff:
    def test_it_frees_the_places_and_can_be_repeated(self, clock) -> None:
        office = branch()
        visit = planned(office, people=4)
        cancel_visit(visit_id=visit.pk)
        clock.forward(hours=1)
        again = cancel_visit(visit_id=visit.pk)
        assert again.cancelled_at == now() - timedelta(hours=1)
        planned(office, people=4)

    def test_not_once_it_has_begun(self, clock) -> None:
        visit = after(planned(), clock, seconds=0)
        with pytest.raises(TooLate):
            cancel_visit(visit_id=visit.pk)
        assert fresh(visit).status == "planned"

    def test_not_after_a_report(self, clock) -> None:
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS)
        with pytest.raises(TooLate):
            cancel_visit(visit_id=visit.pk)


class TestReporting:
    def test_words_replace_earlier_ones_and_the_first_time_stays(self, clock) -> None:
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS, follow_up_on=date(2026, 4, 1))
        first = now()
        clock.forward(days=1)
        report_back(visit_id=visit.pk, met_whom="the scheduler")
        found = fresh(visit)
        assert (found.met_whom, found.stance, found.promise, found.follow_up_on) == ("the scheduler", "", "", None)
        assert (found.status, found.reported_at) == ("reported", first)

    def test_not_before_the_visit(self, clock) -> None:
        with pytest.raises(NotYet):
            report_back(visit_id=planned().pk, **WORDS)

    def test_not_for_a_visit_that_was_called_off_closed_or_erased(self, clock) -> None:
        office = branch()
        cancelled, old = planned(office), planned(office)
        cancel_visit(visit_id=cancelled.pk)
        after(old, clock, days=29)
        care_for_officials()
        for visit in (cancelled, old):
            with pytest.raises(AlreadyReviewed):
                report_back(visit_id=visit.pk, **WORDS)

    def test_not_after_an_editor_has_decided(self, clock) -> None:
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS)
        decline_report(visit_id=visit.pk, user_id=person().pk)
        with pytest.raises(AlreadyReviewed) as caught:
            report_back(visit_id=visit.pk, met_whom="somebody else")
        assert "Thank you" in caught.value.sentence
        assert fresh(visit).met_whom == WORDS["met_whom"]


class TestReview:
    @pytest.fixture
    def campaign_id(self, site) -> int:
        return int(site.root_page_id)

    def reported(self, clock, **changes: Any) -> Visit:
        heard = {**WORDS, "stance": changes.pop("stance", "spoken_out")}
        visit = after(planned(**changes), clock)
        return report_back(visit_id=visit.pk, **heard)

    def test_agreeing_makes_a_position_of_the_day_of_the_visit(self, clock, campaign_id: int) -> None:
        visit = self.reported(clock, campaign_id=campaign_id)
        editor = person()
        clock.forward(days=3)
        source = "https://paper.example/story"
        position = agree_to_report(visit_id=visit.pk, user_id=editor.pk, source_url=source)
        assert position == Position.objects.get()
        assert (position.holder.name, position.stance, position.campaign_id) == (
            "Rosa Ejemplo",
            "spoken_out",
            campaign_id,
        )
        assert (position.stated_on, position.source_url, position.is_sample) == (date(2026, 3, 5), source, False)
        found = fresh(visit)
        assert (found.agreed, found.reviewed_by, found.reviewed_at) == (True, editor, now())
        assert not Visit.objects.to_review().exists()

    def test_without_an_address_the_page_of_the_action_is_the_source(self, clock, campaign_id: int, site) -> None:
        visit = self.reported(clock, campaign_id=campaign_id, page_id=campaign_id)
        position = agree_to_report(visit_id=visit.pk, user_id=person().pk)
        assert position.source_url == "http://localhost:8000/en/"

    def test_a_position_heard_from_a_sample_is_a_sample(self, clock, campaign_id: int) -> None:
        visit = self.reported(clock, campaign_id=campaign_id)
        Holder.objects.update(is_sample=True)
        assert agree_to_report(visit_id=visit.pk, user_id=person().pk).is_sample

    def test_the_one_who_left_is_quoted_and_not_the_one_who_came(self, clock, campaign_id: int) -> None:
        visit = self.reported(clock, campaign_id=campaign_id)
        clock.forward(days=3)
        Holder.objects.update(left_on=date(2026, 3, 7))
        Holder.objects.create(office=visit.branch.office, name="Somebody New", start=date(2026, 3, 7))
        assert agree_to_report(visit_id=visit.pk, user_id=person().pk).holder.name == "Rosa Ejemplo"

    @pytest.mark.parametrize("case", ["no stance", "no campaign", "vacant"])
    def test_where_there_is_nothing_to_record_agreeing_notes_only_the_reading(
        self, clock, campaign_id: int, case: str
    ) -> None:
        visit = self.reported(
            clock,
            at=branch(holder=None if case == "vacant" else "Rosa Ejemplo"),
            campaign_id=None if case == "no campaign" else campaign_id,
            stance="" if case == "no stance" else "against",
        )
        assert agree_to_report(visit_id=visit.pk, user_id=person().pk) is None
        assert fresh(visit).agreed is True
        assert not Position.objects.exists()

    def test_declining_records_nothing(self, clock, campaign_id: int) -> None:
        visit = self.reported(clock, campaign_id=campaign_id)
        decline_report(visit_id=visit.pk, user_id=person().pk)
        assert fresh(visit).agreed is False
        assert not Position.objects.exists()

    @pytest.mark.parametrize("first", [agree_to_report, decline_report])
    @pytest.mark.parametrize("second", [agree_to_report, decline_report])
    def test_one_decision_stands(self, clock, first, second) -> None:
        visit = self.reported(clock)
        editor = person()
        first(visit_id=visit.pk, user_id=editor.pk)
        before = fresh(visit).agreed
        with pytest.raises(AlreadyReviewed):
            second(visit_id=visit.pk, user_id=editor.pk)
        assert fresh(visit).agreed is before

    @pytest.mark.parametrize("decide", [agree_to_report, decline_report])
    def test_there_is_nothing_to_decide_without_a_report(self, clock, decide) -> None:
        visit = planned()
        with pytest.raises(AlreadyReviewed):
            decide(visit_id=visit.pk, user_id=person().pk)


class TestCare:
    def test_28_days_after_the_visit_names_and_words_go_and_counts_stay(self, clock) -> None:
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS)
        after(visit, clock, days=28, seconds=-1)
        assert care_for_officials() == 0
        clock.forward(seconds=1)
        assert care_for_officials() == 1
        found = fresh(visit)
        assert [found.name, found.email, found.met_whom, found.promise, found.token] == [""] * 5
        assert (found.people, found.stance, found.status) == (2, "spoken_out", "reported")
        assert care_for_officials() == 0

    def test_a_plan_nobody_told_us_about_is_closed(self, clock) -> None:
        visit = after(planned(), clock, days=28)
        care_for_officials()
        assert fresh(visit).status == "closed"

    def test_one_that_was_called_off_is_erased_28_days_after_that(self, clock) -> None:
        visit = planned()
        cancel_visit(visit_id=visit.pk)
        clock.forward(days=28)
        care_for_officials()
        found = fresh(visit)
        assert (found.status, found.name, found.erased_at) == ("cancelled", "", now())

    def test_the_outbox_forgets_the_address_too(self, clock) -> None:
        visit = after(planned(), clock, days=28)
        care_for_officials()
        mails = OutgoingEmail.objects.filter(reference=str(visit.pk))
        assert mails
        assert {mail.to for mail in mails} == {""}
        assert not mails.waiting().exists()

    def test_the_link_still_says_where_the_visit_stands(self, clock) -> None:
        visit = after(planned(), clock, days=28)
        care_for_officials()
        assert "erased" in standing(find_visit(visit.token)).text

    def test_an_office_with_visits_is_closed_and_not_deleted(self, clock) -> None:
        visit = planned()
        with pytest.raises(Exception, match="protected"):
            visit.branch.delete()


def test_nothing_private_is_in_names_logs_or_outbox_rows(clock, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        visit = after(planned(), clock)
        report_back(visit_id=visit.pk, **WORDS)
    shown = " ".join([str(visit), repr(visit), caplog.text])
    for row in OutgoingEmail.objects.all():
        shown += " ".join([str(row), row.kind, row.reference, row.dedupe_key])
    for secret in (NAME, EMAIL, visit.token, *WORDS.values()):
        assert secret not in shown


@pytest.mark.parametrize("problem", [VisitProblem(), NotOffered(), SlotFull(2), TooLate(), NotYet(), UnknownVisit()])
def test_every_problem_has_a_sentence_that_says_what_to_do(problem: VisitProblem) -> None:
    assert problem.sentence.startswith(("This", "Only", "Please"))
    assert problem.sentence.endswith(".")


def test_the_planner_takes_no_page(clock) -> None:
    visit = plan_visit(
        branch_id=branch().pk, starts_at=THURSDAY_10, rules=RULES, people=1, name="", email=EMAIL, language="es",
        submission_key="k",
    )  # fmt: skip
    assert (visit.page, visit.campaign, visit.staff_email) == (None, None, "")
    assert not OutgoingEmail.objects.filter(kind="officials.visit_staff").exists()
