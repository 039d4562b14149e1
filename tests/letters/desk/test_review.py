"""The desk's queue and review screen in the admin: who sees them, what they show, what each button does."""

import re
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cms.core.clock import now
from cms.letters import services
from cms.letters.models import Confirmation, Delivery, Letter, Newspaper, Status
from cms.letters.waiting import count_waiting
from cms.users.models import User
from cms.users.roles import AUDITORS, LETTERS_DESK, ROLES
from tests.conftest import Clock
from tests.factories.letters import TEXT, confirmed, draft, held, paper, taken
from tests.factories.site import MODEL_BACKEND, logged_in

pytestmark = pytest.mark.django_db
SECRETS = (TEXT, "Jane Doe", "123 Main Street", "jane@example.org", "Ask where they are")


def desk(name: str, *args: int) -> str:
    return reverse(f"letters_desk:{name}", args=args)


def html(response: Any) -> str:
    return str(response.content.decode())


def says(response: Any) -> str:
    return " ".join(str(message) for message in response.context["messages"])


@pytest.fixture
def browser() -> Client:
    return logged_in(LETTERS_DESK)


def me() -> User:
    return User.objects.get(username=LETTERS_DESK)


def other() -> User:
    return User.objects.create_user("Ana", "ana@example.org", "irrelevant")


def fresh(letter: Letter) -> Letter:
    return Letter.objects.get(pk=letter.pk)


@pytest.mark.parametrize("role", [*ROLES, None])
def test_who_may_see_the_queue_and_decide(role: str | None) -> None:
    letter, may = held(), role in (LETTERS_DESK, None)
    browser = logged_in(role)
    for page in (desk("queue"), desk("review", letter.pk)):
        response = browser.get(page)
        assert (response.status_code == 200) is may
        if not may:
            assert not any(secret in html(browser.get(page, follow=True)) for secret in SECRETS)
    for action in ("claim", "release", "approve", "return"):
        response = browser.post(desk(action, letter.pk), {"note": "Which article?"})
        assert (response.status_code in (302, 409) and response.headers.get("Location") != "/admin/") is may
    assert (fresh(letter).claimed_by is None, fresh(letter).status) == (True, Status.IN_REVIEW)


def test_a_visitor_is_asked_to_log_in() -> None:
    assert "login" in Client().get(desk("queue"))["Location"]


def test_deciding_without_the_right_to_read_is_not_possible() -> None:
    letter, browser = held(), logged_in(AUDITORS)
    user = User.objects.get(username=AUDITORS)
    user.user_permissions.add(Permission.objects.get(codename="change_letter"))
    assert browser.get(desk("review", letter.pk)).status_code == 302
    browser.post(desk("claim", letter.pk))
    assert fresh(letter).claimed_by is None


@pytest.mark.parametrize("action", ["claim", "release", "approve", "return"])
def test_what_decides_is_a_button(browser: Client, action: str) -> None:
    assert browser.get(desk(action, held().pk)).status_code == 405


def test_a_draft_is_nobody_s_business(browser: Client) -> None:
    letter = draft()
    assert browser.get(desk("review", letter.pk), follow=True).status_code == 404
    for action in ("claim", "approve", "return"):
        assert browser.post(desk(action, letter.pk), follow=True).status_code == 404


