"""What comes after the writing: the editor's link, and papers to which a writer sends the letter by hand."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words
from tests.browser.letter_walk import AT_ANY_HOUR, LETTERS, OF_A_DRIVER, looker, new_steps
from tests.browser.mail import link_in, mail_replying_to, mail_to
from tests.servers.site import RealSite
from tests.servers.waiting import wait_until

PRINTED_AT = "https://la-voz-de-la-frontera.example/2026/cartas/" + "una-direccion-muy-larga-" * 4
EDITOR_SAYS = {
    "printed": "La publicamos",
    "fewer": "Menos cartas, por favor",
    "none": "No más cartas",
}


@pytest.fixture
def editors_link(new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words) -> str:
    """The last line of a letter that was written, confirmed and delivered."""
    steps = new_steps(new_context, say)
    address = f"for.the.editor.{say.language}@example.org"
    steps.find_by_name(state="TX", name="Voz")
    steps.pick(AT_ANY_HOUR)
    steps.write(OF_A_DRIVER[say.language])
    steps.introduce(name=f"Delia Mora {say.language}", street="9 Citrus Road", email=address)
    steps.agree()
    steps.page.goto(link_in(mail_to(live_site, address)))
    steps.press("Yes, I wrote this. Send it.")
    wait_until(lambda: bool(mail_replying_to(live_site, address)), seconds=90, what="the letter")
    (letter,) = mail_replying_to(live_site, address)
    return letter.text.split()[-1]


def test_an_editor_answers_with_buttons_and_takes_each_answer_back(
    new_context: Callable[..., BrowserContext], editors_link: str, axe_script: str, say: Words
) -> None:
    """The paper prints in Spanish, so its link opens in Spanish, whatever the writer spoke."""
    editor, look = new_context().new_page(), looker(axe_script)
    editor.goto(editors_link)
    expect(editor.locator("h1")).to_contain_text(f"Delia Mora {say.language}")
    expect(editor.locator(".answers")).to_have_count(0)
    look(editor)

    editor.locator("input[name=url]").fill("no es una dirección")
    _press(editor, EDITOR_SAYS["printed"])
    expect(editor.get_by_role("alert")).to_be_visible()
    look(editor)
    editor.locator("input[name=url]").fill(PRINTED_AT)
    for answer in EDITOR_SAYS.values():
        _press(editor, answer)
    expect(editor.locator(".answers > li")).to_have_count(2)  # none takes the place of fewer
    expect(editor.locator(".answers")).to_contain_text(PRINTED_AT)
    look(editor)

    for left in (1, 0):
        editor.locator(".answers form button").first.click()
        expect(editor.locator(".answers > li")).to_have_count(left)

    wrong = editor.goto(editors_link.rstrip("/")[:-4] + "aaaa/")
    assert wrong is not None
    assert wrong.status == 404
    expect(editor.locator("form.card")).to_have_count(0)


def _press(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


@pytest.mark.parametrize(
    ("state", "paper", "needs_a_stamp"),
    [("TX", "Franklin Mountains Press", False), ("PA", "Delaware Valley Freeman", True)],
)
def test_a_paper_with_its_own_form_or_mailbox_is_left_to_the_writer(
    new_context: Callable[..., BrowserContext],
    live_site: RealSite,
    axe_script: str,
    say: Words,
    state: str,
    paper: str,
    needs_a_stamp: bool,
) -> None:
    """We show, the writer sends and says so; nothing leaves from here."""
    steps, look = new_steps(new_context, say), looker(axe_script)
    page, address = steps.page, f"by.hand.{state}.{say.language}@example.org"
    steps.find_by_name(state=state, name=paper)
    expect(page.get_by_text(say("You send it yourself"))).to_be_visible()
    steps.pick(paper)
    steps.write()
    steps.introduce(name=f"Elena Paz {say.language}", street="3 Cedar Court", email=address)
    steps.agree("Go on to send it")

    expect(page.locator("#letter-text")).to_contain_text(LETTERS[say.language][1].split("\n")[0])
    if needs_a_stamp:
        expect(page.locator(".sheet")).to_contain_text("100 Sample Street")
    else:
        form = page.get_by_role("link", name=say("Open the form of %(paper)s", paper=paper))
        expect(form).to_have_attribute("href", "https://franklin-mountains-press.example/letters/send")
    if say.language == "en":
        look(page)
    steps.press("I sent it")
    expect(page.get_by_role("heading", name=say("You told us that you sent it"))).to_be_visible()
    if say.language == "en":
        look(page)
    assert all(address not in one.recipients for one in live_site.smtp.received)
