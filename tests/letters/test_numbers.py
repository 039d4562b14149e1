"""Letters in numbers: exact counts, also after erasure; for those who may see them; and without anything private."""

import csv
from datetime import UTC, date, datetime, timedelta
from io import BytesIO

import openpyxl
import pytest
from django.urls import reverse
from wagtail.models import Page, Site

from cms.core.durations import in_words, percentile
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.models import Delivery, Letter, Newspaper, Step, StepCount
from cms.letters.numbers.report import since
from cms.letters.numbers.tables import Numbers, Scope, by_paper
from cms.outbox.delivery import deliver_one
from cms.users.roles import AUDITORS, LETTERS_DESK, ROLES
from tests.factories.letters import STATEMENT, WRITER, asked, confirmed, draft, link_of, paper, taken
from tests.factories.site import logged_in, person

pytestmark = pytest.mark.django_db
ALL = Scope()
EVERYTHING = {"period": "all"}


def begun(newspaper=None, **values):
    number = Letter.objects.count() + StepCount.objects.count()
    newspaper = newspaper or paper()
    return services.start_letter(newspaper_id=newspaper.pk, language="en", submission_key=f"n-{number}", **values)


def by_hand_paper(**values):
    return paper(channel=Newspaper.Channel.FORM, letters_email="", letters_url="https://x.example/form", **values)


def handed_out(newspaper=None):
    return services.agree_by_hand(letter_id=draft(newspaper or by_hand_paper()).pk, statement=STATEMENT)


def accepted(newspaper=None, **values):
    letter = confirmed(newspaper, **values)
    deliver_one(Delivery.objects.get(confirmation__letter=letter).email_id)
    return letter


def steps(scope=ALL):
    """By step: (by e-mail, by hand)."""
    return {row.step.value: (row.by_mail, row.by_hand) for row in Numbers(scope).steps()}


def totals(scope=ALL):
    return [row.total for row in Numbers(scope).steps()]


def desk_page(role=LETTERS_DESK, **query):
    return logged_in(role).get(reverse("letter_numbers"), query)


def rows_of(response):
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return list(csv.reader(body.decode().splitlines()))


@pytest.fixture
def every_step(clock):
    """One letter on each step, and two that were sent."""
    begun()
    started = begun()
    services.save_text(letter_id=started.pk, headline="Ask", text="Where are they?", language="en")
    draft()
    asked()
    accepted()
    handed_out()
    services.note_self_sent(letter_id=handed_out().pk)


class TestSteps:
    def test_each_letter_counts_once_on_each_step_it_reached(self, every_step):
        assert steps() == {"begun": (5, 2), "text": (4, 2), "writer": (3, 2), "agreed": (2, 2), "sent": (1, 1)}

    def test_shares_are_of_those_begun(self, every_step):
        assert [row.share for row in Numbers(ALL).steps()] == [100, 86, 71, 57, 29]

    def test_nothing_yet(self):
        assert totals() == [0, 0, 0, 0, 0]
        assert [row.share for row in Numbers(ALL).steps()] == [0, 0, 0, 0, 0]
        assert Numbers(ALL).states() == []

    def test_saving_twice_counts_once(self, clock):
        letter = begun()
        for text in ("one", "two two", "three"):
            services.save_text(letter_id=letter.pk, headline="Ask", text=text, language="en")
        services.save_writer(letter_id=letter.pk, **WRITER)
        services.save_writer(letter_id=letter.pk, **WRITER)
        assert totals() == [1, 1, 1, 0, 0]

    def test_an_empty_text_is_no_step(self, clock):
        services.save_text(letter_id=begun().pk, headline="", text="", language="en")
        assert totals() == [1, 0, 0, 0, 0]

    def test_going_back_to_change_words_takes_no_step_back(self, clock):
        letter = asked()
        services.write_again(letter_id=letter.pk, submission_key="again")
        services.save_text(letter_id=letter.pk, headline="", text="", language="en")
        assert totals() == [1, 1, 1, 1, 0]

    def test_a_letter_that_the_desk_sent_back_had_been_confirmed(self, clock):
        letter = services.confirm_letter(token=link_of(asked(needs_review=True)))
        user = person(LETTERS_DESK)
        services.return_letter(letter_id=taken(letter, user).pk, user_id=user.pk, note="Please sign it.")
        assert steps()["sent"] == (1, 0)

    def test_a_second_try_is_a_letter_of_its_own(self, clock):
        letter = confirmed()
        services.cancel_letter(letter_id=letter.pk)
        services.write_again(letter_id=letter.pk, submission_key="copy")
        assert totals() == [2, 2, 2, 1, 1]

    def test_samples_never_count(self, clock):
        accepted(paper(is_sample=True))
        Letter.objects.filter(pk=accepted().pk).update(is_sample=True)
        assert totals() == [0, 0, 0, 0, 0]
        assert not by_paper(ALL).exists()


