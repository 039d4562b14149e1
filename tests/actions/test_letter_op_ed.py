"""The same way for an op-ed: its own limit, its own mailbox, and a change of mind at any time."""

import pytest

from cms.letters import services
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.problems import NoOpEds
from cms.letters.rules import check_rules
from cms.outbox.kinds import get_kind
from cms.outbox.models import OutgoingEmail
from tests.actions.test_letter_by_hand import FORM
from tests.actions.test_letter_page import YOU, browser, html, letter_page, token_for, url, write
from tests.factories.letters import TEXT, draft, link_of, own_words, paper, zip_area
from tests.letters.test_called_an_op_ed import called_a_letter

__all__ = ["browser", "letter_page"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
OP_EDS = {"word_limit": 50, "op_ed_limit": 700, "op_ed_email": "opinion@courier.example"}
LONG = "word " * 300


def render(row):
    return get_kind(row.kind).render(row)


def begin(browser, newspaper, language="en"):
    zip_area()
    data = {"newspaper": newspaper.pk, "form_token": token_for("begin")}
    return browser.post(f"{url(language)}?zip=78501", data).url


def begin_op_ed(browser, language="en", **values):
    """The address of a draft whose writer chose an op-ed."""
    newspaper = paper(name="The Courier", covers="Hidalgo County", **{**OP_EDS, **values})
    draft = begin(browser, newspaper, language)
    assert browser.post(f"{draft}kind/", {"kind": "op_ed"}).url == draft
    return draft


def test_a_paper_with_op_eds_begins_with_a_letter_and_offers_both_with_their_limits(browser):
    newspaper = paper(covers="Hidalgo County", **OP_EDS)
    zip_area()
    assert "op-eds too, up to 700 words" in html(browser.get(url(), {"zip": "78501"}))
    draft = begin(browser, newspaper)
    assert not draft.endswith("/kind/")  # one page less for the many who came to write a letter
    assert 'name="change_kind"' in html(browser.get(draft))
    page = html(browser.get(f"{draft}kind/"))
    assert "up to 50 words" in page
    assert "up to 700 words" in page
    assert page.count('type="radio"') == 2
    assert page.count("checked") == 1


def test_a_paper_without_op_eds_asks_nothing(browser):
    draft = begin(browser, paper(covers="Hidalgo County"))
    assert not draft.endswith("/kind/")
    assert browser.get(f"{draft}kind/").url == draft
    assert 'name="change_kind"' not in html(browser.get(draft))


@pytest.mark.parametrize("values", [{"op_ed_limit": 700}, {"op_ed_email": "opinion@courier.example"}])
def test_a_limit_or_a_mailbox_of_its_own_means_that_it_takes_op_eds(values):
    assert paper(**values).takes_op_eds
    assert not paper().takes_op_eds


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_whole_way_of_an_op_ed(browser, language, clock):
    draft = begin_op_ed(browser, language)
    box = html(browser.get(draft))
    assert 'data-word-limit="700"' in box
    assert browser.post(draft, {"headline": "H", "text": LONG}).url == f"{draft}you/"
    browser.post(f"{draft}you/", YOU)
    preview = html(browser.get(f"{draft}preview/"))
    assert "Op-ed submission: H" in preview
    assert "opinion@courier.example" in preview
    response = browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")}, follow=True)
    assert response.status_code == 200
    letter = Letter.objects.get()
    assert letter.kind == "op_ed"
    if language == "en":
        assert letter.statement == "I wrote this op-ed. Send it to The Courier under my name."
        assert "Your op-ed for The Courier" in html(response)
        assert "Write an op-ed for" in box
        assert "your one argument" in box


def test_every_e_mail_to_the_writer_says_op_ed():
    letter = draft(paper(**OP_EDS), kind="op_ed")
    services.ask_writer(letter_id=letter.pk, statement="x")
    message = render(OutgoingEmail.objects.get())
    assert message.subject.startswith("Please confirm your op-ed for Paper")
    assert "We have an op-ed for Paper" in message.text


def test_the_mail_to_the_paper_says_op_ed_even_where_it_wants_other_words_for_letters():
    letter = draft(paper(**OP_EDS, subject_phrase="Letter to the Editor"), kind="op_ed")
    services.ask_writer(letter_id=letter.pk, statement="x")
    services.confirm_letter(token=link_of(letter))
    mail = OutgoingEmail.objects.get(kind="letters.delivery")
    assert mail.to == "opinion@courier.example"
    assert render(mail).subject == "Op-ed submission: Ask where they are"


def test_an_op_ed_that_is_too_long_is_kept_and_explained(browser):
    draft = begin_op_ed(browser)
    page = html(browser.post(draft, {"headline": "H", "text": "word " * 702}))
    assert "Your text has 702 words. This paper takes 700. Please cut 2 words." in page
    assert Letter.objects.get().word_count == 702


@pytest.mark.parametrize("posted", ["", "poem", "OP_ED", "op_ed\x00", "1 OR 1=1"])
def test_an_unknown_kind_is_explained(browser, posted):
    draft = begin_op_ed(browser)
    response = browser.post(f"{draft}kind/", {"kind": posted})
    assert response.status_code == 200
    assert 'href="#id_kind_0"' in html(response)
    assert Letter.objects.get().is_op_ed


def test_a_change_of_mind_while_writing_keeps_what_was_typed(browser):
    draft = begin_op_ed(browser)
    assert browser.post(draft, {"headline": "", "text": LONG, "change_kind": "1"}).url == f"{draft}kind/"
    assert browser.post(f"{draft}kind/", {"kind": "letter"}).url == draft
    page = html(browser.get(draft))
    assert LONG.strip() in page
    assert 'data-word-limit="50"' in page
    assert "This paper takes 50" in html(browser.post(draft, {"headline": "H", "text": LONG}))


def test_a_text_too_long_to_keep_is_shown_again_instead_of_the_choice(browser):
    draft = begin_op_ed(browser)
    huge = "x" * 20_001
    response = browser.post(draft, {"headline": "H", "text": huge, "change_kind": "1"})
    assert response.status_code == 200
    assert huge in html(response)


def test_a_paper_without_op_eds_makes_it_a_letter_again_and_says_so(browser):
    draft = begin_op_ed(browser)
    write(browser, draft)
    other = paper(name="Other", covers="Hidalgo County")
    response = browser.post(f"{draft}paper/?zip=78501", {"newspaper": other.pk})
    assert response.url == f"{draft}?now=letter"
    page = html(browser.get(response.url))
    assert "It is a letter now" in page
    assert "Other takes no op-eds" in page
    assert TEXT in page
    assert Letter.objects.get().kind == "letter"


def test_another_paper_with_op_eds_keeps_it_an_op_ed(browser):
    draft = begin_op_ed(browser)
    other = paper(covers="Hidalgo County", op_ed_limit=900)
    assert browser.post(f"{draft}paper/?zip=78501", {"newspaper": other.pk}).url == draft
    assert 'data-word-limit="900"' in html(browser.get(draft))


def test_a_paper_that_stops_taking_op_eds_is_said_and_the_way_back_is_open(browser):
    draft = begin_op_ed(browser)
    browser.post(draft, {"headline": "H", "text": TEXT})
    browser.post(f"{draft}you/", YOU)
    Newspaper.objects.update(op_ed_limit=None, op_ed_email="")
    page = html(browser.post(f"{draft}preview/", {"wrote_it": "on"}))
    assert "The Courier takes no op-eds" in page
    assert browser.post(draft, {"headline": "H", "text": TEXT, "change_kind": "1"}).url == f"{draft}kind/"
    page = html(browser.get(f"{draft}kind/"))
    assert page.count('type="radio"') == 1
    assert "only letters now" in page
    browser.post(f"{draft}kind/", {"kind": "letter"})
    browser.post(f"{draft}preview/", {"wrote_it": "on"})
    assert Letter.objects.get().status == Status.AWAITING_CONFIRMATION


def test_the_services_hold_the_rule_too():
    letter = draft(paper(**OP_EDS), kind="op_ed")
    check_rules(letter)
    plain = draft()
    with pytest.raises(NoOpEds):
        services.choose_kind(letter_id=plain.pk, kind="op_ed")
    Newspaper.objects.update(op_ed_limit=None, op_ed_email="")
    letter.refresh_from_db()
    with pytest.raises(NoOpEds):
        check_rules(letter)


def test_a_new_kind_needs_the_statement_again():
    letter = draft(paper(**{**OP_EDS, "word_limit": 250}, **FORM))
    services.agree_by_hand(letter_id=letter.pk, statement="x")
    assert services.choose_kind(letter_id=letter.pk, kind="op_ed").agreed_at is None


def test_an_op_ed_for_a_paper_s_own_form_is_handed_over(browser):
    draft = begin_op_ed(browser, **FORM)
    browser.post(draft, {"headline": "H", "text": own_words(1)})
    browser.post(f"{draft}you/", YOU)
    assert "This is your op-ed" in html(browser.get(f"{draft}preview/"))
    assert browser.post(f"{draft}preview/", {"wrote_it": "on"}).url == f"{draft}send/"
    for step in ("", "you/", "preview/", "paper/?zip=78501", "send/"):
        page = html(browser.get(f"{draft}{step}")).split("<main", 1)[1].split("</main>", 1)[0]
        assert called_a_letter(page) == [], step
    assert Letter.objects.get().statement == "I wrote this op-ed. I will send it to The Courier myself."


def test_the_language_switch_keeps_the_choice_being_made(browser):
    draft = begin_op_ed(browser)
    spanish = draft.replace(url("en"), url("es"))
    page = html(browser.post(f"{spanish}kind/", {"kind": "letter", "language_switch": "1"}))
    assert '<html lang="es"' in page
    assert Letter.objects.get().is_op_ed
    assert page.count("checked") == 1
    assert "alert--err" not in page
