"""The call page: from a ZIP code to a call that is counted, with every kind of ZIP code and everything people send."""

import re
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest
from django.core import signing
from django.test import Client
from icalendar import Calendar
from wagtail.models import Page

from cms.actions.letter_starter_kit import make_letter_page
from cms.actions.models import CallPage, CampaignPage
from cms.core.forms import TOKEN_SALT
from cms.core.models import SiteSettings
from cms.officials.models import CallReport, DistrictOffice, Holder, Office, Position
from cms.places.models import ZipArea
from tests.core.html import Html
from tests.factories.calls import called
from tests.factories.officials import congress_of_tests
from tests.factories.site import page_in

pytestmark = [pytest.mark.core, pytest.mark.django_db, pytest.mark.usefixtures("site", "congress")]
URLS = {"en": "/en/act/call/", "es": "/es/actua/llamar/"}
# Tuesday, March 3, 2026, 10:00 in Washington: see the clock fixture.
HUMAN_SECONDS = 10


@pytest.fixture
def congress(db, clock):
    congress_of_tests()
    Office.objects.of_kind(*Office.CONGRESS).update(time_zone="America/New_York", phone="+12022243121")


@pytest.fixture
def browser():
    return Client()


@pytest.fixture
def house():
    return Office.objects.get(key="house-TX-15")


@pytest.fixture
def senators():
    return list(Office.objects.filter(kind="senator", state="TX"))


def show(browser, query="", language="en"):
    response = browser.get(f"{URLS[language]}{query}")
    assert response.status_code == 200
    return response.content.decode().replace("\u00a0", " ")  # an hour stays on one line


def cards(page):
    """The names on the cards that can be called, in order."""
    return re.findall(r'id="office-\d+".*?<h3 class="official__name">(.*?)</h3>', page, re.DOTALL)


def token_of(key="a call"):
    return signing.dumps(key, salt=TOKEN_SALT)


def tell(browser, office, outcome="spoke", *, query="?zip=78501", clock=None, token=None, language="en", **more):
    """Send the form of one card, as somebody who was on the phone for a while."""
    token = token or token_of(f"{office.pk} {outcome} {more}")
    if clock:
        clock.forward(seconds=HUMAN_SECONDS)
    data = {"office": office.pk, "form_token": token, "website": "", **more}
    return browser.post(f"{URLS[language]}{query}", data | ({"outcome": outcome} if outcome else {}))


def went_on_to(response):
    assert response.status_code == 302, response.content.decode()
    return {name: values[0] for name, values in parse_qs(urlsplit(response.url).query).items()}


def branch(office, city="McAllen", where=(26.2159, -98.2301), **fields):
    latitude, longitude = where or (None, None)
    facts = {"state": "TX", "phone": "+19565550142", "time_zone": "America/Chicago"}
    return DistrictOffice.objects.create(
        office=office, city=city, latitude=latitude, longitude=longitude, **{**facts, **fields}
    )


