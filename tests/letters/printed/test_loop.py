"""Was it printed? Asked once, reminded once, answered by a button, shown only when the writer and the desk agree."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.translation import override

from cms.core.clock import now
from cms.letters import services
from cms.letters.care import care_for_letters
from cms.letters.links import editor_token
from cms.letters.models import Delivery, Letter, PrintedLetter, Status
from cms.letters.numbers.print_rates import paper_rates, point_rates
from cms.letters.problems import NotNow
from cms.letters.standing import standing
from cms.outbox.delivery import deliver_one, tell_owners
from cms.outbox.models import OutgoingEmail
from cms.outbox.services import record_bounce
from tests.conftest import Clock
from tests.factories.letters import STATEMENT, asked, confirmed, draft, link_of, paper

pytestmark = pytest.mark.django_db
LINK = "https://courier.example/opinion/42"


@pytest.fixture
def letter(site: Any, clock: Clock) -> Letter:
    """A letter that its paper's server took on March 3."""
    row = confirmed(paper(name="The Courier", cap_per_week=4), headline="Ask where they are")
    deliver_one(row_of(Delivery.objects.get()))
    return again(row)


def row_of(delivery: Delivery) -> UUID:
    assert delivery.email_id is not None
    return delivery.email_id


def again(letter: Letter) -> Letter:
    return Letter.objects.select_related("newspaper").get(pk=letter.pk)


def questions(kind: str = "letters.printed") -> Any:
    return OutgoingEmail.objects.filter(kind=kind)


def address(name: str, letter: Letter, language: str = "en") -> str:
    with override(language):
        return reverse(f"letters:{name}", args=[letter.token])


def say(browser: Client, letter: Letter, **answer: Any) -> Any:
    return browser.post(address("printed", letter), answer)


def show(letter: Letter, url: str = LINK) -> PrintedLetter:
    services.answer_printed(letter_id=letter.pk, printed="yes", url=url, may_be_shown=True)
    return PrintedLetter.objects.get(letter=letter)


class TestAsking:
    def test_two_weeks_after_and_once_more_a_week_later(self, letter: Letter, clock: Clock) -> None:
        clock.forward(days=13, hours=23)
        care_for_letters()
        assert not questions().exists()
        clock.forward(hours=1)
        for _ in range(14):
            care_for_letters()
            clock.forward(days=1)
        assert (questions().count(), questions("letters.printed_again").count()) == (1, 1)

    def test_a_machine_that_slept_for_weeks_asks_nobody_whose_letter_is_erased(
        self, letter: Letter, clock: Clock
    ) -> None:
        clock.forward(days=60)
        care_for_letters()
        care_for_letters()
        assert not OutgoingEmail.objects.filter(kind__startswith="letters.printed").exists()

    def test_who_has_answered_is_not_asked(self, letter: Letter, clock: Clock) -> None:
        services.answer_printed(letter_id=letter.pk, printed="unknown")
        clock.forward(days=15)
        care_for_letters()
        assert not questions().exists()

    def test_an_answer_on_the_way_stops_the_question(self, letter: Letter, clock: Clock) -> None:
        clock.forward(days=14)
        care_for_letters()
        services.answer_printed(letter_id=letter.pk, printed="no")
        assert deliver_one(questions().get().pk).status == "cancelled"

    @pytest.mark.parametrize("end", ["cancelled", "failed", "bounced", "expired"])
    def test_letters_that_never_arrived_are_not_asked_about(self, letter: Letter, clock: Clock, end: str) -> None:
        Letter.objects.update(status=end)
        clock.forward(days=15)
        care_for_letters()
        assert not questions().exists()

    @pytest.mark.parametrize(
        ("language", "subject"),
        [("en", "Did The Courier print your letter?"), ("es", "¿Publicó The Courier su carta?")],
    )
    def test_the_question_quotes_nothing_and_leads_to_the_writers_page(
        self, mail_server: Any, site: Any, clock: Clock, client: Client, language: str, subject: str
    ) -> None:
        row = confirmed(paper(name="The Courier"), language=language)
        deliver_one(row_of(Delivery.objects.get()))
        clock.forward(days=14)
        care_for_letters()
        deliver_one(questions().get().pk)
        got = mail_server.received[-1]
        assert got.message["Subject"] == subject
        body = got.text
        assert address("status", row, language) in body
        for private in ("Ask where they are", "courtroom", "Jane Doe", "Main Street"):
            assert private not in body


