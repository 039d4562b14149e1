"""A storyteller sends a story, a moderator publishes a safe version, the storyteller takes it back."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words, log_in
from tests.browser.letter_walk import looker
from tests.browser.mail import mail_to
from tests.servers.site import RealSite

SHARE = {"en": "/en/stories/share/", "es": "/es/historias/compartir/"}
WALL = {"en": "/en/stories/", "es": "/es/historias/"}
TOLD = {
    "en": "They called my number at four in the morning. I counted eleven doors before they let me see my son.",
    "es": "Me llamaron a las cuatro de la mañana. Conté once puertas antes de que me dejaran ver a mi hijo.",
}
PUBLIC = {"en": "Eleven doors, told by {0}", "es": "Once puertas, según {0}"}
MESSAGE = "¿Puedo agregar algo?"
DESKTOP = {"width": 1280, "height": 900}
HUMAN_MILLISECONDS = 3500


def photo() -> bytes:
    """A small picture with a place in its metadata."""
    content = BytesIO()
    exif = Image.Exif()
    exif[0x010E] = "taken at home"
    Image.new("RGB", (640, 480), "#4F1E5E").save(content, "JPEG", exif=exif)
    return content.getvalue()


@pytest.mark.parametrize("java_script", [True, False], ids=["with-javascript", "without-javascript"])
def test_story_from_telling_to_withdrawal(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words, java_script: bool
) -> None:
    teller = new_context(java_script_enabled=java_script).new_page()
    name = f"{say.language}-{'js' if java_script else 'plain'}"
    address, title = f"teller.{name}@example.org", PUBLIC[say.language].format(name)

    words = tell(teller, say, address)
    write_to_us(teller, say, words)
    reader = new_context().new_page()
    reader.goto(WALL[say.language])
    expect(reader.get_by_role("link", name=title)).to_have_count(0)

    moderator = new_context(viewport=DESKTOP).new_page()
    log_in(moderator, live_site, "moderator")
    publish(moderator, TOLD[say.language], title)

    reader.goto(WALL[say.language])
    reader.get_by_role("link", name=title).click()
    expect(reader.get_by_role("heading", name=title)).to_be_visible()
    address_of_story = reader.url
    # The half minute in which it could be undone is over.
    live_site.change("UPDATE outbox_outgoingemail SET not_before = datetime('now') WHERE kind = 'stories.published'")
    notice = mail_to(live_site, address)
    assert TOLD[say.language][:20] not in notice.text
    assert "story" not in str(notice.message["Subject"]).lower()

    withdraw(teller, say, words)
    assert live_site.get(address_of_story)[0] == 410
    reader.goto(WALL[say.language])
    expect(reader.get_by_role("link", name=title)).to_have_count(0)


def test_axe_finds_nothing_on_any_page_of_the_way(page: Page, axe_script: str, say: Words) -> None:
    """Each step as it is first seen and with its error, the words to come back, and the receipt page with its own."""
    look = looker(axe_script)
    page.goto(SHARE[say.language])
    look(page)
    page.get_by_role("button", name=say("Start")).click()
    look_with_error(page, say, look)
    page.get_by_label(say("Your story"), exact=True).fill("x" * 300)
    go_on(page, say)
    look_with_error(page, say, look)
    page.get_by_role("radio", name=say("Me"), exact=True).check()
    go_on(page, say)
    page.get_by_role("radio", name=say("A name I choose"), exact=True).check()
    look_with_error(page, say, look)
    page.get_by_label(say("The name you choose")).fill("Luz")
    go_on(page, say)
    page.locator("input[type=file]").set_input_files({"name": "x.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    page.get_by_role("button", name=say("Add these photos")).click()
    look(page)
    go_on(page, say)
    look_with_error(page, say, look)
    page.get_by_role("checkbox", name=say("You may keep my story and read it.")).check()
    go_on(page, say)
    page.get_by_label(say("E-mail")).fill("nobody")
    look_with_error(page, say, look)
    page.get_by_label(say("E-mail")).fill("")
    go_on(page, say)
    look(page)
    page.get_by_role("button", name=say("Send my story")).click()
    words = words_on(page, say("Your receipt"))
    look(page)
    write_to_us(page, say, words)
    look(page)
    page.get_by_role("button", name=say("Erase everything I sent")).click()
    look(page)


def tell(page: Page, say: Words, address: str) -> str:
    """Go through the steps, put the story aside and come back, and send; the seven words of the receipt."""
    page.goto(SHARE[say.language])
    page.get_by_role("button", name=say("Start")).click()
    go_on(page, say)
    expect(page.get_by_role("alert").first).to_be_visible()
    expect(page).to_have_title(re.compile("^" + re.escape(say("Error:"))))
    page.get_by_label(say("Your story"), exact=True).fill(TOLD[say.language])
    go_on(page, say)
    page.get_by_role("radio", name=say("Me"), exact=True).check()
    go_on(page, say)
    page.get_by_role("radio", name=say("Anonymous"), exact=True).check()
    go_on(page, say)
    page.locator("input[type=file]").set_input_files({"name": "door.jpg", "mimeType": "image/jpeg", "buffer": photo()})
    go_on(page, say)
    pause_and_come_back(page, say)
    for permission in (
        "You may keep my story and read it.",
        "You may publish my story on this site, edited so that I stay safe.",
    ):
        page.get_by_role("checkbox", name=say(permission)).check()
    go_on(page, say)
    page.get_by_label(say("E-mail")).fill(address)
    page.get_by_role(
        "checkbox", name=say("You may write to me or call me. Nobody who could harm me reads these messages.")
    ).check()
    page.wait_for_timeout(HUMAN_MILLISECONDS)
    go_on(page, say)
    expect(page.get_by_text(TOLD[say.language])).to_be_visible()
    expect(page.locator(".photos img")).to_have_count(1)
    page.get_by_role("button", name=say("Send my story")).click()
    return words_on(page, say("Your receipt"))


def look_with_error(page: Page, say: Words, look: Callable[[Page], None]) -> None:
    """The step as it stands, and as it is once it is refused."""
    look(page)
    go_on(page, say)
    expect(page).to_have_title(re.compile(re.escape(say("Error:"))))
    look(page)


def go_on(page: Page, say: Words) -> None:
    page.get_by_role("button", name=say("Continue")).click()


def words_on(page: Page, title: str) -> str:
    words = page.get_by_role("region", name=title).get_by_role("listitem")
    expect(words).to_have_count(7)
    return " ".join(words.all_inner_texts())


def pause_and_come_back(page: Page, say: Words) -> None:
    page.get_by_role("button", name=say("Save and come back later")).click()
    words = words_on(page, say("Your words to come back"))
    page.get_by_role("link", name=say("Go to the page for these words")).click()
    page.get_by_label(say("Your seven words")).fill(words)
    page.get_by_role("button", name=say("Show my story’s state")).click()
    page.get_by_role("button", name=say("Go on where I left off")).click()


def write_to_us(page: Page, say: Words, words: str) -> None:
    """A message, from the receipt page."""
    page.get_by_role("link", name=say("Go to the receipt page")).click()
    page.get_by_label(say("Your seven words")).fill(words)
    page.get_by_role("button", name=say("Show my story’s state")).click()
    page.get_by_label(say("Your message")).fill(MESSAGE)
    page.get_by_role("button", name=say("Send the message")).click()
    expect(page.get_by_text(say("Your message is sent."))).to_be_visible()


def publish(page: Page, told: str, title: str) -> None:
    """Find the newest story in the queue, write its public version, publish."""
    page.goto("/admin/stories/")
    page.locator("table.sq tbody tr").last.get_by_role("link").first.click()
    expect(page.get_by_text(told).first).to_be_visible()
    page.get_by_role("button", name="I am working on it").click()
    page.get_by_label("Title", exact=True).fill(title)
    page.get_by_label("Text", exact=True).fill(told)
    page.get_by_label("Shown as").fill("A mother")
    page.get_by_role("button", name="Publish", exact=True).click()
    page.wait_for_load_state()


def withdraw(page: Page, say: Words, words: str) -> None:
    page.get_by_role("link", name=say("Close this page")).click()
    page.get_by_label(say("Your seven words")).fill(words.upper())
    page.get_by_role("button", name=say("Show my story’s state")).click()
    page.get_by_role("button", name=say("Take my story back now")).click()
    expect(page.get_by_text(say("Done. Your story is down."))).to_be_visible()
