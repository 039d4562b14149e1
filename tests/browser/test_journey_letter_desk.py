"""The letters desk reads first: a letter goes back to its writer with a note, comes again, and is let go."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words, log_in
from tests.browser.letter_walk import AT_ANY_HOUR, DESK, PHONE, Steps, new_steps
from tests.browser.mail import link_in, mail_replying_to, mail_to
from tests.browser.watch import axe_problems
from tests.servers.site import RealSite
from tests.servers.waiting import wait_until

WORDS = {
    "en": "I mend shoes across from the bus station. They come off the bus with no laces, because somebody took them.",
    "es": "Arreglo zapatos frente a la terminal. Bajan del autobús sin cordones, porque alguien se los quitó.",
}
NOTE = "Which station? Editors like a place."


@pytest.fixture
def everything_is_read(live_site: RealSite) -> Iterator[None]:
    live_site.change("UPDATE actions_letterpage SET review = 'all'")
    yield
    live_site.change("UPDATE actions_letterpage SET review = 'off'")


@pytest.mark.usefixtures("everything_is_read")
def test_sent_back_with_a_note_then_let_go(
    new_context: Callable[..., BrowserContext], live_site: RealSite, axe_script: str, say: Words
) -> None:
    steps = new_steps(new_context, say)
    address = f"shoes.{say.language}@example.org"
    steps.find_by_name(state="TX", name="Voz")
    steps.pick(AT_ANY_HOUR)
    steps.write(WORDS[say.language])
    steps.introduce(name=f"Berta Luna {say.language}", street="4 Station Road", email=address)
    steps.agree()
    confirm(steps, link_in(mail_to(live_site, address)))

    desk = new_context(viewport=DESK).new_page()
    log_in(desk, live_site, "letters")
    take(desk, axe_script)
    desk.get_by_label("Note to the writer").fill(NOTE)
    desk.get_by_role("button", name="Send it back with this note").click()
    returned = mail_to(live_site, address, count=2)
    assert NOTE in returned.text
    steps.page.goto(link_in(returned))
    steps.page.get_by_role("link", name=say("Go on writing")).click()
    steps.write(f"{WORDS[say.language]} McAllen.")
    steps.press("See the finished text")
    steps.agree()
    confirm(steps, link_in(mail_to(live_site, address, count=3)))
    assert mail_replying_to(live_site, address) == []

    take(desk, axe_script)
    desk.get_by_role("button", name="Approve: let it go").click()
    wait_until(lambda: bool(mail_replying_to(live_site, address)), seconds=90, what="the letter")
    (letter,) = mail_replying_to(live_site, address)
    assert "McAllen." in letter.text


def confirm(steps: Steps, link: str) -> None:
    steps.page.goto(link)
    steps.press("Yes, I wrote this. Send it.")
    expect(steps.page.get_by_role("heading", name=steps.say("A person is reading it first"))).to_be_visible()


def take(desk: Page, axe_script: str) -> None:
    """The first of the queue, taken from the list, read on its own screen."""
    desk.goto("/admin/letters/waiting/")
    expect(desk.locator("table.sq tbody tr")).to_have_count(1)
    desk.get_by_role("button", name="Take letter to the editor").click()
    expect(desk.get_by_role("heading", name="Your decision")).to_be_visible()
    for size in (PHONE, DESK):
        desk.set_viewport_size(size)  # type: ignore[arg-type]  # a dict of width and height
        assert axe_problems(desk, axe_script) == []