class TestBeforeAZip:
    @pytest.mark.parametrize(
        ("language", "parts"),
        [
            ("en", ["5 minutes", "(855) 440-1800", "[your name]", "Please speak out", "courtroom", "Someone writes"]),
            ("es", ["(855) 440-1800", "[su nombre]", "Que hable en público", "un juzgado", "Alguien lo anota"]),
        ],
    )
    def test_promise_line_script_points_and_the_next_action(self, browser, language, parts):
        page = show(browser, language=language)
        for part in parts:
            assert part in page
        assert 'href="tel:+18554401800"' in page
        assert page.count('class="point stack"') == 4
        following = page_in(language, "call" if language == "en" else "llamar").live_next_action
        assert f'href="{following.url}"' in page

    def test_no_cookie_and_nothing_that_depends_on_one(self, browser):
        response = browser.get(URLS["en"])
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
        assert "no-store" not in response.headers.get("Cache-Control", "")
        assert "csrfmiddlewaretoken" not in response.content.decode()

    def test_the_line_of_the_site_where_the_page_has_none(self, browser):
        CallPage.objects.update(hotline="")
        SiteSettings.objects.update(hotline="+12025550100")
        assert show(browser).count("tel:+12025550100") >= 2

    def test_without_any_line_there_is_no_placard(self, browser):
        CallPage.objects.update(hotline="")
        SiteSettings.objects.update(hotline="")
        assert "placard" not in show(browser)

    def test_the_phone_bridge_is_named_where_there_is_one(self, browser, settings):
        settings.PHONE_BRIDGE_NUMBER, settings.PHONE_BRIDGE_TOKEN = "+12025550177", "secret"
        assert "call (202) 555-0177 and key in your ZIP code" in show(browser)
        settings.PHONE_BRIDGE_NUMBER = ""
        assert "key in your ZIP code" not in show(browser)

    def test_numbers_are_shown_from_ten_on(self, browser, house):
        page = page_in("en", "call")
        for _ in range(9):
            called(house, page_id=page.pk)
        assert "from this page" not in show(browser)
        called(house, page_id=page_in("es", "llamar").pk)
        called(house)
        assert "<strong>10</strong> calls from this page" in " ".join(show(browser).split())

    def test_few_queries(self, browser, django_assert_max_num_queries):
        show(browser)
        with django_assert_max_num_queries(12):
            show(browser)


class TestWhoToCall:
    def test_in_calling_order(self, browser):
        page = show(browser, "?zip=78501-1234")
        assert cards(page) == ["Ana A000001", "Ana S000001", "Ana S000002"]
        assert "McAllen, TX 78501" in page
        assert page.count('href="tel:+12022243121"') == 3
        assert "(202) 224-3121" in page

    def test_a_split_zip_asks_and_nobody_is_told_to_call_them_all(self, browser):
        page = show(browser, "?zip=78589")
        assert "This ZIP code lies in 2 districts. Which one is yours?" in page
        assert 'href="?zip=78589&amp;district=TX-28"' in page
        assert page.count("How did it go?") == 2  # the senators, whichever district it is
        chosen = show(browser, "?zip=78589&district=TX-15")
        assert cards(chosen) == ["Ana A000001", "Ana S000001", "Ana S000002"]
        assert "TX-15 is not my district" in chosen

    def test_a_zip_in_two_states_shows_senators_only_when_the_state_is_known(self, browser):
        page = show(browser, "?zip=60601")
        assert page.count("This one is mine") == 2
        assert "How did it go?" not in page
        assert show(browser, "?zip=60601&district=IN-1").count("How did it go?") == 3

    @pytest.mark.parametrize(
        ("zip_code", "words"),
        [
            ("78502", ["Approximate.", "nearest one that is: 78501", "our best guess"]),
            ("05009", ["Approximate.", "05001"]),
            ("20500", ["no senators", "Delegate"]),
            ("00901", ["no vote", "Resident Commissioner"]),
            ("05001", ["Representative, Vermont"]),
        ],
    )
    def test_what_is_special_is_said(self, browser, zip_code, words):
        page = show(browser, f"?zip={zip_code}")
        for part in words:
            assert part in page
        assert "How did it go?" in page

    @pytest.mark.parametrize(
        ("zip_code", "words", "has_switchboard"),
        [
            ("09012", "where you are registered to vote", True),
            ("96941", "nobody in Congress", False),
            ("10048", "no longer uses", True),
            ("75299", "do not know where", True),
            ("90028", "no list of districts for this state yet", True),
        ],
    )
    def test_nobody_to_call_is_explained_and_led_on(self, browser, zip_code, words, has_switchboard):
        response = browser.get(f"{URLS['en']}?zip={zip_code}")
        page = response.content.decode()
        assert words in page
        assert ("tel:+12022243121" in page) == has_switchboard
        assert "How did it go?" not in page
        assert 'name="zip"' in page
        assert not response.cookies

    def test_a_vacant_seat_is_said_and_can_be_called(self, browser):
        page = show(browser, "?zip=78589&district=TX-28")
        assert cards(page)[0] == "Vacant"
        assert "Nobody holds this seat right now" in page
        assert "This is what I ask of <mark>[the official]</mark>" in page

    @pytest.mark.parametrize("typed", ["7850x", "", "00000", "785"])
    def test_a_wrong_zip_is_explained_and_kept(self, browser, typed):
        response = browser.get(URLS["en"], {"zip": typed})
        page = response.content.decode()
        assert "<title>Error:" in page
        assert f'value="{typed}"' in page or not typed
        assert not response.cookies

    def test_a_district_from_elsewhere_chooses_nothing(self, browser):
        assert "Which one is yours?" in show(browser, "?zip=78589&district=NY-12")

    def test_results_are_for_one_person_and_no_cache(self, browser):
        response = browser.get(f"{URLS['en']}?zip=78501")
        assert response.headers["Cache-Control"] == "no-store, private"
        assert "noindex" in response.headers["X-Robots-Tag"]

    def test_positions_on_the_campaign(self, browser, house):
        Position.objects.create(
            holder=house.holder,
            campaign=CampaignPage.objects.first(),
            stance="spoken_out",
            source_url="https://a.example.org/",
            stated_on="2026-02-01",
        )
        assert show(browser, "?zip=78501").count("has spoken out") == 1
        assert show(browser, "?zip=78501", "es").count('href="https://a.example.org/"') == 1
        CallPage.objects.update(campaign=None)
        assert "has spoken out" not in show(browser, "?zip=78501")

    def test_a_sample_is_marked_and_unchecked_data_too(self, browser, house):
        Holder.objects.filter(office=house).update(is_sample=True)
        Office.objects.filter(pk=house.pk).update(checked_on=None)
        page = show(browser, "?zip=78501")
        assert page.count("Sample: invented") == 1
        assert page.count("Not verified yet") == 1

    @pytest.mark.parametrize(("query", "own"), [("78501", 8), ("78589", 8), ("78502", 9), ("60601", 8)])
    def test_few_queries(self, browser, django_assert_max_num_queries, query, own, house, senators):
        """`own` ones from the ZIP code to the cards; routing, menus and settings take nine."""
        branch(house)
        Position.objects.create(holder=house.holder, campaign=CampaignPage.objects.first(), stated_on="2026-02-01")
        show(browser, f"?zip={query}")
        with django_assert_max_num_queries(9 + own):
            show(browser, f"?zip={query}")


