"""Editors' answers in the admin: who sees them, and what each button does."""

import pytest
from django.urls import reverse

from cms.letters import services
from cms.letters.links import editor_token
from cms.letters.models import Delivery, Letter, Newspaper, PaperAnswer
from cms.outbox.delivery import deliver_one
from cms.users.roles import AUDITORS, EDITORS, LETTERS_DESK, MODERATORS
from tests.factories.letters import confirmed, paper
from tests.factories.site import logged_in

pytestmark = pytest.mark.django_db
ACTIONS = ("take_back", "use_mailbox", "done")


def desk(name, *args):
    return reverse(f"letters_answers:{name}", args=args)


def html(response):
    return response.content.decode()


@pytest.fixture
def given(site, clock):
    """An editor's "wrong address" with a new mailbox."""
    letter = confirmed(paper(name="The Courier"))
    deliver_one(Delivery.objects.get().email_id)
    return services.answer_as_editor(
        token=editor_token(Letter.objects.get(pk=letter.pk)), kind="wrong_address", mailbox="new@courier.example"
    )


@pytest.mark.parametrize(
    ("role", "may"), [(LETTERS_DESK, True), (AUDITORS, True), (EDITORS, False), (MODERATORS, False)]
)
def test_who_may_see_answers(given, role, may):
    browser = logged_in(role)
    for url in (desk("index"), desk("index_results"), desk("answer", given.pk)):
        assert (browser.get(url).status_code == 200) is may


@pytest.mark.parametrize("role", [AUDITORS, EDITORS, MODERATORS])
@pytest.mark.parametrize("action", ACTIONS)
def test_others_cannot_act(given, role, action):
    assert logged_in(role).post(desk(action, given.pk)).status_code in (302, 403)
    given.refresh_from_db()
    assert given.is_to_do
    assert Newspaper.objects.get().letters_email != "new@courier.example"


@pytest.mark.parametrize("action", ACTIONS)
def test_what_changes_something_is_a_button(given, action):
    assert logged_in(LETTERS_DESK).get(desk(action, given.pk)).status_code == 405


@pytest.mark.parametrize("action", ACTIONS)
def test_no_such_answer(given, action):
    assert logged_in(LETTERS_DESK).post(desk(action, given.pk + 1)).status_code in (302, 404)
    given.refresh_from_db()
    assert given.is_to_do


def test_a_wrong_address_is_work_to_do_in_menu_list_and_filter(given):
    browser = logged_in(LETTERS_DESK)
    page = html(browser.get(desk("index")))
    assert "Editors&#x27; answers (1)" in page or "Editors\\u0027 answers (1)" in page or "answers (1)" in page
    assert "to do" in page
    assert list(browser.get(desk("index"), {"state": "to_do"}).context["object_list"]) == [given]
    assert list(browser.get(desk("index"), {"state": "back"}).context["object_list"]) == []


def test_the_newest_comes_first(given):
    services.answer_as_editor(token=editor_token(given.letter), kind="printed")
    listed = logged_in(LETTERS_DESK).get(desk("index")).context["object_list"]
    assert [answer.kind for answer in listed] == ["printed", "wrong_address"]


def test_the_desk_checks_the_mailbox_and_uses_it(given):
    browser = logged_in(LETTERS_DESK)
    assert "I checked it: send letters to new@courier.example" in html(browser.get(desk("answer", given.pk)))
    page = html(browser.post(desk("use_mailbox", given.pk), follow=True))
    assert "go to the mailbox that the editor named" in page
    assert "I checked it" not in page
    assert Newspaper.objects.get().letters_email == "new@courier.example"
    assert "Nothing was changed" in html(browser.post(desk("done", given.pk), follow=True))


def test_the_desk_mended_it_by_hand(given):
    logged_in(LETTERS_DESK).post(desk("done", given.pk))
    given.refresh_from_db()
    assert not given.is_to_do
    assert Newspaper.objects.get().letters_email != "new@courier.example"


def test_the_desk_takes_an_answer_back(given):
    browser = logged_in(LETTERS_DESK)
    assert "Taken back" in html(browser.post(desk("take_back", given.pk), follow=True))
    assert Newspaper.objects.get().may_be_offered
    assert PaperAnswer.objects.get().withdrawn_by is not None
    assert "Nothing was changed" in html(browser.post(desk("take_back", given.pk), follow=True))


def test_the_list_says_nothing_of_the_letter_or_its_writer(given):
    page = html(logged_in(AUDITORS).get(desk("answer", given.pk)))
    for secret in ("Jane Doe", "jane@example.org", given.letter.headline):
        assert secret not in page
    assert "I checked it" not in page
