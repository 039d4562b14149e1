"""A supporter writes to the local paper, and the paper gets the letter: nothing before the writer confirmed."""

from collections.abc import Callable

from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.conftest import Words
from tests.browser.mail import link_in, mail_replying_to, mail_to
from tests.servers.site import RealSite
from tests.servers.waiting import wait_until

PAGES = {"en": "/en/act/write-a-letter/", "es": "/es/actua/escriba-una-carta/"}
# A sample paper that takes letters at any hour, so that the test need not wait for a weekday morning.
PAPER = "La Voz de la Frontera"
LETTERS = {
    "en": (
        "Our children are watching",
        (
            "My neighbor's daughter asked me why a judge would speak to a child alone.\n\n"
            "I had no answer. Congress has one: a lawyer for every child. I ask our representative to vote for it."
        ),
    ),
    "es": (
        "Nuestros hijos nos miran",
        (
            "La hija de mi vecina me preguntó por qué un juez habla a solas con un niño.\n\n"
            "No supe qué decir. El Congreso sí puede: un abogado para cada niño. Pido a nuestra representante su voto."
        ),
    ),
}
# Two people: a paper takes one letter per person, and knows a person by more than the address.
NAMES = {"en": "Ana Flores", "es": "Berta Ríos"}
PHONES = {"en": "(956) 555-0123", "es": "956.555.0188"}
STREETS = {"en": "12 Palm Street", "es": "340 Calle Ébano"}
# A person needs longer than this; a form that comes back sooner waits for somebody at the letters desk.
HUMAN_MILLISECONDS = 3500


def test_letter_from_zip_to_delivered_mail(
    new_context: Callable[..., BrowserContext], live_site: RealSite, say: Words
) -> None:
    """In English with JavaScript, in Spanish without."""
    page = new_context(java_script_enabled=say.language == "en").new_page()
    address = f"writer.{say.language}@example.org"
    headline, text = LETTERS[say.language]

    choose_paper(page, say)
    write(page, say, headline, text)
    introduce(page, say, address)
    agree(page, say)

    question = mail_to(live_site, address)
    assert "78501" not in question.message["Subject"]
    assert mail_replying_to(live_site, address) == []

    page.goto(link_in(question))
    assert mail_replying_to(live_site, address) == [], "opening the link must not send anything"
    page.get_by_role("button", name=say("Yes, I wrote this. Send it.")).click()
    expect(page.locator("h1")).to_be_visible()

    wait_until(lambda: bool(mail_replying_to(live_site, address)), seconds=90, what="the letter")
    (letter,) = mail_replying_to(live_site, address)
    assert headline in str(letter.message["Subject"])
    assert " ".join(text.split()) in " ".join(letter.text.split())
    assert NAMES[say.language] in letter.text
    assert address not in letter.recipients


def choose_paper(page: Page, say: Words) -> None:
    page.goto(PAGES[say.language])
    page.get_by_label(say("ZIP code")).first.fill("78501-1234")
    page.get_by_role("button", name=say("Find my paper")).click()
    if say.language == "en":  # papers in English come first; this one is found by its name
        page.get_by_text(say("Choose another paper by state")).click()
        page.get_by_label(say("State"), exact=True).select_option("TX")
        page.get_by_label(say("Name of the paper")).fill("Voz")
        page.get_by_role("button", name=say("Show papers")).click()
    page.locator("label", has_text=PAPER).click()
    expect(page.get_by_role("radio", name=PAPER)).to_be_checked()
    page.get_by_role("button", name=say("Write to this paper")).click()


def write(page: Page, say: Words, headline: str, text: str) -> None:
    page.get_by_label(say("Headline")).fill(headline)
    page.get_by_label(say("Your letter")).fill("word " * 301)
    page.get_by_role("button", name=say("Save and go on")).click()
    expect(page.get_by_role("alert").first).to_contain_text("301")
    page.get_by_label(say("Your letter")).fill(text)
    page.get_by_role("button", name=say("Save and go on")).click()


def introduce(page: Page, say: Words, address: str) -> None:
    page.get_by_label(say("Full name")).fill(NAMES[say.language])
    page.get_by_label(say("Street address")).fill(STREETS[say.language])
    page.get_by_label(say("Town or city")).fill("McAllen")
    page.get_by_label(say("ZIP code")).fill("78501")
    page.get_by_label(say("Daytime phone")).fill(PHONES[say.language])
    page.get_by_label(say("E-mail")).fill(address)
    page.get_by_role("button", name=say("See the finished letter")).click()


def agree(page: Page, say: Words) -> None:
    statement = page.get_by_role("checkbox", name=say("I wrote this. Send it to %(paper)s under my name.", paper=PAPER))
    assert not statement.is_checked()
    page.wait_for_timeout(HUMAN_MILLISECONDS)
    statement.check()
    page.get_by_role("button", name=say("Send me the link to confirm")).click()
    expect(page.get_by_role("heading", name=say("Waiting for you to confirm"))).to_be_visible()