class TestOpenNow:
    @pytest.mark.parametrize(
        ("moment", "words"),
        [
            ("2026-11-24T15:00", "Open now, until 5 PM their time"),
            ("2026-11-24T23:00", "Closed now. Opens Wednesday, 9 AM their time"),
            ("2026-11-26T15:00", "Closed for a federal holiday. Opens Friday, 9 AM their time"),
            ("2026-11-28T15:00", "Closed now. Opens Monday, 9 AM their time"),
        ],
    )
    def test_by_the_clock_of_washington(self, browser, clock, moment, words):
        clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))
        page = show(browser, "?zip=78501")
        assert page.count(words) == 3
        assert ("Remind me when they open" in page) == words.startswith("Closed")

    def test_nothing_is_said_where_the_clock_is_not_known(self, browser):
        Office.objects.update(time_zone="")
        page = show(browser, "?zip=78501")
        assert "their time" not in page
        assert "Remind me" not in page


class TestReminder:
    def file(self, browser, office, language="en"):
        response = browser.get(f"{URLS[language]}reminder/{office.pk}/")
        assert response.status_code == 200
        assert response.headers["Content-Type"] == "text/calendar; charset=utf-8"
        assert not response.cookies
        return response, Calendar.from_ical(response.content)

    @pytest.mark.parametrize(
        ("moment", "begins"),
        [
            ("2026-03-03T15:00", "2026-03-04T14:00"),  # open now: tomorrow
            ("2026-03-03T23:00", "2026-03-04T14:00"),
            ("2026-03-07T12:00", "2026-03-09T13:00"),  # the clocks go forward in between
            ("2026-11-26T15:00", "2026-11-27T14:00"),  # Thanksgiving
        ],
    )
    def test_at_the_next_opening(self, browser, clock, house, moment, begins):
        clock.move_to(datetime.fromisoformat(moment).replace(tzinfo=UTC))
        _response, calendar = self.file(browser, house)
        (event,) = calendar.walk("VEVENT")
        assert event.decoded("dtstart") == datetime.fromisoformat(begins).replace(tzinfo=UTC)
        assert event["summary"] == "Call Ana A000001: (202) 224-3121"
        assert event["url"].endswith(URLS["en"])
        assert len(calendar.walk("VALARM")) == 1

    def test_in_the_language_of_the_page(self, browser, house):
        response, calendar = self.file(browser, house, "es")
        assert response.headers["Content-Disposition"] == 'attachment; filename="recordatorio.ics"'
        assert URLS["es"] in calendar.walk("VEVENT")[0]["description"]
        response, _calendar = self.file(browser, house)
        assert response.headers["Content-Disposition"] == 'attachment; filename="reminder.ics"'

    def test_a_vacant_seat_is_named_by_its_label(self, browser):
        office = Office.objects.get(key="house-TX-28")
        assert self.file(browser, office)[1].walk("VEVENT")[0]["summary"].startswith("Call Representative, TX-28")

    @pytest.mark.parametrize("pk", ["0", "999999", "9" * 30, "-1", "abc"])
    def test_no_such_office(self, browser, pk):
        assert browser.get(f"{URLS['en']}reminder/{pk}/").status_code == 404

    def test_only_congress_and_only_with_a_clock(self, browser, house):
        governor = Office.objects.create(kind="governor", state="TX", phone="+15125550100", time_zone="America/Chicago")
        assert browser.get(f"{URLS['en']}reminder/{governor.pk}/").status_code == 404
        Office.objects.filter(pk=house.pk).update(time_zone="")
        assert browser.get(f"{URLS['en']}reminder/{house.pk}/").status_code == 404


