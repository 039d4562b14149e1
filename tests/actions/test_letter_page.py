"""The letter page, step by step, in both languages, with everything people do to forms."""

import re

import pytest
from django.core import signing
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from cms.actions.letter_starter_kit import make_letter_page
from cms.actions.models import LetterPage
from cms.core.forms import TOKEN_SALT
from cms.letters import services
from cms.letters.models import Letter, Newspaper, Status
from cms.letters.problems import UnknownLink
from cms.outbox import services as outbox_services
from cms.outbox.models import OutgoingEmail
from tests.factories.letters import TEXT, WRITER, confirmed, link_of, own_words, paper, zip_area
from tests.factories.site import page_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SLUGS = {"en": "write-a-letter", "es": "escriba-una-carta"}
YOU = {**WRITER, "phone": "(956) 555-0123"}


@pytest.fixture(autouse=True)
def letter_page(site):
    make_letter_page()


@pytest.fixture
def browser():
    return Client()


def url(language="en"):
    return page_in(language, SLUGS[language]).url


def token_for(key):
    return signing.dumps(key, salt=TOKEN_SALT)


def html(response):
    return response.content.decode()


def begin(browser, language="en", newspaper=None):
    """Choose a paper; returns the address of the draft."""
    zip_area()
    newspaper = newspaper or paper(covers="Hidalgo County")
    response = browser.post(f"{url(language)}?zip=78501", {"newspaper": newspaper.pk, "form_token": token_for("begin")})
    assert response.status_code == 302, html(response)
    return response.url


def write(browser, draft, **values):
    return browser.post(draft, {"headline": "Ask where they are", "text": TEXT, **values})


def finish_draft(browser, language="en", newspaper=None, **you):
    """All steps up to the preview; returns the address of the draft."""
    draft = begin(browser, language, newspaper)
    assert write(browser, draft).url == f"{draft}you/"
    assert browser.post(f"{draft}you/", {**YOU, **you}).url == f"{draft}preview/"
    return draft


# The way through


@pytest.mark.parametrize("language", ["en", "es"])
def test_from_zip_to_the_question_in_both_languages(browser, language, clock):
    newspaper = paper(name="The Courier", covers="Hidalgo County")
    draft = finish_draft(browser, language, newspaper)
    preview = html(browser.get(f"{draft}preview/"))
    assert TEXT in preview
    assert "letters@" in preview
    assert 'type="checkbox"' in preview
    assert "checked" not in preview
    response = browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert response.url.startswith(f"/{language}/")
    assert browser.get(response.url).status_code == 200
    letter = Letter.objects.get()
    assert letter.status == Status.AWAITING_CONFIRMATION
    assert letter.language == language
    assert "The Courier" in letter.statement
    assert OutgoingEmail.objects.get().kind == "letters.confirm"
    assert OutgoingEmail.objects.get().language == language


def test_the_first_page_sets_no_cookie_and_shows_the_promise(browser):
    response = browser.get(url())
    assert response.status_code == 200
    assert not response.cookies
    assert "15 minutes" in html(response)


def test_papers_are_shown_with_their_rules(browser):
    zip_area()
    paper(name="The Courier", covers="Hidalgo County", word_limit=275, frequency_days=45, exclusive=True)
    page = html(browser.get(url(), {"zip": "78501-1234"}))
    for part in ("The Courier", "Covers your county", "275", "every 45 days", "no other paper", "Rules checked on"):
        assert part in page
    assert page.count('type="radio"') == 1


def test_a_gap_between_papers_is_bridged_by_statewide_ones(browser):
    zip_area()
    paper(name="State Post", reach="statewide", city="Austin", county="Travis County", latitude=30.3, longitude=-97.7)
    page = html(browser.get(url(), {"zip": "78501"}))
    assert "no local paper near McAllen, TX" in page
    assert "State Post" in page


