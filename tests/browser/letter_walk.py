"""The steps of writing a letter, as a person takes them, and a look at each page on the way."""

from collections.abc import Callable
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Page, Response, expect

from tests.browser.conftest import Words
from tests.browser.watch import axe_problems, sideways_scroll

START = {"en": "/en/act/write-a-letter/", "es": "/es/actua/escriba-una-carta/"}
# A sample paper that takes letters at any hour, so that a test need not wait for a weekday morning.
AT_ANY_HOUR = "La Voz de la Frontera"
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
# Other words for other journeys: the coach stops what a paper already has.
OF_A_NURSE = {
    "en": "I draw blood for a living, and I have seen a father faint when they read his number. Nobody said his name.",
    "es": "Trabajo sacando sangre, y vi a un padre desmayarse cuando leyeron su número. Ahí no tenía nombre.",
}
OF_A_DRIVER = {
    "en": "My bus stops at the detention center. On Fridays women get off with balloons and come back with them.",
    "es": "Mi autobús para frente al centro de detención. Los viernes bajan mujeres con globos y regresan con ellos.",
}
# A person needs longer than this; a form that comes back sooner waits for somebody at the letters desk.
HUMAN_MILLISECONDS = 3500
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}


@dataclass
class Steps:
    """Counts pages as a person sees them: what the server answered with a page, and no redirect."""

    page: Page
    say: Words
    paths: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.page.on("response", self._note)

    def _note(self, response: Response) -> None:
        is_page = response.request.is_navigation_request() and response.status == 200
        if is_page and response.frame == self.page.main_frame:
            self.paths.append(response.url)

    def press(self, label: str) -> None:
        self.page.get_by_role("button", name=self.say(label), exact=True).first.click()

    def find(self, *, zip_code: str) -> None:
        self.page.goto(START[self.say.language])
        self.page.get_by_label(self.say("ZIP code")).first.fill(zip_code)
        self.press("Find my paper")

    def find_by_name(self, *, state: str, name: str) -> None:
        self.page.goto(START[self.say.language])
        self.page.get_by_text(self.say("Choose another paper by state")).click()
        self.page.get_by_label(self.say("State"), exact=True).select_option(state)
        self.page.get_by_label(self.say("Name of the paper")).fill(name)
        self.press("Show papers")

    def pick(self, paper: str) -> None:
        self.page.locator("label", has_text=paper).click()
        expect(self.page.get_by_role("radio", name=paper)).to_be_checked()
        self.press("Write to this paper")

    def write(self, text: str = "") -> None:
        usual = LETTERS[self.say.language]
        self.page.get_by_label(self.say("Headline")).fill(usual[0])
        self.page.get_by_label(self.say("Your letter")).fill(text or usual[1])
        self.press("Save and go on")

    def introduce(self, *, name: str, street: str, email: str, phone: str = "(956) 555-0123") -> list[str]:
        """Fill what is still empty; returns what had to be typed."""
        answers = {
            "Full name": name, "Street address": street, "Town or city": "McAllen",
            "ZIP code": "78501", "Daytime phone": phone, "E-mail": email,
        }  # fmt: skip
        typed = []
        for label, answer in answers.items():
            box = self.page.get_by_label(self.say(label))
            if not box.input_value():
                box.fill(answer)
                typed.append(answer)
        self.press("See the finished text")
        return typed

    def agree(self, button: str = "Send me the link to confirm") -> None:
        statement = self.page.get_by_role("checkbox")
        assert not statement.is_checked()
        self.page.wait_for_timeout(HUMAN_MILLISECONDS)
        statement.check()
        self.press(button)


def looker(axe_script: str) -> Callable[[Page], None]:
    """`look(page)` fails where axe finds something on a phone or a desk, or the page is wider than a small phone."""

    def look(page: Page) -> None:
        for size in (PHONE, DESK):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # a dict of width and height
            assert axe_problems(page, axe_script) == []
        page.set_viewport_size({"width": 320, "height": 700})
        assert sideways_scroll(page) == 0, page.url
        page.set_viewport_size(PHONE)  # type: ignore[arg-type]

    return look


def new_steps(new_context: Callable[..., BrowserContext], say: Words) -> Steps:
    """A writer who has never been here: in English with JavaScript, in Spanish without."""
    return Steps(new_context(java_script_enabled=say.language == "en").new_page(), say)