class TestScript:
    def make(self, browser, language="en", query="?zip=78501", **data):
        return browser.post(f"{URLS[language]}{query}", {"name": "", "town": "", "asks": ["0"], **data})

    def scripts(self, response):
        return [Html(part).text for part in re.findall(r'<div class="script" id="script-\d+">(.*?)</div>',
                response.content.decode(), re.DOTALL)]  # fmt: skip

    def test_what_the_zip_tells_is_filled_in_and_the_rest_stays_to_be_seen(self, browser):
        page = show(browser, "?zip=78501")
        assert "my name is <mark>[your name]</mark>. I live in McAllen, ZIP code 78501." in page
        assert "This is what I ask of Representative Ana A000001." in page
        assert "This is what I ask of Senator Ana S000002." in page
        assert page.count("Please speak out in public") == 3
        assert "courtroom where" not in page

    def test_name_town_and_points_for_each_official(self, browser):
        response = self.make(browser, name="Ana Flores", town="Mission", asks=["1", "3"])
        page = response.content.decode()
        assert page.count("my name is Ana Flores. I live in Mission, ZIP code 78501.") == 3
        assert page.count("demand that the policy ends") == 3
        assert page.count("without a lawyer") == 3
        assert "Please speak out in public" not in page
        assert 'value="Ana Flores"' in page

    def test_in_spanish(self, browser):
        page = self.make(browser, "es", name="Ana").content.decode()
        assert page.count("me llamo Ana. Vivo en McAllen, código postal 78501.") == 3
        assert page.count("Que hable en público") >= 3

    def test_nothing_is_stored(self, browser, django_assert_max_num_queries, django_db_blocker):
        response = self.make(browser, name="Ana Flores")
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "no-store, private"
        assert set(response.cookies) <= {"csrftoken"}
        assert "Ana Flores" not in browser.get(f"{URLS['en']}?zip=78501").content.decode()
        assert not CallReport.objects.exists()

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ("[the official]", "my name is (the official)."),
            ("<script>alert(1)</script>", "my name is &lt;script&gt;alert(1)&lt;/script&gt;."),
            ("Ana\n\nFlores\x00", "my name is Ana Flores."),
            ("{{ settings.SECRET_KEY }}", "my name is {{ settings.SECRET_KEY }}."),
            ("\u202eanA", "my name is anA."),
        ],
    )
    def test_an_odd_name_is_only_a_name(self, browser, typed, shown):
        page = self.make(browser, name=typed).content.decode()
        assert page.count(shown) == 3
        assert "<script>alert" not in page

    def test_a_name_of_200_letters_is_explained_and_kept(self, browser):
        page = self.make(browser, name="a" * 200).content.decode()
        assert "<title>Error:" in page
        assert "a" * 200 in page
        assert "<mark>[your name]</mark>" in page

    @pytest.mark.parametrize("asks", [[], ["9"], ["x"], ["-1"]])
    def test_a_point_that_does_not_exist_is_explained(self, browser, asks):
        page = self.make(browser, asks=asks).content.decode()
        assert "<title>Error:" in page
        assert page.count("Please speak out in public") == 3

    def test_without_points_the_words_around_them_stay(self, browser):
        CallPage.objects.update(asks=[])
        response = browser.post(f"{URLS['en']}?zip=78501", {"name": "Ana"})
        assert response.content.decode().count("my name is Ana.") == 3

    def test_a_page_without_words_shows_no_empty_box(self, browser):
        CallPage.objects.update(asks=[], script_opening="", script_closing="")
        assert "script__" not in show(browser)
        assert 'id="script-' not in show(browser, "?zip=78501").replace('id="script-form"', "").replace(
            'id="script-name"', ""
        ).replace('id="script-town"', "")

    def test_the_language_switch_keeps_the_words(self, browser):
        page = show(browser, "?zip=78501")
        assert 'form="script-form"' in page
        data = {"name": "Ana", "town": "Mission", "asks": ["2"], "language_switch": "1"}
        switched = browser.post(f"{URLS['es']}?zip=78501", data).content.decode()
        assert switched.count("me llamo Ana. Vivo en Mission") == 3
        assert switched.count("vea cómo reciben ahí") == 3
        too_long = browser.post(f"{URLS['es']}?zip=78501", {**data, "name": "a" * 200}).content.decode()
        assert "a" * 200 in too_long
        assert "alert--err" not in too_long

    def test_sent_to_no_zip_it_is_only_the_page(self, browser):
        assert self.make(browser, query="", name="Ana").status_code == 200
        assert "Ana" not in self.make(browser, query="?zip=abc", name="Ana Flores").content.decode()

    def test_another_site_cannot_send_it(self):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"{URLS['en']}?zip=78501", {"name": "Ana"}).status_code == 403


