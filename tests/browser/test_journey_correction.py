"""A reader says that something is wrong, an editor puts it right, and the reader is thanked."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words, log_in
from tests.browser.mail import mail_to
from tests.browser.watch import axe_problems
from tests.servers.site import RealSite

STATE = {"en": "/en/on-record/tx/", "es": "/es/quien-ha-hablado/tx/"}
WHO = {"en": "Alma Muestra", "es": "Rosa Ejemplo"}
NOTES = {
    "en": "This number rings at a bakery in Ohio. The office told me so when I visited.",
    "es": "Este número es de una panadería en Ohio. Me lo dijeron en la oficina cuando fui.",
}
ANSWERS = {"en": "The new number is on the page.", "es": "El número nuevo ya está en la página."}
DESKTOP = {"width": 1280, "height": 900}
# A person needs longer than this; what comes back sooner is marked for the editors.
HUMAN_MILLISECONDS = 3500


def test_a_correction_from_the_card_to_the_thanks(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words, axe_script: str
) -> None:
    """The reader without JavaScript, in both languages; the editor in the admin."""
    address = f"neighbor.{say.language}@example.org"
    report(new_context(java_script_enabled=False).new_page(), say, address)

    editor = new_context(viewport=DESKTOP).new_page()
    log_in(editor, live_site, "editor")
    expect(editor.get_by_role("heading", name="Corrections by readers")).to_be_visible()
    assert fix(editor, say, axe_script) == []

    thanks = mail_to(live_site, address)
    text = " ".join(thanks.text.split())
    assert ANSWERS[say.language] in text
    assert WHO[say.language] in text
    assert NOTES[say.language] not in text
    assert f"/{say.language}/" in text


def report(reader: Page, say: Words, address: str) -> None:
    reader.goto(STATE[say.language])
    row = reader.locator("tr", has_text=WHO[say.language])
    row.get_by_role("link", name=say("This is wrong")).click()
    expect(reader.get_by_role("heading", level=1, name=say("What is wrong here?"))).to_be_visible()

    reader.get_by_label(say("Your e-mail")).fill("nobody")
    reader.get_by_label(say("What is right?")).fill(NOTES[say.language])
    reader.get_by_role("button", name=say("Tell the editors")).click()
    expect(reader.get_by_role("alert")).to_contain_text(say("Choose what is wrong."))
    expect(reader.get_by_label(say("What is right?"))).to_have_value(NOTES[say.language])

    reader.get_by_role("radio", name=say("The phone number")).check()
    reader.get_by_label(say("Your e-mail")).fill(address)
    reader.wait_for_timeout(HUMAN_MILLISECONDS)
    reader.get_by_role("button", name=say("Tell the editors")).click()
    expect(reader.get_by_role("heading", level=1, name=say("Thank you. It has arrived."))).to_be_visible()


def fix(editor: Page, say: Words, axe_script: str) -> list[str]:
    """What axe finds on the two screens of the queue."""
    editor.goto("/admin/corrections/")
    problems = axe_problems(editor, axe_script)
    editor.get_by_role("link", name=WHO[say.language]).first.click()
    expect(editor.get_by_text(NOTES[say.language])).to_be_visible()
    problems += axe_problems(editor, axe_script)
    editor.get_by_label("One sentence to the sender").fill(ANSWERS[say.language])
    editor.get_by_role("button", name="Fixed").click()
    expect(editor.get_by_text("Done.")).to_be_visible()
    return problems


@pytest.mark.parametrize("language", ["en", "es"])
def test_the_language_can_be_changed_in_the_middle_of_a_sentence(
    new_context: Callable[..., BrowserContext], language: str
) -> None:
    reader = new_context(java_script_enabled=False).new_page()
    reader.goto(STATE[language])
    reader.locator(".record a.wrong").first.click()
    reader.locator("textarea").fill(NOTES[language])
    other = {"en": "Español", "es": "English"}[language]
    reader.get_by_role("button", name=other).click()
    expect(reader.locator("textarea")).to_have_value(NOTES[language])
    expect(reader.locator(".err")).to_have_count(0)
