"""A supporter finds the governor's office, makes a letter, and prints it on one sheet."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from cms.actions.contact.forms import LONGEST_OWN_WORDS
from cms.actions.models.contact_page import LONGEST_LETTER
from tests.browser.conftest import Words
from tests.browser.watch import axe_problems, sideways_scroll

PAGES = {"en": "/en/act/governors/", "es": "/es/actua/gobernadores/"}
ATTORNEYS = {"en": "/en/act/us-attorneys/", "es": "/es/actua/fiscales-federales/"}
COMPANIES = {"en": "/en/act/companies/", "es": "/es/actua/empresas/"}
GOVERNOR = "Dana Sample"  # of the starter kit, marked as a sample
OWN_WORDS = {"en": "My mother crossed with me in 1994.", "es": "Mi madre cruzó conmigo en 1994."}
LETTER_PAPER = [612, 792]  # points
# Paragraphs as people write them, an address and a subject, all as long as the fields allow.
FILL_THE_SHEET = """([letter, own]) => {
  const words = (length) => "family letter border ".repeat(length).slice(0, length);
  const paragraphs = [...Array(6).fill(words(Math.floor(letter / 6))), words(own)];
  const text = document.getElementById("letter-text");
  text.querySelectorAll(":scope > p:not(:last-of-type)").forEach((one) => one.remove());
  document.querySelector(".sheet__to p").append(words(250));
  document.querySelector(".sheet__subject p").textContent = words(120);
  text.prepend(...paragraphs.map((one) => Object.assign(document.createElement("p"), { textContent: one })));
}"""


def printed(page: Page) -> tuple[int, list[int]]:
    """How many sheets the page prints on, and the size of the first in points."""
    data = page.pdf(prefer_css_page_size=True)
    box = re.search(rb"/MediaBox\s*\[\s*0 0 (\d+)\S* (\d+)", data)
    assert box is not None
    return len(re.findall(rb"/Type\s*/Page\b", data)), [int(side) for side in box.groups()]


def letter_to_the_governor(page: Page, say: Words) -> None:
    page.goto(PAGES[say.language])
    page.get_by_label(say("State or territory")).select_option("TX")
    page.get_by_role("button", name=say("Show offices")).click()
    expect(page.get_by_role("heading", name=GOVERNOR)).to_be_visible()
    page.get_by_role("link", name=say("Make your letter")).click()
    expect(page.locator(".sheet")).to_be_visible()


def test_from_the_state_to_the_printed_letter(new_context: Callable[..., BrowserContext], say: Words) -> None:
    """In English with JavaScript, in Spanish without."""
    context = new_context(java_script_enabled=say.language == "en", permissions=["clipboard-read", "clipboard-write"])
    page = context.new_page()
    letter_to_the_governor(page, say)
    sheet = page.locator(".sheet")
    expect(sheet).to_contain_text("[your name]")
    expect(sheet).to_contain_text("Texas")

    page.get_by_label(say("Your name")).fill("Ana Flores")
    page.get_by_label(say("Town or city")).fill("McAllen")
    page.get_by_label(say("Why it matters to you")).fill(OWN_WORDS[say.language])
    if say.language == "es":
        expect(page.get_by_role("radio").first).to_be_checked()  # English: offices read it first
        page.get_by_role("radio").last.check()
    page.get_by_role("button", name=say("Put it in the letter")).click()

    for part in ("Ana Flores", "McAllen, Texas", OWN_WORDS[say.language], GOVERNOR):
        expect(sheet).to_contain_text(part)
    assert sheet.get_attribute("lang") == say.language
    assert "Ana" not in page.url
    assert printed(page) == (1, LETTER_PAPER)
    if say.language == "en":
        page.get_by_role("button", name=say("Copy the text")).click()
        expect(page.get_by_role("status").filter(has_text=say("Copied"))).to_be_visible()
        copied = page.evaluate("navigator.clipboard.readText()")
        assert copied.startswith(f"Dear {GOVERNOR},")
        assert copied.rstrip().endswith("Ana Flores")


def test_only_the_letter_is_printed_and_gaps_are_lines(page: Page, say: Words) -> None:
    letter_to_the_governor(page, say)
    page.emulate_media(media="print")
    seen = page.evaluate("[...document.body.querySelectorAll('*')].filter(one => one.checkVisibility()"
                         " && !one.children.length && one.textContent.trim() && !one.closest('.sheet')"
                         " && !one.closest('head, .skip')).map(one => one.textContent)")  # fmt: skip
    assert seen == []
    gap = page.locator(".sheet mark").first
    style = gap.evaluate("one => { const s = getComputedStyle(one); return [s.color, s.borderBottomStyle] }")
    assert style == ["rgba(0, 0, 0, 0)", "solid"]
    assert printed(page) == (1, LETTER_PAPER)


def test_the_longest_letter_fits_on_one_sheet(page: Page) -> None:
    letter_to_the_governor(page, Words("en"))
    page.evaluate(FILL_THE_SHEET, [LONGEST_LETTER, LONGEST_OWN_WORDS])
    assert printed(page) == (1, LETTER_PAPER)


def test_the_language_switch_keeps_what_was_typed(page: Page) -> None:
    letter_to_the_governor(page, Words("en"))
    page.get_by_label("Your name").fill("Ana Flores")
    page.get_by_role("button", name="Español").click()
    page.wait_for_url("**/es/actua/gobernadores/letter/**")
    expect(page.locator("[name=name]")).to_have_value("Ana Flores")


def test_finding_an_office_sets_no_cookie(new_context: Callable[..., BrowserContext], say: Words) -> None:
    context = new_context()
    page = context.new_page()
    for path in (f"{PAGES[say.language]}?state=TX", f"{ATTORNEYS[say.language]}?zip=78501", COMPANIES[say.language]):
        page.goto(path)
        assert context.cookies() == []


@pytest.mark.parametrize("width", [390, 1280])
def test_every_state_of_the_pages_is_accessible(page: Page, axe_script: str, say: Words, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    language = say.language
    problems: list[str] = []
    for path in (
        f"{ATTORNEYS[language]}?state=TX",
        f"{ATTORNEYS[language]}?state=AS",
        f"{PAGES[language]}?state=NM",
        f"{PAGES[language]}?zip=09012",
        f"{PAGES[language]}?state=XX&zip=abc",
        COMPANIES[language],
    ):
        page.goto(path)
        page.evaluate("document.querySelectorAll('details').forEach(one => (one.open = true))")
        problems += axe_problems(page, axe_script)
    letter_to_the_governor(page, say)
    problems += axe_problems(page, axe_script)
    assert "\n".join(problems) == ""


def test_nothing_scrolls_sideways_on_a_small_phone(page: Page, say: Words) -> None:
    page.set_viewport_size({"width": 320, "height": 700})
    for path in (f"{ATTORNEYS[say.language]}?state=TX", f"{PAGES[say.language]}?state=XX", COMPANIES[say.language]):
        page.goto(path)
        assert sideways_scroll(page) == 0, path
    letter_to_the_governor(page, say)
    assert sideways_scroll(page) == 0
