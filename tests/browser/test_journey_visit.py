"""A supporter visits an office: finds it, plans, goes, tells how it went, and it becomes part of the record."""

from collections.abc import Callable
from typing import Any

import pytest
from icalendar import Calendar
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words, log_in
from tests.browser.mail import link_in, mail_to
from tests.browser.watch import axe_problems, sideways_scroll
from tests.servers.site import RealSite
from tests.servers.smtp import Received

PAGES = {"en": "/en/act/visit/", "es": "/es/actua/visitar/"}
TITLES = {"en": "Visit their office", "es": "Visite su oficina"}
POINTS = {"en": "Speak out", "es": "Que hable en público"}
NAMES = {"en": "Ana Flores", "es": "Berta Ríos"}
LAWMAKER = "Rosa Ejemplo"
DESKTOP = {"width": 1280, "height": 900}
INCHES = 72


def test_a_visit_from_the_zip_code_to_the_card(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words, axe_script: str
) -> None:
    """In English with JavaScript, in Spanish without."""
    staff = f"staff.{say.language}@example.org"
    tell_staff(new_context(viewport=DESKTOP).new_page(), live_site, say, staff)
    context = new_context(java_script_enabled=say.language == "en")
    page = context.new_page()

    first = f"first.{say.language}@example.org"
    plan(page, say, first)
    confirmation = mail_to(live_site, first)
    assert calendar_of(confirmation)["method"] == "PUBLISH"
    note = mail_to(live_site, staff)
    assert "/admin/visits/" in note.text
    for secret in (NAMES[say.language], first, "visits/" + link_in(confirmation).rsplit("/", 2)[1]):
        assert secret not in note.text
    call_off(page, say, link_in(confirmation))
    assert calendar_of(mail_to(live_site, first, count=2))["method"] == "CANCEL"

    second = f"second.{say.language}@example.org"
    plan(page, say, second)
    link = link_in(mail_to(live_site, second))
    let_the_day_come(live_site)
    tell_how_it_went(page, say, link)
    agree(new_context(viewport=DESKTOP).new_page(), live_site)

    page.goto(f"{PAGES[say.language]}?zip=78501")
    card = page.get_by_role("article").filter(has_text=LAWMAKER)
    expect(card.locator(".official__position")).to_contain_text(say("has spoken out"))


def tell_staff(page: Page, site: RealSite, say: Words, address: str) -> None:
    """An editor gives the action the mailbox of the staff."""
    log_in(page, site, "editor")
    page.goto(f"/admin/pages/search/?q={TITLES[say.language]}")
    page.get_by_role("link", name=TITLES[say.language], exact=True).first.click()
    page.wait_for_url("**/edit/")
    page.locator("input[name=staff_email]").fill(address)
    page.get_by_role("button", name="More actions").click()
    page.get_by_role("button", name="Publish", exact=True).click()
    expect(page.get_by_text("published", exact=False).first).to_be_visible()


def plan(page: Page, say: Words, address: str) -> None:
    page.goto(PAGES[say.language])
    page.get_by_label(say("ZIP code")).first.fill("78501")
    page.get_by_role("button", name=say("Find offices near me")).click()
    card = page.get_by_role("article").filter(has_text=LAWMAKER)
    card.get_by_role("link", name=say("Plan a visit")).click()
    page.get_by_label(say("How many are you?")).fill("11")
    page.get_by_label(say("Your name")).fill(NAMES[say.language])
    page.get_by_label(say("E-mail")).fill(address)
    page.get_by_role("button", name=say("I am going")).click()
    expect(page.get_by_role("alert").first).to_contain_text(say("Choose a time."))
    expect(page.get_by_label(say("Your name"))).to_have_value(NAMES[say.language])
    page.get_by_role("radio").first.check()
    page.get_by_label(say("How many are you?")).fill("2")
    page.get_by_role("button", name=say("I am going")).click()
    expect(page.get_by_role("heading", name=say("You are going. Thank you!"))).to_be_visible()


def call_off(page: Page, say: Words, link: str) -> None:
    page.goto(link)
    expect(page.get_by_role("heading", name=say("You are going. Thank you!"))).to_be_visible()
    page.get_by_role("button", name=say("Call off this visit")).click()
    expect(page.get_by_role("heading", name=say("This visit is called off"))).to_be_visible()


