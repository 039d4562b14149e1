"""The visit page: offices nearby, a time, and a sheet for the pocket; nothing has to be told to read or print."""

import re
from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.actions.models import VisitPage
from cms.actions.models.visit_page import validate_hours
from cms.actions.visit.forms import VisitForm
from cms.core.forms import new_form_token
from cms.officials.models import DistrictOffice, Holder, Office, Position, Visit
from cms.officials.visits.slots import SlotRules
from cms.outbox.models import OutgoingEmail
from tests.conftest import Clock
from tests.core.html import Html
from tests.factories.officials import congress_of_tests
from tests.factories.places import BOZEMAN, MCALLEN, SAN_JUAN_TX
from tests.factories.site import page_in
from tests.factories.visits import EMAIL, NAME, RULES, STAFF, branch, planned

pytestmark = pytest.mark.django_db
THURSDAY = "2026-03-05T16:00Z"
FIRST = "Thursday, March 5"
MOST_QUERIES = 24


@pytest.fixture
def page(site, clock: Clock) -> VisitPage:
    found = page_in("en", "visit")
    found.staff_email = STAFF
    found.save()
    return found


@pytest.fixture
def congress(page: VisitPage) -> None:
    """Rep. A of TX-15, two senators of Texas, nobody in TX-28."""
    congress_of_tests()


def near(key: str, where: tuple[float, float] = MCALLEN, **fields: Any) -> DistrictOffice:
    """A branch office of the seat with this key."""
    office = Office.objects.get(key=key)
    return branch(office=office, holder=None, latitude=where[0], longitude=where[1], **fields)


def html(response: Any) -> Html:
    return Html(response.content.decode())


def text(response: Any) -> str:
    """What a reader sees, without tags and runs of spaces."""
    return " ".join(re.sub(r"<[^>]+>", " ", response.content.decode()).split())


def answers(**changes: Any) -> dict[str, Any]:
    values = {"slot": THURSDAY, "people": "2", "name": NAME, "email": EMAIL, "form_token": new_form_token()}
    return {**values, **changes}


def go(page: VisitPage, office: DistrictOffice) -> str:
    return f"{page.url}go/{office.pk}/"