class TestHowItWent:
    def test_counted_and_led_to_the_next(self, browser, clock, house, senators):
        response = tell(browser, house, "left_message", clock=clock)
        assert went_on_to(response) == {"zip": "78501", "called": str(house.pk), "went": "left_message"}
        report = CallReport.objects.get()
        assert (report.office, report.outcome, report.channel) == (house, "left_message", "web")
        assert report.page_id == page_in("en", "call").pk
        page = show(browser, response.url)
        assert "Your message is counted like a call." in page
        assert "Next: Ana S000001" in page
        assert "Called. Thank you." in page
        assert '<p class="promise official__mark">Next</p>' in page
        assert re.search(rf'class="callsheet__next">\s*<article[^>]*id="office-{senators[0].pk}"', page)

    def test_all_outcomes_have_their_words(self, browser, house):
        sentences = set()
        for outcome in CallReport.Outcome.values:
            page = show(browser, f"?zip=78501&called={house.pk}&went={outcome}")
            sentences.add(re.search(r'id="thanks".*?<p>(.*?)</p>', page, re.DOTALL)[1].strip())
        assert len(sentences) == 4

    def test_the_last_call_ends_in_thanks_and_the_next_action(self, browser, clock, house, senators):
        query = "?zip=78501"
        for office in (house, *senators):
            query = tell(browser, office, "spoke", query=query, clock=clock).url
        page = show(browser, query)
        assert "You called them all." in page
        assert page.count("<h1") == 1
        hero = page[page.index("<h1") : page.index('id="officials"')]
        assert page_in("en", "call").live_next_action.url in hero
        assert CallReport.objects.count() == 3

    def test_who_spoke_to_somebody_may_stop_there(self, browser, house):
        following = page_in("en", "call").live_next_action
        thanks = show(browser, f"?zip=78501&called={house.pk}&went=spoke").split('id="thanks"')[1].split("</div>")[0]
        assert f'href="{following.url}"' in thanks

    def test_a_split_zip_is_not_done_before_a_district_is_chosen(self, browser, senators):
        ids = ",".join(str(office.pk) for office in senators)
        page = show(browser, f"?zip=78589&called={ids}&went=spoke")
        assert "You called them all." not in page

    def test_the_district_is_kept(self, browser, clock, house):
        response = tell(browser, house, query="?zip=78589&district=TX-15", clock=clock)
        assert went_on_to(response)["district"] == "TX-15"

    def test_two_failures_open_other_ways(self, browser, clock, house, senators):
        make_letter_page()
        Office.objects.filter(pk=house.pk).update(contact_form="https://a000001.example.org/contact")
        first = tell(browser, house, "mailbox_full", clock=clock)
        assert "Other ways to be heard" not in show(browser, first.url)
        second = tell(browser, senators[0], "no_answer", query=first.url, clock=clock)
        assert went_on_to(second)["missed"] == f"{house.pk},{senators[0].pk}"
        page = show(browser, second.url)
        assert "Other ways to be heard today" in page
        assert 'href="https://a000001.example.org/contact"' in page
        assert f'href="{page_in("en", "write-a-letter").url}"' in page
        assert f"{URLS['en']}reminder/{senators[0].pk}/" in page

    def test_the_letter_is_offered_only_where_there_is_one_in_this_language(self, browser, house):
        make_letter_page()
        Page.objects.filter(slug="escriba-una-carta").update(live=False)
        query = f"?zip=78501&called={house.pk}&missed={house.pk},{house.pk}&went=no_answer"
        assert "/es/actua/escriba-una-carta/" not in show(browser, query, "es")
        assert "/en/act/write-a-letter/" in show(browser, query)

    def test_who_gets_through_in_the_end_has_not_failed(self, browser, clock, house):
        query = f"?zip=78501&called={house.pk}&missed={house.pk},{house.pk}&went=no_answer"
        assert "missed" not in went_on_to(tell(browser, house, "spoke", query=query, clock=clock))

    def test_a_branch_can_be_reported(self, browser, clock, house):
        near = branch(house)
        tell(browser, house, "spoke", clock=clock, branch=near.pk)
        assert CallReport.objects.get().branch == near
        tell(browser, house, "mailbox_full", clock=clock, branch=0)
        assert CallReport.objects.first().branch is None

    @pytest.mark.parametrize("wrong", ["999999", "x", ""])
    def test_a_number_of_somebody_else_is_explained(self, browser, clock, house, senators, wrong):
        branch(house)
        other = branch(senators[0])
        for value in (wrong, other.pk):
            page = tell(browser, house, clock=clock, branch=value).content.decode()
            assert "Choose the number you called." in page
        assert not CallReport.objects.exists()

    @pytest.mark.parametrize("outcome", ["", "won", "spoke,spoke"])
    def test_no_outcome_is_explained(self, browser, clock, house, outcome):
        page = tell(browser, house, outcome, clock=clock).content.decode()
        assert "Say how the call went." in page
        assert f'href="#office-{house.pk}"' in page
        assert not CallReport.objects.exists()

    @pytest.mark.parametrize("key", ["house-VT-0", "house-TX-28", "senator-CA-1"])
    def test_an_office_of_somewhere_else_is_not_counted(self, browser, clock, key):
        page = tell(browser, Office.objects.get(key=key), clock=clock).content.decode()
        assert "Choose one of the offices on this page." in page
        assert not CallReport.objects.exists()

    @pytest.mark.parametrize("office", ["", "abc", "0", "-1", "9" * 40])
    def test_no_office_at_all(self, browser, office):
        response = browser.post(f"{URLS['en']}?zip=78501", {"office": office, "outcome": "spoke"})
        assert "Choose one of the offices on this page." in response.content.decode()

    def test_told_without_a_zip_it_is_only_the_page(self, browser, clock, house):
        assert tell(browser, house, query="", clock=clock).status_code == 200
        assert not CallReport.objects.exists()

    def test_a_double_click_counts_once(self, browser, clock, house):
        token = token_of("twice")
        clock.forward(seconds=HUMAN_SECONDS)
        for _ in range(2):
            assert tell(browser, house, token=token).status_code == 302
        assert CallReport.objects.count() == 1

    def test_one_sender_is_one_voice_for_half_an_hour(self, browser, clock, house, senators):
        for outcome in ("mailbox_full", "no_answer"):
            assert tell(browser, house, outcome, clock=clock).status_code == 302
        assert CallReport.objects.get().outcome == "mailbox_full"
        tell(browser, senators[0], "spoke", clock=clock)
        assert CallReport.objects.count() == 2

    @pytest.mark.parametrize("token", ["", "forged", "a:b:c"])
    def test_a_robot_is_thanked_and_not_counted(self, browser, clock, house, token):
        data = {"office": house.pk, "outcome": "mailbox_full", "form_token": token}
        clock.forward(seconds=HUMAN_SECONDS)
        assert browser.post(f"{URLS['en']}?zip=78501", data).status_code == 302
        assert not CallReport.objects.exists()

    def test_the_field_nobody_sees_and_a_hand_too_quick(self, browser, clock, house):
        tell(browser, house, token=token_of())
        clock.forward(seconds=HUMAN_SECONDS)
        tell(browser, house, website="https://spam.example/")
        assert not CallReport.objects.exists()

    def test_another_site_cannot_tell_for_somebody(self, house):
        strict = Client(enforce_csrf_checks=True)
        assert strict.post(f"{URLS['en']}?zip=78501", {"office": house.pk, "outcome": "spoke"}).status_code == 403

    def test_in_spanish_too(self, browser, clock, house):
        response = tell(browser, house, "spoke", clock=clock, language="es")
        assert show(browser, response.url, "es").count("callsheet__next") == 1
        assert CallReport.objects.get().page_id == page_in("es", "llamar").pk