class TestAnswering:
    def test_yes_with_a_link_and_without_showing_it(self, letter: Letter, client: Client) -> None:
        assert say(client, letter, printed="yes", url=f"{LINK}?utm_source=x#top").status_code == 302
        row = again(letter)
        assert (row.printed, row.printed_url, row.may_be_shown) == ("yes", LINK, False)
        assert standing(row).title == "You told us that it was printed"
        assert not PrintedLetter.objects.exists()

    @pytest.mark.parametrize("answer", ["no", "unknown"])
    def test_another_answer_keeps_no_link_and_shows_nothing(self, letter: Letter, client: Client, answer: str) -> None:
        say(client, letter, printed=answer, url=LINK, may_be_shown="on")
        row = again(letter)
        assert (row.printed, row.printed_url, row.may_be_shown) == (answer, "", False)
        assert not PrintedLetter.objects.exists()

    def test_the_answer_can_be_changed_and_what_is_not_printed_leaves_the_page(
        self, letter: Letter, client: Client
    ) -> None:
        say(client, letter, printed="yes", may_be_shown="on")
        assert PrintedLetter.objects.count() == 1
        say(client, letter, printed="no")
        assert not PrintedLetter.objects.exists()
        assert standing(again(letter)).title == "You told us that it was not printed"

    def test_two_clicks_make_one_row(self, letter: Letter, client: Client) -> None:
        for _ in range(2):
            say(client, letter, printed="yes", url=LINK, may_be_shown="on")
        assert PrintedLetter.objects.count() == 1

    def test_a_changed_link_must_be_looked_at_again(self, letter: Letter, django_user_model: Any) -> None:
        desk = django_user_model.objects.create_user("desk")
        services.check_printed(printed_id=show(letter).pk, url=LINK, user_id=desk.pk)
        assert PrintedLetter.objects.shown().exists()
        show(letter, url="https://elsewhere.example/")
        assert not PrintedLetter.objects.shown().exists()

    def test_the_desk_shows_only_the_link_it_has_looked_at(self, letter: Letter, django_user_model: Any) -> None:
        seen = show(letter)
        show(letter, url="https://elsewhere.example/")
        with pytest.raises(NotNow):
            services.check_printed(
                printed_id=seen.pk, url=seen.url, user_id=django_user_model.objects.create_user("desk").pk
            )
        assert not PrintedLetter.objects.shown().exists()

    @pytest.mark.parametrize(
        "url",
        [
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://x.example/",
            "http://u:p@x.example/",
            "no address",
            "x" * 9999,
        ],
    )
    def test_a_bad_link_gets_a_sentence_and_loses_nothing(self, letter: Letter, client: Client, url: str) -> None:
        response = say(client, letter, printed="yes", url=url, may_be_shown="on")
        page = response.content.decode()
        assert response.status_code == 400
        assert "There is a problem" in page
        assert "checked" in page
        assert again(letter).printed == ""

    def test_nothing_chosen_gets_a_sentence(self, letter: Letter, client: Client) -> None:
        assert "Choose one answer." in say(client, letter).content.decode()
        assert "Choose one answer." in say(client, letter, printed="maybe").content.decode()

    def test_a_switch_of_language_keeps_what_was_typed_and_saves_nothing(self, letter: Letter, client: Client) -> None:
        answer = {"printed": "yes", "url": LINK, "language_switch": "1"}
        page = client.post(address("printed", letter, "es"), answer).content.decode()
        assert LINK in page
        assert "¿La publicaron?" in page
        assert again(letter).printed == ""

    def test_opening_changes_nothing(self, letter: Letter, client: Client) -> None:
        for name in ("printed", "hide", "status"):
            client.get(f"{address(name, letter)}?printed=yes&may_be_shown=on")
        assert again(letter).printed == ""
        assert client.get(address("printed", letter)).status_code == 302

    def test_a_forged_link_finds_nothing(self, letter: Letter, client: Client) -> None:
        forged = Letter(token="x" * 43)
        assert say(client, forged, printed="yes").status_code == 404
        assert client.post(address("hide", forged)).status_code == 404

    def test_before_it_has_left_there_is_nothing_to_say(self, site: Any, clock: Clock, client: Client) -> None:
        waiting = asked()
        assert say(client, waiting, printed="yes").status_code == 409
        assert again(waiting).printed == ""
        assert b"printed-form" not in client.get(address("status", waiting)).content

    def test_a_writer_who_sent_it_themselves_can_answer_too(self, site: Any, clock: Clock, client: Client) -> None:
        own = draft(paper(channel="form", letters_email="", letters_url="https://form.example/"))
        services.agree_by_hand(letter_id=own.pk, statement=STATEMENT)
        services.note_self_sent(letter_id=own.pk)
        say(client, own, printed="yes")
        assert standing(again(own)).title == "You told us that it was printed"


