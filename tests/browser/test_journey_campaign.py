"""A reader comes to the front page, reads what it is about, and finds a way to act."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words

CAMPAIGN = {"en": "/en/families-together/", "es": "/es/familias-juntas/"}
SECTIONS = ("What is happening", "What the law says", "What would change it", "What you can do")


def test_from_the_front_page_to_an_action(page: Page, say: Words) -> None:
    page.goto(f"/{say.language}/")
    page.locator(f'main a[href="{CAMPAIGN[say.language]}"]').first.click()
    for section in SECTIONS:
        expect(page.get_by_role("heading", name=say(section))).to_be_visible()
    actions = page.locator("#act").get_by_role("link")
    assert actions.count() >= 5
    name = actions.first.inner_text()
    actions.first.click()
    expect(page.locator("h1")).to_contain_text(name)
    assert f"/{say.language}/" in page.url


def test_every_page_offers_itself_in_the_other_language(page: Page, say: Words) -> None:
    page.goto(CAMPAIGN[say.language])
    other = "es" if say.language == "en" else "en"
    page.get_by_role("link", name={"en": "English", "es": "Español"}[other]).first.click()
    page.wait_for_url(f"**{CAMPAIGN[other]}")
    expect(page.locator("html")).to_have_attribute("lang", other)


def test_the_root_chooses_by_the_browser(new_context: Callable[..., BrowserContext], say: Words) -> None:
    page = new_context(locale=f"{say.language}-US").new_page()
    page.goto("/")
    assert page.url.endswith(f"/{say.language}/")