class TestTheAddress:
    @pytest.mark.parametrize(
        "called_ids", ["abc", ",,,", "%00", "1;2", "9" * 5000, "1," * 5000, "²", "-1", "<script>", "999999"]
    )
    def test_garbage_is_passed_over(self, browser, called_ids):
        page = show(browser, f"?zip=78501&called={called_ids}&missed={called_ids}&went={called_ids[:20]}")
        assert cards(page) == ["Ana A000001", "Ana S000001", "Ana S000002"]
        assert 'id="thanks"' not in page
        assert "<script>" not in page.replace("<script type", "")

    def test_it_holds_ids_and_never_a_name(self, browser, clock, house):
        response = tell(browser, house, clock=clock, name="Ana Flores", town="Mission")
        assert "Ana" not in response.url
        assert "Mission" not in response.url

    def test_missed_without_called_means_nothing(self, browser, house):
        assert "Other ways" not in show(browser, f"?zip=78501&missed={house.pk},{house.pk}")


class TestPlanB:
    def branches(self, browser, query="?zip=78501"):
        return re.findall(r"<li>\s*<strong>(.*?)</strong>", show(browser, query), re.DOTALL)

    def test_the_three_nearest(self, browser, house):
        for city, where in (
            ("Laredo", (27.5, -99.5)),
            ("McAllen", (26.21, -98.23)),
            ("Houston", (29.7, -95.3)),
            ("Edinburg", (26.3, -98.16)),
        ):
            branch(house, city, where)
        assert self.branches(browser) == ["McAllen, TX", "Edinburg, TX", "Laredo, TX"]
        assert "1 mile away" in show(browser, "?zip=78501")

    def test_one_without_coordinates_comes_last_by_state(self, browser, house):
        branch(house, "Washington", None, state="DC")
        branch(house, "Mission", None)
        branch(house, "Laredo", (27.5, -99.5))
        assert self.branches(browser) == ["Laredo, TX", "Mission, TX", "Washington, DC"]

    def test_closed_ones_and_those_without_a_number_are_left_out(self, browser, house):
        branch(house, "Laredo", closed_on="2026-01-01")
        branch(house, "Mission", phone="")
        assert self.branches(browser) == []

    def test_a_zip_without_a_place_takes_them_by_state(self, browser, house):
        ZipArea.objects.filter(pk="78501").update(latitude=None, longitude=None)
        branch(house, "Laredo")
        assert self.branches(browser) == ["Laredo, TX"]