def test_with_no_paper_at_all_the_page_still_helps(browser):
    zip_area()
    page = html(browser.get(url(), {"zip": "78501"}))
    assert "We have no paper to offer here yet" in page
    assert "send it yourself" in page
    assert 'name="state"' in page


def test_another_paper_can_be_found_by_state_and_name(browser):
    paper(name="Alpha Post", state="NM")
    paper(name="Beta Post", state="NM")
    page = html(browser.get(url(), {"state": "NM", "name": "beta"}))
    assert "Beta Post" in page
    assert "Alpha Post" not in page


def test_help_stands_beside_the_box_and_the_box_is_empty(browser):
    page = html(browser.get(begin(browser)))
    assert page.count('class="point stack"') == 3
    assert "Where to begin" in page
    assert re.search(r'<textarea[^>]*name="text"[^>]*>\s*</textarea>', page)
    assert 'data-word-limit="250"' in page


def test_every_step_can_be_left_and_found_again(browser):
    draft = finish_draft(browser)
    elsewhere = Client()
    assert TEXT in html(elsewhere.get(draft))
    assert "123 Main Street" in html(elsewhere.get(f"{draft}you/"))


def test_the_town_is_filled_in_from_the_zip(browser):
    draft = begin(browser)
    write(browser, draft)
    assert 'value="McAllen"' in html(browser.get(f"{draft}you/"))


def test_steps_cannot_be_skipped(browser):
    draft = begin(browser)
    assert browser.get(f"{draft}you/").url == draft
    assert browser.get(f"{draft}preview/").url == draft
    write(browser, draft)
    assert browser.get(f"{draft}preview/").url == f"{draft}you/"


def test_another_paper_keeps_the_text(browser):
    draft = finish_draft(browser)
    other = paper(name="Other Post", covers="Hidalgo County")
    assert "Other Post" in html(browser.get(f"{draft}paper/", {"zip": "78501"}))
    assert browser.post(f"{draft}paper/?zip=78501", {"newspaper": other.pk}).url == draft
    page = html(browser.get(draft))
    assert "Other Post" in page
    assert TEXT in page


# What people do to forms


@pytest.mark.parametrize(
    ("typed", "words"),
    [("7850x", "five digits"), ("", "Enter your ZIP code"), ("00000", "do not know this ZIP"), ("785", "five digits")],
)
def test_a_wrong_zip_is_explained_and_kept(browser, typed, words):
    page = html(browser.get(url(), {"zip": typed}))
    assert words in page
    assert "<title>Error:" in page
    assert f'value="{typed}"' in page or not typed


def test_no_paper_chosen_is_explained(browser):
    zip_area()
    paper(covers="Hidalgo County")
    response = browser.post(f"{url()}?zip=78501", {})
    assert "Choose a paper." in html(response)
    assert Letter.objects.count() == 0


@pytest.mark.parametrize("value", ["999999", "abc", "-1", "1 OR 1=1"])
def test_a_paper_that_does_not_exist_is_explained(browser, value):
    zip_area()
    paper(covers="Hidalgo County")
    response = browser.post(f"{url()}?zip=78501", {"newspaper": value})
    assert response.status_code == 200
    assert "alert--err" in html(response)
    assert Letter.objects.count() == 0


def test_one_word_too_many_is_refused_and_the_text_kept(browser):
    newspaper = paper(covers="Hidalgo County", word_limit=50)
    draft = begin(browser, newspaper=newspaper)
    long = "palabra " * 50 + "extra"
    response = write(browser, draft, text=long)
    assert "Your text has 51 words. This paper takes 50. Please cut one word." in html(response)
    assert long in html(response)
    assert Letter.objects.get().text == long
    assert write(browser, draft, text="palabra " * 50).status_code == 302


def test_a_text_too_long_for_any_paper_is_shown_again_but_not_stored(browser):
    draft = begin(browser)
    write(browser, draft)
    huge = "x" * 25_000
    response = write(browser, draft, text=huge)
    assert "longer than any paper prints" in html(response)
    assert huge in html(response)
    assert Letter.objects.get().text == TEXT


