"""An editor who inserts a block sees at once where to write."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from cms.core.blocks.body import BodyBlock
from tests.browser.conftest import Words, log_in
from tests.browser.test_journey_editor import DESKTOP, open_new_action
from tests.servers.site import RealSite

FIELDS = "input:not([type=hidden]), textarea, select, [contenteditable=true], .chooser button"


def test_every_new_block_shows_a_field(new_context: Callable[..., BrowserContext], live_site: RealSite) -> None:
    page = new_context(viewport=DESKTOP).new_page()
    log_in(page, live_site, "editor")
    open_new_action(page, Words("en"))
    for block in BodyBlock().child_blocks.values():
        inserted = insert(page, str(block.label))
        expect(inserted.locator(FIELDS).locator("visible=true").first, f"{block.label}").to_be_visible()


def insert(page: Page, label: str) -> Locator:
    """A new block above all others."""
    body = page.locator("[data-contentpath='body']")
    before = body.locator("[data-streamfield-child]").count()
    body.get_by_role("button", name="Insert a block").first.click()
    expect(page.locator(".w-combobox")).to_be_visible()
    page.get_by_role("option", name=label, exact=True).click()
    # The list must be gone before the next one opens: a click into one that is closing inserts nothing.
    expect(page.locator(".w-combobox")).to_be_hidden()
    expect(body.locator("[data-streamfield-child]")).not_to_have_count(before)
    return body.locator("[data-streamfield-child]").first
