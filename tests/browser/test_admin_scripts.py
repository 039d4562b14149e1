"""Data in an admin page starts the widgets on the list, and nothing else."""

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import log_in
from tests.servers.site import RealSite

ADD_MARK = """name => {
  window[name] = () => { window.called = name; };
  const mark = document.createElement("template");
  Object.assign(mark.dataset, { start: name, arguments: "[]" });
  document.body.append(mark);
}"""
TWO_FRAMES = "() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))"


@pytest.mark.parametrize(("name", "called"), [("createTaskChooser", "createTaskChooser"), ("anythingElse", None)])
def test_only_listed_names_are_called(page: Page, live_site: RealSite, name: str, called: str | None) -> None:
    log_in(page, live_site, "editor")
    page.evaluate(ADD_MARK, name)
    page.evaluate(TWO_FRAMES)
    assert page.evaluate("window.called") == called