def test_ten_megabytes_are_turned_away_and_the_draft_stays(browser):
    draft = begin(browser)
    write(browser, draft)
    response = write(browser, draft, text="x" * 10_000_000)
    assert response.status_code == 400
    assert Letter.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("full_name", "", "Enter your full name."),
        ("street", "", "Enter your street address."),
        ("zip", "abc", "five digits"),
        ("phone", "12", "phone number with area code"),
        ("email", "jane@", "like name@example.org"),
        ("email", "root@localhost", "like name@example.org"),
    ],
)
def test_a_gap_about_the_writer_is_explained_at_its_field(browser, field, value, words):
    draft = begin(browser)
    write(browser, draft)
    page = html(browser.post(f"{draft}you/", {**YOU, field: value}))
    assert words in page
    assert f'href="#id_{field}"' in page
    assert "(956) 555-0123" in page or field == "phone"


def test_line_breaks_in_a_name_become_spaces(browser):
    finish_draft(browser, full_name="Jane\r\nBcc: all@example.org Doe")
    assert Letter.objects.get().full_name == "Jane Bcc: all@example.org Doe"


def test_without_the_tick_nothing_is_asked(browser):
    draft = finish_draft(browser)
    page = html(browser.post(f"{draft}preview/", {}))
    assert "Tick the box" in page
    assert not OutgoingEmail.objects.exists()


def test_double_clicks_make_one_letter_and_one_question(browser):
    zip_area()
    newspaper = paper(covers="Hidalgo County")
    first = begin(browser, newspaper=newspaper)
    assert begin(browser, newspaper=newspaper) == first
    draft = finish_draft(browser, newspaper=newspaper)
    for _ in range(2):
        browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    assert Letter.objects.count() == 1
    assert OutgoingEmail.objects.count() == 1


STRANGER = {"full_name": "Li Wei", "email": "li@example.org", "phone": "(956) 555-0199"}


@pytest.mark.parametrize("you", [{}, STRANGER])
def test_who_has_written_and_who_has_not_get_the_same_answer_before_the_mailbox_is_proven(browser, clock, you):
    newspaper = paper(name="The Courier", covers="Hidalgo County", exclusive=True)
    confirmed(newspaper, text=own_words(1))
    draft = finish_draft(browser, newspaper=newspaper, **you)
    response = browser.post(f"{draft}preview/", {"wrote_it": "on"})
    assert response.status_code == 302
    page = html(browser.get(response.url))
    assert "Waiting for you to confirm" in page
    assert "one text per person" not in page
    letter = Letter.objects.latest("pk")
    assert OutgoingEmail.objects.about(str(letter.requests.get().pk)).get().to == letter.email


def test_a_second_letter_within_the_window_is_told_behind_the_link_and_goes_to_the_next_paper(browser, clock):
    newspaper = paper(name="The Courier", covers="Hidalgo County")
    confirmed(newspaper, text=own_words(1))
    draft = finish_draft(browser, newspaper=newspaper)
    browser.post(f"{draft}preview/", {"wrote_it": "on"})
    letter = Letter.objects.latest("pk")
    page = html(browser.get(reverse("letters:confirm", args=[link_of(letter)])))
    assert "one text per person every 30 days" in page
    assert "write to it again on April 2, 2026" in page
    assert TEXT in page
    choose = browser.post(reverse("letters:write_again", args=[letter.token]), {"other_paper": "1"})
    assert choose.url == f"{draft}paper/"
    other = paper(name="The Monitor", covers="Hidalgo County")
    assert "The Monitor" in html(browser.get(f"{choose.url}?zip=78501"))
    browser.post(f"{choose.url}?zip=78501", {"newspaper": other.pk, "form_token": token_for("other")})
    browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("again")})
    browser.post(reverse("letters:confirm", args=[link_of(letter)]))
    letter.refresh_from_db()
    assert letter.confirmation
    assert (letter.newspaper, letter.text) == (other, TEXT)