def let_the_day_come(site: RealSite) -> None:
    """An hour ago they stood there; what is on record is older."""
    site.change("UPDATE officials_visit SET starts_at = datetime('now', '-1 hour') WHERE status = 'planned'")
    site.change("UPDATE officials_position SET stated_on = '2020-01-01'")


def tell_how_it_went(page: Page, say: Words, link: str) -> None:
    page.goto(link)
    page.get_by_role("link", name=say("Tell us how it went")).click()
    page.get_by_role("button", name=say("Send my report")).click()
    expect(page.get_by_role("alert").first).to_contain_text(
        say("Say whom you met. If nobody was there, write “nobody.”")
    )
    page.get_by_label(say("Whom did you meet?")).fill("the office director")
    page.get_by_role("radio", name=say("has spoken out")).check()
    page.get_by_label(say("What did they promise?")).fill("A statement by Friday")
    page.get_by_role("button", name=say("Send my report")).click()
    expect(page.get_by_role("heading", name=say("Thank you for going"))).to_be_visible()
    expect(page.get_by_text("A statement by Friday")).to_be_visible()


def agree(page: Page, site: RealSite) -> None:
    """The editor sees the report and no name."""
    log_in(page, site, "editor")
    page.goto("/admin/visits/")
    page.get_by_role("link", name=LAWMAKER).first.click()
    expect(page.get_by_text("A statement by Friday")).to_be_visible()
    for name in NAMES.values():
        expect(page.get_by_text(name)).to_have_count(0)
    page.get_by_role("button", name="Agree", exact=True).click()
    expect(page.get_by_text("Agreed. The card now says")).to_be_visible()


def calendar_of(mail: Received) -> Any:
    (file,) = mail.message.iter_attachments()
    return Calendar.from_ical(file.get_content())


def test_every_page_of_a_visit_can_be_used_by_everybody(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words, axe_script: str
) -> None:
    address = f"axe.{say.language}@example.org"
    problems = []
    page = new_context().new_page()

    def look() -> None:
        for width in (390, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            problems.extend(axe_problems(page, axe_script))
            assert sideways_scroll(page) <= 0, page.url

    for query in ("", "?zip=78501", "?zip=10001", "?zip=05001", "?zip=00000"):
        page.goto(PAGES[say.language] + query)
        look()
    page.goto(f"{PAGES[say.language]}?zip=78501")
    page.get_by_role("link", name=say("Plan a visit")).last.click()
    look()
    page.get_by_role("button", name=say("I am going")).click()
    look()
    page.get_by_role("radio").last.check()
    page.get_by_label(say("How many are you?")).fill("1")
    page.get_by_label(say("Your name")).fill("Axel")
    page.get_by_label(say("E-mail")).fill(address)
    page.get_by_role("button", name=say("I am going")).click()
    look()
    let_the_day_come(live_site)
    page.reload()
    look()
    page.get_by_role("link", name=say("Tell us how it went")).click()
    look()
    page.get_by_role("button", name=say("Send my report")).click()
    look()
    page.goto(f"/{say.language}/{say('visits/')}forged/")
    look()
    assert problems == []


@pytest.mark.parametrize("query", ["", "?office=1"])
def test_the_sheet_fits_on_one_page_of_paper(page: Page, say: Words, axe_script: str, query: str) -> None:
    page.goto(f"{PAGES[say.language]}sheet/{query}")
    assert axe_problems(page, axe_script) == []
    printed = page.pdf(prefer_css_page_size=True, print_background=True)
    assert printed.count(b"/MediaBox") == 1
    assert f"[0 0 {8.5 * INCHES:g} {11 * INCHES:g}]".encode() in printed
    page.emulate_media(media="print")
    expect(page.get_by_text(POINTS["en"], exact=True)).to_be_visible()
    expect(page.get_by_text(POINTS["es"], exact=True)).to_be_visible()
    expect(page.get_by_role("img")).to_be_visible()
    expect(page.get_by_role("link", name=say("Back"))).to_be_hidden()
