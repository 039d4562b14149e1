"""A supporter writes to the local paper, and the paper gets the letter: nothing before the writer confirmed."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, expect

from tests.browser.conftest import Words
from tests.browser.letter_walk import AT_ANY_HOUR, LETTERS, OF_A_NURSE, Steps, looker, new_steps
from tests.browser.mail import link_in, mail_replying_to, mail_to
from tests.servers.site import RealSite
from tests.servers.waiting import wait_until

# Two people: a paper takes one letter per person, and knows a person by more than the address.
NAMES = {"en": "Ana Flores", "es": "Berta Ríos"}
PHONES = {"en": "(956) 555-0123", "es": "956.555.0188"}
STREETS = {"en": "12 Palm Street", "es": "340 Calle Ébano"}
# From the first page to the one with the button that sends the letter, the e-mail in between not counted.
MOST_PAGES = 7


def test_letter_from_zip_to_delivered_mail(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words
) -> None:
    """In English with JavaScript, in Spanish without."""
    steps = new_steps(new_context, say)
    page = steps.page
    address = f"writer.{say.language}@example.org"
    headline, text = LETTERS[say.language]

    steps.find(zip_code="78501-1234")
    if say.language == "en":  # papers in English come first; this one is found by its name
        steps.find_by_name(state="TX", name="Voz")
    steps.pick(AT_ANY_HOUR)
    steps.write("word " * 301)
    expect(page.get_by_role("alert").first).to_contain_text("301")
    steps.write()
    steps.introduce(name=NAMES[say.language], street=STREETS[say.language], phone=PHONES[say.language], email=address)
    steps.agree()
    expect(page.get_by_role("heading", name=say("Waiting for you to confirm"))).to_be_visible()

    question = mail_to(live_site, address)
    assert "78501" not in question.message["Subject"]
    assert mail_replying_to(live_site, address) == []

    page.goto(link_in(question))
    assert mail_replying_to(live_site, address) == [], "opening the link must not send anything"
    steps.press("Yes, I wrote this. Send it.")
    expect(page.locator("h1")).to_be_visible()

    wait_until(lambda: bool(mail_replying_to(live_site, address)), seconds=90, what="the letter")
    (letter,) = mail_replying_to(live_site, address)
    assert headline in str(letter.message["Subject"])
    assert " ".join(text.split()) in " ".join(letter.text.split())
    assert NAMES[say.language] in letter.text
    assert address not in letter.recipients


def test_seven_pages_and_five_answers_from_the_first_page_to_the_button(
    new_context: Callable[..., BrowserContext], live_site: RealSite, axe_script: str, say: Words
) -> None:
    """The straight way, with a look at each page; then the writer does not send it after all."""
    steps, look = Steps(new_context().new_page(), say), looker(axe_script)
    address = f"short.way.{say.language}@example.org"
    _as_far_as_the_question(steps, address, look)
    steps.page.goto(link_in(mail_to(live_site, address)))
    expect(steps.page.get_by_role("button", name=say("Yes, I wrote this. Send it."))).to_be_visible()
    assert len(steps.paths) <= MOST_PAGES, steps.paths
    look(steps.page)

    steps.press("Do not send it")
    expect(steps.page.get_by_role("heading", name=say("You took it back"))).to_be_visible()
    look(steps.page)
    assert mail_replying_to(live_site, address) == []


def _as_far_as_the_question(steps: Steps, address: str, look: Callable[..., None]) -> None:
    steps.find(zip_code="78501")
    look(steps.page)
    steps.page.locator(".paper__pick").first.click()
    steps.press("Write to this paper")
    look(steps.page)
    steps.write(OF_A_NURSE[steps.say.language])
    look(steps.page)
    # ZIP and town are known by now; the headline and the letter are the writing itself.
    typed = steps.introduce(name="Carmen Vega", street="7 Mesquite Lane", email=address)
    assert len(typed) == 4
    look(steps.page)
    steps.agree()
    look(steps.page)