class TestAfterErasure:
    def test_numbers_stay_when_words_and_drafts_are_gone(self, every_step, clock):
        before = steps()
        clock.move_to(datetime(2026, 5, 3, 15, tzinfo=UTC))
        care_for_letters()
        clock.move_to(datetime(2026, 7, 3, 15, tzinfo=UTC))
        care_for_letters()
        assert Letter.objects.count() == 3
        assert not any(letter.text for letter in Letter.objects.all())
        assert steps() == before

    def test_drafts_are_counted_once_however_often_the_task_runs(self, clock):
        begun()
        begun()
        clock.move_to(datetime(2026, 4, 3, 15, tzinfo=UTC))
        care_for_letters()
        care_for_letters()
        assert totals() == [2, 0, 0, 0, 0]
        assert not Letter.objects.exists()

    def test_what_is_kept_of_drafts(self, clock):
        handed_out(by_hand_paper(state="VT"))
        clock.move_to(datetime(2026, 4, 3, 15, tzinfo=UTC))
        care_for_letters()
        kept = StepCount.objects.get()
        assert (kept.day, kept.state, kept.is_by_hand, kept.language) == (date(2026, 3, 3), "VT", True, "en")
        assert (kept.step, kept.times, kept.page) == (Step.AGREED, 1, None)

    def test_sample_drafts_are_deleted_without_a_count(self, clock):
        begun(paper(is_sample=True))
        clock.move_to(datetime(2026, 4, 3, 15, tzinfo=UTC))
        care_for_letters()
        assert not Letter.objects.exists()
        assert not StepCount.objects.exists()

    def test_the_day_of_a_draft_is_the_sites(self, clock, settings):
        settings.TIME_ZONE = "America/Chicago"
        clock.move_to(datetime(2026, 3, 4, 2, tzinfo=UTC))
        begun()
        clock.move_to(datetime(2026, 4, 14, 15, tzinfo=UTC))
        care_for_letters()
        assert StepCount.objects.get().day == date(2026, 3, 3)


class TestPeriods:
    def test_thirty_days_begin_at_the_sites_midnight(self, clock, settings):
        settings.TIME_ZONE = "America/Chicago"
        scope = Scope(since=date(2026, 3, 3))
        clock.move_to(datetime(2026, 3, 3, 5, 59, tzinfo=UTC))
        begun()
        assert totals(scope)[0] == 0
        clock.move_to(datetime(2026, 3, 3, 6, tzinfo=UTC))
        begun()
        assert totals(scope)[0] == 1

    @pytest.mark.parametrize(
        ("period", "first"),
        [("", date(2026, 2, 2)), ("year", date(2026, 1, 1)), ("all", None), ("nonsense", date(2026, 2, 2))],
    )
    def test_first_days(self, clock, period, first):
        assert since(period) == first

    def test_deleted_drafts_belong_to_the_day_they_were_begun(self, clock):
        begun()
        clock.move_to(datetime(2026, 4, 14, 15, tzinfo=UTC))
        care_for_letters()
        assert totals(Scope(since=date(2026, 3, 3)))[0] == 1
        assert totals(Scope(since=date(2026, 3, 4)))[0] == 0

    def test_one_state(self, clock):
        begun(paper(state="VT"))
        begun(paper(state="TX"))
        assert totals(Scope(state="VT"))[0] == 1

    def test_one_action_in_both_languages(self, site, clock):
        english, spanish = (Page.objects.filter(depth__gt=3, locale__language_code=code)[0] for code in ("en", "es"))
        Page.objects.filter(pk=spanish.pk).update(translation_key=english.translation_key)
        Page.objects.filter(translation_key=english.translation_key).exclude(pk__in=[english.pk, spanish.pk]).delete()
        for page in (english, spanish):
            begun(page_id=page.pk)
        begun()
        assert totals(Scope(action=english.translation_key))[0] == 2


