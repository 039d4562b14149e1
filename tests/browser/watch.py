"""What a page must never do, written down while a browser visits it."""

from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

# Runs before any script of the page; the policy does not apply to it.
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error("POLICY " + event.violatedDirective + " " + (event.blockedURI || event.sample));
});
"""
OWN_SCHEMES = {"data", "blob", "about"}


@dataclass
class Watch:
    """Third-party requests, broken content policy and script errors, each with the page where it happened."""

    site: str
    third_party: list[str] = field(default_factory=list)
    policy: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    def over(self, context: BrowserContext) -> None:
        context.add_init_script(REPORT_VIOLATIONS)
        context.on("request", self._on_request)
        context.on("console", self._on_console)
        context.on("weberror", lambda error: self.errors.append(str(error.error)))

    def _on_request(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in OWN_SCHEMES and parts.netloc != urlsplit(self.site).netloc:
            self.third_party.append(f"{request.url} on {request.headers.get('referer', 'a page')}")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.text.startswith("POLICY ") or "Content Security Policy" in message.text:
            self.policy.append(f"{message.text} on {message.page.url if message.page else 'a page'}")

    def assert_clean(self) -> None:
        assert self.third_party == []
        assert self.policy == []
        assert self.errors == []


def sideways_scroll(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def axe_problems(page: Page, script: str, *, rules: dict[str, Any] | None = None) -> list[str]:
    """What axe finds wrong, one line per rule and page, with the elements.

    The script is evaluated, not added: the page's content policy would block a script element, and it stays on.
    """
    page.wait_for_load_state()  # a page that is on its way out has no document to look at
    page.evaluate(script)
    tags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
    options = {"runOnly": {"type": "tag", "values": tags}, "resultTypes": ["violations"], "rules": rules or {}}
    found = page.evaluate("options => axe.run(document, options)", options)
    width = page.viewport_size["width"] if page.viewport_size else 0
    return [
        f"{page.url} at {width}px: {one['id']}: {one['help']}: "
        + " | ".join(
            " ".join(node["target"]) if isinstance(node["target"][0], str) else "…" for node in one["nodes"][:4]
        )
        for one in found["violations"]
    ]