class TestFullMailbox:
    @pytest.fixture
    def full(self, house):
        called(house, "mailbox_full")
        called(house, "mailbox_full")

    def card(self, browser, house):
        return show(browser, "?zip=78501").split(f'id="office-{house.pk}"')[1].split("</article>")[0]

    def test_the_nearest_branch_instead_for_half_an_hour(self, browser, clock, house, full):
        branch(house)
        card = self.card(browser, house)
        assert card.index("Call their office in McAllen:") < card.index("tel:+19565550142")
        assert card.index("tel:+19565550142") < card.index("The mailbox is full right now. Call anyway")
        assert card.index("The mailbox is full right now.") < card.index("tel:+12022243121")
        clock.forward(minutes=30)
        assert "The mailbox is full" not in self.card(browser, house)

    def test_the_branch_is_chosen_beforehand_in_the_form(self, browser, house, full):
        near = branch(house)
        assert f'<option value="{near.pk}" selected>' in self.card(browser, house)

    def test_without_a_branch_the_number_stays_to_be_seen(self, browser, house, full):
        card = self.card(browser, house)
        assert '<details class="more" open>' in card
        assert "tel:+12022243121" in card

    def test_a_branch_that_is_full_too_is_not_offered(self, browser, house, full):
        near, far = branch(house), branch(house, "Laredo", (27.5, -99.5))
        called(house, "mailbox_full", branch=near.pk)
        called(house, "mailbox_full", branch=near.pk)
        assert "Call their office in Laredo:" in self.card(browser, house)
        assert far.pk != near.pk

    def test_other_offices_are_not_touched(self, browser, house, senators, full):
        assert "The mailbox is full" not in self.card(browser, senators[0])