class TestQueue:
    def test_the_oldest_comes_first_and_others_do_not_come(self, browser: Client, clock: Clock) -> None:
        first = held()
        clock.forward(days=1)
        second = held(full_name="Ann Roe", email="ann@example.org")
        confirmed(full_name="Ben Poe", email="ben@example.org")
        rows = browser.get(desk("queue")).context["rows"]
        assert [row["letter"] for row in rows] == [first, second]

    def test_by_language(self, browser: Client) -> None:
        held()
        spanish = held(language="es", full_name="Ann Roe", email="ann@example.org")
        assert [row["letter"] for row in browser.get(desk("queue"), {"language": "es"}).context["rows"]] == [spanish]
        assert len(browser.get(desk("queue"), {"language": "xx"}).context["rows"]) == 2

    def test_what_waits_more_than_three_days_is_late(self, browser: Client, clock: Clock) -> None:
        held()
        clock.forward(days=2, hours=23)
        assert "late" not in texts(html(browser.get(desk("queue"))))
        clock.forward(hours=1)
        page = texts(html(browser.get(desk("queue"))))
        assert "3 days late" in page

    def test_who_has_taken_what(self, browser: Client, clock: Clock) -> None:
        letter = taken(held(), other())
        page = texts(html(browser.get(desk("queue"))))
        assert "Ana" in page
        assert "Take it" not in page
        clock.forward(minutes=31)
        page = texts(html(browser.get(desk("queue"))))
        assert "Ana" not in page
        assert "Take it" in page
        browser.post(desk("claim", letter.pk))
        assert browser.get(desk("queue")).context["rows"][0]["is_mine"]

    def test_it_says_which_may_come_from_a_robot_and_shows_no_words(self, browser: Client) -> None:
        letter = held()
        Letter.objects.filter(pk=letter.pk).update(is_suspect=True)
        page = html(browser.get(desk("queue")))
        assert "may come from a robot" in page
        assert not any(secret in page for secret in SECRETS)

    def test_an_empty_queue_says_so(self, browser: Client) -> None:
        assert "Nothing waits for you" in html(browser.get(desk("queue")))

    def test_200_letters_cost_no_more_queries_than_one(self, browser: Client) -> None:
        make_waiting(held(), 199, other())
        browser.get(desk("queue"))
        with CaptureQueriesContext(connection) as queries:
            page = html(browser.get(desk("queue")))
        assert "200 letters, oldest first" in page
        assert "1 of 4" in page
        # Thirteen are the admin's own (session, rights, numbers in the menu), two are the list's.
        assert sum("letters_letter" in query["sql"] for query in queries) <= 3
        assert len(queries) <= 13

    def test_nothing_is_decrypted_for_the_list(self, browser: Client, monkeypatch: pytest.MonkeyPatch) -> None:
        taken(held(), other())

        def refuse(_token: str) -> str:
            raise AssertionError("the list must not decrypt")

        monkeypatch.setattr("cms.core.fields.decrypt", refuse)
        assert browser.get(desk("queue")).status_code == 200


def make_waiting(letter: Letter, count: int, user: User) -> None:
    """More waiting letters, each at a paper of its own, every second one taken."""
    request = Confirmation.objects.get(letter=letter).request
    for number in range(count):
        values = {"token_hash": f"t{number}", "mail_token": f"m{number}", "submission_key": f"s{number}"}
        one = Letter.objects.create(
            newspaper=paper(),
            status=Status.IN_REVIEW,
            needs_review=True,
            claimed_by=user if number % 2 else None,
            claimed_until=now() if number % 2 else None,
            **values,
        )
        request.pk, request.letter, request.token_hash = None, one, f"r{number}"
        request.save()
        Confirmation.objects.create(letter=one, request_id=request.pk, message_hash="x")


def texts(page: str) -> str:
    """What a reader sees."""
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


class TestReviewScreen:
    def test_the_exact_message_and_the_rules(self, browser: Client) -> None:
        newspaper = paper(word_limit=200, local_only=True, must_include="Your phone number", covers=["78501"])
        page = texts(html(browser.get(desk("review", held(newspaper).pk))))
        for part in ("courtroom", "123 Main Street", "words of at most 200", "Only from people in its area", "fits"):
            assert part in page
        assert "Your phone number" in page
        assert "does not fit" not in page

    def test_a_rule_that_changed_is_said_in_the_writer_s_words(self, browser: Client) -> None:
        letter = taken(held(), me())
        Newspaper.objects.update(word_limit=20, is_active=False)
        page = texts(html(browser.get(desk("review", letter.pk))))
        assert "does not fit" in page
        assert "This paper takes 20." in page
        assert "We are not sending anything to" in page

    def test_the_note_begins_with_the_reason_in_the_writer_s_language(self, browser: Client) -> None:
        letter = taken(held(language="es"), me())
        Newspaper.objects.update(is_active=False)
        page = html(browser.get(desk("review", letter.pk)))
        assert "no estamos enviando cartas" in page.lower() or "elija otro periódico" in page.lower()

    def test_buttons_are_for_who_holds_it(self, browser: Client, clock: Clock) -> None:
        clock.forward(hours=-1)
        letter = held()
        page = html(browser.get(desk("review", letter.pk)))
        assert "Approve: let it go" not in page
        response = browser.post(desk("claim", letter.pk), follow=True)
        assert "Approve: let it go" in html(response)
        assert "If you approve it now, it leaves on" in texts(html(response))
        clock.forward(minutes=31)
        taken(letter, other())
        page = texts(html(browser.get(desk("review", letter.pk))))
        assert "Ana has taken this letter" in page
        assert "Approve: let it go" not in page

    def test_what_waits_no_more_leads_to_where_it_stands(self, browser: Client) -> None:
        letter = confirmed()
        assert browser.get(desk("review", letter.pk))["Location"] == desk("letter", letter.pk)

    def test_no_inline_style_or_script(self, browser: Client) -> None:
        letter = taken(held(), me())
        for page in (desk("queue"), desk("review", letter.pk)):
            main = html(browser.get(page)).split("<main", 1)[1].split("</main>", 1)[0]
            assert not re.search(r"\sstyle=|<style|<script(?![^>]*src)", main)