class TestEditorsWord:
    def answer(self, letter: Letter, kind: str, **values: str) -> None:
        services.answer_as_editor(token=editor_token(letter), kind=kind, **values)

    def test_it_counts_more_than_the_writers(self, letter: Letter, client: Client) -> None:
        self.answer(letter, "printed", url=LINK)
        assert standing(again(letter)).title == "The paper says that it was printed"
        page = client.get(address("status", letter)).content.decode()
        assert 'name="printed"' not in page
        say(client, letter, printed="no", may_be_shown="on")
        row = again(letter)
        assert (row.printed, row.printed_url) == ("yes", LINK)
        assert PrintedLetter.objects.get().url == LINK

    def test_a_link_that_comes_later_or_is_corrected_keeps_the_page_and_the_consent(
        self, letter: Letter, django_user_model: Any
    ) -> None:
        self.answer(letter, "printed")
        shown = show(letter, url="")
        desk = django_user_model.objects.create_user("desk")
        services.check_printed(printed_id=shown.pk, url="", user_id=desk.pk)
        for url in (LINK, f"{LINK}1"):
            self.answer(letter, "printed", url=url)
            row = PrintedLetter.objects.get()
            assert (row.pk, row.url, row.checked_at, row.checked_by) == (shown.pk, url, None, None)
            assert (again(letter).printed_url, again(letter).may_be_shown) == (url, True)
            services.check_printed(printed_id=row.pk, url=url, user_id=desk.pk)
        self.answer(letter, "printed")
        assert PrintedLetter.objects.shown().get().url == f"{LINK}1"
        assert letter.answers.count() == 1

    def test_without_a_link_it_leaves_the_writers_link_and_the_checked_page(
        self, letter: Letter, django_user_model: Any
    ) -> None:
        desk = django_user_model.objects.create_user("desk")
        services.check_printed(printed_id=show(letter).pk, url=LINK, user_id=desk.pk)
        self.answer(letter, "printed")
        assert again(letter).printed_url == LINK
        assert PrintedLetter.objects.shown().get().url == LINK

    def test_not_for_us_by_mistake_keeps_the_writers_consent(self, letter: Letter, django_user_model: Any) -> None:
        desk = django_user_model.objects.create_user("desk")
        services.check_printed(printed_id=show(letter).pk, url=LINK, user_id=desk.pk)
        self.answer(letter, "not_for_us")
        assert not PrintedLetter.objects.exists()
        assert again(letter).may_be_shown
        self.answer(letter, "printed", url=LINK)
        row = PrintedLetter.objects.get()
        assert (row.letter, row.url, row.checked_at) == (letter, LINK, None)

    @pytest.mark.parametrize("withdraw", ["hide", "no", "untick", "desk"])
    def test_what_was_withdrawn_stays_away_whatever_the_editor_says(self, letter: Letter, withdraw: str) -> None:
        shown = show(letter)
        if withdraw == "hide":
            services.hide_printed(letter_id=letter.pk)
        elif withdraw == "desk":
            services.remove_printed(printed_id=shown.pk)
        else:
            services.answer_printed(letter_id=letter.pk, printed="no" if withdraw == "no" else "yes")
        self.answer(letter, "not_for_us")
        self.answer(letter, "printed", url=LINK)
        assert not PrintedLetter.objects.exists()
        assert not again(letter).may_be_shown

    def test_while_it_is_hidden_the_writer_can_still_withdraw(self, letter: Letter, client: Client) -> None:
        show(letter)
        self.answer(letter, "not_for_us")
        page = client.get(address("status", letter)).content.decode()
        assert address("hide", letter) in page
        assert "stands among" not in page
        client.post(address("hide", letter))
        self.answer(letter, "printed")
        assert not PrintedLetter.objects.exists()

    def test_after_not_for_us_there_is_nothing_to_ask(self, letter: Letter, client: Client) -> None:
        show(letter)
        self.answer(letter, "not_for_us")
        assert not PrintedLetter.objects.exists()
        assert b"printed-form" not in client.get(address("status", letter)).content
        with pytest.raises(NotNow):
            services.answer_printed(letter_id=letter.pk, printed="yes")

    def test_a_bounce_undoes_the_writers_word_but_not_the_papers(self, letter: Letter) -> None:
        show(letter)
        record_bounce(pk=row_of(Delivery.objects.get()))
        tell_owners()
        row = again(letter)
        assert (row.status, row.printed) == (Status.BOUNCED, "")
        assert not PrintedLetter.objects.exists()