def test_a_paper_turned_off_meanwhile_is_said_at_the_preview(browser):
    draft = finish_draft(browser)
    Newspaper.objects.update(is_active=False)
    page = html(browser.post(f"{draft}preview/", {"wrote_it": "on"}))
    assert "right now. Please choose another paper." in page
    assert Letter.objects.get().status == Status.DRAFT


def test_a_form_sent_by_a_robot_is_held_for_the_desk(browser):
    draft = finish_draft(browser)
    browser.post(f"{draft}preview/", {"wrote_it": "on", "website": "http://spam.example", "form_token": token_for("x")})
    letter = Letter.objects.get()
    assert letter.is_suspect
    assert letter.needs_review


def test_an_action_can_have_every_letter_read_first(browser):
    LetterPage.objects.update(review="all")
    draft = finish_draft(browser)
    browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("x")})
    assert Letter.objects.get().needs_review


@pytest.mark.parametrize(("careful", "finished"), [("es", "en"), ("en", "es")])
def test_the_most_careful_language_of_an_action_counts(browser, careful, finished):
    """A draft stays the same when the language is switched; so does the promise to read it first."""
    LetterPage.objects.filter(locale__language_code=careful).update(review="all")
    draft = finish_draft(browser, finished)
    browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("x")})
    assert Letter.objects.get().needs_review


def test_a_draft_finished_on_another_action_is_held_as_where_it_was_begun(browser):
    draft = finish_draft(browser)
    here = LetterPage.objects.get(locale__language_code="en")
    other = here.copy(update_attrs={"slug": "another-letter", "title": "Another"}, keep_live=True)
    LetterPage.objects.filter(pk=here.pk).update(review="all")
    token = draft.rstrip("/").rsplit("/", 1)[1]
    browser.post(f"{other.url}draft/{token}/preview/", {"wrote_it": "on", "form_token": token_for("x")})
    assert Letter.objects.get().needs_review


def test_going_back_to_choose_another_paper_begins_another_letter(browser):
    zip_area()
    first, second = (paper(name=name, covers="Hidalgo County") for name in ("First", "Second"))
    for newspaper in (first, second, second):
        browser.post(url(), {"newspaper": newspaper.pk, "form_token": token_for("same")})
    assert list(Letter.objects.order_by("pk").values_list("newspaper", flat=True)) == [first.pk, second.pk]


def test_what_was_found_does_not_rest_in_the_browser(browser):
    zip_area()
    assert "no-store" not in browser.get(url()).headers.get("Cache-Control", "")
    assert "no-store" in browser.get(f"{url()}?zip=78501").headers["Cache-Control"]


def test_a_word_changed_after_asking_is_kept_and_the_old_link_dies(browser):
    draft = finish_draft(browser)
    browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("x")})
    old = link_of(Letter.objects.get())
    write(browser, draft)
    assert Letter.objects.get().status == Status.AWAITING_CONFIRMATION
    write(browser, draft, text=f"{TEXT} One more word. {own_words(991)}")
    letter = Letter.objects.get()
    assert letter.status == Status.DRAFT
    assert "One more word." in letter.text
    with pytest.raises(UnknownLink):
        services.confirm_letter(token=old)


def test_a_mailbox_is_not_flooded_with_questions(browser, clock):
    for number in range(6):
        newspaper = paper(name=f"P{number}", covers="Hidalgo County")
        letter = services.start_letter(newspaper_id=newspaper.pk, language="en", submission_key=f"k{number}")
        services.save_text(letter_id=letter.pk, headline="H", text=f"T {number}", language="en")
        zip_area()
        services.save_writer(letter_id=letter.pk, **WRITER)
        page = browser.post(f"{url()}draft/{letter.token}/preview/", {"wrote_it": "on"})
    assert page.status_code == 200
    assert "a lot for one day" in html(page)
    assert OutgoingEmail.objects.filter(kind="letters.confirm").count() == 5


