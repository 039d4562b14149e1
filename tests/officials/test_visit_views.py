"""The pages behind a visitor's secret link."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override
from icalendar import Calendar

from cms.core.clock import today
from cms.core.forms import new_form_token
from cms.officials.care import care_for_officials
from cms.officials.models import Visit
from cms.officials.services import agree_to_report, cancel_visit, decline_report, report_back
from tests.core.html import Html
from tests.factories.site import person
from tests.factories.visits import EMAIL, NAME, THURSDAY_10, WORDS, after, fresh, planned

pytestmark = pytest.mark.django_db
NAMES = ("visit", "calendar", "cancel", "report")
MOST_QUERIES = 16


def address(name: str, token: str, language: str = "en") -> str:
    with override(language):
        return reverse(f"officials:{name}", args=[token])


def page(response: Any) -> str:
    return " ".join(response.content.decode().split())


def answers(**changes: str) -> dict[str, str]:
    return {**WORDS, "follow_up_on": "", "form_token": new_form_token(), **changes}


def reported(clock: Any) -> Visit:
    return report_back(visit_id=after(planned(), clock).pk, **WORDS)


class TestTheVisitorsPage:
    def test_it_says_when_where_and_how_many(self, client, site, clock) -> None:
        shown = page(client.get(address("visit", planned().token)))
        for part in ("You are going. Thank you!", "Thursday, March 5, 10 AM", "Rosa Ejemplo, McAllen", "2 people"):
            assert part in shown
        assert "100 Main Street, McAllen, TX 78501" in shown

    def test_looking_changes_nothing(self, client, site, clock) -> None:
        visit = planned()
        for name in ("visit", "calendar"):
            for method in (client.get, client.head):
                assert method(address(name, visit.token)).status_code == 200
        assert fresh(visit).status == "planned"
        assert not client.cookies.get("sessionid")

    @pytest.mark.parametrize("name", ["cancel"])
    def test_what_changes_something_is_no_link(self, client, site, clock, name) -> None:
        visit = planned()
        assert client.get(address(name, visit.token)).status_code == 405
        assert fresh(visit).status == "planned"

    @pytest.mark.parametrize("name", ["visit", "calendar"])
    def test_what_shows_something_takes_no_post(self, client, site, clock, name) -> None:
        assert client.post(address(name, planned().token)).status_code == 405

    @pytest.mark.parametrize("token", ["nonsense", "a" * 43, "%00", "🙂"])
    @pytest.mark.parametrize("name", NAMES)
    def test_a_forged_link_is_told_so_and_changes_nothing(self, client, site, clock, name, token) -> None:
        visit = planned()
        method = client.post if name == "cancel" else client.get
        response = method(address(name, token))
        assert response.status_code == 404
        assert "does not belong to a visit" in page(response)
        assert fresh(visit).status == "planned"

    def test_such_pages_are_not_kept_indexed_or_told_to_others(self, client, site, clock) -> None:
        for name in ("visit", "calendar"):
            for token in (planned().token, "forged"):
                headers = client.get(address(name, token)).headers
                assert headers["Cache-Control"] == "no-store, private"
                assert headers["Referrer-Policy"] == "same-origin"
                assert headers["X-Robots-Tag"] == "noindex, nofollow"

    def test_in_spanish_it_has_its_own_address(self, client, site, clock) -> None:
        response = client.get(address("visit", planned(language="es").token, "es"))
        assert response.request["PATH_INFO"].startswith("/es/")
        assert '<html lang="es"' in page(response)

    @pytest.mark.parametrize(
        ("state", "title"),
        [
            ("begun", "How did it go?"),
            ("cancelled", "This visit is called off"),
            ("reported", "Thank you for going"),
            ("agreed", "An editor has read your report"),
            ("declined", "An editor has read your report"),
            ("erased", "erased, as promised"),
            ("reported and erased", "That you went still counts"),
        ],
    )
    def test_every_state_has_its_words(self, client, site, clock, state, title) -> None:
        visit = planned() if state in ("cancelled", "begun", "erased") else reported(clock)
        if state == "cancelled":
            cancel_visit(visit_id=visit.pk)
        elif state in ("agreed", "declined"):
            decide = agree_to_report if state == "agreed" else decline_report
            decide(visit_id=visit.pk, user_id=person().pk)
        elif state == "begun":
            after(visit, clock)
        elif "erased" in state:
            after(visit, clock, days=28)
            care_for_officials()
        response = client.get(address("visit", visit.token))
        assert response.status_code == 200
        assert title in page(response)
        if "erased" in state:
            for secret in (NAME, EMAIL, *WORDS.values()):
                assert secret not in page(response)

    def test_few_queries(self, client, site, clock, django_assert_max_num_queries) -> None:
        visit = planned()
        client.get(address("visit", visit.token))
        with django_assert_max_num_queries(MOST_QUERIES):
            client.get(address("visit", visit.token))


class TestCalendar:
    def test_it_is_a_file_with_the_visit(self, client, site, clock) -> None:
        visit = planned()
        response = client.get(address("calendar", visit.token))
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert response.headers["Content-Disposition"] == 'attachment; filename="visit.ics"'
        (event,) = Calendar.from_ical(response.content).walk("VEVENT")
        assert event.decoded("dtstart") == THURSDAY_10
        assert str(event["summary"]) == "Visit: Rosa Ejemplo, McAllen"
        assert visit.token not in response.content.decode()

    def test_a_cancelled_one_takes_it_out(self, client, site, clock) -> None:
        visit = planned()
        cancel_visit(visit_id=visit.pk)
        assert b"METHOD:CANCEL" in client.get(address("calendar", visit.token)).content


class TestCallingOff:
    def test_the_button_calls_it_off(self, client, site, clock) -> None:
        visit = planned()
        response = client.post(address("cancel", visit.token), follow=True)
        assert "This visit is called off" in page(response)
        again = client.post(address("cancel", visit.token), follow=True)
        assert "This visit is called off" in page(again)

    def test_too_late_is_said_in_words(self, client, site, clock) -> None:
        visit = after(planned(), clock)
        response = client.post(address("cancel", visit.token))
        assert response.status_code == 409
        assert "cannot be called off any more" in page(response)

    def test_the_button_needs_a_token_of_this_site(self, site, clock) -> None:
        visit = planned()
        assert Client(enforce_csrf_checks=True).post(address("cancel", visit.token)).status_code == 403
        assert fresh(visit).status == "planned"


class TestReport:
    def test_it_is_kept_and_can_be_changed(self, client, site, clock) -> None:
        visit = after(planned(), clock)
        url = address("report", visit.token)
        in_a_week = (today() + timedelta(days=7)).isoformat()
        response = client.post(url, answers(follow_up_on=in_a_week), follow=True)
        assert "Thank you for going" in page(response)
        assert WORDS["promise"] in page(response)
        form = Html(client.get(url).content.decode())
        values = {one.get("name"): one.get("value") for one in form.all("input") if one.get("type") != "radio"}
        assert (values["met_whom"], values["follow_up_on"]) == (WORDS["met_whom"], in_a_week)
        client.post(url, answers(met_whom="the scheduler", stance=""))
        assert (fresh(visit).met_whom, fresh(visit).stance) == ("the scheduler", "")

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"met_whom": ""}, "Say whom you met"),
            ({"met_whom": "x" * 121}, "at most 120"),
            ({"stance": "loves it"}, "not one of the available choices"),
            ({"promise": "x" * 601}, "at most 600"),
            ({"follow_up_on": "soon"}, "Enter a date"),
            ({"follow_up_on": "2020-01-01"}, "within the next year"),
            ({"follow_up_on": "9999-12-31"}, "within the next year"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_is_kept(self, client, site, clock, changes, sentence) -> None:
        visit = after(planned(), clock)
        response = client.post(address("report", visit.token), answers(**changes))
        assert sentence in page(response)
        assert page(response).split("<title>")[1].startswith("Error:")
        assert changes.get("promise", WORDS["promise"]) in page(response)
        assert fresh(visit).status == "planned"

    def test_before_the_visit_it_leads_back(self, client, site, clock) -> None:
        visit = planned()
        assert client.get(address("report", visit.token)).url == address("visit", visit.token)
        response = client.post(address("report", visit.token), answers())
        assert response.status_code == 409
        assert "come back after your visit" in page(response)

    def test_after_the_review_it_is_closed_and_the_words_stay_in_the_form(self, client, site, clock) -> None:
        visit = reported(clock)
        decline_report(visit_id=visit.pk, user_id=person().pk)
        assert client.get(address("report", visit.token)).url == address("visit", visit.token)
        response = client.post(address("report", visit.token), answers(met_whom="somebody else"))
        assert response.status_code == 409
        assert "somebody else" in page(response)
        assert fresh(visit).met_whom == WORDS["met_whom"]

    def test_the_language_switch_keeps_what_was_typed_and_saves_nothing(self, client, site, clock) -> None:
        visit = after(planned(), clock)
        response = client.post(address("report", visit.token, "es"), answers(language_switch="1"))
        for words in (WORDS["met_whom"], WORDS["promise"]):
            assert words in page(response)
        assert fresh(visit).status == "planned"

    def test_html_stays_text(self, client, site, clock) -> None:
        visit = after(planned(), clock)
        response = client.post(address("report", visit.token), answers(promise="<script>x()</script>"), follow=True)
        assert "<script>x()" not in page(response)
        assert "&lt;script&gt;x()" in page(response)