class TestPrintedByPaper:
    KIND = "letters.printed_by_paper"

    def paper_says(self, letter: Letter, kind: str = "printed", **values: str) -> None:
        services.answer_as_editor(token=editor_token(letter), kind=kind, **values)

    def test_its_writer_is_told_once_and_never_asked(self, letter: Letter, clock: Clock) -> None:
        self.paper_says(letter)
        for _ in range(30):
            care_for_letters()
            clock.forward(days=1)
        assert list(OutgoingEmail.objects.filter(kind__startswith="letters.printed").values_list("kind")) == [
            (self.KIND,)
        ]

    def test_it_is_said_at_once_in_two_sentences_with_the_link_to_the_page(
        self, mail_server: Any, letter: Letter, client: Client
    ) -> None:
        self.paper_says(letter, url=LINK)
        care_for_letters()
        deliver_one(questions(self.KIND).get().pk)
        got = mail_server.received[-1]
        assert got.message["Subject"] == "The Courier says it printed your letter"
        assert LINK in got.text
        assert address("status", letter) in got.text
        for private in ("Ask where they are", "courtroom", "Jane Doe", "Main Street"):
            assert private not in got.text
        page = client.get(address("status", letter)).content.decode()
        assert "May others see that it was printed?" in page

    def test_without_a_link_no_line_is_left_empty(self, mail_server: Any, letter: Letter) -> None:
        self.paper_says(letter)
        care_for_letters()
        deliver_one(questions(self.KIND).get().pk)
        assert "\n\n\n" not in mail_server.received[-1].text.replace("\r\n", "\n")

    def test_also_after_the_first_question_but_then_without_a_reminder(self, letter: Letter, clock: Clock) -> None:
        clock.forward(days=15)
        care_for_letters()
        self.paper_says(letter)
        clock.forward(days=10)
        care_for_letters()
        assert (questions().count(), questions(self.KIND).count()) == (1, 1)
        assert not questions("letters.printed_again").exists()

    @pytest.mark.parametrize("may_be_shown", [True, False])
    def test_who_has_answered_before_or_after_is_not_told(self, letter: Letter, may_be_shown: bool) -> None:
        services.answer_printed(letter_id=letter.pk, printed="yes", may_be_shown=may_be_shown)
        self.paper_says(letter)
        services.answer_printed(letter_id=letter.pk, printed="yes", may_be_shown=may_be_shown)
        care_for_letters()
        assert not questions(self.KIND).exists()

    def test_an_editor_who_thinks_again_stops_it_and_the_question_still_comes(
        self, letter: Letter, clock: Clock
    ) -> None:
        self.paper_says(letter)
        care_for_letters()
        services.take_back_as_editor(token=editor_token(letter), kind="printed")
        assert deliver_one(questions(self.KIND).get().pk).status == "cancelled"
        clock.forward(days=14)
        care_for_letters()
        assert questions().count() == 1

    def test_a_yes_on_the_way_stops_it(self, letter: Letter) -> None:
        self.paper_says(letter)
        care_for_letters()
        show(letter)
        assert deliver_one(questions(self.KIND).get().pk).status == "cancelled"

    @pytest.mark.parametrize("kind", ["not_for_us", "fewer", "wrong_address", "none"])
    def test_other_answers_tell_nobody(self, letter: Letter, kind: str) -> None:
        self.paper_says(letter, kind)
        care_for_letters()
        assert not questions(self.KIND).exists()

    def test_a_letter_that_came_back_or_is_erased_is_left_alone(self, letter: Letter, clock: Clock) -> None:
        self.paper_says(letter)
        for change in ({"status": "bounced"}, {"status": "accepted", "text": "", "erased_at": now()}):
            Letter.objects.update(**change)
            care_for_letters()
        assert not questions(self.KIND).exists()


