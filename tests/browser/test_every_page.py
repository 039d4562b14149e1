"""What must hold on every page that the starter kit makes, in both languages."""

from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.crawl import Walk, walk
from tests.browser.watch import axe_problems, sideways_scroll
from tests.core.html import Html
from tests.servers.site import RealSite

# States that no link leads to: an error, an empty result, a page that is not there.
STATES = {
    "en": ["/en/help/?zip=78501", "/en/help/?zip=abc", "/en/help/?zip=96799", "/en/no/such/page/"],
    "es": ["/es/ayuda/?zip=78501", "/es/ayuda/?zip=abc", "/es/ayuda/?zip=96799", "/es/no/existe/"],
}


@pytest.fixture(scope="module")
def found(live_site: RealSite) -> Walk:
    """Everything a visitor can reach by links from the two front pages."""
    return walk(live_site, "/en/", "/es/")


def plain(found: Walk, language: str) -> list[str]:
    return [path for path in found.pages if path.startswith(f"/{language}/") and "?" not in path]


def test_the_walk_reaches_the_whole_starter_site(found: Walk) -> None:
    assert len(plain(found, "en")) >= 10
    assert len(plain(found, "es")) >= 10


def test_no_internal_link_is_dead(found: Walk) -> None:
    assert found.dead == []


def alternates(html: Html) -> dict[str, str]:
    links = [link for link in html.all("link") if link.get("rel") == "alternate" and link.get("hreflang")]
    return {link["hreflang"]: urlsplit(link["href"]).path for link in links if link["hreflang"] != "x-default"}


@pytest.mark.parametrize(("ours", "theirs"), [("en", "es"), ("es", "en")])
def test_languages_point_at_each_other(found: Walk, live_site: RealSite, ours: str, theirs: str) -> None:
    wrong = []
    for path in plain(found, ours):
        here = alternates(found.pages[path])
        if theirs not in here:
            continue
        there = found.pages.get(here[theirs]) or Html(live_site.get(here[theirs])[1])
        if alternates(there).get(ours) != path or here.get(ours) != path:
            wrong.append(f"{path} -> {here[theirs]} -> {alternates(there).get(ours)}")
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "es"])
def test_every_page_names_its_language_and_has_one_heading(found: Walk, language: str) -> None:
    for path in plain(found, language):
        html = found.pages[path]
        assert html.one("html")["lang"] == language, path
        assert len(html.all("h1")) == 1, path
        assert html.one("title").text, path


@pytest.mark.parametrize("language", ["en", "es"])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    found: Walk, page: Page, axe_script: str, language: str
) -> None:
    """At 390 and 1280 pixels for axe, at 320, 390 and 1280 for width. `watch` adds: no call to third parties,
    no broken content policy, no script error."""
    problems = []
    for path in plain(found, language) + STATES[language]:
        page.goto(path)
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            problems += axe_problems(page, axe_script)
        for width in (1280, 390, 320):
            page.set_viewport_size({"width": width, "height": 900})
            if sideways_scroll(page) > 0:
                problems.append(f"{path} is {sideways_scroll(page)} px too wide at {width}")
    assert "\n".join(problems) == ""


@pytest.mark.parametrize("language", ["en", "es"])
def test_reading_sets_no_cookie_and_needs_no_script(
    found: Walk, new_context: Callable[..., BrowserContext], language: str
) -> None:
    context = new_context(java_script_enabled=False)
    page = context.new_page()
    for path in plain(found, language):
        page.goto(path)
        assert page.locator("h1").first.is_visible(), path
        # Only a page with a form to send may leave a cookie, which guards that form.
        assert page.locator("main form[method=post]").count() or context.cookies() == [], path
        context.clear_cookies()


@pytest.mark.parametrize("path", ["/en/help/", "/en/stories/share/", "/es/ayuda/"])
def test_the_way_out_is_the_second_stop_of_the_keyboard(page: Page, path: str) -> None:
    page.goto(path)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.getAttribute('href')") == "#main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.hasAttribute('data-exit')")


def test_the_skip_link_leads_to_the_content(page: Page) -> None:
    page.goto("/en/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