class TestOffices:
    def find(self, client, page: VisitPage, query: str) -> Any:
        return client.get(f"{page.url}?{query}")

    def test_the_page_alone_asks_for_a_zip_code_and_shows_the_points(self, client, page) -> None:
        response = client.get(page.url)
        words = text(response)
        for part in ("Where do you live?", "What to say there", "Speak out", "Keep Marching toolkit", "pages 9 to 11"):
            assert part in words
        assert not response.cookies

    def test_offices_stand_nearest_first_with_miles_and_whose_they_are(self, client, page, congress) -> None:
        near("senator-TX-1", SAN_JUAN_TX, city="San Juan")
        near("house-TX-15", MCALLEN, city="McAllen")
        near("senator-TX-2", (27.5, -97.9), city="Kingsville")
        response = self.find(client, page, "zip=78501")
        found = re.findall(
            r'<h2 class="official__name">(\w[\w ]*?) <span class="official__miles">([^<]+)<', response.content.decode()
        )
        assert found == [("McAllen", "less than a mile"), ("San Juan", "5 miles"), ("Kingsville", "91 miles")]
        for part in ("Ana A000001 · Representative, TX-15", "100 Main Street", "(956) 555-0142", "Open now"):
            assert part in text(response)

    def test_at_most_six_and_no_closed_ones(self, client, page, congress) -> None:
        for number in range(8):
            near("house-TX-15", city=f"Town{number}")
        DistrictOffice.objects.filter(city="Town0").update(closed_on=date(2026, 1, 1))
        words = text(self.find(client, page, "zip=78501"))
        assert words.count("Plan a visit") == 6
        assert "Town0" not in words

    def test_officials_without_an_office_nearby_are_shown_with_their_phone(self, client, page, congress) -> None:
        near("house-TX-15")
        near("senator-TX-1", BOZEMAN, city="Bozeman")
        words = text(self.find(client, page, "zip=78501"))
        assert "Your other officials, by phone" in words
        assert "Bozeman" not in words
        assert words.count("(202) 225-0123") == 2

    def test_where_no_office_is_near_the_page_says_so(self, client, page, congress) -> None:
        near("house-TX-15", BOZEMAN)
        words = text(self.find(client, page, "zip=78501"))
        assert "We know of no office near you" in words
        assert "within 100 miles" in words
        assert words.count("(202) 225-0123") == 3

    def test_a_split_zip_shows_the_offices_of_all_candidates(self, client, page, congress) -> None:
        near("house-TX-15", SAN_JUAN_TX, city="Fifteen")
        Office.objects.get_or_create(
            key="house-TX-28", defaults={"kind": "representative", "state": "TX", "district": "28"}
        )
        near("house-TX-28", SAN_JUAN_TX, city="Twentyeight")
        words = text(self.find(client, page, "zip=78589"))
        for part in ("Fifteen", "Twentyeight", "Representative, TX-28", "Vacant", "Which one is yours?"):
            assert part in words
        narrowed = text(self.find(client, page, "zip=78589&district=TX-15"))
        assert "Fifteen" in narrowed
        assert "Twentyeight" not in narrowed

    def test_a_position_stands_on_the_office(self, client, page, congress) -> None:
        near("house-TX-15")
        holder = Holder.objects.get(office__key="house-TX-15")
        spanish = page_in("es", "visitar")
        Position.objects.create(
            holder=holder, campaign=spanish.campaign.get_translation(spanish.locale), stance="spoken_out",
            stated_on=date(2026, 3, 1), source_url="https://paper.example/1",
        )  # fmt: skip
        assert "has spoken out" in text(self.find(client, page, "zip=78501"))

    @pytest.mark.parametrize(
        ("query", "part"),
        [
            ("zip=09012", "military post office"),
            ("zip=10048", "no longer uses this ZIP code"),
            ("zip=99999", "We do not know this ZIP code"),
            ("zip=abc", "five digits"),
            ("zip=", "Enter your ZIP code"),
            ("zip=20500", "no vote"),
            ("zip=78501&district=TX-99", "Offices near"),
            ("zip=<script>", "five digits"),
        ],
    )
    def test_every_answer_has_words(self, client, page, congress, query: str, part: str) -> None:
        response = self.find(client, page, query)
        assert response.status_code == 200
        assert part in text(response)
        assert "<script>" not in response.content.decode().replace("<script type", "")

    def test_a_few_queries_however_many_offices(self, client, page, congress) -> None:
        near("house-TX-15")
        self.find(client, page, "zip=78501")
        with CaptureQueriesContext(
            connection,
        ) as one:
            self.find(client, page, "zip=78501")
        for _ in range(4):
            near("senator-TX-1")
        with CaptureQueriesContext(connection) as five:
            self.find(client, page, "zip=78501")
        assert len(five) == len(one) <= MOST_QUERIES

    def test_reading_sets_no_cookie(self, client, page, congress) -> None:
        near("house-TX-15")
        assert not self.find(client, page, "zip=78501").cookies


