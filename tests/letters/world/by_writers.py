"""What writers do."""

import itertools
from contextlib import suppress

from cms.letters import services
from cms.letters.models import ConfirmationRequest, Letter, Status
from cms.letters.problems import LetterProblem
from tests.factories.letters import draft
from tests.letters.world.acts import anywhere, on_letter
from tests.letters.world.place import World

_numbers = itertools.count(1)


@anywhere
def write(world: World, writer: int) -> None:
    names = {"email": f"writer{writer}@example.org", "full_name": f"Writer Number{writer}"}
    with suppress(LetterProblem):
        world.letters[writer] = draft(world.paper_of(writer), **names).pk


@on_letter(Status.DRAFT)
def save_text(world: World, letter: Letter) -> None:
    text = f"Other words, number {next(_numbers)}."
    services.save_text(letter_id=letter.pk, headline="Ask them", text=text, language="en")


@on_letter(Status.DRAFT)
def change_paper(world: World, letter: Letter) -> None:
    services.change_paper(letter_id=letter.pk, newspaper_id=world.paper_of(letter.pk).pk)


@on_letter(Status.DRAFT)
def ask(world: World, letter: Letter) -> None:
    services.ask_writer(letter_id=letter.pk, statement="I wrote this.")


@on_letter(Status.DRAFT)
def ask_held(world: World, letter: Letter) -> None:
    services.ask_writer(letter_id=letter.pk, statement="I wrote this.", needs_review=True)


@on_letter(Status.EXPIRED)
def ask_again(world: World, letter: Letter) -> None:
    if request := letter.requests.first():
        services.ask_again(token=request.token)


@on_letter(Status.AWAITING_CONFIRMATION)
def confirm(world: World, letter: Letter) -> None:
    _press(world, letter, letter.requests.order_by("pk").last())


@on_letter(Status.AWAITING_CONFIRMATION)
def confirm_old(world: World, letter: Letter) -> None:
    _press(world, letter, letter.requests.order_by("pk").first())


def _press(world: World, letter: Letter, request: ConfirmationRequest | None) -> None:
    if request is not None:
        services.confirm_letter(token=request.token)
        world.pressed.setdefault(letter.pk, letter.text)


@on_letter(Status.AWAITING_CONFIRMATION)
def forge(world: World, letter: Letter) -> None:
    services.confirm_letter(token=letter.token)


@on_letter(Status.AWAITING_CONFIRMATION, Status.IN_REVIEW, Status.QUEUED, Status.DEFERRED)
def cancel(world: World, letter: Letter) -> None:
    services.cancel_letter(letter_id=letter.pk)


@on_letter(Status.AWAITING_CONFIRMATION, Status.CANCELLED, Status.EXPIRED)
def write_again(world: World, letter: Letter) -> None:
    again = services.write_again(letter_id=letter.pk, submission_key=f"again-{letter.pk}")
    world.letters.update({who: again.pk for who, pk in world.letters.items() if pk == letter.pk})


@on_letter(Status.DRAFT)
def to_form(world: World, letter: Letter) -> None:
    services.change_paper(letter_id=letter.pk, newspaper_id=world.form.pk)


@on_letter(Status.DRAFT)
def agree_by_hand(world: World, letter: Letter) -> None:
    services.agree_by_hand(letter_id=letter.pk, statement="I wrote this.")


@on_letter(Status.DRAFT)
def self_sent(world: World, letter: Letter) -> None:
    services.note_self_sent(letter_id=letter.pk)
