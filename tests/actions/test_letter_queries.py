"""How much each step of a letter asks of the database: at most ten things, read or written."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from cms.actions.letter.our_words import public_words
from cms.letters.models import Letter, Newspaper, Status
from tests.actions.test_letter_by_hand import FORM
from tests.actions.test_letter_page import SLUGS, YOU, browser, finish_draft, letter_page, token_for, url
from tests.factories.letters import TEXT, asked, link_of, own_words, paper, zip_area
from tests.factories.site import page_in

__all__ = ["browser", "letter_page"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
MOST = 10
# The writer's town is another one, so that only the covered county speaks for them.
NEIGHBORS_ONLY = {"local_only": True, "city": "Pharr"}
# Where a transaction begins and ends asks nothing.
MARKS = ("SAVEPOINT", "RELEASE")


class Steps:
    """Every step of one letter, each with what it asked."""

    def __init__(self, browser, language):
        self.browser, self.language, self.asked = browser, language, {}

    def get(self, name, address):
        return self._note(name, lambda: self.browser.get(address))

    def post(self, name, address, data):
        return self._note(name, lambda: self.browser.post(address, data))

    def _note(self, name, call):
        with CaptureQueriesContext(connection) as seen:
            response = call()
        self.asked[name] = [one["sql"] for one in seen.captured_queries if not one["sql"].startswith(MARKS)]
        return response

    def too_many(self, most):
        return {name: queries for name, queries in self.asked.items() if len(queries) > most}


@pytest.fixture(params=["en", "es"])
def walked(request, browser, letter_page):
    """The whole way, once warmed up: what is cached is what other visitors have asked for already."""
    language = request.param
    zip_area()
    newspaper = paper(covers="Hidalgo County", op_ed_limit=700)
    paper(covers="Hidalgo County", **FORM)
    browser.get(url(language))
    public_words(language)
    steps = Steps(browser, language)
    steps.get("first", url(language))
    steps.get("find", f"{url(language)}?zip=78501")
    steps.get("find by state", f"{url(language)}?state=TX")
    begin = {"newspaper": newspaper.pk, "form_token": token_for("begin")}
    draft = steps.post("choose", f"{url(language)}?zip=78501", begin).url
    steps.post("choose none", f"{url(language)}?zip=78501", {})
    steps.get("kind", f"{draft}kind/")
    steps.post("kind chosen", f"{draft}kind/", {"kind": "letter"})
    steps.get("write", draft)
    steps.post("written badly", draft, {"headline": "", "text": TEXT})
    steps.post(
        "written alike", draft, {"headline": "H", "text": page_in(language, SLUGS[language]).points[0].value["text"]}
    )
    assert steps.post("written", draft, {"headline": "H", "text": own_words(1)}).status_code == 302
    steps.get("you", f"{draft}you/")
    steps.post("you badly", f"{draft}you/", {**YOU, "zip": "x"})
    assert steps.post("told", f"{draft}you/", YOU).status_code == 302
    steps.get("paper", f"{draft}paper/?zip=78501")
    steps.post("paper changed", f"{draft}paper/?zip=78501", {"newspaper": newspaper.pk})
    steps.get("preview", f"{draft}preview/")
    steps.post("not agreed", f"{draft}preview/", {})
    steps.post("asked", f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    letter = Letter.objects.get()
    with override(language):
        status = reverse("letters:status", args=[letter.token])
        confirm = reverse("letters:confirm", args=[link_of(letter)])
    steps.get("status", status)
    steps.get("confirm", confirm)
    steps.post("confirmed", confirm, {"form_token": token_for("yes")})
    steps.get("status after", status)
    assert Letter.objects.get().confirmation
    return steps


def test_each_step_asks_at_most_ten_things(walked):
    assert walked.too_many(MOST) == {}


def test_asking_does_too_where_the_language_was_switched(browser):
    draft = finish_draft(browser)
    public_words("en")
    steps = Steps(browser, "es")
    there = draft.replace(url("en"), url("es"))
    steps.post("asked", f"{there}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert Letter.objects.get().status == Status.AWAITING_CONFIRMATION
    assert steps.too_many(MOST) == {}


def test_asking_takes_one_thing_more_where_the_paper_takes_only_its_neighbors(browser):
    draft = finish_draft(browser)
    Newspaper.objects.update(**NEIGHBORS_ONLY)
    public_words("en")
    steps = Steps(browser, "en")
    steps.post("asked", f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert Letter.objects.get().status == Status.AWAITING_CONFIRMATION
    assert steps.too_many(MOST + 1) == {}


@pytest.mark.parametrize("rules", [{}, NEIGHBORS_ONLY])
def test_confirming_does_too_where_the_letter_gets_its_time(browser, rules):
    steps = Steps(browser, "en")
    letter = asked(paper(**rules, covers="Hidalgo County"))
    steps.post("confirmed", reverse("letters:confirm", args=[link_of(letter)]), {})
    assert letter.requests.get().confirmation.delivery
    assert steps.too_many(MOST) == {}