class TestBestTime:
    def calls(self, house, *hours):
        for hour, outcome in hours:
            called(house, outcome, at=datetime(2026, 2, 10, hour, tzinfo=UTC))

    def test_nothing_is_said_below_twenty_reports(self, browser, house):
        self.calls(house, *[(15, "spoke")] * 19)
        assert "most often" not in show(browser, "?zip=78501")

    def test_the_hour_with_the_best_share(self, browser, house):
        self.calls(house, *[(15, "no_answer")] * 12, *[(15, "spoke")] * 6, *[(19, "spoke")] * 4, *[(19, "no_answer")])
        self.calls(house, *[(21, "spoke")] * 4)  # fewer than five
        page = show(browser, "?zip=78501")
        assert page.count("most often between 2 PM and 3 PM their time") == 1

    def test_old_reports_teach_nothing(self, browser, clock, house):
        self.calls(house, *[(15, "spoke")] * 20)
        assert "most often between 10 AM and 11 AM" in show(browser, "?zip=78501")
        clock.forward(days=90)
        assert "most often" not in show(browser, "?zip=78501")

    def test_nobody_ever_spoke(self, browser, house):
        self.calls(house, *[(15, "no_answer")] * 25)
        assert "most often" not in show(browser, "?zip=78501")

    def test_the_hour_before_midnight(self, browser, house):
        self.calls(house, *[(4, "spoke")] * 20)
        assert "most often between 11 PM and 12 AM" in show(browser, "?zip=78501")