class TestPlanning:
    def test_days_and_hours_by_the_office_s_clock(self, client, page) -> None:
        response = client.get(go(page, branch()))
        assert response.headers["Cache-Control"] == "no-store, private"
        words = text(response)
        for part in ("Rosa Ejemplo, McAllen", FIRST, "10 AM", "2 PM", "erased 28 days after the visit"):
            assert part in words

    def test_a_plan_leads_to_the_visitor_s_page(self, client, page) -> None:
        office = branch()
        response = client.post(go(page, office), answers(email=" ANA@example.org "))
        visit = Visit.objects.get()
        assert response.url == reverse("officials:visit", args=[visit.token])
        assert response.headers["Referrer-Policy"] == "same-origin"
        assert (visit.branch, visit.page_id, visit.campaign_id) == (office, page.pk, page.campaign_id)
        assert (visit.name, visit.email, visit.people, visit.language) == (NAME, "ANA@example.org", 2, "en")
        assert visit.staff_email == STAFF
        words = text(client.get(response.url))
        for part in ("You are going. Thank you!", "Thursday, March 5, 10 AM", "Add to my calendar", "Call off"):
            assert part in words

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"slot": ""}, "Choose a time."),
            ({"slot": "2026-03-05T16:00"}, "not offered any more"),
            ({"slot": "2026-03-02T16:00Z"}, "not offered any more"),
            ({"slot": "2026-03-07T16:00Z"}, "not offered any more"),
            ({"slot": "🙂"}, "not offered any more"),
            ({"slot": "<b>x</b>"}, "not offered any more"),
            ({"people": "0"}, "from 1 to 10"),
            ({"people": "11"}, "from 1 to 10"),
            ({"people": "-3"}, "from 1 to 10"),
            ({"people": "two"}, "from 1 to 10"),
            ({"people": ""}, "Say how many"),
            ({"people": "9" * 400}, "from 1 to 10"),
            ({"name": ""}, "Enter your name."),
            ({"name": "\u202e\u200b"}, "Enter your name."),
            ({"name": "x" * 81}, "at most 80"),
            ({"email": ""}, "Enter your e-mail address."),
            ({"email": "ana"}, "like name@example.org"),
            ({"email": "ana@example.org\r\nBcc: all@example.org"}, "like name@example.org"),
            ({"email": "ana@example.org, eve@example.org"}, "like name@example.org"),
        ],
    )
    def test_what_is_wrong_is_said_and_the_rest_is_kept(self, client, page, changes, sentence) -> None:
        response = client.post(go(page, branch()), answers(**changes))
        assert response.status_code == 200
        words = text(response)
        assert sentence in words
        assert words.startswith("Error:")
        kept = {"name": NAME, "email": EMAIL, **changes}
        values = {one.get("name"): one.get("value") for one in html(response).all("input")}
        if "name" not in changes:
            assert values["name"] == kept["name"]
        assert not Visit.objects.exists()
        assert not OutgoingEmail.objects.exists()

    def test_a_time_that_filled_up_meanwhile_is_said_and_nothing_typed_is_lost(self, client, page) -> None:
        office = branch()
        rules = SlotRules(RULES.hours, page.people_per_slot, page.days_ahead)
        planned(office, rules=rules, people=page.people_per_slot - 1)
        response = client.post(go(page, office), answers())
        assert "Only 1 place is left at this time" in text(response)
        values = {
            one.get("name"): one.get("value") for one in html(response).all("input") if one.get("type") != "radio"
        }
        assert (values["name"], values["email"], values["people"]) == (NAME, EMAIL, "2")
        planned(office, rules=rules, people=1)
        response = client.post(go(page, office), answers())
        assert "just filled up" in text(response)
        assert "Thursday, March 5, 10 AM full" in text(response)
        assert Visit.objects.count() == 2

    def test_full_times_cannot_be_chosen(self, client, page) -> None:
        office = branch()
        rules = SlotRules(RULES.hours, 6, 14)
        planned(office, rules=rules, people=6)
        radios = [one for one in html(client.get(go(page, office))).all("input") if one.get("type") == "radio"]
        assert [one.get("value") for one in radios if one.get("disabled") is not None] == [THURSDAY]

    def test_a_double_click_is_one_visit_even_where_it_took_the_last_place(self, client, page) -> None:
        office = branch()
        data = answers(people="6")
        assert client.post(go(page, office), data).url == client.post(go(page, office), data).url
        assert Visit.objects.count() == 1

    def test_the_time_of_another_office_s_clock_is_refused(self, client, page) -> None:
        response = client.post(go(page, branch(time_zone="Pacific/Guam")), answers())
        assert "not offered any more" in text(response)

    @pytest.mark.parametrize("closed", [True, False])
    def test_a_closed_or_unknown_office_is_not_found(self, client, page, closed) -> None:
        pk = branch(closed_on=date(2026, 1, 1)).pk if closed else 123456
        for method in (client.get, client.post):
            assert method(f"{page.url}go/{pk}/").status_code == 404

    def test_an_office_without_a_clock_offers_no_time_and_says_what_to_do(self, client, page) -> None:
        office = branch(time_zone="")
        assert "Call the office" in text(client.get(go(page, office)))
        assert "Error" in text(client.post(go(page, office), answers()))

    def test_the_language_switch_keeps_what_was_typed(self, client, page) -> None:
        office = branch()
        spanish = page_in("es", "visitar")
        response = client.post(go(spanish, office), answers(language_switch="1"))
        assert response.status_code == 200
        inputs = html(response).all("input")
        values = {one.get("name"): one.get("value") for one in inputs if one.get("type") != "radio"}
        assert (values["name"], values["email"], values["people"]) == (NAME, EMAIL, "2")
        assert [one.get("value") for one in inputs if one.get("checked") is not None] == [THURSDAY]
        assert "Error" not in text(response)[:60]
        assert not Visit.objects.exists()

    def test_in_spanish_the_visit_and_its_mails_are_spanish(self, client, page) -> None:
        response = client.post(go(page_in("es", "visitar"), branch()), answers())
        assert response.url.startswith("/es/")
        assert Visit.objects.get().language == "es"

    def test_a_robot_is_marked_and_not_refused(self, client, page) -> None:
        client.post(go(page, branch()), answers(website="spam"))
        assert Visit.objects.get().is_suspect

    def test_html_in_a_name_stays_text(self, client, page) -> None:
        response = client.post(go(page, branch()), answers(name="<b>Ana</b>", people="0"))
        assert "<b>Ana</b>" not in response.content.decode()

    def test_one_mailbox_is_not_flooded(self, client, page) -> None:
        office = branch()
        for number in range(5):
            client.post(go(page, office), answers(people="1"), REMOTE_ADDR=f"10.0.0.{number}")
        response = client.post(go(page, office), answers(people="1"), REMOTE_ADDR="10.0.0.9")
        assert "a lot of visits" in text(response)
        assert Visit.objects.count() == 5

    def test_one_sender_cannot_block_an_office(self, client, page) -> None:
        office = branch()
        page.people_per_slot = 50
        page.save()
        for number in range(12):
            client.post(go(page, office), answers(people="1", email=f"ana{number}@example.org"))
        assert Visit.objects.count() == 10

    def test_a_page_that_is_gone_leaves_the_visit(self, client, page) -> None:
        response = client.post(go(page, branch()), answers())
        page_in("es", "visitar").delete()
        page.delete()
        assert "You are going" in text(client.get(response.url))

    def test_few_queries(self, client, page) -> None:
        office = branch()
        client.get(go(page, office))
        with CaptureQueriesContext(connection) as queries:
            client.get(go(page, office))
        assert len(queries) <= 20