class TestTimes:
    def test_nearest_rank(self):
        minutes = [timedelta(minutes=number) for number in (10, 1, 3, 2, 4, 5, 9, 8, 7, 6)]
        assert percentile(minutes, 50) == timedelta(minutes=5)
        assert percentile(minutes, 90) == timedelta(minutes=9)

    @pytest.mark.parametrize("percent", [50, 90])
    def test_one_letter_none_and_ties(self, percent):
        one = timedelta(minutes=7)
        assert percentile([], percent) is None
        assert percentile([one], percent) == one
        assert percentile([one] * 5, percent) == one

    def test_from_start_to_asked_and_confirmed(self, clock):
        for minutes in (10, 20, 30):
            letter = draft()
            clock.move_to(letter.created_at + timedelta(minutes=minutes))
            services.ask_writer(letter_id=letter.pk, statement=STATEMENT)
            clock.move_to(letter.created_at + timedelta(minutes=2 * minutes))
            if minutes < 30:
                services.confirm_letter(token=link_of(letter))
        numbers = Numbers(ALL)
        asked_, confirmed_ = numbers.to_asked, numbers.to_confirmed
        assert (asked_.letters, asked_.median, asked_.ninetieth) == (3, timedelta(minutes=20), timedelta(minutes=30))
        assert (confirmed_.letters, confirmed_.median) == (2, timedelta(minutes=20))
        assert confirmed_.ninetieth == timedelta(minutes=40)

    def test_a_second_question_does_not_count(self, clock):
        letter = asked()
        clock.move_to(letter.created_at + timedelta(days=8))
        services.ask_again(token=link_of(letter))
        assert Numbers(ALL).to_asked.median == timedelta(0)

    def test_in_words(self):
        assert in_words(None) == "–"
        assert in_words(timedelta(hours=3, minutes=5)).replace("\xa0", " ") == "3 hours, 5 minutes"


class TestByStateAndPaper:
    def test_states(self, clock):
        accepted(paper(state="VT"))
        asked(paper(state="VT"))
        services.note_self_sent(letter_id=handed_out(by_hand_paper(state="TX")).pk)
        vermont, texas = Numbers(ALL).states()
        now_there = {"asked": 2, "confirmed": 1, "left": 1, "accepted": 1, "failed": 0, "self_sent": 0}
        assert vermont == {"state": "VT", "begun": 2, **now_there}
        assert (texas["state"], texas["asked"], texas["self_sent"]) == ("TX", 0, 1)

    def test_what_came_back_has_left_and_is_not_accepted(self, clock):
        letter = accepted(paper(state="VT"))
        Letter.objects.filter(pk=letter.pk).update(status="bounced")
        row = Numbers(ALL).states()[0]
        assert (row["left"], row["accepted"], row["failed"]) == (1, 0, 1)

    def test_papers_without_a_ready_letter_do_not_stand_there(self, clock):
        busy = paper(name="The Courier")
        accepted(busy, full_name="Ana", email="ana@example.org")
        asked(busy, full_name="Bea", email="bea@example.org")
        draft(paper(name="The Idler"))
        row = by_paper(ALL).get()
        names = ("newspaper__name", "asked", "confirmed", "left", "accepted", "failed", "self_sent")
        assert [row[name] for name in names] == ["The Courier", 2, 1, 1, 1, 0, 0]