class TestDecisions:
    def test_approving_says_that_it_leaves_where_its_time_has_come(self, clock: Clock, browser: Client) -> None:
        letter = taken(held(), me())
        assert "If you approve it now, it leaves right away." in texts(html(browser.get(desk("review", letter.pk))))
        assert "leaves right away" in says(browser.post(desk("approve", letter.pk), follow=True))

    def test_approving_says_when_it_leaves(self, clock: Clock, browser: Client) -> None:
        clock.forward(hours=-1)
        letter = taken(held(), me())
        response = browser.post(desk("approve", letter.pk), follow=True)
        assert re.search(r"leaves on \w+, \w+ \d+, 9:00 AM", says(response))
        assert fresh(letter).status == Status.QUEUED
        assert fresh(letter).reviewed_by == me()
        assert Delivery.objects.count() == 1

    def test_sending_back_needs_a_reason(self, browser: Client) -> None:
        letter = taken(held(), me())
        response = browser.post(desk("return", letter.pk), {"note": " "})
        assert response.status_code == 409
        assert "Tell the writer what should change." in html(response)
        browser.post(desk("return", letter.pk), {"note": "Which article?"})
        assert (fresh(letter).status, fresh(letter).review_note) == (Status.DRAFT, "Which article?")

    @pytest.mark.parametrize("action", ["approve", "return"])
    def test_an_old_page_decides_nothing(self, browser: Client, clock: Clock, action: str) -> None:
        letter = taken(held(), me())
        clock.forward(minutes=31)
        response = browser.post(desk(action, letter.pk), {"note": "My long note"}, follow=True)
        assert "you do not hold this letter" in says(response)
        assert fresh(letter).status == Status.IN_REVIEW
        taken(letter, other())
        response = browser.post(desk(action, letter.pk), {"note": "My long note"}, follow=True)
        assert "Ana has taken this letter" in says(response)
        assert fresh(letter).status == Status.IN_REVIEW

    @pytest.mark.parametrize("action", ["claim", "approve", "return"])
    def test_a_letter_decided_meanwhile(self, browser: Client, action: str) -> None:
        letter = taken(held(), other())
        services.approve_letter(letter_id=letter.pk, user_id=User.objects.get(username="Ana").pk)
        response = browser.post(desk(action, letter.pk), {"note": "x"}, follow=True)
        assert "somebody has decided about this letter" in says(response)
        assert Delivery.objects.count() == 1

    def test_a_full_mailbag_is_said_in_words(self, browser: Client, clock: Clock) -> None:
        newspaper = paper(cap_per_day=1, cap_per_week=1)
        letter = taken(held(newspaper), me())
        for number in range(13):
            confirmed(newspaper, email=f"w{number}@example.org", full_name=f"W {number}")
        response = browser.post(desk("approve", letter.pk), follow=True)
        assert "mailbag is full for 90 days" in says(response)
        assert "mailbag is full for weeks" in html(response)  # the note to its writer, to begin with
        assert fresh(letter).status == Status.IN_REVIEW

    def test_a_paper_that_was_turned_off_is_said_too(self, browser: Client) -> None:
        letter = taken(held(), me())
        Newspaper.objects.update(is_active=False)
        response = browser.post(desk("approve", letter.pk), follow=True)
        assert "Not approved" in says(response)
        assert "We are not sending anything to" in says(response)

    def test_it_can_be_put_back(self, browser: Client) -> None:
        letter = taken(held(), me())
        browser.post(desk("release", letter.pk))
        assert fresh(letter).claimed_by is None


class TestMenuAndPanel:
    def test_the_menu_counts_for_who_may_decide(self, browser: Client) -> None:
        held()
        assert "Letters to read (1)" in html(browser.get("/admin/"))
        assert "Letters to read" not in html(logged_in(AUDITORS).get("/admin/"))

    def test_the_panel_tells_number_age_and_late(self, browser: Client, clock: Clock, site: Any) -> None:
        held()
        clock.forward(days=4)
        held(full_name="Ann Roe", email="ann@example.org")
        browser.force_login(me(), backend=MODEL_BACKEND)
        page = texts(html(browser.get("/admin/")))
        assert "Letters waiting for the desk 2" in page
        assert "The oldest has waited 4" in page
        assert "1 letter has waited more than 3 days" in page

    def test_nothing_waits(self) -> None:
        waiting = count_waiting(now())
        assert (waiting.number, waiting.late, waiting.oldest) == (0, 0, None)