class TestErasure:
    def test_the_row_that_may_be_shown_outlives_the_letter_and_can_still_be_withdrawn(
        self, letter: Letter, clock: Clock, client: Client
    ) -> None:
        show(letter)
        clock.forward(days=28)
        care_for_letters()
        row = again(letter)
        assert (row.text, row.email, row.printed) == ("", "", "yes")
        page = client.get(address("status", letter)).content.decode()
        assert "Take it off that page" in page
        assert "printed-form" not in page
        with pytest.raises(NotNow):
            services.answer_printed(letter_id=letter.pk, printed="no")
        assert client.post(address("hide", letter)).status_code == 302
        assert not PrintedLetter.objects.exists()
        assert client.post(address("hide", letter)).status_code == 302


class TestRates:
    def test_by_paper_and_by_point(self, site: Any, clock: Clock) -> None:
        courier = paper(name="The Courier", any_hour=True, cap_per_day=9, cap_per_week=9)
        for number, printed in enumerate(["yes", "no", "unknown", ""]):
            row = draft(courier, email=f"w{number}@example.org", full_name=f"Writer {number}")
            services.ask_writer(letter_id=row.pk, statement=STATEMENT, points=["Asylum", "A choice"][: 1 + number % 2])
            services.confirm_letter(token=link_of(row))
            deliver_one(row_of(Delivery.objects.latest("pk")))
            if printed:
                services.answer_printed(letter_id=row.pk, printed=printed)
        found = paper_rates()
        assert [(row.name, row.arrived, row.known, row.printed) for row in found] == [("The Courier", 4, 2, 1)]
        rates = {title: (rate.arrived, rate.known, rate.printed, rate.percent) for title, rate in point_rates()}
        assert rates == {"Asylum": (4, 2, 1, 50), "A choice": (2, 1, 0, 0)}

    def test_samples_and_letters_on_their_way_do_not_count(self, site: Any, clock: Clock) -> None:
        confirmed()
        Letter.objects.filter(pk=confirmed(paper()).pk).update(status="accepted", is_sample=True)
        assert not paper_rates()
        assert point_rates() == []


def test_the_month_is_that_of_the_papers_clock(site: Any, clock: Clock) -> None:
    clock.move_to(datetime(2026, 4, 1, 3, tzinfo=UTC))  # still March in Texas
    row = confirmed(paper(any_hour=True))
    deliver_one(row_of(Delivery.objects.get()))
    assert show(again(row)).month.isoformat() == "2026-03-01"
