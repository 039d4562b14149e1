"""A supporter calls Congress: one of two districts, words with a name in them, a full mailbox, a branch, thanks."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.conftest import Words
from tests.browser.watch import axe_problems, sideways_scroll

PAGES = {"en": "/en/act/call/", "es": "/es/actua/llamar/"}
NAME = "Ana Flores"
# Sample officials of the starter site: New York's ZIP code 10001 lies in two districts.
REPRESENTATIVE, SENATOR_WITH_BRANCH, OTHER_SENATOR = "Carla Muestra", "Robin Sample", "Lucía Ejemplo"
SCREENS = ["?zip=78501", "?zip=10001", "?zip=10001&district=NY-12", "?zip=09012", "?zip=abc"]
# A person is on the phone for longer than this; a form that comes back sooner is not counted.
HUMAN_MILLISECONDS = 3500


def card(page: Page, name: str) -> Locator:
    return page.locator("article.official").filter(has=page.get_by_role("heading", name=name))


def tell(page: Page, say: Words, name: str, outcome: str) -> None:
    page.wait_for_timeout(HUMAN_MILLISECONDS)
    card(page, name).get_by_role("button", name=say(outcome)).click()


def test_from_zip_to_the_last_thank_you(new_context: Callable[..., BrowserContext], say: Words) -> None:
    """In English with JavaScript, in Spanish without."""
    context = new_context(java_script_enabled=say.language == "en")
    page = context.new_page()
    page.goto(PAGES[say.language])
    expect(page.locator("h1")).to_be_visible()
    assert context.cookies() == []

    choose_a_district(page, say)
    make_the_words_mine(page, say)
    assert NAME not in page.url

    tell(page, say, REPRESENTATIVE, "Mailbox was full")
    expect(page.locator("#thanks")).to_be_visible()
    expect(page.locator(".callsheet__next")).to_contain_text(SENATOR_WITH_BRANCH)

    reach_a_branch(page, say)
    expect(page.locator(".callsheet__next")).to_contain_text(OTHER_SENATOR)

    tell(page, say, OTHER_SENATOR, "Left a message")
    expect(page.locator("h1")).to_contain_text(say("You called them all."))
    page.locator("header.hero").get_by_role("link").click()
    page.wait_for_url(lambda address: PAGES[say.language] not in address)
    assert {cookie["name"] for cookie in context.cookies()} <= {"csrftoken"}


def choose_a_district(page: Page, say: Words) -> None:
    page.get_by_label(say("ZIP code")).fill("10001-0001")
    page.locator("main form").get_by_role("button", name=say("Find my officials")).click()
    expect(page.get_by_role("heading", name=say("Which one is yours?"))).to_be_visible()
    assert card(page, REPRESENTATIVE).locator("a[href^='tel:']").count() == 0, "nobody is told to call them all"
    card(page, REPRESENTATIVE).get_by_role("link", name=say("This one is mine")).click()
    expect(page.locator("article.official")).to_have_count(3)
    expect(card(page, REPRESENTATIVE).locator("a[href='tel:+12022243121']")).to_be_visible()


def make_the_words_mine(page: Page, say: Words) -> None:
    page.get_by_text(say("Make the words yours")).click()
    page.get_by_label(say("Your name")).fill(NAME)
    page.get_by_role("checkbox").nth(3).check()
    page.get_by_role("button", name=say("Put them in")).click()
    script = card(page, REPRESENTATIVE).locator(".script")
    expect(script).to_contain_text(NAME)
    expect(script).to_contain_text("New York")
    expect(script).to_contain_text(REPRESENTATIVE)
    expect(script.locator("p")).to_have_count(5)  # greeting, reason, two points, closing


def reach_a_branch(page: Page, say: Words) -> None:
    mine = card(page, SENATOR_WITH_BRANCH)
    mine.get_by_text(say("Busy? Call an office near you")).click()
    expect(mine.locator("a[href='tel:+12125550119']")).to_be_visible()
    number = mine.get_by_label(say("Which number did you call?"))
    number.select_option(index=1)
    expect(number.locator("option:checked")).to_contain_text("New York, NY")
    tell(page, say, SENATOR_WITH_BRANCH, "Spoke to someone")
    expect(mine).to_contain_text(say("Called. Thank you."))


def test_everything_can_be_reached_by_keyboard(page: Page, say: Words) -> None:
    page.goto(PAGES[say.language] + "?zip=78501")
    first = page.locator("article.official").first
    wanted = first.locator("a, summary, select, button:visible")
    assert wanted.count() >= 9
    first.locator("a").first.focus()
    reached = 1
    while page.evaluate("document.querySelector('article.official').contains(document.activeElement)"):
        page.keyboard.press("Tab")
        reached += 1
        assert reached < 40
    closed = first.locator("details:not([open]) a").count()
    assert reached - 1 == wanted.count() - closed


def test_the_words_can_be_copied_and_details_opened_by_keys(page: Page) -> None:
    page.goto("/en/act/call/?zip=78501")
    summary = page.get_by_text("Make the words yours")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_label("Your name")).to_be_visible()
    expect(page.locator("[data-copy]").first).to_be_visible()


def test_the_language_switch_keeps_the_name(page: Page) -> None:
    page.goto("/en/act/call/?zip=78501")
    page.get_by_text("Make the words yours").click()
    page.get_by_label("Your name").fill(NAME)
    page.get_by_role("button", name="Español").click()
    expect(page.locator(".script").first).to_contain_text(f"me llamo {NAME}")
    assert "zip=78501" in page.url


@pytest.mark.parametrize("screen", SCREENS)
def test_axe_finds_nothing_and_nothing_scrolls_sideways(page: Page, axe_script: str, say: Words, screen: str) -> None:
    page.goto(PAGES[say.language] + screen)
    check(page, axe_script)


def test_axe_finds_nothing_after_calls_either(page: Page, axe_script: str, say: Words) -> None:
    page.goto(PAGES[say.language] + "?zip=78501")
    ids = [one.get_attribute("id").removeprefix("office-") for one in page.locator("article.official").all()]
    for query in (f"called={ids[0]}&missed={ids[0]},{ids[0]}&went=no_answer", f"called={','.join(ids)}&went=spoke"):
        page.goto(f"{PAGES[say.language]}?zip=78501&{query}")
        check(page, axe_script)


def check(page: Page, axe_script: str) -> None:
    problems = []
    for width in (390, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        problems += axe_problems(page, axe_script)
    for width in (1280, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        if sideways_scroll(page) > 0:
            problems.append(f"{page.url} is {sideways_scroll(page)} px too wide at {width}")
    assert "\n".join(problems) == ""