class TestScreen:
    def test_it_shows_all_of_it(self, every_step):
        response = desk_page(**EVERYTHING)
        page = response.content.decode()
        for words in ("Said “I wrote this”", "29 %", "Half took up to", "TX", "By paper", "4 newspapers"):
            assert words in page

    def test_nothing_yet(self):
        page = desk_page().content.decode()
        assert "Nothing yet: nobody has begun a letter in this time." in page
        assert "Nothing yet. As soon as" in page

    @pytest.mark.parametrize(
        ("period", "words"),
        [("", "Letters begun since Feb. 2, 2026"), ("year", "since Jan. 1, 2026"), ("all", "All letters since")],
    )
    def test_it_says_since_when(self, clock, period, words):
        assert words in desk_page(period=period).content.decode()

    def test_ordering_and_the_results_alone(self, every_step):
        browser = logged_in(LETTERS_DESK)
        address = reverse("letter_numbers_results")
        assert browser.get(address, {"ordering": "newspaper__name"}).status_code == 200
        assert "By paper" in browser.get(address, {"ordering": "-left", **EVERYTHING}).content.decode()

    @pytest.mark.parametrize("query", [{"period": "x"}, {"action": "1; drop"}, {"state": "ZZ"}, {"p": "-1"}])
    def test_values_that_nobody_could_choose(self, every_step, query):
        assert desk_page(**query).status_code in (200, 404)

    def test_queries(self, every_step, django_assert_max_num_queries):
        browser = logged_in(LETTERS_DESK)
        browser.get(reverse("letter_numbers_results"))
        with django_assert_max_num_queries(12):
            browser.get(reverse("letter_numbers_results"), EVERYTHING)

    def test_an_action_to_choose(self, site, clock):
        page = Site.objects.get(is_default_site=True).root_page
        begun(page_id=page.pk)
        begun()
        response = desk_page(action=str(page.translation_key))
        assert response.context["steps"][0].total == 1


class TestFiles:
    def test_papers_as_csv(self, every_step):
        accepted(paper(name="=1+1", city="@home"), full_name="Ana", email="ana@example.org")
        rows = rows_of(desk_page(export="csv", **EVERYTHING))
        assert rows[0][:4] == ["Newspaper", "Place", "State", "Asked to confirm"]
        assert ["'=1+1", "'@home", "TX", "1", "1", "1", "1", "0", "0"] in rows
        assert len(rows) == 6

    def test_papers_as_xlsx(self, clock):
        accepted(paper(name="=1+1"))
        response = desk_page(export="xlsx", **EVERYTHING)
        cell = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content))).active["A2"]
        assert (cell.data_type, cell.value) == ("s", "'=1+1")

    def test_the_overview(self, every_step):
        response = logged_in(LETTERS_DESK).get(reverse("letter_numbers_overview"), EVERYTHING)
        rows = rows_of(response)
        assert rows[0] == ["Part", "Row", "Column", "Number"]
        assert ["Steps", "Chose a paper", "All", "7"] in rows
        assert ["Steps", "Confirmed it, or sent it themselves", "By the writer", "1"] in rows
        assert ["Minutes", "Until they confirmed", "Half took up to", "0"] in rows
        assert ["State", "TX", "Letters begun", "7"] in rows

    def test_the_overview_of_nothing(self):
        rows = rows_of(logged_in(LETTERS_DESK).get(reverse("letter_numbers_overview")))
        assert ["Steps", "Chose a paper", "All", "0"] in rows
        assert ["Minutes", "Until they confirmed", "Half took up to", ""] in rows

    @pytest.mark.parametrize("name", ["letter_numbers", "letter_numbers_overview"])
    def test_nobody_can_be_found_in_it(self, every_step, name):
        response = logged_in(LETTERS_DESK).get(reverse(name), {"export": "csv", **EVERYTHING})
        text = str(rows_of(response))
        for private in ("Jane Doe", "123 Main Street", "+19565550123", "jane@example.org", "Ask where they are"):
            assert private not in text


NAMES = ("letter_numbers", "letter_numbers_results", "letter_numbers_overview")


class TestWhoMaySee:
    @pytest.mark.parametrize("role", [*ROLES, None])
    @pytest.mark.parametrize("name", NAMES)
    def test_the_desk_auditors_and_administrators(self, role, name):
        response = logged_in(role).get(reverse(name))
        assert (response.status_code == 200) == (role in (LETTERS_DESK, AUDITORS, None))

    @pytest.mark.parametrize("name", NAMES)
    def test_not_those_who_are_not_logged_in(self, client, name):
        assert client.get(reverse(name)).status_code == 302

    @pytest.mark.parametrize("role", [LETTERS_DESK, "Moderators"])
    def test_the_menu(self, role):
        in_menu = reverse("letter_numbers") in logged_in(role).get("/admin/").content.decode()
        assert in_menu == (role == LETTERS_DESK)
