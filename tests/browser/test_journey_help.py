"""A reader finds legal help near a place, narrows it down, and gets an honest answer where nothing is near."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Words

PAGES = {"en": "/en/help/", "es": "/es/ayuda/"}
NEAR_MCALLEN = "La Unión del Pueblo Entero"


def look(page: Page, say: Words, place: str) -> None:
    page.goto(PAGES[say.language])
    page.get_by_label(say("ZIP code, or city and state")).fill(place)
    page.get_by_role("button", name=say("Find help")).click()


@pytest.mark.parametrize("place", ["78501", "78501-0001", " 78501 ", "McAllen, TX"])
def test_help_near_a_place(page: Page, say: Words, place: str) -> None:
    look(page, say, place)
    expect(page.get_by_role("link", name=NEAR_MCALLEN).first).to_be_visible()
    assert "zip=" in page.url, "an answer must be something one can send to a friend"
    assert page.context.cookies() == []


def test_the_answer_says_how_far_and_leads_to_details(page: Page, say: Words) -> None:
    look(page, say, "78501")
    page.get_by_role("link", name=NEAR_MCALLEN).first.click()
    expect(page.get_by_role("heading", name=NEAR_MCALLEN).first).to_be_visible()
    expect(page.get_by_role("link", name=say("Leave this site"))).to_be_visible()


def test_narrowing_down_keeps_the_place(page: Page, say: Words) -> None:
    look(page, say, "78501")
    page.get_by_text(say("Narrow it down: distance, kind of help, language, cost, hours")).click()
    page.get_by_role("button", name=say("Show these results")).click()
    expect(page.get_by_label(say("ZIP code, or city and state"))).to_have_value("78501")
    assert "zip=78501" in page.url


def test_where_nothing_is_near_there_is_still_a_way_on(page: Page, say: Words) -> None:
    look(page, say, "96799")
    expect(page.get_by_role("heading", name=say("Help anywhere in the country"))).to_be_visible()


@pytest.mark.parametrize("place", ["abc", "00000", "78501'--", ""])
def test_a_place_we_do_not_know_is_explained_and_kept(page: Page, say: Words, place: str) -> None:
    look(page, say, place)
    expect(page.get_by_role("alert").first).to_be_visible()
    assert page.get_by_label(say("ZIP code, or city and state")).input_value() == place
    assert "Traceback" not in page.content()


def test_the_language_switch_keeps_the_question(page: Page, say: Words) -> None:
    look(page, say, "78501")
    other = "Español" if say.language == "en" else "English"
    page.get_by_role("link", name=other).first.click()
    page.wait_for_url("**/" + ("es" if say.language == "en" else "en") + "/**zip=78501**")
    expect(page.get_by_role("link", name=NEAR_MCALLEN).first).to_be_visible()