class TestSheet:
    def test_both_languages_with_lines_for_notes_and_a_code(self, client, page) -> None:
        response = client.get(f"{page.url}sheet/")
        words = text(response)
        for part in ("Speak out", "Que hable en público", "Visit their office", "Visite su oficina", "whom we met"):
            assert part in words
        code = next(one for one in html(response).all("img") if (one.get("src") or "").startswith("data:image/svg"))
        assert "http://localhost:8000/en/act/visit/" in code.get("alt")
        assert "style=" not in response.content.decode()
        assert not response.cookies

    def test_in_spanish_the_spanish_points_come_first(self, client, page) -> None:
        words = text(client.get(f"{page_in('es', 'visitar').url}sheet/"))
        assert words.index("Que hable en público") < words.index("Speak out")

    def test_the_office_stands_on_it(self, client, page) -> None:
        office = branch()
        words = text(client.get(f"{page.url}sheet/?office={office.pk}"))
        for part in ("Rosa Ejemplo, McAllen", "100 Main Street, McAllen, TX 78501", "(956) 555-0142"):
            assert part in words

    @pytest.mark.parametrize("number", ["", "x", "-1", "0", "999999", "9" * 30, "١", "1 OR 1=1"])
    def test_an_unknown_office_leaves_a_line_to_write_on(self, client, page, number) -> None:
        response = client.get(f"{page.url}sheet/", {"office": number})
        assert response.status_code == 200
        assert "Office" in text(response)

    def test_without_a_translation_it_has_one_language(self, client, page) -> None:
        page_in("es", "visitar").unpublish()
        words = text(client.get(f"{page.url}sheet/"))
        assert "Speak out" in words
        assert "Que hable" not in words

    def test_too_many_words_for_one_page_become_titles(self, client, page) -> None:
        ask = {"type": "ask", "value": {"title": "Title", "words": "Long words. " * 40}}
        page.asks = VisitPage._meta.get_field("asks").to_python([ask] * 6)
        page.save()
        words = text(client.get(f"{page.url}sheet/"))
        assert "Title" in words
        assert "Long words" not in words


class TestEditing:
    @pytest.mark.parametrize("hours", ["10:00, 14:00", "9:00", "09:30,16:59"])
    def test_hours_are_taken_as_people_write_them(self, hours) -> None:
        validate_hours(hours)

    @pytest.mark.parametrize("hours", ["10", "8:00", "ten", "10:00 AM", "17:00"])
    def test_others_are_refused_with_an_example(self, hours) -> None:
        with pytest.raises(ValidationError, match="for example: 10:00, 14:00"):
            validate_hours(hours)

    @pytest.mark.parametrize(
        ("field", "value"), [("people_per_slot", 0), ("people_per_slot", 51), ("days_ahead", 1), ("days_ahead", 91)]
    )
    def test_limits(self, page, field, value) -> None:
        setattr(page, field, value)
        with pytest.raises(ValidationError):
            page.full_clean()

    def test_the_starter_page_is_complete_in_both_languages(self, page) -> None:
        for found in (page, page_in("es", "visitar")):
            found.full_clean()
            assert found.campaign is not None
            assert len(found.ask_list) == 4
            assert found.slot_rules == SlotRules(RULES.hours, 6, 14)

    def test_the_mailbox_of_the_staff_is_on_no_page(self, client, page) -> None:
        for path in ("", "sheet/", f"go/{branch().pk}/"):
            assert STAFF not in client.get(f"{page.url}{path}").content.decode()


def test_a_form_without_times_has_no_days(clock) -> None:
    form = VisitForm(slots=[])
    assert form.days == []
