"""An editor makes an action out of blocks, looks at the preview, publishes it, and it is on the site at once."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words, log_in
from tests.servers.site import RealSite

DESKTOP = {"width": 1280, "height": 900}
INDEX = {"en": "/en/act/", "es": "/es/actua/"}
TITLE = {"en": "Bring a chair to the courthouse", "es": "Lleve una silla al juzgado"}
LISTS = {"en": "Take action", "es": "Actúe"}


def test_an_action_from_nothing_to_the_front_page(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words
) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    log_in(page, live_site, "editor")
    open_new_action(page, say)
    page.get_by_role("textbox", name="Title").first.fill(TITLE[say.language])
    add_text_block(page, "Sit beside a family while they wait for the judge.")
    preview(page, TITLE[say.language])
    publish(page)

    reader = new_context().new_page()
    reader.goto(INDEX[say.language])
    reader.get_by_role("link", name=TITLE[say.language]).first.click()
    expect(reader.get_by_role("heading", name=TITLE[say.language]).first).to_be_visible()
    expect(reader.get_by_text("Sit beside a family while they wait for the judge.").first).to_be_visible()
    reader.goto(f"/{say.language}/")
    expect(reader.get_by_role("link", name=TITLE[say.language]).first).to_be_visible()


def open_new_action(page: Page, say: Words) -> None:
    """Find the list of actions, and add an action below it."""
    page.goto(f"/admin/pages/search/?q={LISTS[say.language]}")
    page.get_by_role("link", name=LISTS[say.language], exact=True).first.click()
    page.wait_for_url("**/edit/")
    number = next(part for part in page.url.split("/") if part.isdigit())
    page.goto(f"/admin/pages/add/actions/actionpage/{number}/")


def add_text_block(page: Page, text: str) -> None:
    page.get_by_role("button", name="Insert a block").first.click()
    page.get_by_role("option", name="Text", exact=True).click()
    page.locator("[data-contentpath='body'] [contenteditable='true']").click()
    page.keyboard.type(text)


def preview(page: Page, title: str) -> None:
    """The panel beside the form shows the page as a reader will see it."""
    page.get_by_role("button", name="Toggle preview").click()
    frame = page.frame_locator("iframe[title='Preview']").last  # a fresh one replaces the old
    expect(frame.get_by_role("heading", name=title).first).to_be_visible()
    page.get_by_role("button", name="Toggle preview").click()


def publish(page: Page) -> None:
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("created and published").first).to_be_visible()
