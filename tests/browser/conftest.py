"""One real site and one real Chromium for all tests of this folder."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import axe_playwright_python
import pytest
from django.utils import translation
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.watch import Watch
from tests.servers.site import RealSite

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
OPTIONS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--no-first-run",
]  # fmt: skip
HERE = Path(__file__).parent
# A busy machine is slow, not broken.
PATIENCE_MILLISECONDS = 20_000
expect.set_options(timeout=PATIENCE_MILLISECONDS)
PHONE = {"width": 390, "height": 844}
# Each browser has an address of its own: what one home may do in an hour is not shared by all tests.
households = itertools.count(1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """All of them are marked; tests/scheduling.py keeps them in one process, because they share one site."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def live_site() -> Iterator[RealSite]:
    """The starter site, served for real: see tests/servers/site.py."""
    with RealSite() as site:
        yield site


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The system's Chromium. CI must have one; elsewhere its tests are skipped without."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("Chromium is not installed. Install it, or name it in the variable CHROMIUM.")
        pytest.skip("Chromium is not installed: browser tests are not run.")
    # Playwright's loop runs in this thread for the whole session; Django would mistake every test for async code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=OPTIONS)
        yield browser
        browser.close()
    del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def watch(live_site: RealSite) -> Iterator[Watch]:
    """Fails the test in the end if any page of it called out, broke the policy or had a script error."""
    watching = Watch(live_site.url)
    yield watching
    watching.assert_clean()


@pytest.fixture
def new_context(live_site: RealSite, chromium: Browser, watch: Watch) -> Iterator[Callable[..., BrowserContext]]:
    """Makes fresh, watched browser profiles: `new_context(java_script_enabled=False)`."""
    made: list[BrowserContext] = []

    def make(**options: object) -> BrowserContext:
        at_home = {"X-Forwarded-For": str(ip_address("10.0.0.0") + next(households))}
        here = {"viewport": PHONE, "base_url": live_site.url, "locale": "en-US", "extra_http_headers": at_home}
        given = {**here, **options}
        context = chromium.new_context(**given)  # type: ignore[arg-type]  # any of its many options
        context.set_default_timeout(PATIENCE_MILLISECONDS)
        watch.over(context)
        made.append(context)
        return context

    yield make
    for context in made:
        context.close()


@pytest.fixture
def page(new_context: Callable[..., BrowserContext]) -> Page:
    """A phone that has never been here."""
    return new_context().new_page()


@pytest.fixture(scope="session")
def axe_script() -> str:
    """axe-core, read out of the package that brings it."""
    (path,) = Path(axe_playwright_python.__file__).parent.glob("**/axe.min.js")
    return path.read_text(encoding="utf-8")


class Words:
    """The interface's words in one language: `say("Send my story")`."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __call__(self, text: str, **values: object) -> str:
        with translation.override(self.language):
            return translation.gettext(text) % values if values else translation.gettext(text)


@pytest.fixture(params=["en", "es"])
def say(request: pytest.FixtureRequest) -> Words:
    """Runs the test in English and in Spanish."""
    return Words(request.param)


def log_in(page: Page, site: RealSite, username: str) -> None:
    """Into the admin, by its form."""
    page.goto("/admin/login/")
    page.locator("input[name=username]").fill(username)
    page.locator("input[name=password]").fill(site.passwords[username])
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url("**/admin/")
