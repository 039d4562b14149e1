"""The small scripts of the look, and its promises about large text and a slow font, in a real browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, StorageState

from tests.browser.watch import axe_problems, sideways_scroll
from tests.servers.site import RealSite

SENSITIVE = "/en/stories/share/"
# The real target is another site, which a test must not call.
LEAVE_TO_HEALTHZ = "document.querySelector('[data-exit]').href = '/healthz'"
TWICE_THE_TEXT = "document.styleSheets[0].insertRule('html { font-size: 200% }', 0)"
LAYOUT_SHIFT = """() => new Promise((done) => {
  let sum = 0;
  new PerformanceObserver((list) => list.getEntries().forEach((entry) => (sum += entry.value)))
    .observe({ type: "layout-shift", buffered: true });
  setTimeout(() => done(sum), 300);
})"""


@pytest.fixture(scope="module")
def logged_in(live_site: RealSite, chromium: Browser) -> StorageState:
    """An editor's cookies: one log-in for all tests of this file."""
    context = chromium.new_context(base_url=live_site.url)
    page = context.new_page()
    page.goto("/admin/login/?next=/en/style/")
    page.locator("[name=username]").fill("editor")
    page.locator("[name=password]").fill(live_site.passwords["editor"])
    page.locator("form [type=submit]").click()
    page.wait_for_url("**/en/style/")
    state = context.storage_state()
    context.close()
    return state


@pytest.fixture
def style_page(new_context: Callable[..., BrowserContext], logged_in: StorageState) -> Page:
    page = new_context(storage_state=logged_in).new_page()
    page.goto("/en/style/")
    return page


class TestLeaving:
    def test_a_click_goes_and_leaves_no_way_back(self, page: Page) -> None:
        page.goto("/en/")
        page.goto(SENSITIVE)
        page.evaluate(LEAVE_TO_HEALTHZ)
        page.get_by_role("link", name="Leave this site").click()
        page.wait_for_url("**/healthz")
        page.go_back()
        assert page.url.endswith("/en/")

    def test_shift_three_times_goes(self, page: Page) -> None:
        page.goto(SENSITIVE)
        page.evaluate(LEAVE_TO_HEALTHZ)
        for _ in range(3):
            page.keyboard.press("Shift")
        page.wait_for_url("**/healthz")

    def test_typing_capitals_never_does(self, page: Page) -> None:
        page.goto(SENSITIVE)
        page.get_by_role("button", name="Start").click()
        page.evaluate(LEAVE_TO_HEALTHZ)
        page.locator("textarea").first.focus()
        for _ in range(4):
            page.keyboard.down("Shift")
            page.keyboard.press("KeyA")
            page.keyboard.up("Shift")
        assert page.locator("textarea").first.input_value() == "AAAA"
        assert page.url.endswith(SENSITIVE)

    def test_the_page_is_blank_before_the_next_one_has_loaded(self, page: Page) -> None:
        page.goto(SENSITIVE)
        page.evaluate(LEAVE_TO_HEALTHZ)
        display, title = page.evaluate(
            "document.querySelector('[data-exit]').click(),"
            "[getComputedStyle(document.querySelector('main')).display, document.title.trim()]"
        )
        assert (display, title) == ("none", "")

    def test_pages_that_are_not_sensitive_ignore_the_keys(self, page: Page) -> None:
        page.goto("/en/")
        for _ in range(3):
            page.keyboard.press("Shift")
        assert page.url.endswith("/en/")


class TestForms:
    def test_the_count_follows_and_says_when_it_is_too_much(self, style_page: Page) -> None:
        field, count = style_page.locator("#id_story"), style_page.locator("#id_story_count")
        field.fill("one two three")
        assert count.inner_text() == "3 of 150 words"
        field.fill("word " * 151)
        assert count.inner_text() == "151 of 150 words: please shorten it"

    def test_the_focus_goes_to_the_errors_and_from_there_to_the_field(self, style_page: Page) -> None:
        style_page.locator("#sample-form button.btn").click()
        summary = style_page.locator("[data-error-summary]")
        assert summary.evaluate("node => node === document.activeElement")
        summary.get_by_role("link", name="Choose who may read it.").click()
        assert style_page.evaluate("document.activeElement.id") == "id_audience_0"
        legend = style_page.get_by_text("Who may read it?").first.bounding_box()
        assert legend is not None
        assert legend["y"] >= 0  # the question is in view, not only its first answer

    def test_copying_says_that_it_worked(self, style_page: Page) -> None:
        style_page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        style_page.locator("[data-copy]").first.click()
        style_page.get_by_text("Copied", exact=True).wait_for()
        assert style_page.evaluate("navigator.clipboard.readText()").startswith("Hello, my name is")


class TestReading:
    @pytest.mark.parametrize("width", [320, 390, 768, 1280])
    def test_twice_the_text_does_not_scroll_sideways(self, style_page: Page, width: int) -> None:
        style_page.set_viewport_size({"width": width, "height": 800})
        style_page.evaluate(TWICE_THE_TEXT)
        assert sideways_scroll(style_page) <= 0

    @pytest.mark.parametrize("scheme", ["light", "dark"])
    @pytest.mark.parametrize("path", ["/en/style/", "/es/style/"])
    def test_axe_finds_nothing_by_day_and_by_night(
        self, style_page: Page, axe_script: str, scheme: str, path: str
    ) -> None:
        style_page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
        style_page.goto(path)
        style_page.evaluate("document.querySelectorAll('wagtail-userbar').forEach((bar) => bar.remove())")
        assert axe_problems(style_page, axe_script) == []

    def test_a_late_font_moves_nothing(self, new_context: Callable[..., BrowserContext]) -> None:
        page = new_context().new_page()
        held: list[Route] = []
        page.route("**/*.woff2", lambda route: held.append(route))  # noqa: PLW0108  (playwright cannot wrap list.append)
        page.goto("/en/", wait_until="domcontentloaded")
        page.wait_for_timeout(400)  # long enough for the page to be painted in the fallback
        for route in held:
            route.continue_()
        page.evaluate("document.fonts.ready.then(() => true)")
        assert held
        assert page.evaluate(LAYOUT_SHIFT) <= 0.02

    @pytest.mark.parametrize("path", ["/en/", SENSITIVE, "/en/help/?zip=78501"])
    def test_a_first_visit_asks_for_at_most_eight_files(self, page: Page, path: str) -> None:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(path, wait_until="networkidle")
        assert len([url for url in asked if not url.startswith("data:")]) <= 8

    def test_the_menu_opens_on_a_phone_and_stands_open_on_a_desk(self, page: Page) -> None:
        page.goto("/en/")
        link = page.locator(".menu a").first
        assert not link.is_visible()
        page.locator(".menu summary").click()
        assert link.is_visible()
        page.set_viewport_size({"width": 1280, "height": 800})
        page.goto("/en/")
        assert page.locator(".menu a").first.is_visible()
        assert not page.locator(".menu summary").is_visible()
