"""The coach on the step of writing: a warning once, a friendly stop, never a silent refusal, never a lost text."""

import pytest
from django.urls import reverse

from cms.actions.letter.our_words import public_words
from cms.actions.models import LetterPage
from cms.letters.models import Letter, Status
from cms.letters.originality import shingles
from tests.actions.test_letter_by_hand import FORM
from tests.actions.test_letter_page import begin, browser, finish_draft, html, letter_page, token_for, url, write
from tests.factories.letters import confirmed, link_of, own_words, paper
from tests.factories.site import page_in

__all__ = ["browser", "letter_page"]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("site")]
SLUGS = {"en": "write-a-letter", "es": "escriba-una-carta"}
CAMPAIGN = "families-together"
OTHER = {"full_name": "Li Wei", "email": "li@example.org"}


def point(language="en", number=0):
    return page_in(language, SLUGS[language]).points[number].value["text"]


def partly(language="en"):
    """A letter with a third of a talking point in it."""
    words = point(language).split()
    return f"{own_words(1)} {' '.join(words[: len(words) * 45 // 100])} {own_words(2)}"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_pasted_talking_point_is_stopped_with_the_text_and_the_passage(browser, language):
    draft = begin(browser, language)
    text = f"{own_words(1)} {point(language)} {own_words(2)}"
    response = write(browser, draft, text=text)
    page = html(response)
    assert response.status_code == 200
    assert 'href="#id_text"' in page
    assert 'class="coach__passages"' in page
    assert f'<li lang="{language}"><q class="mark">' in page
    assert 'name="as_it_is"' not in page
    assert point(language) in page
    assert Letter.objects.get().text == text


def test_going_on_anyway_does_not_help_against_a_stop(browser):
    draft = begin(browser)
    assert write(browser, draft, text=point(), as_it_is="1").status_code == 200


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_part_is_warned_about_once_and_may_go_on(browser, language):
    draft = begin(browser, language)
    page = html(write(browser, draft, text=partly(language)))
    assert 'name="as_it_is"' in page
    assert "coach__passages" in page
    assert "alert--err" not in page
    assert "<title>Error" not in page
    assert Letter.objects.get().text == partly(language)
    assert write(browser, draft, text=partly(language), as_it_is="1").url == f"{draft}you/"


def test_a_changed_text_goes_on_without_a_word(browser):
    draft = begin(browser)
    assert write(browser, draft, text=point()).status_code == 200
    assert write(browser, draft, text=own_words(3)).url == f"{draft}you/"


def test_all_that_the_site_publishes_is_ours(browser):
    draft = begin(browser)
    campaign = page_in("en", CAMPAIGN)
    blocks = campaign.issue.stream_block.get_searchable_content(campaign.issue)
    words = " ".join(max((str(block) for block in blocks), key=len).split()[:60])
    page = html(write(browser, draft, text=words))
    assert "alert--err" in page
    assert "coach__passages" in page


def test_what_is_published_counts_at_once_and_what_is_withdrawn_no_longer(django_assert_max_num_queries):
    page = page_in("en", CAMPAIGN)
    words = "An otter in a yellow coat sells seven lamps to nobody at all"
    assert not shingles(words) & public_words("en")
    page.summary = words
    page.save_revision().publish()
    assert shingles(words) <= public_words("en")
    assert not shingles(words) & public_words("es")
    with django_assert_max_num_queries(1):
        public_words("en")
    page.unpublish()
    assert not shingles(words) & public_words("en")


@pytest.mark.parametrize("values", [{}, FORM])
def test_posting_to_the_preview_does_not_get_around_the_coach(browser, values):
    draft = finish_draft(browser, newspaper=paper(covers="Hidalgo County", **values))
    write(browser, draft, text=point())
    for language in ("en", "es"):
        there = draft.replace(url("en"), url(language))
        page = html(browser.post(f"{there}preview/", {"wrote_it": "on", "form_token": token_for("x")}))
        assert 'href="#change-text"' in page
        assert point() in page
    letter = Letter.objects.get()
    assert letter.status == Status.DRAFT
    assert letter.agreed_at is None


def test_another_writer_s_letter_is_never_shown(browser):
    newspaper = paper(covers="Hidalgo County")
    confirmed(newspaper, text=own_words(9), **OTHER)
    draft = begin(browser, newspaper=newspaper)
    page = html(write(browser, draft, text=own_words(9)))
    assert "like another text that this paper already got" in page
    assert "coach__passages" not in page
    assert "Li Wei" not in page
    part = " ".join(own_words(9).split()[:15])
    page = html(write(browser, draft, text=f"{part} {own_words(4)[:250]}"))
    assert 'name="as_it_is"' in page
    assert "coach__passages" not in page
    assert "Li Wei" not in page


def test_the_second_of_two_that_waited_is_stopped_at_the_confirmation_and_can_change_it(browser, clock):
    newspaper = paper(covers="Hidalgo County")
    draft = finish_draft(browser, newspaper=newspaper, **OTHER)
    browser.post(f"{draft}preview/", {"wrote_it": "on", "form_token": token_for("send")})
    mine = Letter.objects.get()
    confirmed(newspaper, text=mine.text)
    from_mail = reverse("letters:confirm", args=[link_of(mine)])
    response = browser.post(from_mail, {"form_token": token_for("confirm")})
    assert response.status_code == 409
    assert "very like another text that this paper already got" in html(response)
    assert "Change it first" in html(response)
    assert browser.post(reverse("letters:write_again", args=[mine.token]), {}).url == draft


def test_a_letter_sent_by_hand_meanwhile_is_said_where_it_is_sent(browser):
    newspaper = paper(covers="Hidalgo County", **FORM)
    draft = finish_draft(browser, newspaper=newspaper)
    browser.post(f"{draft}preview/", {"wrote_it": "on"})
    first = Letter.objects.get()
    sent = confirmed(paper(), text=first.text, **OTHER)
    Letter.objects.filter(pk=sent.pk).update(newspaper=newspaper)
    page = html(browser.post(f"{draft}send/", {"form_token": token_for("sent")}))
    assert "very like another text" in page
    assert first.text in page
    assert Letter.objects.get(pk=first.pk).status == Status.DRAFT


def test_the_language_switch_asks_no_coach(browser):
    draft = begin(browser)
    spanish = draft.replace(url("en"), url("es"))
    page = html(browser.post(spanish, {"headline": "x", "text": point(), "language_switch": "1"}))
    assert "coach" not in page
    assert point() in page


def test_a_page_without_points_still_has_its_coach(browser):
    LetterPage.objects.update(writing_help=[])
    draft = begin(browser)
    assert write(browser, draft, text=own_words(5)).status_code == 302