def test_with_the_broker_down_nothing_is_lost(browser, monkeypatch):
    def broken(pk):
        raise ConnectionError("no broker")

    monkeypatch.setattr(outbox_services, "wake_worker", broken)
    draft = finish_draft(browser)
    response = browser.post(f"{draft}preview/", {"wrote_it": "on"})
    assert response.status_code == 302
    assert OutgoingEmail.objects.get().status == "queued"


@pytest.mark.parametrize("step", ["", "you/", "preview/", "paper/"])
def test_a_forged_draft_leads_to_a_page_that_says_so(browser, step):
    response = browser.get(f"{url()}draft/forged/{step}", follow=True)
    assert response.status_code == 404
    assert "does not belong to a letter" in html(response)


@pytest.mark.parametrize("step", ["you/", "preview/", "paper/"])
def test_an_old_page_of_a_letter_past_writing_leads_to_where_it_stands(browser, step):
    draft = finish_draft(browser)
    browser.post(f"{draft}preview/", {"wrote_it": "on"})
    response = browser.post(f"{draft}{step}", {"headline": "Changed", "text": "Changed"}, follow=True)
    assert "Waiting for you to confirm" in html(response)
    assert Letter.objects.get().text == TEXT


def test_pages_of_a_draft_are_not_kept_indexed_or_told_to_others(browser):
    draft = finish_draft(browser)
    for step in ("", "you/", "preview/", "paper/"):
        headers = browser.get(f"{draft}{step}").headers
        assert headers["Cache-Control"] == "no-store, private"
        assert headers["Referrer-Policy"] == "same-origin"
        assert headers["X-Robots-Tag"] == "noindex, nofollow"


def test_no_words_of_the_letter_stand_in_addresses_or_cookies(browser, caplog):
    draft = finish_draft(browser)
    response = browser.post(f"{draft}preview/", {"wrote_it": "on"}, follow=True)
    addresses = " ".join(address for address, _status in response.redirect_chain) + draft
    cookies = " ".join(str(cookie) for cookie in browser.cookies.values())
    for secret in ("Jane", "courtroom", "Main", "5550123", "jane"):
        assert secret not in addresses + cookies + caplog.text


# Language


def test_the_language_switch_keeps_what_is_being_typed_and_saves_nothing(browser):
    draft = begin(browser)
    spanish = draft.replace(url("en"), url("es"))
    assert f'formaction="{spanish}"' in html(browser.get(draft))
    page = html(browser.post(spanish, {"headline": "Half a", "text": "Half a sentence", "language_switch": "1"}))
    assert '<html lang="es"' in page
    assert "Half a sentence" in page
    assert "alert--err" not in page
    assert Letter.objects.get().text == ""


def test_spanish_papers_come_first_on_the_spanish_page(browser):
    zip_area()
    paper(name="English Post", covers="Hidalgo County")
    paper(name="La Voz", language="es", covers="Hidalgo County")
    spanish = html(browser.get(url("es"), {"zip": "78501"}))
    assert spanish.index("La Voz") < spanish.index("English Post")


# The page type itself


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_page_can_be_previewed_by_an_editor(rf, language):
    page = page_in(language, SLUGS[language])
    response = page.make_preview_request()
    assert response.status_code == 200
    assert page.title in html(response)


def test_the_starter_kit_makes_the_page_once():
    assert make_letter_page() == 0
    assert LetterPage.objects.count() == 2


def test_no_block_holds_a_finished_letter():
    page = page_in("en", SLUGS["en"])
    assert {block.block_type for block in page.writing_help} == {"point", "prompt"}
    assert len(page.points) == len(page.prompts) == 3


def test_the_page_is_listed_among_the_actions(browser):
    index = Page.objects.get(slug="act")
    assert "Write to your local paper" in html(browser.get(index.url))
